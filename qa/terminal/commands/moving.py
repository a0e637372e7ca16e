"""`move`: a library from one engine to another."""

from __future__ import annotations

from typing import Annotated

import typer

from qa.settings import settings
from qa.terminal.output.screen import say


def move(
    source: Annotated[
        str, typer.Argument(metavar="FROM", help="A folder, or the address of a server.")
    ],
    target: Annotated[str, typer.Argument(metavar="TO", help="The same.")],
    library: Annotated[
        str | None,
        typer.Option("--library", help="Name of the library on the server; else of QA_LIBRARY."),
    ] = None,
) -> None:
    """Copy the library in FROM to TO, which gives the same answers; nothing is read again."""
    from qa.library.move import move as move_papers
    from qa.library.places import place_named

    name = library or settings().library
    copied = move_papers(
        place_named(source, name, settings().index),
        place_named(target, name, settings().index),
        on_progress=say,
    )
    say(f"{copied} papers are in {target}. The library in {source} is as it was.")
