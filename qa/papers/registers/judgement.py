"""What a clause of minutes tells where its words alone do not say so: by what was moved before it,
and under which label it stands.

The phrases stand in judgement.toml.
"""

from __future__ import annotations

import re

from qa.papers.registers.ballot import is_ballot
from qa.papers.registers.clause import Clause
from qa.papers.registers.continuation import QUOTE
from qa.papers.registers.item_heading import BEGINS_RESOLVED
from qa.papers.registers.likelihood import NO_SENTENCE, verbs
from qa.papers.registers.motion import CARRIED
from qa.papers.registers.moving import (
    AMENDMENT_ACCEPTED,
    AMENDMENT_HEAD,
    MOTION_HEAD,
    MOTION_LABEL,
    SUBMITTED_BY,
)
from qa.papers.registers.people import MAX_PEOPLE, people
from qa.papers.registers.proceedings import Proceedings
from qa.papers.registers.telling import (
    HEADING,
    NOT_APPROVED,
    OPEN_END,
    PUT,
    RESULT,
    VOTING,
    body_over_a_list,
    decides,
    is_in_writing,
    is_of_another_day,
    is_opinion_on_plan,
    is_promise,
    lead,
    settled,
    tells_result,
)
from qa.papers.registers.vote import votes
from qa.papers.registers.vote_table import is_head
from qa.papers.registers.voting import Voting
from qa.papers.standing import is_of_another_body, is_opinion
from qa.phrases import Phrases

_PHRASES = Phrases.beside(__file__)
SIDE_COUNT, VOTED_THAT = _PHRASES["side_count"], _PHRASES["voted_that"]
PROPOSED_SO, MOVES_SURELY = _PHRASES["proposed_so"], _PHRASES["moves_surely"]
ANOTHER_COUNCIL, SORT = _PHRASES["another_council"], _PHRASES["sort_of_council"]
OTHERS_RECOMMEND = _PHRASES["others_recommend"]
OTHER_BODY, AGREES_MINUTES = _PHRASES["other_body"], _PHRASES["agrees_minutes"]
TO_BE_DONE = re.compile(r"\bto be \w+ed\b|\([^()]*\)")  # and what stands in brackets
APPLICATION = re.compile(r"\W*(?:[A-Z]{1,4}/|\d/)?\d{2,4}/\d{4,6}\b")  # for planning permission
NUMBERED = re.compile(r"\(?\w{1,4}[).] ?")  # "3) RESOLVED"
FINITE = {"ed", "s", "end", "opinion", "cy", "recommended"}  # verbs that may tell a decision
SOME_WORDS = 5  # a clause of more of them tells of something else


class Judgement:
    """Says what clauses of the minutes of `committee` of a `council` (in small letters, or empty)
    tell, as they are read.

    `aside` is true under a label that no decision stands under (its reasons, say), `elsewhere`
    under one of what another body decided, `of_others` under the title of a report of what another
    council or the public says.
    """

    def __init__(
        self, proceedings: Proceedings, voting: Voting, committee: str, council: str
    ) -> None:
        self._proceedings = proceedings
        self._voting = voting
        self._committee = committee
        self._council = council
        self.aside = False
        self.elsewhere = False
        self.of_others = False

    def comes_back(self) -> None:
        """The meeting itself moves or decides something."""
        self.aside = self.elsewhere = False

    def is_of_another_council(self, text: str) -> bool:
        """Whether a sentence tells what a council of another sort than this one decided."""
        found = ANOTHER_COUNCIL.match(text) if SORT.search(self._council) else None
        return found is not None and found["sort"].casefold() not in self._council

    def is_listed_elsewhere(self, text: str) -> bool:
        """Whether a line is of an application in a list of those that another body decided."""
        return self.elsewhere and APPLICATION.match(text) is not None

    def is_head(self, clause: Clause) -> bool:
        """Whether a line stands over something else that is moved or decided, and goes on with
        nothing: "Amendment", or another planning application."""
        text, current = clause.text, self._proceedings.current
        if not (clause.first or clause.new_line):
            return False
        if MOTION_HEAD.match(text) or AMENDMENT_HEAD.match(text):
            return True
        if not (current and current.lines and APPLICATION.match(text)):
            return False
        listed = any(APPLICATION.match(line.text) for line in current.lines)
        return not (listed or current.bare or OPEN_END.search(current.lines[-1].text))

    def opens(self, text: str, after: Clause | None) -> re.Match[str] | None:
        """Where the words that open a resolution of this meeting stand in a clause."""
        if self.is_of_another_council(text):
            return None
        return lead(text, aside=self.aside) or body_over_a_list(text, after)

    def decides(self, text: str) -> bool:
        if self.is_of_another_council(text):
            return False
        if self.aside or self.elsewhere or (self.of_others and OTHER_BODY.match(text)):
            return False
        return decides(text, self._committee)

    def counts(self, text: str) -> bool:
        if SIDE_COUNT.match(text) or is_ballot(text):
            return True
        told = len(text) < MAX_PEOPLE and votes(text) is not None
        return told and not self.decides(text)

    def tells_all(self, text: str) -> bool:
        """Whether a result is of nothing that was moved, and says what was decided: "The
        recommendations in the report were agreed." """
        if VOTED_THAT.search(text) and not self._proceedings.waiting:
            return True
        at_hand = self._voting.lines or self._proceedings.waiting or self._proceedings.latest
        says_what = self.decides(text) or (PROPOSED_SO.match(text) and settled(text) in CARRIED)
        return not at_hand and len(text.split()) > SOME_WORDS and bool(says_what)

    def is_surely_told(self, text: str) -> bool:
        """Whether a clause is no tale, however likely that seems: it begins with RESOLVED, says who
        makes a motion, or how what waits for its result ended."""
        number = NUMBERED.match(text)
        begins = BEGINS_RESOLVED.match(text[number.end() :] if number else text)
        ends = self._proceedings.waiting and tells_result(text) and not lead(text)
        moves = MOVES_SURELY.match(text) and any(people(text))
        accepts = AMENDMENT_ACCEPTED.search(text) and self._proceedings.waiting
        return bool(
            begins
            or ends
            or AGREES_MINUTES.match(text)
            or moves
            or accepts
            or is_opinion_on_plan(text)
            or NOT_APPROVED.match(text)
        )

    def may_decide(self, text: str) -> bool:
        """Whether a sentence that is worded as no decision may still be one: nothing that was moved
        waits for its result, no label stands over it under which nothing is decided, and it is
        neither an opinion nor of another body."""
        at_hand = bool(self._proceedings.waiting or self._voting.lines)
        at_hand = at_hand or self.aside or self.elsewhere or self.of_others
        number = HEADING.match(text)
        if number and NO_SENTENCE.match(text[number.end() :]):
            return False
        if not FINITE.intersection(verbs(TO_BE_DONE.sub(" ", text))) or text.isupper():
            return False  # "Award of the contract", "The bill to be paid", "ELECTED MEMBERS"
        of_another = is_opinion(text) or is_of_another_body(text, self._committee)
        of_another = of_another or self.is_of_another_council(text)
        if is_promise(text) or is_of_another_day(text) or OTHERS_RECOMMEND.search(text):
            return False
        told = of_another or is_in_writing(text) or NO_SENTENCE.match(text)
        return not (at_hand or told)

    def puts(self, text: str) -> bool:
        """Whether a clause puts something to the vote, or counts one."""
        puts = PUT.search(text) or VOTING.search(text) or is_head(text)
        return bool(puts) or self.counts(text)

    def is_number_of_what_is_told(self, text: str) -> bool:
        """Whether the number of a resolution stands behind its words, before its result:
        "RESOLUTION 2014/139 CARRIED 6/0"."""
        latest, before = self._proceedings.latest, self._proceedings.before
        told = latest and latest.outcome == "agreed" and not latest.votes and not latest.how
        ends = latest is not None and before is not None and latest.lines[-1:] == [before]
        return bool(told and ends and re.search(r"\d", text))

    def is_labelled_motion(self, text: str) -> bool:
        """Whether these are the words of a motion or an amendment behind a label, and no result of
        what waits for one ("Motion to amend failed."), or under its head, "Motion" on a line, with
        who moved it behind them."""
        if MOTION_LABEL.match(text):
            ends = self._proceedings.waiting and RESULT.match(text) and not any(people(text))
            return not ends
        before = self._proceedings.before
        if before and SUBMITTED_BY.match(before.text) and QUOTE.match(text):
            return True
        headed = before is not None and MOTION_HEAD.match(before.text)
        return bool(headed) and not (any(people(text)) or tells_result(text) or PUT.search(text))
