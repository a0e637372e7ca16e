"""The examples that relevance is learned from: passages, and questions that they answer or not.

A folder holds files of JSON Lines. In `NAME.jsonl` each line is a passage (`id`, `text`, and where
known its `heading`) with the `questions` that it answers, those on its subject that it does not
(`not_answered`), and `follow_ups`, each with the question before it (`prev`, `q`). The files
`NAME.passages.jsonl` hold further passages of the same councils, among which wrong ones are found.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa.errors import InputRefused

PASSAGES = ".passages.jsonl"  # ends the name of a file of passages without questions
OPEN = "open"  # the name of the file of questions about other things than councils
OPEN_PASSAGES = 2_500  # of one source that are used, so that none outweighs the rest


@dataclass(frozen=True, slots=True)
class Example:
    """A passage, as it is embedded, with questions; `source` says where it is from."""

    id: str
    source: str
    text: str
    questions: tuple[str, ...]
    not_answered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Examples:
    """All examples: those about `councils`, and `others`. `texts` has the text of every passage by
    its id, with those that have no questions, and `pools` the ids among which each source's wrong
    ones are found."""

    councils: Sequence[Example]
    others: Sequence[Example]
    texts: Mapping[str, str]
    pools: Mapping[str, Sequence[str]]


def read_examples(folder: Path, without: Sequence[str] = ()) -> Examples:
    """The examples in `folder`, but for the files whose names (say "hexley") are in `without`.

    Raises `InputRefused` where there are none, or a file is not as it should be.
    """
    texts: dict[str, str] = {}
    pools: dict[str, list[str]] = {}
    councils: list[Example] = []
    others: list[Example] = []
    for path in sorted(folder.glob("*.jsonl")):
        name = path.name.removesuffix(PASSAGES).removesuffix(".jsonl")
        if name in without:
            continue
        for line in _lines(path):
            example = _example(line, name)
            if example.id not in texts:
                texts[example.id] = example.text
                pools.setdefault(example.source, []).append(example.id)
            if example.questions:
                (others if name == OPEN else councils).append(example)
    if not councils:
        raise InputRefused(f"{folder} holds no questions to learn from (NAME.jsonl).")
    return Examples(councils, _at_most(others, OPEN_PASSAGES), texts, pools)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with path.open(encoding="utf-8") as file:
            for line in filter(None, map(str.strip, file)):
                yield json.loads(line)
    except (OSError, ValueError) as error:
        raise InputRefused(f"{path} cannot be read as JSON Lines ({error}).") from error


def _example(line: dict[str, Any], name: str) -> Example:
    try:
        i, text = str(line["id"]), str(line["text"])
        follow_ups = [f"{one['prev']} {one['q']}" for one in line.get("follow_ups", ())]
        questions = [*map(str, line.get("questions", ())), *follow_ups]
    except (KeyError, TypeError) as error:
        raise InputRefused(f"A passage of {name} has no {error}.") from error
    heading = str(line.get("heading") or "").rpartition(" | ")[2]  # after the name of its file
    if heading and not text.startswith(heading):
        text = f"{heading}\n{text}"
    source = i.partition(":")[0] if name == OPEN else name
    not_answered = tuple(map(str, line.get("not_answered", ())))
    return Example(i, source, text, tuple(questions), not_answered)


def _at_most(examples: Sequence[Example], count: int) -> list[Example]:
    """The first `count` examples of each source."""
    taken: dict[str, int] = {}
    kept = []
    for one in examples:
        taken[one.source] = taken.get(one.source, 0) + 1
        if taken[one.source] <= count:
            kept.append(one)
    return kept
