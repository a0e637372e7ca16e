"""The records of the registers: what was resolved, and what was asked and answered.

A record holds no text of its own but says where its words stand, so that whatever is shown of it is
a quote with its page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

# A motion that no resolution followed was lost or withdrawn, or was one of procedure. Actions are
# those that minutes list under an item without a resolution.
ResolutionKind = Literal["resolution", "recommendation", "motion", "amendment", "actions"]
# How it ended: it is "carried" if it was put to the vote, "agreed" if the minutes do not say how.
Outcome = Literal[
    "unanimous", "carried", "agreed", "lost", "fell", "withdrawn", "not stated", "deferred", "noted"
]

RESOLUTION_KINDS: tuple[ResolutionKind, ...] = get_args(ResolutionKind)
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


@dataclass(frozen=True, slots=True)
class Words:
    """Where words stand: in the passage at the index `passage`, from `start` to `end`."""

    passage: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Votes:
    """A vote as it is printed: each count, None if it is not printed, and the names in order."""

    favour: int | None = None
    against: int | None = None
    abstained: int | None = None
    in_favour: tuple[str, ...] = ()
    opposed: tuple[str, ...] = ()
    abstaining: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether both sides are printed."""
        return self.favour is not None and self.against is not None


@dataclass(frozen=True, slots=True)
class Action:
    """What somebody is to do: `owner` and `due` as printed, and `by`, the day that `due` names."""

    words: Words
    owner: str | None = None
    due: str | None = None
    by: date | None = None


@dataclass(frozen=True, slots=True)
class Amended:
    """What an amendment was to change: the words of the motion, and how that ended."""

    words: tuple[Words, ...]
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Resolution:
    """A resolution, or a motion or an amendment that was put.

    `words` are its own, in order; `how` are those that say who moved it and how it was carried or
    lost. The people are as printed, None if the paper does not say. `amends` is what an amendment
    was to change, as far as the minutes print it.
    """

    kind: ResolutionKind
    outcome: Outcome
    words: tuple[Words, ...]
    how: tuple[Words, ...] = ()
    proposer: str | None = None
    seconder: str | None = None
    votes: Votes | None = None
    actions: tuple[Action, ...] = ()
    amends: Amended | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply, and who gave it, if the paper says so."""

    words: tuple[Words, ...]
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was asked, and the answer given.

    A formal question has a `number` ("PQ 1") and is put `to` somebody by name or office. A point of
    debate is not `formal`, and minutes rarely say who raised it. `by` is the questioner as printed,
    with the town if it stands beside the name. If a supplementary question was refused, the refusal
    is among its `supplementary` words and it has no replies.
    """

    formal: bool
    question: tuple[Words, ...]
    replies: tuple[Reply, ...]
    number: str | None = None
    by: str | None = None
    to: tuple[str, ...] = ()
    supplementary: tuple[Words, ...] = ()
    supplementary_replies: tuple[Reply, ...] = ()


def passages_of(record: Resolution | Asked) -> tuple[int, ...]:
    """The indices of the passages that a record has words of, in order."""
    return tuple(sorted({words.passage for words in _words(record)}))


def _words(record: Resolution | Asked) -> Iterator[Words]:
    if isinstance(record, Resolution):
        yield from (*record.words, *record.how)
        yield from (action.words for action in record.actions)
        yield from record.amends.words if record.amends else ()
    else:
        yield from (*record.question, *record.supplementary)
        for reply in (*record.replies, *record.supplementary_replies):
            yield from reply.words
