"""Questions whose answers are known: what is asked, and the words in the papers that answer it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa.errors import InputRefused
from qa.evaluation.json_lines import read_objects


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of a paper that answer a question, and the paper's file name."""

    file: str
    quote: str


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question with its evidence: one piece of each group answers it.

    `kind` is "fact", "timeline" or the like, and "unanswerable" where there is no evidence.
    `previous` is the question before, where this one follows it. `keyfacts` should stand in the
    quotes. `all_needed` says that the answer needs a piece of every group; otherwise all evidence
    is one group.
    """

    id: str
    question: str
    previous: str | None
    kind: str
    groups: tuple[tuple[Evidence, ...], ...]
    keyfacts: tuple[str, ...]
    all_needed: bool

    @property
    def answerable(self) -> bool:
        """Whether the papers answer it."""
        return self.kind != "unanswerable"


def read_gold(path: Path) -> list[GoldQuestion]:
    """The questions in the file at `path`. Raises `InputRefused`, which names the line."""
    questions = []
    for number, line in read_objects(path):
        try:
            questions.append(_question(line))
        except (KeyError, TypeError) as error:
            raise InputRefused(
                f"Line {number} of {path} is not a question with its evidence ({error}). It needs "
                "id, question, kind, and evidence: a list of {file, quote}."
            ) from error
    if not questions:
        raise InputRefused(f"{path} holds no questions.")
    return questions


def _question(line: dict[str, Any]) -> GoldQuestion:
    groups: dict[int, list[Evidence]] = {}
    all_needed = bool(line.get("all_needed"))
    for piece in line["evidence"]:
        group = piece.get("group", 0) if all_needed else 0
        groups.setdefault(group, []).append(Evidence(piece["file"], piece["quote"]))
    question = GoldQuestion(
        id=line["id"],
        question=line["question"],
        previous=line.get("previous"),
        kind=line["kind"],
        groups=tuple(tuple(pieces) for pieces in groups.values()),
        keyfacts=tuple(line.get("keyfacts", ())),
        all_needed=all_needed,
    )
    if question.answerable and not groups:
        raise KeyError("evidence")
    return question
