"""What each part of the search adds: every question asked again without it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from qa.answers.search.ranking import RANKING, Ranking
from qa.evaluation.measuring import answers_to, by_kind, gold_for, scored
from qa.evaluation.pages import library_pages
from qa.evaluation.scoring import Measures, Score, measures, unfaithful
from qa.library.ingest import ingest
from qa.library.library import Library

# Each part, and the ranking without it.
PARTS: dict[str, Ranking] = {
    "everything": RANKING,
    "words alone": replace(RANKING, meaning=0.0, naming=0.0),
    "meaning alone": replace(RANKING, meaning=1.0, naming=1.0),
    "one share of meaning, names or not": replace(RANKING, naming=RANKING.meaning),
    "no nearest sentence": replace(RANKING, sentence=0.0),
    "no other names (lay words)": replace(RANKING, names=0.0),
    "no time or kind": replace(RANKING, leaning=0.0),
    "no latest first": replace(RANKING, now=0.0),
    "no neighbours": replace(RANKING, neighbour=0.0),
    "no boilerplate": replace(RANKING, again=0.0),
    "questions before replies": replace(RANKING, replies=False),
    "stories not followed": replace(RANKING, thread=0.0),
    "typing errors left": replace(RANKING, spelling=False),
    "doubt by distance alone": replace(RANKING, doubt=False),
}
# The columns of the tables.
SHOWN = (
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
        """What its rows are called: "hexley" for hexley.dev.jsonl."""
        stem = self.gold.name.split(".")[0]
        return self.papers.resolve().name if stem == "gold" else stem


def ablation(
    sets: Sequence[GoldSet], folder: Path, on_step: Callable[[str], None] = lambda step: None
) -> str:
    """The tables, as Markdown: each part, council and kind. Libraries are kept under `folder`.

    Raises `InputRefused` where a file or folder is not as it should be.
    """
    found: dict[str, dict[str, list[Score]]] = {part: {} for part in PARTS}
    bad: list[str] = []
    quoted = 0
    for one in sets:
        on_step(f"Indexing {one.papers}")
        with Library(folder / one.name, create=True) as library:
            ingest([one.papers], library)
            questions = gold_for(one.gold, library)
            pages = library_pages(library)
            for part, ranking in PARTS.items():
                on_step(f"Asking {one.name}: {part}")
                answers = answers_to(questions, library, ranking)
                found[part][one.name] = scored(questions, answers, pages)
                if ranking == RANKING:
                    missed, n = unfaithful(answers, pages)
                    bad, quoted = bad + missed, quoted + n
    fidelity = (
        f"{quoted - len(bad):,} of {quoted:,} quotes and passages stand on the page they cite."
    )
    return _page(found, " ".join([fidelity, *(f"Not there: {text}" for text in bad)]))


def _page(found: dict[str, dict[str, list[Score]]], fidelity: str) -> str:
    """The tables of all scores, by part and then by set, with a word on the fidelity."""
    together = {
        part: [s for scores in sets.values() for s in scores] for part, sets in found.items()
    }
    whole = found["everything"]
    kinds = by_kind(together["everything"])
    settings = ", ".join(f"{name} {value}" for name, value in asdict(RANKING).items())
    parts_by_set = {
        part: {name: measures(scores)["text@5"] for name, scores in sets.items()}
        for part, sets in found.items()
    }
    parts_by_kind = {
        part: {kind: m["text@5"] for kind, m in by_kind(scores).items() if kind != "unanswerable"}
        for part, scores in together.items()
    }
    return (
        "\n\n".join(
            (
                "# What each part of the search adds",
                f"Made by `python -m qa ablate`, with the settings: {settings}. "
                f"{len(together['everything'])} questions: "
                f"{', '.join(f'{name} {len(scores)}' for name, scores in whole.items())}.",
                fidelity,
                "## Each part, all councils",
                _table("", {part: measures(scores) for part, scores in together.items()}, SHOWN),
                "## Each council, everything",
                _table("", {name: measures(scores) for name, scores in whole.items()}, SHOWN),
                "## Each kind of question, everything",
                _table("", kinds, ("questions", *SHOWN)),
                "## text@5 without each part, by council",
                _table("", parts_by_set, tuple(whole)),
                "## text@5 without each part, by kind of question",
                _table("", parts_by_kind, tuple(parts_by_kind["everything"])),
            )
        )
        + "\n"
    )


def _table(corner: str, rows: dict[str, Measures], columns: Sequence[str]) -> str:
    lines = [[corner, *columns], ["---"] * (len(columns) + 1)]
    lines += [
        [name, *(_figure(row.get(column)) for column in columns)] for name, row in rows.items()
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _figure(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value}" if isinstance(value, int) else f"{value:.3f}"
