"""Who moved and who seconded, while minutes are read: before, in or behind what was moved.

The phrases stand in moving.toml.
"""

from __future__ import annotations

import re

from qa.papers.register import Outcome, ResolutionKind
from qa.papers.registers.clause import Clause
from qa.papers.registers.motion import CARRIED, NUMBER, Motion
from qa.papers.registers.mover import CHAIR, FROM_THE_CHAIR, suggester
from qa.papers.registers.people import names_nothing, only_people, people
from qa.papers.registers.proceedings import Proceedings
from qa.papers.registers.telling import (
    AMENDING,
    BELOW,
    DECIDED,
    ELECTED,
    FOLLOWING,
    FRIENDLY_AMENDMENT,
    MOTION_TITLE,
    ON_THE_PROPOSAL,
    OPEN_END,
    PASSIVE,
    VOTING,
    decides,
    ends_so,
    is_empty,
    is_of_an_amendment,
    outcome_of,
    settled,
)
from qa.papers.registers.vote import votes
from qa.papers.registers.voting import Voting
from qa.papers.standing import MOVED
from qa.phrases import Phrases

_PHRASES = Phrases.beside(__file__)
AMENDMENT_ACCEPTED = _PHRASES["amendment_accepted"]
PROPOSED_AND_AGREED = _PHRASES["proposed_and_agreed"]
MOVED_BACK, OPINION = _PHRASES["moved_back"], _PHRASES["opinion"]
MOVED_BY_WHOM = _PHRASES["moved_by_whom"]
NAMED_DEED = _PHRASES["named_deed"]
MOTION_LABEL, AMENDMENT = _PHRASES["motion_label"], _PHRASES["amendment_label"]
MOTION_HEAD, AMENDMENT_HEAD = _PHRASES["motion_head"], _PHRASES["amendment_head"]
SUBMITTED_BY = _PHRASES["submitted_by"]
ANOTHER = re.compile(r"An? (?:further |second )?(?:motion|amendment|proposal) (?:to|that)\b")
MOVING = re.compile(r"\b(?:propos|mov|second)ed\b|\b2nd\b")
TITLE_OF_MOTION = re.compile(r"(?:\W?\w{1,3}[.)] )?Motion to [^.;:]{3,60}\.?")
SECONDED_END = re.compile(r"\bseconded[.:]?$", re.IGNORECASE)
PROPOSED_THAT = re.compile(r"It was (?:also |then |further )?proposed (?:that|to)\b")
THAT = re.compile(r"[“\"]?(?:That|THAT)\b")


def _is_title(motion: Motion) -> bool:
    """Whether only a title was read of a motion: "Motion to adopt the agenda"."""
    return motion.bare and TITLE_OF_MOTION.fullmatch(motion.lines[0].text) is not None


class Moving:
    """Takes what is moved into the proceedings, with those who moved and seconded it."""

    def __init__(self, proceedings: Proceedings, voting: Voting, committee: str) -> None:
        self._proceedings = proceedings
        self._voting = voting
        self._committee = committee

    def take_voted(self, clause: Clause, text: str, vote: list[Clause]) -> None:
        """The same as `take`, where the vote is printed before what it is of."""
        known = len(self._proceedings.all)
        self.take(clause, text)
        made = self._proceedings.all[known:]
        if vote and made:
            told = "\n".join(one.text for one in vote)
            made[-1].how += vote
            made[-1].votes = made[-1].votes or votes(told, amendment=made[-1].kind == "amendment")
            self._voting.divide(vote, told)

    def take(self, clause: Clause, text: str) -> None:
        """Somebody moves something; the clause may say at once how it ended."""
        proposer, seconder = self._people(text)
        outcome = settled(text)
        decided = DECIDED.search(text) or PASSIVE.match(text)
        tells = decided is not None and decides(text, self._committee)
        if not outcome and (tells or ELECTED.search(text) or ends_so(text)):
            outcome = "agreed"
        if not outcome and "vote" in text and (counted := votes(text)):
            outcome = outcome_of(counted)
        if only_people(text):
            self._take_people(clause, proposer, seconder, outcome)
        elif not (seconder and not proposer and self._second(clause, seconder, outcome)):
            self._take_motion(clause, text, outcome)

    def label(self, clause: Clause, text: str) -> None:
        """The words of a motion stand behind a label: "PROPOSAL: To buy a mower"."""
        waiting = self._proceedings.waiting[-1:]
        if waiting and waiting[0].bare and waiting[0].proposer and not any(people(text)):
            waiting[0].lines.append(clause)  # under those who moved it
            waiting[0].bare = False
            self._proceedings.current = waiting[0]
            return
        is_amendment = AMENDMENT.match(text) or self._is_under_amendment()
        made = Motion("amendment" if is_amendment else "motion", [clause])
        made.is_labelled = True
        made.bare = clause.first and TITLE_OF_MOTION.fullmatch(text) is not None
        made.take_people(*people(text))
        before = self._proceedings.before
        if submitted := SUBMITTED_BY.match(before.text) if before else None:
            made.take_people(submitted["name"], None)
        made.outcome = settled(text) if any(people(text)) else None
        made.votes = votes(text) if made.outcome else None
        self._proceedings.add(made)

    def _take_motion(self, clause: Clause, text: str, outcome: Outcome | None) -> None:
        proposer, seconder = self._people(text)
        latest = self._proceedings.latest
        points_back = proposer and MOVED_BACK.search(text)
        if latest and points_back and not latest.proposer:
            if latest.outcome in CARRIED:
                self._tell_people(latest, clause, outcome)
                return
            if latest.is_labelled and latest.outcome is None:
                latest.take_people(proposer, seconder)
                latest.how.append(clause)
                return
        if outcome and MOVED_BY_WHOM.match(text) and (moved := self._proceedings.moved_by(text)):
            moved.take_people(None, seconder)
            self._voting.give(clause, text, outcome)
            return
        titled = bool(MOTION_TITLE.match(text)) and clause.first and not outcome
        if not (proposer or seconder or titled or FROM_THE_CHAIR.search(text)):
            below = BELOW.search(text) or FOLLOWING.search(text) or ANOTHER.match(text)
            if outcome and not below:
                self._voting.give(clause, text, outcome)
            elif MOVED.search(text):
                self._add_nameless(clause, text, outcome)
            return
        if titled and not proposer and self._goes_on_with_title(clause):
            return
        self._drop_title(proposer)
        changes = AMENDING.search(text) or FRIENDLY_AMENDMENT.search(text)
        is_amendment = is_of_an_amendment(text) or bool(changes) or self._is_under_amendment()
        made = Motion("amendment" if is_amendment else "motion", [clause], outcome=outcome)
        number = NUMBER.match(text)
        made.number = number[1] if number else None
        made.take_people(proposer, seconder)
        made.bare = (titled and not MOVING.search(text)) or names_nothing(text)
        made.is_decided = bool(seconder and ON_THE_PROPOSAL.search(text))
        if outcome:
            made.votes = votes(text, amendment=is_amendment)
        elif clause.standing == "decided" and PROPOSED_AND_AGREED.search(text):
            made.outcome = "agreed"
        self._proceedings.add(made)
        if outcome and not OPEN_END.search(text):
            self._proceedings.current = None
        elif titled and VOTING.search(text):
            self._voting.lines, self._proceedings.current = [clause], None

    def _people(self, text: str) -> tuple[str | None, str | None]:
        proposer, seconder = people(text)
        before = self._proceedings.before
        if proposer == "the Chair" and before and (chair := CHAIR.search(before.text)):
            proposer = chair[0]
        if FRIENDLY_AMENDMENT.search(text):
            proposer = proposer or suggester(text)
        return proposer, seconder

    def _add_nameless(self, clause: Clause, text: str, outcome: Outcome | None) -> None:
        """It was moved and seconded that something be done, by whom is not printed."""
        made = Motion("amendment" if is_of_an_amendment(text) else "motion", [clause])
        made.outcome = outcome
        titled = clause.first and TITLE_OF_MOTION.fullmatch(text)
        made.bare = bool(SECONDED_END.search(text) or BELOW.search(text) or titled)
        self._proceedings.add(made)

    def _goes_on_with_title(self, clause: Clause) -> bool:
        """Whether a clause gives the words of a motion whose title was read: take it so."""
        titles = [m for m in self._proceedings.waiting if m.bare and m.proposer]
        if not titles:
            return False
        titles[-1].lines.append(clause)
        titles[-1].bare = False
        self._proceedings.current = titles[-1]
        return True

    def _drop_title(self, proposer: str | None) -> None:
        """Take out a title that only said whose motion follows, now that it does."""
        for motion in self._proceedings.waiting:
            title = motion.lines[0].text
            is_title = MOTION_TITLE.match(title) and not MOVING.search(title)
            if proposer and is_title and len(motion.lines) == 1:
                self._proceedings.all.remove(motion)

    def _take_people(
        self, clause: Clause, proposer: str | None, seconder: str | None, outcome: Outcome | None
    ) -> None:
        """A clause that only says who moved and seconded: of what stands before it or after."""
        latest, current = self._proceedings.latest, self._proceedings.current
        waiting = self._proceedings.waiting[-1:]
        if proposer and self._is_under_deed():
            self._add_bare(clause, proposer, seconder, outcome)
        elif current and current is latest and is_empty(current.lines[-1].text):
            current.take_people(proposer, seconder)
            current.lines.append(clause)
        elif waiting and not waiting[0].proposer and proposer and _is_title(waiting[0]):
            waiting[0].take_people(proposer, seconder)
            waiting[0].lines.append(clause)
        elif waiting and proposer and self._stands_under(waiting[0], proposer):
            waiting[0].take_people(proposer, seconder)
            waiting[0].how.append(clause)
            waiting[0].votes = votes(clause.text)
            if outcome:
                waiting[0].end(outcome, [clause])
        elif latest and latest.outcome is not None and not latest.proposer and proposer:
            self._tell_people(latest, clause, outcome)
        elif seconder and not proposer and waiting and not waiting[0].seconder:
            waiting[0].seconder = seconder
            waiting[0].how.append(clause)
            if outcome:
                waiting[0].end(outcome, [clause])
        elif latest and latest.seconder is None and seconder and not proposer:
            latest.seconder = seconder
            latest.how.append(clause)
            latest.votes = latest.votes or votes(clause.text)
        elif proposer and not (latest and latest.proposer == proposer):
            self._add_bare(clause, proposer, seconder, outcome)
        if outcome:
            self._close(clause)

    def _stands_under(self, motion: Motion, proposer: str) -> bool:
        """Whether who moved a motion may be told behind its words: a label or nothing but them
        stands before, or who gave notice of it is told again."""
        if motion.is_labelled and motion.proposer == proposer:
            return True
        at_once = not motion.bare and motion.lines[-1] is self._proceedings.before
        return motion.proposer is None and (motion.is_labelled or at_once)

    def _add_bare(
        self, clause: Clause, proposer: str, seconder: str | None, outcome: Outcome | None
    ) -> None:
        """What is moved by them is still to come, or stands before them in the line."""
        self._drop_title(proposer)
        before = self._proceedings.before
        kind: ResolutionKind = "amendment" if self._is_under_amendment() else "motion"
        made = Motion(kind, [clause], proposer=proposer, seconder=seconder, bare=True)
        made.outcome, made.votes = outcome, votes(clause.text)
        if outcome and before and OPEN_END.search(before.text):
            made.lines.insert(0, before)
        elif before and not clause.first and OPINION.match(before.text):
            made.lines.insert(0, before)
            made.outcome, made.bare = outcome or "agreed", False
        elif (
            before
            and (THAT.match(before.text) or PROPOSED_THAT.match(before.text))
            and not self._is_told(before)
        ):
            made.lines.insert(0, before)  # North America: the movers stand under the motion
            made.bare = False
        elif before and PASSIVE.match(before.text) and not self._is_told(before):
            made.lines.insert(0, before)  # "The agenda was adopted.", "Motion by: Ash"
            made.outcome, made.bare = outcome or "agreed", False
        elif before and self._is_under_deed():
            made.lines.insert(0, before)  # "Adoption of the accounts", over who moved it
            made.is_decided = True  # its words may still follow: "That the accounts be adopted"
        self._proceedings.add(made)
        if made.is_decided:
            self._proceedings.current = None

    def _is_under_amendment(self) -> bool:
        """Whether the clause before this one is the head of an amendment, and nothing else."""
        before = self._proceedings.before
        head = MOTION_HEAD.match(before.text) if before else None
        titled = before is not None and AMENDMENT_HEAD.match(before.text) is not None
        return titled or (head is not None and head["kind"].lower() == "amendment")

    def _is_under_deed(self) -> bool:
        """Whether the clause before this one is a title that names what was done, and no more."""
        before = self._proceedings.before
        return bool(before and NAMED_DEED.match(before.text)) and not self._is_told(before)

    def _is_told(self, clause: Clause | None) -> bool:
        """Whether a clause is of something that was moved or resolved."""
        return any(clause in motion.lines for motion in self._proceedings.all)

    def _tell_people(self, latest: Motion, clause: Clause, outcome: Outcome | None) -> None:
        """Who moved and seconded is printed behind the resolution."""
        latest.take_people(*people(clause.text))
        latest.how.append(clause)
        latest.votes = latest.votes or votes(clause.text)
        if outcome and latest.outcome == "agreed":
            latest.outcome = outcome

    def _second(self, clause: Clause, seconder: str, outcome: Outcome | None) -> bool:
        """Somebody seconds what was moved before; False if nothing waits for it."""
        waiting = [motion for motion in self._proceedings.waiting if motion.seconder is None]
        if not waiting:
            return False
        waiting[-1].seconder = seconder
        waiting[-1].how.append(clause)
        if outcome:
            waiting[-1].end(outcome, [clause])
            self._close(clause)
        return True

    def _close(self, clause: Clause) -> None:
        """Let nothing go on with what a clause says the end of, unless its words are to follow."""
        current = self._proceedings.current
        if current and not current.bare and not OPEN_END.search(clause.text):
            self._proceedings.current = None

    def accept_amendment(self, clause: Clause) -> None:
        """Those who moved a motion take an amendment into it."""
        proposer, seconder = people(clause.text)
        waiting = self._proceedings.last("amendment")
        if proposer and (is_of_an_amendment(clause.text) or not waiting):
            made = Motion("amendment", [clause], proposer=proposer, seconder=seconder)
            made.outcome = "agreed"
            self._proceedings.add(made)
        elif waiting and waiting.outcome is None:
            waiting.end("agreed", [clause])
        self._proceedings.current = None
