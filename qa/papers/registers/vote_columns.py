"""Recorded votes as columns of names, each under the head of its side.

A name is read with the head of its column ("For Cr Ash Against Cr Elm": see
`qa.papers.pages.sides`). Such a vote is told as a whole or not at all: names that are not all alike
may be one that goes on in the next line. The phrases stand in vote_columns.toml.
"""

from __future__ import annotations

from qa.papers.register import Votes
from qa.phrases import Phrases

_PHRASES = Phrases.beside(__file__)
TABLE, CELL, SIDE = _PHRASES["table"], _PHRASES["cell"], _PHRASES["side"]
ROW, TITLE, TITLES = _PHRASES["row"], _PHRASES["title"], _PHRASES["titles"]
MIN_NAMES = 3


def is_row_of_names(line: str) -> bool:
    """Whether a line is a row of such columns."""
    return ROW.fullmatch(line) is not None


def has_columns(text: str) -> bool:
    """Whether a text holds such a table."""
    return TABLE.search(text) is not None


def votes_in_columns(text: str) -> Votes | None:
    """The vote that columns of names in `text` record; None where it is not whole."""
    found = TABLE.search(text)
    if found is None or TABLE.search(text, found.end()):
        return None
    names: dict[str, list[str]] = {"favour": [], "against": [], "abstained": []}
    for head in SIDE.finditer(found["heads"]):
        names.setdefault(head.lastgroup or "", [])
    for cell in CELL.finditer(found["cells"]):
        side = SIDE.match(cell["side"])
        names[(side and side.lastgroup) or ""].append(TITLES.sub("", cell["name"]).strip())
    told = [name for listed in names.values() for name in listed]
    shapes = {(bool(TITLE.match(name)), len(TITLE.sub("", name).split())) for name in told}
    titled = {is_titled for is_titled, _ in shapes}
    alike = titled == {True} or (titled == {False} and len(shapes) == 1)
    if len(told) < MIN_NAMES or len({*told}) < len(told) or not alike:
        return None
    abstained = any(one.lastgroup == "abstained" for one in SIDE.finditer(found["heads"]))
    counts = {side: len(listed) for side, listed in names.items()}
    return Votes(
        counts["favour"],
        counts["against"],
        counts["abstained"] if abstained else None,
        *(tuple(names[side]) for side in ("favour", "against", "abstained")),
    )
