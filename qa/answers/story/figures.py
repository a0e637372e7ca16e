"""Figures and dates in a story, and where its steps give different ones for the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from qa.answers.answer import Difference, Figure, Step
from qa.library.stemming import stems
from qa.papers.dates import MONTH_IN_FULL
from qa.papers.money import amounts_in
from qa.papers.text import mended
from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)
FIGURE = re.compile(
    rf"\d\d|[£€$%]|\b(?:{MONTH_IN_FULL}|spring|summer|autumn|winter)\b",
    re.IGNORECASE,
)
_WORD = r"[a-z][a-z'-]+"
# A count with what is counted ("355 children in care"), money with what it is for ("the estimated
# cost was £3.1 million"), a date with what falls on it ("fully operational from July 2021").
COUNT = re.compile(
    rf"(?<![\w£€$.,/-])(?<!\d )(\d[\d,]*(?:\.\d+)?)(?: in| of)? ({_WORD}(?: {_WORD}){{1,3}})"
)
BEFORE_MONEY = re.compile(rf"({_WORD}(?: {_WORD}){{1,3}}) $")
LEAD = 100  # characters before an amount in which what it is of stands
WHEN = re.compile(
    rf"({_WORD}(?: {_WORD}){{1,3}}) (?:by|from|in|until|on|at) (?:the )?"
    r"(?:(?:end|start|beginning|middle) of |early |late |mid[- ])?"
    rf"((?:\d{{1,2}}(?:st|nd|rd|th)? )?{MONTH_IN_FULL}(?: 20\d\d)?)\b"
)
# Units are measured rather than counted: "within 5 working days" may be said of many things.
UNITS = re.compile(
    rf"^(?:working |calendar )?(?:{MONTH_IN_FULL}"
    r"|days?|weeks?|months?|years?|hours?|minutes?|times)\b"
)


def figures(text: str) -> Iterator[tuple[str, str]]:
    """What `text` gives figures for, in two of its words, and each figure as it is printed."""
    level = " ".join(mended(text).split())
    lower = level.lower()
    for count in COUNT.finditer(lower):
        words = list(
            takewhile(
                lambda word: word not in PHRASES.words("links") - {"in", "of"}, count[2].split()
            )
        )
        year = re.fullmatch(r"(?:19|20)\d\d", count[1])
        if not year and not UNITS.match(count[2]) and (about := _about(words[:3], last=False)):
            yield about, level[slice(*count.span(1))]
    for amount in amounts_in(level):
        before = BEFORE_MONEY.search(lower, max(0, amount.start - LEAD), amount.start)
        if before and (about := _about(before[1].split(), last=True)):
            yield about, level[amount.start : amount.end]
    for match in WHEN.finditer(lower):
        if about := _about(match[1].split(), last=True):
            yield about, level[slice(*match.span(2))]


def differences(steps: Sequence[Step]) -> tuple[Difference, ...]:
    """What `steps`, oldest first, give different figures for: the same two words beside each."""
    given: dict[tuple[bool, frozenset[str]], tuple[str, list[Figure]]] = {}
    for step in steps:
        for about, text in figures(step.text):
            is_a_date = text[-1].isalpha() or " " in text
            _, others = given.setdefault((is_a_date, frozenset(stems(about))), (about, []))
            if not any(_same_figure(text, other.text) for other in others):
                others.append(Figure(text, step.date, step.citation))
    return tuple(
        Difference(about, tuple(others))
        for about, others in given.values()
        if len({other.citation for other in others}) > 1
    )


def _same_figure(a: str, b: str) -> bool:
    """Whether two are the same, as "5 February" and "5 February 2025" are, or "£1.2m" and
    "£1,200,000"."""
    money = [[one.money for one in amounts_in(text)] for text in (a, b)]
    if money[0]:
        return money[0] == money[1]
    return a.lower() == b.lower() or f"{a} ".startswith(f"{b} ") or f"{b} ".startswith(f"{a} ")


def _about(words: Sequence[str], *, last: bool) -> str:
    """The first or `last` two of `words` that name what a figure is of; empty if they do not."""
    naming = [word for word in words if word not in PHRASES.words("links")]
    two = naming[-2:] if last else naming[:2]
    return " ".join(two) if len(two) == 2 and not PHRASES.words("meeting_words") & set(two) else ""
