"""The minutes of one meeting, read clause by clause: see resolution.py.

The phrases stand in item_reader.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa.papers.layout.block import MARKER
from qa.papers.register import Action, Outcome, Resolution, ResolutionKind
from qa.papers.registers.action import ACTIONS, action
from qa.papers.registers.clause import Clause
from qa.papers.registers.motion import CARRIED, NUMBER, Motion, record
from qa.papers.registers.moving import AMENDMENT_ACCEPTED, Moving
from qa.papers.registers.proceedings import Proceedings
from qa.papers.registers.telling import (
    DECIDED,
    DEFERRED,
    ELECTED,
    FOLLOWING,
    HEADING,
    MAX_PEOPLE,
    NARRATIVE,
    OPEN_END,
    PASSIVE,
    POINTS_BACK,
    PUT,
    RECOMMENDED,
    RESOLVED,
    RESULT,
    TO_DO,
    VOTING,
    body_over_a_list,
    decides,
    is_empty,
    is_of_an_amendment,
    lead,
    manner,
    people,
    settled,
    speaks_of_moving,
    tells_result,
)
from qa.papers.registers.vote import votes
from qa.papers.registers.vote_table import is_head
from qa.papers.registers.voting import Voting
from qa.phrases import Phrases

_PHRASES = Phrases.beside(__file__)
ASIDE, ACTION_BY = _PHRASES["aside"], _PHRASES["action_by"]
RECOMMENDATION_LABEL = _PHRASES["recommendation_label"]
QUESTION, PUTS = _PHRASES["question"], _PHRASES["puts"]
LEADING, SIDE_COUNT = _PHRASES["leading"], _PHRASES["side_count"]
PROPOSED_SO = _PHRASES["proposed_so"]
PARAGRAPH_BEGINS = _PHRASES["paragraph_begins"]

# What stands between "RESOLVED" and what was resolved.
PREAMBLE = re.compile(r"\bthat\b|:(?!\d)|\bto (?!\d|one\b|two\b|none\b|nil\b)", re.IGNORECASE)
QUOTE = re.compile(r"^[“\"'‘]")
BY_VOTES = re.compile(r"\bby \d+ votes\b")
ENDED = re.compile(r"[.!?:;”\"’)]\s*$")  # a sentence, or a heading with a colon
RUNNING = re.compile(r"[a-z] resolved")  # "The councillors resolved to …"
PARAGRAPH = re.compile(r"\(?\d{1,3}\)")  # the number of a paragraph: "15)"
DOTTED = re.compile(r"\d+\.\d")
BEGINS_RESOLVED = re.compile(r"(?:RESOLVED|Resolved)\b")
THAT = re.compile(r"^[“\"]?(?:That|THAT|T H A T)\b")
AMOUNT = re.compile(r"[£$€] ?\d")
LABEL_ALONE = re.compile(r"\(?[A-Z]{0,5}[/. ]?\d[\w/.]{0,10}\)?")  # "FRA/16.1", "12.2"
MAX_LEANING_WORDS = 8  # a sentence that needs the one before it has at most so many
MAX_QUOTED = 120  # clauses of a motion that is quoted
SOME_WORDS = 5  # a clause of more of them tells of something else


class ItemReader:
    """Reads the minutes of a meeting of `committee`, item by item.

    `listing` is true under the heading of a list of actions, `aside` under a label that no decision
    stands under (its reasons, say).
    """

    def __init__(self, committee: str | None) -> None:
        self._committee = (committee or "").casefold()
        self._begin()

    def _begin(self) -> None:
        self.proceedings = Proceedings()
        self.voting = Voting(self.proceedings)
        self.moving = Moving(self.proceedings, self.voting, self._committee)
        self.actions: list[Action] = []
        self.listing = self.aside = False

    def read(self, items: Sequence[Sequence[Clause]]) -> Iterator[Resolution]:
        """What was moved and resolved, in the order in which it was moved."""
        for item in items:
            if not (item and self._is_of_what_is_at_hand(item[0])):
                yield from self._finish()
            for clause, after in zip(item, [*item[1:], None], strict=True):
                self._take(clause, after)
                self.proceedings.before = clause
        yield from self._finish()

    def _is_of_what_is_at_hand(self, clause: Clause) -> bool:
        """Whether the first clause of another item still belongs to the one before it: a heading
        may be a line that only looks like one, in the middle of a motion or over its result."""
        if self._expects_list(clause):
            return True
        before, current = self.proceedings.before, self.proceedings.current
        if not before or not self.proceedings.waiting:
            return False
        goes_on = current is not None and not ENDED.search(before.text)
        return goes_on or RESULT.match(clause.text) is not None

    def _finish(self) -> Iterator[Resolution]:
        """The records of an item that is over."""
        self.voting.end(None)
        listed = tuple(self.actions)
        found = [motion for motion in self.proceedings.all if motion.is_told]
        for motion in found:
            motion.decide()
        resolved = [m for m in found if m.kind in ("resolution", "recommendation")]
        for motion in found:
            entry = record(motion, listed if motion in resolved[-1:] else ())
            if entry.words:  # nothing is left of a line that only closes the meeting
                yield entry
        if listed and not resolved:
            yield Resolution("actions", "agreed", tuple(a.words for a in listed), actions=listed)
        self._begin()

    def _take(self, clause: Clause, after: Clause | None) -> None:
        """Take the next clause: as one that goes on with what is at hand, as a title or a label, or
        as one that tells something."""
        if self._takes_action(clause) or self.voting.takes(clause) or self._takes_listed(clause):
            return
        if self._is_heading(clause):
            self._take_heading(clause.text)
        current = self.proceedings.current
        if (
            current
            and THAT.match(clause.text)
            and (current.bare or _is_open(current.lines[-1].text))
        ):
            current.lines.append(clause)
            current.bare = False
            return
        text = self._without_label(clause.text)
        if text and not LEADING.match(text):
            self._take_told(clause, text, after)

    def _take_told(self, clause: Clause, text: str, after: Clause | None) -> None:
        """Take a clause as what its words tell."""
        opens = lead(text, aside=self.aside) or body_over_a_list(text, after)
        current = self.proceedings.current
        if opens:
            self._resolve(clause, text, opens)
        elif AMENDMENT_ACCEPTED.search(text):
            self.moving.accept_amendment(clause)
        elif self._is_preamble(text, after):
            self.proceedings.current = None  # "Cabinet agreed to the following:"
        elif DECIDED.search(text) and not any(people(text)) and self._decides(text):
            self._resolve_in_a_sentence(clause, text)
        elif ELECTED.search(text) and not any(people(text)) and not self.proceedings.waiting:
            if not self.proceedings.latest:
                self._resolve_in_a_sentence(clause, text)
        elif speaks_of_moving(text):
            self.voting.end(None)
            self.aside = False
            self.moving.take(clause, text)
        elif tells_result(text):
            if self._tells_all(text):
                self._resolve_in_a_sentence(clause, text)
            else:
                self.voting.take_result(clause, text)
        elif PUT.search(text) or VOTING.search(text) or is_head(text) or self._counts(text):
            self.voting.put(clause)
        elif self._decides(text):
            self._resolve_in_a_sentence(clause, text)
        elif current and self._goes_on(current, clause):
            current.lines.append(clause)
            current.bare = False
        else:
            self._end_what_is_at_hand()
            if len(text.split()) > SOME_WORDS:
                self.proceedings.latest = None

    def _end_what_is_at_hand(self) -> None:
        self.voting.end(None)
        self.proceedings.current = None

    # Titles, labels and lists.

    def _takes_action(self, clause: Clause) -> bool:
        """Take a clause of a list of actions, and say whether it is one."""
        text = clause.text
        if ACTIONS.match(text):
            self._end_what_is_at_hand()
            self.listing = True
            return True
        marked = bool(MARKER.match(text)) or not clause.first
        self.listing = self.listing and clause.standing == "recorded" and marked
        found = action(text, clause.words, listed=True) if self.listing else None
        if found:
            self.actions.append(found)
        return self.listing

    def _without_label(self, text: str) -> str:
        """A clause without a label under which nothing is decided; empty if nothing is left that
        tells something."""
        label = ASIDE.match(text) or ACTION_BY.match(text)
        rest = text[label.end() :].lstrip() if label else text
        recommends = RECOMMENDATION_LABEL.match(text) and not people(text)[0]
        if label or recommends or QUESTION.search(text):
            self._end_what_is_at_hand()
            self.aside = self.aside or bool(label or recommends)
            return rest if label and lead(rest) else ""
        return text

    def _is_heading(self, clause: Clause) -> bool:
        """Whether a clause begins with the number of another item."""
        text, current = clause.text, self.proceedings.current
        number = HEADING.match(text)
        if not number or (current and self._expects_list(clause)):
            return False
        if RESULT.match(text) or BEGINS_RESOLVED.match(text[number.end() :]):
            return False  # "6/1 CARRIED", "59 RESOLVED"
        if current and NUMBER.match(text) and not DOTTED.match(text):
            return not (current.lines and self._goes_on(current, clause))
        return not (NUMBER.match(text) and PARAGRAPH_BEGINS.match(text[number.end() :]))

    def _take_heading(self, text: str) -> None:
        """Another item begins, or another paragraph under the same: "82.4" after "82.3"."""
        self.voting.end(None)
        number = HEADING.match(text)
        parts = number[0].strip().rsplit(".", 1) if number else []
        if not (len(parts) > 1 and parts[1] and self.proceedings.open):
            self.proceedings.close()
        self.proceedings.current = self.proceedings.latest = None
        self.aside = False

    def _expects_list(self, clause: Clause) -> bool:
        """Whether a clause that begins another item is of the list of the resolution at hand."""
        current = self.proceedings.current
        if not current or not current.lines:
            return False
        here, last = NUMBER.match(clause.text), current.lines[-1].text
        if (OPEN_END.search(last) or is_empty(last)) and (here or MARKER.match(clause.text)):
            return True
        before = NUMBER.match(last)
        next_one = here and before and int(here[1]) == int(before[1]) + 1
        return bool(next_one) and len(current.lines) > 1

    def _takes_listed(self, clause: Clause) -> bool:
        """Take a clause of the list, or of the quotation, that is moved or resolved; say whether it
        is one."""
        current = self.proceedings.current
        if not current or not (_is_quoted(current, clause) or _is_listed(current, clause)):
            return False
        current.lines.append(clause)
        return True

    def _goes_on(self, motion: Motion, clause: Clause) -> bool:
        """Whether a clause still belongs to the motion or resolution at hand."""
        text, last = clause.text, motion.lines[-1].text
        narrative = bool(NARRATIVE.match(text))
        if motion.is_followed_by(text):
            return False
        if motion.bare:
            return not narrative
        if AMOUNT.search(last) and AMOUNT.search(text) and not narrative:
            return not self._decides(text)  # a list of payments
        if OPEN_END.search(last) or _is_marked(text) or QUOTE.match(text):
            return True
        if motion.kind not in ("resolution", "recommendation"):
            return clause.standing == "proposed" and not narrative
        if is_empty(last):
            return True
        if len(motion.lines) > 1 and is_empty(motion.lines[-2].text):
            return any(people(last))
        if clause.standing == "decided":
            return not narrative
        return not clause.first and not narrative and bool(TO_DO.search(text))

    # What is decided.

    def _decides(self, text: str) -> bool:
        return not self.aside and decides(text, self._committee)

    def _counts(self, text: str) -> bool:
        if SIDE_COUNT.match(text):
            return True
        return len(text) < MAX_PEOPLE and votes(text) is not None and not self._decides(text)

    def _tells_all(self, text: str) -> bool:
        """Whether a result is of nothing that was moved, and says what was decided: "The
        recommendations in the report were agreed." """
        at_hand = self.voting.lines or self.proceedings.waiting or self.proceedings.latest
        says_what = self._decides(text) or (PROPOSED_SO.match(text) and settled(text) in CARRIED)
        return not at_hand and len(text.split()) > SOME_WORDS and bool(says_what)

    def _is_preamble(self, text: str, after: Clause | None) -> bool:
        """Whether a sentence says that the resolution under it was agreed."""
        if not after or not lead(after.text) or HEADING.match(after.text) or PUT.search(text):
            return False
        if not (FOLLOWING.search(text) and DECIDED.search(text)):
            return False
        return not any(people(text)) and self._decides(text)

    def _resolve(self, clause: Clause, text: str, opens: re.Match[str]) -> None:
        """A clause that opens a resolution, with mover and vote of the motion that it carries."""
        self.aside = False
        before = text[: opens.start()]
        if is_of_an_amendment(before) and RESULT.search(before):
            self.voting.take_result(clause, before)
        counted, vote = self.voting.take()
        current = self.proceedings.current
        if current and current.kind == "resolution" and not _begins_another(current, text):
            current.lines.append(clause)
            return
        kind: ResolutionKind = "recommendation" if RECOMMENDED.search(text) else "resolution"
        made = Motion(kind, [clause])
        rest = text[opens.end() :].lstrip(" :–-")
        told = f"{text[: opens.end()]} {PREAMBLE.split(rest, maxsplit=1)[0]}"
        made.outcome = manner(told)
        made.votes = votes(told) or counted or (votes(text) if BY_VOTES.search(text) else None)
        made.take_people(*people(text))
        carried = None if made.proposer else self.proceedings.take_carried()
        if carried:
            made.carry(carried)
            made.outcome = made.outcome or carried.outcome
        made.how += vote
        made.outcome = made.outcome or ("carried" if made.votes else "agreed")
        self.proceedings.add(made)
        if RUNNING.search(opens[0]) and not (OPEN_END.search(text) or is_empty(text)):
            self.proceedings.current = None  # a sentence of running minutes

    def _resolve_in_a_sentence(self, clause: Clause, text: str) -> None:
        """A sentence of running minutes that tells a decision. A short one that points back ("All
        agreed to this proposal.") takes the sentence before it too."""
        counted, vote = self.voting.take()
        before = self.proceedings.before
        leans = not clause.first and len(text.split()) <= MAX_LEANING_WORDS
        lines = [before, clause] if before and leans and POINTS_BACK.search(text) else [clause]
        kind: ResolutionKind = "recommendation" if RECOMMENDED.search(text) else "resolution"
        outcome: Outcome = "deferred" if DEFERRED.match(text) else (manner(text) or "agreed")
        made = Motion(kind, lines, outcome=outcome, votes=votes(text) or counted, how=vote)
        carried = None if outcome == "deferred" else self.proceedings.take_carried(told=False)
        if carried:
            made.carry(carried)
            if made.outcome == "agreed":
                made.outcome = carried.outcome or made.outcome
        self.proceedings.add(made)
        if not OPEN_END.search(text):
            self.proceedings.current = None


def _is_open(text: str) -> bool:
    """Whether a clause is only a label, or opens a resolution whose words are still to come."""
    return is_empty(text) or LABEL_ALONE.fullmatch(text) is not None


def _is_marked(text: str) -> bool:
    """Whether a clause has the mark of a list, or begins in the middle of a sentence."""
    return bool(MARKER.match(text)) or text[:1].islower()


def _begins_another(current: Motion, text: str) -> bool:
    """Whether words that resolve begin another resolution rather than going on."""
    if current.is_followed_by(text):
        return True
    return not (len(current.lines) == 1 and is_empty(current.lines[0].text))


def _is_quoted(current: Motion, clause: Clause) -> bool:
    """Whether a clause stands in the words that are moved: within quotation marks, or before the
    next numbered paragraph."""
    if current.outcome is not None or len(current.lines) >= MAX_QUOTED:
        return False
    told, first, text = current.text, current.lines[0].text, clause.text
    quoted = told.count("“") > told.count("”")
    numbered = PARAGRAPH.match(first) and OPEN_END.search(first) and not current.bare
    ended = PUTS.search(text) or current.is_followed_by(text) or RESULT.match(text)
    if ended or not (quoted or numbered):
        return False
    return not (numbered and lead(text))


def _is_listed(current: Motion, clause: Clause) -> bool:
    """Whether a clause stands in the list of a resolution."""
    text = clause.text
    if current.kind not in ("resolution", "recommendation") or current.outcome is None:
        return False
    if current.is_followed_by(text) or RESOLVED.search(text) or clause.standing != "decided":
        return False
    if not (OPEN_END.search(current.lines[-1].text) or len(current.lines) > 1):
        return False
    if _is_marked(text):
        return True
    begun = any(phrase.match(text) for phrase in (DECIDED, PASSIVE, NARRATIVE, HEADING))
    return not (begun or RESULT.search(text) or PUT.search(text) or any(people(text)))
