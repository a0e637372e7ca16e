"""The answer line as a whole: each part on its citation, and its passage first.

A wrong line is worse than none: no vote is told upside down, no proposal as a decision, and no
other meeting's.
"""

from __future__ import annotations

import pytest

from qa.answers.line.proposal import Piece
from qa.library.records import StoredPassage
from tests.answers.line.lines import Ask
from tests.made import KEY, a_passage

pytestmark = pytest.mark.usefixtures("engine")


def test_the_passage_that_a_line_stands_on_comes_first(ask: Ask) -> None:
    found = ask("how did the vote on doubling the ferry fares go?")
    assert found.citations[0].paper == "ferry.pdf"
    assert found.quotes[0].text.endswith("Motion lost.")


def test_the_line_is_in_the_json_of_an_answer(ask: Ask) -> None:
    told = ask("was the rebuilding of the quay in stone agreed?").to_json()["answer"]
    assert told["text"] == " ".join(part["text"] for part in told["parts"])
    assert {"text", "citation", "verbatim"} <= told["parts"][0].keys()
    assert 0 < told["certainty"] <= 1


def test_a_clause_is_told_without_the_mark_of_its_list_and_an_initial_is_no_mark() -> None:
    passage = a_passage("J. Oak was made harbour master; and (b) the pay was set.")
    stored = StoredPassage(1, 1, KEY, "minutes.pdf", passage)
    told = Piece(stored, 0, passage.text.index(" (b)")).part(1)
    assert told.text == "J. Oak was made harbour master"
    assert Piece(stored, passage.text.index("(b)"), len(passage.text)).part(1).text == (
        "the pay was set."
    )
