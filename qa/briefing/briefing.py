"""A briefing: what was kept, quoted from the library as it is now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from qa.answers.citation import Citation, Quote
from qa.briefing.entry import KeptEntry, entry_of
from qa.briefing.selection import KeptCitation, Selection
from qa.library.filters import Filters
from qa.library.protocol import Store
from qa.library.records import Searched, StoredPassage
from qa.library.reference import Reference
from qa.papers.paper import Standing
from qa.publication import ExternalLink, safe_address
from qa.wording import citation_line

UNTITLED = "Briefing"


@dataclass(frozen=True, slots=True)
class Source:
    """A quote in a briefing, with its citation, whose number is its place, and the `note` on it.

    `entry` is the whole entry of a register that its words belong to, if they do; `told_at` is the
    place of the source before it that has the same entry.
    """

    reference: Reference
    citation: Citation
    quote: Quote
    note: str
    entry: KeptEntry | None = None
    told_at: int | None = None

    @property
    def standing(self) -> Standing | None:
        """What its words are worth; None where its entry says how it ended, and "proposed" beside
        "Carried" would leave a reader in doubt."""
        has_ended = self.entry is not None and self.entry.has_ended
        own = self.citation.standing
        return None if has_ended and own in ("proposed", "recorded") else own

    @property
    def n(self) -> int:
        """Its place among the sources, from 1."""
        return self.citation.n

    @property
    def last(self) -> int:
        """The PDF page on which its words end."""
        return self.quote.pdf_page_end

    @property
    def line(self) -> str:
        """Its citation on one line."""
        return self._line()

    @property
    def pasted(self) -> str:
        """Its citation on one line, with the address of the council's copy, to be copied."""
        return self._line(safe_address(self.citation.publication.address, self.quote.pdf_page))

    @property
    def external_links(self) -> list[ExternalLink]:
        """Where it was published."""
        return self.citation.external_links(self.quote.pdf_page)

    def _line(self, address: str | None = None) -> str:
        cited, quote = self.citation, self.quote
        return citation_line(
            cited.committee or cited.council or cited.paper,
            cited.meeting_date,
            cited.document,
            cited.item,
            quote.printed_page,
            quote.pdf_page,
            self.last,
            cited.ocr,
            withdrawn=bool(cited.publication.withdrawn),
            address=address,
            spot=cited.spot_of(quote),
        )


@dataclass(frozen=True, slots=True)
class Gone:
    """Words that were kept and are no longer in the library.

    `paper` is the name of their file, if that is still there.
    """

    reference: Reference
    note: str
    paper: str | None

    @property
    def line(self) -> str:
        """Where they stood, as far as that is known."""
        paper = self.paper or "a paper that is no longer in the library"
        return f"Words on PDF page {self.reference.page} of {paper}"


@dataclass(frozen=True, slots=True)
class Briefing:
    """The quotes of a selection, its title and its question; `searched` describes the library."""

    title: str
    question: str
    sources: tuple[Source, ...]
    gone: tuple[Gone, ...]
    searched: Searched


def briefing(selection: Selection, store: Store) -> Briefing:
    """The briefing of a selection, in its order; what `store` no longer has stands apart."""
    found = [(kept, store.passages.find(kept.reference)) for kept in selection.kept]
    there = [(kept, stored) for kept, stored in found if stored]
    return Briefing(
        title=selection.title.strip() or UNTITLED,
        question=selection.question.strip(),
        sources=tuple(_each_once(_source(n, *one, store) for n, one in enumerate(there, 1))),
        gone=tuple(_gone(kept, store) for kept, stored in found if not stored),
        searched=store.searched(Filters()),
    )


def _source(n: int, kept: KeptCitation, stored: StoredPassage, store: Store) -> Source:
    cited = Citation.of(stored, n, 1.0)
    printed = store.papers.printed_pages([cited.paper_id] if cited.breaks else [])
    own = printed.get(cited.paper_id)
    quote = Quote.of(cited, kept.reference.start, kept.reference.end, own)
    entry = entry_of(kept.reference, stored, store)
    return Source(kept.reference, cited, quote, kept.note, entry)


def _each_once(sources: Iterable[Source]) -> Iterator[Source]:
    """The sources, those of an entry that is told before with the place where it is."""
    told = dict[KeptEntry, int]()
    for source in sources:
        at = told.setdefault(source.entry, source.n) if source.entry else source.n
        yield source if at == source.n else replace(source, told_at=at)


def _gone(kept: KeptCitation, store: Store) -> Gone:
    paper = store.papers.get(kept.reference.paper)
    return Gone(kept.reference, kept.note, paper.name if paper else None)
