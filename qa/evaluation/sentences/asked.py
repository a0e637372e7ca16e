"""What people's questions take for granted, as sentences over the passages that answer them.

Whoever asks why the pool was shut says that it was, in words of their own: "Why did they pull the
plug on the lido?" Such sentences are freer than any that are made of a passage's own words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

from qa.checking.passage import CheckedPassage
from qa.evaluation.json_lines import read_objects
from qa.evaluation.sentences.example import Example
from qa.evaluation.sentences.passages import passage_of
from qa.evaluation.sentences.wrong import wrong_ones
from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)
OPENING, HOW_MANY, WHO = PHRASES["opening"], PHRASES["how_many"], PHRASES["who"]
NOT_ONE, NOT = PHRASES["not_one"], PHRASES["not"]
FEWEST = 6  # words of a sentence; a shorter one says too little
MADE = 2  # ways in which each is made wrong


def asked_in(folder: Path) -> dict[str, list[Example]]:
    """What is taken for granted by the questions of each council's passages in `folder`."""
    found: dict[str, list[Example]] = defaultdict(list)
    for path in sorted(folder.glob("*.jsonl")):
        for _, line in read_objects(path):
            name = path.name.split(".")[0]
            for question in line.get("questions", ()) if "heading" in line else ():
                if said := taken_for_granted(question):
                    passage = passage_of(line)
                    found[name].append(Example("", said, (passage,), group=name, source="asked"))
    return found


def with_wrong_ones(
    asked: Sequence[Example], others: Sequence[CheckedPassage], chosen: Random
) -> Iterator[tuple[Example, str | None]]:
    """Each sentence, and some made wrong of it, with what they were before."""
    for one in asked:
        yield one, None
        if found := NOT.search(one.sentence):
            done = one.sentence[: found.start()] + found["helper"] + one.sentence[found.end() :]
            yield replace(one, sentence=done, borne_out=False, kind="negation"), one.sentence
        made = wrong_ones(one, others, chosen)
        for wrong in chosen.sample(made, min(MADE, len(made))):
            yield wrong, one.sentence if wrong.source == one.source else None


def taken_for_granted(question: str) -> str | None:
    """What a question takes for granted, as a sentence; None where nothing can be told."""
    asked = question.strip().removesuffix("?").strip()
    if NOT_ONE.search(asked):
        return None
    for opening, instead in ((OPENING, ""), (HOW_MANY, ""), (WHO, PHRASES.data["somebody"])):
        if found := opening.match(asked):
            said = instead + asked[found.end() :]
            return f"{said[0].upper()}{said[1:]}." if len(said.split()) >= FEWEST else None
    return None
