"""Learns what tells that an item of a record begins: `python -m qa.evaluation.items.training`.

The forms beside this module (made after minutes that nobody here had read, names and subjects
changed), and those in the files named (see `qa.evaluation.forms`), are learned from, by logistic
regression over the signs of each line. Printed is how many beginnings are found of styles that were
left out. With --write, the weights are stored with the program.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from qa.evaluation.forms import Form, forms_in, in_plain_letters
from qa.papers.layout.item_line import FILE, ItemLines
from qa.papers.layout.numbering import Record
from qa.papers.layout.running_heads import bodies
from qa.papers.layout.start import series_starts, starts
from qa.papers.linear import Linear

OWN = Path(__file__).with_name("forms.jsonl")
FOLDS = 10  # of the styles
C = 0.3  # the inverse strength of regularisation, chosen on left-out styles
MIN_LINES = 3  # that have a sign, from which on it is learned
MIN_WEIGHT = 0.02  # a smaller one is left out
MAX_WRAPPED = 4  # lines on which a label and a title may stand


@dataclass(frozen=True, slots=True)
class Example:
    """A form as a record, the lines that begin its items, and the signs of every line."""

    style: str
    record: Record
    begins: frozenset[int]
    signs: list[set[str]]


def example_of(form: Form) -> Example:
    """What is learned from a form."""
    record = Record([line for body in bodies(form.sheets()) for line in body.lines if line.text])
    known = [start.first for start in series_starts(record)]
    item_lines = ItemLines(record, known)
    signs = [item_lines.signs(at) for at in range(len(record.lines))]
    return Example(form.style, record, _beginnings(form, record), signs)


def _beginnings(form: Form, record: Record) -> frozenset[int]:
    """The lines with which the items of a form begin, each looked for below the one before."""
    texts = [in_plain_letters(line.text) for line in record.lines]
    found: list[int] = []
    for item in form.truth["items"]:
        number, title = in_plain_letters(item["number"]), in_plain_letters(item["title"])
        whole = f"{number} {title}".strip()
        below = range(found[-1] + 1 if found else 0, len(texts))
        at = next((at for at in below if _from(texts, at).startswith(whole)), None)
        if at is None:  # its number stands elsewhere, or is not told
            begins = " ".join(title.split()[:2])
            titled = (at for at in below if title in _from(texts, at) and begins in texts[at])
            at = next(titled, None)
        if at is not None:
            found.append(at)
    return frozenset(found)


def _from(texts: Sequence[str], at: int) -> str:
    return " ".join(texts[at : at + MAX_WRAPPED])


def fit(examples: Sequence[Example]) -> Linear:
    """The weights that forms teach."""
    lines = [dict.fromkeys(sorted(signs), 1.0) for one in examples for signs in one.signs]
    begins = [at in one.begins for one in examples for at in range(len(one.signs))]
    vectors = DictVectorizer()
    matrix = vectors.fit_transform(lines)
    usual = (matrix > 0).sum(axis=0).A1 >= MIN_LINES
    model = LogisticRegression(C=C, max_iter=500, tol=1e-3)
    model.fit(matrix[:, usual], begins)
    names = vectors.get_feature_names_out()[usual]
    weights = {
        str(name): round(float(weight), 3)
        for name, weight in zip(names, model.coef_[0], strict=True)
        if abs(weight) >= MIN_WEIGHT
    }
    return Linear(round(float(model.intercept_[0]), 3), weights)


def found_in(example: Example, weights: Linear | None) -> frozenset[int]:
    """The lines with which items of a form begin, as is read with these weights."""
    return frozenset(start.first for start in starts(example.record.lines, weights))


def left_out(examples: Sequence[Example]) -> list[frozenset[int]]:
    """What is read of each form by weights that were learned without its style."""
    styles = sorted({one.style for one in examples})
    fold = {style: n % FOLDS for n, style in enumerate(styles)}
    by_fold = [fit([one for one in examples if fold[one.style] != n]) for n in range(FOLDS)]
    return [found_in(one, by_fold[fold[one.style]]) for one in examples]


def _report(name: str, examples: Sequence[Example], read: Sequence[frozenset[int]]) -> None:
    right = sum(len(one.begins & found) for one, found in zip(examples, read, strict=True))
    wanted, told = sum(len(one.begins) for one in examples), sum(map(len, read))
    print(f"{name}: {right} of {wanted} found, {told - right} of {told} are none")


def main(arguments: Sequence[str]) -> None:
    """Learn, say what is right of styles that were left out, and --write the weights."""
    files = [OWN, *(Path(one) for one in arguments if one != "--write")]
    examples = [example_of(form) for file in files for form in forms_in(file)]
    _report("The series alone", examples, [found_in(one, Linear(-1.0, {})) for one in examples])
    _report("Styles left out", examples, left_out(examples))
    weights = fit(examples)
    _report("Styles learned from", examples, [found_in(one, weights) for one in examples])
    if "--write" in arguments:
        written = [weights.bias, weights.weights]
        FILE.write_text(json.dumps(written, indent=0, sort_keys=True) + "\n", "utf-8")
        print(f"Written to {FILE}.")


if __name__ == "__main__":
    main(sys.argv[1:])
