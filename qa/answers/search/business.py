"""Whose business a thing is, where it is plainly not that of the council whose papers these are.

A county does not collect bins: who asks its papers for bin day is told who does. It is said only
where the papers found do not speak of the service either.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qa.answers.search.context import Hit
from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)
TIERS = ("county", "district", "parish")


def elsewhere(question: str, hits: Sequence[Hit], texts: Iterable[str]) -> str | None:
    """Who does what `question` asks for, as a sentence; None where these councils may, or where the
    `texts` of the passages found speak of it.

    Where the papers are of councils of several tiers, or of one whose name tells none, they may.
    """
    tier = _tier(hits)
    if tier is None:
        return None
    held = list(texts)
    for service in PHRASES.data["service"]:
        if tier not in service["not"] or not PHRASES.unnamed(service["asks"]).search(question):
            continue
        looks = PHRASES.unnamed(service["held"])
        if not any(looks.search(text) for text in held):
            return f"{service['does']}, and these are papers of a {tier} council."
    return None


def _tier(hits: Sequence[Hit]) -> str | None:
    """The tier of the councils that the passages found are of; None where it is not one.

    A paper that does not name its council may say "County Council" of the body that met.
    """
    meetings = [hit.stored.passage.meeting for hit in hits]
    councils = {_tier_of(meeting.council) for meeting in meetings if meeting.council}
    bodies = {_tier_of(m.committee) for m in meetings if m.committee and not m.council} - {None}
    tiers = councils | bodies
    return tiers.pop() if len(tiers) == 1 else None


def _tier_of(name: str) -> str | None:
    tiers = PHRASES.data["tier"]
    found = [tier for tier in TIERS if PHRASES.unnamed(tiers[tier]).search(name)]
    return found[0] if len(found) == 1 else None
