"""What a language model wrote from the passages of an answer, as far as they bear it out.

No word of it is a quote. Each sentence stands on one citation, and was checked against it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from qa.answers.citation import Citation

WrittenStatus = Literal["shown", "nothing borne out", "unavailable"]


@dataclass(frozen=True, slots=True)
class WrittenSentence:
    """A sentence that the passage of its citation bears out."""

    text: str
    cited: Citation

    @property
    def citation(self) -> int:
        """The number of its citation."""
        return self.cited.n


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: its `sentences` where it is shown, else none.

    `dropped` counts sentences that were not borne out. `reason` says why nothing is shown, or why
    there may be less than was to come; empty where all is shown. `model` and `host` wrote it.
    """

    status: WrittenStatus
    model: str
    host: str
    sentences: tuple[WrittenSentence, ...] = ()
    dropped: int = 0
    reason: str = ""
    seconds: float = 0.0
