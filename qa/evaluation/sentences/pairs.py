"""What the check is trained on: sentences beside pieces of passages, with what is known of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import chain
from pathlib import Path
from random import Random

from qa.checking.check import has_parts_left_out
from qa.checking.comparing import Comparison
from qa.checking.passage import CheckedPassage
from qa.checking.piece import likeliest_piece
from qa.checking.reading import read
from qa.checking.reasons import missing_words, refusal
from qa.checking.signs import signs_of
from qa.checking.verbatim import is_verbatim
from qa.evaluation.sentences.asked import asked_in, with_wrong_ones
from qa.evaluation.sentences.denied import denied_ones
from qa.evaluation.sentences.example import RIGHT, Example
from qa.evaluation.sentences.otherwise import framed, in_other_words, joined
from qa.evaluation.sentences.passages import MORE, passages_in, written_examples
from qa.evaluation.sentences.right import right_ones
from qa.evaluation.sentences.unsaid import beside, unsaid_ones
from qa.evaluation.sentences.wrong import wrong_ones

NEIGHBOURS = 300  # passages of a council, from which names and words are taken
AMONG = 400  # passages of a council, among which the nearest to a sentence are found
TRIED = 6  # passages for each sentence that is wanted
INVENTED = 60  # inventions for each council
UNSAID = 100  # right sentences of a council that are set beside other passages
MADE, MADE_BY_HAND = 6, 3  # ways in which a right sentence is made wrong
BESIDE = 1  # other passages by hand beside which a sentence by hand is set
JOINED = 3  # sentences of a passage by hand that are joined to another, right and wrong ones
SHARES = (0.3, 0.6, 0.9)  # of the words that have others, that are put in others
WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Case:
    """An example beside one of its passages: the sentence and the piece as they are read, their
    signs, whether rules refuse it, or say that it is the passage's own words; and the places of
    what was changed in it, None where that is not known."""

    example: Example
    compared: Comparison
    piece: str
    signs: Mapping[str, float]
    refused: bool
    plain: bool
    changed: tuple[tuple[int, int], ...] | None
    number: int  # of the example

    @property
    def teaches(self) -> bool:
        """Whether it is learned from: not where a right sentence has a figure or a name that its
        passage has not, as half of something, which rules refuse."""
        return not (self.example.borne_out and missing_words(self.compared))


def cases_of(example: Example, number: int, before: str | None = None) -> Iterator[Case]:
    """An example beside each of its passages; `before` is what it was before it was made wrong."""
    sentence = read(example.sentence)
    changed: tuple[tuple[int, int], ...] | None = None
    if example.borne_out:
        changed = ()
    elif before is not None and len(example.passages) == 1:
        changed = changes(before, example.sentence)
    for passage in example.passages:
        compared = Comparison(sentence, passage)
        if not compared.own or not compared.held:
            continue
        signs, verbatim = signs_of(compared), is_verbatim(compared)
        refused = not verbatim and refusal(compared, signs) is not None
        plain = verbatim or (not refused and has_parts_left_out(compared, signs))
        piece = likeliest_piece(compared)
        yield Case(example, compared, piece, signs, refused, plain, changed, number)


def changes(before: str, after: str) -> tuple[tuple[int, int], ...]:
    """The places in `after` of what was put in place of other words, or added; where something was
    left out, of what stands beside it."""
    spans = [one.span() for one in WORD.finditer(after)]
    words = [after[start:end] for start, end in spans]
    found = []
    matched = SequenceMatcher(None, WORD.findall(before), words, autojunk=False)
    for kind, _, _, first, end in matched.get_opcodes():
        if kind in ("replace", "insert"):
            found.append((spans[first][0], spans[end - 1][1]))
        elif kind == "delete" and spans:
            at = min(first, len(spans) - 1)
            found.append((spans[max(at - 1, 0)][0], spans[at][1]))
    return tuple(found)


def cases_from(
    folder: Path, wanted: int, seed: int, on_step: Callable[[str], None]
) -> Iterator[Case]:
    """Cases of the passages in `folder`, `wanted` of each council, and those by hand. Raises
    `InputRefused` where the folder has none."""
    number, asked = 0, asked_in(folder)
    for name, passages in passages_in(folder).items():
        on_step(f"Sentences of {name}")
        made = of_council(passages, wanted, seed, name)
        drawn = Random(seed)
        others = drawn.sample(passages, min(NEIGHBOURS, len(passages)))
        for one, before in chain(made, with_wrong_ones(asked.get(name, ()), others, drawn)):
            number += 1
            yield from cases_of(one, number, before)
    on_step("Sentences by hand")
    for one, before in by_hand(seed):
        number += 1
        yield from cases_of(one, number, before)
    for one in denied_ones(Random(seed)):
        number += 1
        yield from cases_of(one, number)


def of_council(
    passages: Sequence[CheckedPassage], wanted: int, seed: int, group: str
) -> Iterator[tuple[Example, str | None]]:
    """Sentences over passages of one council: right, made wrong, and beside other passages; each
    with what it was before it was made wrong."""
    chosen = Random(seed)
    others = chosen.sample(list(passages), min(NEIGHBOURS, len(passages)))
    verbatim: list[Example] = []
    used = 0
    for passage in chosen.sample(list(passages), min(len(passages), wanted * TRIED)):
        if used >= wanted:
            break
        right = [replace(one, group=group) for one in right_ones(passage, chosen, 1)]
        used += bool(right)
        verbatim += right[:1]
        for one in right:
            yield one, None
            said = in_other_words(one.sentence, chosen, chosen.choice(SHARES))
            put = replace(one, sentence=said, kind=RIGHT)
            if said != one.sentence:
                yield put, None
            base = chosen.choice((one, put))
            made = wrong_ones(base, others, chosen)
            for wrong in chosen.sample(made, min(MADE, len(made))):
                yield wrong, base.sentence if wrong.source == "made" else None
    some = chosen.sample(list(passages), min(AMONG, len(passages)))
    for unsaid in unsaid_ones(verbatim[:UNSAID], some, INVENTED, chosen):
        yield replace(unsaid, group=group), None


def by_hand(seed: int) -> Iterator[tuple[Example, str | None]]:
    """Sentences by hand: right, wrong, made wrong, said otherwise, joined, and beside others."""
    written = [*written_examples(), *written_examples(MORE)]
    passages = list({one.passages[0].text: one.passages[0] for one in written}.values())
    chosen = Random(seed)
    for one in written:
        yield one, None
        said = in_other_words(one.sentence, chosen, SHARES[1])
        if said != one.sentence and chosen.random() < 0.5:
            yield replace(one, sentence=said), None
        if not one.borne_out:
            continue
        made = wrong_ones(replace(one, source="made"), passages, chosen)
        for wrong in chosen.sample(made, min(MADE_BY_HAND, len(made))):
            yield wrong, one.sentence if wrong.source == "made" else None
        for other in chosen.sample(passages, BESIDE):
            if other is not one.passages[0]:
                yield beside(one, other), None
    yield from _together(written, chosen)


def _together(written: Sequence[Example], chosen: Random) -> Iterator[tuple[Example, None]]:
    """Sentences of one passage joined, of which one that is wrong makes the whole wrong."""
    of_passage: dict[str, list[Example]] = {}
    for one in written:
        of_passage.setdefault(one.passages[0].text, []).append(one)
    for some in of_passage.values():
        right = [one for one in some if one.borne_out]
        wrong = [one for one in some if not one.borne_out]
        for one in (*chosen.sample(right, len(right))[:JOINED], *wrong[:JOINED]):
            others = [other for other in right if other is not one]
            if others:
                both = [one, chosen.choice(others)]
                chosen.shuffle(both)
                said = joined(both[0].sentence, both[1].sentence, chosen)
                yield replace(one, sentence=said), None
        for one in (*right[:1], *wrong[:1]):
            yield replace(one, sentence=framed(one.sentence, chosen)), None
