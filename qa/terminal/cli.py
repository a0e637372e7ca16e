"""`python -m qa`: fetch papers, index them, ask them, list them, measure the answers."""

from __future__ import annotations

import sys

import typer

from qa.errors import CouncilPapersError, InputRefused
from qa.terminal.commands.fetching import fetch
from qa.terminal.commands.measuring import ablate, evaluate, windows
from qa.terminal.commands.papers import doctor, index, papers
from qa.terminal.commands.passphrase import passphrase
from qa.terminal.commands.questions import ask
from qa.terminal.commands.registers import answers, decisions
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
    papers,
    evaluate,
    ablate,
    windows,
    passphrase,
)

app = typer.Typer(
    help="Questions answered from council papers, word for word and with the page.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for command in COMMANDS:
    app.command()(with_records(command))


def main() -> None:
    """Run a command. An error that a person can put right is shown as a sentence; the exit code is
    then 2 where what was typed cannot be used, and 1 for anything else."""
    try:
        app()
    except CouncilPapersError as error:
        screen.show_error(error)
        sys.exit(2 if isinstance(error, InputRefused) else 1)
