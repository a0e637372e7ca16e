"""Who moved and who seconded, as minutes print it. The phrases stand in mover.toml."""

from __future__ import annotations

import re

from qa.phrases import Phrase, Phrases

_PHRASES = Phrases.beside(__file__)
PROPOSED_BY, PROPOSED = _PHRASES["proposed_by"], _PHRASES["proposed"]
SUGGESTED = _PHRASES["suggested"]
SECONDED_BY, SECONDED = _PHRASES["seconded_by"], _PHRASES["seconded"]
BOTH = tuple(
    _PHRASES[name]
    for name in (
        *("in_a_line", "behind_a_verb", "in_brackets", "with_a_stroke", "after_a_number"),
        *("alone_with_initials", "alone_with_titles", "before_a_number"),
    )
)
FROM_THE_CHAIR = _PHRASES["from_the_chair"]
CHAIR = _PHRASES["chair"]
IN_THE_NAMES = _PHRASES["in_the_names"]
POSSESSIVE = re.compile(r"['’]s?$")
# Text without any of these names nobody who moved or seconded.
SIGNS = re.compile(
    r"propos|moved|\bmover|\bprop\b|second|\bsecs?\b|2nd|nominat|motion|in the name|suggest"
    r"|submitted|\(Crs? |\d [A-Z]\w*/|\d [A-Z]\. \w+ [–-]|cynigi|eiliwyd"
    r"|[–-] that\b|amendment by|[a-z.] ?/ ?[A-Z]|\([A-Z]+/|, [A-Z]\. \w+[:;]|[:;]$",
    re.IGNORECASE,
)


def movers(text: str) -> tuple[str | None, str | None]:
    """The proposer and the seconder that `text` names, as printed; None where it names none."""
    if not SIGNS.search(text):
        return None, None
    pairs = (pattern.search(text) for pattern in (IN_THE_NAMES, *BOTH))
    named = next(filter(None, pairs), None)
    if named:
        return _tidy(named["proposer"]), _tidy(named["seconder"])
    proposer = _person(PROPOSED, text) or _person(PROPOSED_BY, text)
    if not proposer and FROM_THE_CHAIR.search(text):
        chair = CHAIR.search(text)
        proposer = chair[0] if chair else "the Chair"
    return proposer, _person(SECONDED_BY, text) or _person(SECONDED, text)


def suggester(text: str) -> str | None:
    """Who suggested something that may then have been agreed."""
    return _person(SUGGESTED, text)


def _person(pattern: Phrase, text: str) -> str | None:
    """Whom the text names, by a pattern with a group for each of its wordings."""
    found = pattern.search(text)
    return _tidy(next(filter(None, found.groups()), None)) if found else None


def _tidy(name: str | None) -> str | None:
    if name is None:
        return None
    name = " ".join(name.split()).rstrip(",")
    if POSSESSIVE.search(name):
        return None
    return name if re.search(r"(?:\b[A-Z]\.)$", name) else name.rstrip(".")
