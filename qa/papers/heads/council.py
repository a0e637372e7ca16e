"""The council whose paper it is, as its head names it."""

from __future__ import annotations

from collections.abc import Sequence

from qa.papers.heads.body import NameAt, areas_named, in_ordinary_letters
from qa.papers.heads.head import HeadLines
from qa.phrases import Phrases

_PHRASES = Phrases.beside(__file__)
LINES = 14  # of a head, in which its council is named


def council_of_head(lines: Sequence[str]) -> str | None:
    """The council that a head names alone on a line, or as the one that met; None where it names
    none so. "City of Thurl" is one too, where it stands alone."""
    head = HeadLines.of(lines)
    last = min(head.first_item, LINES)
    for line in head.lines[:last]:
        place = _PHRASES["place"].fullmatch(line.strip(" .,"))
        if place and not _PHRASES["council"].search(line):
            return in_ordinary_letters(place["name"])
    named = [one for one in areas_named(head) if one.line < last]
    met = [one.name for one in named if _met(one, head)]
    alone = [one.name for one in named if _stands_alone(one)]
    own = met[:1] or (alone[:1] if len(set(alone)) == 1 else [])
    return own[0] if own else None


def _stands_alone(one: NameAt) -> bool:
    begins = not one.before.strip(" .") and not (one.crossed and " " in one.second_line)
    return begins and bool(_PHRASES["alone"].match(one.after))


def _met(one: NameAt, head: HeadLines) -> bool:
    """Whether the paper says that this council met."""
    if (one.longer and not one.crossed) or "(" in one.before or one.line > head.first_present:
        return False
    return bool(_PHRASES["met"].search(one.before))
