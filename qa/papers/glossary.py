"""The abbreviations that a paper explains, and the initials of the people who are in it.

"The director children and families (DCF)" is said once, pages before "the DCF explained"; HCC is
the head of community commissioning in one part of a pack and the county council in another. What
is explained in a part holds there first, and in the rest of the paper where no part says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from qa.papers.kinds import kind_of
from qa.papers.paper import Passage
from qa.papers.text import mended

Terms = dict[str, str]  # what an abbreviation stands for

# "… children and families (DCF)", "Barbara McTavish (BMcT)", "… development and skills (ADED&S)".
EXPLAINED = re.compile(r"[\s,]\([\"']?([A-Z][A-Za-z&/]{1,8})[\"']?\)")
SHORT = re.compile(r"\b(?=\w*[A-Z&/]\w*[A-Z])[A-Z][A-Za-z]*(?:[&/][A-Z]+)*s?\b")
OTHER = re.compile(r"[()]|[.;:!?] ")  # what stands before belongs to something else
BEFORE = 200  # characters that are looked at for what an abbreviation stands for
LONGEST = 10  # words of what an abbreviation stands for
# Where minutes list who was there: "Present:", "Members present", "Attending", "Apologies".
PRESENT = re.compile(
    r"\b(?:present|sederunt|attend(?:ees|ing|ance|ed)|apologies|members?|in attendance)\b",
    re.IGNORECASE,
)
TITLES = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Rev|Sir|Cllrs?|Councillors?|Bailie|PC|Chair)\b\.?\s*"
)
NAME = re.compile(
    r"\b[A-Z][a-zé'’-]+(?: [A-Z]\.?)?(?: (?:Mc|Mac|O['’]|de |van )?[A-Z][a-zé'’-]+){1,2}\b"
)
_SMALL = re.compile(r"(?:an?|and|at|by|for|from|in|of|on|or|the|to|with)\b", re.IGNORECASE)


def with_terms(parts: Sequence[Sequence[Passage]]) -> list[Passage]:
    """The passages of all `parts` of a paper, each with the abbreviations that it is found by."""
    found = [explained(part) for part in parts]
    anywhere = _agreed(found)
    return [
        replace(passage, terms=_of(passage, {**anywhere, **own}))
        for part, own in zip(parts, found, strict=True)
        for passage in part
    ]


def explained(passages: Iterable[Passage]) -> Terms:
    """What `passages` explain: "(DCF)" after its words, and the initials of those present."""
    terms: Terms = {}
    names: list[str] = []
    used: set[str] = set()
    for passage in passages:
        text = " ".join(mended(passage.text).split())
        used.update(SHORT.findall(text))
        for match in EXPLAINED.finditer(text):
            meaning = _meaning(match[1], text[max(0, match.start() - BEFORE) : match.start()])
            if meaning:
                terms.setdefault(match[1], meaning)
        if kind_of(passage.document).is_record and PRESENT.search(text[:200]):
            names += NAME.findall(TITLES.sub("", text))
    for short, people in _initials(names).items():
        if short in used and len(people) == 1:
            terms.setdefault(short, *people)
    return terms


def _meaning(short: str, before: str) -> str | None:
    """The words at the end of `before` that `short` stands for: each letter begins one of them or
    follows in one (Schwartz and Hearst's way of reading them, from the last letter to the first).
    """
    words = before.split()[-min(LONGEST, len(short) + 5) :]
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
    whole = enough and not OTHER.search(meaning) and not _SMALL.match(meaning)
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


def _agreed(found: Iterable[Terms]) -> Terms:
    """What only one meaning is given for in all parts."""
    meanings: dict[str, set[str]] = {}
    for terms in found:
        for short, meaning in terms.items():
            meanings.setdefault(short, set()).add(meaning.lower())
    every = {short: meaning for terms in found for short, meaning in terms.items()}
    return {short: every[short] for short, said in meanings.items() if len(said) == 1}


def _of(passage: Passage, terms: Terms) -> tuple[tuple[str, str], ...]:
    """Those of `terms` that `passage` uses under one name and not the other."""
    text = " ".join(mended(passage.text).split())
    used, lower = set(SHORT.findall(text)), text.lower()
    return tuple(
        (short, meaning)
        for short, meaning in sorted(terms.items())
        if (short in used) != (meaning.lower() in lower)
    )
