"""What a question asks for (an amount, a time, a name, a reason), and how that looks on a page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from qa.papers.dates import MONTH_IN_FULL
from qa.papers.money import MONEY
from qa.phrases import Phrase, Phrases

PHRASES = Phrases.beside(__file__, month=MONTH_IN_FULL, money=MONEY)


@dataclass(frozen=True, slots=True)
class Want:
    """Something that a question may ask for: `asks` finds it there, `looks` finds it on a page.

    If it is `needed`, a passage without it is no answer. A figure in the row of a table is one
    where the header of the table says so, as `headed` does.
    """

    name: str
    asks: Phrase
    looks: Phrase
    needed: bool
    headed: Phrase | None = None


def wanted(question: str) -> list[Want]:
    """What `question` asks for."""
    return [want for want in _wants() if want.asks.search(question)]


@cache
def _wants() -> tuple[Want, ...]:
    """What a question may ask for, in order of precedence."""
    return tuple(
        Want(
            want["name"],
            PHRASES.unnamed(want["asks"]),
            PHRASES.unnamed({"any": want["looks"], "case": want.get("looks_case", False)}),
            want["needed"],
            PHRASES.unnamed(want["headed"]) if "headed" in want else None,
        )
        for want in PHRASES.data["want"]
    )
