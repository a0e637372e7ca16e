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
WEIGHTY = _PHRASES["weighty"]
# A figure keeps its sign, which in accounts may be brackets: "-8,437.0", "(1,250)".
WORD = re.compile(
    r"\((?=[£€$]|[\d,]+[.,]\d)-?[£€$]?[\d,.]+\d[km]?\)"
    r"|(?:(?<![^\s(])-)?[£€$]?\d+(?:[.,/:]\d+)*%?|[^\W\d_]+(?:['’][^\W\d_]+)*|%"
)
NEGATING = re.compile(r"(?:un|in|im|ir|il|dis|non|mis)(?=\w{3})")
SENTENCE_END = re.compile(r"[.;:!?\n]")

SAME = 0.8  # passages that share so much of the shorter one's three-word runs say the same
LONG = 40  # words: a text so long may have other small words than its copy, or spell them otherwise
SPELT_ALIKE = 0.75  # of 1: the likeness of two spellings of a word
# Hits that are of different things as far as may be. This was made on one council's papers: without
# it, .793 of the facts that 71 questions ask for are quoted there, with it .812. In those of others
# it changes the first five for 9 of 426 questions: one answer more is among them.
FIRST = 5
CACHED = 4096  # texts whose runs are remembered, since they are compared again and again

Runs = frozenset[str]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text as they are compared, and where each stands in `text`."""

    text: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]

    def tells_apart(self, words: slice) -> bool:
        """Whether these words do not bear upon the others.

        They are whole sentences, or else what leads up to the others: "Recommendation 4: that …".
        """
        if words.start > 0 and not self._breaks_before(words.start):
            return False
        if words.start > 0 and words.stop < len(self.words) and not self._breaks_before(words.stop):
            return False
        return not REVERSING.search(self.text, *self._span(words))

    def weighs(self, words: slice) -> bool:
        """Whether these words hold a figure, a name, a date or an outcome."""
        if words.start == words.stop:
            return False
        start, end = self._span(words)
        if REVERSING.search(self.text, start, end) or WEIGHTY.search(self.text, start, end):
            return True
        return any(
            self.text[self.spans[i][0]].isupper() and not (i == 0 or self._breaks_before(i))
            for i in range(words.start, words.stop)
        )

    def _span(self, words: slice) -> tuple[int, int]:
        return self.spans[words.start][0], self.spans[words.stop - 1][1]

    def _breaks_before(self, i: int) -> bool:
        return bool(SENTENCE_END.search(self.text, self.spans[i - 1][1], self.spans[i][0]))


def fold_copies(context: Context) -> Context:
    """The step that folds near-copies together, so that ten hits are ten different things."""
    return replace(context, hits=tuple(_folded(context.hits, context.top)))


@lru_cache(CACHED)
def runs(text: str) -> Runs:
    """The three-word runs of `text`, in lower case."""
    words = re.findall(r"[a-z0-9£€$%]+", mended(text).lower())
    # Strings rather than tuples: the garbage collector would go through thousands of tuples.
    found = frozenset(map(" ".join, zip(words, words[1:], words[2:], strict=False)))
    return found or frozenset({" ".join(words)})


def same(a: Runs, b: Runs) -> bool:
    """Whether two texts, by their runs, say the same."""
    return len(a & b) >= SAME * min(len(a), len(b))


def says_no_more(text: str, cited: str) -> bool:
    """Whether `text` says nothing that `cited` does not say, nor something else in its place.

    Texts that are nearly alike may be opposites: "be refused" and "be approved", 33 votes and 34.
    So their words are aligned. Either may have whole sentences more, `text` only before or behind
    the rest, if these do not reverse it; and long ones may differ in words that do not weigh.
    """
    own, other = words_of(text), words_of(cited)
    if own.words == other.words:
        return True
    steps = Levenshtein.opcodes(own.words, other.words)
    for equal, group in groupby(steps, lambda step: step.tag == "equal"):
        parts = list(group)
        here = slice(parts[0].src_start, parts[-1].src_end)
        there = slice(parts[0].dest_start, parts[-1].dest_end)
        if not (equal or _is_no_difference(own, here, other, there)):
            return False
    return True


def _is_no_difference(own: Words, here: slice, other: Words, there: slice) -> bool:
    """Whether the words `here` in one text and `there` in the other keep these from being copies
    of each other."""
    more, instead = own.words[here], other.words[there]
    if _alike(more, instead):
        return True
    is_long = min(len(own.words), len(other.words)) >= LONG
    if is_long and not own.weighs(here) and not other.weighs(there) and _is_slight(more, instead):
        return True
    if not _without_harmless(more):
        return other.tells_apart(there)
    at_an_end = here.start == 0 or here.stop == len(own.words)
    return not instead and at_an_end and own.tells_apart(here)


@lru_cache(CACHED)
def words_of(text: str) -> Words:
    """The words of `text`, without the page numbers and the list marks that stand among them."""
    text = LIST_MARK.sub("", PAGE_NUMBER.sub("", mended(text)))
    found = list(WORD.finditer(text))
    alike = _alike_words()
    words = (one[0].lower().replace(",", "").replace("’", "'") for one in found)
    return Words(
        text, tuple(alike.get(word, word) for word in words), tuple(one.span() for one in found)
    )


@cache
def _alike_words() -> dict[str, str]:
    return dict(_PHRASES.data["alike"])


def _alike(some: Sequence[str], others: Sequence[str]) -> bool:
    """Whether two rows of words differ in nothing that counts: "tax payer" and "taxpayer"."""
    if "".join(some) == "".join(others):
        return not any(word[0].isdigit() for word in some)
    return _without_harmless(some) == _without_harmless(others)


def _is_slight(some: Sequence[str], others: Sequence[str]) -> bool:
    """Whether two rows of words differ in small words and spellings only: "safe" and "unsafe", or
    "some" and "all", make another statement of a sentence."""
    slight = _PHRASES.words("slight")
    own, other = ([word for word in words if word not in slight] for words in (some, others))
    return len(own) == len(other) and all(map(_is_spelt_alike, own, other))


def _is_spelt_alike(word: str, other: str) -> bool:
    if {NEGATING.sub("", word, 1), word} & {NEGATING.sub("", other, 1), other} and word != other:
        return False
    return Levenshtein.normalized_similarity(word, other) >= SPELT_ALIKE


def _without_harmless(words: Sequence[str]) -> list[str]:
    harmless = _PHRASES.words("harmless")
    return [word for word in words if word not in harmless]


def published_late(stored: StoredPassage) -> bool:
    """Whether a passage was published with the papers of another meeting than its own.

    A passage that does not say what it was published with counts as late too: another that is
    known to be of its own meeting's papers is better to cite.
    """
    return stored.passage.published_with != stored.passage.meeting.date


def worse(stored: StoredPassage) -> tuple[bool, bool]:
    """How much worse a passage is to cite than a copy of it: its words were read from a picture,
    and may be misread, or it was published with the papers of another meeting than its own."""
    return stored.passage.ocr, published_late(stored)


def _folded(hits: Iterable[Hit], limit: int) -> list[Hit]:
    """The first `limit` hits that say different things, each with its near-copies.

    A long passage that is nearly like another of the same meeting stands behind the first few, so
    that these are of different things.
    """
    folding = _Folding(limit)
    late: list[Hit] = []
    for hit in hits:
        if len(folding.kept) >= FIRST:
            for one in late:
                folding.take(one)
            late = []
        if len(folding.kept) < FIRST and folding.is_another_wording(hit):
            late.append(hit)
        else:
            folding.take(hit)
    for one in late:
        folding.take(one)
    return folding.kept


class _Folding:
    """The hits kept so far, `limit` at most, and where each of their runs stands."""

    def __init__(self, limit: int) -> None:
        self.kept: list[Hit] = []
        self._limit = limit
        self._lengths: list[int] = []
        self._places: dict[str, list[int]] = defaultdict(list)  # the indices in `kept` by run

    def take(self, hit: Hit) -> None:
        """Fold a hit into the first of which it is a copy, or else keep it."""
        folded = ((at, _with_copy(self.kept[at], hit)) for at in self._alike(hit))
        at, one = next((found for found in folded if _is_true(found[1])), (None, hit))
        if at is not None:
            self.kept[at] = one
        elif len(self.kept) < self._limit:
            own = runs(hit.stored.passage.text)
            for run in own:
                self._places[run].append(len(self.kept))
            self.kept.append(hit)
            self._lengths.append(len(own))

    def is_another_wording(self, hit: Hit) -> bool:
        """Whether a long passage is nearly like one of the same meeting, and no copy of any."""
        alike = self._alike(hit)
        if not alike or len(words_of(hit.stored.passage.text).words) < LONG:
            return False
        if any(_is_true(_with_copy(self.kept[at], hit)) for at in alike):
            return False
        day = hit.stored.passage.meeting.date
        return any(self.kept[at].stored.passage.meeting.date == day for at in alike)

    def _alike(self, hit: Hit) -> list[int]:
        own = runs(hit.stored.passage.text)
        shared = Counter(
            chain.from_iterable(self._places[run] for run in own & self._places.keys())
        )
        return sorted(
            at for at, n in shared.items() if n >= SAME * min(len(own), self._lengths[at])
        )


def _is_true(hit: Hit) -> bool:
    """Whether the passage that is cited tells all that its copies tell, and nothing against it."""
    cited = hit.stored.passage.text
    return all(says_no_more(copy.passage.text, cited) for copy in hit.copies)


def _with_copy(kept: Hit, copy: Hit) -> Hit:
    """The one of two near-copies that is cited, with the other beside it.

    Where minutes stand in a paper of their own and again in the next meeting's pack, or in a scan,
    the paper of their own is cited.
    """
    same_meeting = kept.stored.passage.meeting.date == copy.stored.passage.meeting.date
    if same_meeting and worse(kept.stored) > worse(copy.stored):
        copies = (*kept.copies, kept.stored)
        return replace(copy, score=kept.score, cosine=kept.cosine, copies=copies)
    return replace(kept, copies=(*kept.copies, copy.stored))
