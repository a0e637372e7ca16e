"""The steps of a story on a time axis, one row for each kind of step.

Each point is a link to its step. The chart is made of links in rows rather than drawn, so that it
works with the keyboard, with a screen reader and on a phone. The same steps stand below it as text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import get_args

from qa.answers.answer import Step
from qa.papers.paper import StepKind
from qa.wording import STEP_WORDS, count, short_date

WIDTH = 100  # per cent of the row
MIN_DISTANCE = 10  # per cent between two points, so that a finger can choose either


@dataclass(frozen=True, slots=True)
class Point:
    """One step, or several that are too near to each other to be apart.

    `left` is its position in per cent of the row, `first` the number, from 1, of its first step.
    """

    left: float
    first: int
    steps: tuple[Step, ...]

    @property
    def label(self) -> str:
        """Its dates, its kind and its number of steps, in words."""
        days = dict.fromkeys(short_date(step.date) for step in self.steps)
        when = " to ".join(list(days)[:: max(1, len(days) - 1)])
        kind = STEP_WORDS[self.steps[0].kind]
        number = f" ({count(len(self.steps), 'step')})" if len(self.steps) > 1 else ""
        return f"{when}: {kind}{number}"


@dataclass(frozen=True, slots=True)
class Row:
    """The points of one kind of step, oldest first."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class TimelineChart:
    """The rows of a story, from its first to its last day; kinds stand in their usual order."""

    first: date
    last: date
    rows: tuple[Row, ...]


def timeline_chart(steps: Sequence[Step]) -> TimelineChart | None:
    """The chart of a story; None where all steps are of one day."""
    if not steps or steps[0].date == steps[-1].date:
        return None
    first, last = steps[0].date, steps[-1].date
    by_kind: dict[StepKind, list[Point]] = defaultdict(list)
    for n, step in enumerate(steps, 1):
        left = WIDTH * (step.date - first) / (last - first)
        points = by_kind[step.kind]
        if points and left - points[-1].left < MIN_DISTANCE:
            near = points.pop()
            points.append(Point(near.left, near.first, (*near.steps, step)))
        else:
            points.append(Point(round(left, 1), n, (step,)))
    rows = (
        Row(STEP_WORDS[kind], tuple(by_kind[kind])) for kind in get_args(StepKind) if by_kind[kind]
    )
    return TimelineChart(first, last, tuple(rows))
