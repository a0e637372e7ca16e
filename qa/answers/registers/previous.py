"""What was asked before and answered then, and what the papers have said since.

An old answer may be out of date: beside it stand later passages on the same subject, and what is
new in them (a figure, a date, a status).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from qa.answers.citation import Citation, Place, Quote
from qa.answers.registers.entry import (
    Cited,
    best_rank,
    day_of,
    found_in,
    once,
    search_register,
)
from qa.answers.registers.response import statuses
from qa.answers.search.context import Context, Hit, follow
from qa.answers.search.quotes import best_quote, printed_pages
from qa.answers.search.refusal import HOLDING, near_enough
from qa.answers.search.search import search
from qa.answers.search.sentence import sentence_scores
from qa.library.filters import Filters
from qa.library.library import Library, consistent
from qa.library.records import Entry, Searched
from qa.library.reference import Reference
from qa.papers.dates import dates_in
from qa.papers.kinds import kind_of
from qa.papers.money import amounts_in
from qa.papers.register import Asked
from qa.papers.text import mended

MAX_ANSWERS = 10  # earlier answers to one draft
FOLLOWED = 3  # of these, the nearest, for which later papers are looked through
SINCE = 3  # later passages for each
CANDIDATES = 20  # later passages that these are chosen from
# How near to the draft, by meaning and by words, in shares of what is nearest: an earlier question
# for which later papers are looked through, and a later passage that is shown.
NEAR_QUESTION, NEAR_PASSAGE = 0.8, 0.7
# Figures that mean something by themselves, beside money: percentages, numbers of two digits or
# more; but not the number of a paragraph, nor ages or years that are a range ("19-21").
FIGURE = re.compile(
    r"\b\d[\d,.]*\d? ?%"
    r"|(?<![-–/.])\b\d[\d,]*\d\b(?![-–/):]|\.(?:\s|\d))"
)
MAX_FIGURES = 5  # of the new ones of a later passage that are named
YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Given:
    """A reply as it was given, and by whom, where the paper says so."""

    quotes: tuple[Quote, ...]
    by: str | None


@dataclass(frozen=True, slots=True)
class Later:
    """What a later paper says of the same subject, and what in it is new, as printed."""

    citation: Citation
    quote: Quote
    figures: tuple[str, ...]
    dates: tuple[str, ...]
    statuses: tuple[str, ...]

    @property
    def news(self) -> str:
        """The figures, dates and statuses that the earlier answer did not have; may be empty.

        Of the many figures of a table the first are named.
        """
        more = ["more figures"] if len(self.figures) > MAX_FIGURES else []
        return ", ".join([*self.dates, *self.statuses, *self.figures[:MAX_FIGURES], *more])


@dataclass(frozen=True, slots=True)
class Earlier:
    """A question that was asked before, with its answer; its citations are numbered from 1.

    `since` is None where later papers were not looked through, and empty where they say nothing.
    """

    id: int
    formal: bool
    number: str | None
    by: str | None
    to: tuple[str, ...]
    question: tuple[Quote, ...]
    replies: tuple[Given, ...]
    supplementary: tuple[Quote, ...]
    supplementary_replies: tuple[Given, ...]
    citations: tuple[Citation, ...]
    also_in: tuple[Place, ...] = ()
    since: tuple[Later, ...] | None = None

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """The words of the question, as far as the paper has them, and then of its replies."""
        return (*self.question, *(quote for reply in self.replies for quote in reply.quotes))

    @property
    def first(self) -> Quote:
        """Its first words."""
        return self.quotes[0]

    @property
    def citation(self) -> Citation:
        """The citation of its first words."""
        return next(one for one in self.citations if one.n == self.first.citation)

    @property
    def reference(self) -> Reference:
        """The lasting name of its words, as far as they stand in its first passage."""
        return self.citation.reference_to(*self.quotes)

    @property
    def pages(self) -> tuple[int, int]:
        """The PDF pages on which it begins and ends."""
        return self.first.pdf_page, max(one.pdf_page_end for one in self.citations)

    @property
    def ocr(self) -> bool:
        """Whether some of its citations were read from a picture by OCR."""
        return any(one.ocr for one in self.citations)

    def to_json(self) -> dict[str, Any]:
        """The entry for other programs, as `qa.answers.registers.contract` describes it."""
        from qa.answers.registers import contract  # only where JSON is wanted, as it takes time

        return contract.Earlier.of(self)


@dataclass(frozen=True, slots=True)
class Previous:
    """What was asked before: nearest first for a draft, else newest first.

    `searched` counts all papers within the limits; where `since` is empty, nothing later is said up
    to the last meeting of those.
    """

    found: tuple[Earlier, ...]
    searched: Searched
    notes: tuple[str, ...] = ()
    more: bool = False


@consistent
def previous(
    library: Library, draft: str = "", filters: Filters | None = None, limit: int = MAX_ANSWERS
) -> Previous:
    """The questions within `filters` that are nearest to `draft`, or all; `limit` at most."""
    filters = filters or Filters()
    registers = library.store.registers
    context = search_register(draft, library, filters, "asked") if draft.strip() else None
    if context:
        passages = found_in(context)
        ranks = {i: rank for rank, i in enumerate(passages)}
        entries = registers.asked(passages)
        share = {e.id: context.term_weights.share_in(_question_of(e)) for e in entries}
        entries.sort(key=lambda entry: (best_rank(entry, ranks), -share[entry.id]))
    else:
        entries = registers.asked(filters, limit + 1)
    each = once(entries, map(_question_of, entries))
    found = [
        _earlier(
            entry,
            places,
            library,
            _since(context, entry) if context and n < FOLLOWED else None,
        )
        for n, (entry, places) in enumerate(each[:limit])
    ]
    limits = replace(context.limits if context else filters, register=None)
    return Previous(
        tuple(found),
        library.searched(limits),
        context.notes if context else (),
        len(each) > limit,
    )


def _question_of(entry: Entry[Asked]) -> str:
    return "\n".join(map(entry.text_of, entry.record.question))


def _earlier(
    entry: Entry[Asked],
    places: tuple[Place, ...],
    library: Library,
    since: tuple[Later, ...] | None,
) -> Earlier:
    record, cited = entry.record, Cited(entry, library)
    replies = tuple(Given(cited.quotes(r.words), r.by) for r in record.replies)
    more = tuple(Given(cited.quotes(r.words), r.by) for r in record.supplementary_replies)
    return Earlier(
        entry.id,
        record.formal,
        record.number,
        record.by,
        record.to,
        cited.quotes(record.question),
        replies,
        cited.quotes(record.supplementary),
        more,
        cited.citations,
        places,
        since,
    )


def _since(context: Context, entry: Entry[Asked]) -> tuple[Later, ...] | None:
    """What papers of later meetings say of what was asked, oldest first.

    None where the entry is too far from the draft for the draft to be followed on from it.
    """
    day = day_of(entry)
    here = {stored.id for stored in entry.passages.values()}
    own = [hit for hit in context.hits if hit.stored.id in here]
    if not (day and own):
        return None
    later = replace(context.limits, register=None, date_from=day + timedelta(days=1), date_to=None)
    hits = search(replace(follow(context, own), limits=later, top=CANDIDATES)).hits
    near = _nearness(context, [*context.hits, *hits])
    best = max(near[hit.stored.id] for hit in context.hits)
    if max(near[hit.stored.id] for hit in own) < NEAR_QUESTION * best:
        return None
    kept = [
        hit
        for hit in near_enough(hits, context.term_weights)
        if near[hit.stored.id] >= NEAR_PASSAGE * best
        and not kind_of(hit.stored.passage.document).is_front_sheet
    ]
    earlier = "\n".join(stored.passage.text for stored in entry.passages.values())
    result = []
    cited = [Citation.of(hit.stored, n, hit.score) for n, hit in enumerate(kept[:SINCE], 1)]
    printed = printed_pages(cited, context.library)
    for rank, (hit, citation) in enumerate(zip(kept, cited, strict=False)):
        scores = sentence_scores(context, hit, rank)
        pages = printed.get(citation.paper_id)
        quote = best_quote(context.question, citation, scores, pages)
        result.append(_with_news(citation, quote, earlier))
    return tuple(sorted(result, key=lambda one: one.citation.meeting_date or day))


def _nearness(context: Context, hits: Iterable[Hit]) -> dict[int, float]:
    """How near each passage is to the draft itself, by meaning and by words, by its id."""
    share = {h.stored.id: context.term_weights.share_in(h.stored.passage.text) for h in hits}
    ids, vectors = context.library.store.vectors.get(list(share))
    return {
        i: float(v @ context.vector) + HOLDING * share[i] for i, v in zip(ids, vectors, strict=True)
    }


def _with_news(citation: Citation, quote: Quote, earlier: str) -> Later:
    """A later passage, with what its quote has and the `earlier` answer had not."""
    known = mended(earlier)
    dates = {text: d for d, a, b in dates_in(quote.text) if (text := quote.text[a:b])}
    before = {d for d, _, _ in dates_in(earlier)}
    new_dates = tuple(text for text, d in dates.items() if d not in before)
    text = _without(quote.text, dates)
    money = {text[one.start : one.end]: one.money for one in amounts_in(text)}
    before_money = {one.money for one in amounts_in(earlier)}
    figures = (match[0].rstrip(".,") for match in FIGURE.finditer(_without(text, money)))
    others = [f for f in figures if f not in known and not YEAR.fullmatch(f)]
    new = dict.fromkeys(
        [*(printed for printed in money if money[printed] not in before_money), *others]
    )
    fresh = tuple(s for s in statuses(quote.text) if s not in statuses(earlier))
    return Later(citation, quote, tuple(new), new_dates, fresh)


def _without(text: str, parts: Iterable[str]) -> str:
    for part in parts:
        text = text.replace(part, " ")
    return text
