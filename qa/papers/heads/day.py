"""The day of a meeting, among all days that a head names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from qa.papers.dates import WrittenDay, days_in
from qa.papers.heads.cues import cues_in
from qa.papers.heads.head import ITEM, HeadLines

YEAR = re.compile(r"(?<![\d/.,£€$-])(20[0-4]\d|19[5-9]\d)(?![\d.,]|-\d{2}-)")
RUN = 170  # characters before a day by which it is known
# Characters beside a day on its line up to which it stands alone: a weekday, a comma.
BEFORE_ALONE, AFTER_ALONE = 14, 12
NEAR_DAYS = 40  # characters between two days that are those of one meeting
# Features that mean something else for each kind of paper.
BY_DOCUMENT = ("order", "before", "in", "behind", "alone")


@dataclass(frozen=True, slots=True)
class DayCandidate:
    """A day that may be the meeting's, and what speaks for or against it."""

    day: date
    features: frozenset[str]


def day_candidates(head: HeadLines, document: str) -> list[DayCandidate]:
    """The days of a head, each with its features for a paper of that kind."""
    found = list(_days(head))
    counts = Counter(day for _, day in found)
    return [
        DayCandidate(day, frozenset(_features(head, one, day, order, counts, document)))
        for order, (one, day) in enumerate(found)
    ]


def _days(head: HeadLines) -> Iterator[tuple[WrittenDay, date]]:
    text = head.text.replace("\n", " ")
    years = [(match.start(), int(match[1])) for match in YEAR.finditer(text)]
    before: WrittenDay | None = None
    for one in days_in(text):
        day = one.day or _with_year(one, years)
        if day and not _is_a_later_day(before, one, text):
            yield one, day
        before = one


def _is_a_later_day(before: WrittenDay | None, one: WrittenDay, text: str) -> bool:
    """Whether a day is the last of those that the day before is the first of: "5 and 6 March"."""
    if not before or not before.day or not one.day or one.start - before.end > NEAR_DAYS:
        return False
    return before.end - before.start < 5 and before.day < one.day


def _with_year(one: WrittenDay, years: Sequence[tuple[int, int]]) -> date | None:
    """A day without a year in the year that stands nearest to it and has it on its weekday."""
    if one.weekday is None:
        return None
    near = sorted(years, key=lambda year: abs(year[0] - one.start))
    return next((day for _, year in near if (day := one.in_year(year))), None)


def _features(
    head: HeadLines,
    one: WrittenDay,
    day: date,
    order: int,
    counts: Counter[date],
    document: str,
) -> set[str]:
    i = head.line_at(one.start)
    own, after = head.text[head.starts[i] : one.start], head.after(one.end)
    found = {f"line {min(i, 8)}", f"order {min(order, 4)}"}
    found.update(f"before {cue}" for cue in cues_in("before_day", own))
    found.update(f"run {cue}" for cue in cues_in("before_day", head.before(one.start, 2)[-RUN:]))
    found.update(f"after {cue}" for cue in cues_in("after_day", after))
    found.update(f"in {cue}" for cue in head.cues[i])
    found.update(f"above {cue}" for cue in head.cues[i - 1] if i)
    alone = len(own.strip(" ,:-")) < BEFORE_ALONE and len(after.strip(" ,.")) < AFTER_ALONE
    said = {
        "alone": alone,
        "begins line": not own.strip(" ,:-."),
        "in item": bool(ITEM.match(head.lines[i])),
        "behind items": i >= head.first_item,
        "behind present": i >= head.first_present,
        "weekday": one.weekday is not None and one.weekday == day.weekday(),
        "other weekday": one.weekday is not None and one.weekday != day.weekday(),
        "no year": one.day is None,
        "repeated": counts[day] > 1,
        "latest": day == max(counts),
        "earliest": day == min(counts),
        "only day": len(counts) == 1,
    }
    found.update(name for name, true in said.items() if true)
    by_document = {name for name in found if name.split()[0] in BY_DOCUMENT}
    return found | {f"{document}: {name}" for name in by_document}
