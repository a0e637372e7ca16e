"""Given names of a question that papers do not print: "Harriet Ngo" where they have "Cllr Ngo".

Roll calls and debates have members by their surnames. A surname behind a title, an initial that
fits, or nothing may be that of the person named; behind another given name it is somebody else's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from qa.answers.understanding.question import PHRASES, Question, is_stop_word
from qa.papers.text import unaccented

MAX_INITIALS = 3  # letters
WORD = re.compile(r"[^\W\d_][\w'’-]*")


def unprinted(question: Question, texts: Sequence[str]) -> frozenset[str]:
    """The given names of a question, in small letters, that stand in none of `texts`, while the
    surname behind them does and may be that of the person."""
    text = unaccented("\n".join(texts))
    printed = {word.lower() for word in WORD.findall(text)}
    return frozenset(
        given.lower()
        for given, surname in _persons(question)
        if given.lower() not in printed and _may_be(given, surname, text)
    )


def _persons(question: Question) -> Iterator[tuple[str, str]]:
    """The given names and surnames of a question: two names that stand side by side."""
    names = {*question.named}
    for first, second in pairwise(WORD.finditer(unaccented(question.own))):
        beside = question.own[first.end() : second.start()] == " "
        if beside and {first[0], second[0].removesuffix("'s")} <= names:
            yield first[0], second[0].removesuffix("'s")


def _may_be(given: str, surname: str, text: str) -> bool:
    """Whether each surname in `text` may be that of the person with this given name, and there is
    one."""
    found = re.finditer(rf"(?:\b([^\W\d_][\w'’]*)\.?[ ])?\b{re.escape(surname)}\b", text)
    before = [one[1] for one in found]
    return bool(before) and all(word is None or _fits(given, word) for word in before)


def _fits(given: str, before: str) -> bool:
    """Whether a word before a surname is no given name, or an initial of this one."""
    if not before[0].isupper():
        return True
    if len(before) <= MAX_INITIALS and before.isupper():
        return before[0].lower() == given[0].lower()
    return before.lower() in PHRASES.words("titles") or is_stop_word(before.lower())
