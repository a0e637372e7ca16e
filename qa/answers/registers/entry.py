"""The entries of the registers as they are shown: found by words, cited, quoted, each once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain

from qa.answers.citation import Citation, Place, Quote
from qa.answers.search.context import Context, understand
from qa.answers.search.copies import worse
from qa.answers.search.quotes import printed_pages
from qa.answers.search.refusal import near_enough
from qa.answers.search.search import search
from qa.library.filters import Filters, Register
from qa.library.library import Library
from qa.library.records import Entry, Record, StoredPassage
from qa.papers.register import Words
from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)
PASSAGES = 50  # passages of a register that a text finds
# Where another clause begins: "receives the report; and that the fee be £5".
CLAUSE = re.compile(r";\s|\n(?=\W*(?:\(?\w{1,3}[.)]\s|and that|that)|\W*[•▪])", re.IGNORECASE)
FEW = 3  # words: fewer between two clauses are none, as "and"


def only_notes(text: str) -> bool:
    """Whether words only note something, clause by clause: "(a) notes the report"."""
    clauses = [one for one in CLAUSE.split(text) if len(one.split()) >= FEW]
    return bool(clauses) and all(PHRASES["notes"].search(one) for one in clauses)


def search_register(text: str, library: Library, filters: Filters, register: Register) -> Context:
    """A search of the passages with entries of `register`: only hits that are near enough."""
    context = understand(text, library, replace(filters, register=register), top=PASSAGES)
    context = search(context)
    return replace(context, hits=tuple(near_enough(context.hits, context.term_weights)))


def found_in(context: Context) -> list[int]:
    """The ids of the passages that a search found and of their near-copies, best first."""
    return [i for hit in context.hits for i in hit.ids]


def best_rank(entry: Entry[Record], ranks: Mapping[int, int]) -> int:
    """The best of the `ranks` (by passage, 0 is best) of the passages that an entry stands in."""
    return min(ranks.get(stored.id, len(ranks)) for stored in entry.passages.values())


class Cited:
    """An entry with the citations that its words stand on, numbered from 1 in order of page."""

    def __init__(self, entry: Entry[Record], library: Library) -> None:
        self._citations = {
            part: Citation.of(stored, n, 1.0)
            for n, (part, stored) in enumerate(sorted(entry.passages.items()), 1)
        }
        paper = next(iter(self._citations.values())).paper_id
        self._printed = printed_pages(self.citations, library).get(paper)

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
    entries: Sequence[Entry[Record]], texts: Iterable[str]
) -> list[tuple[Entry[Record], tuple[Place, ...]]]:
    """The entries that say different things of a meeting, each with the other places of the same.

    `texts` has for each entry the words by which it is the same as another. Where minutes stand in
    a paper of their own and again in the next meeting's pack, the paper of their own is cited.
    """
    groups: dict[tuple[object, ...], list[Entry[Record]]] = {}
    for entry, words in zip(entries, texts, strict=True):
        meeting = first_passage(entry).passage.meeting
        alike = " ".join(re.findall(r"\w+", words.lower()))
        whose = first_passage(entry).whose
        groups.setdefault((whose, meeting.date, meeting.committee, alike), []).append(entry)
    result = []
    for group in chain.from_iterable(map(_by_council, groups.values())):
        cited, *others = sorted(group, key=lambda e: (worse(first_passage(e)), e.id))
        result.append((cited, tuple(Place.of(first_passage(other)) for other in others)))
    return result


def _by_council(same: list[Entry[Record]]) -> list[list[Entry[Record]]]:
    """Entries that say the same, in a group for each council, if they are of several.

    A paper that does not name its council is taken to be of the one that the others name.
    """
    councils = {first_passage(entry).passage.meeting.council for entry in same}
    if len(councils - {None}) < 2:
        return [same]
    return [
        [e for e in same if first_passage(e).passage.meeting.council == name] for name in councils
    ]


def day_of(entry: Entry[Record]) -> date | None:
    """The day of the meeting that an entry is of."""
    return first_passage(entry).passage.meeting.date


def committee_of(entry: Entry[Record]) -> str | None:
    """The committee that met, as far as the paper says."""
    return first_passage(entry).passage.meeting.committee


def first_passage(entry: Entry[Record]) -> StoredPassage:
    """The passage that an entry begins in."""
    return entry.passages[min(entry.passages)]
