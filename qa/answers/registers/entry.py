"""The entries of the registers as they are shown: found by words, cited, quoted, each once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from qa.answers.answer import Citation, Place, Quote
from qa.answers.search.refusal import near_enough
from qa.answers.search.search import Hit, question_vector, search
from qa.answers.search.term_weights import Evidence, evidence
from qa.answers.understanding.question import Question, understood
from qa.answers.understanding.spelling import corrected
from qa.library.filters import Filters, Register
from qa.library.library import Library
from qa.library.records import Entry, Matrix, Record, StoredPassage
from qa.papers.register import Words

FOUND = 50  # passages that a text finds


@dataclass(frozen=True, slots=True)
class Sought:
    """What a text finds in a register: `hits`, best first; `notes` say how the text was read."""

    question: Question
    vector: Matrix
    evidence: Evidence
    hits: tuple[Hit, ...]
    limits: Filters
    notes: tuple[str, ...]

    @property
    def passages(self) -> list[int]:
        """The ids of the passages found and of their near-copies, best first."""
        return [stored.id for hit in self.hits for stored in (hit.stored, *hit.copies)]


def sought(text: str, library: Library, filters: Filters, register: Register) -> Sought:
    """The passages with entries of `register` that `text` finds within `filters`."""
    typed, slips = corrected(text, library)
    question = understood(typed, None, library.totals.committees)
    limits = replace(filters.within(question.leaning.limits), register=register)
    vector = question_vector(question, library)
    known = evidence(question, library)
    hits = near_enough(search(question, vector, library, limits, FOUND), known)
    notes = (*(slip.said() for slip in slips), *filter(None, [question.leaning.said()]))
    return Sought(question, vector, known, tuple(hits), limits, notes)


class Cited:
    """An entry with the citations that its words stand on, numbered from 1 in order of page."""

    def __init__(self, entry: Entry[Record], library: Library) -> None:
        self._citations = {
            part: Citation.of(stored, n, 1.0)
            for n, (part, stored) in enumerate(sorted(entry.passages.items()), 1)
        }
        runs_on = any(citation.breaks for citation in self._citations.values())
        paper = next(iter(self._citations.values())).paper_id
        self._printed = library.store.papers.printed_pages(paper) if runs_on else {}

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The citations, in order."""
        return tuple(self._citations.values())

    def quote(self, words: Words) -> Quote:
        """The words as a quote."""
        citation = self._citations[words.passage]
        return Quote.of(citation, words.start, words.end, self._printed)

    def quotes(self, words: Iterable[Words]) -> tuple[Quote, ...]:
        """Each of `words` as a quote."""
        return tuple(self.quote(one) for one in words)


def together(quotes: Iterable[Quote]) -> str:
    """Quotes as one text, a line each."""
    return "\n".join(quote.text for quote in quotes)


def once(
    entries: Sequence[Entry[Record]], key: Iterable[str]
) -> list[tuple[Entry[Record], tuple[Place, ...]]]:
    """The entries that say different things of a meeting, each with where it stands again.

    `key` has the words that each is known by. Of minutes that are served twice, as a paper of
    their own and in the next meeting's pack, the former is cited.
    """
    found: dict[tuple[object, ...], list[Entry[Record]]] = {}
    for entry, words in zip(entries, key, strict=True):
        meeting = _first(entry).passage.meeting
        alike = " ".join(re.findall(r"\w+", words.lower()))
        found.setdefault((meeting.date, meeting.committee, alike), []).append(entry)
    result = []
    for same in chain.from_iterable(map(_by_council, found.values())):
        cited, *others = sorted(same, key=lambda entry: (_published_late(entry), entry.id))
        result.append((cited, tuple(Place.of(_first(other)) for other in others)))
    return result


def _by_council(same: list[Entry[Record]]) -> list[list[Entry[Record]]]:
    """Entries that say the same, apart where they are of several councils.

    A paper that does not name its council is of the one that the others name.
    """
    councils = {_first(entry).passage.meeting.council for entry in same}
    if len(councils - {None}) < 2:
        return [same]
    return [[e for e in same if _first(e).passage.meeting.council == name] for name in councils]


def day_of(entry: Entry[Record]) -> date | None:
    """The day of the meeting that an entry is of."""
    return _first(entry).passage.meeting.date


def committee_of(entry: Entry[Record]) -> str | None:
    """The committee that met, as far as the paper says."""
    return _first(entry).passage.meeting.committee


def _first(entry: Entry[Record]) -> StoredPassage:
    return entry.passages[min(entry.passages)]


def _published_late(entry: Entry[Record]) -> bool:
    passage = _first(entry).passage
    return passage.published_with not in (None, passage.meeting.date)
