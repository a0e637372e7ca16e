"""Who moved and who seconded, as minutes print it. The phrases stand in mover.toml."""

from __future__ import annotations

from collections.abc import Sequence

from qa.phrases import Phrase, Phrases

_PHRASES = Phrases.beside(__file__)
PROPOSER = (_PHRASES["proposed_by"], _PHRASES["proposed"])
SECONDER = (_PHRASES["seconded_by"], _PHRASES["seconded"])
FROM_THE_CHAIR = _PHRASES["from_the_chair"]
CHAIR = _PHRASES["chair"]
IN_THE_NAMES = _PHRASES["in_the_names"]


def movers(text: str) -> tuple[str | None, str | None]:
    """The proposer and the seconder that `text` names, as printed; None where it names none."""
    named = IN_THE_NAMES.search(text)
    if named:
        return named["proposer"], named["seconder"]
    proposer = _person(PROPOSER, text)
    if not proposer and FROM_THE_CHAIR.search(text):
        chair = CHAIR.search(text)
        proposer = chair[0] if chair else "the Chair"
    return proposer, _person(SECONDER, text)


def _person(patterns: Sequence[Phrase], text: str) -> str | None:
    """Whom the text names, by the first of `patterns` that matches."""
    found = next(filter(None, (pattern.search(text) for pattern in patterns)), None)
    return " ".join(found[1].split()).rstrip(".,") if found else None
