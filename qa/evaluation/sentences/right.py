"""Sentences that a passage bears out: its own, and the same said a little otherwise."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from random import Random

from qa.checking.figures import PHRASES as FIGURE_PHRASES
from qa.checking.figures import figures_in
from qa.checking.passage import CheckedPassage
from qa.checking.reading import PHRASES as READING
from qa.evaluation.sentences.example import RIGHT, VERBATIM, Example
from qa.evaluation.sentences.retold import half, otherwise_ordered, rounded, told
from qa.papers.dates import MONTHS
from qa.papers.text import sentences
from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)
STATES = PHRASES["states"]
ADJUNCT = PHRASES["adjunct"]
ACTIVE = PHRASES["active"]
RESOLVED = PHRASES["resolved"]
TENTATIVE = PHRASES["tentative"]
LIST_MARK = PHRASES["list_mark"]
FIGURES = FIGURE_PHRASES.data
WORDS = range(7, 42)  # of a sentence that can stand alone
SMALL = {number: word for word, number in FIGURES["ones"].items() if 2 <= number <= 12}
LEANING = re.compile(r"(?:It|This|That|He|She|They)\b")
Edit = Callable[[str, CheckedPassage, Random], str]


def statements(passage: CheckedPassage) -> list[str]:
    """The sentences of a passage that state something and can stand alone."""
    found = []
    for start, end in sentences(passage.text):
        text = LIST_MARK.sub("", passage.text[start:end].strip())
        whole = len(text.split()) in WORDS and text[:1].isupper() and text.endswith(".")
        if whole and STATES.search(text) and not LEANING.match(text):
            found.append(text)
    return found


def right_ones(passage: CheckedPassage, chosen: Random, count: int) -> Iterator[Example]:
    """Up to `count` sentences that a passage bears out, each verbatim and said otherwise."""
    some = statements(passage)
    some = sorted(chosen.sample(some, len(some)), key=lambda one: -_chances(one))
    for text in (
        some[:count] if chosen.random() < 0.6 else chosen.sample(some, min(count, len(some)))
    ):
        yield Example("", text, (passage,), True, VERBATIM)
        said = text
        for edit in chosen.sample(EDITS, len(EDITS))[: chosen.randint(2, 5)]:
            said = edit(said, passage, chosen)
        if said != text:
            yield Example("", said, (passage,), True, RIGHT)
    retold = list(told(passage, chosen))
    for text in chosen.sample(retold, min(count, len(retold))):
        yield Example("", text, (passage,), True, RIGHT)


def _chances(text: str) -> int:
    """In how many ways a sentence can be made wrong, about."""
    figures = figures_in(text)
    return sum(
        (any(one.is_of_time for one in figures), len(figures) > 1, bool(TENTATIVE.search(text)) * 2)
    )


def _with_next(text: str, passage: CheckedPassage, chosen: Random) -> str:
    """Two sentences that follow each other, joined."""
    some = statements(passage)
    if text in some[:-1]:
        after = some[some.index(text) + 1]
        first = after.split()[0]
        begins = (
            after
            if first.lower() not in PHRASES.words("small_first")
            else after[0].lower() + after[1:]
        )
        if len((text + after).split()) < WORDS[-1]:
            return f"{text[:-1]}, {chosen.choice(('and', 'and', 'while'))} {begins}"
    return text


def _without_adjunct(text: str, passage: CheckedPassage, chosen: Random) -> str:
    found = [one for one in ADJUNCT.finditer(text) if len(text) - len(one[0]) > 40]
    if not found:
        return text
    one = chosen.choice(found)
    ending = "." if one.end() >= len(text) else ""
    return re.sub(r"\s+", " ", text[: one.start()].rstrip() + " " + text[one.end() :]).strip(
        " ."
    ) + (ending or ".")


def _in_words(text: str, passage: CheckedPassage, chosen: Random) -> str:
    for one in figures_in(text):
        if one.kind == "number" and one.value in SMALL and "." not in one.text:
            said = str(one.value) if one.in_words else SMALL[int(str(one.value))]
            return text[: one.start] + said + text[one.end :]
    return text


def _other_form_of_day(text: str, passage: CheckedPassage, chosen: Random) -> str:
    for one in figures_in(text):
        if one.kind == "day" and isinstance(one.value, tuple) and one.value[0]:
            year, month, day = one.value
            name = MONTHS[(month or 1) - 1]
            said = chosen.choice(
                (f"{day} {name} {year}", f"{name} {day}, {year}", f"{day}/{month}/{year}")
            )
            return text[: one.start] + said + text[one.end :]
    return text


def _other_word(text: str, passage: CheckedPassage, chosen: Random) -> str:
    """A word in place of another that papers use for it, of the same ending."""
    for match in chosen.sample(found := list(re.finditer(r"\b[a-z]{4,}\b", text)), len(found)):
        for circle in READING.data["circles"]:
            words: list[str] = circle.split()
            if match[0] in words:
                ending = re.search(r"(?:ed|ing|s|)$", match[0])
                alike = [
                    one for one in words
                    if one != match[0] and ending and one.endswith(ending[0])
                    and (ending[0] or not one.endswith(("ed", "ing", "s")))
                ]  # fmt: skip
                if alike:
                    return text[: match.start()] + chosen.choice(alike) + text[match.end() :]
    return text


def _the_council(text: str, passage: CheckedPassage, chosen: Random) -> str:
    name = passage.council
    return text.replace(name, "the council") if name and not text.startswith(name) else text


def _passive(text: str, passage: CheckedPassage, chosen: Random) -> str:
    found = ACTIVE.fullmatch(text)
    if not found:
        return text
    thing = found["thing"]
    were = "were" if re.match(r"(?:the )?\w+s\b", thing) else "was"
    who = found["who"][0].lower() + found["who"][1:]
    return f"{thing[0].upper()}{thing[1:]} {were} {found['verb']} by {who}."


def _resolved(text: str, passage: CheckedPassage, chosen: Random) -> str:
    """Who resolved it, and when, in place of "RESOLVED"."""
    found = RESOLVED.match(text)
    if not found or not passage.committee or not passage.meeting_date:
        return text
    day = passage.meeting_date
    when = chosen.choice(
        (
            f"On {day.day} {MONTHS[day.month - 1]} {day.year}",
            f"In {MONTHS[day.month - 1]} {day.year}",
        )
    )
    who = passage.committee if "ouncil" in passage.committee else f"the {passage.committee}"
    verb = chosen.choice(("agreed", "resolved", "decided"))
    return f"{when} {who} {verb} that {text[found.end() :]}"


def _reported(text: str, passage: CheckedPassage, chosen: Random) -> str:
    """In a frame that says when it was told."""
    first = text.split()[0].lower()
    if (
        not passage.meeting_date
        or first not in PHRASES.words("small_first")
        or chosen.random() < 0.4
    ):
        return text
    day = passage.meeting_date
    frame = chosen.choice(
        (
            f"In {MONTHS[day.month - 1]} {day.year} it was reported that",
            f"At the meeting on {day.day} {MONTHS[day.month - 1]} {day.year} it was noted that",
            "It was said that",
        )
    )
    return f"{frame} {text[0].lower()}{text[1:]}"


EDITS: tuple[Edit, ...] = (
    _with_next,
    _without_adjunct,
    _without_adjunct,
    _in_words,
    _other_form_of_day,
    _other_word,
    _other_word,
    _the_council,
    _passive,
    _resolved,
    _reported,
    rounded,
    otherwise_ordered,
    otherwise_ordered,
    half,
)
