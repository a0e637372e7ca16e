"""What trackers say became of a resolution: the response and the status, in their words.

A tracker repeats what was resolved, often shortened, beside what was done; in some the two are
parallel lists in one row. So a row belongs to a resolution of the same day that shares its words,
and whatever else stands in the row is the response.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.answers.answer import Citation, Quote
from qa.library.records import StoredPassage
from qa.papers.dates import dates_in
from qa.papers.text import mended

# Statuses as trackers print them, and responses of an executive, the narrower before the wider.
# "Complete / d" is a word that a narrow column broke.
STATUSES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("overdue", re.compile(r"\boverdue\b|\bnot met\b", re.IGNORECASE)),
    (
        "completed",
        re.compile(r"(?<!to be )(?<!not )(?<!not yet )\bcomplete(?:\s?d)?\b(?! by\b)", re.I),
    ),
    ("ongoing", re.compile(r"\bongoing\b|\bin progress\b|\bto be completed\b", re.IGNORECASE)),
    (
        "accepted in part",
        re.compile(
            r"\b(?:accepted|agreed) in part\b|\bpart(?:ial(?:ly)?|ly)? (?:agreed?|accepted)", re.I
        ),
    ),
    ("not accepted", re.compile(r"\bnot (?:accepted|agreed)\b|\brejected\b", re.IGNORECASE)),
    ("accepted", re.compile(r"^\W*(?:\(\w\)\s*)?(?:accepted|agreed|approved)\b", re.IGNORECASE)),
)
SHORTEST = 4  # words of a clause by which a row is known
ALIKE = 0.5  # share of a clause's three-word runs that its row has
OWN = 0.5  # share of a line's runs that stand in the resolution: it is no response
HEAD = 6  # words of a line that may be a date or a name of an item


@dataclass(frozen=True, slots=True)
class Response:
    """What a tracker says of a resolution, with the statuses it prints, in our words."""

    citation: Citation
    quotes: tuple[Quote, ...]
    statuses: tuple[str, ...]


def responses(clauses: Sequence[str], rows: Sequence[StoredPassage]) -> Iterator[Response]:
    """The responses to a resolution of these `clauses` among the `rows` of trackers of its day."""
    runs = [_runs(clause) for clause in clauses]
    known = [run for run, clause in zip(runs, clauses, strict=True) if _long(clause)]
    every = frozenset().union(*runs)
    n = 0
    for stored in rows:
        row = _runs(stored.passage.text)
        if not any(len(run & row) >= ALIKE * len(run) for run in known):
            continue
        citation = Citation.of(stored, n + 1, 1.0)
        quotes = tuple(_responding(stored, citation, every))
        if quotes:
            n += 1
            yield Response(citation, quotes, statuses(" \n".join(quote.text for quote in quotes)))


def statuses(text: str) -> tuple[str, ...]:
    """The statuses that `text` prints, line by line, each once."""
    found = (
        next((status for status, looks in STATUSES if looks.search(line)), None)
        for line in text.replace("\nd\n", "d\n").split("\n")
    )
    return tuple(dict.fromkeys(status for status in found if status))


def _responding(
    stored: StoredPassage, citation: Citation, resolved: frozenset[tuple[str, ...]]
) -> Iterator[Quote]:
    """The lines of a row that are not what was resolved, nor its date or item, run by run."""
    text, item = stored.passage.text, (stored.passage.item or "").lower()
    start = end = at = 0
    for line in text.split("\n"):
        runs = _runs(line)
        named = line.lower().strip() in item or _is_a_date(line)
        own = len(runs & resolved) >= OWN * len(runs) and len(line.split()) > 2
        if named or own:
            if end > start:
                yield Quote.of(citation, start, end)
            start = end = at + len(line) + 1
        else:
            start = start if end > start else at
            end = at + len(line)
        at += len(line) + 1
    if end > start:
        yield Quote.of(citation, start, end)


def _is_a_date(line: str) -> bool:
    found = dates_in(line)
    return bool(found) and found[0][1] == 0 and len(line.split()) <= HEAD


def _long(clause: str) -> bool:
    return len(clause.split()) >= SHORTEST


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9£%]+", mended(text).lower())
    return frozenset(zip(words, words[1:], words[2:], strict=False)) or frozenset({tuple(words)})
