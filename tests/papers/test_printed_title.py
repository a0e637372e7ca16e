"""A file's own title is shown and searched only where its pages bear it out."""

from __future__ import annotations

import pytest

from qa.papers.printed_title import printed_title

PARISH = """Ashwell Parish Council
Minutes of the meeting held on Tuesday 3rd November 2015 in the village hall
Present: Cllrs Dunn, Petrov. The minutes of 6th October were signed."""
REPORT = """To: Cabinet – 4 March 2025
Subject: Adoption of the Minerals and Waste Local
Plan 2024-2039
Summary: The plan is to be adopted."""


@pytest.mark.parametrize(
    ("title", "page"),
    [
        ("Ashwell Parish Council", PARISH),
        ("MINUTES – Ashwell Parish Council, 3 November 2015", PARISH),
        ("Minutes of the meeting held on 03 November 2015", PARISH),
        ("Adoption of the Minerals and Waste Local Plan 2024-2039", REPORT),
        ("Cyfarfod y Cyngor Tŷ Gwyn", "Cyngor Ty Gwyn\nCyfarfod y Cyngor"),
    ],
)
def test_a_title_that_stands_on_the_page_is_the_papers(title: str, page: str) -> None:
    assert printed_title(title, ["", page]) == title


@pytest.mark.parametrize(
    ("title", "page"),
    [
        ("Ashwell Parish Council - 6th March 2012", PARISH),  # of the file it was made from
        ("PLANNING COMMITTEE MINUTES", PARISH),
        ("Minutes Template", PARISH),
        ("Microsoft Word - cabinet report v7 FINAL", REPORT),
        ("untitled", REPORT),
        ("Adoption of the Minerals and Waste Local Plan 2016-2030", REPORT),
        ("Dismissal of J. Harker", REPORT),  # not for the reader of the page
        ("Report", ""),
        ("", REPORT),
        (None, REPORT),
    ],
)
def test_a_title_that_no_page_bears_out_is_not(title: str | None, page: str) -> None:
    assert printed_title(title, [page]) is None


def test_words_that_stand_far_apart_are_no_title() -> None:
    apart = "Planning " + "word " * 40 + "committee " + "word " * 40 + "minutes"
    assert printed_title("Planning committee minutes", [apart]) is None
