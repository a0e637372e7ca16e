"""What each part of the search adds: every question is asked again without that part."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import chain
from pathlib import Path

from qa.answers.search.weights import WEIGHTS, Weights
from qa.evaluation.evaluation import ask_all, measures_by_kind, read_gold_for, score_answers
from qa.evaluation.interval import paired_difference
from qa.evaluation.page_words import library_pages
from qa.evaluation.scoring import (
    K,
    Measures,
    Score,
    compute_measures,
    find_unfaithful,
    text_shares,
)
from qa.library.ingest import ingest
from qa.library.library import Library

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
    "no committee or kind": replace(WEIGHTS, kind=0.0),
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


@dataclass(frozen=True, slots=True)
class GoldSet:
    """Questions whose answers are known (`gold`), and the folder of the papers they are about."""

    gold: Path
    papers: Path

    @property
    def name(self) -> str:
        """The name of its rows: "hexley" for hexley.dev.jsonl, else that of the folder."""
        stem = self.gold.name.split(".")[0]
        return self.papers.resolve().name if stem == "gold" else stem


# The scores of each variant, by the name of the set of questions.
Scores = dict[str, dict[str, list[Score]]]


def ablation(
    sets: Sequence[GoldSet], folder: Path, on_step: Callable[[str], None] = lambda step: None
) -> str:
    """The tables, as Markdown: by variant, council and kind. Libraries are kept under `folder`.

    Raises `InputRefused` where a file or folder is not as it should be.
    """
    scores: Scores = {variant: {} for variant in VARIANTS}
    unfaithful: list[str] = []
    quoted = 0
    for gold_set in sets:
        on_step(f"Indexing {gold_set.papers}")
        with Library(folder / gold_set.name, create=True) as library:
            ingest([gold_set.papers], library)
            questions = read_gold_for(gold_set.gold, library)
            pages = library_pages(library)
            for variant, weights in VARIANTS.items():
                on_step(f"Asking {gold_set.name}: {variant}")
                answers = ask_all(questions, library, weights)
                scores[variant][gold_set.name] = score_answers(questions, answers, pages)
                if weights == WEIGHTS:
                    misplaced, checked = find_unfaithful(answers, pages)
                    unfaithful, quoted = unfaithful + misplaced, quoted + checked
    faithful = (
        f"{quoted - len(unfaithful):,} of {quoted:,} quotes and passages stand on the page they "
        "cite."
    )
    return _tables(scores, " ".join([faithful, *(f"Not there: {text}" for text in unfaithful)]))


def _tables(scores: Scores, fidelity: str) -> str:
    """All tables, after the settings, the number of questions and the `fidelity` in words."""
    of_all_sets = {
        variant: list(chain.from_iterable(by_set.values())) for variant, by_set in scores.items()
    }
    by_set = scores["everything"]
    whole = of_all_sets["everything"]
    settings = ", ".join(f"{name} {value}" for name, value in asdict(WEIGHTS).items())
    variants_by_set = {
        variant: {name: compute_measures(found)["text@5"] for name, found in sets.items()}
        for variant, sets in scores.items()
    }
    variants_by_kind = {
        variant: {
            kind: measures["text@5"]
            for kind, measures in measures_by_kind(found).items()
            if kind != "unanswerable"
        }
        for variant, found in of_all_sets.items()
    }
    ranks = (1, K)
    added = {
        (k, variant): {
            name: paired_difference(text_shares(by_set[name], k), text_shares(found, k))
            for name, found in sets.items()
        }
        | {"all": paired_difference(text_shares(whole, k), text_shares(of_all_sets[variant], k))}
        for k in ranks
        for variant, sets in scores.items()
        if variant != "everything"
    }
    sections = (
        "# What each part of the search adds",
        f"Made by `python -m qa ablate`, with the settings: {settings}. "
        f"{len(of_all_sets['everything'])} questions: "
        f"{', '.join(f'{name} {len(found)}' for name, found in by_set.items())}.",
        fidelity,
        "## Each part, all councils",
        _table({name: compute_measures(found) for name, found in of_all_sets.items()}, COLUMNS),
        *(
            section
            for k in ranks
            for section in (
                f"## What each part adds to text@{k}, by council, with 95% intervals",
                _rows(
                    {variant: row for (of, variant), row in added.items() if of == k},
                    (*by_set, "all"),
                ),
            )
        ),
        "## Each council, everything",
        _table({name: compute_measures(found) for name, found in by_set.items()}, COLUMNS),
        "## Each kind of question, everything",
        _table(measures_by_kind(of_all_sets["everything"]), ("questions", *COLUMNS)),
        "## text@5 without each part, by council",
        _table(variants_by_set, tuple(by_set)),
        "## text@5 without each part, by kind of question",
        _table(variants_by_kind, tuple(variants_by_kind["everything"])),
    )
    return "\n\n".join(sections) + "\n"


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
