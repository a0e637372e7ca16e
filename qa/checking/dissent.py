"""Whether a vote was unanimous, and on which side a member was, where a clause tells it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.checking.comparing import Comparison
from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)
UNANIMOUS, TOLD_UNANIMOUS = PHRASES["unanimous"], PHRASES["told_unanimous"]
DISSENT, DIVIDED = PHRASES["dissent"], PHRASES["divided"]
SIDES = {
    "for": PHRASES["voted_for"],
    "against": PHRASES["voted_against"],
    "abstained": PHRASES["abstained"],
}
CLAUSE = re.compile(r"[^.;\n]+(?:\.(?=\w|\s?[a-z])[^.;\n]*)*")


def dissents_otherwise(compared: Comparison) -> bool:
    """Whether the sentence tells of one voice where some dissented, or has a member on another side
    than the passage."""
    return _is_divided(compared) or _is_on_another_side(compared)


def _is_divided(compared: Comparison) -> bool:
    held = compared.passage.reading.lower
    if not TOLD_UNANIMOUS.search(compared.sentence.lower) or UNANIMOUS.search(held):
        return False
    return DISSENT.search(held) is not None or DIVIDED.search(held) is not None


def _is_on_another_side(compared: Comparison) -> bool:
    """Whether each clause that tells how a member of the sentence voted tells another side."""
    sentence = compared.sentence
    names = [one.word for one in sentence.units if one.is_name]
    said = {side for _, side in _sides(sentence.text)}
    if not names or len(said) != 1:
        return False
    held = list(_sides(compared.passage.reading.text))
    for name in names:
        own = {side for clause, side in held if re.search(rf"\b{re.escape(name)}\b", clause)}
        if own and not own & said:
            return True
    return False


def _sides(text: str) -> Iterator[tuple[str, str]]:
    """The clauses of a text that tell who voted how, in small letters, and the side."""
    for clause in CLAUSE.findall(text.lower()):
        for side, told in SIDES.items():
            if told.search(clause):
                yield clause, side
