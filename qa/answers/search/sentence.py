"""Which sentence answers: what shows it, and how much each sign counts.

The weights (`sentence.toml`) were learned from which passage answers: of all sentences of the
passages found first, the best must stand in the passage that does.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields

from qa.answers.search.context import Context, Hit
from qa.answers.search.unit import PHRASES as UNITS
from qa.answers.understanding.wanted import Want, wanted
from qa.library.stemming import stems
from qa.papers.text import sentences
from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)


@dataclass(frozen=True, slots=True)
class Signs:
    """What shows whether a sentence answers; each from 0 to 1 but `cosine`, from -1 to 1.

    `own` is the share of the question's weight that the sentence holds, `around` the share with
    the sentences beside it and the headings, `passage` that of the whole passage. `given` says that
    it gives what is asked for, `lacking` that it does not, and `beside` that the one beside does.
    """

    cosine: float
    whole: float
    beside_cosine: float
    own: float
    around: float
    passage: float
    given: float
    lacking: float
    hit: float
    first: float
    long: float
    short: float
    continues: float
    asks: float
    leads: float
    line: float
    named: float


NAMES = tuple(field.name for field in fields(Signs))
CONTINUES = UNITS["continues"]


def sentence_scores(context: Context, hit: Hit, rank: int) -> list[float]:
    """How well each sentence of a hit answers, in the order of `sentences`; `rank` counts from 0.

    Scores of one search can be compared with one another.
    """
    return [score_of(one) for one in signs(context, hit, rank)]


def score_of(signs: Signs) -> float:
    """How well a sentence with these signs answers."""
    weights: dict[str, float] = PHRASES.data["weights"]
    return float(sum(weights[name] * getattr(signs, name) for name in NAMES))


def signs(context: Context, hit: Hit, rank: int) -> list[Signs]:
    """The signs of each sentence of a hit, in the order of `sentences`; `rank` counts from 0."""
    passage, weights = hit.stored.passage, context.term_weights
    spans = sentences(passage.text)
    texts = [passage.text[start:end] for start, end in spans]
    found = [set(stems(text)) for text in texts]
    over = set(stems(f"{passage.item or ''} {passage.section or ''} {passage.context}"))
    whole = weights.share(over.union(*found))
    wants = wanted(context.question.text)
    given = [_given(text, wants) for text in texts]
    names = [set(stems(name)) for name in context.question.named]
    result = []
    for i, text in enumerate(texts):
        beside = range(max(0, i - 1), min(len(texts), i + 2))
        near = over.union(*(found[k] for k in beside))
        words = len(text.split())
        result.append(
            Signs(
                cosine=hit.sentences[i],
                whole=hit.cosine,
                beside_cosine=max((hit.sentences[k] for k in beside if k != i), default=0.0),
                own=weights.share(found[i]),
                around=weights.share(near),
                passage=whole,
                given=given[i],
                lacking=float(bool(wants)) - given[i],
                hit=hit.score,
                first=1 / (1 + rank),
                long=min(1.0, math.log(1 + words) / math.log(60)),
                short=float(words < 5),
                continues=float(bool(CONTINUES.match(text))),
                asks=float(text.rstrip().endswith("?")),
                leads=float(text.rstrip().endswith(":")),
                line=float(text.rstrip()[-1:] not in ".!?;:"),
                named=_held(names, near),
            )
        )
    return result


def _given(text: str, wants: Sequence[Want]) -> float:
    """The share of what is asked for that `text` gives."""
    return sum(bool(want.looks.search(text)) for want in wants) / len(wants) if wants else 0.0


def _held(names: Sequence[set[str]], found: set[str]) -> float:
    """The share of the question's names that are among the stems `found`; 1 without names."""
    held = sum(bool(name & found) for name in names)
    return held / len(names) if names else 1.0
