"""What is near to a question and answers another one: the head of minutes, or the other end of a
term of office. It is told by no line, and quoted behind all else."""

from __future__ import annotations

from qa.answers.search.unit import PHRASES as UNITS
from qa.answers.understanding.question import Question
from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)


def answers_another(text: str, question: Question) -> bool:
    """Whether a sentence answers another question."""
    return is_of_head(text, question) or is_of_other_end(text, question)


def is_of_head(text: str, question: Question) -> bool:
    """Whether words are the title of minutes or of an agenda, or the roll of those present, which
    hold the words of any question that names the body, and no meeting is asked about."""
    if PHRASES["asks_of_meeting"].search(question.own):
        return False
    return bool(UNITS["title"].match(text) or PHRASES["roll"].match(text))


def is_of_other_end(text: str, question: Question) -> bool:
    """Whether words tell that somebody came into an office where it is asked when somebody leaves,
    or the reverse."""
    if not PHRASES["when"].search(question.own):
        return False
    comes, goes = PHRASES["comes"], PHRASES["goes"]
    asks_coming, asks_going = (bool(one.search(question.own)) for one in (comes, goes))
    says_coming, says_going = (bool(one.search(text)) for one in (comes, goes))
    if asks_going and not asks_coming:
        return says_coming and not says_going
    return asks_coming and not asks_going and says_going and not says_coming
