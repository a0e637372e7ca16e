"""Sentences made wrong with what the passage itself has, so that only reading it shows it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from random import Random

from qa.checking.figures import figures_in
from qa.checking.near_words import near_words
from qa.checking.passage import CheckedPassage
from qa.checking.reading import read
from qa.evaluation.sentences.example import Example
from qa.evaluation.sentences.retold import PERSON, told
from qa.evaluation.sentences.right import statements
from qa.letters import with_all_letters
from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)
OPEN, PUT_FORWARD = PHRASES["open"], PHRASES["put_forward"]
SUBJECT, PERFECT = PHRASES["subject"], PHRASES["perfect"]
PLACE = re.compile(
    with_all_letters(
        r"(?<=\w )[A-Z][a-z’-]+(?:\s[A-Z][a-z’-]+)*(?:\s(?:Road|Street|Lane|Park|Hall|Avenue|Drive|"
        r"Bridge|School|Centre|Center|Library|Green|House|Station|Square|Ward))?"
    )
)
BODIES = re.compile(
    r"\b(?:committee|council|members|councillors|board|panel|cabinet|report)\b", re.I
)


def other_of_passage(
    right: Example, others: Sequence[CheckedPassage], chosen: Random
) -> Example | None:
    """A person, a place or a thing with a name in the place of another of the same passage."""
    text, passage = right.sentence, right.passages[0].text
    for find in chosen.sample([_people, _places], 2):
        own = find(text)
        held = sorted({re.sub(r"\s+", " ", one[0]) for one in find(passage)})
        for one in chosen.sample(own, len(own)):
            fresh = [
                name for name in held
                if not set(name.lower().split()[-1:]) & set(text.lower().split())
                and len(name.split()) == len(one[0].split())
                and not BODIES.search(name) and not _is_common(name)
            ]  # fmt: skip
            if fresh and not BODIES.search(one[0]):
                return _put(right, one.start(), one.end(), chosen.choice(fresh))
    return None


def _people(text: str) -> list[re.Match[str]]:
    return list(PERSON.finditer(text))


def _places(text: str) -> list[re.Match[str]]:
    return list(PLACE.finditer(text))


def _is_common(name: str) -> bool:
    """Whether a name is but a word with a capital: "Manager", "November"."""
    return " " not in name and near_words().knows(name.lower())


def number_of_passage(
    right: Example, others: Sequence[CheckedPassage], chosen: Random
) -> Example | None:
    """A number in the place of another of the same passage."""
    numbers = [one for one in figures_in(right.sentence) if one.kind == "number"]
    held = [one for one in figures_in(right.passages[0].text) if one.kind == "number"]
    pairs = [
        (a, b) for a in numbers for b in held
        if not a.fits(b) and a.in_words == b.in_words
        and not any(b.fits(c) for c in figures_in(right.sentence))
    ]  # fmt: skip
    if not pairs:
        return None
    a, b = chosen.choice(pairs)
    return _put(right, a.start, a.end, b.text)


def scope(right: Example, others: Sequence[CheckedPassage], chosen: Random) -> Example | None:
    """All for most, at most for at least, and the like."""
    found = [
        (one, after)
        for before, after in PHRASES.data["scopes"]
        for one in re.finditer(rf"\b{before}\b", right.sentence)
    ]
    if not found:
        return None
    one, after = chosen.choice(found)
    return _put(right, one.start(), one.end(), chosen.choice(after))


def surer(right: Example, others: Sequence[CheckedPassage], chosen: Random) -> Example | None:
    """What may be, is asked for or is recommended, told as what will be or has been decided."""
    if found := OPEN.search(right.sentence):
        said = "are to" if found["many"] else chosen.choice(("will", "will", "is to"))
        return _put(right, found.start(), found.end(), said)
    text = right.passages[0].text
    if right.passages[0].standing == "decided":
        return None
    puts = [one for one in PUT_FORWARD.finditer(text) if len(one["thing"].split()) > 1]
    if not puts:
        return None
    one = chosen.choice(puts)
    thing, rest = (re.sub(r"\s+", " ", one[name]) for name in ("thing", "rest"))
    are = chosen.choice(("will be", "is to be", "has been", "was"))
    return replace(
        right, sentence=f"{thing[0].upper()}{thing[1:]} {are} {one['verb']}{rest}.", source="beside"
    )


def undone(right: Example, others: Sequence[CheckedPassage], chosen: Random) -> Example | None:
    """What was done, told as not done yet, as people put it."""
    found = PERFECT.search(right.sentence)
    if not found or re.search(r"\b(?:not|no|never|nor)\b", right.sentence):
        return None
    said = chosen.choice(PHRASES.data["undone"])
    return _put(right, found.start(), found.end(), f"{said} {found['verb']}")


def of_another(right: Example, others: Sequence[CheckedPassage], chosen: Random) -> Example | None:
    """What one is said to be or to have done, told of another of the same passage."""
    own = SUBJECT.match(right.sentence)
    if not own:
        return None
    some = [*statements(right.passages[0]), *told(right.passages[0], chosen)]
    known = read(own["who"]).stems
    rest = set(re.findall(r"\w{4,}", own["rest"].lower()))
    fresh = [
        one["who"] for one in map(SUBJECT.match, some)
        if one and not read(one["who"]).stems & known
        and not BODIES.search(one["who"]) and not set(one["who"].lower().split()) & rest
    ]  # fmt: skip
    if not fresh or BODIES.search(own["who"]):
        return None
    return replace(right, sentence=f"{chosen.choice(fresh)} {own['rest']}")


def _put(right: Example, start: int, end: int, said: str) -> Example:
    text = right.sentence
    return replace(right, sentence=text[:start] + said + text[end:])
