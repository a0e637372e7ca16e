"""Near-copies: passages that say the same, as minutes and the pack they are printed in again do."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import chain, groupby

from rapidfuzz.distance import Levenshtein

from qa.answers.search.context import Context, Hit
from qa.library.records import StoredPassage
from qa.papers.text import mended
from qa.phrases import Phrases

_PHRASES = Phrases.beside(__file__)
PAGE_NUMBER = _PHRASES["page_number"]
LIST_MARK = _PHRASES["list_mark"]
REVERSING = _PHRASES["reversing"]
WORD = re.compile(r"£?\d+(?:[.,/:]\d+)*%?|[^\W\d_]+(?:['’][^\W\d_]+)*|%")
SENTENCE_END = re.compile(r"[.;:!?\n]")

SAME = 0.8  # passages that share so much of the shorter one's three-word runs say the same
CACHED = 4096  # texts whose runs are remembered, since they are compared again and again

Runs = frozenset[str]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text as they are compared, and where each stands in `text`."""

    text: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]

    def are_sentences(self, start: int, end: int) -> bool:
        """Whether the words from `start` to `end` are one whole sentence or several."""
        begins = start == 0 or self._breaks_before(start)
        return begins and (end == len(self.words) or self._breaks_before(end))

    def _breaks_before(self, i: int) -> bool:
        return bool(SENTENCE_END.search(self.text, self.spans[i - 1][1], self.spans[i][0]))


def fold_copies(context: Context) -> Context:
    """The step that folds near-copies together, so that ten hits are ten different things."""
    return replace(context, hits=tuple(_folded(context.hits, context.top)))


@lru_cache(CACHED)
def runs(text: str) -> Runs:
    """The three-word runs of `text`, in lower case."""
    words = re.findall(r"[a-z0-9£%]+", mended(text).lower())
    # Strings rather than tuples: the garbage collector would go through thousands of tuples.
    found = frozenset(map(" ".join, zip(words, words[1:], words[2:], strict=False)))
    return found or frozenset({" ".join(words)})


def same(a: Runs, b: Runs) -> bool:
    """Whether two texts, by their runs, say the same."""
    return len(a & b) >= SAME * min(len(a), len(b))


def says_no_more(text: str, cited: str) -> bool:
    """Whether `text` says nothing that `cited` does not say, nor something else in its place.

    Texts that are nearly alike may be opposites: "be refused" and "be approved", 33 votes and 34.
    So their words are aligned, and every word of `text` must stand in `cited`. `cited` may have
    whole sentences more, if these do not reverse what stands beside them.
    """
    own, other = words_of(text), words_of(cited)
    if own.words == other.words:
        return True
    steps = Levenshtein.opcodes(own.words, other.words)
    for equal, group in groupby(steps, lambda step: step.tag == "equal"):
        if equal:
            continue
        parts = list(group)
        more = own.words[parts[0].src_start : parts[-1].src_end]
        begin, end = parts[0].dest_start, parts[-1].dest_end
        there = other.words[begin:end]
        if _alike(more, there):
            continue
        if _without_harmless(more) or not other.are_sentences(begin, end):
            return False
        if REVERSING.search(other.text, other.spans[begin][0], other.spans[end - 1][1]):
            return False
    return True


@lru_cache(CACHED)
def words_of(text: str) -> Words:
    """The words of `text`, without the page numbers and the list marks that stand among them."""
    text = LIST_MARK.sub("", PAGE_NUMBER.sub("", mended(text)).lower().replace("’", "'"))
    found = list(WORD.finditer(text))
    alike = _alike_words()
    words = (alike.get(one[0], one[0]).replace(",", "") for one in found)
    return Words(text, tuple(words), tuple(one.span() for one in found))


@cache
def _alike_words() -> dict[str, str]:
    return dict(_PHRASES.data["alike"])


def _alike(some: Sequence[str], others: Sequence[str]) -> bool:
    """Whether two rows of words differ in nothing that counts: "tax payer" and "taxpayer"."""
    if "".join(some) == "".join(others):
        return not any(word[0].isdigit() for word in some)
    return _without_harmless(some) == _without_harmless(others)


def _without_harmless(words: Sequence[str]) -> list[str]:
    harmless = _PHRASES.words("harmless")
    return [word for word in words if word not in harmless]


def published_late(stored: StoredPassage) -> bool:
    """Whether a passage was published with the papers of another meeting than its own.

    A passage that does not say what it was published with counts as late too: another that is
    known to be of its own meeting's papers is better to cite.
    """
    return stored.passage.published_with != stored.passage.meeting.date


def _folded(hits: Iterable[Hit], limit: int) -> list[Hit]:
    """The first `limit` hits that say different things, each with its near-copies."""
    kept: list[Hit] = []
    lengths: list[int] = []
    places: dict[str, list[int]] = defaultdict(list)  # the indices in `kept` that have each run
    for hit in hits:
        own = runs(hit.stored.passage.text)
        shared = Counter(chain.from_iterable(places[run] for run in own & places.keys()))
        alike = sorted(at for at, n in shared.items() if n >= SAME * min(len(own), lengths[at]))
        folded = ((at, _with_copy(kept[at], hit)) for at in alike)
        at, one = next((found for found in folded if _is_true(found[1])), (None, hit))
        if at is not None:
            kept[at] = one
        elif len(kept) < limit:
            for run in own:
                places[run].append(len(kept))
            kept.append(hit)
            lengths.append(len(own))
    return kept


def _is_true(hit: Hit) -> bool:
    """Whether the passage that is cited tells all that its copies tell, and nothing against it."""
    cited = hit.stored.passage.text
    return all(says_no_more(copy.passage.text, cited) for copy in hit.copies)


def _with_copy(kept: Hit, copy: Hit) -> Hit:
    """The one of two near-copies that is cited, with the other beside it.

    Where minutes stand in a paper of their own and again in the next meeting's pack, the paper of
    their own is cited.
    """
    if (
        published_late(kept.stored)
        and not published_late(copy.stored)
        and kept.stored.passage.meeting.date == copy.stored.passage.meeting.date
    ):
        copies = (*kept.copies, kept.stored)
        return replace(copy, score=kept.score, cosine=kept.cosine, copies=copies)
    return replace(kept, copies=(*kept.copies, copy.stored))
