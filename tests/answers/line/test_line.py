"""The answer line as a whole: each part on its citation, and its passage first.

A wrong line is worse than none: no vote is told upside down, no proposal as a decision, and no
other meeting's.
"""

from __future__ import annotations

import pytest

from tests.answers.line.lines import Ask

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
