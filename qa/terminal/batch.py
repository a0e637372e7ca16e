"""Questions from a file of JSON Lines, for `python -m qa ask --batch`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa.errors import InputRefused
from qa.evaluation.json_lines import read_objects
from qa.papers.text import sound


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its id and, where it follows another, the one before."""

    id: str | int
    question: str
    previous: str | None = None


def read_questions(path: Path) -> list[Question]:
    """The questions in the file at `path`. Raises `InputRefused`, which names the line."""
    return [_question(line, path, number) for number, line in read_objects(path)]


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
