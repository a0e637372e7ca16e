"""Training of what tells a question that leans on the one before from one that stands alone."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from qa.answers.understanding.leaning import LEANS, WEIGHTS, features, probability
from qa.answers.understanding.question import carrying_words
from qa.evaluation.json_lines import read_objects

DIGITS = 3  # of a weight
SEED = 1
HEADING_PART = re.compile(r"[>|:/–—-]")
MAX_SUBJECT = 4  # words
SHORT_FORMS = (
    "{}?", "the {}", "{} cost", "{} vote", "is the {} closing", "is {} going ahead?",
    "when is the {}", "when does the {} open?", "when will the {} be finished?", "where is the {}",
    "who runs the {}?", "who voted against the {}?", "who objected to the {}",
    "who owns the {}?", "who pays for the {}?", "who is paying for the {}", "who wants the {}?",
    "what does the {} cost?", "what are the rules on {}?", "which {} are closing?",
    "which {} got the money", "where will the {} go?", "when did the {} start",
    "how many {} are there?", "how long is the {}?", "why is the {} late?", "are {} free?",
    "does the {} make money?", "should the {} stay?", "could the {} be moved?",
 "why the {}?",
    "why was the {} refused?", "was the {} approved?", "was the {} agreed", "has the {} started?",
    "has the {} been done?", "did the {} pass?", "did council approve the {}?",
    "did they vote on the {}", "are they building the {}", "how much is the {}",
    "how much did the {} cost?", "how many objected to the {}?", "how did people vote on the {}?",
    "what happened to the {}?", "what happened with the {}", "what was decided about the {}?",
    "what did they say about the {}?", "what is the {}?", "latest on the {}", "any news on the {}?",
    "tell me about the {}", "show me the {}", "will the {} reopen?", "can people use the {}",
    "do we have a {}", "is there a {}?", "is it true that the {} is closing?",
    "list everything on the {}", "who is in charge of the {}", "no {}?", "more {}?",
)  # fmt: skip
INVERSE_REGULARISATION = 1.0
"""scikit-learn's C: .3 and 1 gave the same within .02 on every council left out."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question of one council's file, and whether it leans on another."""

    source: str
    question: str
    leans: bool


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How a model does on the file that it was not trained on, as shares from 0 to 1."""

    source: str
    leaning: int
    alone: int
    found: float
    joined_wrongly: float


def examples(files: Sequence[Path]) -> list[Example]:
    """The questions and the follow-ups in files of training questions.

    A question that stands alone is there in lower case too, as many people type so; follow-ups are
    mostly in lower case as they are. Most of these questions are long. Short ones that stand alone
    are made of the headings of the passages: without them the model would take any short question
    for one that leans.
    """
    found, chosen = [], Random(SEED)
    for file in files:
        for _, line in read_objects(file):
            for one in line.get("follow_ups", ()):
                found.append(Example(file.stem, one["q"], True))
            for question in line["questions"]:
                found.append(Example(file.stem, question, False))
                found.append(Example(file.stem, question.lower(), False))
            if subject := _subject(line.get("heading") or ""):
                for form in ("{}", *chosen.sample(SHORT_FORMS, 3)):
                    found.append(Example(file.stem, form.format(subject), False))
    return found


def _subject(heading: str) -> str:
    """The last part of a heading in lower case, without its number; empty where it is long."""
    words = HEADING_PART.split(heading)[-1].lower().split()
    words = [word for word in words if word.isalpha()]
    return " ".join(words) if 1 <= len(words) <= MAX_SUBJECT else ""


def train(some: Sequence[Example]) -> dict[str, float]:
    """The weight of each feature by logistic regression; under the empty name the intercept.

    Needs scikit-learn, which only training does.
    """
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    vectorizer = DictVectorizer()
    rows = vectorizer.fit_transform([dict.fromkeys(_features(one), 1.0) for one in some])
    model = LogisticRegression(C=INVERSE_REGULARISATION, max_iter=3000)
    model.fit(rows, [one.leans for one in some])
    named = zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True)
    weights = {str(name): round(float(weight), DIGITS) for name, weight in named}
    return {"": round(float(model.intercept_[0]), DIGITS), **weights}


def left_out(some: Sequence[Example]) -> list[LeftOut]:
    """For each file, how a model does on it that was trained on all others."""
    found = []
    for source in sorted({one.source for one in some}):
        weights = train([one for one in some if one.source != source])
        own = [one for one in some if one.source == source]
        said = [(one.leans, _leans(one, weights)) for one in own]
        leaning, alone = [b for a, b in said if a], [b for a, b in said if not a]
        found.append(
            LeftOut(
                source,
                len(leaning),
                len(alone),
                sum(leaning) / max(1, len(leaning)),
                sum(alone) / max(1, len(alone)),
            )
        )
    return found


def write(weights: dict[str, float], file: Path = WEIGHTS) -> None:
    """Write the weights in an order that does not change."""
    file.write_text(json.dumps(dict(sorted(weights.items())), indent=0) + "\n", "utf-8")


def _features(one: Example) -> set[str]:
    return features(one.question, carrying_words(one.question))


def _leans(one: Example, weights: dict[str, float]) -> bool:
    carrying = carrying_words(one.question)
    return probability(one.question, carrying, weights) >= LEANS
