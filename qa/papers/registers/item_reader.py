"""The minutes of one meeting, read clause by clause: see resolution.py.

The phrases stand in item_reader.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa.papers.register import Resolution
from qa.papers.registers.action_list import ActionList
from qa.papers.registers.ballot import is_ballot
from qa.papers.registers.beside import with_movers
from qa.papers.registers.candidates import elects
from qa.papers.registers.clause import Clause
from qa.papers.registers.continuation import (
    ends_in_result,
    gives_words,
    goes_on,
    is_listed,
    is_quoted,
    stands_between,
)
from qa.papers.registers.deciding import Deciding
from qa.papers.registers.item_heading import (
    BEGINS_RESOLVED,
    CODE,
    is_heading,
    is_of_the_item_before,
    is_title,
)
from qa.papers.registers.judgement import SOME_WORDS, Judgement
from qa.papers.registers.label import label_of
from qa.papers.registers.likelihood import (
    NOTHING_KNOWN,
    Context,
    Likelihood,
    contexts,
    likelihood,
)
from qa.papers.registers.motion import Motion, record
from qa.papers.registers.moving import (
    AMENDMENT_ACCEPTED,
    NAMED_DEED,
    Moving,
)
from qa.papers.registers.people import people
from qa.papers.registers.proceedings import Proceedings
from qa.papers.registers.telling import (
    DECIDED,
    ELECTED,
    HEADING,
    RESULT,
    is_empty,
    is_preamble,
    speaks_of_moving,
    tells_result,
)
from qa.papers.registers.vote import votes
from qa.papers.registers.vote_table import is_head
from qa.papers.registers.voting import Voting
from qa.phrases import Phrases

_PHRASES = Phrases.beside(__file__)
LEADING, OF_OTHERS = _PHRASES["leading"], _PHRASES["of_others"]

COUNTS_ALONE = re.compile(r"\(\d(?:[^()]|\([^()]*\))*\)\W*$")  # "(6 in favour, 4 against)"
PROPOSES = re.compile(r"\b(?:propos|mov)ed (?:that|to)\b")  # what is still to be decided
TITLE = re.compile(r"[A-Z][^.:;,]* [^.:;,]*[^.:;,]")  # words without a mark
# Likelihoods from which a clause is a tale whatever its words, and a decision whatever its words;
# chosen on forms and councils that were left out (see qa/evaluation/decisions/README.md).
TALE, DECIDED_LIKELY = 0.9, 0.7
SURE = 0.9  # the same, where a clause also tells of a vote or of who moved it


class ItemReader:
    """Reads the minutes of a meeting of `committee` of a `council`, as far as these are known, item
    by item; without `learned`, by the words of phrases alone."""

    def __init__(
        self, committee: str | None, council: str | None = None, *, learned: bool = True
    ) -> None:
        self._learned = learned
        self._committee = (committee or "").casefold()
        self._council = (council or "").casefold()
        self._begin()

    def _begin(self) -> None:
        self.proceedings = Proceedings()
        self.voting = Voting(self.proceedings)
        self.moving = Moving(self.proceedings, self.voting, self._committee)
        self.deciding = Deciding(self.proceedings, self.voting)
        self.actions = ActionList()
        self.judgement = Judgement(self.proceedings, self.voting, self._committee, self._council)
        self._paragraph = ""
        self._title: Clause | None = None

    def read(self, items: Sequence[Sequence[Clause]]) -> Iterator[Resolution]:
        """What was moved and resolved, in the order in which it was moved."""
        for item in (list(with_movers(item)) for item in items):
            if not (item and is_of_the_item_before(item[0], self.proceedings)):
                listed = bool(item) and self.judgement.is_listed_elsewhere(item[0].text)
                yield from self._finish()
                self._title = item[0] if item else None
                self.judgement.elsewhere = listed
            around = zip(item, [*item[1:], None], contexts(item), strict=True)
            for clause, after, context in around:
                self._take(clause, after, context)
                self.proceedings.before = clause
        yield from self._finish()

    def _finish(self) -> Iterator[Resolution]:
        """The records of an item that is over."""
        self.voting.end(None)
        listed = tuple(self.actions.found)
        found = [motion for motion in self.proceedings.all if motion.is_told]
        found = [motion for motion in found if motion.says_what] or found  # of what the title says
        found = [motion for motion in found if not is_title(motion, self._title, found)]
        self.proceedings.put_off()
        for motion in found:
            motion.count()
        for motion in found:
            motion.lose_to_the_motion()
            if motion.amends:
                motion.amends.lose_to(motion)
            motion.decide()
            motion.drop_vote_of_another()
        resolved = [m for m in found if m.kind in ("resolution", "recommendation")]
        for motion in found:
            entry = record(motion, listed if motion in resolved[-1:] else ())
            if entry.words:  # nothing is left of a line that only closes the meeting
                yield entry
        if listed and not resolved:
            yield Resolution("actions", "agreed", tuple(a.words for a in listed), actions=listed)
        self._begin()

    def _take(self, clause: Clause, after: Clause | None, context: Context) -> None:
        """Take the next clause: as one that goes on with what is at hand, as a title or a label, or
        as one that tells something."""
        if self._takes_action(clause) or self.voting.takes(clause) or self._takes_listed(clause):
            return
        another = is_heading(clause, self._title, self.proceedings, self.judgement.decides)
        another = another and not self.judgement.is_listed_elsewhere(clause.text)
        if another or self._begins_another_paragraph(clause):
            self._take_heading(clause.text)
        if clause.first or HEADING.match(clause.text):
            self.judgement.of_others = OF_OTHERS.match(clause.text) is not None
        if self.judgement.is_head(clause):
            self._end_what_is_at_hand()
        current = self.proceedings.current or self._deed_at_hand()
        if current and current.bare and CODE.fullmatch(clause.text):
            return  # the number of what is moved by those before it
        if current and gives_words(current, clause):
            current.drop_title(NAMED_DEED)
            self.proceedings.take_words(current, clause)
            current.take_people(*people(clause.text))
            return
        text = self._without_label(clause.text)
        if text and not LEADING.match(text):
            self._take_told(clause, text, after, context)

    def _deed_at_hand(self) -> Motion | None:
        """What a title names and those under it moved, while nothing else was told."""
        latest, before = self.proceedings.latest, self.proceedings.before
        is_deed = latest is not None and latest.is_decided and latest.bare
        return latest if latest and is_deed and before in (*latest.lines, *latest.how) else None

    def _take_told(self, clause: Clause, text: str, after: Clause | None, context: Context) -> None:
        """Take a clause as what its words tell; what is only a tale of a decision ends what is at
        hand, unless it goes on with it."""
        current = self.proceedings.current
        likely = likelihood(context) if self._learned else NOTHING_KNOWN
        goes = current is not None and (
            goes_on(current, clause, self.judgement.decides)
            or stands_between(current, text, after)
            or ends_in_result(current, clause, after)
        )
        if elects(clause, self.proceedings):
            self.voting.lines = []
        elif is_ballot(text) or is_head(text):
            self.voting.put(clause)
        elif likely.tale > TALE and not (goes or self.judgement.is_surely_told(text)):
            self._pass_over(clause, text)
        elif not self._takes_as_worded(clause, text, after, likely):
            if current and goes:
                current.lines.append(clause)
                current.bare = False
            elif likely.decided > DECIDED_LIKELY and self.judgement.may_decide(text):
                self.deciding.tell(clause, text)
            else:
                self._pass_over(clause, text)

    def _takes_as_worded(
        self, clause: Clause, text: str, after: Clause | None, likely: Likelihood
    ) -> bool:
        """Take a clause that is worded as one that moves, puts or decides; say whether it is."""
        opens = self.judgement.opens(text, after)
        is_label = opens and is_empty(text) and after and RESULT.match(after.text)
        is_number = is_label and self.judgement.is_number_of_what_is_told(text)
        if is_label and (self.proceedings.waiting or is_number):
            self.proceedings.current = None  # "Decision:", "Not approved"
        elif opens:
            self.judgement.comes_back()
            self.deciding.resolve(clause, text, opens, after)
        elif AMENDMENT_ACCEPTED.search(text):
            self.moving.accept_amendment(clause)
        elif is_preamble(text, after) and self.judgement.decides(text):
            self.proceedings.current = None  # "Cabinet agreed to the following:"
        elif DECIDED.search(text) and not any(people(text)) and self.judgement.decides(text):
            self.deciding.tell(clause, text)
        elif ELECTED.search(text) and not any(people(text)) and not self.proceedings.waiting:
            if not self.proceedings.latest:
                self.deciding.tell(clause, text)
        elif self.judgement.is_labelled_motion(text):
            self.voting.end(None)
            self.judgement.comes_back()
            self.moving.label(clause, text)
        elif speaks_of_moving(text):
            self.judgement.comes_back()
            self.moving.take_voted(clause, text, self.voting.take_before(text))
            self._settle(clause, likely)
        elif self.judgement.elsewhere:
            return False
        elif tells_result(text):
            if self.judgement.tells_all(text):
                self.deciding.tell(clause, text)
            else:
                self.voting.take_result(clause, text)
        elif self.judgement.puts(text):
            self.voting.put(clause)
        elif self.judgement.decides(text):
            self.deciding.tell(clause, text)
        else:
            return False
        return True

    def _settle(self, clause: Clause, likely: Likelihood) -> None:
        """What names who moved it is decided unless a result says otherwise, where its words are
        those of a decision: "Approved as a true record (proposed Cllr Ash, seconded Cllr Elm)"."""
        latest = self.proceedings.latest
        proposes = PROPOSES.search(clause.text)
        if likely.decided > SURE and latest and latest.lines == [clause] and not proposes:
            latest.is_decided = True

    def _pass_over(self, clause: Clause, text: str) -> None:
        """A clause tells nothing that was moved or decided; behind a title or a sentence nothing
        speaks of what was moved last any more."""
        self._end_what_is_at_hand()
        if len(text.split()) > SOME_WORDS or (clause.new_line and TITLE.fullmatch(text)):
            self.proceedings.latest = None

    def _end_what_is_at_hand(self) -> None:
        self.voting.end(None)
        self.proceedings.current = None

    # Titles, labels and lists.

    def _takes_action(self, clause: Clause) -> bool:
        """Take a clause of a list of actions, and say whether it is one."""
        if self.actions.opens(clause):
            self._end_what_is_at_hand()
        return self.actions.takes(clause)

    def _without_label(self, text: str) -> str:
        """A clause without its label; empty if nothing is left that tells something."""
        label = label_of(text)
        if label and not label.of_result:
            self._end_what_is_at_hand()
            self.judgement.aside = self.judgement.aside or label.aside
            self.judgement.elsewhere = self.judgement.elsewhere or label.elsewhere
        return label.rest if label else text

    def _begins_another_paragraph(self, clause: Clause) -> bool:
        """Whether a resolution has the number of another item: "2.1 RESOLVED" behind "1.1"."""
        number = HEADING.match(clause.text)
        if not (clause.first and number and BEGINS_RESOLVED.match(clause.text[number.end() :])):
            return False
        item, _, paragraph = number[0].strip().rpartition(".")
        return bool(item and paragraph and self._paragraph and item != self._paragraph)

    def _take_heading(self, text: str) -> None:
        """Another item begins, or another paragraph under the same: "82.4" after "82.3", and not
        "2.1" after "1.1"."""
        self.voting.end(None)
        number = HEADING.match(text)
        item, _, paragraph = number[0].strip().rpartition(".") if number else ("", "", "")
        is_same = not self._paragraph or item == self._paragraph
        if not (item and paragraph and is_same and self.proceedings.open):
            self.proceedings.close()
        self._paragraph = item
        self.proceedings.current = self.proceedings.latest = None
        self.judgement.comes_back()

    def _takes_listed(self, clause: Clause) -> bool:
        """Take a clause of the list, or of the quotation, that is moved or resolved; say whether it
        is one."""
        current = self.proceedings.current
        if not current or not (is_quoted(current, clause) or is_listed(current, clause)):
            return False
        if COUNTS_ALONE.match(clause.text) and votes(clause.text):
            return False
        current.lines.append(clause)
        return True
