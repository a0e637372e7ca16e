"""Tags for things in a row, such as the words of a sentence, by what was learned of many.

A linear-chain conditional random field (Lafferty, McCallum and Pereira, 2001): the worth of a row
of tags is that of each thing's features for its tag, and of each tag behind the one before it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

Table = npt.NDArray[np.float64]
Features = Iterable[str]


@dataclass(frozen=True, slots=True)
class Tagger:
    """What features and tags are worth.

    `first` has the worth of each tag for the first thing of a row, `behind` of each tag (column)
    behind each other (row), `worth` of each feature (row, by `places`) for each tag. `words` are
    known in small letters: a word with a capital that is none of them may be a name.
    """

    tags: tuple[str, ...]
    words: frozenset[str]
    first: Table
    behind: Table
    places: Mapping[str, int]
    worth: Table

    def tagged(self, row: Sequence[Features]) -> list[str]:
        """The likeliest tags of a row of things, each given by its features."""
        if not row:
            return []
        sums = self._sums(row)
        best = self.first + sums[0]
        came_from: list[npt.NDArray[np.intp]] = []
        for own in sums[1:]:
            paths = best[:, None] + self.behind
            came_from.append(paths.argmax(axis=0))
            best = paths.max(axis=0) + own
        last = int(best.argmax())
        found = [last]
        for before in reversed(came_from):
            last = int(before[last])
            found.append(last)
        return [self.tags[one] for one in reversed(found)]

    def _sums(self, row: Sequence[Features]) -> Table:
        """What its own features say of each thing: things by tags."""
        known = self.places
        return np.array(
            [self.worth[[known[name] for name in one if name in known]].sum(axis=0) for one in row]
        )


def from_text(text: str) -> Tagger:
    """A tagger from JSON, as `as_text` writes it."""
    read = json.loads(text)
    worth = read["worth"]
    return Tagger(
        tuple(read["tags"]),
        frozenset(read["words"].split()),
        np.array(read["first"]),
        np.array(read["behind"]),
        {name: place for place, name in enumerate(worth)},
        np.array(list(worth.values())).reshape(len(worth), len(read["tags"])),
    )


def as_text(tagger: Tagger) -> str:
    """A tagger as JSON, a feature on a line, so that changes can be read."""
    head = {
        "tags": tagger.tags,
        "words": " ".join(sorted(tagger.words)),
        "first": tagger.first.tolist(),
        "behind": tagger.behind.tolist(),
    }
    parts = [
        f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}"
        for name, value in head.items()
    ]
    lines = [
        f"{json.dumps(name, ensure_ascii=False)}: {json.dumps(tagger.worth[place].tolist())}"
        for name, place in sorted(tagger.places.items())
    ]
    return "{\n" + ",\n".join(parts) + ',\n"worth": {\n' + ",\n".join(lines) + "\n}}\n"


def read(file: Path) -> Tagger | None:
    """The tagger in a file; None where the file is gone."""
    try:
        return from_text(file.read_text("utf-8"))
    except FileNotFoundError:
        return None
