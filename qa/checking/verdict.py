"""What a check says of a sentence, in a sentence for a reader."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a sentence is borne out, and why. `nearest` is the index of the passage that bears it
    out, or else of the one that has most of its words; None where there is none. `certainty`, 0 to
    1, is how likely it bears the sentence out; where it does not, half of the share that it has."""

    borne_out: bool
    nearest: int | None
    why: str
    certainty: float = 0.0

    @property
    def passage(self) -> int | None:
        """The index of the passage that bears the sentence out; None where none does."""
        return self.nearest if self.borne_out else None
