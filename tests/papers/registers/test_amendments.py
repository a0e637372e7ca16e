"""What an amendment was to change, and what became of that."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.papers.paper import Passage
from qa.papers.register import Resolution
from qa.papers.registers.resolution import resolutions
from qa.wording import verdict_words
from tests.made import a_passage


def amendments(*items: tuple[str, str]) -> list[tuple[Resolution, list[Passage]]]:
    """The amendments in minutes, given as headings with their text, with the passages."""
    passages = [replace(a_passage(text), item=heading) for heading, text in items]
    return [(one, passages) for one in resolutions(passages) if one.kind == "amendment"]


def amended(one: Resolution, passages: list[Passage]) -> str:
    """The words of what an amendment was to change."""
    words = one.amends.words if one.amends else ()
    return " ".join(passages[w.passage].text[w.start : w.end] for w in words)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (  # an English county
            "Councillor Ash moved, and Councillor Birch seconded, that the lido be kept open.\n"
            "An amendment was moved by Councillor Rowan, seconded by Councillor Larch, that the "
            "word “free” be added. The amendment was put to the vote and lost by 12 votes to 30.\n"
            "The motion was then put to the vote and carried.",
            "Amendment lost: for 12, against 30. The motion was then carried.",
        ),
        (  # a town in Ontario
            "Moved by J. Ash, seconded by K. Birch, that the lido be kept open.\n"
            "Amendment moved by T. Rowan, seconded by P. Larch: that the word “free” be added.\n"
            "Amendment carried 5 to 2.\nMotion lost.",
            "Amendment carried: for 5, against 2. The motion was then lost.",
        ),
    ],
)
def test_an_amendment_says_what_it_was_to_change_and_how_that_ended(text: str, told: str) -> None:
    [(one, passages)] = amendments(("8. Lido", text))
    assert "the lido be kept open" in amended(one, passages)
    assert "free" not in amended(one, passages)
    assert verdict_words(one.kind, one.outcome, one.votes, one.amends) == told


def test_an_amendment_changes_nothing_that_was_moved_under_another_item() -> None:
    [(one, _)] = amendments(
        ("8. Lido", "Councillor Ash moved that the lido be kept open. The motion was carried."),
        (
            "9. Budget",
            "An amendment was moved by Councillor Rowan, seconded by Councillor Larch, that "
            "£5,000 be added. The amendment was put to the vote and lost.",
        ),
    )
    assert one.amends is None
    assert verdict_words(one.kind, one.outcome, one.votes, one.amends) == "Amendment lost."


@pytest.mark.parametrize(
    "procedure",
    [
        "that the question be now put",  # England
        "that the vote be now taken",  # Scotland
        "to call the question",  # Canada
        "the previous question",  # the United States
    ],
)
def test_a_motion_of_procedure_is_not_what_was_amended(procedure: str) -> None:
    [(one, passages)] = amendments(
        (
            "8. Lido",
            "Councillor Ash moved, and Councillor Birch seconded, that the lido be kept open.\n"
            f"Councillor Fir moved, seconded by Councillor Oak, {procedure}.\n"
            "An amendment was moved by Councillor Rowan, seconded by Councillor Larch, that the "
            "word “free” be added. The amendment was put to the vote and lost.",
        )
    )
    assert "lido" in amended(one, passages)


def test_a_motion_that_speaks_of_a_question_is_one_of_substance() -> None:
    [(one, passages)] = amendments(
        (
            "8. Lido",
            "Councillor Ash moved, and Councillor Birch seconded, that the public be asked a "
            "question on the lido, to be put in writing.\n"
            "An amendment was moved by Councillor Rowan, seconded by Councillor Larch, that the "
            "word “each” be added. The amendment was put to the vote and lost.",
        )
    )
    assert "a question on the lido" in amended(one, passages)


MUSEUM = (
    "Moved by Councillor Ash\nThat Council approve the recommendations in Report 7:\n"
    "a) That $2 million be paid to the museum; and\nb) That staff report back.\n"
    "Moved by Councillor Birch\nThat recommendation a) be amended as follows:\n"
    "That a total of $4M be paid over 8 years.\n"
)


@pytest.mark.parametrize(
    ("ended", "outcome"),
    [("“MOTION WITHDRAWN”", "withdrawn"), ("Councillor Birch withdrew his motion.", "withdrawn")],
)
def test_a_motion_is_an_amendment_where_its_words_say_so(ended: str, outcome: str) -> None:
    text = f"{MUSEUM}{ended}\nUpon the main motion of Councillor Ash, the motion carried."
    [(one, _)] = amendments(("8. Museum", text))
    assert (one.outcome, one.proposer) == (outcome, "Councillor Birch")
    assert one.amends
    assert one.amends.outcome == "carried"


def test_a_by_law_that_is_to_be_amended_is_moved_by_itself() -> None:
    text = "Moved by Councillor Birch\nThat the zoning by-law be amended to allow a shop.\nCARRIED"
    assert not amendments(("8. Shops", text))
