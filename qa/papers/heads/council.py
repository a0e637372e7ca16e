"""The council whose paper it is, as its head names it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from qa.papers.heads.area import NameAt, areas_named
from qa.papers.heads.body_name import in_ordinary_letters
from qa.papers.heads.head import HeadLines
from qa.papers.text import unaccented
from qa.phrases import Phrases

_PHRASES = Phrases.beside(__file__)
LINES = 14  # of a head, in which its council is named
GOES_ON = re.compile(r"(?:,|\band|&)\s*$", re.IGNORECASE)
NOUN_LAST = re.compile(r"[A-Z]\w+$")  # "Thurl Council", but "the parish council" names any


def council_named(lines: Sequence[str]) -> str | None:
    """The council whose paper it is, by its head or by its address. A paper may name a neighbour
    more often than its own, so it is not counted how often each is named."""
    return council_of_head(lines) or council_by_address(lines)


def council_of_head(lines: Sequence[str]) -> str | None:
    """The council that a head names alone on a line, or as the one that met; None where it names
    none so. "City of Thurl" is one too, where it stands alone."""
    head = HeadLines.of(lines)
    last = min(head.first_item, LINES)
    for line in head.lines[:last]:
        if place := _place(line):
            return in_ordinary_letters(place)
    named = [one for one in areas_named(head) if one.line < last]
    met = [one.name for one in named if _met(one, head)]
    alone = [one.name for one in named if _stands_alone(one, head)]
    sole = [one.name for one in named if not one.longer and _may_be_own(one)]
    for own in (met[:1], alone, sole):
        if len(set(own)) == 1:
            return own[0]
    return None


def is_place(line: str) -> bool:
    """Whether a line names a municipality by its place and nothing else."""
    return _place(line) is not None


def _place(line: str) -> str | None:
    place = _PHRASES["place"].fullmatch(line.strip(" .,"))
    return place["name"] if place and not _PHRASES["council"].search(line) else None


def council_by_address(lines: Sequence[str]) -> str | None:
    """The council that a paper names in words and whose address on the net it gives: "Thurl
    District Council" in a paper with "clerk@thurl.gov.uk". None where that is so of none or of
    several: letters of neighbours give theirs."""
    hosts: Counter[str] = Counter()
    for line in lines:
        for match in _PHRASES["host"].finditer(line):
            hosts[_PHRASES["host_ends"].sub("", match["name"].lower()).replace("-", "")] += 1
    if not hosts:
        return None
    named = Counter(name for line in lines for name in _names(line))
    most = hosts.most_common(1)[0][1]
    own = {name: n for name, n in named.items() if hosts[_plain(name)] == most}
    of_one = len({_plain(name) for name in own}) == 1
    return max(own, key=lambda name: (len(name.split()) > 2, own[name])) if of_one else None


def _names(line: str) -> Iterator[str]:
    """The councils that a line names by a place."""
    for match in _PHRASES["by_place"].finditer(line):
        yield in_ordinary_letters(match[0])


def _plain(name: str) -> str:
    """The place of a council as its address has it: "eastthurl" for "East Thurl District
    Council"."""
    words = re.findall(r"[a-z]+", unaccented(name).lower())
    return "".join(word for word in words if word not in _PHRASES.words("tiers"))


def _may_be_own(one: NameAt) -> bool:
    """Whether a name is not only one of those that a sentence speaks of: "jointly with Weir
    Council"."""
    return bool(NOUN_LAST.search(one.name)) and bool(_PHRASES["leads_up"].search(one.before))


def _stands_alone(one: NameAt, head: HeadLines) -> bool:
    if one.line and GOES_ON.search(head.lines[one.line - 1]):
        return False  # the last of several
    begins = not one.before.strip(" .") and not (one.crossed and " " in one.second_line)
    return begins and bool(_PHRASES["alone"].match(one.after))


def _met(one: NameAt, head: HeadLines) -> bool:
    """Whether the paper says that this council met."""
    if (one.longer and not one.crossed) or "(" in one.before or one.line > head.first_present:
        return False
    return bool(_PHRASES["met"].search(one.before))
