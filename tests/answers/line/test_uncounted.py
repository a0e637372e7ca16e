"""Votes of which a paper gives no counts, and lists that a resolution leads up to."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.answers.line.certainty import LEAST
from qa.papers.register import Resolution
from tests.answers.line.lines import (
    APRIL,
    MARCH,
    a_vote,
    decided_on,
    line_to,
    minutes,
    of_words,
    recorded,
)

MOWER = "RESOLVED that a new mower be bought for the village green."
HOURS = (
    "That the holiday hours be as follows: Office: December 25-29 Closed Dump: closed Tuesdays, as "
    "usual. December 24 Closed at 2:00 p.m. December 26 Closed.\nCarried."
)
UNSAID = "The paper does not say who voted which way, or how many."


def test_who_asks_for_counts_is_told_that_the_paper_gives_none(tmp_path: Path) -> None:
    paper = decided_on("mower.pdf", MARCH, MOWER, "carried")
    line = line_to("How many members voted against the new mower?", tmp_path, paper)
    assert line and line.text.startswith(f"Carried. {UNSAID}") and "mower" in line.text


def test_nothing_is_missing_where_nobody_asks_for_counts(tmp_path: Path) -> None:
    paper = decided_on("mower.pdf", MARCH, MOWER, "carried")
    line = line_to("Was a new mower agreed for the village green?", tmp_path, paper)
    assert line and UNSAID not in line.text


def test_counts_that_the_paper_gives_are_told(tmp_path: Path) -> None:
    paper = a_vote("fares.pdf", "the ferry fares be doubled", 3, "motion", MARCH)
    line = line_to("How many voted for the ferry fares?", tmp_path, paper)
    assert line and "for 3, against 20" in line.text and UNSAID not in line.text


def test_of_several_votes_without_counts_none_is_told(tmp_path: Path) -> None:
    papers = [
        decided_on("a.pdf", MARCH, "RESOLVED that the library budget be approved.", "carried"),
        decided_on("b.pdf", APRIL, "RESOLVED that the budget of the hall be sent on.", "carried"),
    ]
    line = line_to("Who voted against the budget?", tmp_path, *papers)
    assert line is None or "Carried" not in line.text


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Councillor Elm requested a recorded vote on the ferry. The motion carried.", False),
        ("Councillor Elm voted against the ferry, which was carried.", True),
    ],
)
def test_that_a_member_asked_for_a_vote_does_not_say_how(
    text: str, is_told: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(LEAST, "sentence", 0.0)
    paper = recorded("ferry.pdf", text)
    line = line_to("How did Councillor Elm vote on the ferry?", tmp_path, paper)
    assert bool(line and "Elm" in line.text) == is_told


def test_a_list_that_a_resolution_leads_up_to_is_told_to_its_end(tmp_path: Path) -> None:
    read = of_words(HOURS, HOURS[: HOURS.index(" December 24")])
    how = (of_words(HOURS, "Carried."),)
    paper = minutes("hours.pdf", HOURS, Resolution("resolution", "carried", (read,), how=how))
    line = line_to("What holiday hours were agreed for the dump?", tmp_path, paper)
    assert line and "December 26 Closed" in line.text


def test_what_stands_between_words_and_result_is_no_list(tmp_path: Path) -> None:
    text = "That a new mower be bought for the green. Mr Oak spoke against it.\nCarried."
    read = of_words(text, "That a new mower be bought for the green.")
    entry = Resolution("resolution", "carried", (read,), how=(of_words(text, "Carried."),))
    paper = minutes("mower.pdf", text, entry)
    line = line_to("Was a new mower agreed for the green?", tmp_path, paper)
    assert line and "Oak" not in line.text
