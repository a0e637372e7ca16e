"""A sentence, or the text of a passage, as it is compared: its words, figures and names.

Each is a `Unit`, which knows in which sentence and clause it stands, and whether it is denied.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from qa.checking.figures import Figure, figures_in
from qa.checking.near_words import Vectors, near_words
from qa.checking.opening import opens_with_name
from qa.library.stemming import stems
from qa.papers.text import mended, sentences
from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
BREAK = PHRASES["break"]
DENIAL = PHRASES["denial"]
IMPLIED = PHRASES["implied_denial"]
NO_DENIAL = PHRASES["no_denial"]
LIST_MARK = PHRASES["list_mark"]
POSSESSIVE = re.compile(r"['’]s?$|['’](?=s$)")
BEGINNING = 5  # letters that words of one family share: "repay", "repayment"
STOP = re.compile(r"[.,;:!?()\n]")  # what stands between a denial and what it does not deny
OR = re.compile(r",? (?:n?or)\b")
REACH = 1  # words that count behind "not", which it denies
MAX_LETTERS = 12_000  # of a passage that are read
CACHED = 512  # passages that stay read


class Span(NamedTuple):
    """Where something stands in a text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Unit:
    """A word or a figure of a text, from `start` to `end`; its `stem` is empty for a figure.

    `sentence` and `clause` are numbers within the text. `weight` is what it counts for: nothing
    for small words. `denied` says that a word like "not" stands right before it, `near_denial` that
    one stands in its sentence. `is_name` says that it has a capital which its place does not call
    for.
    """

    start: int
    end: int
    word: str
    stem: str
    sentence: int
    clause: int
    weight: float
    denied: bool = False
    near_denial: bool = False
    is_name: bool = False
    figure: Figure | None = None


@cache
def _circles() -> dict[str, str]:
    circles = enumerate(PHRASES.data["circles"])
    return {word: f"circle {number}" for number, words in circles for word in words.split()}


def circle_of(word: str) -> str:
    """The name of the circle that a word stands in; one in none is alone."""
    return _circles().get(word, f"alone {word}")


@dataclass(frozen=True, eq=False)
class Reading:
    """A text and its units, in order."""

    text: str
    units: tuple[Unit, ...]

    @cached_property
    def counted(self) -> tuple[Unit, ...]:
        """The units that count for anything."""
        return tuple(one for one in self.units if one.weight)

    @cached_property
    def vectors(self) -> Vectors:
        """The vector of each unit that counts, [n, dimension]; zeros for figures and names."""
        return near_words().vectors(
            ["" if one.figure or one.is_name else one.word for one in self.counted]
        )

    @cached_property
    def alike(self) -> dict[str, list[int]]:
        """Which units that count have a stem, the beginning of one, or a circle of words that are
        used for each other."""
        found: dict[str, list[int]] = {}
        for j, one in enumerate(self.counted):
            if not one.figure:
                for key in {one.stem, one.stem[:BEGINNING], circle_of(one.word)}:
                    found.setdefault(key, []).append(j)
        return found

    @cached_property
    def figures(self) -> tuple[Unit, ...]:
        """The units that are figures or days."""
        return tuple(one for one in self.units if one.figure)

    @cached_property
    def lower(self) -> str:
        """The text in small letters, with plain quotes and dashes."""
        return mended(self.text).lower()

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of all words."""
        return frozenset(one.stem for one in self.units if one.stem)

    def clause_text(self, unit: Unit) -> str:
        """The words of the clause in which a unit stands."""
        some = [one for one in self.units if one.clause == unit.clause]
        return self.text[some[0].start : some[-1].end]


@lru_cache(CACHED)
def read(text: str) -> Reading:
    """`text` with its units. Only its beginning is read where it is endless."""
    text = text[:MAX_LETTERS]
    spans = sentences(text)
    starts = [start for start, _ in spans]
    breaks = _breaks(text, starts)
    figures = figures_in(text)
    denials = _denials(text)
    implied = [one.span() for one in IMPLIED.finditer(text)]
    found = [_of_figure(one, starts, breaks) for one in figures]
    phrasal = [one for one in _phrasal().finditer(text) if not _within(one.start(), figures)]
    taken: list[Figure | Span] = [*figures, *(Span(*one.span()) for one in phrasal)]
    words = [one for one in WORD.finditer(text) if not _within(one.start(), taken)]
    for word, stem in zip(words, _stems([_in_full(one[0]) for one in words]), strict=True):
        found.append(_of_word(word, stem, text, starts, breaks))
    found += [_of_phrasal(one, starts, breaks) for one in phrasal]
    found.sort(key=lambda one: one.start)
    return Reading(text, tuple(_with_denials(text, found, denials, implied)))


def _stems(words: Sequence[str]) -> list[str]:
    """The stem of each word; of one with a hyphen that of its parts together."""
    return ["".join(stems(word)) or word for word in words]


def _in_full(word: str) -> str:
    """A word in small letters, without its possessive, and whole where it is written in short."""
    word = POSSESSIVE.sub("", word.lower())
    written: str = PHRASES.data["in_full"].get(word, word)
    return written


def _breaks(text: str, starts: Sequence[int]) -> list[int]:
    """Where clauses begin."""
    return sorted({*starts, *(one.end() for one in BREAK.finditer(text))})


def _denials(text: str) -> list[tuple[int, int]]:
    """Where the words stand that deny what follows them."""
    no_denials = [one.span() for one in NO_DENIAL.finditer(text)]
    return [
        one.span()
        for one in DENIAL.finditer(text)
        if not any(start <= one.start() < end for start, end in no_denials)
    ]


def _with_denials(
    text: str,
    units: list[Unit],
    denials: list[tuple[int, int]],
    implied: list[tuple[int, int]],
) -> list[Unit]:
    denied: set[int] = set()
    for _, end in denials:
        behind = [i for i, one in enumerate(units) if one.start >= end]
        if behind and STOP.search(text[end : units[behind[0]].start]):
            continue  # "said that it was not. Three parties …"
        left = REACH
        for i in behind:
            if units[i].clause != units[behind[0]].clause or not left:
                break
            denied.add(i)
            goes_on = OR.match(text, units[i].end)  # "did not discuss or vote"
            is_word = units[i].weight >= 1 and not units[i].word.endswith("ly")
            left -= is_word and not goes_on
    spans = [*denials, *implied]
    near = {one.sentence for one in units if any(s <= one.start < e for s, e in spans)}
    return [
        replace(one, denied=i in denied, near_denial=True) if one.sentence in near else one
        for i, one in enumerate(units)
    ]


def _of_figure(one: Figure, starts: Sequence[int], breaks: Sequence[int]) -> Unit:
    sentence, clause = bisect_right(starts, one.start), bisect_right(breaks, one.start)
    return Unit(one.start, one.end, one.text, "", sentence, clause, 1.0, figure=one)


def _of_word(
    match: re.Match[str], stem: str, text: str, starts: Sequence[int], breaks: Sequence[int]
) -> Unit:
    word = _in_full(match[0])
    sentence = bisect_right(starts, match.start())
    first = _is_first(text, starts[sentence - 1] if sentence else 0, match.start())
    is_small = word in PHRASES.words("small")
    is_name = match[0][0].isupper() and len(word) > 1 and not is_small
    is_name = is_name and word not in PHRASES.words("no_names")
    if is_name and first:
        is_name = opens_with_name(word, text[match.start() :])
    weight = 0.0 if is_small or len(word) == 1 else 1.0
    if word in PHRASES.words("light"):
        weight = 0.4
    clause = bisect_right(breaks, match.start())
    return Unit(match.start(), match.end(), word, stem, sentence, clause, weight, is_name=is_name)


def _is_first(text: str, start: int, at: int) -> bool:
    """Whether nothing but the mark of a list stands before a word in its sentence."""
    return not WORD.search(LIST_MARK.sub("", text[start:at]))


def _within(at: int, spans: Sequence[Figure | Span]) -> bool:
    return any(one.start <= at < one.end for one in spans)


@cache
def _phrasal() -> re.Pattern[str]:
    """Verbs of two words and more: each in a group of its own."""
    return re.compile(
        "|".join(rf"\b({wording})\b" for wording, _ in PHRASES.data["phrasal"]), re.IGNORECASE
    )


def _of_phrasal(match: re.Match[str], starts: Sequence[int], breaks: Sequence[int]) -> Unit:
    """A verb of several words as the one word that stands for it: "put off" as "deferred"."""
    assert match.lastindex
    word: str = PHRASES.data["phrasal"][match.lastindex - 1][1]
    start, end = match.span()
    sentence, clause = bisect_right(starts, start), bisect_right(breaks, start)
    return Unit(start, end, word, _stems([word])[0], sentence, clause, 1.0)
