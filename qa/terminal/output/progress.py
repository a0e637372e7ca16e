"""Progress of a long command: a bar on a terminal, a line for each step elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich import progress
from rich.table import Column

from qa.terminal.output.screen import err, one_line, out, plain, say, warn
from qa.wording import count

if TYPE_CHECKING:
    from qa.library.ingest import Progress
    from qa.moderngov.plan import Plan
    from qa.moderngov.report import Progress as FetchProgress
    from qa.moderngov.session import Callbacks


@contextmanager
def show_indexing() -> Iterator[Callable[[Progress], None]]:
    """Show an indexing run as it goes on."""
    if not out.is_terminal:
        yield _say_paper
        return
    columns = (
        progress.TextColumn("{task.fields[papers]}", markup=False),
        progress.BarColumn(bar_width=20),
        progress.TextColumn("{task.fields[pages]}", markup=False),
        progress.TimeRemainingColumn(),
        _name_column(),
    )
    # The time left is estimated over the whole run, because one paper may take longer than the
    # window that rich looks back over by default.
    with progress.Progress(*columns, console=out, speed_estimate_period=3600, expand=True) as bar:
        task = bar.add_task("", total=None, papers="", pages="")

        def update(now: Progress) -> None:
            bar.update(
                task,
                description=one_line(now.name),
                completed=now.bytes,
                total=now.all_bytes,
                papers=f"{now.papers} of {count(now.all_papers, 'paper')}",
                pages=count(now.pages, "page"),
            )

        yield update


@contextmanager
def show_steps() -> Iterator[Callable[[str], None]]:
    """Show, on standard error, which step is being done: one line that changes on a terminal."""
    if not err.is_terminal:
        yield warn
        return
    with err.status("") as status:
        yield lambda step: status.update(plain(step))


@contextmanager
def show_fetching(*, with_plan: bool) -> Iterator[Callbacks]:
    """Show, on standard error, a fetch as it goes on; and `with_plan` each plan on standard output
    before it is carried out."""
    from qa.moderngov.session import Callbacks
    from qa.moderngov.wording import plan_lines, size_words

    def show_plan(plan: Plan) -> None:
        for line in plan_lines(plan) if with_plan else ():
            say(line)

    if not err.is_terminal:
        yield Callbacks(_warn_step, show_plan, _warn_fetching, warn)
        return
    columns = (
        progress.TextColumn("{task.completed:.0f} of {task.total:.0f}"),
        progress.BarColumn(bar_width=20),
        progress.TextColumn("{task.fields[received]}", markup=False),
        _name_column(),
    )
    with progress.Progress(*columns, console=err, transient=True, expand=True) as bar:
        task = bar.add_task("", total=0, received="")

        def show_step(words: str, done: int, total: int) -> None:
            bar.update(task, description=one_line(words), completed=done, total=total)

        def show_paper(now: FetchProgress) -> None:
            show_step(now.title, now.done, now.all)
            bar.update(task, received=size_words(now.received))

        yield Callbacks(show_step, show_plan, show_paper, warn)


def _warn_step(words: str, done: int, total: int) -> None:
    warn(f"{done + 1} of {total}: {one_line(words)}")


def _warn_fetching(now: FetchProgress) -> None:
    if now.title:
        _warn_step(f"Fetching {now.title}", now.done, now.all)


def _say_paper(now: Progress) -> None:
    if now.name:
        say(f"{now.papers + 1} of {now.all_papers}: {one_line(now.name)}")


def _name_column() -> progress.TextColumn:
    """What is being worked on. It gives way to the figures where the line is short."""
    name = Column(ratio=1, no_wrap=True, overflow="ellipsis")
    return progress.TextColumn("{task.description}", markup=False, table_column=name)
