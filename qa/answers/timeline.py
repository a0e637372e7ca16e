"""The story over time: what was said of a subject, meeting by meeting, oldest first."""

from __future__ import annotations

from collections.abc import Iterable

from qa.answers.answer import Citation, Quote, Step
from qa.answers.evidence import Evidence

DEPTH = 40  # passages that a story is made from
PER_MEETING = 3  # steps of one meeting
NEAR = 0.35  # a step is worth telling if its passage scores so much of the best one's
HELD = 0.3  # and holds so much of the question's words


def timeline(told: Iterable[tuple[Citation, Quote]], evidence: Evidence) -> tuple[Step, ...]:
    """The steps of the story among `told` (best first): dated, and of the subject."""
    steps: list[Step] = []
    best = 0.0
    for citation, quote in told:
        best = best or citation.score
        day = citation.meeting_date
        if day is None or citation.document == "agenda" or citation.score < NEAR * best:
            continue
        if evidence.held(f"{citation.item} {citation.section} {citation.text}") < HELD:
            continue
        if sum(step.date == day for step in steps) < PER_MEETING:
            steps.append(Step(day, quote))
    return tuple(sorted(steps, key=lambda step: (step.date, step.quote.pdf_page)))
