"""What the terms of a question weigh, and how much of them a passage holds.

A term weighs more the fewer passages have it (the inverse document frequency of BM25). A term that
no paper has, typing errors apart, weighs most, and shows that the papers do not speak of it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Set
from dataclasses import dataclass, replace

from qa.answers.understanding.period import Period, without_time
from qa.answers.understanding.question import Question, dealing_stems, terms
from qa.library.filters import Filters
from qa.library.library import Library
from qa.library.stemming import stems

NAME = 0.7  # what another name of the subject counts for beside the question's own term


@dataclass(frozen=True, slots=True)
class TermWeights:
    """The weights of a question's own terms and of its other names, by their stems.

    `missing` are its own terms that no paper has.
    """

    own: dict[str, float]
    names: dict[str, float]
    missing: tuple[str, ...] = ()

    @property
    def of_the_matter(self) -> TermWeights:
        """The weights without the words that say how a matter was dealt with."""
        own = {stem: one for stem, one in self.own.items() if stem not in dealing_stems()}
        return replace(self, own=own or self.own)

    def among(self, text: str) -> TermWeights:
        """The weights of those terms and names alone that stand in `text`."""
        held = set(stems(text))
        own = {stem: one for stem, one in self.own.items() if stem in held}
        names = {stem: one for stem, one in self.names.items() if stem in held}
        return TermWeights(own or names, names)

    def share_in(self, text: str) -> float:
        """The share (0…1) of the question's weight that `text` holds, by its terms or names."""
        return self.share(set(stems(text)))

    def share(self, found: Set[str]) -> float:
        """The same, where the stems of the text are `found` already."""
        total = sum(self.own.values())
        if not total:
            return 0.0
        own = sum(weight for stem, weight in self.own.items() if stem in found)
        names = sum(weight for stem, weight in self.names.items() if stem in found)
        return min(1.0, (own + NAME * min(names, total - own)) / total)


def term_weights(question: Question, library: Library) -> TermWeights:
    """The weights by which passages and sentences are judged for `question`."""
    # The time that is asked about is judged by the meeting, not by the words of its date.
    words = terms(without_time(question.subject)) or list(question.terms)
    every = _stems([*words, *question.terms, *question.names])
    counted, spoken_of = library.store.both(
        lambda: library.store.words.frequencies(sorted(every)),
        lambda: _is_spoken_of(question.preference.period, library),
    )
    counts = counted()
    if spoken_of():
        words = list(question.terms)
    own = _stems(words)
    names = _stems(question.names) - own
    passages = max(1, library.totals.passages)
    return TermWeights(
        {stem: _weight(counts.get(stem, 0), passages) for stem in own},
        {stem: _weight(counts.get(stem, 0), passages) for stem in names if stem in counts},
        tuple(word for word in dict.fromkeys(words) if not counts.keys() & _stems([word])),
    )


def _is_spoken_of(period: Period | None, library: Library) -> bool:
    """Whether a period is a day on which nothing met: papers of other days speak of it, as of a
    meeting that was moved."""
    if period is None or not (period.days == 1 or period.is_a_month):
        return False
    # Of a month it is looked up too: whether the papers answer depends on it, and it is kept.
    found = library.searched(Filters(date_from=period.first, date_to=period.last))
    return period.days == 1 and not found.papers


def _stems(words: Iterable[str]) -> set[str]:
    return set(stems(" ".join(words)))


def _weight(count: int, passages: int) -> float:
    return math.log(1 + (passages - count + 0.5) / (count + 0.5))
