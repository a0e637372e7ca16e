"""What a question asks to be told: what was decided, how a vote went, how a member voted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from qa.answers.line.person import PHRASES as PERSONS
from qa.answers.search.term_weights import TermWeights
from qa.answers.understanding.preference import PHRASES as PREFERENCE
from qa.answers.understanding.question import Question, dealing_stems, is_stop_word
from qa.library.stemming import stems
from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)
WORD = re.compile(r"[^\W_]+")


def asks_for(name: str, question: Question) -> bool:
    """Whether `question` asks for what the phrase `name` of asked.toml stands for."""
    return bool(PHRASES[name].search(question.own))


def asks_what_was_said(question: Question) -> bool:
    """Whether it asks for a question that was put before, or what was replied."""
    return bool(PREFERENCE["answered"].search(question.own))


def member_asked(question: Question) -> str:
    """The words in which it names a member whose vote it asks for; empty where it names none, as
    in "how did the vote go" and "did the council vote"."""
    found = PHRASES["member"].search(question.own)
    name = next(filter(None, found.groups()), "") if found else ""
    names = any(not _says_nothing(word) for word in WORD.findall(name.lower()))
    return name if names else ""


def mover_named(question: Question) -> str:
    """The member whose motion or amendment it asks about; empty where it names none."""
    found = PHRASES["whose"].search(question.own)
    return next(filter(None, found.groups()), "") if found else ""


def matter_of(
    weights: TermWeights, question: Question, apart: Set[str] = frozenset()
) -> TermWeights:
    """The weights without the words that say how a matter was dealt with, or ask for a vote ("who
    sat on the fence"), and the stems `apart`."""
    asked = " ".join(found[0] for found in PHRASES["vote"].finditer(question.text))
    left_out = (
        set(stems(" ".join([asked, *PERSONS.words("titles")])))
        | (dealing_stems() - set(stems(" ".join(_in_names(question.own)))))
        | apart
    )
    own = {stem: weight for stem, weight in weights.own.items() if stem not in left_out}
    return TermWeights(own or weights.own, weights.names, weights.missing)


def _in_names(text: str) -> Iterator[str]:
    """The words that may say how a matter was dealt with, but are part of its name here, since they
    stand behind another of its words: "the harbour board", "the council tax support grant"."""
    before = ""
    for word in WORD.findall(text.lower()):
        named = word in PHRASES.words("also_in_names") and bool(before)
        if named:
            yield word
        before = word if named or not _says_nothing(word) else ""


def _says_nothing(word: str) -> bool:
    """Whether a word says nothing of a matter, or only how it was dealt with."""
    return is_stop_word(word) or dealing_stems().issuperset(stems(word))
