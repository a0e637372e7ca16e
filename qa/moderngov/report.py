"""What a fetch reports: how far it is, what failed, and what became of the papers."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a fetch is as it begins the paper `title`: `done` of `all` papers, `received` bytes."""

    title: str
    done: int
    all: int
    received: int


@dataclass(frozen=True, slots=True)
class Trouble:
    """A paper, or a whole site, that could not be fetched, and why."""

    title: str
    address: str
    reason: str


@dataclass(slots=True)
class FetchReport:
    """What became of papers, counted.

    `taken_out` papers were deleted; those of `same_words` were not kept, as other papers hold their
    words. `unfinished` says why not all was done; it is empty where all was.
    """

    fetched: int = 0
    replaced: int = 0
    unchanged: int = 0
    withdrawn: int = 0
    taken_out: int = 0
    same_words: int = 0
    troubles: list[Trouble] = field(default_factory=list)
    requests: int = 0
    received: int = 0
    unfinished: str = ""

    def add(self, other: FetchReport) -> None:
        """Add the report on another site."""
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + getattr(other, one.name))

    def to_json(self) -> dict[str, Any]:
        """The report for another program."""
        return asdict(self)
