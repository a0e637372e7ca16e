"""The same said in other words: by words that papers and people use for each other."""

from __future__ import annotations

import re
from random import Random

from qa.answers.understanding.synonyms import by_name
from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)
FRAMES: list[str] = PHRASES.data["frames"]
JOINTS: list[str] = PHRASES.data["joints"]
TOO_SMALL = PHRASES.words("too_small")
SMALL_FIRST = PHRASES.words("small_first")


def _others() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in PHRASES.data["circles"].strip().splitlines():
        circle = [one.strip() for one in line.split("|")]
        for one in circle:
            if one.lower() not in TOO_SMALL:
                found.setdefault(one.lower(), []).extend(o for o in circle if o != one)
    for name, others in by_name().items():
        if name not in TOO_SMALL:
            found.setdefault(name, list(others))
    return found


OTHERS = _others()
_longest_first = sorted(map(re.escape, OTHERS), key=len, reverse=True)
KNOWN = re.compile(rf"\b(?:{'|'.join(_longest_first)})\b", re.IGNORECASE)


def in_other_words(text: str, chosen: Random, share: float) -> str:
    """A sentence with a share of the words that have others put in others. Names are left."""

    def put(found: re.Match[str]) -> str:
        said = found[0]
        is_name = said[0].isupper() and found.start() > 0
        if is_name or chosen.random() > share:
            return said
        other = chosen.choice(OTHERS[said.lower()])
        return other[0].upper() + other[1:] if found.start() == 0 else other

    return KNOWN.sub(put, text)


def joined(first: str, second: str, chosen: Random) -> str:
    """Two sentences as one."""
    return f"{first.rstrip('.')}{chosen.choice(JOINTS)}{_small_first(second)}"


def framed(text: str, chosen: Random) -> str:
    """A sentence told as somebody's."""
    return f"{chosen.choice(FRAMES)} {_small_first(text)}"


def _small_first(text: str) -> str:
    is_small = text.split()[0].lower() in SMALL_FIRST
    return text[0].lower() + text[1:] if is_small else text
