"""Votes and results while minutes are read: what they are of, and how it ended.

The phrases stand in voting.toml.
"""

from __future__ import annotations

import re

from qa.papers.register import Outcome, Votes
from qa.papers.registers.ballot import is_ballot, is_list
from qa.papers.registers.clause import Clause
from qa.papers.registers.motion import Motion
from qa.papers.registers.mover import movers, suggester
from qa.papers.registers.parts import results_of_parts
from qa.papers.registers.proceedings import AMENDMENT, PART, RESULT_WORDS, Proceedings
from qa.papers.registers.telling import (
    BELOW,
    FOLLOWING,
    HEADING,
    PUT,
    RESOLVED,
    RESULT,
    VOTING,
    is_cast_against,
    is_empty,
    is_of_an_amendment,
    outcome_of,
    settled,
)
from qa.papers.registers.vote import is_figures, votes
from qa.papers.registers.vote_table import goes_on, is_head
from qa.phrases import Phrases

_PHRASES = Phrases.beside(__file__)
SIDE_LINE = _PHRASES["side_line"]
THE_MOTION = _PHRASES["the_motion"]
SUGGESTED = _PHRASES["suggested"]
OF_WHAT = _PHRASES["of_what"]
NOBODY_SECONDS = re.compile(r"\bno(?:t|body)?\b[^.;]{0,20}\bsecond", re.IGNORECASE)
OWN_RESULT, OF_A_MOTION = _PHRASES["own_result"], _PHRASES["of_a_motion"]
OF_THE_REST = _PHRASES["of_the_rest"]
IN_BRACKETS = re.compile(r"\([^()]*\)")
BY_ALL = re.compile(r"\bby (?:all|a majority)\b")
LABELLED = re.compile(r"(?:Votes?|VOTES?|Voting|VOTING)\b ?[:–-]")
BEATEN: tuple[Outcome, ...] = ("lost", "fell", "withdrawn")
FEW_WORDS, TITLE_WORDS = 5, 8  # of a result that needs the clause before it; of a title


class Voting:
    """The vote at hand: `lines` are the clauses of one whose result is still to come."""

    def __init__(self, proceedings: Proceedings) -> None:
        self._proceedings = proceedings
        self.lines: list[Clause] = []

    def takes(self, clause: Clause) -> bool:
        """Take a clause that goes on with the vote at hand, a side of it or names; say whether it
        does."""
        text = clause.text
        if is_figures(text):
            return self._take_figures(clause)
        if not self.lines or RESULT.search(text) or RESOLVED.search(text):
            return False
        by_name = is_ballot(text) or is_list(text)
        if not (by_name or SIDE_LINE.match(text) or goes_on([o.text for o in self.lines], text)):
            return False
        self.lines.append(clause)
        return True

    def _take_figures(self, clause: Clause) -> bool:
        """Counts on a line of their own are of the vote at hand, or of the result before them."""
        latest, before = self._proceedings.latest, self._proceedings.before
        if self.lines:
            self.lines.append(clause)
            return True
        told = before in latest.how or before in latest.lines if latest and before else False
        if not (latest and before and told and latest.outcome and not latest.votes):
            return False
        latest.votes = votes(f"{before.text}\n{clause.text}", amendment=latest.kind == "amendment")
        if latest.votes:
            latest.how.append(clause)
        return latest.votes is not None

    def put(self, clause: Clause) -> None:
        """The chair puts something to the vote, or the counts of a vote are printed."""
        text, current = clause.text, self._proceedings.current
        if self.lines and not (
            VOTING.search(text) or is_head(text) or is_ballot(text) or votes(text)
        ):
            self.end(None)
        if is_cast_against(text):
            self.take_result(clause, text)
            return
        self.lines.append(clause)
        self._proceedings.current = current if current and current.outcome else None

    def take(self) -> tuple[Votes | None, list[Clause]]:
        """The counts of the vote at hand, and its clauses, for the resolution that follows it."""
        if not self.lines:
            return None, []
        told = "\n".join(one.text for one in self.lines)
        latest = self._proceedings.latest
        of_what_stands_above = latest and not latest.votes and not self._proceedings.waiting
        of_an_amendment = AMENDMENT.search(told) and self._proceedings.last("amendment")
        waiting = self._proceedings.put_to_the_vote(self.lines[0].text)
        counted = votes(told)
        is_lost = counted is not None and outcome_of(counted) == "lost"
        is_lost = is_lost and waiting is not None and waiting.outcome is None
        if of_what_stands_above or of_an_amendment or is_lost:
            self.end(None)
            return None, []
        lines, self.lines = self.lines, []
        return counted, lines

    def take_before(self, text: str) -> list[Clause]:
        """The clauses of the vote at hand, where it is printed before the motion that it is of and
        this clause, which tells of that, says how it ended."""
        of_amendment = is_of_an_amendment(text)
        waiting = [m for m in self._proceedings.waiting if (m.kind == "amendment") == of_amendment]
        if waiting or not (settled(text) or THE_MOTION.match(text)):
            self.end(None)
        lines, self.lines = self.lines, []
        return lines

    def end(self, result: Clause | None) -> None:
        """Give the vote at hand to what was put; without a printed result the counts tell it. Of a
        vote whose counts were printed with the result, it gives the names."""
        of_the_last = not self._proceedings.waiting or self._is_announced()
        told_before = result is None and of_the_last and self._repeats()
        vote, self.lines = [] if told_before else self.lines, []
        if not vote:
            return
        lines = [*vote, *([result] if result else [])]
        told = "\n".join(one.text for one in lines)
        if self.divide(lines, told):
            return
        motion = self._voted_upon(vote[0], result)
        counted = votes(told, amendment=bool(motion and motion.kind == "amendment"))
        outcome = settled(result.text) if result else None
        outcome = outcome or (outcome_of(counted) if counted else None)
        if motion is None or (AMENDMENT.search(told) and motion.kind == "resolution"):
            if result and outcome:
                self._add_own(lines, outcome, counted)
            return
        motion.votes = motion.votes or counted
        motion.how += [line for line in lines if line not in motion.how]
        better = motion.outcome == "agreed" and outcome in ("unanimous", "carried")
        if motion.outcome is None or better:
            motion.outcome = outcome
        self._proceedings.latest = motion

    def _is_announced(self) -> bool:
        """Whether the last result said that its vote follows: "failed by the following vote:"."""
        latest = self._proceedings.latest
        return bool(latest and latest.how and FOLLOWING.search(latest.how[-1].text))

    def _voted_upon(self, first: Clause, result: Clause | None) -> Motion | None:
        """What the words that announce a vote, or those of its result, say is voted upon."""
        if PART.search(first.text):
            part = Motion("motion", [first])
            current = self._proceedings.current
            self._proceedings.add(part)
            self._proceedings.current = current
            return part
        if moved := self._proceedings.moved_by(first.text):
            return moved
        latest = self._proceedings.latest
        if latest and latest.outcome and not latest.votes and not PUT.search(first.text):
            return latest  # the counts stand behind its result
        told = result.text if result else ""
        of_amendment = bool(AMENDMENT.search(told))
        words = IN_BRACKETS.sub(" ", told).split()
        says_more = of_amendment or len(words) > RESULT_WORDS  # than "(Ash, Elm) Motion failed."
        differs = of_amendment != bool(AMENDMENT.search(first.text)) and OF_A_MOTION.search(told)
        by_result = differs and says_more
        ended = settled(told) if told else None
        motion = self._proceedings.put_to_the_vote(told if by_result else first.text, ended)
        if (
            motion is None
            and not AMENDMENT.search(first.text + told)
            and LABELLED.match(first.text)
        ):
            return self._proceedings.last("resolution", "recommendation")
        is_over = motion is None or (motion.outcome is not None and motion.votes)
        if not is_over:
            return motion
        of_decision = latest and latest.kind in ("resolution", "recommendation")
        if of_decision and latest and not latest.votes and not AMENDMENT.search(first.text + told):
            return latest  # "AGREED, on the proposal of … The proposal was put to the vote: For 8"
        return None

    def divide(self, lines: list[Clause], told: str) -> bool:
        """A vote for the motion or for the amendment (Scotland) settles both."""
        motion, amendment = self._proceedings.last("motion"), self._proceedings.last("amendment")
        of_motion, of_amendment = votes(told), votes(told, amendment=True)
        if of_motion == of_amendment or not (motion and amendment and of_motion and of_amendment):
            return False
        for one, counted in ((motion, of_motion), (amendment, of_amendment)):
            one.votes = counted
            one.outcome = outcome_of(counted)
            one.how += lines
        return True

    def take_result(self, clause: Clause, text: str) -> None:
        """A result is that of the vote at hand, or of what was moved last."""
        outcome = settled(text)
        if outcome and self._counts_what_is_settled():
            self.end(None)
        elif self._repeats():
            self.lines = []
        if self.lines:
            if outcome:
                self.end(clause)
            else:
                self.lines.append(clause)
            self._proceedings.current = None
        elif not self.divide([clause], text) and outcome:
            self.give(clause, text, outcome)

    def _counts_what_is_settled(self) -> bool:
        """Whether the sides at hand are of what was settled before they were printed."""
        latest = self._proceedings.latest
        settled_before = latest and latest.outcome and not latest.votes
        return bool(settled_before and self.lines and SIDE_LINE.match(self.lines[0].text))

    def _repeats(self) -> bool:
        """Whether the vote at hand is printed a second time: in a sentence, then by name."""
        latest = self._proceedings.latest
        told = latest.votes if latest else None
        again = votes("\n".join(one.text for one in self.lines)) if self.lines and told else None
        if not (latest and told and again):
            return False
        if (told.favour, told.against) != (again.favour, again.against):
            return False
        latest.votes = told if told.in_favour or told.opposed else again
        latest.how += self.lines
        return True

    def give(self, clause: Clause, text: str, outcome: Outcome) -> None:
        """Give a result to what it is of; if that was not told, it stands by itself."""
        if self._give_to_parts(clause, text):
            return
        amendment = is_of_an_amendment(text)
        proceedings = self._proceedings
        motion = proceedings.put_to_the_vote(text, outcome)
        motion = proceedings.amendment if amendment else motion
        if moved := proceedings.moved_by(text) or proceedings.right_above(text):
            motion = moved
        elif proceedings.waiting and not (amendment or OF_WHAT.search(text)):
            motion = proceedings.waiting[-1]  # "Lost.": of what was moved last
        latest = proceedings.latest
        if motion and motion.seconder and outcome == "fell" and NOBODY_SECONDS.search(text):
            return  # of something else, which was not read
        if motion and motion.outcome is None:
            motion.end(outcome, [clause])
            proceedings.latest = motion
            goes_on = FOLLOWING.search(text) or BELOW.search(text)
            proceedings.current = motion if goes_on or motion.bare else None
        elif latest and not amendment and latest.kind != "amendment":
            self._tell(latest, clause, outcome)
            is_open = is_empty(latest.text)  # "Resolution 4", "Carried.", "That the fee be £3."
            proceedings.current = latest if is_open else None
        elif motion:
            motion.votes = motion.votes or votes(text, amendment=motion.kind == "amendment")
        elif unsettled := proceedings.unsettled(text):
            unsettled.end(outcome, [clause])
        else:
            self._add_own([clause], outcome, votes(text))

    def _give_to_parts(self, clause: Clause, text: str) -> bool:
        """Give a result to the parts of a motion that it names; say whether it is of parts alone. A
        part that was lost, and whose words are not printed, stands by itself."""
        taken = False
        for marks, outcome in results_of_parts(text):
            part = self._proceedings.part_off(marks)
            if part and part.outcome is None:
                part.end(outcome, [clause])
            elif part:
                self._tell(part, clause, outcome)
            elif outcome in BEATEN:
                self._add_own([clause], outcome, votes(text))
            else:
                continue
            taken = True
        return taken

    def _tell(self, latest: Motion, clause: Clause, outcome: Outcome) -> None:
        """A result printed behind a resolution tells how it was carried, or that it was not."""
        latest.votes = latest.votes or votes(clause.text)
        latest.how.append(clause)
        if outcome in BEATEN:
            latest.outcome, latest.kind = outcome, "motion"
        elif latest.outcome == "agreed":
            latest.outcome = outcome

    def _add_own(self, lines: list[Clause], outcome: Outcome, counted: Votes | None) -> None:
        """A result whose motion the minutes do not print is told in its own words, with the title
        or the suggestion before it."""
        told = " ".join(line.text for line in lines)
        if counted is None and OF_THE_REST.search(told):
            return
        is_short = len(told.split()) <= TITLE_WORDS
        says_so = OF_A_MOTION.search(told) or BY_ALL.search(told)
        is_clear = counted or outcome in BEATEN or is_short or says_so
        if not (OWN_RESULT.search(told) and is_clear) and len(told.split()) >= FEW_WORDS:
            return
        before = self._proceedings.before
        short = len(lines[0].text.split()) < FEW_WORDS
        titled = before and HEADING.match(before.text)
        is_title = titled and before and len(before.text.split()) < TITLE_WORDS
        if before and (is_title or (short and (titled or SUGGESTED.search(before.text)))):
            lines = [before, *lines]
        elif short and not OWN_RESULT.search(told):
            return
        made = Motion("amendment" if is_of_an_amendment(told) else "motion", lines)
        made.outcome, made.votes = outcome, counted
        made.take_people(*movers(lines[0].text))
        made.take_people(suggester(lines[0].text), None)
        self._proceedings.add(made)
        if not lines[-1].text.endswith(":"):
            self._proceedings.current = None
