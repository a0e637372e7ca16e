"""Questions to go on with, over the sample papers and over made ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from qa.answers.answer import Answer
from qa.answers.answering import answer
from qa.answers.suggestions.followups import MAX_FOLLOWUPS, followups
from qa.answers.suggestions.title import about
from qa.answers.understanding.question import is_follow_up
from qa.library.filters import Filters
from qa.library.ingest import ingest
from qa.library.library import Library
from tests.made import WordEmbedder, a_paper, a_passage

PATIENT = 600  # seconds
# Questions as people ask them of the sample papers.
ASKED = (
    "how did the heating money go wrong in the first place?",
    "what got damaged above the swimming pool?",
    "are they banning lorries from castle street or what",
    "average sick days per person in adult care last year and the whole council",
    "who's the independant chair now?",
    "what happened to the reconciliation process?",
)
OTHER_MATTERS = ("allotments", "bins", "drains", "elections", "fairs", "grants", "markets", "noise")
FORMS = re.compile(
    r"^(?:What was (?:decided|asked) about|What (?:happened to|is the latest on)"
    r"|How did the vote on|Have the recommendations on"
    r"|Which councillor proposed the (?:resolution|motion|amendment) on)"
    r" (?P<subject>.+?)(?: go| been carried out)?(?: in [A-Z][a-z]+ 20\d\d)?\?$"
)


def words_of(found: Answer) -> set[str]:
    """What an answer quotes."""
    return {one.text for one in found.quotes} | {step.text for step in found.timeline}


@pytest.fixture(scope="module")
def offered(samples: Library) -> dict[str, tuple[Answer, tuple[str, ...]]]:
    """Each question with its answer and what may be asked next."""
    found = {question: answer(question, samples) for question in ASKED}
    return {q: (a, followups(a, samples, seconds=PATIENT)) for q, a in found.items()}


def test_there_are_some_and_not_too_many(
    offered: dict[str, tuple[Answer, tuple[str, ...]]],
) -> None:
    for _, questions in offered.values():
        assert 1 <= len(questions) <= MAX_FOLLOWUPS
        assert len(set(questions)) == len(questions)


def test_they_are_what_a_reader_would_ask_next(
    offered: dict[str, tuple[Answer, tuple[str, ...]]],
) -> None:
    _, heating = offered[ASKED[0]]
    assert any(one.startswith("What was decided about heating charges") for one in heating)
    _, lorries = offered[ASKED[2]]
    assert any(
        one.startswith("How did the vote on Air Quality in Castle Street") for one in lorries
    )


def test_each_is_answered_alone_with_words_that_were_not_quoted_yet(
    offered: dict[str, tuple[Answer, tuple[str, ...]]], samples: Library
) -> None:
    for before, questions in offered.values():
        said = words_of(before)
        for question in questions:
            found = answer(question, samples)
            assert found.status == "answered"
            assert not is_follow_up(question)
            assert words_of(found) - said


def test_its_subject_stands_in_the_papers_that_its_answer_cites(
    offered: dict[str, tuple[Answer, tuple[str, ...]]], samples: Library
) -> None:
    for _, questions in offered.values():
        for question in questions:
            form = FORMS.match(question)
            assert form
            cited = answer(question, samples).citations
            words = " ".join(f"{one.item} {one.section} {one.text}" for one in cited)
            assert about(form["subject"]) <= about(words)


def test_what_was_asked_is_not_offered_again(
    offered: dict[str, tuple[Answer, tuple[str, ...]]],
) -> None:
    for question, (_, questions) in offered.items():
        assert question.lower() not in {one.lower() for one in questions}
    _, after_story = offered[ASKED[-1]]
    assert not any(one.startswith(("What happened", "What is the latest")) for one in after_story)


def test_what_is_quoted_already_is_not_offered(samples: Library) -> None:
    found = answer("how did the vote on castle street lorries go", samples)
    assert "15 votes to 8" in " ".join(words_of(found))
    questions = followups(found, samples, seconds=PATIENT)
    assert not any(one.startswith("How did the vote") for one in questions)


def test_for_what_is_not_found_the_nearest_that_is_answered(samples: Library) -> None:
    found = answer("how much did the two studies of Castle Street traffic cost?", samples)
    assert found.status == "not_found"
    questions = followups(found, samples, seconds=PATIENT)
    assert questions
    assert all("Castle Street" in question for question in questions)


def test_for_what_is_far_from_all_papers_there_is_none(samples: Library) -> None:
    found = answer("are there mermaids in the harbour?", samples)
    assert found.status == "not_found"
    assert followups(found, samples, seconds=PATIENT) == ()


def test_within_limits_they_are_answered_within_them(samples: Library) -> None:
    limits = Filters(date_to=date(2021, 7, 31))
    found = answer(ASKED[0], samples, filters=limits)
    questions = followups(found, samples, filters=limits, seconds=PATIENT)
    assert questions
    for question in questions:
        assert answer(question, samples, filters=limits).status == "answered"
    assert not any("latest" in question for question in questions)  # that takes several meetings


def test_when_the_time_is_up_there_are_no_more(samples: Library) -> None:
    assert followups(answer(ASKED[0], samples), samples, seconds=-1) == ()


@pytest.fixture
def letters(tmp_path: Path) -> Iterator[Library]:
    """A library of letters, some with markup in them, and no minutes."""
    texts = (
        "The repair of the old bridge was agreed in June and will cost £40,000.",
        "Work on the <b>old bridge</b> will begin in March, when the river is low.",
        "Work on the old bridge, [here](javascript:alert(1)), was delayed for want of stone.",
        "Members asked when the old bridge would be open; the engineer hoped for May 2022.",
        "The old bridge \u202ewas surveyed by divers, who found two piers washed out.",
        "Traffic over the old bridge was stopped in February 2022 and goes by Hexley.",
        "The old bridge was opened again on 9 May 2022 by the chairman of the council.",
        *(f"We thank you for your letter about {matter} of 3 May." for matter in OTHER_MATTERS),
    )
    papers = {
        f"{n}.pdf": a_paper(
            f"{n}.pdf", replace(a_passage(text, date(2021, 3 + n % 9, 1 + n)), document="letter")
        )
        for n, text in enumerate(texts)
    }
    folder = tmp_path / "papers"
    folder.mkdir()
    for name in papers:
        (folder / name).write_text(name)
    with Library(tmp_path / "index", embedder=WordEmbedder(), create=True) as library:
        ingest([folder], library, read=lambda path: papers[path.name])
        yield library


def test_without_minutes_a_story_may_be_told_and_its_name_has_no_markup(letters: Library) -> None:
    found = answer("what will the repair of the old bridge cost?", letters)
    assert found.status == "answered"
    questions = followups(found, letters, seconds=PATIENT)
    assert questions == ("What is the latest on the old bridge?",)
