"""What trackers say became of a resolution: the response and the status, in their words.

A tracker repeats what was resolved, often shortened, beside what was done; in some the two are
parallel lists in one row. So a row belongs to a resolution of the same day that shares its words,
and whatever else stands in the row is the response.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qa.answers.answer import Citation, Quote
from qa.answers.search.copies import Runs, runs
from qa.library.records import StoredPassage
from qa.papers.dates import dates_in

# Statuses as trackers print them, and responses of an executive: the first that a line has is its
# own, and a response that opens it tells more than what follows. "Complete / d" is a word that a
# narrow column broke.
_OPENS = r"^\W*(?:\(\w\)\s*)?(?:response:?\s*)?"
STATUSES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("not accepted", re.compile(_OPENS + r"(?:not (?:accepted|agreed)|rejected)\b", re.IGNORECASE)),
    (
        "accepted in part",
        re.compile(
            r"\b(?:accepted|agreed) in part\b|\bpart(?:ial(?:ly)?|ly)? (?:agreed?|accepted)\b", re.I
        ),
    ),
    ("overdue", re.compile(r"\boverdue\b|\bnot met\b", re.IGNORECASE)),
    (
        "completed",
        re.compile(
            r"(?:^|[.;:]\s+|\b(?:now|been|is|are|was|were)\s)complete(?:\s?d)?\b(?! by\b)"
            r"|(?<!to be )(?<!not )(?<!not yet )\bcomplete\s?d?\W*$",
            re.IGNORECASE,
        ),
    ),
    ("ongoing", re.compile(r"\bongoing\b|\bin progress\b|\bto be completed\b", re.IGNORECASE)),
    ("accepted", re.compile(_OPENS + r"(?:accepted|agreed|approved)\b", re.IGNORECASE)),
)
SHORTEST = 6  # words of a clause by which a row is known
ALIKE = 0.5  # share of a clause's three-word runs that its row has
OWN = 0.6  # share of a line's runs that stand in a resolution: it is no response
HEAD = 6  # words of a line that may be a date or a name of an item
# What leads up to the clauses of any resolution: "RESOLVED: That the committee:".
LEAD = re.compile(r"^\W*(?:resolved\b|that\b)[^.;]{0,60}:$", re.IGNORECASE)
# The heads of a tracker's columns.
_COLUMNS = """
action actions by complete criteria date directorate due executive item meeting number owner
progress recommendation recommendations reported resolution response responses status success
target update updates when
"""
COLUMNS = frozenset(_COLUMNS.split())
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

    `others` are the clauses of what else was resolved that day: what stands under those answers
    them.
    """
    told = [runs(clause) for clause in clauses if _tells(clause)]
    own, rest = _union(told), _union(runs(other) for other in others if _tells(other))
    n = 0
    for stored in rows:
        row = runs(stored.passage.text)
        if not any(len(run & row) >= ALIKE * len(run) for run in told):
            continue
        citation = Citation.of(stored, n + 1, 1.0)
        quotes = tuple(_responding(stored, citation, own, rest - own))
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
    stored: StoredPassage, citation: Citation, own: Runs, others: Runs
) -> Iterator[Quote]:
    """The lines of a row that are neither resolved nor its date or item, run by run.

    A line answers what was resolved last above it, or else what stands first below.
    """
    lines = list(_lines(stored.passage.text))
    owners = [_owner(text, own, others) for _, text in lines]
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
    at = 0
    for line in text.split("\n"):
        yield at, line
        at += len(line) + 1


def _owner(line: str, own: Runs, others: Runs) -> bool | None:
    """Whether a line is of the resolution, or of another; None where it is of neither."""
    said = runs(line)
    if len(line.split()) < 3 or LEAD.match(line):
        return None
    if len(said & own) >= OWN * len(said):
        return True
    return False if len(said & others) >= OWN * len(said) else None


def _is_head(line: str, item: str) -> bool:
    """Whether a line is the date or the item of a row, or leads up to what was resolved."""
    name = line.lower().strip()
    named = name == item.lower() or (name in item.lower() and len(name.split()) > 1)
    columns = len(name.split()) > 1 and COLUMNS.issuperset(re.findall(r"[a-z]+", name))
    return bool(named or columns or LEAD.match(line) or NUMBERED.match(line)) or _is_a_date(line)


def _is_a_date(line: str) -> bool:
    found = dates_in(line)
    return bool(found) and found[0][1] == 0 and len(line.split()) <= HEAD


def _tells(clause: str) -> bool:
    """Whether a clause can be known again by its words."""
    return len(clause.split()) >= SHORTEST and not LEAD.match(clause)


def _union(each: Iterable[Runs]) -> Runs:
    return frozenset().union(*each)
