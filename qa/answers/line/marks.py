"""Where in a sentence that which was asked for stands: a figure, a day, a person."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from datetime import date

from qa.answers.answer_line import LineKind
from qa.answers.line.figure import TIME, figures_in
from qa.answers.line.fits import PHRASES as FITS
from qa.answers.line.fits import counts_in_words, figures_that_fit
from qa.answers.line.found import Found
from qa.answers.line.person import PHRASES, persons_in
from qa.answers.understanding.question import Question
from qa.answers.understanding.wanted import Want, wanted
from qa.library.stemming import stems
from qa.papers import kinds
from qa.papers.dates import dates_in

BEFORE = 80  # characters before a day, in which it is said what it is of
NEXT = re.compile(r"\bnext\b", re.IGNORECASE)
AS_AT = re.compile(
    r"\bas (?:at|of) (?:the )?(?:end of )?(?:\d{1,2}(?:st|nd|rd|th)? )?$", re.IGNORECASE
)
MONEY, TIME_TAKEN, SPEED = "an amount of money", "a length of time", "a speed"
# What questions want, by its name in wanted.toml, and the kind of line that tells it.
KINDS: dict[str, LineKind] = {
    MONEY: "figure",
    "a count of votes": "figure",
    TIME_TAKEN: "figure",
    SPEED: "figure",
    "a figure": "figure",
    "a time of day": "date",
    "a date": "date",
    "a name": "person",
}


def wants_of(question: Question) -> list[Want]:
    """What a question asks for that can be marked in a sentence."""
    return [want for want in wanted(question.own) if want.name in KINDS]


def marks(found: Found, question: Question) -> tuple[tuple[int, int], ...]:
    """Where in the passage that which was asked for stands, as far as the sentence has it."""
    wants, text = wants_of(question), found.text
    if not wants:
        return ()
    kind = KINDS[wants[0].name]
    if kind == "date":
        asked: set[date | None] = {day for day, _, _ in dates_in(question.text)}
        # "As at 1 May there were six" says when something was counted, and not when anything is.
        every = dates_in(text)
        days = [one for one in every if not AS_AT.search(text[: one[1]])]
        days = [one for one in days if not _is_of_paper(text, one, found, question)]
        if kinds.kind_of(found.hit.stored.passage.document).is_tracker:
            asked |= {found.day}  # of the meeting at which a row was begun
        spans = [(a, b) for day, a, b in days if day not in asked]
        if found.day and NEXT.search(question.own):  # its own day is not the next
            spans = [(a, b) for day, a, b in days if day > found.day]
        times = (match for match in TIME.finditer(text) if not every)
        times = (time for time in times if not AS_AT.search(text[: time.start()]))
        spans = spans or [time.span() for time in times if time[0] not in question.text]
        if FITS["to_come_asked"].search(question.own) and not _may_come(text, days, found.day):
            spans = []
    elif wants[0].name in (TIME_TAKEN, SPEED):
        spans = [match.span() for match in wants[0].looks.finditer(text)]
    elif kind == "figure":
        spans = figures_that_fit(
            text, figures_in(text, of_money=wants[0].name == MONEY), question.own
        )
    else:
        spans = _persons(text, found.small, question)
    return tuple((found.start + a, found.start + b) for a, b in spans)


def _may_come(text: str, days: Sequence[tuple[date, int, int]], met: date | None) -> bool:
    """Whether a sentence may tell of what is to come: it says so, or a day of it is later than that
    on which the meeting `met`."""
    later = met is not None and any(day > met for day, _, _ in days)
    return later or bool(FITS["to_come"].search(text))


def _is_of_paper(text: str, day: tuple[date, int, int], found: Found, question: Question) -> bool:
    """Whether a day is that of an earlier paper or meeting to which a sentence refers, and no paper
    or meeting is asked about: "with reference to the minute of 17 April"."""
    on, begins, _ = day
    if found.day is None or on > found.day or FITS["papers_asked"].search(question.own):
        return False
    return bool(FITS["of_paper"].search(text[max(0, begins - BEFORE) : begins]))


def gives_value(text: str, question: Question, met: date | None = None) -> bool:
    """Whether words give a value that is asked for: of a figure one of its measure and unit, of a
    day that is to come one after that on which the meeting `met`."""
    wants = wanted(question.own)
    if not wants or not wants[0].looks.search(text):
        return False
    if met and wants[0].name == "a date" and FITS["to_come_asked"].search(question.own):
        return _may_come(text, [*dates_in(text)], met)
    if KINDS.get(wants[0].name) != "figure" or wants[0].name in (TIME_TAKEN, SPEED):
        return True
    figures = figures_in(text, of_money=wants[0].name == MONEY)
    return bool(figures_that_fit(text, figures, question.own)) or counts_in_words(text)


def values_of(found: Found, question: Question) -> list[str]:
    """That which was asked for, as the sentence gives it."""
    text = found.hit.stored.passage.text
    return [text[a:b] for a, b in marks(found, question)]


def _persons(text: str, small: Set[str], question: Question) -> list[tuple[int, int]]:
    """Where persons are named, but none with a word of the question.

    Who is named there is not who is asked for, and of a deputy chair nobody asks who chairs. What
    stands in `small` letters elsewhere names nobody: "Time Limited Debate".
    """
    if not names_the_office(text, question):
        return []
    asked = set(stems(question.text))
    for other in PHRASES["other_office"].finditer(text):
        if asked.issuperset(stems(other["office"])) and asked.isdisjoint(stems(other["rank"])):
            return []
    named = asked.difference(stems(" ".join(PHRASES.words("titles"))))
    return [
        (a, b)
        for a, b in persons_in(text)
        if named.isdisjoint(stems(text[a:b])) and not _is_of_words(text[a:b], small)
    ]


def names_the_office(text: str, question: Question) -> bool:
    """Whether words name the office whose holder is asked for, if one is: who stands in a roll of a
    meeting did not therefore chair it."""
    asked = PHRASES["office_asked"].search(question.own)
    if asked is None:
        return True
    office = (asked["held"] or asked["done"]).lower()
    if PHRASES["in_the_chair"].match(office):
        return bool(PHRASES["in_the_chair"].search(text))
    return bool(re.search(rf"\b{office}", text, re.IGNORECASE))


def _is_of_words(name: str, small: Set[str]) -> bool:
    """Whether most words of a name without a title are words that stand in small letters too."""
    words = name.lower().split()
    if words[0].rstrip(".") in PHRASES.words("titles"):
        return False
    return 2 * sum(word in small for word in words) > len(words)
