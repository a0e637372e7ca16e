"""A paper says itself that its meeting was not held, or that it was withdrawn."""

from __future__ import annotations

from datetime import date

import pytest

from qa.papers.meeting_status import own_status, with_own_status
from qa.papers.source import Source

HEAD = "Marsh District Council\nHarbour Committee\n{}\n1. Apologies\n2. Moorings (Pages 3 - 8)"
DAY = date(2024, 2, 15)


@pytest.mark.parametrize(
    "line",
    [
        "THIS MEETING WAS CANCELLED",
        "This meeting has been cancelled.",
        "PLEASE NOTE THAT THE MEETING HAS BEEN POSTPONED TO 4 MARCH 2025",
        "Please note: the meeting on Tuesday 4 March was inquorate",
        "Meeting inquorate",
        "** CANCELLED **",
        "POSTPONED",
        "WITHDRAWN 9 MAY 2023",
        "This report has been withdrawn",
        "Harbour Committee – CANCELLED",
        "Tuesday 4 March 2025 (Postponed)",
        "Notice of cancellation",
        "The meeting due on 4 March is cancelled",
        "The hearing scheduled for 4 March has been postponed.",
        "Mae’r cyfarfod hwn wedi ei ganslo",
        "CANSLWYD",
        "Cyfarfod wedi'i ohirio",
        "MEETING POSTPONED TO 11 MARCH 2025",
        "Meeting cancelled – see new date",
        "Meeting deferred to 11 March 2025",
        "Please note this meeting will not now take place.",
        "The meeting did not take place",
        "The meeting has been rescheduled to 11 March 2025",
        "Meeting Stood Down",
        "As the meeting was not quorate, it was abandoned at 7.15 pm.",
        "There being no quorum, the meeting did not proceed.",
        "The meeting was adjourned for want of a quorum.",
        "Notes of an inquorate meeting",
        "WITHDRAWN FROM THE AGENDA",
        "Rescheduled from 4 March 2025",
        "Tuesday 11 March 2025 (rescheduled from 4 March 2025)",
        "SUPERSEDED",
        "This paper has been superseded",
        "CANCELLED - lack of business",
        "Postponed: illness of the Chair",
        "Meeting cancelled owing to snow",
        "POSTPONED TO 11 MARCH",
        "This meeting has been rearranged for 18 March.",
        "The meeting has been moved to Tuesday 9 April.",
        "Owing to want of a quorum no business was transacted.",
        "Due to flooding the Committee will not meet today.",
        "The Board will not be sitting this week.",
    ],
)
def test_a_paper_says_that_its_meeting_is_off(line: str) -> None:
    assert own_status(HEAD.format(line)) == line
    stated = with_own_status(None, line, DAY)
    assert stated == Source(status=line, meeting_date=DAY)


@pytest.mark.parametrize(
    "line",
    [
        "The previous meeting was cancelled",
        "The March meeting was postponed owing to snow",
        "2. Mooring fees – WITHDRAWN",
        "3 Cancelled direct debits",
        "Items withdrawn",
        "(meeting due 9th March - cancelled)",
        "Motion 4 (withdrawn)",
        "The meeting was adjourned for ten minutes",
        "To consider the report on services that were withdrawn",
        "Events cancelled in 2024",
        "The Committee was told that the ferry was cancelled on most days of that winter.",
        "If the meeting is inquorate, it will be held on 4 March",
        "Quorum: 4 members",
        "The meeting was quorate",
        "Rescheduled bus services",
        "Item 6 – deferred from 4 March 2025",
        "Debt rescheduled from 4 lenders to one",
        "If no quorum is present the meeting will be adjourned",
        "Superseded policies to be removed",
        "The Council will not meet the cost of the ramp",
        "This meeting has been moved to the Old Hall.",
        "Postponed: report of the treasurer",
        "Rescheduled for the autumn",
    ],
)
def test_other_things_are_cancelled_too(line: str) -> None:
    assert own_status(HEAD.format(line)) is None


def test_a_meeting_that_was_due_is_the_papers_own_if_it_was_due_on_its_day() -> None:
    line = "The meeting due on 15 February is cancelled"
    assert own_status(HEAD.format(line)) == line
    assert own_status(HEAD.format(line), DAY) == line
    assert own_status(HEAD.format(line), date(2024, 3, 21)) is None
    assert own_status(HEAD.format("The meeting on 4 February 2024 was cancelled"), DAY) is None
    not_met = "The Committee will not meet on 21 March"
    assert own_status(HEAD.format(not_met), DAY) is None
    assert own_status(HEAD.format(not_met), date(2024, 3, 21)) == not_met
    held_instead = "(meeting due 15 February – cancelled)"
    assert own_status(HEAD.format(held_instead), DAY) is None


def test_what_the_site_states_stays() -> None:
    assert with_own_status(Source(status="Confirmed"), "POSTPONED", DAY) == Source(
        status="Confirmed; POSTPONED"
    )
    cancelled = Source(status="Cancelled")
    assert with_own_status(cancelled, "POSTPONED", DAY) == cancelled
