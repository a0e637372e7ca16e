"""What each part of the search adds: every question is asked again without that part."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from itertools import chain
from pathlib import Path
from typing import Literal

from qa.answers.search.weights import WEIGHTS, Weights
from qa.evaluation.evaluation import measures_by_kind
from qa.evaluation.interval import paired_difference
from qa.evaluation.question_sets import QuestionSet
from qa.evaluation.scoring import K, Measures, Score, compute_measures, shares

# The search without each of its parts.
VARIANTS: dict[str, Weights] = {
    "everything": WEIGHTS,
    "words alone": replace(WEIGHTS, meaning=0.0, meaning_with_names=0.0),
    "meaning alone": replace(WEIGHTS, meaning=1.0, meaning_with_names=1.0),
    "one share of meaning, names or not": replace(WEIGHTS, meaning_with_names=WEIGHTS.meaning),
    "no nearest sentence": replace(WEIGHTS, sentence=0.0),
    "no late interaction": replace(WEIGHTS, late=0.0),
    "no other names (lay words)": replace(WEIGHTS, names=0.0),
    "no time": replace(WEIGHTS, month=0.0, time=0.0),
    "a month counts no more than a year": replace(WEIGHTS, month=WEIGHTS.time),
    "no committee or kind": replace(WEIGHTS, kind=0.0, told=0.0),
    "a kind is no more where its words are asked for": replace(WEIGHTS, told=0.0),
    "no council": replace(WEIGHTS, council=0.0),
    "questions before replies": replace(WEIGHTS, replies=False),
    "stories not followed": replace(WEIGHTS, thread=0.0),
    "typing errors left": replace(WEIGHTS, spelling=False),
    "doubt by distance alone": replace(WEIGHTS, refusal=False),
}
# The measures that are columns of the tables.
COLUMNS = (
    "text@1",
    "text@5",
    "page@5",
    "MRR",
    "facts in quotes",
    "timeline/list groups found",
    "timeline/list groups told",
    "follow-up text@5",
    "wrongly refused",
    "rightly refused",
)


# The scores of each variant, by the name of the set of questions.
Scores = dict[str, dict[str, list[Score]]]


# What is told with intervals: the measure, what is ranked, and the rank to which it is looked at.
RANKED: Sequence[tuple[str, Literal["text", "page"], int]] = (
    ("text@1", "text", 1),
    (f"text@{K}", "text", K),
    (f"page@{K}", "page", K),
)
LEFT_OUT, ALL = "left out", "all"


def ablation(
    sets: Sequence[QuestionSet], folder: Path, on_step: Callable[[str], None] = lambda step: None
) -> str:
    """The tables, as Markdown: by variant, council and kind. Libraries are kept under `folder`.

    Raises `InputRefused` where a file or folder is not as it should be.
    """
    asked = {one.name: one.ask(folder, VARIANTS, on_step) for one in sets}
    unfaithful = [text for one in asked.values() for text in one.unfaithful]
    quoted = sum(one.quoted for one in asked.values())
    faithful = (
        f"{quoted - len(unfaithful):,} of {quoted:,} quotes and passages stand on the page they "
        "cite."
    )
    scores = {way: {name: one.scores[way] for name, one in asked.items()} for way in VARIANTS}
    groups = {one.name: [one.name] for one in sets}
    groups[LEFT_OUT] = [one.name for one in sets if one.is_left_out]
    groups[ALL] = [one.name for one in sets]
    fidelity = " ".join([faithful, *(f"Not there: {text}" for text in unfaithful)])
    return _tables(scores, {name: of for name, of in groups.items() if of}, fidelity)


def _tables(scores: Scores, groups: Mapping[str, Sequence[str]], fidelity: str) -> str:
    """All tables, after the settings, the number of questions and the `fidelity` in words.

    `groups` are the columns of what each part adds: the sets that each is of.
    """
    of_all_sets = {
        variant: list(chain.from_iterable(by_set.values())) for variant, by_set in scores.items()
    }
    by_set = scores["everything"]
    settings = ", ".join(f"{name} {value}" for name, value in asdict(WEIGHTS).items())
    variants_by_kind = {
        variant: {
            kind: measures["text@5"]
            for kind, measures in measures_by_kind(found).items()
            if kind != "unanswerable"
        }
        for variant, found in of_all_sets.items()
    }
    sections = [
        "# What each part of the search adds",
        f"Made by `python -m qa ablate`, with the settings: {settings}. "
        f"{len(of_all_sets['everything'])} questions: "
        f"{', '.join(f'{name} {len(found)}' for name, found in by_set.items())}.",
        fidelity,
        "## Each part, all councils",
        _table({name: compute_measures(found) for name, found in of_all_sets.items()}, COLUMNS),
    ]
    for measure, what, k in RANKED:
        sections += [
            f"## What each part adds to {measure}, by council, with 95% intervals",
            _rows(_added(scores, groups, what, k), tuple(groups)),
        ]
    sections += [
        "## Each council, everything",
        _table({name: compute_measures(found) for name, found in by_set.items()}, COLUMNS),
        "## Each kind of question, everything",
        _table(measures_by_kind(of_all_sets["everything"]), ("questions", *COLUMNS)),
        "## text@5 without each part, by kind of question",
        _table(variants_by_kind, tuple(variants_by_kind["everything"])),
    ]
    return "\n\n".join(sections) + "\n"


def _added(
    scores: Scores, groups: Mapping[str, Sequence[str]], what: Literal["text", "page"], k: int
) -> dict[str, dict[str, object]]:
    """What each part adds to a measure in each group of sets."""

    def of_group(variant: str, names: Sequence[str]) -> list[float]:
        return [share for name in names for share in shares(scores[variant][name], what, k)]

    return {
        variant: {
            group: paired_difference(of_group("everything", names), of_group(variant, names))
            for group, names in groups.items()
        }
        for variant in scores
        if variant != "everything"
    }


def _table(rows: dict[str, Measures], columns: Sequence[str]) -> str:
    figures = {name: {one: _figure(row.get(one)) for one in columns} for name, row in rows.items()}
    return _rows(figures, columns)


def _rows(rows: Mapping[str, Mapping[str, object]], columns: Sequence[str]) -> str:
    """A table of what is printed as it is; nothing where there is None."""
    lines = [["", *columns], ["---"] * (len(columns) + 1)]
    lines += [[name, *(str(row[one] or "") for one in columns)] for name, row in rows.items()]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _figure(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value}" if isinstance(value, int) else f"{value:.3f}"
