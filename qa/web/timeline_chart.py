"""A story as a picture: each step at its day, in the row of its kind, opening its citation.

It is made of links in rows rather than drawn, so that it can be used by keyboard, read aloud, and
read on a phone; the same steps stand in words below it.
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
APART = 10  # per cent between two points that can be told, and touched, apart


@dataclass(frozen=True, slots=True)
class Point:
    """One step, or several that lie too near to each other: `left` is per cent of the row, `first`
    the number (from 1) of the step that it opens."""

    left: float
    first: int
    steps: tuple[Step, ...]

    @property
    def label(self) -> str:
        """What it stands for, in words."""
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
class Axis:
    """The rows of a story, in the order in which things go, between its first and last day."""

    first: date
    last: date
    rows: tuple[Row, ...]


def axis(steps: Sequence[Step]) -> Axis | None:
    """The picture of a story; None of one that has only a day."""
    if not steps or steps[0].date == steps[-1].date:
        return None
    first, last = steps[0].date, steps[-1].date
    by_kind: dict[StepKind, list[Point]] = defaultdict(list)
    for n, step in enumerate(steps, 1):
        left = WIDTH * (step.date - first) / (last - first)
        points = by_kind[step.kind]
        if points and left - points[-1].left < APART:
            near = points.pop()
            points.append(Point(near.left, near.first, (*near.steps, step)))
        else:
            points.append(Point(round(left, 1), n, (step,)))
    rows = (
        Row(STEP_WORDS[kind], tuple(by_kind[kind])) for kind in get_args(StepKind) if by_kind[kind]
    )
    return Axis(first, last, tuple(rows))
