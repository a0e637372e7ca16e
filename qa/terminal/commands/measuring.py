"""`evaluate`, `ablate` and `windows`: how good the answers are."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from qa.settings import settings
from qa.terminal.options import Index, Json
from qa.terminal.output.progress import show_steps
from qa.terminal.output.screen import say, show_json


def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD.jsonl", help="Questions with evidence.")],
    as_json: Json = False,
    index: Index = None,
) -> None:
    """Measure the answers to the questions in GOLD.jsonl."""
    from qa.evaluation.evaluation import evaluate as measure_answers
    from qa.library.library import Library
    from qa.terminal.output.measures import show_evaluation

    with Library(index) as library:
        found = measure_answers(gold, library)
    if as_json:
        show_json(asdict(found))
    else:
        show_evaluation(found)


def ablate(
    sets: Annotated[
        list[str] | None,
        typer.Argument(metavar="[GOLD.jsonl=FOLDER]…", help="Questions, and the papers they ask."),
    ] = None,
    write: Annotated[Path | None, typer.Option(help="Write the tables to this file.")] = None,
    index: Index = None,
) -> None:
    """Measure what each part of the search adds; by default on the sample papers."""
    from qa.evaluation.ablation import GoldSet, ablation

    corpus = settings().corpus
    named = sets or [f"{corpus / 'gold.jsonl'}={corpus}"]
    if not all("=" in one for one in named):
        raise typer.BadParameter("Name each set as GOLD.jsonl=FOLDER, the folder of its papers.")
    pairs = [one.rpartition("=") for one in named]
    gold_sets = [GoldSet(Path(gold), Path(papers)) for gold, _, papers in pairs]
    folder = (index or settings().index) / "evaluation"
    with show_steps() as on_step:
        tables = ablation(gold_sets, folder, on_step)
    if write:
        write.write_text(tables, encoding="utf-8")
        say(f"Written to {write}.")
    else:
        say(tables)


def windows(
    file: Annotated[Path, typer.Argument(metavar="FILE.json", help="Passages and queries.")],
    index: Index = None,
) -> None:
    """Measure the search on passages as FILE.json gives them."""
    from qa.evaluation.windows import measure_search, read_windows
    from qa.terminal.output.measures import show_measures

    given = read_windows(file)
    with show_steps() as on_step:
        found = measure_search(given, (index or settings().index) / "windows", on_step)
    show_measures(found)
