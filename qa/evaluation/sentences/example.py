"""A sentence over passages, and whether they bear it out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from qa.checking.passage import CheckedPassage
from qa.errors import InputRefused
from qa.evaluation.json_lines import read_objects
from qa.papers.text import sound

BY_HAND = "written by hand"  # the group of sentences that a person put otherwise
RIGHT, VERBATIM = "right", "verbatim"
# Who put a sentence so: the generator, a person, who asked a question; or it is of something else,
# or tells what is denied of whom.
Source = Literal["made", "by hand", "asked", "beside", "denied"]


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence, its passages, and its kind: "right", "verbatim", or what is wrong with it."""

    id: str
    sentence: str
    passages: tuple[CheckedPassage, ...]
    borne_out: bool = True
    kind: str = RIGHT
    group: str = ""
    source: Source = "made"


def read_examples(path: Path) -> Iterator[Example]:
    """The sentences in a file of JSON Lines. Raises `InputRefused`, which names the line."""
    for number, line in read_objects(path):
        match line:
            case {"sentence": str() as sentence, "passages": list() as given} if sentence.strip():
                try:
                    passages = tuple(CheckedPassage.of_json(one) for one in given)
                except (ValueError, AttributeError):
                    break
                name = str(line.get("id", number))
                right = bool(line.get("borne_out", True))
                kind = str(line.get("kind", RIGHT))
                yield Example(name, sound(sentence), passages, right, kind, path.stem)
            case _:
                break
    else:
        return
    raise InputRefused(
        f"Line {number} of {path} is not a sentence with passages. It needs both: "
        '{"id": "1", "sentence": "…", "passages": [{"text": "…"}]}'
    )
