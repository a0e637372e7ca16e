"""Labels before the clauses of minutes: "Reason for decision:", "Outcome:", "Recommendation".

The phrases stand in label.toml.
"""

from __future__ import annotations

from dataclasses import dataclass

from qa.papers.registers.people import people
from qa.papers.registers.telling import RESULT, lead
from qa.phrases import Phrases

_PHRASES = Phrases.beside(__file__)
RESOLVED_SO = _PHRASES["resolved_so"]
ASIDE, ACTION_BY = _PHRASES["aside"], _PHRASES["action_by"]
ELSEWHERE = _PHRASES["elsewhere"]
RECOMMENDATION = _PHRASES["recommendation"]
QUESTION, RESULT_LABEL = _PHRASES["question"], _PHRASES["result"]


@dataclass(frozen=True, slots=True)
class Label:
    """What a label says of the clause that it begins: the `rest` of that which tells something,
    whether nothing under it is decided (`aside`), or all by others (`elsewhere`), and whether it
    stands before a result."""

    rest: str
    aside: bool = False
    elsewhere: bool = False
    of_result: bool = False


def label_of(text: str) -> Label | None:
    """The label with which a clause begins; a question stands as one, for it decides nothing."""
    result = RESULT_LABEL.match(text) or RESOLVED_SO.match(text)
    if result and RESULT.match(text[result.end() :]):
        return Label(text[result.end() :], of_result=True)
    if ELSEWHERE.match(text) and not lead(text):
        return Label("", elsewhere=True)
    if label := ASIDE.match(text) or ACTION_BY.match(text):
        rest = text[label.end() :].lstrip()
        return Label(rest if lead(rest) else "", aside=True)
    if RECOMMENDATION.match(text) and not people(text)[0]:
        return Label("", aside=True)
    return Label("") if QUESTION.search(text) else None
