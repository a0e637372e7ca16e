"""Questions that were put at a meeting and the replies, in any layout: labels, names, sentences.

They are read clause by clause. What opens a question says who puts it; what opens a reply, who
gives it; what stands between belongs to the one that was opened last. The phrases stand in
question_time.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from qa.papers.register import Asked, Reply, Words
from qa.papers.registers.clause import Clause
from qa.papers.registers.debate import merged
from qa.phrases import Phrases

_PHRASES = Phrases.beside(__file__)
BEGINS = _PHRASES["begins"]
HEADING = _PHRASES["heading"]
OPENS, ASKS, REPLIED_TO = _PHRASES["opens"], _PHRASES["asks"], _PHRASES["replied_to"]
RESPONSE, REPLIES = _PHRASES["response"], _PHRASES["replies"]
SUPPLEMENTARY, SUPPLEMENTARY_LABEL = _PHRASES["supplementary"], _PHRASES["supplementary_label"]
NO_SUPPLEMENTARY = _PHRASES["no_supplementary"]
TABLE, ANOTHER = _PHRASES["table"], _PHRASES["another"]

QUESTION_MARK = re.compile(r"\?[\"'”’)]*$")
NUMBER_ALONE = re.compile(r"\(?(?:[A-Z]{1,3}\d{0,3}|\d{1,2}|[ivx]{1,4}|[a-z])[.)]{1,2}")
ASKER_BEHIND = re.compile(r"\(((?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor)\.? [^()]{2,40})\)")
TITLED = re.compile(r"[A-Z]{0,4}[\d/.]*\d\b|[A-Z]{4,}|Public |Questions ")
WORD_END = re.compile(r"\s+(?=[A-Z(\d“\"t])")
TITLE_WORDS = 14  # of a title over questions, at most
ITEM_TITLE = re.compile(r"^(?:[A-Z]{0,4}[\d/.]*\d\.?\s+)?[A-Z’'&,() –-]{8,}$")


@dataclass(slots=True)
class _Answer:
    """The clauses of a reply, and who gives it."""

    by: str | None = None
    words: list[Words] = field(default_factory=list)


@dataclass(slots=True)
class _Question:
    """A question while it is read. `told` says that it is a sentence of the minutes."""

    number: str | None = None
    by: str | None = None
    to: str | None = None
    words: list[Words] = field(default_factory=list)
    answers: list[_Answer] = field(default_factory=list)
    supplementary: list[Words] = field(default_factory=list)
    supplementary_answers: list[_Answer] = field(default_factory=list)
    in_supplementary: bool = False
    told: bool = False

    @property
    def replies(self) -> list[_Answer]:
        """The replies to which the next clause of a reply belongs."""
        return self.supplementary_answers if self.in_supplementary else self.answers

    def add(self, words: Words) -> None:
        """Add words to what was opened last."""
        if self.replies:
            self.replies[-1].words.append(words)
        else:
            (self.supplementary if self.in_supplementary else self.words).append(words)

    def record(self) -> Asked | None:
        """The question as a record; None if its words are not printed."""
        if not self.words:
            return None
        to = (self.to,) if self.to else ()
        return Asked(
            True,
            merged(self.words),
            _replies(self.answers),
            self.number,
            self.by.rstrip(" ,") if self.by else None,  # "Mr Ash, Elm Road, to the leader"
            to,
            merged(self.supplementary),
            _replies(self.supplementary_answers),
        )


def _replies(answers: list[_Answer]) -> tuple[Reply, ...]:
    return tuple(Reply(merged(one.words), one.by) for one in answers if one.words)


def put_questions(found: Iterable[Clause]) -> Iterator[Asked]:
    """The questions that were put in some clauses, in order."""
    time = _QuestionTime()
    for clause in found:
        time.take(clause)
    yield from filter(None, (question.record() for question in time.all))


class _QuestionTime:
    """Takes the clauses of questions one after another; `at_hand` is the one that was put last."""

    def __init__(self) -> None:
        self.all: list[_Question] = []
        self.at_hand: _Question | None = None
        self.number: str | None = None  # that stands alone before what it numbers

    def take(self, clause: Clause) -> None:
        """Take the next clause, as what its words say that it is."""
        clause = _without_title(clause)
        text, question = clause.text, self.at_hand
        if NUMBER_ALONE.fullmatch(text):
            self.number = text.strip(" .")
            return
        self._take(clause, text, question)
        self.number = None

    def _take(self, clause: Clause, text: str, question: _Question | None) -> None:
        if TABLE.match(text) or (ITEM_TITLE.match(text) and len(text.split()) <= TITLE_WORDS):
            self.at_hand = None
            return
        if NO_SUPPLEMENTARY.search(text):
            return
        if SUPPLEMENTARY.search(text):
            self._supplement(clause)
            return
        both = REPLIED_TO.match(text)
        if both:
            self._tell_both(clause, both)
            return
        if question and (response := RESPONSE.match(text)):
            question.replies.append(_Answer(_named(response, "by")))
            self._add(clause, response.end())
            return
        if self._opens(clause):
            return
        asker = ASKER_BEHIND.fullmatch(text)
        if question and asker:
            question.by = question.by or asker[1]
        elif question and (reply := REPLIES.match(text)):
            self._reply(clause, reply)
        elif question and question.to and text.startswith(question.to) and question.words:
            question.replies.append(_Answer(question.to))
            self._add(clause, len(question.to))
        elif question:
            if question.told and not question.replies and not QUESTION_MARK.search(text):
                question.replies.append(_Answer())  # "Clerk to find out."
            question.add(clause.words)

    def _opens(self, clause: Clause) -> bool:
        """Take a clause that opens a question, and say whether it does."""
        text, question = clause.text, self.at_hand
        another = ANOTHER.match(text)
        if question and another:
            self._open(clause, another, question.by, question.to, another.end())
            return True
        asks = ASKS.match(text)
        if asks:
            self._open(clause, asks, _named(asks, "by"), _named(asks, "to"), 0)
            self.all[-1].told = True
            return True
        opens = OPENS.match(text)
        if not opens or (opens["by_colon"] and self._is_reply_of(opens["by_colon"], text)):
            return False
        by, to = _named(opens, "by"), _named(opens, "to")
        if question and not question.words and not question.replies:
            question.number = question.number or _named(opens, "number")
            question.by, question.to = question.by or by, question.to or to
            self._add(clause, opens.end())  # "Question:" under who puts it
            return True
        if (
            question
            and not question.told
            and not by
            and (opens["number_q"] or not _named(opens, "number"))
        ):
            by, to = question.by, question.to
        masthead = opens["number_alone"] and "?" not in text
        self._open(clause, opens, by, to, len(text) if masthead else opens.end())
        return True

    def _is_reply_of(self, name: str, text: str) -> bool:
        """Whether "Cllr Elm: It passed." is the reply to a question, and not another question."""
        question = self.at_hand
        return bool(question and question.words) and "?" not in text

    def _open(
        self, clause: Clause, found: re.Match[str], by: str | None, to: str | None, end: int
    ) -> None:
        number = _named(found, "number") or _named(found, "second_number") or self.number
        self.at_hand = _Question(number, by, to)
        self.all.append(self.at_hand)
        self._add(clause, end)

    def _add(self, clause: Clause, start: int) -> None:
        """Add what is left of a clause behind its label."""
        rest = clause.text[start:]
        words = clause.words
        left = len(rest) - len(rest.lstrip(" :;–-\t"))
        if self.at_hand and rest.strip(" :;–-\t"):
            self.at_hand.add(Words(words.passage, words.start + start + left, words.end))

    def _reply(self, clause: Clause, reply: re.Match[str]) -> None:
        question = self.at_hand
        number = reply["number"]
        named = next((q for q in self.all if number and q.number == number), question)
        if not named:
            return
        self.at_hand = named
        by = _named(reply, "by")
        if not named.replies or (by and named.replies[-1].by not in (None, by)):
            named.replies.append(_Answer(by))
        named.replies[-1].by = named.replies[-1].by or by
        named.add(clause.words)

    def _supplement(self, clause: Clause) -> None:
        """A supplementary question; the sentence may tell the reply too."""
        text = clause.text
        if self.at_hand is None:
            self.at_hand = _Question(told=True)
            self.all.append(self.at_hand)
            self.at_hand.words.append(clause.words)
            return
        question = self.at_hand
        question.in_supplementary = True
        label = SUPPLEMENTARY_LABEL.match(text)
        if label:
            self._add(clause, label.end())
            return
        question.supplementary.append(clause.words)
        if re.match(r"(?:Supplementary: )?In (?:response|reply) to\b", text):
            question.supplementary_answers.append(_Answer(None, [clause.words]))

    def _tell_both(self, clause: Clause, both: re.Match[str]) -> None:
        """One sentence tells of the question, and behind a colon, or behind it, of the reply."""
        words = clause.words
        by, to = _named(both, "by"), _named(both, "to")
        self._open(clause, both, by, to, len(clause.text))
        end = both.start("then") if both["then"] else both.end()
        self.all[-1].words.append(Words(words.passage, words.start, words.start + end))
        if (both["colon"] or both["then"]) and words.start + both.end() < words.end:
            self.all[-1].answers.append(_Answer(to))
            self._add(clause, both.end())


def _without_title(clause: Clause) -> Clause:
    """A clause without the title of an item that runs on into it."""
    text = clause.text
    if RESPONSE.match(text) or not (clause.first or TITLED.match(text)):
        return clause
    starts = [0, *(match.end() for match in WORD_END.finditer(text))][:TITLE_WORDS]
    patterns = (ASKS, REPLIED_TO, OPENS)
    at = next((a for a in starts if any(p.match(text[a:]) for p in patterns)), 0)
    words = clause.words
    begins = Words(words.passage, words.start + at, words.end)
    return Clause(text[at:], begins, clause.standing, clause.first)


def _named(found: re.Match[str], name: str) -> str | None:
    """What the groups of a pattern whose names begin with `name` hold."""
    groups = found.groupdict().items()
    said = next((value for key, value in groups if value and key.startswith(name)), None)
    return " ".join(said.split()).strip(" .:") if said else None


def is_question_heading(text: str | None) -> bool:
    """Whether an item of minutes is titled as questions, or as a time for the public."""
    return HEADING.search(text or "") is not None
