"""Questions to begin with: what an item is called in a sentence, and what is offered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answers.answering import answer
from qa.answers.suggestions.openings import openings
from qa.answers.suggestions.title import MAX_LENGTH, subjects
from qa.answers.understanding.question import is_follow_up
from qa.library.filters import Filters
from qa.library.ingest import ingest
from qa.library.library import Library
from qa.papers.paper import Paper
from qa.papers.registers.resolution import resolutions
from tests.made import WordEmbedder, a_paper, a_passage

pytestmark = pytest.mark.usefixtures("engine")

HOSTILE = "8. <img src=x onerror=alert(1)> [link](javascript:alert(1))"


@pytest.fixture(scope="module")
def offered(samples: Library) -> Mapping[str, tuple[str, ...]]:
    return openings(samples)


def test_each_kind_of_user_is_offered_some(offered: Mapping[str, tuple[str, ...]]) -> None:
    assert list(offered) == ["Preparing a question", "Exploring decisions", "Checking an answer"]
    assert all(2 <= len(questions) <= 3 for questions in offered.values())


def test_they_are_what_such_a_user_would_ask(offered: Mapping[str, tuple[str, ...]]) -> None:
    assert "What happened to the reconciliation process?" in offered["Preparing a question"]
    assert any(
        question.startswith("How did the vote") for question in offered["Exploring decisions"]
    )
    assert any(
        question.startswith("What did we tell") for question in offered["Checking an answer"]
    )


def test_every_one_is_answered_and_stands_alone(
    offered: Mapping[str, tuple[str, ...]], samples: Library
) -> None:
    for question in chain(*offered.values()):
        assert answer(question, samples).status == "answered"
        assert not is_follow_up(question)


def test_how_a_vote_went_is_told_in_its_numbers(
    offered: Mapping[str, tuple[str, ...]], samples: Library
) -> None:
    [question] = [one for one in chain(*offered.values()) if one.startswith("How did the vote")]
    quoted = " ".join(quote.text for quote in answer(question, samples).quotes)
    assert re.search(r"For \(\d+\)|\d+ votes", quoted)


@pytest.mark.parametrize(
    ("title", "text", "subject"),
    [
        ("8. REVIEW OF BUS PASSES IN ASHCOMBE", "Bus use in Ashcombe.", "bus passes in Ashcombe"),
        ("47 Free school meals", "Most free school meals are hot.", "free school meals"),
        ("SEND strategy:", "", "the SEND strategy"),
        ("5. Parking zones: first report of the director", "", "Parking zones"),
        ("Update on reducing the number of empty homes", "", "reducing the number of empty homes"),
        ("24/00108 - Flood Scheme", "a flood scheme", "the flood scheme"),
        ("Motion for Time Limited Debate – Noise in Mill Lane", "", "Noise in Mill Lane"),
        ("Youth Justice Annual Report (Item 7)", "", "Youth Justice"),
        ("Review of progress against the housing plan 2020/21", "", "the housing plan 2020/21"),
        ("Summary of recommendations [Bus review]", "of the bus review.", "the bus review"),
    ],
)
def test_a_title_is_made_to_stand_in_a_sentence(title: str, text: str, subject: str) -> None:
    assert subjects(title, text)[0] == subject


@pytest.mark.parametrize(
    "title",
    [
        None,
        "12.",
        "3. APOLOGIES FOR ABSENCE",
        "Minutes of the previous meeting",
        "A.O.C.B.",
        "Question 4",
        "298. Report by Leader of the Council",
        "Restricted Parking Zone of …",
        "Transfer the team from one directorate to another",
        "It was agreed to go on",
        "Budget Amendments 23rd-Feb-2023 10.30",
        "parking-zones-2023",
        "Finance update",
        "A" * 80,
        HOSTILE,
    ],
)
def test_a_title_that_names_no_subject_makes_no_question(title: str | None) -> None:
    assert subjects(title, title or "") == []


def test_a_word_that_is_no_name_loses_its_capital() -> None:
    title = "Parking in Elmham"
    assert subjects(title, "", {"parking"}.__contains__) == ["Parking in Elmham"]
    assert subjects("Parking charges", "", {"parking"}.__contains__) == ["parking charges"]
    assert subjects("Elmham parking", "", {"parking"}.__contains__) == ["Elmham parking"]


@given(st.text(), st.text())
def test_whatever_the_title_a_subject_is_short_plain_text_on_one_line(
    title: str, text: str
) -> None:
    for subject in subjects(title, text + title):
        assert subject.isprintable()
        assert len(subject) <= MAX_LENGTH + len("the ")
        assert not set("<>`*@|") & set(subject)


@pytest.fixture
def no_minutes(tmp_path: Path) -> Iterator[Library]:
    """A library of one letter."""
    letter = replace(a_passage("The bridge will be closed in May."), document="letter", item=None)
    yield from library_of(tmp_path, a_paper("letter.pdf", letter))


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[Library]:
    """A library in which something was resolved under a hostile title."""
    words = (
        "RESOLVED that the bridge over the Sallow be closed for repair from May until July 2022."
    )
    passages = (replace(a_passage(words), item=HOSTILE, standing="decided"),)
    paper = a_paper("minutes.pdf", *passages)
    yield from library_of(tmp_path, replace(paper, resolutions=tuple(resolutions(passages))))


def library_of(tmp_path: Path, paper: Paper) -> Iterator[Library]:
    """A library that holds `paper`."""
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / paper.name).write_text(paper.name)
    with Library(tmp_path / "index", embedder=WordEmbedder(), create=True) as library:
        ingest([folder], library, read=lambda path: paper)
        yield library


def test_where_nothing_was_resolved_asked_or_tracked_nothing_is_offered(
    no_minutes: Library,
) -> None:
    assert openings(no_minutes) == {}


def test_a_hostile_title_is_not_offered(hostile: Library) -> None:
    assert hostile.store.registers.resolutions(Filters())
    assert openings(hostile) == {}


def test_an_empty_library_offers_nothing(tmp_path: Path) -> None:
    with Library(tmp_path / "index", embedder=WordEmbedder(), create=True) as library:
        assert openings(library) == {}
