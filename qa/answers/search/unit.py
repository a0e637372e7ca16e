"""The unit in which a sentence is quoted: what a reader needs to understand it out of its place.

That is the whole bullet, what the sentence goes on from, the lead of a list, a question with its
answer, and a vote with its end, in some 90 words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.papers.registers.vote import SIDE, outcome_in
from qa.papers.text import sentences
from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)
MAX_WORDS = 90  # of a unit, unless one sentence is longer or a vote must be told to its end
OF_BULLET = 55  # words: a bullet no shorter does not go on
BULLET = re.compile(r"[•▪▶○*–-]\s")
MAX_HEADING = 15  # words of a line that may be a heading
MAX_VOTE_WORDS = 160  # of a unit with a vote
MAX_LABEL = 3  # words
SHORT = 8  # words: of a line of a list, such as a name with an address
MAX_RESULT_WORDS = 8  # of a line that only says how a vote ended: "Carried.", "Motion lost."

NUMBERED = re.compile(r"^\W*\d+(?:[./]\d+)*\W")  # the number of a heading: "16.01.6 Broadband"
ENDS = ".!?;:"  # what a whole sentence or clause ends with

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Size:
    """How far a unit goes on with the sentences beside it: until it has `enough` words, and never
    to more than `most`."""

    enough: int
    most: int


ALONE = Size(80, MAX_WORDS)  # of a unit that is shown alone
AMONG_OTHERS = Size(38, 38)  # of several that are shown one after another: see extracts.py


def unit_around(
    text: str,
    best: int,
    scores: Sequence[float],
    first: int = 0,
    end: int | None = None,
    *,
    size: Size = ALONE,
) -> Span:
    """Where the unit around sentence `best` of `text` begins and ends.

    `scores` say how well each sentence answers; no sentence before `first`, or from `end` on, is
    part of it.
    """
    spans = sentences(text)
    unit = _Unit(text, spans[:end], scores, first, best, size)
    unit.take_line()
    unit.take_lead()
    unit.take_what_it_continues()
    unit.grow()
    unit.take_what_it_leads_to()
    unit.take_what_it_heads()
    unit.take_what_is_cut()
    unit.take_further_clauses()
    unit.take_votes()
    unit.leave_label()
    return unit.span


def is_cut(text: str, spans: Sequence[Span], k: int) -> bool:
    """Whether sentence `k` goes on in what stands below it, as a line does that was cut."""
    if not 0 <= k < len(spans) - 1:
        return False
    own, below = text[slice(*spans[k])], text[spans[k + 1][0]]
    return is_unfinished(own) or (own[-1] not in ENDS and below.islower())


def is_unfinished(text: str) -> bool:
    """Whether words end as none end that are whole: "for presentation to"."""
    return bool(PHRASES["unfinished"].search(text))


def leads_on(text: str) -> bool:
    """Whether words are no more than the label of what follows: "Supplementary question:"."""
    return text.endswith(":") and len(text.split()) <= MAX_LABEL


def is_preamble(text: str) -> bool:
    """Whether words only say why something was resolved: "WHEREAS the bridge is old"."""
    return bool(PHRASES["preamble"].search(text))


def whole_votes(text: str, spans: Sequence[Span]) -> list[tuple[int, int]]:
    """The recorded votes among the sentences of `text`, which stand at `spans`: the numbers of the
    first and the last of each, from the head of a side to the result or the last names.

    Names without the head of their side would be taken for the other side's. A vote of more than
    `MAX_VOTE_WORDS` is told in several, each from the head of a side.
    """
    found = list[tuple[int, int]]()
    for k in range(len(spans)):
        own = text[slice(*spans[k])]
        heads = SIDE.search(own) or PHRASES["columns"].match(own)
        if (not found or k > found[-1][1]) and heads:
            found.append((k, _end_of_vote(text, spans, k)))
    return found


def _end_of_vote(text: str, spans: Sequence[Span], first: int) -> int:
    """The number of the last sentence of the vote that begins with sentence `first`."""
    last, columns = first, PHRASES["columns"].match(text[slice(*spans[first])])
    for k in range(first, len(spans)):
        if len(text[spans[first][0] : spans[k][1]].split()) > MAX_VOTE_WORDS:
            break
        sentence = text[slice(*spans[k])]
        if k > first and _is_result(sentence):
            return k
        if columns and sentence[-1] not in ENDS:
            last = k
        elif side := [*SIDE.finditer(sentence)]:  # its names stand below where nothing is behind it
            bare = side[-1].end() == len(sentence)
            last = min(k + bare, len(spans) - 1)
    return last


def _is_result(sentence: str) -> bool:
    """Whether a sentence only says how what stands above it ended."""
    return len(sentence.split()) <= MAX_RESULT_WORDS and outcome_in(sentence) is not None


class _Unit:
    """A run of sentences of a text, from `i` to `j`."""

    def __init__(
        self,
        text: str,
        spans: Sequence[Span],
        scores: Sequence[float],
        first: int,
        best: int,
        size: Size,
    ) -> None:
        self._text, self._spans, self._scores = text, spans, scores
        self._first, self._best = first, best
        self._size = size
        self._lengths = [len(text[a:b].split()) for a, b in spans]
        self.i = self.j = best

    @property
    def span(self) -> Span:
        """Where it begins and ends."""
        return self._spans[self.i][0], self._spans[self.j][1]

    def _words(self, i: int, j: int) -> int:
        return sum(self._lengths[i : j + 1])

    def _sentence(self, k: int) -> str:
        return self._text[slice(*self._spans[k])]

    def _same_line(self, k: int, other: int) -> bool:
        a, b = sorted((k, other))
        return "\n" not in self._text[self._spans[a][1] : self._spans[b][0]]

    def _may_take(self, k: int, most: int = MAX_WORDS) -> bool:
        if not self._first <= k < len(self._spans):
            return False
        return self._words(min(k, self.i), max(k, self.j)) <= most

    def _is_in_bullet(self) -> bool:
        """Whether its line begins with the mark of a bullet."""
        start = self._text.rfind("\n", 0, self._spans[self.i][0]) + 1
        return bool(BULLET.match(self._text, start))

    def take_line(self) -> None:
        """Take the rest of the line, the better side first, as far as it fits: all of a bullet."""
        most = MAX_WORDS if self._is_in_bullet() else self._size.most
        while True:
            beside = [k for k in (self.i - 1, self.j + 1) if self._may_take(k, most)]
            beside = [k for k in beside if self._same_line(k, self.i if k < self.i else self.j)]
            if not beside:
                return
            self._take(max(beside, key=self._scores.__getitem__))

    def take_lead(self) -> None:
        """Take what leads up to it: "RESOLVED that:", or the question that it answers."""
        while self._may_take(self.i - 1) and PHRASES["lead"].search(self._sentence(self.i - 1)):
            self._take(self.i - 1)
        while self._may_take(self.j + 1) and PHRASES["lead"].search(self._sentence(self.j)):
            self._take(self.j + 1)

    def take_what_it_continues(self) -> None:
        """Take the sentence before where this one cannot be understood without it."""
        while self._may_take(self.i - 1) and PHRASES["continues"].match(self._sentence(self.i)):
            self._take(self.i - 1)

    def grow(self) -> None:
        """Take more sentences beside it, the better one first, until it has enough words."""
        bullet = BULLET.match(self._sentence(self.i))
        enough = min(OF_BULLET, self._size.enough) if bullet else self._size.enough
        while self._words(self.i, self.j) < enough:
            beside = [k for k in (self.i - 1, self.j + 1) if self._may_take(k, self._size.most)]
            if not beside:
                break
            self._take(max(beside, key=self._scores.__getitem__))
        self.take_what_it_continues()

    def take_what_it_leads_to(self) -> None:
        """Take what stands below, where its last sentence only leads to it, and all short lines of
        a list that begins there: "The following spoke against: Mr Ash. Ms Elm."; but a label, such
        as "Supplementary question:", leads to another matter."""
        last = self._sentence(self.j)
        if not last.endswith(":") or leads_on(last) or not self._may_take(self.j + 1):
            return
        self._take(self.j + 1)
        while self._lengths[self.j] <= SHORT and self._may_take(self.j + 1):
            if self._lengths[self.j + 1] > SHORT:
                return
            self._take(self.j + 1)

    def take_what_it_heads(self) -> None:
        """Take what stands below, where it is nothing but headings."""
        while all(map(self._is_heading, range(self.i, self.j + 1))) and self._may_take(self.j + 1):
            self._take(self.j + 1)

    def _is_heading(self, k: int) -> bool:
        """Whether a sentence is a line without an end and without a figure, as headings are."""
        text = self._sentence(k)
        if self._lengths[k] > MAX_HEADING or text[-1] in ENDS:
            return False
        return not any(char.isdigit() for char in NUMBERED.sub("", text))

    def take_what_is_cut(self) -> None:
        """Take the rest of a sentence that a line or a page cut in two."""
        while self._may_take(self.i - 1) and is_cut(self._text, self._spans, self.i - 1):
            self._take(self.i - 1)
        while self._may_take(self.j + 1) and is_cut(self._text, self._spans, self.j):
            self._take(self.j + 1)

    def take_further_clauses(self) -> None:
        """Take the clauses that end a resolution, if all of them fit: who reads what was agreed
        looks for the price below it."""
        last = self.j
        while last + 1 < len(self._spans) and PHRASES["further"].match(self._sentence(last + 1)):
            last += 1
        if last > self.j and self._may_take(last):
            self._take(last)

    def take_votes(self) -> None:
        """Take all of each vote that it has a part of, and the line that says how it ended."""
        for first, last in whole_votes(self._text, self._spans):
            told = self.j + (PHRASES["to_vote"].search(self._sentence(self.j)) is not None)
            if first <= told and last >= self.i:
                self.i, self.j = min(first, self.i), max(last, self.j)
        k = self.j + 1
        if k < len(self._spans) and _is_result(self._sentence(k)):
            self._take(k)

    def leave_label(self) -> None:
        """Leave out the label of what follows."""
        while self.j > self._best and leads_on(self._sentence(self.j)):
            self.j -= 1

    def _take(self, k: int) -> None:
        self.i, self.j = min(k, self.i), max(k, self.j)
