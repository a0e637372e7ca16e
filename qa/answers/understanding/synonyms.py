"""Synonyms: lay words and the papers' own names for the same things."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

SYNONYMS = Path(__file__).with_suffix(".toml")


def other_names(text: str) -> list[str]:
    """The other names of what `text` speaks of, longest match first, each once."""
    others, any_name = _terms()
    found: dict[str, None] = {}
    for match in any_name.finditer(text.lower()):
        found.update(dict.fromkeys(others[match[0]]))
    return [name for name in found if name.lower() not in text.lower()]


def by_name() -> Mapping[str, tuple[str, ...]]:
    """The other names of each name, which is in small letters."""
    return _terms()[0]


def is_known(word: str) -> bool:
    """Whether `word` is a term, or one of the words of a term."""
    return word.lower() in _words()


@cache
def _words() -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]+", " ".join(_terms()[0])))


@cache
def _terms() -> tuple[dict[str, tuple[str, ...]], re.Pattern[str]]:
    """The other names of each name, and a pattern that finds any of them."""
    terms: dict[str, dict[str, None]] = {}
    for entries in tomllib.loads(SYNONYMS.read_text(encoding="utf-8")).values():
        for entry in entries:
            called = [*entry["names"], *entry.get("also", ())]
            for name in entry["names"]:
                others = (other for other in called if other.lower() != name.lower())
                terms.setdefault(name.lower(), {}).update(dict.fromkeys(others))
    longest_first = sorted(map(re.escape, terms), key=len, reverse=True)
    pattern = re.compile(rf"\b(?:{'|'.join(longest_first)})\b")
    return {name: tuple(others) for name, others in terms.items()}, pattern
