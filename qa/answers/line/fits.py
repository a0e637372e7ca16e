"""Whether a sentence gives what a question asks for: of its time, in its measure, of its kind.

A sentence may be very near to a question and answer another one. What a grant went up by is not
what it comes to, last year's statement is not this year's, and a baseline is no target. Where a
sentence says so itself, or its heading does, it is not told: a wrong line is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from qa.answers.understanding.question import Question, is_stop_word
from qa.library.stemming import stems
from qa.papers.dates import dates_in
from qa.papers.paper import Passage
from qa.phrases import Phrase, Phrases

PHRASES = Phrases.beside(__file__)
BESIDE = 60  # characters before and behind a figure, in which its measure is named
WORD = re.compile(r"[^\W_]+")
MONEY = re.compile(r"[£€$]")
SET_FROM = (7, 1)  # the month and day from which on the next year's budget and fees are spoken of
OF_MATTER = 0.6  # of the question's weight
HOW_MANY = re.compile(r"\bhow many\b", re.IGNORECASE)

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure that is named beside a figure: a change, a target, an average."""

    asks: Phrase
    before: Phrase
    after: Phrase
    says: Phrase | None
    alone: bool

    def is_of(self, text: str, span: Span) -> bool:
        """Whether the figure at `span` is named as being of this measure."""
        a, b = span
        before, after = text[max(0, a - BESIDE) : a], text[b : b + BESIDE]
        return bool(self.before.search(before) or self.after.search(after))

    def is_said(self, text: str, spans: Sequence[Span]) -> bool:
        """Whether a sentence speaks of this measure."""
        said = self.says or self.asks
        return bool(said.search(text)) or any(self.is_of(text, span) for span in spans)


def figures_that_fit(text: str, spans: Sequence[Span], question: str) -> list[Span]:
    """The figures of a sentence, which stand at `spans`, without those of another measure or unit
    than a question asks for; none where it says nothing of what the question counts."""
    if not _tells_the_deed(text, question):
        return []
    measures = _measures()
    asked = [one for one in measures if one.asks.search(question)]
    if any(one.alone and not one.is_said(text, spans) for one in asked):
        return []
    kept = _of_measures_asked(text, spans, [one for one in measures if one not in asked])
    if HOW_MANY.search(question) and not PHRASES["counted_in_units"].search(question):
        kept = [span for span in kept if not _is_of_unit(text, span)]
    return kept


def _tells_the_deed(text: str, question: str) -> bool:
    """Whether words have anything of that which was done, or is so, with what a question counts."""
    found = PHRASES["deed_counted"].search(question)
    words = (
        [word for word in WORD.findall(found["deed"].lower()) if not is_stop_word(word)]
        if found
        else []
    )
    return not words or not {*stems(" ".join(words))}.isdisjoint(stems(text))


def counts_in_words(text: str) -> bool:
    """Whether a text has no figure, but a number in words."""
    return not any(char.isdigit() for char in text) and bool(PHRASES["in_words"].search(text))


def _of_measures_asked(text: str, spans: Sequence[Span], others: Sequence[Measure]) -> list[Span]:
    """The figures that are of none of the `others`, nor stand in brackets behind one that is: "an
    increase of £2m (7%)"."""
    kept, left = list[Span](), None
    for span in spans:
        beside = left is not None and text[left : span[0]].strip() == "("
        if beside or any(one.is_of(text, span) for one in others):
            left = span[1]
        else:
            kept.append(span)
    return kept


def _is_of_unit(text: str, span: Span) -> bool:
    """Whether a figure is an amount of money, or of days, of miles and the like."""
    start, end = span
    if MONEY.search(text[max(0, start - 2) : end]):
        return True
    return bool(PHRASES["unit"].search(text[end : end + BESIDE]))


def gives_answer(text: str, own: float, question: Question) -> bool:
    """Whether a sentence has a reason, a place or how often, where that is asked for; such words
    stand in many, so it must hold most of the question too, of which its share is `own`."""
    for asks, says, besides in _answers():
        if not asks.search(question.own):
            continue
        if own < OF_MATTER:
            return False
        named = {*stems(question.own)} if besides else set[str]()
        if not any({*stems(found[0])} - named for found in says.finditer(text)):
            return False
    return True


def is_of_the_time(text: str, passage: Passage, question: Question) -> bool:
    """Whether a sentence may be told of the time that a question names.

    Its own days and years decide; where it has none, those of the headings over it; and where these
    have none, the meeting. What was spent last year is not told of this one.
    """
    asked = question.text
    if of_another_time(text, asked):
        return False
    if _names_time(text):
        return True
    heading = "\n".join(filter(None, [passage.context, passage.item, passage.section]))
    if of_another_time(heading, asked):
        return False
    period, day = question.preference.period, passage.meeting.date
    if not is_of_the_financial_year(f"{heading}\n{passage.text}", day, asked):
        return False
    if not period or not day or period.holds(day):
        return True
    named = _years(asked)
    return bool(named) and named <= _years(f"{heading}\n{passage.text}")


def of_another_time(text: str, question: str) -> bool:
    """Whether words give days or years, but none that a question names, which names some."""
    for times in (_days, _financial_years, _years):
        asked, given = times(question), times(text)
        if asked and given and asked.isdisjoint(given):
            return True
    return False


def is_of_the_financial_year(text: str, met_on: date | None, question: str) -> bool:
    """Whether words of a meeting may be of a year from spring to spring, if a question names one:
    they say so, or say no year, and the meeting was not long before it or after it."""
    asked = _financial_years(question)
    if not asked:
        return True
    if years := _years(text):
        given = _financial_years(text)
        return not asked.isdisjoint(given) if given else not years.isdisjoint(_years(question))
    begins = [int(year) for year in asked]
    first, last = date(min(begins) - 1, *SET_FROM), date(max(begins) + 1, 12, 31)
    return met_on is None or first <= met_on <= last


def _names_time(text: str) -> bool:
    return bool(_days(text) or _years(text))


def _days(text: str) -> set[date]:
    return {day for day, _, _ in dates_in(text)}


def _financial_years(text: str) -> set[str]:
    """The years from spring to spring, by that in which they begin: "2024-25", "2024/2025"."""
    return {found["year"] for found in PHRASES["financial_year"].finditer(text)}


def _years(text: str) -> set[str]:
    """The years, of those from spring to spring both."""
    ends = {str(int(year) + 1) for year in _financial_years(text)}
    return {found[0] for found in PHRASES["year"].finditer(text)} | ends


@cache
def _measures() -> tuple[Measure, ...]:
    return tuple(
        Measure(
            PHRASES.unnamed(one["asks"]),
            PHRASES.unnamed(one["before"]),
            PHRASES.unnamed(one["after"]),
            PHRASES.unnamed(one["says"]) if "says" in one else None,
            one.get("alone", False),
        )
        for one in PHRASES.data["measure"]
    )


@cache
def _answers() -> tuple[tuple[Phrase, Phrase, bool], ...]:
    return tuple(_answer_kinds())


def _answer_kinds() -> Iterator[tuple[Phrase, Phrase, bool]]:
    for one in PHRASES.data["answer"]:
        says = PHRASES.unnamed(one["says"])
        yield PHRASES.unnamed(one["asks"]), says, one.get("besides", False)
