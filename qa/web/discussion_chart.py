"""A chart of when a subject was discussed.

Each bar stands for a meeting, a month or a year and links to the answer within that time. Like
`timeline_chart.py` it is made of links in rows, so that it works with the keyboard, with a screen
reader and on a phone.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from qa.answers.discussed import Discussed
from qa.library.meetings import PassageCount
from qa.web import address, inputs
from qa.wording import count, short_date

MAX_BARS = 40  # that a reader can compare at a glance
WIDTH = 100  # per cent of the row


@dataclass(frozen=True, slots=True)
class Bar:
    """The number of passages on the subject in a span of time.

    `when` and `who` describe the span and who met, `width` is per cent of the row. `link` leads to
    the answer within the span, and is empty where there are no passages.
    """

    when: str
    who: str
    passages: int
    width: float
    link: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The bars, oldest first; a month or a year without passages has a bar of no width."""

    per: Literal["meeting", "month", "year"]
    bars: tuple[Bar, ...]


def chart(found: Discussed, subject: str) -> Chart | None:
    """The chart of what was `found` for `subject`; None where nothing was found."""
    counts = found.meetings
    if not counts:
        return None
    if len(counts) <= MAX_BARS:
        return Chart(
            "meeting", _bars(found, subject, [([one], one.day, one.day) for one in counts])
        )
    first, last = counts[0].day, counts[-1].day
    months = range(12 * first.year + first.month - 1, 12 * last.year + last.month)
    if len(months) <= MAX_BARS:
        spans = [_month(*divmod(n, 12)) for n in months]
    else:
        spans = [(date(y, 1, 1), date(y, 12, 31)) for y in range(first.year, last.year + 1)]
    within = [([one for one in counts if a <= one.day <= b], a, b) for a, b in spans]
    return Chart("month" if len(months) <= MAX_BARS else "year", _bars(found, subject, within))


def _bars(
    found: Discussed, subject: str, spans: Sequence[tuple[Sequence[PassageCount], date, date]]
) -> tuple[Bar, ...]:
    """A bar for each span of time: its meetings, its first day and its last."""
    counts = [sum(one.passages for one in some) for some, _, _ in spans]
    return tuple(
        Bar(
            _when(first, last),
            (some[0].committee or "") if first == last else count(len(some), "meeting"),
            n,
            round(WIDTH * n / max(counts), 1),
            _link(found, subject, some, first, last) if n else "",
        )
        for n, (some, first, last) in zip(counts, spans, strict=True)
    )


def _link(
    found: Discussed, subject: str, some: Sequence[PassageCount], first: date, last: date
) -> str:
    """The address of the answer on the subject within a span of time."""
    who = some[0].committee if first == last else found.limits.committee
    limits = replace(found.limits, committee=who, date_from=first, date_to=last)
    return address.front({address.QUESTION: subject}, inputs.query(limits))


def _month(year: int, month: int) -> tuple[date, date]:
    """The first and last day of a month, counted from 0."""
    first = date(year, month + 1, 1)
    return first, first.replace(day=monthrange(first.year, first.month)[1])


def _when(first: date, last: date) -> str:
    if first == last:
        return short_date(first)
    return f"{first:%B %Y}" if first.month == last.month else str(first.year)
