"""The day of a meeting, among all days that a head names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from qa.papers.dates import WrittenDay, days_in
from qa.papers.heads.cues import cues_in
from qa.papers.heads.head import ITEM, HeadLines
from qa.phrases import Phrases

_PHRASES = Phrases.beside(__file__)
WEEK = timedelta(days=7)  # within which the days of one meeting lie
ADJOURNED = timedelta(days=62)  # the same for a meeting that was adjourned
YEAR = re.compile(r"(?<![\d/.,£€$-])(20[0-4]\d|19[5-9]\d)(?![\d.,]|-\d{2}-)")
RUN = 170  # characters before a day by which it is known
# Characters beside a day on its line up to which it stands alone: a weekday, a comma.
BEFORE_ALONE, AFTER_ALONE = 14, 12
NEAR_DAYS = 40  # characters between two days that are those of one meeting
# Features that mean something else for each kind of paper.
BY_DOCUMENT = ("order", "before", "in", "behind", "alone")


@dataclass(frozen=True, slots=True)
class DayCandidate:
    """A day that may be the meeting's, what speaks for or against it, and the last day of a
    meeting that began on it and went on upon another."""

    day: date
    features: frozenset[str]
    last: date | None = None


def day_candidates(head: HeadLines, document: str) -> list[DayCandidate]:
    """The days of a head, each with its features for a paper of that kind."""
    found = _days(head)
    counts = Counter(day for _, day, _ in found)
    return [
        DayCandidate(day, frozenset(_features(head, one, day, order, counts, document)), last)
        for order, (one, day, last) in enumerate(found)
    ]


def _days(head: HeadLines) -> list[tuple[WrittenDay, date, date | None]]:
    """The days of a head, but for those on which the meeting of another went on."""
    text = head.text.replace("\n", " ")
    years = [(match.start(), int(match[1])) for match in YEAR.finditer(text)]
    found: list[tuple[WrittenDay, date, date | None]] = []
    before: WrittenDay | None = None
    for one in days_in(text):
        day = one.day or _with_year(one, years)
        later = bool(day) and _is_a_later_day(before, one, text)
        resumed = _PHRASES["resumed"].search(text[max(0, one.start - RUN) : one.start])
        if found and day and (later or resumed) and found[-1][1] < day <= found[-1][1] + ADJOURNED:
            found[-1] = (*found[-1][:2], day)
        if day and not later:
            found.append((one, day, None))
        before = one
    return found


def _is_a_later_day(before: WrittenDay | None, one: WrittenDay, text: str) -> bool:
    """Whether a day is the last of those that the day before is the first of: "5 and 6 March",
    "March 5 and 6"."""
    if not before or not before.day or not one.day or one.start - before.end > NEAR_DAYS:
        return False
    if not before.day < one.day:
        return False
    joined = _PHRASES["and_day"].fullmatch(text[before.end : one.start])
    return before.end - before.start < 5 or (bool(joined) and one.day - before.day <= WEEK)


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
    if not after.strip(" ,.") and i + 1 < len(head.lines):
        found.update(f"below {cue}" for cue in cues_in("after_day", head.lines[i + 1]))
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
