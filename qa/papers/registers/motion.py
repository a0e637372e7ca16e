"""A motion, amendment or resolution while the minutes are read, and its record.

The phrases stand in motion.toml.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from qa.papers.register import Action, Amended, Outcome, Resolution, ResolutionKind, Votes, Words
from qa.papers.registers.action import action
from qa.papers.registers.clause import Clause
from qa.papers.registers.content import says_what
from qa.papers.registers.telling import RECOMMENDED, is_empty
from qa.papers.registers.vote import votes
from qa.phrases import Phrase, Phrases

_PHRASES = Phrases.beside(__file__)
PROCEDURE = _PHRASES["procedure"]
CLOSING = _PHRASES["closing"]
NOTING, BESIDES = _PHRASES["noting"], _PHRASES["besides"]
DEFERRING, DECISIVE = _PHRASES["deferring"], _PHRASES["decisive"]

MAX_PROCEDURE_WORDS = 60  # of a motion of procedure
FIRST_LINES = 3  # of a resolution, which say whether it recommends
NUMBER = re.compile(r"^\(?(\d{1,3})[).]")  # of a paragraph: "15.", "(2)"
CARRIED: tuple[Outcome, ...] = ("unanimous", "carried", "agreed", "noted")
LOST: tuple[Outcome, ...] = ("lost", "fell")


@dataclass(slots=True)
class Motion:
    """A motion, amendment or resolution: its own clauses, and those that say how it ended (`how`).

    `number` is that of its paragraph, `outcome` None until the minutes say how it ended. It is
    `bare` while only who moved it was read, `over` once another item began, and
    `is_labelled` where a label stands before its words, `is_decided` where these
    are of a decision, if no result says otherwise. `amends` is the
    motion that an amendment is to change, `became` the resolution that carried a motion.
    """

    kind: ResolutionKind
    lines: list[Clause] = field(default_factory=list)
    how: list[Clause] = field(default_factory=list)
    number: str | None = None
    proposer: str | None = None
    seconder: str | None = None
    outcome: Outcome | None = None
    votes: Votes | None = None
    bare: bool = False
    over: bool = False
    is_labelled: bool = False
    is_decided: bool = False
    amends: Motion | None = None
    became: Motion | None = None

    @property
    def text(self) -> str:
        """Its own words."""
        return " ".join(line.text for line in self.lines)

    @property
    def says_what(self) -> bool:
        """Whether its own words say what was moved or decided."""
        return any(says_what(line.text) for line in self.lines)

    @property
    def is_of_procedure(self) -> bool:
        """Whether it decides nothing but how the meeting goes on."""
        text = self.text
        return bool(PROCEDURE.search(text)) and len(text.split()) <= MAX_PROCEDURE_WORDS

    @property
    def is_told(self) -> bool:
        """Whether enough of it is printed to be entered: its words, and who moved it or its end."""
        if all(is_empty(line.text) for line in self.lines):
            return False
        return self.outcome is not None or bool(self.proposer or self.seconder)

    def is_followed_by(self, text: str) -> bool:
        """Whether a line is the next numbered paragraph of the minutes after this one's."""
        first, here = NUMBER.match(self.lines[0].text), NUMBER.match(text)
        if not (first and here) or first[0].replace(first[1], "") != here[0].replace(here[1], ""):
            return False  # "1." under "8)" is of a list that is moved
        return int(here[1]) == int(first[1]) + 1

    def end(self, outcome: Outcome, lines: list[Clause]) -> None:
        """Take how it ended from the clauses that say so."""
        self.outcome = outcome
        told = "\n".join(line.text for line in lines)
        self.votes = self.votes or votes(told, amendment=self.kind == "amendment")
        self.how += [line for line in lines if line not in (*self.lines, *self.how)]

    def take_people(self, proposer: str | None, seconder: str | None) -> None:
        """Take who moved and who seconded it, as far as that is not known yet."""
        self.proposer = self.proposer or proposer
        self.seconder = self.seconder or seconder

    def drop_title(self, title: Phrase) -> None:
        """Leave a title away that stood for its words, now that these follow."""
        if self.is_decided and self.bare and title.match(self.lines[0].text):
            del self.lines[0]
            self.is_decided = False

    def carry(self, carried: Motion) -> None:
        """Take the mover, the vote and the words of the motion that this resolution carries; they
        are its own where it only says "RESOLVED accordingly"."""
        self.take_people(carried.proposer, carried.seconder)
        self.votes = self.votes or carried.votes
        if self.says_what or is_empty(self.text):
            self.how = [*carried.lines, *carried.how, *self.how]
        else:
            self.how = [*carried.how, *self.how, *self.lines]
            self.lines = list(carried.lines)
        carried.became = self

    def count(self) -> None:
        """Take the vote from all its clauses together, where none by itself tells it whole; half a
        vote of which they say that there is more is none."""
        if self.votes and self.votes.is_whole:
            return
        clauses = sorted((*self.lines, *self.how), key=lambda line: line.place)
        told = votes("\n".join(one.text for one in clauses), amendment=self.kind == "amendment")
        if told is None or told.is_whole:
            self.votes = told

    def lose_to_the_motion(self) -> None:
        """An amendment that was seconded, and of which nothing more is told, was lost where the
        motion was carried against it. Scotland: one vote decides between the two."""
        motion = self.amends and (self.amends.became or self.amends)
        if not (motion and self.kind == "amendment" and self.seconder and self.outcome is None):
            return
        if motion.outcome in CARRIED:
            self.outcome = "lost"
            votes = motion.votes
            if votes and votes.is_whole:
                self.votes = Votes(votes.against, votes.favour, votes.abstained)

    def lose_to(self, amendment: Motion) -> None:
        """A motion of which nothing more is told was lost to an amendment that was carried against
        it, where that is said to be the decision. Scotland."""
        told = " ".join(line.text for line in amendment.how)
        if self.outcome is None and amendment.outcome in CARRIED and DECISIVE.search(told):
            self.outcome = "lost"
            votes = amendment.votes
            if votes and votes.is_whole:
                self.votes = Votes(votes.against, votes.favour, votes.abstained)

    def drop_vote_of_another(self) -> None:
        """Leave away a vote that says the opposite of how it ended: it is of something else that
        was put under the item."""
        if not (self.votes and self.votes.is_whole):
            return
        margin = (self.votes.favour or 0) - (self.votes.against or 0)
        divided = self.outcome == "unanimous" and self.votes.against
        lost = margin < 0 and self.outcome in CARRIED
        if divided or lost or (margin > 0 and self.outcome in LOST):
            self.votes = None

    def decide(self) -> None:
        """What was moved and carried is a resolution, but for how the meeting goes on; one that
        recommends, notes or defers is told as what it is."""
        if self.outcome is None and self.is_decided and self.kind == "motion":
            self.outcome = "agreed"
        if self.kind == "motion" and self.outcome in CARRIED and not self.is_of_procedure:
            self.kind = "resolution"
        if self.kind == "resolution":
            first = self.lines[:FIRST_LINES]
            if any(RECOMMENDED.search(line.text) for line in first):
                self.kind = "recommendation"
        told = [line.text for line in self.lines if not is_empty(line.text)]
        if self.outcome != "agreed" or self.kind == "amendment" or not told:
            return
        if all(NOTING.search(text) and not BESIDES.search(text) for text in told):
            self.outcome = "noted"
        elif DEFERRING.search(told[0]):
            self.outcome = "deferred"


def record(motion: Motion, listed: tuple[Action, ...]) -> Resolution:
    """The record of a motion. `listed` are the actions that the minutes list under the item."""
    own = (action(line.text, line.words) for line in motion.lines if motion.kind != "amendment")
    actions = (*filter(None, own), *listed) if motion.outcome in CARRIED else ()
    return Resolution(
        motion.kind,
        motion.outcome or "not stated",
        _joined(motion.lines),
        _joined(motion.how),
        motion.proposer,
        motion.seconder,
        motion.votes,
        actions,
        _amended(motion.amends),
    )


def _amended(motion: Motion | None) -> Amended | None:
    """What an amendment was to change, with how it ended: as itself, or as what carried it."""
    if motion is None or not (words := _joined(motion.lines)):
        return None
    ended = motion.became or motion
    return Amended(words, ended.outcome or "not stated")


def _joined(lines: list[Clause]) -> tuple[Words, ...]:
    """Where the clauses stand, with those that follow each other in one line put together, and
    without the end of the meeting, which is no part of its last resolution."""
    found: list[Words] = []
    for line in lines:
        closing = CLOSING.search(line.text)
        words = line.words
        if closing:
            words = Words(words.passage, words.start, words.end - len(closing[0]))
        if words.end <= words.start:
            continue
        before = found[-1] if found else None
        beside = before and before.passage == words.passage and not line.first
        if before and beside and 0 <= words.start - before.end <= 2:
            found[-1] = Words(before.passage, before.start, words.end)
        else:
            found.append(words)
    return tuple(found)
