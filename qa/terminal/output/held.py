"""What is held back from the public, on the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qa.terminal.output.screen import one_line, out, plain, say, table
from qa.wording import count, decided_words, pages_or_all

if TYPE_CHECKING:
    from qa.library.held import HeldPaper

HOW = "To let a paper in: python -m qa held --let-in PAPER; to shut one out: --shut-out PAPER."


def show_held(found: Sequence[HeldPaper]) -> None:
    """The papers of which something is held back, or was let in although it is marked."""
    listed = table("Paper", "Key", "What", "Why", "Decided")
    for paper in found:
        for problem in paper.problems or (None,):
            listed.add_row(
                one_line(paper.name),
                paper.key,
                pages_or_all(problem.pages) if problem else "nothing",
                plain(problem.reason) if problem else "",
                plain(decided_words(paper.given.verdict, paper.given.day)) if paper.given else "",
            )
    if listed.rows:
        out.print(listed)
    held = sum(not paper.is_open for paper in found)
    say(f"Of {count(held, 'paper')}, all or some pages are held back. {HOW}")


def show_judged(paper: HeldPaper) -> None:
    """What became of a paper that was let in or shut out."""
    what = decided_words(paper.given.verdict, paper.given.day) if paper.given else "as it is marked"
    say(f"{one_line(paper.name)}: {what}.")
    for problem in paper.problems:
        say(f"{plain(problem.reason)} ({pages_or_all(problem.pages)})")
    if paper.is_open:
        say("Nothing of it is held back.")
