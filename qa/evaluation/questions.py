"""Questions from a file of JSON Lines: one object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa.errors import InputRefused
from qa.papers.text import sound


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its id and, where it follows another, the one before."""

    id: str | int
    question: str
    previous: str | None = None


def read_questions(path: Path) -> list[Question]:
    """The questions in the file at `path`. Raises `InputRefused`, which names the line."""
    return [_question(line, path, number) for number, line in objects(path)]


def objects(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each object in the file at `path` with the number of its line; empty lines are passed over.

    Raises `InputRefused`, which names the line, where one is not an object.
    """
    try:
        # Not splitlines(): a line separator of Unicode may stand in a string.
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise InputRefused(f"{path} cannot be opened ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise InputRefused(f"{path} is not text in UTF-8. Save it as UTF-8.") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except json.JSONDecodeError as error:
            raise InputRefused(
                f"Line {number} of {path} is not JSON ({error.msg}). Put one object on each line."
            ) from error
        if not isinstance(found, dict):
            raise InputRefused(f"Line {number} of {path} is not an object. Write {{…}} there.")
        yield number, found


def _question(line: dict[str, Any], path: Path, number: int) -> Question:
    match line:
        case {"id": str() | int() as name, "question": str() as text} if text.strip():
            previous = line.get("previous")
            if previous is None or isinstance(previous, str):
                return Question(name, sound(text), previous and sound(previous))
    raise InputRefused(
        f"Line {number} of {path} is not a question. It needs an id and a question, and may have "
        "the previous question: "
        '{"id": "1", "question": "…", "previous": "…"}'
    )
