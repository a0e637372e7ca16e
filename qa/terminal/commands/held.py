"""`held`: what is held back from the public, and letting it in or shutting it out by name."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from qa.errors import InputRefused
from qa.papers.verdict import Verdict
from qa.terminal.options import Index, Json, Wait
from qa.terminal.output.screen import show_json, warn


def held(
    let_in: Annotated[
        str, typer.Option("--let-in", metavar="PAPER", help="Let a paper in, whatever marks it.")
    ] = "",
    shut_out: Annotated[
        str, typer.Option("--shut-out", metavar="PAPER", help="Hold a paper back from everyone.")
    ] = "",
    undo: Annotated[
        str, typer.Option("--undo", metavar="PAPER", help="Go by a paper's own markings again.")
    ] = "",
    pages: Annotated[
        str, typer.Option(help="Only these PDF pages of it: 3-5,9. Without it, all of the paper.")
    ] = "",
    as_json: Json = False,
    wait: Wait = True,
    index: Index = None,
) -> None:
    """List what is held back from the public, never its words; or let a paper in, or shut it out.

    PAPER is the name of a file, or the key that the list gives. What was decided is kept when
    papers are indexed again, and holds for this very file: another of its name is not let in too.
    """
    from qa.library.councils.home import home
    from qa.library.held import held_papers, judge, page_numbers
    from qa.library.library import Library
    from qa.terminal.output.held import show_held, show_judged

    chosen = [(name, what) for name, what in ((let_in, "let in"), (shut_out, "shut out")) if name]
    if len(chosen) + bool(undo) > 1:
        raise InputRefused("Give one of --let-in, --shut-out and --undo at a time.")
    if pages and not chosen:
        raise InputRefused("--pages goes with --let-in or --shut-out.")
    if not (chosen or undo):
        with Library(home(index).place) as library:
            found = held_papers(library)
        show_json([asdict(one) for one in found]) if as_json else show_held(found)
        return
    verdict = None if undo else Verdict("let in" if let_in else "shut out", page_numbers(pages))
    with Library(home(index).place) as library, library.place.locked(wait=wait, on_wait=warn):
        now = judge(library, undo or chosen[0][0], verdict)
    show_json(asdict(now)) if as_json else show_judged(now)
