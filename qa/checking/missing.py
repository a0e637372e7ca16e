"""The figures, days and names of a sentence that a passage has not: one is enough to refuse it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from qa.checking.acting import initials
from qa.checking.comparing import ABOUT, Comparison
from qa.checking.durations import is_told_otherwise
from qa.checking.figures import Figure, in_units
from qa.checking.listed import is_listed
from qa.checking.near_words import near_words
from qa.checking.passage import CheckedPassage
from qa.checking.reading import Unit
from qa.checking.reckoned import is_reckoned
from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)
PERCENT = re.compile(r"%|\bper ?cent\b|\bpercentages?\b", re.IGNORECASE)
PERCENT_HEAD = re.compile(r"(?<!\d)(?<!\d\s)%")
ONE = re.compile(r"\b(?:one|single|once)\b")
FORM = re.compile(r"(?:ing|ers?|ed|ly|s|ion|ment|ness)$")
BODIES = frozenset(["committee", "panel", "board", "council", "cabinet", "forum"])
NO_KIND = frozenset(["full", "whole", "local", "own", "new", "joint"])  # before any body
BETWEEN = frozenset(["for", "and", "of", "the", "&"])
YEARS_APART = 1  # between a meeting and a day that its paper gives no year


def missing_figure(compared: Comparison) -> Figure | None:
    """The first figure or day of a sentence that the passage has not."""
    passage = compared.passage
    reading, about = passage.reading, passage.about
    held = [one.figure for one in (*reading.figures, *about.figures) if one.figure]
    held = in_units(held, reading.text)
    for unit in compared.sentence.figures:
        one = unit.figure
        if not one or _is_there(one, held, passage):
            continue
        if is_told_otherwise(unit.start, compared.sentence, reading) or is_listed(unit, compared):
            continue
        if not is_reckoned(one, compared.sentence, held, passage):
            return one
    return None


def _is_there(one: Figure, held: list[Figure], passage: CheckedPassage) -> bool:
    met = passage.met
    if met and one.fits(met):
        return True
    if one.kind in ("month", "year") and any(
        one.fits(other) for other in passage.told_from_its_day
    ):
        return True
    fitting = [other for other in held if one.fits(other)]
    if one.kind == "percent":
        fitting = [other for other in fitting if other.kind == "percent"] or [
            other
            for other in fitting
            if PERCENT.search(passage.reading.text)
            and ("." in other.text or PERCENT_HEAD.search(passage.reading.text))
        ]
    if not one.is_of_time:
        return bool(fitting) or _is_counted(one, passage)
    return any(_has_year(one, other, passage) for other in fitting)


def _is_counted(one: Figure, passage: CheckedPassage) -> bool:
    """Whether it is a 1 that the passage has as a word, which is no figure there."""
    return one.kind == "number" and one.value == 1 and bool(ONE.search(passage.reading.lower))


def _has_year(one: Figure, other: Figure, passage: CheckedPassage) -> bool:
    """Whether a day to which the paper gives no year may be of the year in the sentence."""
    own, held = one.value, other.value
    assert isinstance(own, tuple) and isinstance(held, tuple)
    if own[0] is None or held[0] is not None or one.kind in ("year", "years"):
        return True
    years = {f.value[0] for f in _times(passage) if isinstance(f.value, tuple)}
    met = passage.meeting_date
    if met:
        return abs(met.year - own[0]) <= YEARS_APART
    return own[0] in years or not years - {None}


def _times(passage: CheckedPassage) -> Iterator[Figure]:
    yield from (u.figure for u in passage.reading.figures if u.figure and u.figure.is_of_time)


def missing_time(compared: Comparison) -> str | None:
    """The first day of the week or season of a sentence where the passage has but others."""
    known = {one.word.removesuffix("s") for one in compared.passage.reading.units}
    for words in (PHRASES.words("weekdays"), PHRASES.words("seasons")):
        for one in compared.sentence.units if known & words else ():
            if (word := one.word.removesuffix("s")) in words and word not in known:
                return compared.sentence.text[one.start : one.end]
    return None


def missing_name(compared: Comparison) -> str | None:
    """The first name of a sentence of which the passage has no word, nor its initials; or the first
    body of a kind that it has not: "licensing committee"."""
    passage = compared.passage
    known = passage.stems
    for names in _names(compared):
        absent = [one for one in names if one.stem not in known and one.word not in BETWEEN]
        if absent and not _is_known_otherwise(names, absent, compared):
            return compared.sentence.text[names[0].start : names[-1].end]
    return _missing_body(compared)


def _missing_body(compared: Comparison) -> str | None:
    text, about = compared.sentence.text, compared.passage.about.stems
    for i, (kind, body) in enumerate(pairwise(compared.own)):
        adjoins = text[kind.end : body.start] == " "
        if not adjoins or body.word not in BODIES or kind.weight < 1 or kind.figure or kind.is_name:
            continue
        if not compared.sentence.lower[: kind.start].endswith("the "):
            continue  # "the Leader wants Cabinet to act"
        if compared.nearest[i] < ABOUT and kind.stem not in about and kind.word not in NO_KIND:
            return text[kind.start : body.end]
    return None


def _names(compared: Comparison) -> Iterator[list[Unit]]:
    """Names, each with all its words."""
    run: list[Unit] = []
    for one in compared.sentence.units:
        if run and (one.start - run[-1].end > 1 or one.sentence != run[-1].sentence):
            yield _trimmed(run)
            run = []
        if (run and one.word in BETWEEN) or one.is_name or _opens_as_name(one, compared):
            run.append(one)
        elif run:
            yield _trimmed(run)
            run = []
    if run:
        yield _trimmed(run)


def _trimmed(run: list[Unit]) -> list[Unit]:
    """A name without the small words behind it."""
    while run[-1].word in BETWEEN:
        run = run[:-1]
    return run


def _opens_as_name(one: Unit, compared: Comparison) -> bool:
    """Whether the first word of a sentence is a name: no word that the model knows."""
    text = compared.sentence.text
    is_first = not text[: one.start].strip()
    return (
        is_first
        and one.weight == 1
        and not one.figure
        and text[one.start].isupper()
        and (_is_no_word(one.word) or _goes_on(one, compared))
    )


def _is_no_word(word: str) -> bool:
    """Whether a word is neither known nor looks like a form of one: "Ofsted", not "Mending"."""
    return not near_words().knows(word) and not FORM.search(word)


def _goes_on(one: Unit, compared: Comparison) -> bool:
    """Whether the next word has a capital too, and the passage no like of this one."""
    units = compared.sentence.units
    i = next(k for k, unit in enumerate(units) if unit.start == one.start)
    return i + 1 < len(units) and units[i + 1].is_name and not _is_common(one, compared)


def _is_known_otherwise(names: list[Unit], absent: list[Unit], compared: Comparison) -> bool:
    """Whether a name stands in the passage in short or in full."""
    passage = compared.passage
    known = passage.stems
    for some in (names, [one for one in names if one.word not in BETWEEN]):
        short = "".join(one.word[0] for one in some)
        if len(short) > 1 and any(
            one.startswith(short) and len(one) < len(short) + 2 for one in known
        ):
            return True
    written = initials(passage)
    for one in absent:
        letters = re.sub(r"[^a-z]", "", one.word)
        is_short = compared.sentence.text[one.start : one.end].isupper()
        if not (is_short and (letters in written or letters.removesuffix("s") in written)):
            return _is_common(one, compared)
    return True


def _is_common(one: Unit, compared: Comparison) -> bool:
    """Whether a word with a capital has its like in the passage in small letters: "Roof Repairs"
    and "repair of the roof"."""
    i = next(k for k, unit in enumerate(compared.own) if unit.start == one.start)
    family = [j for j, other in enumerate(compared.held) if compared.nearness[i, j] >= 0.85]
    return bool(family)
