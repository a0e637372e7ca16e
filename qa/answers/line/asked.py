"""What a question asks to be told: what was decided, how a vote went, how a member voted."""

from __future__ import annotations

from collections.abc import Set

from qa.answers.search.term_weights import TermWeights
from qa.answers.understanding.preference import PHRASES as PREFERENCE
from qa.answers.understanding.question import Question, dealing_stems
from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)


def asks_for(name: str, question: Question) -> bool:
    """Whether `question` asks for what the phrase `name` of asked.toml stands for."""
    return bool(PHRASES[name].search(question.own))


def asks_what_was_said(question: Question) -> bool:
    """Whether it asks for a question that was put before, or what was replied."""
    return bool(PREFERENCE["answered"].search(question.own))


def member_asked(question: Question) -> str:
    """The words in which it names a member whose vote it asks for; empty where it names none."""
    found = PHRASES["member"].search(question.own)
    return next(filter(None, found.groups()), "") if found else ""


def matter_of(weights: TermWeights, apart: Set[str] = frozenset()) -> TermWeights:
    """The weights without the words that say how a matter was dealt with, and the stems `apart`."""
    left_out = dealing_stems() | apart
    own = {stem: weight for stem, weight in weights.own.items() if stem not in left_out}
    return TermWeights(own or weights.own, weights.names, weights.missing)
