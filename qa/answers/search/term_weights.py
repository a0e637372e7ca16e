"""What the words of a question are worth, and how much of them a passage holds.

A word is worth more the fewer passages have it. A word that no paper has (a typing error apart)
is worth most, and its absence tells that the papers do not speak of the matter.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Set
from dataclasses import dataclass

from qa.answers.understanding.period import without_time
from qa.answers.understanding.question import Question, terms
from qa.library.library import Library
from qa.library.stemming import stems


@dataclass(frozen=True, slots=True)
class Evidence:
    """The stems of a question's own words with their worth, and those of its other names.

    `unheard` are its own words that no paper has.
    """

    worth: dict[str, float]
    names: dict[str, float]
    unheard: tuple[str, ...] = ()

    def held(self, text: str) -> float:
        """The share (0…1) of the question's worth that `text` holds, by its words or names."""
        return self.share(set(stems(text)))

    def share(self, found: Set[str]) -> float:
        """The same, of stems."""
        total = sum(self.worth.values())
        if not total:
            return 0.0
        own = sum(worth for stem, worth in self.worth.items() if stem in found)
        other = sum(worth for stem, worth in self.names.items() if stem in found)
        return min(1.0, (own + NAME * min(other, total - own)) / total)


NAME = 0.7  # what another name of the subject counts for beside the question's own word


def evidence(question: Question, library: Library) -> Evidence:
    """The evidence by which passages and sentences are judged for `question`."""
    # The time that is asked of is judged by the meeting, not by the words of its date.
    words = terms(without_time(question.subject)) or list(question.terms)
    own = _stems(words)
    names = _stems(question.names) - own
    counts = library.store.words.frequencies([*own, *names])
    passages = max(1, library.totals.passages)
    return Evidence(
        {stem: _worth(counts.get(stem, 0), passages) for stem in own},
        {stem: _worth(counts.get(stem, 0), passages) for stem in names if stem in counts},
        tuple(word for word in dict.fromkeys(words) if not counts.keys() & _stems([word])),
    )


def _stems(words: Iterable[str]) -> set[str]:
    return set(stems(" ".join(words)))


def _worth(count: int, passages: int) -> float:
    return math.log(1 + (passages - count + 0.5) / (count + 0.5))
