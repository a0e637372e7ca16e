"""What a library is about, for who sees it first."""

from __future__ import annotations

from qa.answers.overview import overview
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
