"""How well the check tells right sentences from wrong ones, over the papers of a library."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from qa.checking.check import check
from qa.checking.passage import CheckedPassage
from qa.evaluation.sentences.example import RIGHT, VERBATIM, Example
from qa.evaluation.sentences.right import right_ones
from qa.evaluation.sentences.wrong import wrong_ones
from qa.library.library import Library

OTHERS = 300  # passages from which names and words are taken for wrong sentences
TRIED = 6  # passages for each sentence that is wanted, as many have none that stands alone
STEP = 250  # sentences between two words of progress
AT_A_TIME = 200  # passages that are read of a paper


@dataclass(frozen=True, slots=True)
class Measured:
    """How many sentences of each kind were judged right, of how many; and the time of one check in
    seconds, at the median."""

    right: Mapping[str, int]
    all: Mapping[str, int]
    seconds: float
    mistaken: Sequence[tuple[Example, str]]

    def share(self, *kinds: str) -> float | None:
        """The share judged right of these kinds together; None where there are none."""
        whole = sum(self.all[kind] for kind in kinds)
        return sum(self.right[kind] for kind in kinds) / whole if whole else None

    @property
    def wrong_kinds(self) -> list[str]:
        """The kinds of wrong sentences."""
        return sorted(kind for kind in self.all if kind not in (RIGHT, VERBATIM))


def made_examples(
    passages: Sequence[CheckedPassage], wanted: int, seed: int, group: str = ""
) -> Iterator[Example]:
    """Sentences over up to `wanted` of `passages`: verbatim, said otherwise, and made wrong."""
    chosen = Random(seed)
    others = chosen.sample(list(passages), min(OTHERS, len(passages)))
    used = 0
    for passage in chosen.sample(list(passages), min(len(passages), wanted * TRIED)):
        if used >= wanted:
            return
        right = [replace(one, group=group) for one in right_ones(passage, chosen, 1)]
        used += bool(right)
        for one in right:
            yield one
            yield from wrong_ones(one, others, chosen)


def passages_of(library: Library) -> list[CheckedPassage]:
    """All passages of a library, as the check has them."""
    found = []
    for paper in library.store.papers.all():
        for start in range(0, paper.passages, AT_A_TIME):
            some = library.store.passages.in_order(paper.id, start, AT_A_TIME)
            found += [CheckedPassage.of_stored(one) for one in some]
    return found


def measure(examples: Sequence[Example], on_step: Callable[[int, int], None]) -> Measured:
    """Check all of them."""
    right: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    took, mistaken = [], []
    for number, one in enumerate(examples, 1):
        began = time.perf_counter()
        verdict = check(one.sentence, one.passages)
        took.append(time.perf_counter() - began)
        whole[one.kind] += 1
        if verdict.borne_out == one.borne_out:
            right[one.kind] += 1
        else:
            mistaken.append((one, verdict.why))
        if number % STEP == 0:
            on_step(number, len(examples))
    return Measured(right, whole, sorted(took)[len(took) // 2] if took else 0.0, mistaken)
