"""What is quoted first: of the time that is asked about, decided and not proposed, the latest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from qa.answers.answering import answer
from qa.answers.line.line import tell_line
from qa.answers.search.candidates import retrieve
from qa.answers.search.context import understand
from qa.answers.search.ranking import rank
from qa.papers.paper import Paper
from tests.answers.line.lines import (
    ELSEWHERE,
    MARCH,
    asked_of,
    entry,
    line_to,
    recorded,
)
from tests.made import a_paper, a_passage, library_of


def test_a_time_that_is_asked_about_is_not_answered_by_another_meeting(tmp_path: Path) -> None:
    hours = (
        "That the office close at {} on the eve of the fair, and that the tip close on that day."
    )
    papers = [
        a_paper(f"{day.year}.pdf", replace(a_passage(hours.format(at), day), document="minutes"))
        for at, day in (("noon", date(2030, 7, 1)), ("three o'clock", date(2031, 7, 1)))
    ]
    for year, at in ((2030, "noon"), (2031, "three o'clock")):
        folder = tmp_path / str(year)
        folder.mkdir()
        found = asked_of(papers, f"What time did the office close for the fair in {year}?", folder)
        assert at in found.quotes[0].text


RECOMMENDED = "The director recommends that the council agrees to close the osier baths in July."

KEPT = "RESOLVED that the recommendation to close the osier baths be not approved."


def report_and_minutes(*, decided: bool) -> list[Paper]:
    """A report that proposes something, and the minutes of that meeting if they are there."""
    proposed = replace(a_passage(RECOMMENDED, MARCH), standing="proposed", document="report")
    papers = [a_paper("report.pdf", proposed)]
    if decided:
        own = entry(KEPT, KEPT, "agreed", "resolution")
        passage = replace(a_passage(KEPT, MARCH), standing="decided", document="minutes")
        papers.append(replace(a_paper("minutes.pdf", passage), resolutions=(own,)))
    return papers


@pytest.mark.parametrize(
    "question", ["Are the osier baths closing?", "Will the osier baths close?"]
)
def test_whether_it_is_so_is_not_answered_by_what_was_only_proposed(
    question: str, tmp_path: Path
) -> None:
    with library_of(report_and_minutes(decided=True), tmp_path) as library:
        found = answer(question, library)
    assert found.quotes[0].text == KEPT
    assert found.line is None or not found.line.text.startswith(("Agreed", "The director"))


def test_a_proposal_alone_is_told_as_proposed(tmp_path: Path) -> None:
    line = line_to("Are the osier baths closing?", tmp_path, *report_and_minutes(decided=False))
    assert line is None or line.text.startswith("Proposed, not decided:")


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Has the osier pump been moved?", "later"),
        ("Is the osier pump going to be moved?", "later"),
        ("By whom is the osier pump moved to the quay now?", "later"),
        ("Was the osier pump to be moved?", "earlier"),  # how it was
    ],
)
def test_whether_it_is_so_is_quoted_first_of_the_latest_meeting(
    question: str, first: str, tmp_path: Path
) -> None:
    said = {
        "earlier": "The chair said that the osier pump would be moved to the quay in October.",
        "later": "Osier pump – not yet moved: the post on the quay needs a licence.",
    }
    papers = [
        a_paper(f"{name}.pdf", replace(a_passage(text, day), document="minutes"))
        for (name, text), day in zip(said.items(), (MARCH, date(2031, 5, 6)), strict=True)
    ]
    with library_of([*papers, recorded("baths.pdf", ELSEWHERE)], tmp_path) as library:
        found = answer(question, library)
    assert found.line is not None or found.quotes[0].text == said[first]


@pytest.mark.parametrize("decided_first", [True, False])
def test_a_decision_is_quoted_before_the_proposal_whichever_was_found_first(
    decided_first: bool, tmp_path: Path
) -> None:
    with library_of(report_and_minutes(decided=True), tmp_path) as library:
        found = rank(retrieve(understand("Are the osier baths closing?", library)))
        hits = sorted(
            found.hits, key=lambda hit: (hit.stored.passage.standing == "decided") != decided_first
        )
        told = tell_line(replace(found, hits=tuple(hits)))
        assert told.line or told.foremost
        assert told.hits[0].stored.passage.standing == "decided"
