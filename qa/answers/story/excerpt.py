"""The words of a passage that say what became of a subject, and when: one or two excerpts of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from qa.answers.search.quotes import PHRASES as QUOTES
from qa.answers.search.unit import PHRASES as UNITS
from qa.answers.search.unit import is_cut
from qa.answers.story.figures import FIGURE
from qa.answers.story.kind import kind_by_words
from qa.papers.paper import Passage
from qa.papers.text import sentences
from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)
MAX_WORDS = 90  # of an excerpt, unless one sentence is longer
MAX_SENTENCES = 2  # of an excerpt, beside short lines
MAX_LINES = 4  # of an excerpt
SENTENCE = 15  # words: a shorter line is a heading, a cell or a list item
MIN_WORDS = 5  # of the line that an excerpt begins with
OF_SUBJECT = 0.5  # a text is of the subject if it holds so much of it (a share, by weight)
TOUCHES = 0.2  # a sentence with so much of it may stand beside one that is of the subject
# What counts for a sentence: its cosine to the question, the share of the subject that it holds by
# itself and under its headings, words that show a kind of step, and a figure or date.
MEANING, OWN, UNDER_HEADING, SHOWS_KIND, HAS_FIGURE = 0.5, 0.2, 0.3, 0.3, 0.3
# What the kind and figure of a further sentence count for: if it is of the subject, or if it just
# follows the best one. A sentence on something else costs OFF_SUBJECT.
BESIDE, FOLLOWING, OFF_SUBJECT = 0.3, 0.15, 0.1
# The share (0…1) of the subject that texts hold together.
ShareIn = Callable[..., float]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The words of a passage from `start` to `end` of its text, and how well they tell a step."""

    start: int
    end: int
    score: float


def excerpts(
    passage: Passage, share_in: ShareIn, cosines: Sequence[float], *, on_subject: bool
) -> list[Excerpt]:
    """The excerpt of `passage` that tells a step best, and the next best elsewhere in it, if any.

    `share_in` gives the share of the subject that texts hold together, `cosines` are those of the
    sentences to the question. If the passage is `on_subject` as a whole, so are its sentences.
    """
    own = _Sentences(passage, share_in, cosines, on_subject=on_subject)
    found = own.scored_runs()
    if not found:
        return []
    _, i, j = found[0]
    others = (run for run in found if (run[1] > j or run[2] < i) and own.tells(run[1], run[2]))
    return [
        Excerpt(*own.widened(first, last), score)
        for score, first, last in (found[0], *islice(others, 1))
    ]


def heading(passage: Passage) -> str:
    """The headings that a passage stands under."""
    return f"{passage.item or ''} {passage.section or ''}"


class _Sentences:
    """The sentences of a passage with what each counts for."""

    def __init__(
        self, passage: Passage, share_in: ShareIn, cosines: Sequence[float], *, on_subject: bool
    ) -> None:
        self._text = passage.text
        self._spans = sentences(passage.text)
        self._lines = [passage.text[start:end] for start, end in self._spans]
        self._reply = _reply(passage)
        over = heading(passage)
        self._on_subject = on_subject or share_in(over) >= OF_SUBJECT
        self._own = [share_in(line) for line in self._lines]
        self._tells = [
            SHOWS_KIND * bool(kind_by_words(line, passage.standing))
            + HAS_FIGURE * bool(FIGURE.search(line))
            for line in self._lines
        ]
        self._scores = [
            MEANING * cosines[k]
            + self._tells[k]
            + UNDER_HEADING * share_in(over, line)
            + (0 if self._on_subject else OWN * self._own[k])
            for k, line in enumerate(self._lines)
        ]
        plain = _plain(over)
        self._is_heading = [_plain(line) in plain for line in self._lines]

    def scored_runs(self) -> list[tuple[float, int, int]]:
        """The runs that may be excerpts, best first: their scores, first and last sentences."""
        found: list[tuple[float, int, int]] = []
        for i, j in _runs(self._lines):
            if self._spans[i][0] >= self._reply and not self._is_heading[i]:
                top = max(range(i, j + 1), key=lambda k: self._scores[k])
                rest = sum(self._further(k, top, i) for k in range(i, j + 1) if k != top)
                found.append((self._scores[top] + rest, i, j))
        return sorted(found, key=lambda run: (-run[0], run[1:]))

    def tells(self, i: int, j: int) -> bool:
        """Whether a run is of the subject by its own words, and tells a kind of step or figure."""
        return max(self._own[i : j + 1]) >= OF_SUBJECT and max(self._tells[i : j + 1]) > 0

    def widened(self, i: int, j: int) -> tuple[int, int]:
        """Where a run begins and ends in the text, with the sentence before that it continues, and
        with the answer to what was asked in it."""
        text, spans = self._text, self._spans
        if i and UNITS["continues"].match(self._lines[i]) and spans[i - 1][0] >= self._reply:
            i -= 1
        if j + 1 < len(spans) and PHRASES["query"].search(text[spans[i][0] : spans[j][1]]):
            j += 1
        while is_cut(text, spans, j):
            j += 1
        return spans[i][0], spans[j][1]

    def _further(self, k: int, top: int, first: int) -> float:
        """What sentence `k` adds to a run that begins at `first` and is best at `top`."""
        lines = self._lines
        goes_on = k > first and lines[k - 1][-1] not in ".;?!"
        if (
            self._on_subject
            or self._own[k] >= TOUCHES
            or goes_on
            or UNITS["continues"].match(lines[k])
        ):
            return BESIDE * self._tells[k]
        return FOLLOWING * self._tells[k] if k == top + 1 else -OFF_SUBJECT


def _runs(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The first and last of each run of sentences that is short enough for an excerpt."""
    lengths = [len(line.split()) for line in lines]
    for i in range(len(lines)):
        for j in range(i, min(i + MAX_LINES, len(lines))) if lengths[i] >= MIN_WORDS else ():
            whole = sum(length >= SENTENCE for length in lengths[i : j + 1])
            long = sum(lengths[i : j + 1]) > MAX_WORDS or whole > MAX_SENTENCES
            if j > i and (long or PHRASES["next_row"].match(lines[j])):
                break
            yield i, j


def _reply(passage: Passage) -> int:
    """Where the reply to a formal question begins: what a questioner claims is no step."""
    found = QUOTES["reply"].search(passage.text) if passage.standing == "answered" else None
    return found.end() if found and passage.text[found.end() :].strip() else 0


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.lower()))
