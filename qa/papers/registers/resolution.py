"""What was resolved: the resolutions, motions and amendments of minutes and decision papers.

Each item is read line by line, as its clerk wrote it: somebody moves, the chair puts it to the
vote, the result is printed, and the resolution stands under it. A resolution takes its mover and
its vote from the motion that it carries; what was lost or withdrawn stays a motion.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from qa.papers.kinds import kind_of
from qa.papers.layout.block import MARKER
from qa.papers.paper import Passage, Standing
from qa.papers.register import Action, Outcome, Resolution, ResolutionKind, Votes, Words
from qa.papers.registers.action import ACTIONS, action
from qa.papers.registers.agreement import agreements
from qa.papers.registers.mover import FROM_THE_CHAIR, IN_THE_NAMES, movers
from qa.papers.registers.vote import fate, votes
from qa.papers.standing import AGREED_ALONE, BODY, DECIDED, MOVED, RESULT, VOTE_COUNT

# "the Chairman put the amendment set out in paragraph 15 to the vote"; "was put to the vote".
PUT = re.compile(
    r"\bput\b.{0,220}?\bto (?:the|a) vote\b|\bput the (?:\w+ )?(?:motion|amendment)", re.IGNORECASE
)
VOTING = re.compile(r"\bvoting was as follows\b|\brecorded vote\b", re.IGNORECASE)
PART = re.compile(r"\bpart \(?\w{1,3}\)? of\b", re.IGNORECASE)
PARAGRAPH = re.compile(r"\bparagraph (\d{1,3})\b", re.IGNORECASE)
NUMBER = re.compile(r"^\(?(\d{1,3})[).]")
AMENDMENT = re.compile(r"\bamendments?\b", re.IGNORECASE)
# "The proposer and seconder of the original motion agreed to the amendment".
ACCEPTED = re.compile(r"\bproposer and seconder\b.{0,60}\b(?:agreed|accepted)\b", re.IGNORECASE)
# A motion of procedure: it carries nothing but the meeting.
PROCEDURE = re.compile(
    r"\bbe (?:now )?put to the vote\b|\bextend the meeting\b|\bnext business\b|\badjourn", re.I
)
RESOLVED = re.compile(r"\bresolved\b|^(?:decision|resolution)\s*:", re.IGNORECASE)
# "Mr A suggested and the Leader and Cabinet agreed to the following amendment …:"
FRIENDLY = re.compile(
    r"\b(?:suggested|proposed|moved)\b.{0,100}\bagreed to the following amendment\b", re.IGNORECASE
)
# "The Chairman proposed that … and it was agreed unanimously."
PROPOSED_AND_AGREED = re.compile(
    r"\bproposed that\b.{5,400}\b(?:was|were) (?:agreed|carried)\b", re.IGNORECASE | re.DOTALL
)
# What closes the minutes is no part of the last resolution.
CLOSING = re.compile(
    r"\s*\b(?:the )?meeting (?:closed|ended|concluded|was closed)\b.*$", re.IGNORECASE | re.DOTALL
)
MOVING = (MOVED, FROM_THE_CHAIR, PROPOSED_AND_AGREED, FRIENDLY)
DONE: tuple[Outcome, ...] = ("unanimous", "carried", "agreed")


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    words: Words
    standing: Standing


@dataclass(slots=True)
class _Motion:
    """A motion, amendment or resolution while it is gathered."""

    kind: ResolutionKind
    lines: list[_Line] = field(default_factory=list)
    how: list[_Line] = field(default_factory=list)
    number: str | None = None
    proposer: str | None = None
    seconder: str | None = None
    outcome: Outcome | None = None
    votes: Votes | None = None

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


def resolutions(passages: Sequence[Passage]) -> Iterator[Resolution]:
    """The resolutions of one paper, with the motions and amendments that were put, in order."""
    for _, group in groupby(enumerate(passages), lambda pair: _item(pair[1])):
        item = list(group)
        kind = kind_of(item[0][1].document)
        if kind.is_record:
            yield from _Item().read([line for i, passage in item for line in _lines(i, passage)])
        elif kind.is_decision_notice:
            yield from _decision([line for i, passage in item for line in _lines(i, passage)])


def _item(passage: Passage) -> tuple[object, ...]:
    return passage.document, passage.meeting, passage.item


def _lines(index: int, passage: Passage) -> Iterator[_Line]:
    start = 0
    for text in passage.text.split("\n"):
        words = Words(index, start, start + len(text))
        start += len(text) + 1
        if text.strip():
            yield _Line(text, words, passage.standing)


def _decision(lines: list[_Line]) -> Iterator[Resolution]:
    """The decisions of a decision paper: the lines that stand as decided."""
    for decided, run in groupby(lines, lambda line: line.standing == "decided"):
        if decided:
            yield _finished(_Motion("resolution", list(run), outcome="agreed"), ())


class _Item:
    """One item of minutes while it is read."""

    def __init__(self) -> None:
        self.found: list[_Motion] = []
        self.actions: list[Action] = []
        self.current: _Motion | None = None  # to which the next line may belong
        self.block: list[_Line] = []  # of a vote, up to its result
        self.listing = False  # under "Actions arising:"

    def read(self, lines: list[_Line]) -> Iterator[Resolution]:
        """What was moved and resolved under the item, in the order in which it was moved."""
        for line in lines:
            self._take(line)
        self._close_block(None)
        listed = tuple(self.actions)
        last = next((m for m in reversed(self.found) if m.kind == "resolution"), None)
        for motion in self.found:
            if motion.kind == "motion" and motion.outcome in DONE:
                motion.kind = "motion" if PROCEDURE.search(motion.text) else "resolution"
                last = last or motion
            found = _finished(motion, listed if motion is last else ())
            if found.words:  # and not merely the end of the meeting
                yield found
        if listed and last is None:
            yield Resolution("actions", "agreed", tuple(a.words for a in listed), actions=listed)

    def _take(self, line: _Line) -> None:
        text = line.text.strip()
        if self._lists(line, text):
            return
        if self.block and (MOVED.search(text) or RESOLVED.search(text)):
            self._close_block(None)
        if self.block:
            self._go_on(line, text)
        elif ACCEPTED.search(text):
            self._decide(self._moved_last("amendment"), "agreed", [line])
        elif any(words.search(text) for words in MOVING):
            self._move(line, text)
        elif (PUT.search(text) or VOTING.search(text)) and not RESOLVED.search(text):
            self._put(line, text)
        elif RESULT.match(text) or (AGREED_ALONE.match(text) and self.found):
            self._result(line, text)
        elif AMENDMENT.search(text) and fate(text) == "withdrawn":
            self._withdraw(line, text)
        elif line.standing == "decided":
            self._resolve(line, text)
        elif self.current and self._goes_on(self.current, line):
            self.current.lines.append(line)
        else:
            self.current = None
            self._told(line)

    def _goes_on(self, motion: _Motion, line: _Line) -> bool:
        """Whether a line still quotes what was moved."""
        if motion.outcome and motion.kind != "amendment":
            return False
        listing = motion.lines[0].text.rstrip().endswith(":") and MARKER.match(line.text)
        open_ended = motion.lines[-1].text.rstrip().endswith((":", ";", ",", " and")) or listing
        if _is_next(motion, line.text):
            return False
        return line.standing == "proposed" or bool(open_ended)

    def _lists(self, line: _Line, text: str) -> bool:
        """Take a line of a list of actions."""
        if ACTIONS.match(text):
            self.listing, self.current = True, None
            return True
        self.listing = self.listing and line.standing == "recorded" and bool(MARKER.match(text))
        laid = action(text, line.words, listed=True) if self.listing else None
        if laid:
            self.actions.append(laid)
        return self.listing

    def _move(self, line: _Line, text: str) -> None:
        is_amendment = AMENDMENT.search(text) and not re.search(r"\bas amended\b", text, re.I)
        motion = _Motion("amendment" if is_amendment else "motion", [line])
        number = NUMBER.match(text)
        motion.number = number[1] if number else None
        motion.proposer, motion.seconder = movers(text)
        settled = any(words.search(text) for words in (RESOLVED, PROPOSED_AND_AGREED, FRIENDLY))
        if line.standing == "decided" or settled:
            motion.votes = votes(text)
            motion.outcome = fate(text) or ("carried" if motion.votes else None)
            if not motion.outcome and RESOLVED.search(text):
                motion.outcome = "agreed"
        self.found.append(motion)
        self.current = motion

    def _put(self, line: _Line, text: str) -> None:
        """The chair puts something to the vote; the result may stand in the same sentence."""
        self._close_block(None)
        self.current = None
        told = text[found.end() :] if (found := PUT.search(text)) else ""
        outcome = fate(told)
        if outcome:
            self._decide(self._meant(text), outcome, [line])
        else:
            self.block = [line]

    def _go_on(self, line: _Line, text: str) -> None:
        """A line of a vote: counts, names, or the result that ends it."""
        if RESULT.match(text) or AGREED_ALONE.match(text):
            self._close_block(line)
        elif len(self.block) > 1 and not VOTE_COUNT.match(text) and NUMBER.match(text):
            self._close_block(None)
            self._take(line)
        else:
            self.block.append(line)

    def _close_block(self, result: _Line | None) -> None:
        block, self.block = self.block, []
        if not block:
            return
        counted = votes("\n".join(line.text for line in block[1:])) if len(block) > 1 else None
        outcome = fate(result.text) if result else None
        if outcome is None and counted and counted.favour is not None:
            outcome = "carried" if counted.favour > (counted.against or 0) else "lost"
        text = block[0].text
        motion = self._meant(text)
        if PART.search(text):
            motion = _Motion("motion", [block[0]])
            self.found.append(motion)
        self._decide(motion, outcome or "agreed", [*block, *([result] if result else [])])
        if motion:
            motion.votes = counted

    def _result(self, line: _Line, text: str) -> None:
        motion = self._moved_last("amendment" if AMENDMENT.search(text) else None)
        if motion and not motion.outcome:
            self._decide(motion, fate(text) or "agreed", [line])

    def _withdraw(self, line: _Line, text: str) -> None:
        names = IN_THE_NAMES.search(text)
        motion = None if names else self._moved_last("amendment")
        if motion is None or motion.outcome:
            motion = _Motion("amendment", [line])
            motion.proposer, motion.seconder = movers(text)
            self.found.append(motion)
        self._decide(motion, "withdrawn", [line])

    def _resolve(self, line: _Line, text: str) -> None:
        """A line of a resolution: the first, or one that goes on."""
        current = self.current
        if current and current.kind == "resolution" and not _begins_anew(current, text):
            current.lines.append(line)
            return
        opens = DECIDED.match(text) or RESOLVED.search(text) or BODY.match(text)
        if not (opens or (current and current.kind == "motion")):
            self._told(line)
            return
        carried = self._carried()
        resolution = _Motion("resolution", [line], outcome=fate(_preamble(text)))
        resolution.votes = votes(_preamble(text))
        if resolution.votes and not resolution.outcome:
            resolution.outcome = "carried"
        if carried:
            self.found.remove(carried)
            resolution.proposer, resolution.seconder = carried.proposer, carried.seconder
            resolution.outcome = resolution.outcome or carried.outcome
            resolution.votes = resolution.votes or carried.votes
            resolution.how = [*carried.lines[:1], *carried.how]
        resolution.outcome = resolution.outcome or "agreed"
        self.found.append(resolution)
        self.current = resolution

    def _told(self, line: _Line) -> None:
        """The sentences of running minutes that tell a decision."""
        for start, end in agreements(line.text):
            at = line.words.start
            words = Words(line.words.passage, at + start, at + end)
            told = _Line(line.text[start:end], words, "decided")
            self.found.append(_Motion("resolution", [told], outcome=fate(told.text) or "agreed"))

    def _carried(self) -> _Motion | None:
        """The motion that a resolution carries: the last that was, or that waits for its result."""
        motions = [m for m in self.found if m.kind == "motion" and not PROCEDURE.search(m.text)]
        waiting = [m for m in motions if m.outcome in (None, *DONE) and not PART.search(m.text)]
        return waiting[-1] if waiting else None

    def _meant(self, text: str) -> _Motion | None:
        """The motion that is put to the vote by these words."""
        if re.search(r"\bsubstantive motion\b", text, re.IGNORECASE):
            main = [m for m in self.found if m.kind == "motion" and not PROCEDURE.search(m.text)]
            return main[0] if main else None
        named = PARAGRAPH.search(text)
        if named:
            numbered = [m for m in self.found if m.number == named[1] and m.kind != "resolution"]
            if numbered:
                return numbered[-1]
        return self._moved_last("amendment" if AMENDMENT.search(text) else "motion")

    def _moved_last(self, kind: ResolutionKind | None) -> _Motion | None:
        kinds = (kind,) if kind else ("motion", "amendment", "resolution")
        found = [m for m in self.found if m.kind in kinds]
        waiting = [m for m in found if m.outcome is None] or found
        return waiting[-1] if waiting else None

    def _decide(self, motion: _Motion | None, outcome: Outcome, lines: list[_Line]) -> None:
        if motion:
            motion.outcome = outcome
            motion.votes = motion.votes or votes(" ".join(line.text for line in lines))
            motion.how += lines
        self.current = None


def _begins_anew(current: _Motion, text: str) -> bool:
    """Whether a decided line begins another resolution rather than going on with `current`."""
    if _is_next(current, text):
        return True
    if not (DECIDED.match(text) or RESOLVED.match(text)):
        return False
    ended = current.lines[-1].text.rstrip(" ”\"'").endswith(".")
    return bool(RESOLVED.search(text)) or ended


def _is_next(current: _Motion, text: str) -> bool:
    """Whether a line is the next numbered paragraph of the minutes after that of `current`."""
    first, here = NUMBER.match(current.lines[0].text), NUMBER.match(text)
    if not (first and here) or first[0].replace(first[1], "") != here[0].replace(here[1], ""):
        return False  # "1." under "8)" is of the list that is moved
    return int(here[1]) == int(first[1]) + 1


def _preamble(text: str) -> str:
    """What stands in a resolution's line before what is resolved: who moved it, and the vote."""
    return re.split(r"\bthat\b|:", text, maxsplit=1, flags=re.IGNORECASE)[0]


def _finished(motion: _Motion, listed: tuple[Action, ...]) -> Resolution:
    words = tuple(
        Words(line.words.passage, line.words.start, line.words.end - len(closing[0]))
        if (closing := CLOSING.search(line.text))
        else line.words
        for line in motion.lines
    )
    laid = (action(line.text, line.words) for line in motion.lines if motion.kind != "amendment")
    actions = (*(one for one in laid if one), *listed) if motion.outcome in DONE else ()
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
