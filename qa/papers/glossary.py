"""The abbreviations that a paper explains, and the initials of the people who are in it.

"The director children and families (DCF)" stands once, pages before "the DCF explained". An
abbreviation may stand for an officer in one part of a pack and for the council in another, so what
a part explains holds in that part, and in the rest of the paper only where no part says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from qa.letters import with_all_letters
from qa.papers.kinds import kind_of
from qa.papers.paper import Passage
from qa.papers.text import mended
from qa.phrases import Phrases

_PHRASES = Phrases.beside(__file__)
Terms = dict[str, str]  # abbreviations, and what each stands for

# "… children and families (DCF)", "Barbara McTavish (BMcT)", "… development and skills (ADED&S)".
EXPLAINED = re.compile(r"[\s,]\([\"']?([A-Z][A-Za-z&/]{1,8})[\"']?\)")
ABBREVIATION = re.compile(r"\b(?=\w*[A-Z&/]\w*[A-Z])[A-Z][A-Za-z]*(?:[&/][A-Z]+)*s?\b")
# A meaning does not extend over a bracket or the end of a sentence.
BOUNDARY = re.compile(r"[()]|[.;:!?] ")
SEARCHED_BEFORE = 200  # characters before an abbreviation in which its meaning is looked for
MAX_MEANING_WORDS = 10
PRESENT, TITLE = _PHRASES["present"], _PHRASES["title"]
# A person's name, of two or three words.
NAME = re.compile(
    with_all_letters(
        r"\b[A-Z][a-z'’-]+(?: [A-Z]\.?)?(?: (?:Mc|Mac|O['’]|de |van )?[A-Z][a-z'’-]+){1,2}\b"
    )
)
# A meaning does not begin with one of these words.
FUNCTION_WORD = re.compile(r"(?:an?|and|at|by|for|from|in|of|on|or|the|to|with)\b", re.IGNORECASE)


def with_terms(parts: Sequence[Sequence[Passage]]) -> list[Passage]:
    """The passages of all `parts` of a paper, each with the abbreviations that it is found by."""
    found = [explained(part) for part in parts]
    anywhere = _undisputed(found)
    return [
        replace(passage, terms=_needed(passage, {**anywhere, **own}))
        for part, own in zip(parts, found, strict=True)
        for passage in part
    ]


def explained(passages: Iterable[Passage]) -> Terms:
    """The abbreviations that `passages` explain: those in brackets after their meaning, and the
    initials of the people whom minutes list as present."""
    terms: Terms = {}
    names: list[str] = []
    used: set[str] = set()
    for passage in passages:
        text = " ".join(mended(passage.text).split())
        used.update(ABBREVIATION.findall(text))
        for match in EXPLAINED.finditer(text):
            meaning = _meaning(
                match[1], text[max(0, match.start() - SEARCHED_BEFORE) : match.start()]
            )
            if meaning:
                terms.setdefault(match[1], meaning)
        if kind_of(passage.document).is_record and PRESENT.search(text[:200]):
            names += NAME.findall(TITLE.sub("", text))
    for short, people in _initials(names).items():
        if short in used and len(people) == 1:
            terms.setdefault(short, *people)
    return terms


def _meaning(short: str, before: str) -> str | None:
    """The words at the end of `before` that `short` stands for; None if its letters are not there.

    The letters are looked for from the last to the first; the first must begin a word. Schwartz and
    Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text" (2003).
    """
    words = before.split()[-min(MAX_MEANING_WORDS, len(short) + 5) :]
    text = " ".join(words)
    letters = [letter for letter in short.lower() if letter.isalnum()]
    if short.endswith("s") and short[:-1].isupper():
        letters = letters[:-1]
    at = len(text)
    for n, letter in enumerate(reversed(letters)):
        first = n == len(letters) - 1
        at -= 1
        while at >= 0 and (
            text[at].lower() != letter or (first and at > 0 and not text[at - 1].isspace())
        ):
            at -= 1
        if at < 0:
            return None
    meaning = text[at:].strip(" ,;:\"'")
    enough = len(meaning) > len(short) + 2 and len(meaning.split()) >= 2
    whole = enough and not BOUNDARY.search(meaning) and not FUNCTION_WORD.match(meaning)
    return meaning if whole else None


def _initials(names: Iterable[str]) -> dict[str, set[str]]:
    """The initials of each name, with and without the small letters of "Mc"."""
    found: dict[str, set[str]] = {}
    for name in names:
        parts = name.replace(".", "").split()
        plain = "".join(part[0] for part in parts)
        full = "".join(re.sub(r"^((?:Mc|Mac)?[A-Z]|.).*", r"\1", part) for part in parts)
        for short in {plain, full}:
            found.setdefault(short, set()).add(name)
    return found


def _undisputed(found: Iterable[Terms]) -> Terms:
    """The abbreviations for which no two parts give different meanings."""
    meanings: dict[str, set[str]] = {}
    for terms in found:
        for short, meaning in terms.items():
            meanings.setdefault(short, set()).add(meaning.lower())
    every = {short: meaning for terms in found for short, meaning in terms.items()}
    return {short: every[short] for short, given in meanings.items() if len(given) == 1}


def _needed(passage: Passage, terms: Terms) -> tuple[tuple[str, str], ...]:
    """Those of `terms` of which `passage` has the abbreviation without the meaning, or the meaning
    without the abbreviation."""
    text = " ".join(mended(passage.text).split())
    used, lower = set(ABBREVIATION.findall(text)), text.lower()
    return tuple(
        (short, meaning)
        for short, meaning in sorted(terms.items())
        if (short in used) != (meaning.lower() in lower)
    )
