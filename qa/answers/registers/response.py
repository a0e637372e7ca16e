"""What trackers say became of a resolution: the response and the status, in their words.

A tracker repeats what was resolved, often shortened, beside what was done; in some trackers the two
are parallel lists in one row. So a row belongs to a resolution of the same day that shares its
words, and whatever else stands in the row is the response.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from qa.answers.citation import Citation, Quote
from qa.answers.search.copies import Runs, runs
from qa.library.records import StoredPassage
from qa.papers.dates import dates_in
from qa.phrases import Phrase, Phrases

PHRASES = Phrases.beside(__file__)
MIN_WORDS = 6  # of a clause by which a row can be recognised
ALIKE = 0.5  # share of a clause's three-word runs that its row has
RESOLVED = 0.6  # share of a line's runs: a line with so many of a resolution's is no response
MAX_HEAD_WORDS = 6  # of a line that is a date
NUMBERED = re.compile(r"^\d{1,3}\.(?:\s|$)")  # the name of an item: "32. School examinations"


@dataclass(frozen=True, slots=True)
class Response:
    """What a tracker says of a resolution, with the statuses it prints, in our words."""

    citation: Citation
    quotes: tuple[Quote, ...]
    statuses: tuple[str, ...]


def responses(
    clauses: Sequence[str], others: Sequence[str], rows: Sequence[StoredPassage]
) -> Iterator[Response]:
    """The responses to a resolution of these `clauses` among the `rows` of trackers of its day.

    `others` are the clauses of what else was resolved that day: lines under those respond to them.
    """
    known = [runs(clause) for clause in clauses if _is_distinct(clause)]
    own, rest = _union(known), _union(runs(other) for other in others if _is_distinct(other))
    n = 0
    for stored in rows:
        row = runs(stored.passage.text)
        if not any(len(run & row) >= ALIKE * len(run) for run in known):
            continue
        citation = Citation.of(stored, n + 1, 1.0)
        quotes = tuple(_responding(stored, citation, own, rest - own))
        if quotes:
            n += 1
            yield Response(citation, quotes, statuses(" \n".join(quote.text for quote in quotes)))


def statuses(text: str) -> tuple[str, ...]:
    """The statuses that `text` prints, line by line, each once."""
    found = (
        next((status for status, looks in _statuses() if looks.search(line)), None)
        for line in text.replace("\nd\n", "d\n").split("\n")
    )
    return tuple(dict.fromkeys(status for status in found if status))


@cache
def _statuses() -> list[tuple[str, Phrase]]:
    """The statuses and how they look, in order of precedence."""
    return [(one["name"], PHRASES.unnamed(one)) for one in PHRASES.data["status"]]


def _responding(
    stored: StoredPassage, citation: Citation, own: Runs, others: Runs
) -> Iterator[Quote]:
    """The lines of a row that are neither resolved nor its date or item, run by run.

    A line responds to the resolution that stands last above it, or else to the first below.
    """
    lines = list(_lines(stored.passage.text))
    owners = [_is_of(text, own, others) for _, text in lines]
    ours = next((owner for owner in owners if owner is not None), True)
    start = end = 0
    for (at, text), owner in zip(lines, owners, strict=True):
        ours = ours if owner is None else owner
        if owner is None and ours and not _is_head(text, stored.passage.item or ""):
            start = start if end else at
            end = at + len(text)
            continue
        if end:
            yield Quote.of(citation, start, end)
        end = 0
    if end:
        yield Quote.of(citation, start, end)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a text, each with where it begins."""
    at = 0
    for line in text.split("\n"):
        yield at, line
        at += len(line) + 1


def _is_of(line: str, own: Runs, others: Runs) -> bool | None:
    """Whether a line is of this resolution or (False) of another; None where it is of neither."""
    line_runs = runs(line)
    if len(line.split()) < 3 or PHRASES["lead"].match(line):
        return None
    if len(line_runs & own) >= RESOLVED * len(line_runs):
        return True
    return False if len(line_runs & others) >= RESOLVED * len(line_runs) else None


def _is_head(line: str, item: str) -> bool:
    """Whether a line is the date or the item of a row, or introduces what was resolved."""
    name = line.lower().strip()
    several = len(name.split()) > 1
    is_item = name == item.lower() or (name in item.lower() and several)
    words = re.findall(r"[a-z]+", name)
    is_columns = several and PHRASES.words("columns").issuperset(words)
    introduces = PHRASES["lead"].match(line) or NUMBERED.match(line)
    return bool(is_item or is_columns or introduces) or _is_a_date(line)


def _is_a_date(line: str) -> bool:
    found = dates_in(line)
    return bool(found) and found[0][1] == 0 and len(line.split()) <= MAX_HEAD_WORDS


def _is_distinct(clause: str) -> bool:
    """Whether a clause can be recognised by its words."""
    return len(clause.split()) >= MIN_WORDS and not PHRASES["lead"].match(clause)


def _union(each: Iterable[Runs]) -> Runs:
    return frozenset().union(*each)
