"""How likely it is that the papers answer a question, by what was found for it.

The weights (`answerable.toml`) were learned from questions that the papers of five councils answer,
from others on the same subjects, and from questions to other councils. With one council left out,
.96 to .97 of pairs of an answered and another council's question were told apart (.79 to .84 where
each paper is of a council of its own). What is on the subject and not answered was hardly told from
what is (.41 to .60), so little is refused, and what is unlikely is called uncertain.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from qa.answers.search.context import Context, Hit
from qa.answers.search.term_weights import TermWeights
from qa.library.stemming import stems
from qa.papers.text import mended, sentences
from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)
# Below the first nothing is quoted; below the second it is, as what may not answer. Of the
# questions that the papers of a left-out council answer, .01 to .03 were below the first and .03
# to .06 below the second; of those to other councils .64 to .76 and .76 to .89. (Where each paper
# is of a council of its own, .17 to .21 and .25 to .27; .60 to .70 and .76 to .79.)
REFUSED, UNCERTAIN = 0.3, 0.42


@dataclass(frozen=True, slots=True)
class Evidence:
    """What shows whether the papers answer, of the first passages; each from 0 to 1.

    `cosine` and `sentence` are the nearest passage's and sentence's; `share` is that of the
    question's weight that one passage holds, `own` that one sentence holds; `unknown` is the share
    that no paper has, `unnamed` that of its names which no passage has; `unnumbered` says that one
    of these has a figure in it, as a road or a reference has; `lacking` that what is asked for
    stands beside its subject in none.
    """

    cosine: float
    sentence: float
    share: float
    own: float
    unknown: float
    unnamed: float
    unnumbered: float
    lacking: float

    @property
    def likelihood(self) -> float:
        """How likely it is that the papers answer, from 0 to 1."""
        weights: dict[str, float] = PHRASES.data["weights"]
        total = weights["beside"]
        total += sum(weights[name] * value for name, value in asdict(self).items())
        return 1 / (1 + math.exp(-total))


def evidence(
    context: Context,
    best: Sequence[Hit],
    texts: Sequence[str],
    *,
    unknown: Sequence[str],
    lacking: bool,
) -> Evidence:
    """The evidence of the `best` hits.

    `texts` are what these and further hits are found by, best first; `unknown` are words of the
    question that no paper has.
    """
    weights, named = context.term_weights, context.question.named
    there = set(stems(mended(" ".join(texts))))
    unnamed = [name for name in named if not set(stems(name)) & there]
    return Evidence(
        cosine=max(hit.cosine for hit in best),
        sentence=max((max(hit.sentences, default=0.0) for hit in best), default=0.0),
        share=max(weights.share_in(text) for text in texts[: len(best)]),
        own=max(_best_sentence(hit, weights) for hit in best),
        unknown=_share_of(unknown, weights),
        unnamed=len(unnamed) / len(named) if named else 0.0,
        unnumbered=float(any(char.isdigit() for name in unnamed for char in name)),
        lacking=float(lacking),
    )


def _best_sentence(hit: Hit, weights: TermWeights) -> float:
    """The most of the question's weight that one sentence of a passage holds."""
    text = hit.stored.passage.text
    return max((weights.share(set(stems(text[a:b]))) for a, b in sentences(text)), default=0.0)


def _share_of(words: Sequence[str], weights: TermWeights) -> float:
    """The share of the question's weight that some of its words have."""
    total = sum(weights.own.values())
    own = sum(weights.own.get(stem, 0.0) for stem in set(stems(" ".join(words))))
    return own / total if total else 0.0
