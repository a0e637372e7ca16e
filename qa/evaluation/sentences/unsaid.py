"""Sentences beside passages that are near them and do not say them.

Over a whole library a sentence is compared with what its search brings, which is mostly of the
same subject. So right sentences are set beside other passages of their library, and inventions
beside those that are nearest to them.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

from qa.checking.passage import CheckedPassage
from qa.checking.reading import read
from qa.evaluation.sentences.example import Example
from qa.phrases import Phrases

INVENTIONS = (
    Phrases(Path(__file__).with_name("inventions.toml")).data["inventions"].strip().splitlines()
)
OTHER, UNSAID = "of another passage", "unsaid"  # kinds of wrong sentences
NEAREST = 2  # passages for each sentence
SAID = 0.85  # share of a sentence's words with which a passage may well say it


class Nearest:
    """The passages of a library by the words that they share with a sentence."""

    def __init__(self, passages: Sequence[CheckedPassage]) -> None:
        self._passages = passages
        counts = Counter(stem for one in passages for stem in one.stems)
        self._rare = {stem: math.log(len(passages) / count) for stem, count in counts.items()}

    def to(self, sentence: str, own: str = "") -> list[CheckedPassage]:
        """The passages nearest to a sentence that do not have (nearly) all its words, nor are
        those of the text `own`; best first."""
        stems = read(sentence).stems
        ranked = []
        for number, one in enumerate(self._passages):
            shared = stems & one.stems
            if one.text != own and len(shared) < SAID * len(stems):
                score = sum(self._rare.get(stem, 0.0) for stem in shared)
                ranked.append((-score, number))
        return [self._passages[number] for _, number in sorted(ranked)[:NEAREST]]


def unsaid_ones(
    right: Sequence[Example], passages: Sequence[CheckedPassage], count: int, chosen: Random
) -> Iterator[Example]:
    """Right sentences beside other passages, and `count` inventions beside the nearest ones."""
    nearest = Nearest(passages)
    group = right[0].group if right else ""
    for one in right:
        for passage in nearest.to(one.sentence, one.passages[0].text):
            yield beside(one, passage)
    for sentence in chosen.sample(INVENTIONS, min(count, len(INVENTIONS))):
        for passage in nearest.to(sentence):
            yield Example("", sentence, (passage,), False, UNSAID, group, "beside")


def beside(right: Example, passage: CheckedPassage) -> Example:
    """A right sentence beside a passage that does not say it."""
    return replace(right, passages=(passage,), borne_out=False, kind=OTHER, source="beside")
