"""What the check is trained on: sentences with their signs, from papers and written by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from qa.checking.check import has_parts_left_out
from qa.checking.comparing import Comparison
from qa.checking.likeness import likeness
from qa.checking.passage import CheckedPassage
from qa.checking.reading import read
from qa.checking.reasons import refusal
from qa.checking.signs import signs_of
from qa.checking.verbatim import is_verbatim
from qa.checking.weights import THRESHOLD, probability
from qa.evaluation.sentences.example import VERBATIM, Example
from qa.evaluation.sentences.measuring import made_examples
from qa.evaluation.sentences.passages import passages_in, written_examples
from qa.evaluation.sentences.unsaid import beside, unsaid_ones
from qa.evaluation.sentences.wrong import wrong_ones

AMONG = 400  # passages of a council, among which the nearest to a sentence are found
INVENTED = 75  # inventions for each council
MADE = 3  # ways in which a right sentence by hand is made wrong
OTHERS = 2  # other passages by hand beside which a sentence by hand is set


@dataclass(frozen=True, slots=True)
class Case:
    """An example as it is learned from: for each passage its signs, and whether rules refuse it."""

    example: Example
    signs: tuple[Mapping[str, float], ...]
    refused: tuple[bool, ...]
    plain: bool = False  # whether it is the passage's own words, with parts left out or not

    @classmethod
    def of(cls, example: Example) -> Case:
        """The signs of an example; those that take long only where no rule refuses it."""
        reading = read(example.sentence)
        signs, refused, plain = [], [], []
        for passage in example.passages:
            compared = Comparison(reading, passage)
            own = signs_of(compared)
            verbatim = is_verbatim(compared)
            # From what the check need not weigh nothing is learned.
            refused.append(verbatim or refusal(compared, own) is not None)
            signs.append(own if refused[-1] else {**own, **likeness(compared)})
            plain.append(verbatim or (not refused[-1] and has_parts_left_out(compared, own)))
        return cls(example, tuple(signs), tuple(refused), any(plain))

    def is_kept(self, weights: Mapping[str, float]) -> bool:
        """Whether the check takes it for borne out, with these weights."""
        return self.plain or any(
            not refused and probability(signs, weights) >= THRESHOLD
            for signs, refused in zip(self.signs, self.refused, strict=True)
        )


def cases_from(
    folder: Path, wanted: int, seed: int, on_step: Callable[[str], None]
) -> Iterator[Case]:
    """Cases of the passages in `folder`, `wanted` of each council, and those by hand. Raises
    `InputRefused` where the folder has none."""
    for name, passages in passages_in(folder).items():
        on_step(f"Sentences of {name}")
        for one in examples_of(passages, wanted, seed, name):
            yield Case.of(one)
    on_step("Sentences by hand")
    for one in by_hand(seed):
        yield Case.of(one)


def examples_of(
    passages: Sequence[CheckedPassage], wanted: int, seed: int, group: str
) -> Iterator[Example]:
    """Sentences over passages of one council: right, made wrong, and beside other passages."""
    made = list(made_examples(passages, wanted, seed, group))
    yield from made
    chosen = Random(seed)
    some = chosen.sample(list(passages), min(AMONG, len(passages)))
    right = [replace(one, group=group) for one in made if one.kind == VERBATIM]
    yield from (replace(o, group=group) for o in unsaid_ones(right, some, INVENTED, chosen))


def by_hand(seed: int) -> Iterator[Example]:
    """Sentences by hand: right, wrong, made wrong, and beside other passages by hand."""
    written = list(written_examples())
    passages = list({one.passages[0].text: one.passages[0] for one in written}.values())
    chosen = Random(seed)
    for one in written:
        yield one
        if not one.borne_out:
            continue
        made = wrong_ones(replace(one, source="made"), passages, chosen)
        yield from chosen.sample(made, min(MADE, len(made)))
        for other in chosen.sample(passages, OTHERS):
            if other is not one.passages[0]:
                yield beside(one, other)
