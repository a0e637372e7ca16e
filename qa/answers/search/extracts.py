"""Extracts: the units of the passages found that answer best, whichever passages they stand in.

A reader reads some 80 words. The two or three sentences that answer may stand apart in one passage
or in several, so all sentences of the first passages are ranked together, and the best are quoted
one after another, each in its unit (unit.py). `qa/evaluation/README.md` has what that gives.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from qa.answers.citation import Citation, Quote
from qa.answers.search.beside import answers_another
from qa.answers.search.context import Context, Hit
from qa.answers.search.quotes import MARKED, answers_from, printed_pages
from qa.answers.search.sentence import sentence_scores
from qa.answers.search.unit import AMONG_OTHERS, PHRASES, Span, is_preamble, leads_on, unit_around
from qa.answers.understanding.question import Question
from qa.papers.text import sentences

READ = 8  # of the first passages, whose sentences are ranked
MOST, WORDS = 8, 300  # extracts, and words in all: no further one is begun beyond either
PASSAGES = 5  # at most, of which there are extracts
# Two extracts of one passage are joined, with what stands between them, if they come to no more.
# With 50 to 70 words, and units of 30 to 46, of 249 questions to eight councils .58 to .61 of the
# key facts stood in the first 80 words; with one unit of up to 90 words of each passage, .55.
JOINED = 60  # words
# So few, such as a heading or who moved it, belong to the extract that they stand beside.
FEW = 10  # words


@dataclass(frozen=True, slots=True)
class _Passage:
    """A passage with its sentences: where each stands, and how well it answers. The first that may
    be quoted is `first`."""

    citation: Citation
    spans: Sequence[Span]
    scores: Sequence[float]
    first: int
    printed: Mapping[int, str | None]

    def answering_another(self, question: Question) -> set[int]:
        """Its sentences that answer another question, with the few words beside them."""
        texts = [self.citation.text[a:b] for a, b in self.spans]
        found = {i for i, text in enumerate(texts) if answers_another(text, question)}
        near = {k for i in found for k in (i - 1, i + 1) if 0 <= k < len(texts)}
        return found | {k for k in near if self.words(k, k) <= FEW}

    def within(self, span: Span) -> list[int]:
        """The sentences that have something in common with `span`."""
        return [i for i, (a, b) in enumerate(self.spans) if a < span[1] and b > span[0]]

    def words(self, i: int, j: int) -> int:
        """How many words its sentences from `i` to `j` have."""
        return len(self.citation.text[self.spans[i][0] : self.spans[j][1]].split())

    def turns(self, i: int, j: int) -> bool:
        """Whether a page ends between its sentences `i` and `j`."""
        return any(self.spans[i][0] < at <= self.spans[j][0] for at in self.citation.breaks)


@dataclass(frozen=True, slots=True)
class _Extract:
    """The sentences `i` to `j` of a passage, of which `best` answers best."""

    passage: _Passage
    i: int
    j: int
    best: int

    @property
    def words(self) -> int:
        return self.passage.words(self.i, self.j)

    def holds(self, passage: _Passage, k: int) -> bool:
        """Whether sentence `k` of `passage` is part of it."""
        return self.passage is passage and self.i <= k <= self.j

    def joined(self, other: _Extract) -> _Extract | None:
        """Both with what stands between them; None where that is too long, or over a page."""
        if other.passage is not self.passage:
            return None
        i, j = min(self.i, other.i), max(self.j, other.j)
        beside = j - i == self.j - self.i + other.j - other.i + 1
        fits = self.passage.words(i, j) <= JOINED or (beside and other.words <= FEW)
        return replace(self, i=i, j=j) if fits and not self.passage.turns(i, j) else None

    def quote(self) -> Quote:
        """The quote of it, with its best sentence marked where it has others."""
        citation, spans = self.passage.citation, self.passage.spans
        says_something = self.passage.words(self.best, self.best) >= MARKED
        marked = spans[self.best] if says_something and self.i < self.j else None
        start, end = spans[self.i][0], spans[self.j][1]
        return Quote.of(citation, start, end, self.passage.printed, marked=marked)


def extracts(context: Context, cited: Sequence[Citation], told: Mapping[int, Span]) -> list[Quote]:
    """The extracts of the citations, the best first, but first what the answer line quotes.

    `told` says where that stands, by the numbers of its citations.
    """
    printed = printed_pages(cited[:READ], context.library)
    passages = [
        _read(context, citation, hit, rank, printed.get(citation.paper_id, {}))
        for rank, (citation, hit) in enumerate(zip(cited[:READ], context.hits, strict=False))
    ]
    found = list[_Extract]()
    why = PHRASES["why"].search(context.question.own)
    for passage, found_best in _in_order(passages, told, context.question):
        best = found_best if why else _resolving(passage, found_best)
        if len(found) == MOST or sum(one.words for one in found) >= WORDS:
            break
        if any(one.holds(passage, best) for one in found):
            continue
        quoted = {one.passage.citation.n for one in found}
        if len(quoted) == PASSAGES and passage.citation.n not in quoted:
            continue
        extract = _extract(passage, best, [one for one in found if one.passage is passage])
        for n, one in enumerate(found):
            if both := _joined(one, extract, found):
                found[n] = both
                break
        else:
            found.append(extract)
    return [one.quote() for one in found]


def _joined(one: _Extract, other: _Extract, found: Sequence[_Extract]) -> _Extract | None:
    """Two extracts as one; None where they are not to be joined, or a third stands between."""
    both = one.joined(other)
    between = (third for third in found if third is not one and both)
    return None if any(both and both.holds(t.passage, t.i) for t in between) else both


def _read(
    context: Context, citation: Citation, hit: Hit, rank: int, printed: Mapping[int, str | None]
) -> _Passage:
    spans = sentences(citation.text)
    return _Passage(
        citation,
        spans,
        sentence_scores(context, hit, rank),
        answers_from(context.question, citation.standing, citation.text, spans),
        printed,
    )


def _in_order(
    passages: Sequence[_Passage], told: Mapping[int, Span], question: Question
) -> Iterator[tuple[_Passage, int]]:
    """The sentences of the passages, each by its passage and number: the best of what the answer
    line quotes of each, then all others, the best first, those last that answer another question.
    """
    for passage in passages:
        if span := told.get(passage.citation.n):
            yield passage, max(passage.within(span), key=lambda i: (passage.scores[i], -i))
    found = [
        (i in others, -passage.scores[i], rank, i)
        for rank, passage in enumerate(passages)
        for others in [passage.answering_another(question)]
        for i in range(passage.first, len(passage.spans))
        if not leads_on(passage.citation.text[slice(*passage.spans[i])])
    ]
    yield from ((passages[rank], i) for *_, rank, i in sorted(found))


def _resolving(passage: _Passage, i: int) -> int:
    """Of the grounds of a resolution what it resolves, the best of the sentences below that are no
    grounds: "WHEREAS the bridge is old … NOW THEREFORE the council awards"; else `i` itself."""
    texts = [passage.citation.text[a:b] for a, b in passage.spans]
    if not is_preamble(texts[i]):
        return i
    below = (k for k in range(i + 1, len(texts)) if not is_preamble(texts[k]))
    return max(below, key=lambda k: passage.scores[k], default=i)


def _extract(passage: _Passage, best: int, others: Sequence[_Extract]) -> _Extract:
    """The unit around sentence `best`, between the `others` of its passage."""
    citation, spans = passage.citation, passage.spans
    before = [one.j + 1 for one in others if one.j < best]
    after = [one.i for one in others if one.i > best]
    # A quote is cited by the page on which it begins, so it begins on the page that answers.
    turned = max((at for at in citation.breaks if at <= spans[best][0]), default=0)
    on_page = next(i for i, (start, _) in enumerate(spans) if start >= turned)
    first = max([min(passage.first, best), on_page, *before])
    end = min(after, default=None)
    unit = unit_around(citation.text, best, passage.scores, first, end, size=AMONG_OTHERS)
    own = passage.within(unit)
    return _Extract(passage, own[0], own[-1], best)
