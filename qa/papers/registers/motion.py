"""Motions, amendments and resolutions while the minutes of one item are read.

The phrases that say which of those that were moved is meant stand in motion.toml.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from qa.papers.paper import Standing
from qa.papers.register import Outcome, ResolutionKind, Votes, Words
from qa.papers.registers.vote import votes
from qa.phrases import Phrases

_PHRASES = Phrases.beside(__file__)
PART = _PHRASES["part"]
PARAGRAPH = _PHRASES["paragraph"]
AMENDMENT = _PHRASES["amendment"]
SUBSTANTIVE_MOTION = _PHRASES["substantive_motion"]
PROCEDURE = _PHRASES["procedure"]

NUMBER = re.compile(r"^\(?(\d{1,3})[).]")  # of a paragraph: "15.", "(2)"
CARRIED: tuple[Outcome, ...] = ("unanimous", "carried", "agreed")


@dataclass(frozen=True, slots=True)
class MinuteLine:
    """A line of a passage, where it stands, and what the passage is worth."""

    text: str
    words: Words
    standing: Standing


@dataclass(slots=True)
class Motion:
    """A motion, amendment or resolution: its own lines, and those that say how it ended (`how`).

    `number` is that of its paragraph, `outcome` None until the minutes say how it ended.
    """

    kind: ResolutionKind
    lines: list[MinuteLine] = field(default_factory=list)
    how: list[MinuteLine] = field(default_factory=list)
    number: str | None = None
    proposer: str | None = None
    seconder: str | None = None
    outcome: Outcome | None = None
    votes: Votes | None = None

    @property
    def text(self) -> str:
        """Its own words."""
        return " ".join(line.text for line in self.lines)

    @property
    def is_of_procedure(self) -> bool:
        """Whether it decides nothing but how the meeting goes on."""
        return bool(PROCEDURE.search(self.text))

    def is_followed_by(self, text: str) -> bool:
        """Whether a line is the next numbered paragraph of the minutes after this one's."""
        first, here = NUMBER.match(self.lines[0].text), NUMBER.match(text)
        if not (first and here) or first[0].replace(first[1], "") != here[0].replace(here[1], ""):
            return False  # "1." under "8)" is of a list that is moved
        return int(here[1]) == int(first[1]) + 1

    def end(self, outcome: Outcome, lines: list[MinuteLine]) -> None:
        """Take how it ended from the `lines` that say so."""
        self.outcome = outcome
        self.votes = self.votes or votes(" ".join(line.text for line in lines))
        self.how += lines


class Motions:
    """What was moved and resolved under one item, in order."""

    def __init__(self) -> None:
        self.all: list[Motion] = []

    def add(self, motion: Motion) -> None:
        """Put another one behind the others."""
        self.all.append(motion)

    def last(self, kind: ResolutionKind | None = None) -> Motion | None:
        """The last one of a kind; one whose outcome is not known yet goes before the others."""
        kinds = (kind,) if kind else ("motion", "amendment", "resolution")
        found = [motion for motion in self.all if motion.kind in kinds]
        waiting = [motion for motion in found if motion.outcome is None] or found
        return waiting[-1] if waiting else None

    def put_to_the_vote(self, text: str) -> Motion | None:
        """The one that these words put to the vote."""
        if SUBSTANTIVE_MOTION.search(text):
            main = [m for m in self.all if m.kind == "motion" and not m.is_of_procedure]
            return main[0] if main else None
        named = PARAGRAPH.search(text)
        if named:
            numbered = [m for m in self.all if m.number == named[1] and m.kind != "resolution"]
            if numbered:
                return numbered[-1]
        return self.last("amendment" if AMENDMENT.search(text) else "motion")

    def take_carried(self) -> Motion | None:
        """Take out the motion that a resolution carries: the last that was carried, or that waits
        for its result."""
        open_ones = [
            motion
            for motion in self.all
            if motion.kind == "motion"
            and not motion.is_of_procedure
            and motion.outcome in (None, *CARRIED)
            and not PART.search(motion.text)
        ]
        if not open_ones:
            return None
        self.all.remove(open_ones[-1])
        return open_ones[-1]
