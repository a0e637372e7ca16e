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
    left_out: Annotated[
        list[str] | None,
        typer.Option(
            metavar="COUNCIL=FILE",
            help="A council of FOLDER, and what was learned without it (train relevance --without)."
            " May be given several times.",
        ),
    ] = None,
    folder: Annotated[
        Path | None, typer.Option(help="Questions to learn from, of the councils left out.")
    ] = None,
    count: Annotated[int, typer.Option(min=1, help="Questions of each council left out.")] = 150,
    write: Annotated[Path | None, typer.Option(help="Write the tables to this file.")] = None,
    index: Index = None,
) -> None:
    """Measure what each part of the search adds; by default on the sample papers."""
    from qa.evaluation.ablation import ablation
    from qa.evaluation.question_sets import GoldSet, LeftOutSet, QuestionSet

    corpus = settings().corpus
    named = sets or ([] if left_out else [f"{corpus / 'gold.jsonl'}={corpus}"])
    if not all("=" in one for one in [*named, *(left_out or ())]):
        raise typer.BadParameter(
            "Name each set as GOLD.jsonl=FOLDER, the folder of its papers, and each council left "
            "out as COUNCIL=FILE."
        )
    if left_out and folder is None:
        raise typer.BadParameter("Say where the questions are: --folder FOLDER.")
    pairs = [one.rpartition("=") for one in named]
    asked: list[QuestionSet] = [GoldSet(Path(gold), Path(papers)) for gold, _, papers in pairs]
    for council, _, learned in (one.partition("=") for one in left_out or ()):
        asked.append(LeftOutSet(council, folder or Path(), Path(learned), count))
    libraries = (index or settings().index) / "evaluation"
    with show_steps() as on_step:
        tables = ablation(asked, libraries, on_step)
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
