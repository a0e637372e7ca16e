"""What whoever keeps a library has decided of one paper, which outranks its markings."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from typing import Literal

Decision = Literal["let in", "shut out"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a paper, or its PDF `pages` alone, may be read by the public."""

    decision: Decision
    pages: tuple[int, ...] = ()

    def closed(self, closed: Set[int], every: Set[int]) -> frozenset[int]:
        """The pages that are not for the public, of `every` page, where those `closed` are marked
        so."""
        meant = frozenset(self.pages or every) & every
        return frozenset(closed - meant if self.decision == "let in" else closed | meant)
