"""`train`: make what the project has learned anew from files of training questions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qa.terminal.output.progress import show_steps
from qa.terminal.output.screen import say

train = typer.Typer(
    help="Make what was learned from examples anew. Some needs scikit-learn.", no_args_is_help=True
)
Files = Annotated[
    list[Path],
    typer.Argument(metavar="QUESTIONS.jsonl…", help="Questions and follow-ups, a file a council."),
]


@train.command()
def leaning(files: Files) -> None:
    """Learn which questions lean on the one before, and say how it does on each file left out."""
    from qa.answers.understanding.leaning import WEIGHTS
    from qa.evaluation import leaning as learned

    some = learned.examples(files)
    for one in learned.left_out(some):
        say(
            f"{one.source} left out: {one.found:.2f} of {one.leaning} follow-ups found, "
            f"{one.joined_wrongly:.3f} of {one.alone} other questions taken for one"
        )
    learned.write(learned.train(some))
    say(f"Written to {WEIGHTS}.")


@train.command()
def relevance(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Questions to learn from.")],
    write: Annotated[Path, typer.Option(help="Write what was learned to this file.")],
    without: Annotated[
        list[str] | None, typer.Option(help="Leave out this council's file, to measure on it.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Another seed learns a little otherwise.")] = 0,
    steps: Annotated[int, typer.Option(min=1, help="Batches of questions to learn from.")] = 400,
) -> None:
    """Learn relevance from questions and the passages that answer them."""
    from qa.evaluation.training.training import Plan
    from qa.evaluation.training.training import train as learn

    with show_steps() as on_step:
        digest = learn(folder, write, Plan(seed=seed, steps=steps), without or (), on_step)
    say(f"Written to {write}. Its SHA-256 is {digest}.")
