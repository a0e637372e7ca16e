"""Lists of recommendations by what became of them, from the schedule of the sample papers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qa.answers.answering import answer
from qa.answers.registers.tracked import statuses_asked
from qa.answers.understanding.question import parse_question
from qa.library.library import Library
from tests.made import a_paper, a_passage, library_of


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("which actions are overdue?", {"overdue"}),
        ("Of the recommendations on libraries, which ones did cabinet reject?", {"not accepted"}),
        ("which recommendations were not fully accepted?", {"not accepted", "accepted in part"}),
        ("which heating recommendations were only partly agreed?", {"accepted in part"}),
        ("what actions are still outstanding?", {"overdue", "ongoing"}),
        ("list the recommendations that have been completed", {"completed"}),
        ("what did the committee recommend about libraries?", set()),
        ("was the recommendation on buses accepted?", set()),
        ("what action was agreed about the roof?", set()),
    ],
)
def test_a_question_asks_for_a_status_only_of_recommendations(
    question: str, wanted: set[str]
) -> None:
    assert statuses_asked(parse_question(question)) == wanted


def test_the_rows_with_the_status_are_quoted(samples: Library) -> None:
    found = answer("which recommendations did cabinet reject?", samples)
    [quote] = found.quotes
    assert "home-to-hospital transport be withdrawn" in quote.text
    assert "Not accepted" in quote.text
    assert found.cited(quote.citation).document == "tracker"


def test_every_outstanding_recommendation_is_listed(samples: Library) -> None:
    found = answer("which recommendations are still outstanding?", samples)
    quoted = " ".join(quote.text for quote in found.quotes)
    for words in ("NOT MET", "Compliance 59%", "Waiting list", "Next report 11 July 2023"):
        assert words in quoted


def test_a_schedule_that_is_named_is_the_one_that_is_read(samples: Library) -> None:
    found = answer("which recommendations on sickness absence are ongoing?", samples)
    items = {found.cited(quote.citation).item for quote in found.quotes}
    assert items == {"Sickness absence in adult social care"}


def test_a_row_that_is_an_item_of_its_own_is_of_its_paper_s_schedule(tmp_path: Path) -> None:
    """A borough's tracker, of which each row is read as an item."""
    rows = {
        "Audit of the audit committee's fees": "To be done by the audit committee. Complete",
        "Review the plan for the call centre": "Begun late. Overdue",
    }
    passages = [
        replace(a_passage(f"{title}\n{text}"), document="tracker", item=title)
        for title, text in rows.items()
    ]
    with library_of([a_paper("tracker.pdf", *passages)], tmp_path) as library:
        found = answer("Which actions are overdue for the audit committee?", library)
    assert [quote.text.splitlines()[0] for quote in found.quotes] == [[*rows][1]]
