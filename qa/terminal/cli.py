"""`python -m qa`: fetch papers, index them, ask them, list them, measure the answers."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from qa import __version__
from qa.errors import CouncilPapersError, InputRefused
from qa.terminal.commands import measure
from qa.terminal.commands.assisting import mcp
from qa.terminal.commands.checking import check
from qa.terminal.commands.councils import councils, key
from qa.terminal.commands.fetching import fetch
from qa.terminal.commands.held import held
from qa.terminal.commands.measuring import ablate, evaluate, windows
from qa.terminal.commands.moving import move
from qa.terminal.commands.papers import doctor, index, papers
from qa.terminal.commands.passphrase import passphrase
from qa.terminal.commands.questions import ask
from qa.terminal.commands.registers import answers, decisions
from qa.terminal.commands.serving import serve
from qa.terminal.commands.training import train
from qa.terminal.options import with_records
from qa.terminal.output import screen

# In the order in which --help lists them.
COMMANDS = (
    index,
    fetch,
    doctor,
    ask,
    decisions,
    answers,
    check,
    papers,
    held,
    move,
    evaluate,
    ablate,
    windows,
    passphrase,
    councils,
    key,
    serve,
    mcp,
)

app = typer.Typer(
    help="Questions answered from council papers, word for word and with the page.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for command in COMMANDS:
    app.command()(with_records(command))
app.add_typer(measure.app, name="measure")
app.add_typer(train, name="train")


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def common(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_show_version, is_eager=True, help="Print the version and exit."
        ),
    ] = False,
) -> None:
    """What holds for every command."""


def main() -> None:
    """Run a command. An error that a person can put right is shown as a sentence; the exit code is
    then 2 where what was typed cannot be used, and 1 for anything else."""
    try:
        app()
    except CouncilPapersError as error:
        screen.show_error(error)
        sys.exit(2 if isinstance(error, InputRefused) else 1)
