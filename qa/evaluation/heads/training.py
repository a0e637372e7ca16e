"""Learns what the cues of heads are worth: `python -m qa.evaluation.heads.training FORMS.jsonl`.

The heads of real papers (forms: see `qa.evaluation.forms`) and made-up ones are learned from, by
logistic regression. Printed is what is read right of forms that were left out: all of a style, then
all of a region. With --write, the weights are stored with the program.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from qa.evaluation.heads.made import TEMPLATES, made_heads
from qa.evaluation.json_lines import read_objects
from qa.papers.heads.body import body_candidates
from qa.papers.heads.body_name import one_name
from qa.papers.heads.day import day_candidates
from qa.papers.heads.document import document_features
from qa.papers.heads.head import HeadLines
from qa.papers.heads.reader import HeadReader
from qa.papers.heads.weights import FILE, HeadWeights, as_text
from qa.papers.kinds import kind_of
from qa.papers.linear import Linear

Form = dict[str, Any]
Candidates = Callable[[HeadLines, Form], Iterable[tuple[Iterable[str], bool]]]
MADE_OF_EACH, SEED = 4, 7  # made-up heads of each template
REAL_WEIGHT = 3.0  # of a form, beside a made-up head
GROUPS = ("form", "region")  # what is left out together
FOLDS = 20  # for styles, of which there are many
# The inverse strength of regularisation, chosen on left-out forms.
C_DOCUMENT, C_DAY, C_BODY = 0.5, 0.2, 0.2
MIN_WEIGHT = 0.02  # a smaller one is left out


@dataclass(frozen=True, slots=True)
class Example:
    """A day or a body of a head, whether it is the meeting's, and how much it weighs."""

    features: Iterable[str]
    right: bool
    weight: float


def fit(forms: Sequence[Form]) -> HeadWeights:
    """The weights that forms, and made-up heads, teach."""
    heads = [*forms, *made_heads(MADE_OF_EACH * len(TEMPLATES), SEED)]
    weights = [REAL_WEIGHT] * len(forms) + [1.0] * (len(heads) - len(forms))
    documents = _fit_documents(heads, weights)
    day = _fit_one(_examples(heads, weights, _days), C_DAY)
    body = _fit_one(_examples(heads, weights, _bodies), C_BODY)
    return HeadWeights(documents, day, body)


def _fit_documents(heads: Sequence[Form], weights: Sequence[float]) -> dict[str, Linear]:
    features = [_named(document_features(HeadLines.of(one["lines"]))) for one in heads]
    vectors = DictVectorizer()
    matrix = vectors.fit_transform(features)
    model = LogisticRegression(C=C_DOCUMENT, max_iter=500, tol=1e-3)
    model.fit(matrix, [one["truth"]["document"] for one in heads], weights)
    names = vectors.get_feature_names_out()
    return {
        str(kind): _linear(bias, worth, names)
        for kind, bias, worth in zip(model.classes_, model.intercept_, model.coef_, strict=True)
    }


def _fit_one(examples: Sequence[Example], c: float) -> Linear:
    vectors = DictVectorizer()
    matrix = vectors.fit_transform(_named(one.features) for one in examples)
    model = LogisticRegression(C=c, max_iter=500, tol=1e-3)
    model.fit(matrix, [one.right for one in examples], [one.weight for one in examples])
    return _linear(model.intercept_[0], model.coef_[0], vectors.get_feature_names_out())


def _named(features: Iterable[str]) -> dict[str, float]:
    return dict.fromkeys(sorted(features), 1.0)


def _linear(bias: float, weights: Sequence[float], names: Sequence[str]) -> Linear:
    kept = zip(names, map(float, weights), strict=True)
    return Linear(
        round(float(bias), 3), {str(n): round(w, 3) for n, w in kept if abs(w) >= MIN_WEIGHT}
    )


def _examples(heads: Sequence[Form], weights: Sequence[float], of_one: Candidates) -> list[Example]:
    return [
        Example(features, right, weight)
        for form, weight in zip(heads, weights, strict=True)
        for features, right in of_one(HeadLines.of(form["lines"]), form["truth"])
    ]


def _days(head: HeadLines, truth: Form) -> Iterable[tuple[Iterable[str], bool]]:
    for one in day_candidates(head, truth["document"]):
        yield one.features, one.day.isoformat() == truth["date"]


def _bodies(head: HeadLines, truth: Form) -> Iterable[tuple[Iterable[str], bool]]:
    for one in body_candidates(head, truth["document"]):
        yield one.features, _plain(one.body) == _plain(truth["committee"])


def _plain(name: str | None) -> str:
    return (name or "").casefold().replace("&", "and")


@dataclass(frozen=True, slots=True)
class Read:
    """What is read of a form: its kind, the body that met, and when."""

    document: str
    committee: str | None
    date: str | None


def read(lines: Sequence[str], weights: HeadWeights) -> Read:
    """What the head with these lines says, read with those weights and no rules."""
    reader = HeadReader(lines, weights)
    document, _ = reader.document
    kind = kind_of(document)
    if kind.own_meeting == "none" and not reader.electors:
        return Read(document, None, None)
    alone = kind.is_decision_notice and reader.was_taken_alone
    day = None if kind.own_meeting == "body" else reader.day(document)
    committee = None if alone else reader.committee(document)
    return Read(document, committee, day.isoformat() if day else None)


def left_out(forms: Sequence[Form], group: str) -> list[tuple[Form, Read]]:
    """Each form with what is read of it by weights learned without its `group`."""
    names = sorted({one[group] for one in forms})
    folds = [names[i::FOLDS] for i in range(min(FOLDS, len(names)))]
    found = []
    for fold in folds:
        weights = fit([one for one in forms if one[group] not in fold])
        held = [one for one in forms if one[group] in fold]
        found += [(one, read(one["lines"], weights)) for one in held]
    return found


def _report(forms: Sequence[Form], group: str) -> None:
    right: Counter[str] = Counter()
    for form, found in left_out(forms, group):
        truth = form["truth"]
        whole = truth["committee"] and one_name(truth["committee"])
        checks = {
            "kind": found.document == truth["document"],
            "body": _plain(found.committee) == _plain(whole),
            "day": found.date == truth["date"],
            "no wrong day": found.date in (None, truth["date"]),
        }
        right.update(name for name, true in checks.items() if true)
        if not all(checks.values()):
            print(f"  {forms.index(form)}: {truth} | read as: {found}")
    shares = ", ".join(f"{name} {n / len(forms):.3f}" for name, n in right.items())
    print(f"{group} left out, of {len(forms)}: {shares}")


def main(arguments: Sequence[str]) -> None:
    """Learn from the files named, say what is right of those left out, and --write the weights."""
    files = [Path(one) for one in arguments if one != "--write"]
    forms = [form for file in files for _, form in read_objects(file)]
    for group in GROUPS:
        _report(forms, group)
    if "--write" in arguments:
        FILE.write_text(as_text(fit(forms)), "utf-8")
        print(f"Written to {FILE}.")


if __name__ == "__main__":
    main(sys.argv[1:])
