"""What is decided, while minutes are read: by a clause that opens a resolution, or by a sentence.

The phrases stand in telling.toml.
"""

from __future__ import annotations

import re

from qa.papers.register import Outcome, ResolutionKind
from qa.papers.registers.clause import Clause
from qa.papers.registers.continuation import begins_another, is_marked
from qa.papers.registers.motion import Motion
from qa.papers.registers.people import people
from qa.papers.registers.proceedings import Proceedings
from qa.papers.registers.telling import (
    DEFERRED,
    NOT_APPROVED,
    OPEN_END,
    POINTS_BACK,
    RECOMMENDED,
    RESULT,
    is_empty,
    is_moved_below,
    is_of_an_amendment,
    manner,
)
from qa.papers.registers.vote import votes
from qa.papers.registers.voting import Voting

# What stands between "RESOLVED" and what was resolved.
PREAMBLE = re.compile(r"\bthat\b|:(?!\d)|\bto (?!\d|one\b|two\b|none\b|nil\b)", re.IGNORECASE)
BY_VOTES = re.compile(r"\bby \d+ votes\b")
RESOLVED_BY = re.compile(r"^\W*(?:RESOLVED|Resolved)\W{1,4}([A-Z]{2,3}) ?/ ?([A-Z]{2,3})\W*$")
AGREED_BEHIND = re.compile(r"(?:AGREED|Agreed)\.?|AGREED (?:by all )?and [a-z ]{3,40}\.?")
ALONE = re.compile(
    r"(?:(?:It|This) was (?:duly |then |so |unanimously )?)?(?:RESOLVED|Resolved|resolved)\."
)
BOTH_LANGUAGES = re.compile(r"\w\W? [/|]$")
RUNNING = re.compile(r"[a-z] resolved")  # "The councillors resolved to …"
# "RESOLUTION AUTHORIZING THE SALE OF LAND". Counties and towns in the United States.
TITLE = re.compile(
    r"\W*(?:A )?(?:RESOLUTION|ORDINANCE)\b[^a-z]*? (?:TO|[A-Z]{4,}ING)\b(?![^a-z]*\bTHAT\b)[^a-z]*$"
)
MAX_LEANING_WORDS = 8  # a sentence that needs the one before it has at most so many


class Deciding:
    """Takes what is decided into the proceedings, with mover and vote of what it carries."""

    def __init__(self, proceedings: Proceedings, voting: Voting) -> None:
        self._proceedings = proceedings
        self._voting = voting

    def resolve(
        self, clause: Clause, text: str, opens: re.Match[str], after: Clause | None
    ) -> None:
        """A clause that opens a resolution, with mover and vote of the motion that it carries."""
        if self._announces(clause, text, after):
            return
        if self._says_it_again(clause) or self._takes_initials(clause, text):
            return
        if self._ends_what_waits(clause, text, after):
            return
        if self._agrees_to_what_is_before(clause, text):
            return
        before = text[: opens.start()]
        if is_of_an_amendment(before) and RESULT.search(before):
            self._voting.take_result(clause, before)
        counted, vote = self._voting.take()
        current = self._proceedings.current
        if current and current.kind == "resolution" and not begins_another(current, text):
            current.lines.append(clause)
            current.take_people(*people(text))
            return
        kind: ResolutionKind = "recommendation" if RECOMMENDED.search(text) else "resolution"
        made = Motion(kind, [clause])
        rest = text[opens.end() :].lstrip(" :–-")
        told = f"{text[: opens.end()]} {PREAMBLE.split(rest, maxsplit=1)[0]}"
        made.outcome = manner(told)
        made.votes = votes(told) or counted or (votes(text) if BY_VOTES.search(text) else None)
        made.take_people(*people(text))
        named = made.proposer or is_moved_below(text, after)
        carried = None if named else self._proceedings.take_carried()
        if carried:
            made.carry(carried)
            made.outcome = made.outcome or carried.outcome
        made.how += vote
        made.outcome = made.outcome or ("carried" if made.votes else "agreed")
        self._proceedings.add(made)
        runs = RUNNING.search(opens[0]) and not (OPEN_END.search(text) or is_empty(text))
        if runs:
            self._proceedings.current = None  # a sentence of running minutes

    def tell(self, clause: Clause, text: str) -> None:
        """A sentence of running minutes that tells a decision. A short one that points back ("All
        agreed to this proposal.") takes the sentence before it too."""
        current = self._proceedings.current
        if self._says_it_again(clause):
            return
        if current and current.kind == "resolution" and is_empty(current.text):
            current.lines.append(clause)  # under a label: "Decision"
            return
        counted, vote = self._voting.take()
        before = self._proceedings.before
        leans = not clause.first and len(text.split()) <= MAX_LEANING_WORDS
        lines = [before, clause] if before and leans and POINTS_BACK.search(text) else [clause]
        kind: ResolutionKind = "recommendation" if RECOMMENDED.search(text) else "resolution"
        outcome: Outcome = "deferred" if DEFERRED.match(text) else (manner(text) or "agreed")
        outcome = "lost" if NOT_APPROVED.match(text) else outcome
        made = Motion(kind, lines, outcome=outcome, votes=votes(text) or counted, how=vote)
        again = self._proceedings.is_carried(text)
        carried = None
        if outcome != "deferred":
            carried = self._proceedings.take_carried(told=again)
        if carried:
            made.carry(carried)
            if made.outcome == "agreed":
                made.outcome = carried.outcome or made.outcome
        self._proceedings.add(made)
        if not OPEN_END.search(text):
            self._proceedings.current = None

    def _announces(self, clause: Clause, text: str, after: Clause | None) -> bool:
        """Take a title in capitals, "RESOLUTION 24-12" over "RESOLUTION TO SELL THE BARN", as what
        is still to be moved: it decides nothing itself."""
        numbered = is_empty(text) and after is not None and TITLE.match(after.text)
        if not (numbered or TITLE.match(text)):
            return False
        current = self._proceedings.current
        if current and current.is_labelled and len(current.lines) == 1 and not current.proposer:
            current.lines.append(clause)
            return True
        self._voting.end(None)
        self._proceedings.add(Motion("motion", [clause], is_labelled=True))
        return True

    def _says_it_again(self, clause: Clause) -> bool:
        """Take what was decided in another language behind a stroke: "Penderfynwyd cyfrannu £40 /
        It was resolved to give £40"."""
        latest, before = self._proceedings.latest, self._proceedings.before
        if not (latest and before and BOTH_LANGUAGES.search(before.text)):
            return False
        if latest.lines[-1] is not before:
            return False
        latest.lines.append(clause)
        self._proceedings.current = None
        return True

    def _ends_what_waits(self, clause: Clause, text: str, after: Clause | None) -> bool:
        """Take "Resolved." alone as the end of what was moved in the words before it."""
        if not ALONE.fullmatch(text):
            return False
        if after and (is_marked(after.text) or after.text.startswith(("That", "THAT", "To "))):
            return False
        waiting, latest = self._proceedings.waiting[-1:], self._proceedings.latest
        if not waiting and latest and latest.how[-1:] == [self._proceedings.before]:
            latest.how.append(clause)  # "All in favour. Resolved."
            return True
        if not waiting:
            return False
        counted, vote = self._voting.take()
        waiting[0].votes = waiting[0].votes or counted
        waiting[0].end("carried" if waiting[0].votes else "agreed", [*vote, clause])
        self._proceedings.current = None
        return True

    def _agrees_to_what_is_before(self, clause: Clause, text: str) -> bool:
        """Take "AGREED" as said of the words before it on its line: "Signed as a true record.
        AGREED"."""
        before = self._proceedings.before
        behind = AGREED_BEHIND.fullmatch(text) and not (clause.first or clause.new_line)
        latest = self._proceedings.latest
        told = latest is not None and before in (*latest.lines, *latest.how)
        if not (before and behind) or told or self._proceedings.waiting:
            return False
        made = Motion("resolution", [before, clause], outcome="agreed")
        self._proceedings.add(made)
        self._proceedings.current = None
        return True

    def _takes_initials(self, clause: Clause, text: str) -> bool:
        """Take the initials of those who moved a resolution, behind it: "RESOLVED – KL / MN"."""
        by, latest = RESOLVED_BY.match(text), self._proceedings.latest
        if not (by and latest and latest.outcome and not latest.proposer):
            return False
        latest.take_people(by[1], by[2])
        latest.how.append(clause)
        self._proceedings.current = None
        return True
