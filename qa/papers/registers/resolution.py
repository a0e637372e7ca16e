"""What was resolved: the resolutions, motions and amendments of minutes and decision papers.

Each item is read line by line, as its clerk wrote it: somebody moves, the chair puts it to the
vote, the result is printed, and the resolution stands under it. A resolution takes its mover and
its vote from the motion that it carries; what was lost or withdrawn stays a motion. The phrases
stand in resolution.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from qa.papers.kinds import kind_of
from qa.papers.layout.block import MARKER
from qa.papers.paper import Passage, Standing
from qa.papers.register import Action, Outcome, Resolution, Votes, Words
from qa.papers.registers.action import ACTIONS, action
from qa.papers.registers.agreement import agreements
from qa.papers.registers.motion import AMENDMENT, CARRIED, NUMBER, PART, MinuteLine, Motion, Motions
from qa.papers.registers.mover import FROM_THE_CHAIR, IN_THE_NAMES, movers
from qa.papers.registers.vote import outcome_in, votes
from qa.papers.standing import (
    AGREED_ALONE,
    BODY_ALONE,
    DECIDED,
    MOVED,
    RESULT,
    VOTE_COUNT,
    standings_in_minutes,
)
from qa.phrases import Phrases

_PHRASES = Phrases.beside(__file__)
PUT = _PHRASES["put"]
VOTING = _PHRASES["voting"]
AMENDMENT_ACCEPTED = _PHRASES["amendment_accepted"]
AS_AMENDED = _PHRASES["as_amended"]
RESULT_IN_A_SENTENCE = _PHRASES["result_in_a_sentence"]
RESOLVED = _PHRASES["resolved"]
FRIENDLY_AMENDMENT = _PHRASES["friendly_amendment"]
PROPOSED_AND_AGREED = _PHRASES["proposed_and_agreed"]
CLOSING = _PHRASES["closing"]
MOVING = (MOVED, FROM_THE_CHAIR, PROPOSED_AND_AGREED, FRIENDLY_AMENDMENT)
SETTLING = (RESOLVED, PROPOSED_AND_AGREED, FRIENDLY_AMENDMENT)


def resolutions(passages: Sequence[Passage]) -> Iterator[Resolution]:
    """The resolutions of one paper, with the motions and amendments that were put, in order."""
    for _, group in groupby(enumerate(passages), lambda pair: _item(pair[1])):
        item = list(group)
        lines = [line for i, passage in item for line in _lines(i, passage)]
        kind = kind_of(item[0][1].document)
        if kind.is_record:
            yield from ItemReader().read(lines)
        elif kind.is_decision_notice:
            yield from _decisions(lines)


def _item(passage: Passage) -> tuple[object, ...]:
    return passage.document, passage.meeting, passage.item


def _lines(index: int, passage: Passage) -> Iterator[MinuteLine]:
    start = 0
    texts = passage.text.split("\n")
    for text, standing in zip(texts, _standings(passage, texts), strict=True):
        words = Words(index, start, start + len(text))
        start += len(text) + 1
        if text.strip():
            yield MinuteLine(text, words, standing)


def _standings(passage: Passage, texts: Sequence[str]) -> Sequence[Standing]:
    """What each line of a passage is worth; of draft minutes, what it will be once they are agreed.

    The entry itself stands as draft, as does the passage that it cites.
    """
    if passage.standing != "draft" or not kind_of(passage.document).is_record:
        return [passage.standing] * len(texts)
    return standings_in_minutes(texts, [0.0] * len(texts), [False] * len(texts))


def _decisions(lines: list[MinuteLine]) -> Iterator[Resolution]:
    """The decisions of a decision paper: each run of lines that stand as decided."""
    for decided, run in groupby(lines, lambda line: line.standing == "decided"):
        if decided:
            yield _record(Motion("resolution", list(run), outcome="agreed"), ())


class ItemReader:
    """Reads the minutes of one item, line by line.

    `current` is the motion or resolution to which the next line may belong, `vote` the lines of a
    vote whose result is still to come; `listing` is true under the heading of a list of actions.
    """

    def __init__(self) -> None:
        self.motions = Motions()
        self.actions: list[Action] = []
        self.current: Motion | None = None
        self.vote: list[MinuteLine] = []
        self.listing = False

    def read(self, lines: list[MinuteLine]) -> Iterator[Resolution]:
        """What was moved and resolved under the item, in the order in which it was moved."""
        for line in lines:
            self._take(line)
        self._end_vote(None)
        listed = tuple(self.actions)
        found = self.motions.all
        last = next((motion for motion in reversed(found) if motion.kind == "resolution"), None)
        for motion in found:
            if motion.kind == "motion" and motion.outcome in CARRIED:
                motion.kind = "motion" if motion.is_of_procedure else "resolution"
                last = last or motion
            record = _record(motion, listed if motion is last else ())
            if record.words:  # nothing is left of a line that only closes the meeting
                yield record
        if listed and last is None:
            yield Resolution("actions", "agreed", tuple(a.words for a in listed), actions=listed)

    def _take(self, line: MinuteLine) -> None:
        """Take the next line, as what its words say that it is."""
        text = line.text.strip()
        if self._take_action(line, text):
            return
        if self.vote and (MOVED.search(text) or RESOLVED.search(text)):
            self._end_vote(None)
        if self.vote:
            self._go_on_with_vote(line, text)
        elif AMENDMENT_ACCEPTED.search(text):
            self._end(self.motions.last("amendment"), "agreed", [line])
        elif any(pattern.search(text) for pattern in MOVING):
            self._move(line, text)
        elif (PUT.search(text) or VOTING.search(text)) and not RESOLVED.search(text):
            self._put(line, text)
        elif RESULT.match(text) or (AGREED_ALONE.match(text) and self.motions.all):
            self._take_result(line, text)
        elif self._waits_for(told := RESULT_IN_A_SENTENCE.search(text)):
            self._take_result(line, text[told.start() :] if told else text)
        elif AMENDMENT.search(text) and outcome_in(text) == "withdrawn":
            self._withdraw(line, text)
        elif line.standing == "decided":
            self._resolve(line, text)
        elif self.current and _goes_on(self.current, line):
            self.current.lines.append(line)
        else:
            self.current = None
            self._take_agreements(line)

    def _take_action(self, line: MinuteLine, text: str) -> bool:
        """Take a line of a list of actions, and say whether it is one."""
        if ACTIONS.match(text):
            self.listing, self.current = True, None
            return True
        self.listing = self.listing and line.standing == "recorded" and bool(MARKER.match(text))
        found = action(text, line.words, listed=True) if self.listing else None
        if found:
            self.actions.append(found)
        return self.listing

    def _move(self, line: MinuteLine, text: str) -> None:
        """Somebody moves a motion or an amendment; the line may say at once how it ended."""
        is_amendment = AMENDMENT.search(text) and not AS_AMENDED.search(text)
        motion = Motion("amendment" if is_amendment else "motion", [line])
        number = NUMBER.match(text)
        motion.number = number[1] if number else None
        motion.proposer, motion.seconder = movers(text)
        if line.standing == "decided" or any(pattern.search(text) for pattern in SETTLING):
            motion.votes = votes(text)
            motion.outcome = outcome_in(text) or ("carried" if motion.votes else None)
            if not motion.outcome and RESOLVED.search(text):
                motion.outcome = "agreed"
        self.motions.add(motion)
        self.current = motion

    def _put(self, line: MinuteLine, text: str) -> None:
        """The chair puts something to the vote; the result may stand in the same sentence."""
        self.current = None
        put = PUT.search(text)
        outcome = outcome_in(text[put.end() :]) if put else None
        if outcome:
            self._end(self.motions.put_to_the_vote(text), outcome, [line])
        else:
            self.vote = [line]

    def _go_on_with_vote(self, line: MinuteLine, text: str) -> None:
        """A line of a vote: counts, names, or the result that ends it."""
        if RESULT.match(text) or AGREED_ALONE.match(text):
            self._end_vote(line)
        elif len(self.vote) > 1 and not VOTE_COUNT.match(text) and NUMBER.match(text):
            self._end_vote(None)
            self._take(line)
        else:
            self.vote.append(line)

    def _end_vote(self, result: MinuteLine | None) -> None:
        """Give the lines of the vote to what was put; without a result the counts tell it."""
        vote, self.vote = self.vote, []
        if not vote:
            return
        counted = votes("\n".join(line.text for line in vote[1:])) if len(vote) > 1 else None
        outcome = outcome_in(result.text) if result else None
        if outcome is None and counted:
            outcome = _outcome_of(counted)
        text = vote[0].text
        motion = self.motions.put_to_the_vote(text)
        if PART.search(text):
            motion = Motion("motion", [vote[0]])
            self.motions.add(motion)
        self._end(motion, outcome or "agreed", [*vote, *([result] if result else [])])
        if motion:
            motion.votes = counted

    def _waits_for(self, told: re.Match[str] | None) -> bool:
        """Whether something that was moved has no result yet, and this is one."""
        waiting = told and self.motions.last("amendment" if AMENDMENT.search(told[0]) else "motion")
        return bool(waiting and waiting.outcome is None)

    def _take_result(self, line: MinuteLine, text: str) -> None:
        """A result that stands alone is that of what was moved last."""
        motion = self.motions.last("amendment" if AMENDMENT.search(text) else None)
        if motion and not motion.outcome:
            self._end(motion, outcome_in(text) or "agreed", [line])

    def _withdraw(self, line: MinuteLine, text: str) -> None:
        """An amendment was withdrawn: the last, or another that was not moved before."""
        names = IN_THE_NAMES.search(text)
        motion = None if names else self.motions.last("amendment")
        if motion is None or motion.outcome:
            motion = Motion("amendment", [line])
            motion.proposer, motion.seconder = movers(text)
            self.motions.add(motion)
        self._end(motion, "withdrawn", [line])

    def _resolve(self, line: MinuteLine, text: str) -> None:
        """A line that stands as decided: it begins a resolution, or goes on with one."""
        current = self.current
        if current and current.kind == "resolution" and not _begins_another(current, text):
            current.lines.append(line)
            return
        opens = DECIDED.match(text) or RESOLVED.search(text) or BODY_ALONE.match(text)
        if opens or (current and current.kind == "motion"):
            self.current = _resolution(line, text, self.motions.take_carried())
            self.motions.add(self.current)
        else:
            self._take_agreements(line)

    def _take_agreements(self, line: MinuteLine) -> None:
        """Take the sentences of running minutes that tell a decision."""
        for start, end in agreements(line.text):
            begins = line.words.start
            words = Words(line.words.passage, begins + start, begins + end)
            sentence = MinuteLine(line.text[start:end], words, "decided")
            outcome = outcome_in(sentence.text) or "agreed"
            self.motions.add(Motion("resolution", [sentence], outcome=outcome))

    def _end(self, motion: Motion | None, outcome: Outcome, lines: list[MinuteLine]) -> None:
        """Say how a motion ended, if it is known which; no line goes on with one after that."""
        if motion:
            motion.end(outcome, lines)
        self.current = None


def _outcome_of(counted: Votes) -> Outcome | None:
    """What the counts say became of what was put; nothing while one of them is missing."""
    if counted.favour is None or counted.against is None:
        return None
    return "carried" if counted.favour > counted.against else "lost"


def _goes_on(motion: Motion, line: MinuteLine) -> bool:
    """Whether a line still quotes what was moved."""
    if motion.outcome and motion.kind != "amendment":
        return False
    if motion.is_followed_by(line.text):
        return False
    if line.standing == "proposed":
        return True
    if motion.lines[-1].text.rstrip().endswith((":", ";", ",", " and")):
        return True
    return motion.lines[0].text.rstrip().endswith(":") and bool(MARKER.match(line.text))


def _begins_another(current: Motion, text: str) -> bool:
    """Whether a decided line begins another resolution rather than going on with `current`."""
    if current.is_followed_by(text):
        return True
    if not (DECIDED.match(text) or RESOLVED.match(text)):
        return False
    ended = current.lines[-1].text.rstrip(" ”\"'").endswith(".")
    return bool(RESOLVED.search(text)) or ended


def _resolution(line: MinuteLine, text: str, carried: Motion | None) -> Motion:
    """The resolution that begins with a line, with mover and vote of the motion that it carries."""
    preamble = re.split(r"\bthat\b|:", text, maxsplit=1, flags=re.IGNORECASE)[0]
    resolution = Motion("resolution", [line], outcome=outcome_in(preamble), votes=votes(preamble))
    if resolution.votes and not resolution.outcome:
        resolution.outcome = "carried"
    if carried:
        resolution.proposer, resolution.seconder = carried.proposer, carried.seconder
        resolution.outcome = resolution.outcome or carried.outcome
        resolution.votes = resolution.votes or carried.votes
        resolution.how = [*carried.lines[:1], *carried.how]
    resolution.outcome = resolution.outcome or "agreed"
    return resolution


def _record(motion: Motion, listed: tuple[Action, ...]) -> Resolution:
    """The record of a motion. `listed` are the actions that the minutes list under the item."""
    words = tuple(
        Words(line.words.passage, line.words.start, line.words.end - len(closing[0]))
        if (closing := CLOSING.search(line.text))
        else line.words
        for line in motion.lines
    )
    own = (action(line.text, line.words) for line in motion.lines if motion.kind != "amendment")
    actions = (*filter(None, own), *listed) if motion.outcome in CARRIED else ()
    return Resolution(
        motion.kind,
        motion.outcome or "not stated",
        tuple(one for one in words if one.end > one.start),
        tuple(line.words for line in motion.how),
        motion.proposer,
        motion.seconder,
        motion.votes,
        actions,
    )
