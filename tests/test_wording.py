"""Dates and pages as people read them."""

from __future__ import annotations

from datetime import date

from qa.papers.paper import MeetingPart
from qa.wording import (
    document_words,
    full_date,
    inferred_words,
    meeting_date,
    meeting_days,
    not_public_words,
    page_list,
    page_words,
    pages_or_all,
    searched_words,
    short_page_words,
    status_words,
    title_words,
)


def test_a_date_is_given_in_full() -> None:
    assert full_date(date(2020, 9, 5)) == "Saturday 5 September 2020"
    assert meeting_date(None) == "date not stated"


def test_the_printed_page_comes_before_the_pdf_page() -> None:
    assert page_words("18", 14, 14) == "printed page 18 (PDF page 14)"
    assert page_words(None, 14, 15) == "PDF pages 14 to 15"
    assert short_page_words("18", 14, 15) == "p. 18 (PDF pp. 14–15)"
    assert short_page_words("4", 4, 5) == "pp. 4–5"
    assert short_page_words("4", 4, 4) == "p. 4"


def test_pages_in_a_row_are_drawn_together() -> None:
    assert page_list([9, 3, 5, 4]) == "3 to 5, 9"
    assert page_list([]) == ""
    assert page_list(range(10_001, 100_001)) == "10001 to 100000"


def test_of_very_many_runs_of_pages_some_are_named_and_the_rest_counted() -> None:
    assert page_list(range(1, 41, 2)) == ", ".join(map(str, range(1, 41, 2)))
    assert page_list(range(1, 2001, 2)).endswith(", 39 and 980 more")


def test_pages_or_the_whole_paper() -> None:
    assert pages_or_all((4,)) == "PDF page 4"
    assert pages_or_all((4, 5, 9)) == "PDF pages 4 to 5, 9"
    assert pages_or_all(()) == "all of it"


def test_what_is_not_for_the_public() -> None:
    assert not_public_words("exempt", (12, 13)) == (
        "Pages 12 to 13 are marked as not for the public and are held back."
    )
    assert (
        not_public_words("exempt", (3,))
        == "Page 3 is marked as not for the public and is held back."
    )
    assert not_public_words("let in", ()) == (
        "This paper is marked as not for the public; let in by the keeper's setting."
    )


def test_what_was_searched() -> None:
    dates = date(2020, 9, 15), date(2021, 7, 13)
    told = "2 papers, of meetings from Tuesday 15 September 2020 to Tuesday 13 July 2021"
    assert searched_words(2, *dates) == told
    assert searched_words(1, None, None) == "1 paper"


def test_a_status_says_what_is_more_than_confirmed() -> None:
    assert status_words("Confirmed") == status_words(None) == status_words(" confirmed ;") == ""
    assert status_words("Confirmed; Rescheduled from 24 September 2026") == (
        "Rescheduled from 24 September 2026"
    )
    assert status_words("Cancelled") == "Cancelled"


def test_a_title_is_told_where_the_file_name_does_not() -> None:
    assert title_words("Review of bus-passes", "2021-07-13 08 review of bus passes (2).pdf") == ""
    assert title_words("Review of bus passes", "g4213.pdf") == "Review of bus passes"
    assert title_words(None, "a.pdf") == ""


def test_minutes_are_a_draft_or_approved_where_that_is_told() -> None:
    told = [document_words("minutes", draft) for draft in (True, False, None)]
    assert told == ["minutes (draft)", "minutes (approved)", "minutes"]
    assert document_words("report", False) == "report"


def test_what_other_papers_say_of_a_meeting_is_marked() -> None:
    assert inferred_words(()) == ""
    from_agenda: tuple[tuple[MeetingPart, str], ...] = (
        ("committee", "Agenda.pdf"),
        ("date", "Agenda.pdf"),
        ("council", ""),
    )
    assert inferred_words(from_agenda) == (
        "committee and date inferred from “Agenda.pdf”; "
        "council inferred from other papers beside it"
    )


def test_the_last_day_of_a_meeting_is_told() -> None:
    first, last = date(2024, 3, 5), date(2024, 3, 6)
    assert meeting_days(first, None) == meeting_date(first)
    assert meeting_days(first, last).endswith(f"until {full_date(last)}")
    assert meeting_days(None, None) == meeting_date(None)
