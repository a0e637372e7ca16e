"""The decisions register: what was resolved, by whom moved, how carried, and what became of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from qa.answers.citation import Citation, Place, Quote
from qa.answers.registers.entry import (
    Cited,
    best_rank,
    committee_of,
    day_of,
    found_in,
    once,
    search_register,
    together,
)
from qa.answers.registers.response import Response, responses
from qa.library.filters import Filters
from qa.library.library import Library, consistent
from qa.library.records import Entry, Searched, StoredPassage
from qa.library.reference import Reference
from qa.papers.register import Outcome, Resolution, ResolutionKind, Votes
from qa.wording import fate_of_amended

TRACKED = ("resolution", "recommendation", "actions")  # kinds of entry that trackers follow
MAX_ENTRIES = 1000  # of one listing


@dataclass(frozen=True, slots=True)
class Task:
    """What somebody is to do; `owner` and `due` are as printed, `by` the day that `due` names."""

    quote: Quote
    owner: str | None
    due: str | None
    by: date | None


@dataclass(frozen=True, slots=True)
class Amends:
    """What an amendment was to change: its words, and how that ended."""

    quotes: tuple[Quote, ...]
    outcome: Outcome
    fate: str

    @property
    def text(self) -> str:
        """Its words, a clause a line."""
        return together(self.quotes)


@dataclass(frozen=True, slots=True)
class Decision:
    """A resolution, or a motion or amendment that was put, with its citations, numbered from 1.

    `quotes` are its words, `how` the words that say how it was put and carried; `responses` are
    what trackers say became of it, `amends` is what an amendment was to change.
    """

    id: int
    kind: ResolutionKind
    outcome: Outcome
    proposer: str | None
    seconder: str | None
    votes: Votes | None
    quotes: tuple[Quote, ...]
    how: tuple[Quote, ...]
    tasks: tuple[Task, ...]
    responses: tuple[Response, ...]
    citations: tuple[Citation, ...]
    also_in: tuple[Place, ...] = ()
    amends: Amends | None = None

    @property
    def text(self) -> str:
        """Its words, a clause a line."""
        return together(self.quotes)

    @property
    def citation(self) -> Citation:
        """The citation of its first words."""
        return next(one for one in self.citations if one.n == self.quotes[0].citation)

    @property
    def reference(self) -> Reference:
        """The lasting name of its words, as far as they stand in its first passage."""
        return self.citation.reference_to(*self.quotes)

    @property
    def pages(self) -> tuple[int, int]:
        """The PDF pages on which its words begin and end."""
        last = next(one for one in self.citations if one.n == self.quotes[-1].citation)
        return self.quotes[0].pdf_page, max(self.quotes[-1].pdf_page, last.pdf_page)

    @property
    def ocr(self) -> bool:
        """Whether some of its citations were read from a picture by OCR."""
        return any(one.ocr for one in self.citations)

    @property
    def statuses(self) -> tuple[str, ...]:
        """The statuses that trackers print of it, in our words, each once."""
        found = (status for response in self.responses for status in response.statuses)
        return tuple(dict.fromkeys(found))

    def to_json(self) -> dict[str, Any]:
        """The decision for other programs, as `qa.answers.registers.contract` describes it."""
        from qa.answers.registers import contract  # only where JSON is wanted, as it takes time

        return contract.Decision.of(self)


@dataclass(frozen=True, slots=True)
class Decisions:
    """What a search of the register found: best first for a text, else newest first.

    `more` says that there are older ones than were listed, `notes` how the text was read.
    """

    found: tuple[Decision, ...]
    searched: Searched
    notes: tuple[str, ...] = ()
    more: bool = False


@consistent
def decisions(
    library: Library,
    text: str = "",
    filters: Filters | None = None,
    limit: int = MAX_ENTRIES,
) -> Decisions:
    """The decisions within `filters` on the subject of `text`, or all of them; `limit` at most."""
    filters = filters or Filters()
    registers = library.store.registers
    notes: tuple[str, ...] = ()
    if text.strip():
        context = search_register(text, library, filters, "resolutions")
        notes, limits, weights = context.notes, context.limits, context.term_weights
        passages = found_in(context)
        ranks = {i: rank for rank, i in enumerate(passages)}
        entries = registers.resolutions(passages)
        entries = [e for e in entries if weights.share_in(_text_of(e)) > 0] or entries
        entries.sort(key=lambda entry: best_rank(entry, ranks))
    else:
        entries = registers.resolutions(filters, limit + 1)
        limits = filters
    each = once(entries[:limit], map(_text_of, entries[:limit]))
    trackers = _Trackers(library, [entry for entry, _ in each])
    return Decisions(
        tuple(_decision(entry, places, library, trackers) for entry, places in each),
        library.searched(replace(limits, register=None)),
        notes,
        len(entries) > limit,
    )


def _text_of(entry: Entry[Resolution]) -> str:
    """The item and the words of a resolution."""
    item = next(iter(entry.passages.values())).passage.item or ""
    return "\n".join([item, *map(entry.text_of, entry.record.words)])


class _Trackers:
    """The rows of trackers on the meetings of some entries, and what those meetings decided."""

    def __init__(self, library: Library, entries: Iterable[Entry[Resolution]]) -> None:
        registers = library.store.registers
        self._rows: dict[date, list[StoredPassage]] = defaultdict(list)
        for row in registers.trackers({day for day in map(day_of, entries) if day}):
            if row.passage.meeting.date:
                self._rows[row.passage.meeting.date].append(row)
        self._decided = {
            day: registers.resolutions(Filters(date_from=day, date_to=day)) for day in self._rows
        }

    def responses(self, entry: Entry[Resolution]) -> tuple[Response, ...]:
        """What the trackers say of one entry."""
        day, committee = day_of(entry), committee_of(entry)
        if day not in self._rows or entry.record.kind not in TRACKED:
            return ()
        rows = [r for r in self._rows[day] if r.passage.meeting.committee in (committee, None)]
        own = _clauses(entry)
        others = [c for other in self._decided[day] for c in _clauses(other) if c not in own]
        return tuple(responses(own, others, rows))


def _clauses(entry: Entry[Resolution]) -> list[str]:
    record = entry.record
    return [*map(entry.text_of, record.words), *(entry.text_of(a.words) for a in record.actions)]


def _decision(
    entry: Entry[Resolution],
    places: tuple[Place, ...],
    library: Library,
    trackers: _Trackers,
) -> Decision:
    record, cited = entry.record, Cited(entry, library)
    return Decision(
        entry.id,
        record.kind,
        record.outcome,
        record.proposer,
        record.seconder,
        record.votes,
        cited.quotes(record.words),
        cited.quotes(record.how),
        tuple(Task(cited.quote(a.words), a.owner, a.due, a.by) for a in record.actions),
        trackers.responses(entry),
        cited.citations,
        places,
        _amends(record, cited),
    )


def _amends(record: Resolution, cited: Cited) -> Amends | None:
    if record.amends is None:
        return None
    quotes = cited.quotes(record.amends.words)
    return Amends(quotes, record.amends.outcome, fate_of_amended(record.amends))
