"""What a library is about, for who sees it first."""

from __future__ import annotations

import pytest

from qa.answers.overview import PHRASES, overview
from qa.answers.suggestions.title import subjects
from qa.library.library import Library


def test_it_says_whose_papers_there_are_and_from_when_to_when(samples: Library) -> None:
    found = overview(samples)
    assert found.councils[0].startswith("Thurlbridge")
    assert found.searched.papers > 10
    assert found.searched.earliest and found.searched.latest
    assert len(found.bodies) == len({name.casefold() for name in found.bodies}) > 1


def test_the_latest_meetings_come_with_what_they_decided(samples: Library) -> None:
    latest = overview(samples).latest
    days = [one.meeting.day for one in latest]
    assert days == sorted(days, reverse=True)
    for one in latest:
        assert one.decisions
        for decision in one.decisions:
            assert decision.citation.meeting_date == one.meeting.day
            assert decision.citation.committee == one.meeting.committee
            assert "apologies" not in (decision.citation.item or "").lower()


def test_a_subject_is_one_that_several_meetings_had_and_no_routine(samples: Library) -> None:
    found = overview(samples).subjects
    assert all(one.meetings > 1 for one in found)
    words = " ".join(one.words.lower() for one in found)
    for routine in ("apologies", "declarations", "minutes of", "next meeting"):
        assert routine not in words


@pytest.mark.parametrize(
    "text",
    [
        "R26-87 J. Scott: THAT the minutes of the regular Meeting held April 7, 2026, be adopted.",
        "RESOLVED: That the minutes of the meeting of 4 May be confirmed as a correct record.",
        "It was agreed to approve the draft minutes of March.",
        "That we pass By-Law 2026-20 to confirm the proceedings of Council at its meeting.",
        "That this Council do now adjourn at 7:11 p.m.",
        "That the agenda be approved as circulated.",
    ],
)
def test_what_every_meeting_decides_is_no_news(text: str) -> None:
    assert PHRASES["routine"].search(text)


@pytest.mark.parametrize(
    "text",
    [
        "That the mayor sign the agreement for the ferry, as the minutes of May had asked.",
        "That the school's closing be put off until the council has met the governors.",
        "That we adopt the agenda for change in the harbour's pay.",
    ],
)
def test_what_is_decided_once_is_news(text: str) -> None:
    assert not PHRASES["routine"].search(text)


def test_the_number_of_a_resolution_names_no_subject() -> None:
    assert subjects("R2026-87") == subjects("CLSFS20-031") == subjects("23/118") == []
    assert subjects("A38 roundabout")
