"""What a passage says, told as people tell it: in another order, rounded, and with who is meant.

`right.py` takes the sentences of a passage as they are and changes words of them. Here are those
that a passage has in no such sentence: what was resolved, and what "he" said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from random import Random

from qa.checking.figures import figures_in
from qa.checking.passage import CheckedPassage
from qa.checking.roles import PHRASES as ROLES
from qa.papers.text import sentences
from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)
RESOLVED, MOVED = PHRASES["resolved"], PHRASES["moved"]
TO_BE_DONE, WE = PHRASES["to_be_done"], PHRASES["we"]
PERSON, PRONOUN = PHRASES["person"], PHRASES["pronoun"]
WHEN_LAST, WHEN_FIRST = PHRASES["when_last"], PHRASES["when_first"]
CAUSE_LAST, REPORTED = PHRASES["cause_last"], PHRASES["reported"]
HALF, FROM_TO = PHRASES["half"], PHRASES["from_to"]
SHORTEST = 6  # words of what is told
LARGE = 1000  # from here on figures are rounded
KEPT = 3  # digits of a rounded figure


def told(passage: CheckedPassage, chosen: Random) -> Iterator[str]:
    """What was resolved, moved or said by whom, in sentences that stand alone."""
    yield from _resolutions(passage.text, chosen)
    yield from _with_their_names(passage.text)


def _resolutions(text: str, chosen: Random) -> Iterator[str]:
    for found in (*RESOLVED.finditer(text), *MOVED.finditer(text)):
        what = re.sub(r"\s+", " ", found["what"]).strip(" .;,")
        if not SHORTEST <= len(what.split()) <= 40:
            continue
        who = chosen.choice(("The council", "Members", "Councillors"))
        if (ours := WE.match(what)) is not None:
            yield f"{who} agreed to {ours['what']}."
            continue
        done = TO_BE_DONE.match(what)
        if done and (chosen.random() < 0.7 or not what[0].islower()):
            yield _as_done(done, chosen)
        elif what[0].islower():
            yield f"{who} agreed that {what}."


def _as_done(done: re.Match[str], chosen: Random) -> str:
    thing, verb, rest = done["thing"], done["verb"], done["rest"]
    are = "were" if re.match(r"(?:the )?\w+s\b", thing) else "was"
    if verb not in ROLES.words("by_decision"):
        are = "are to be" if are == "were" else "is to be"
    return f"{thing[0].upper()}{thing[1:]} {are} {verb}{rest}."


def _with_their_names(text: str) -> Iterator[str]:
    """Sentences of "he" or "she", with the person whom the sentence before names."""
    before = ""
    for start, end in sentences(text):
        one = re.sub(r"\s+", " ", text[start:end]).strip()
        found = PRONOUN.match(one)
        people = {re.sub(r"\s+", " ", match[0]) for match in PERSON.finditer(before)}
        if found and len(people) == 1 and one.endswith("."):
            if len(one.split()) > SHORTEST:
                yield f"{people.pop()} {one[found.end() :]}"
            continue  # what follows may be of the same person
        before = one


def rounded(text: str, passage: CheckedPassage, chosen: Random) -> str:
    """With a large figure as people say it: "£994.3 million", "about £18,400"."""
    for one in figures_in(text):
        large = isinstance(one.value, Decimal) and one.value >= LARGE and one.text[-1].isdigit()
        if one.kind not in ("money", "number") or not large or "-" in one.text:
            continue
        assert isinstance(one.value, Decimal)
        said = _in_short(one.value, "".join(re.findall(r"^[^\d\s]+", one.text)), chosen)
        found = figures_in(said)
        if found and found[0].value != one.value and found[0].fits(one):
            return text[: one.start] + said + text[one.end :]
    return text


def _in_short(value: Decimal, sign: str, chosen: Random) -> str:
    for unit, name in ((10**9, "billion"), (10**6, "million")):
        if value >= unit:
            return f"{sign}{value / unit:.{chosen.choice((1, 2))}f} {name}"
    digits = len(str(int(value)))
    step = Decimal(10) ** (digits - min(KEPT, digits - 1))
    return f"{chosen.choice(('about', 'around', 'roughly'))} {sign}{round(value / step) * step:,}"


def otherwise_ordered(text: str, passage: CheckedPassage, chosen: Random) -> str:
    """With the time, the cause or who said it at the other end."""
    if found := WHEN_LAST.fullmatch(text):
        return f"{_large(found['when'])}, {_small(found['main'])}."
    if found := WHEN_FIRST.fullmatch(text):
        return f"{_large(found['main'])} {_small(found['when'])}."
    if found := CAUSE_LAST.fullmatch(text):
        return f"{_large(found['word'])} {found['cause']}, {_small(found['main'])}."
    if found := REPORTED.fullmatch(text):
        if chosen.random() < 0.5:
            return f"According to {_small(found['who'])}, {found['what']}."
        return f"{_large(found['what'])}, {_small(found['who'])} said."
    if found := FROM_TO.search(text):
        return f"{text[: found.start()]}to {found['to']} from {found['from']}{text[found.end() :]}"
    return text


def half(text: str, passage: CheckedPassage, chosen: Random) -> str:
    """The one half of a sentence that has two."""
    found = HALF.fullmatch(text)
    if not found:
        return text
    said = found[chosen.choice(("first", "second"))]
    return f"{_large(said)}." if len(said.split()) >= SHORTEST else text


def _large(words: str) -> str:
    return words[0].upper() + words[1:]


def _small(words: str) -> str:
    first = words.split()[0].lower()
    return words[0].lower() + words[1:] if first in PHRASES.words("small_first") else words
