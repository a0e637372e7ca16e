"""What was moved and resolved so far, while the minutes of an item are read.

The phrases that say which of those that were moved is meant stand in proceedings.toml.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import replace

from qa.papers.register import Outcome, ResolutionKind
from qa.papers.registers.clause import Clause
from qa.papers.registers.motion import CARRIED, LOST, Motion
from qa.papers.registers.parts import parted
from qa.papers.registers.telling import AMENDS
from qa.phrases import Phrases

_PHRASES = Phrases.beside(__file__)
PART = _PHRASES["part"]
PARAGRAPH = _PHRASES["paragraph"]
SUBSTANTIVE_MOTION = _PHRASES["substantive_motion"]
AMENDMENT, TO_AMEND = _PHRASES["amendment"], _PHRASES["to_amend"]
AMENDED_MOTION, DECIDING = _PHRASES["amended_motion"], _PHRASES["deciding"]
NAMED_MOVERS = tuple(_PHRASES[name] for name in ("of_mover", "by_its_mover", "of_its_mover"))
PUTS_OFF = _PHRASES["puts_off"]


WORD = re.compile(r"[a-z]{4,}|\d{2,}")
STEM = 5  # letters of a word that tell it
FEW_WORDS, SAME = 3, 0.8  # of a decision that says again what was moved; of its words, those moved
RESULT_WORDS = 3  # of a result that says nothing but itself: "Motion carried unanimously."


class Proceedings:
    """What was moved and resolved under one item, in order.

    `current` is the motion or resolution to which the next clause may belong, `latest` the last one
    that was told of, while nothing else was, and `before` the clause that was read last.
    """

    def __init__(self) -> None:
        self.all: list[Motion] = []
        self.current: Motion | None = None
        self.latest: Motion | None = None
        self.before: Clause | None = None

    def add(self, motion: Motion) -> None:
        """Put another one behind the others; the next clause may belong to it."""
        if motion.kind == "amendment":
            motion.amends = self._before_the_meeting
        self.all.append(motion)
        self.current = self.latest = motion

    def take_words(self, motion: Motion, clause: Clause) -> None:
        """Take the words of what only its mover was known of; they may say that it is an amendment,
        which changes what was before the meeting."""
        motion.lines.append(clause)
        motion.bare = False
        if motion.kind == "motion" and AMENDS.match(clause.text):
            motion.kind = "amendment"
            motion.amends = self._before_the_meeting

    @property
    def _before_the_meeting(self) -> Motion | None:
        """The motion that an amendment would change: the last of substance that is not over."""
        of_substance = [m for m in self.waiting if m.kind == "motion" and not m.is_of_procedure]
        return of_substance[-1] if of_substance else None

    def close(self) -> None:
        """Another item begins: nothing that was moved before it is spoken of any more."""
        for motion in self.all:
            motion.over = True

    @property
    def open(self) -> list[Motion]:
        """Those of the item at hand."""
        return [motion for motion in self.all if not motion.over]

    @property
    def waiting(self) -> list[Motion]:
        """Those of the item at hand whose result is not known yet."""
        return [motion for motion in self.open if motion.outcome is None]

    def last(self, *kinds: ResolutionKind) -> Motion | None:
        """The last one of some kinds; one whose outcome is not known yet goes before the others."""
        found = [motion for motion in self.open if motion.kind in kinds]
        waiting = [motion for motion in found if motion.outcome is None] or found
        return waiting[-1] if waiting else None

    @property
    def amendment(self) -> Motion | None:
        """The last amendment, or else the last motion that is to amend something: "Motion (Ash/Elm)
        to amend the rules"."""
        to_amend = (m for m in reversed(self.waiting) if TO_AMEND.search(m.lines[0].text))
        return self.last("amendment") or next(to_amend, None)

    def unsettled(self, result: str) -> Motion | None:
        """The last motion, if a result that is a word or two must be its: a list in the middle of
        it may look like other items."""
        last = self.all[-1] if self.all else None
        known = last is None or last.outcome is not None or last.kind == "resolution"
        return None if known or len(result.split()) > RESULT_WORDS else last

    def moved_by(self, result: str) -> Motion | None:
        """The motion of the member whom a result names, the last that waits for it; None where it
        names none, or nobody who moved one."""
        named = next(filter(None, (one.search(result) for one in NAMED_MOVERS)), None)
        words = {*named["who"].split()} if named else set[str]()
        own = [m for m in self.open if m.proposer and m.proposer.split()[-1] in words]
        return next((m for m in reversed(own) if m.outcome is None), None)

    def right_above(self, result: str) -> Motion | None:
        """The amendment under whose words a result stands that is a word or two, though it speaks
        of a motion: "MOTION WITHDRAWN". An amendment is moved too."""
        last = self.all[-1] if self.all else None
        if last is None or last.kind != "amendment" or last.outcome or last.bare:
            return None
        is_below = last.lines[-1] is self.before and len(result.split()) <= RESULT_WORDS
        return last if is_below else None

    def part_off(self, marks: Set[str]) -> Motion | None:
        """The parts that have these marks, of the last motion of the item whose list has them, as a
        motion of their own before what is left of it; all of it where nothing else is left."""
        for motion in reversed(self.open):
            if not (found := parted(motion, marks)):
                continue
            own, others = found
            if not others:
                return motion
            part = replace(motion, lines=own, how=[], outcome=None, votes=None)
            motion.lines = others
            self.all.insert(self.all.index(motion), part)
            return part
        return None

    def put_to_the_vote(self, text: str, outcome: Outcome | None = None) -> Motion | None:
        """The one that these words put to the vote, with that outcome as far as it is known."""
        amendment = self.last("amendment")
        if outcome in LOST and amendment in self.waiting and AMENDED_MOTION.search(text):
            return amendment  # that it would have made of the motion; Hong Kong
        if SUBSTANTIVE_MOTION.search(text):
            main = [m for m in self.open if m.kind == "motion" and not m.is_of_procedure]
            main = [m for m in main if m.outcome is None] or main
            return main[0] if main else None
        named = PARAGRAPH.search(text)
        if named:
            numbered = [m for m in self.open if m.number == named[1] and m.kind != "resolution"]
            if numbered:
                return numbered[-1]
        if AMENDMENT.search(text):
            return self.amendment
        motion = self.last("motion")
        return motion if motion and motion.outcome is None else self._moved_to_change() or motion

    def _moved_to_change(self) -> Motion | None:
        """What waits for its result and changes something, but is called a motion: "Councillor Ash
        moved that the minutes be amended"."""
        changes = [m for m in self.waiting if m.kind == "amendment" and m.amends is None]
        return next((m for m in reversed(changes) if not AMENDMENT.search(m.text)), None)

    def is_carried(self, text: str) -> bool:
        """Whether a decision has hardly other words than the last motion that was carried: it says
        again what became of it."""
        carried = [m for m in self.open if m.kind == "motion" and m.outcome in CARRIED]
        words = _content(text)
        same = words & _content(carried[-1].text) if carried else set[str]()
        return len(words) >= FEW_WORDS and len(same) >= SAME * len(words)

    def put_off(self) -> None:
        """What waits for its result was put off where a motion to do so was carried behind it."""
        waiting = list[Motion]()
        for motion in self.all:
            if motion.outcome is None and motion.kind == "motion":
                waiting.append(motion)
            elif motion.outcome in CARRIED and PUTS_OFF.search(motion.text):
                for one in waiting:
                    one.outcome = "deferred"

    def take_carried(self, *, told: bool = True) -> Motion | None:
        """Take out the motion that a resolution carries: the last that waits for its result, or was
        carried. If not `told`, one whose words and result are printed stays as it is."""
        open_ones = [
            motion
            for motion in self.open
            if motion.kind == "motion"
            and not motion.is_of_procedure
            and motion.outcome in (None, *CARRIED)
            and (told or (not motion.is_decided and (motion.outcome is None or motion.bare)))
            and not PART.search(motion.text)
        ]
        if not open_ones:
            return None
        self.all.remove(open_ones[-1])
        return open_ones[-1]


def _content(text: str) -> set[str]:
    """The words of a decision, as far as they tell them, without those that only decide."""
    words = WORD.findall(DECIDING.sub(" ", text.lower()))
    return {word[:STEM] for word in words}
