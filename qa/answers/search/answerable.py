"""How likely it is that the papers answer a question, by what was found for it.

The weights and thresholds (`answerable.toml`) were learned from questions that the papers answer,
from others on the same subjects, and from questions to other councils, by `python -m qa train
answerable`; `qa/evaluation/README.md` has what they tell of councils left out. The nearness of
tokens does most.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from qa.answers.search.context import Context, Hit
from qa.answers.search.term_weights import TermWeights
from qa.answers.understanding.period import without_time
from qa.answers.understanding.preference import without_councils
from qa.library.stemming import stems
from qa.papers.text import sentences
from qa.phrases import Phrases

FILE = Path(__file__).with_suffix(".toml")
PHRASES = Phrases(FILE)
# Where no paper has so much of the question's weight, it must be so much likelier. That is for
# libraries of a few papers: of three large ones it refuses as many wrongly as rightly (.008).
STRANGE, LIKELIER = 0.4, 0.12
ALL = 0.999  # of the weight of a question, but for rounding


@dataclass(frozen=True, slots=True)
class Evidence:
    """What shows whether the papers answer, of the first passages; each from 0 to 1.

    `cosine` and `sentence` are the nearest passage's and sentence's; `share` is that of the
    question's weight that one passage holds, `own` that one sentence holds; `unknown` is the share
    that no paper has, `unnamed` that of its names which no passage has; `unnumbered` says that one
    of these has a figure in it, as a road or a reference has; `lacking` that what is asked for
    stands beside its subject in none; `nearness` is that of the passage whose tokens are nearest to
    the question's, as was learned of relevance, and 0 where none are compared.
    """

    cosine: float
    sentence: float
    share: float
    own: float
    unknown: float
    unnamed: float
    unnumbered: float
    lacking: float
    nearness: float

    @property
    def says_it_all(self) -> bool:
        """Whether one sentence holds every word of the question that carries its subject.

        Such a question is not refused whatever its nearness, which was learned in English: a
        question in Welsh is near to nothing.
        """
        return self.own >= ALL and not (self.unknown or self.unnamed or self.lacking)

    @property
    def is_doubtful(self) -> bool:
        """Whether it is not likely enough that the papers answer."""
        least = thresholds()["uncertain"] + (LIKELIER if self.unknown >= STRANGE else 0.0)
        return self.likelihood < least and not self.says_it_all

    @property
    def likelihood(self) -> float:
        """How likely it is that the papers answer, from 0 to 1."""
        table = "weights" if self.nearness else "without_tokens"
        return probability(asdict(self), PHRASES.data[table])


def thresholds() -> Mapping[str, float]:
    """The likelihoods below which nothing is quoted ("refused"), and below which what is quoted may
    not answer ("uncertain")."""
    found: Mapping[str, float] = PHRASES.data["thresholds"]
    return found


def probability(signs: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """What `weights` make of signs, 0 to 1: a logistic regression's."""
    total = weights["beside"]
    total += sum(weights.get(name, 0.0) * value for name, value in signs.items())
    return 1 / (1 + math.exp(-total))


def evidence(
    context: Context,
    best: Sequence[Hit],
    texts: Sequence[str],
    *,
    unknown: Sequence[str],
    unnamed: Sequence[str],
    lacking: bool,
) -> Evidence:
    """The evidence of the `best` hits.

    `texts` are what these and further hits are found by, best first; `unknown` are words of the
    question that no paper has, `unnamed` names and numbers in it that none of the texts has. Where
    no paper says whose it is, such a name may be its council's, and shows nothing.
    """
    weights, named = context.term_weights.of_the_matter, context.question.named
    if not any(hit.stored.passage.meeting.council for hit in best):
        names = set(stems(" ".join(named)))
        unknown = [word for word in unknown if not names.issuperset(stems(word))]
        unnamed = [name for name in unnamed if any(char.isdigit() for char in name)]
    return Evidence(
        cosine=max(hit.cosine for hit in best),
        sentence=max((max(hit.sentences, default=0.0) for hit in best), default=0.0),
        share=max(weights.share_in(text) for text in texts[: len(best)]),
        own=max(_best_sentence(hit, weights) for hit in best),
        unknown=_share_of(unknown, weights),
        unnamed=len(unnamed) / max(len(named), len(unnamed), 1),
        unnumbered=float(any(char.isdigit() for name in unnamed for char in name)),
        lacking=float(lacking),
        nearness=_nearness(context, best),
    )


def _nearness(context: Context, best: Sequence[Hit]) -> float:
    """How near the tokens of the nearest hit are to the question's, with its time and its council
    or without them.

    A passage hardly ever says the day of its own meeting, or whose it is, so that these words would
    be near to nothing; whether what was found is of that time is judged by its meeting.
    """
    nearest = max(hit.nearness for hit in best)
    subject = without_councils(context.question.subject, context.library.totals.councils)
    matter = without_time(subject)
    if context.tokens is None or matter in ("", context.question.subject):
        return nearest
    asked = context.library.embedder.question_tokens(matter)
    held = context.library.store.vectors.tokens([hit.stored.id for hit in best]).values()
    return max([nearest, *(asked.nearness(tokens) for tokens in held)]) if asked else nearest


def _best_sentence(hit: Hit, weights: TermWeights) -> float:
    """The most of the question's weight that one sentence of a passage holds, or one row of a table
    with its header."""
    passage = hit.stored.passage
    text = passage.text
    header = set(stems(passage.header.text)) if passage.header else set[str]()
    spans = sentences(text)
    return max((weights.share(header | set(stems(text[a:b]))) for a, b in spans), default=0.0)


def _share_of(words: Sequence[str], weights: TermWeights) -> float:
    """The share of the question's weight that some of its words have."""
    total = sum(weights.own.values())
    own = sum(weights.own.get(stem, 0.0) for stem in set(stems(" ".join(words))))
    return own / total if total else 0.0
