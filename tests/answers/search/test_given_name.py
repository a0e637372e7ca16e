"""A member is found by a given name that papers do not print, and never taken for a namesake."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.answers.search.given_name import unprinted
from qa.answers.understanding.question import parse_question
from qa.papers.register import Resolution, Votes
from tests.answers.line.lines import asked_of, minutes, of_words

QUESTION = "How did Harriet Ngo vote on the osier apartments?"


@pytest.mark.parametrize(
    ("text", "is_hers"),
    [
        ("Ayes: Ngo, Larch. Noes: Rowan.", True),  # a city in the United States
        ("Against (2)\nCllr Ngo, Cllr Larch", True),  # an English borough
        ("For: Councillors H. Ngo and J. Larch", True),  # a town in Canada
        ("Ms Ngo voted against. Peter Ngo spoke for the residents.", False),  # there are two
        ("Against (2)\nCllr P Ngo, Cllr Larch", False),
        ("Harriet Ngo voted against.", False),  # printed, and no gap
        ("Against (1)\nCllr Larch", False),
    ],
)
def test_a_given_name_is_missed_only_where_the_surname_may_not_be_hers(
    text: str, is_hers: bool
) -> None:
    assert unprinted(parse_question(QUESTION), [text]) == ({"harriet"} if is_hers else set())


def test_how_a_member_voted_is_told_of_a_roll_call_of_surnames(tmp_path: Path) -> None:
    text = (
        "A motion was made by Rowan that the osier apartments be approved.\n"
        "Ayes: Larch, Rowan\nNoes: Ngo\nMotion carried."
    )
    votes = Votes(2, 1, None, ("Larch", "Rowan"), ("Ngo",), ())
    words = of_words(text, "that the osier apartments be approved.")
    how = (of_words(text, "Motion carried."),)
    entry = Resolution("motion", "carried", (words,), how, "Rowan", votes=votes)
    found = asked_of([minutes("a.pdf", text, entry)], QUESTION, tmp_path)
    assert found.status == "answered"
    assert found.line
    assert found.line.text.startswith("Ngo voted against.")
    other = "How did Harriet Elm vote on the osier apartments?"
    (tmp_path / "other").mkdir()
    found = asked_of([minutes("a.pdf", text, entry)], other, tmp_path / "other")
    assert found.line is None or found.line.kind != "member vote"
