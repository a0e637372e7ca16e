"""Passages to make sentences of, from files of training passages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from qa.checking.passage import CheckedPassage
from qa.errors import InputRefused
from qa.evaluation.json_lines import read_objects
from qa.evaluation.sentences.example import BY_HAND, Example

WRITTEN = Path(__file__).with_name("written.jsonl")
MORE = Path(__file__).with_name("written_more.jsonl")  # which the network learns from too
GROUPS = 5  # of what was written by hand
FEWEST = 100  # passages of a file that sentences are made of


def passages_in(folder: Path) -> dict[str, list[CheckedPassage]]:
    """The passages of each council's file in `folder`, by the council's name.

    Where a council has a file of all its passages (`COUNCIL.passages.jsonl`), that one is read.
    Raises `InputRefused` where there are none.
    """
    files = {path.name.split(".")[0]: path for path in sorted(folder.glob("*.jsonl"))}
    found = {}
    for name, path in sorted(files.items()):
        some = [passage_of(line) for _, line in read_objects(path) if "heading" in line]
        if len(some) >= FEWEST:
            found[name] = some
    if not found:
        raise InputRefused(f"No file in {folder} has passages with headings to learn from.")
    return found


def passage_of(line: dict[str, str | None]) -> CheckedPassage:
    """The passage of a line of such a file."""
    day = line.get("date")
    return CheckedPassage(
        line["text"] or "",
        committee=line.get("committee") or "",
        meeting_date=date.fromisoformat(day) if day else None,
        item=line["heading"] or "",
    )


def written_examples(file: Path = WRITTEN) -> Iterator[Example]:
    """Sentences that were written by hand over invented passages, as people put things, and such
    as are wrong. They are divided into groups, each of which can be left out."""
    for number, line in read_objects(file):
        passage = CheckedPassage.of_json(line)
        group = f"{BY_HAND}, {number % GROUPS + 1}"
        for sentence in line["sentences"]:
            yield Example("", sentence, (passage,), group=group, source="by hand")
        for kind, sentence in line.get("wrong", ()):
            yield Example("", sentence, (passage,), False, kind, group, "by hand")
