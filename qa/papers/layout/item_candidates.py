"""The lines of a record on which items may begin beside those of its series of labels.

A label that stands in the order of an outline between those of the series ("3" and "4.1" between
"1.2" and "5"), or that has their form but a wrong number ("18.11.11" between "18.01.10" and
"18.01.12"), may be of an item. Where there is no series, and no type sets headings apart, so may
lines that are worded as titles.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Mapping

from qa.papers.layout.label import Label
from qa.papers.layout.numbering import Record, Row
from qa.papers.layout.title import is_remark
from qa.papers.standing import MOVED, RESULT, TO_THE_VOTE, VOTE_COUNT

NUMBERS = re.compile(r"[#.()~]")  # of the shape of a label; left are its letters and other signs
LARGER = 1.12  # type that is larger by so much sets a line apart
THROUGHOUT = 0.85  # the share of letters in bold, from which on it sets nothing apart


def candidates(record: Record, known: Mapping[int, Label | None]) -> list[int]:
    """Those lines of a record, in order. `known` are the lines with which its known items begin,
    and their labels."""
    if not known:
        return _lines_of_titles(record) if is_set_plain(record) else []
    labelled = [(at, label) for at, label in sorted(known.items()) if label]
    ats = [at for at, _ in labelled]
    shapes = {label.shape for _, label in labelled if label.is_structured}
    found = []
    for row in record.rows:
        if row.at in known or row.label.is_letter or not _is_titled(row):
            continue
        place = bisect(ats, row.at)
        around = [label for _, label in labelled[max(0, place - 1) : place + 1]]
        before = around[0] if place else None
        after = around[-1] if place < len(labelled) else None
        if row.label.shape in shapes or _is_between(row.label, before, after):
            found.append(row.at)
    return found


def _is_titled(row: Row) -> bool:
    """Whether what a label stands before may be a title, and tells of no motion or vote."""
    titled = bool(row.title and row.title.sure) and not is_remark(row.words)
    return titled and not _tells_of_vote(row.words)


def _tells_of_vote(text: str) -> bool:
    return any(phrase.search(text) for phrase in (MOVED, RESULT, TO_THE_VOTE, VOTE_COUNT))


def _lines_of_titles(record: Record) -> list[int]:
    """The lines that may be titles, and those that begin with labels."""
    labelled = {row.at for row in record.rows if row.label.is_capital or not row.label.is_letter}
    titled = {row.at for row in record.rows if row.at in labelled and _is_titled(row)}
    plain = (at for at in range(len(record.lines)) if at not in labelled and record.heads(at))
    return sorted({*titled, *(at for at in plain if not _tells_of_vote(record.lines[at].text))})


def is_set_plain(record: Record) -> bool:
    """Whether no line of a record is set apart by its type. Where all are bold, none is."""
    letters, bold, sizes = 0, 0, Counter[float]()
    for line in record.lines:
        letters += len(line.text)
        bold += len(line.text) * (line.bold and not line.lead)
        sizes[line.size] += len(line.text)
    if 0 < bold < THROUGHOUT * letters or not sizes:
        return False
    usual = sizes.most_common(1)[0][0]
    return max(sizes) <= LARGER * usual


def _is_between(label: Label, before: Label | None, after: Label | None) -> bool:
    """Whether a label follows on the one before and leads to the one after, as in an outline."""
    if before and not (_kind(before) == _kind(label) and _numbers(before) < label.numbers):
        return False
    return after is None or (_kind(after) == _kind(label) and label.numbers < after.numbers)


def _kind(label: Label) -> str:
    return NUMBERS.sub("", label.shape)


def _numbers(label: Label) -> tuple[float, ...]:
    """The numbers of a label, without the nought of "3.0", over "3.1"."""
    return label.numbers[:-1] if label.numbers[1:] and label.numbers[-1] == 0 else label.numbers
