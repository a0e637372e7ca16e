"""`train`: make what the project has learned anew from files of training questions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qa.terminal.output.screen import say

train = typer.Typer(
    help="Make what was learned from examples anew. Needs scikit-learn.", no_args_is_help=True
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
