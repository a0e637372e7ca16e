"""Writes the tables of commands and settings into the README: `python -m tests.readme`.

They stand between markers there, and are made from the commands and the settings themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

import typer.main
from pydantic.fields import FieldInfo

from qa.settings import PROJECT, Settings
from qa.terminal.cli import app

README = PROJECT / "README.md"


def commands() -> str:
    """Each command with its arguments, what it does, and its options, as a table."""
    group = typer.main.get_command(app)
    assert isinstance(group, typer.core.TyperGroup)
    rows: list[tuple[str, ...]] = []
    for name, command in each_command(group):
        given = [one for one in command.params if one.param_type_name == "argument"]
        options = [one for one in command.params if one.param_type_name == "option"]
        places = (one.metavar or f"[{str(one.name).upper()}]" for one in given)
        usage = " ".join(["python -m qa", name, *places])
        says = re.split(r"(?<=\.)\s", command.help or "")[0]
        named = ", ".join(f"`{'/'.join([*one.opts, *one.secondary_opts])}`" for one in options)
        rows.append((f"`{usage}`", " ".join(says.split()), named))
    return table(("Command", "What it does", "Options"), rows)


def each_command(group: typer.core.TyperGroup) -> Iterator[tuple[str, Any]]:
    """Each command with its name; those of a group within, by both their names."""
    for name, command in group.commands.items():
        if isinstance(command, typer.core.TyperGroup):
            yield from ((f"{name} {inner}", one) for inner, one in each_command(command))
        else:
            yield name, command


def settings() -> str:
    """Each setting with its variable, its default and what it is, as a table."""
    rows: list[tuple[str, ...]] = [
        (f"`QA_{name.upper()}`", default(field), field.description or "")
        for name, field in Settings.model_fields.items()
    ]
    return table(("Setting", "Default", "What it is"), rows)


def default(field: FieldInfo) -> str:
    """The default of a setting, and what else it may be; a folder as the project's own names it."""
    value = field.default
    if isinstance(value, Path):
        value = value.relative_to(PROJECT)
    if isinstance(value, float):
        value = f"{value:g}"
    if isinstance(value, bool):
        value = str(value).lower()
    choices = (one for one in get_args(field.annotation) if isinstance(one, str))
    others = [f"`{one}`" for one in choices if one != value]
    also = f"; or {', '.join(others)}" if others else ""
    return "" if value in ("", None) else f"`{value}`{also}"


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table in Markdown."""
    lines = [head, tuple("---" for _ in head), *rows]
    cells = ([cell.replace("|", r"\|") for cell in row] for row in lines)
    return "\n".join(f"| {' | '.join(row)} |" for row in cells)


TABLES: Mapping[str, str] = {"commands": commands(), "settings": settings()}


def written(text: str) -> str:
    """The README's `text` with each table as it would be made now."""
    for name, made in TABLES.items():
        begin, end = f"<!-- {name}: python -m tests.readme -->", f"<!-- end of {name} -->"
        before, _, rest = text.partition(begin)
        _, _, after = rest.partition(end)
        text = f"{before}{begin}\n{made}\n{end}{after}"
    return text


if __name__ == "__main__":
    README.write_text(written(README.read_text("utf-8")), "utf-8")
