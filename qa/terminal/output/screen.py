"""The screen: standard output and standard error, and words made safe to print there.

Papers' words appear as they are: never as markup, and never as codes that a terminal would obey.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Column, Table

from qa import characters
from qa.papers.text import sound

# What a terminal obeys, and JSON escapes only in part.
OBEYED = re.compile(f"[{characters.OBEYED}]")
# The same, and whole sequences for colours, titles and moves.
CONTROL_CODES = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b." + f"|{OBEYED.pattern}",
    re.DOTALL,
)
PIPED_WIDTH = 200  # columns of output that is piped, which no screen bounds

out = Console(
    markup=False,
    highlight=False,
    emoji=False,
    width=None if sys.stdout.isatty() else PIPED_WIDTH,
)
err = Console(markup=False, highlight=False, emoji=False, stderr=True)


def plain(text: str) -> str:
    """`text` without what a terminal would obey."""
    return CONTROL_CODES.sub("", sound(text))


def one_line(text: str) -> str:
    """`text`, such as the name of a file, on one line and without what a terminal would obey."""
    return " ".join(plain(text).split())


def show_json(value: object) -> None:
    """Print one JSON value on one line, for another program; a terminal may show it too."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    print(OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", text), flush=True)


def show_csv(text: str) -> None:
    """Print CSV as it is, also on a terminal: it is for a file or another program."""
    sys.stdout.write(sound(text))


def show_error(error: Exception) -> None:
    """Print what went wrong and what to do, on standard error."""
    err.print(plain(str(error)), style="red", soft_wrap=True)


def warn(text: str) -> None:
    """Print a line on standard error, beside the output."""
    err.print(plain(text), soft_wrap=True)


def say(text: str, style: str = "") -> None:
    """Print text, wrapped only where a terminal shows it."""
    out.print(plain(text), style=style, soft_wrap=not out.is_terminal)


def indented(lines: Iterable[str], style: str = "") -> None:
    """Print lines beside the margin, then an empty one. Lines that hold an address stay whole."""
    for line in plain("\n".join(lines).strip()).split("\n"):
        if "://" in line:
            out.print(f"    {line}", style=style, soft_wrap=True)
        else:
            out.print(Padding(line, (0, 0, 0, 4), expand=False), style=style)
    out.print()


def table(*columns: str) -> Table:
    """A table that breaks long words rather than cut them off."""
    return Table(*(Column(column, overflow="fold", min_width=len(column)) for column in columns))


def show_rows(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table of words that come from elsewhere."""
    shown = table(*columns)
    for row in rows:
        shown.add_row(*map(one_line, row))
    out.print(shown)
