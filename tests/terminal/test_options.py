"""Records of options become options of the command line, one for each field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import typer
from typer.testing import CliRunner

from qa.terminal.options import with_records


@dataclass(frozen=True, slots=True)
class Where:
    """Where a bus stops."""

    street: Annotated[str, typer.Argument(help="Name of the street.")]
    number: int = 1


def stop(where: Where, *, night: bool = False) -> None:
    """Show a stop."""
    typer.echo(f"{where} {night}")


def run(*words: str) -> str:
    app = typer.Typer()
    app.command()(with_records(stop))
    return CliRunner().invoke(app, words).output


def test_each_field_is_an_option_with_its_default() -> None:
    assert run("Elm Road") == "Where(street='Elm Road', number=1) False\n"
    assert run("Elm Road", "--number", "7", "--night") == (
        "Where(street='Elm Road', number=7) True\n"
    )


def test_help_describes_the_fields_of_a_record() -> None:
    shown = run("--help")
    assert "Show a stop." in shown
    assert "Name of the street." in shown
    assert shown.index("--number") < shown.index("--night")


def test_a_field_without_a_default_has_to_be_given() -> None:
    assert "Missing argument" in run()
