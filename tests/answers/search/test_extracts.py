"""Extracts: what answers best comes first, whichever passages it stands in, in whole units."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from qa.answers.answer import Answer
from qa.answers.answering import answer
from qa.answers.search.extracts import JOINED, MOST, PASSAGES
from qa.library.library import Library
from tests.answers.test_answering import library_of
from tests.made import a_paper, a_passage

TALK = (
    "The committee talked about other matters of the estate for some time without any result. " * 3
)
LAKE = (
    "The dredging of the boating lake was put to three firms in the spring of that year. "
    f"{TALK}The dredging of the boating lake will cost £31,500, which the lottery pays. {TALK}"
    "The dredging of the boating lake begins on 4 October once the swans have gone."
)
SWANS = (
    f"{TALK}Swans leave the boating lake before its dredging, the warden of Port Elgin said. {TALK}"
)
VOTE = (
    "Moved by Ms Abara that the boating lake be filled in.\nFor (2)\nMs Abara, Mr Quist\n"
    "Against (5)\nMr Ode, Ms Lund, Mr Tagg, Ms Roe, Mr Vance\nMotion lost.\n"
)
ASKED = "what about the dredging of the boating lake?"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    others = (f"The dredging of the boating lake was named in letter {n}. {TALK}" for n in range(6))
    papers = a_paper("a.pdf", a_passage(LAKE), a_passage(SWANS, page=2), a_passage(VOTE, page=3))
    letters = a_paper("b.pdf", *(a_passage(text, page=n) for n, text in enumerate(others, 1)))
    opened = library_of(tmp_path, papers, letters)
    yield opened
    opened.close()


@pytest.fixture
def found(library: Library) -> Answer:
    return answer(ASKED, library)


def test_sentences_that_stand_apart_are_quoted_without_the_talk_between(found: Answer) -> None:
    of_lake = [quote for quote in found.quotes if "£31,500" in found.cited(quote.citation).text]
    assert len(of_lake) > 1
    assert all(len(quote.text.split()) <= JOINED for quote in of_lake)
    assert "£31,500" in " ".join(quote.text for quote in of_lake)


def test_no_word_is_quoted_twice(found: Answer) -> None:
    for n in {quote.citation for quote in found.quotes}:
        spans = sorted((one.start, one.end) for one in found.quotes if one.citation == n)
        assert all(end <= start for (_, end), (start, _) in pairwise(spans))


def test_extracts_are_few_and_of_few_passages(found: Answer) -> None:
    assert 1 < len(found.quotes) <= MOST
    assert len({quote.citation for quote in found.quotes}) <= PASSAGES


def test_an_extract_is_word_for_word_and_its_answering_sentence_is_marked(found: Answer) -> None:
    for quote in found.quotes:
        assert quote.text == found.cited(quote.citation).text[quote.start : quote.end]
    assert any(quote.marked for quote in found.quotes)


def test_what_stands_side_by_side_is_one_extract(tmp_path: Path) -> None:
    ferry = "The Rathlin ferry will stop in May. The Rathlin ferry needs a ramp by June."
    others = (a_passage(f"Letter {n} of the clerk. {TALK}") for n in range(5))
    papers = a_paper("a.pdf", a_passage(f"{TALK}{ferry} {TALK}"), *others)
    with library_of(tmp_path, papers) as library:
        quotes = answer("what about the Rathlin ferry?", library).quotes
    assert ferry in quotes[0].text


def test_a_heading_is_no_extract_by_itself(tmp_path: Path) -> None:
    loan = (
        "16.4 Rathlin ferry\nThe councillors resolved that the loan for the Rathlin ferry be taken "
        "up for ten years, beginning in April, from the bank that asks least for it, that the mill "
        "and the two farms on the far side bear a third of what it comes to, that the rest be met "
        "by the tolls, and that the harbour office reports each spring on how much is owed.\n"
        f"{TALK}"
    )
    others = (a_passage(f"Letter {n} of the clerk. {TALK}") for n in range(5))
    with library_of(tmp_path, a_paper("a.pdf", a_passage(loan), *others)) as library:
        asked = "what of the loan for the Rathlin ferry must the mill and the two farms bear?"
        quotes = answer(asked, library).quotes
    headed = [quote.text for quote in quotes if "16.4" in quote.text]
    assert headed
    assert all("resolved that the loan" in text for text in headed)


def test_a_vote_is_told_to_its_end(library: Library) -> None:
    quotes = answer("was it moved that the boating lake be filled in?", library).quotes
    told = next(quote.text for quote in quotes if "be filled in" in quote.text)
    assert "Against (5)" in told
    assert told.rstrip().endswith("Motion lost.")


def test_of_a_list_each_passage_is_quoted_once(library: Library) -> None:
    quotes = answer("list all that was said about the dredging of the boating lake", library).quotes
    assert len(quotes) == len({quote.citation for quote in quotes}) > PASSAGES


@pytest.mark.parametrize("turned", ["Ms Ode", "Against (5)", "Motion lost."])
@pytest.mark.parametrize(
    "heads", [("For (4)", "Against (5)", "Abstain (1)"), ("AYES: 4", "NOES: 5", "ABSTENTIONS: 1")]
)
def test_a_vote_is_quoted_whole_though_its_page_ends_within(
    tmp_path: Path, turned: str, heads: tuple[str, ...]
) -> None:
    vote = (
        f"{TALK}The motion that the boating lake be filled in was put to the vote as follows:\n"
        f"{heads[0]}\nMs Abara, Mr Quist, Dr Ember, Mr Pike\n"
        f"{heads[1]}\nMs Ode, Ms Lund, Mr Tagg, Ms Roe, Mr Vance\n{heads[2]}\nMr Wool\n"
        f"Motion lost.\n{TALK}"
    )
    at = vote.index(turned.replace("Against (5)", heads[1]))
    others = (a_passage(f"Letter {n} of the clerk. {TALK}", page=5) for n in range(5))
    voted = replace(a_passage(vote, page=1), page_end=2, breaks=(at,))
    with library_of(tmp_path, a_paper("a.pdf", voted, *others)) as library:
        for asked in ("who voted against filling in the boating lake?", "how did Ms Lund vote?"):
            quotes = [quote.text for quote in answer(asked, library).quotes]
            told = [one for one in quotes if "Lund" in one or "Quist" in one]
            assert told
            for one in told:
                assert all(head in one for head in heads) and "Motion lost." in one


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("who got the contract for the culvert on Osier Road?", "NOW THEREFORE"),
        ("why was a contract for the culvert on Osier Road given?", "WHEREAS"),
    ],
)
def test_what_is_resolved_is_quoted_and_not_its_grounds_unless_they_are_asked_for(
    question: str, begins: str, tmp_path: Path
) -> None:
    text = (
        "WHEREAS the township has been given a grant towards the culvert on Osier Road, of which "
        "the contract was put out to tender and four firms sent in their prices for it;\n"
        "AND WHEREAS a bridge is the best that can be put in the place of the old pipe there, "
        "which has been washed out twice in the floods of the last three springs;\n"
        "NOW THEREFORE the work is awarded to Larch & Sons at $61,400, taxes included.\nCarried."
    )
    with library_of(
        tmp_path, a_paper("a.pdf", a_passage(text), a_passage(TALK, page=2))
    ) as library:
        quotes = answer(question, library).quotes
    assert quotes[0].text.startswith(begins)


def test_what_a_sentence_leads_to_is_quoted_with_it(tmp_path: Path) -> None:
    text = (
        f"{TALK}\nThe planner presented the report on the boating lake.\n"
        "The following spoke against the filling in of the boating lake:\n"
        f"Tess Abara, 4 Weir Road.\nBen Quist, Osier Ltd.\nThe planner spoke again. {TALK}"
    )
    with library_of(tmp_path, a_paper("a.pdf", a_passage(text))) as library:
        first = answer("Who spoke against filling in the boating lake?", library).quotes[0].text
    assert "Tess Abara" in first
    assert "Ben Quist" in first


def test_a_quote_does_not_end_with_the_label_of_what_follows(tmp_path: Path) -> None:
    paid = "The dredging of the boating lake is paid for by the lottery and by the swan fund."
    long = " and ".join(f"whether gate {n} of the estate was shut" for n in range(12))
    text = f"{paid}\nSupplementary question:\nMr Quist asked {long}."
    with library_of(tmp_path, a_paper("a.pdf", a_passage(text))) as library:
        first = answer("Who pays for the dredging of the boating lake?", library).quotes[0].text
    assert paid in first
    assert not first.endswith(":")
