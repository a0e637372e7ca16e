"""Whom a clause of minutes names as mover and seconder, and what it says besides.

The phrases stand in people.toml.
"""

from __future__ import annotations

import re

from qa.papers.registers.mover import movers
from qa.phrases import Phrases, SignedPhrase

_PHRASES = Phrases.beside(__file__)
_MOVES = SignedPhrase(
    _PHRASES["moves"],
    "propos move prop second sec 2nd nominat motion cynigi eiliwyd amendment name / : ; – -",
)
_OF_PEOPLE = _PHRASES["of_people"]
_OF_THE_MAIN_MOTION = _PHRASES["of_the_main_motion"]
MAX_PEOPLE = 160  # characters of a clause that only says who moved and seconded
_WORDS_FOLLOW = re.compile(r"\b(?:that|to|refusal|approval|amendment|report|recommendations?)\b")


def people(text: str) -> tuple[str | None, str | None]:
    """Who moved and who seconded, if the clause speaks of that."""
    names = _MOVES.search(text) and not _OF_THE_MAIN_MOTION.search(text)
    return movers(text) if names else (None, None)


def only_people(text: str) -> bool:
    """Whether a clause says nothing but who moved and seconded, and how it went."""
    names = people(text)
    return len(text) <= MAX_PEOPLE and any(names) and not besides(text, names)


def names_nothing(text: str) -> bool:
    """Whether hardly a word of a clause says what was moved: it stands below."""
    if len(text) > MAX_PEOPLE or _WORDS_FOLLOW.search(text):
        return False
    return len(besides(text, people(text)).split()) < 4


def besides(text: str, names: tuple[str | None, ...]) -> str:
    """What a clause says besides who moved and seconded."""
    for name in filter(None, names):
        text = text.replace(name, " ")
    return _OF_PEOPLE.sub(" ", text).strip(' .,;:–-()/“”"\t')
