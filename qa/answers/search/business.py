"""Whose business a thing is, where it is plainly not that of the council whose papers these are.

A county does not collect bins: who asks its papers for bin day is told who does. Who does what
differs by country and by kind of council; both are known by what the papers themselves say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from qa.answers.search.context import Hit
from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)
USUAL = "england"
COUNTED = 200  # passages of each country's marks: more make it no surer

# How many passages, COUNTED at most, have any of each of several groups of words.
Count = Callable[[Sequence[Sequence[str]]], Sequence[int]]


def elsewhere(question: str, hits: Sequence[Hit], texts: Iterable[str], count: Count) -> str | None:
    """Who does what `question` asks for, as a sentence; None where these councils may, or where the
    `texts` of the passages found speak of it.

    Where the papers are of councils of several kinds, or of one whose name tells none, they may.
    """
    held = list(texts)
    for service in PHRASES.data["service"]:
        if not PHRASES.unnamed(service["asks"]).search(question):
            continue
        looks = PHRASES.unnamed(service["held"])
        country = _country(count)
        by_tier = service["not"].get(country, {})
        tier = _tier(hits, PHRASES.data["tier"].get(country, {})) if by_tier else None
        if tier and tier in by_tier and not any(looks.search(text) for text in held):
            return f"{by_tier[tier]}, and these are papers of {_a(tier)} council."
    return None


def _a(tier: str) -> str:
    """A tier with its article: "a county", "a municipal"."""
    return f"a {'municipal' if tier == 'municipality' else tier}"


def _country(count: Count) -> str:
    """The country that the papers speak of most."""
    marks: Mapping[str, Sequence[str]] = PHRASES.data["country"]
    counts = dict(zip(marks, count([*marks.values()]), strict=True))
    best = max(counts, key=lambda name: (counts[name], name == USUAL))
    return best if counts[best] else USUAL


def _tier(hits: Sequence[Hit], tiers: Mapping[str, list[str]]) -> str | None:
    """The tier of the councils that the passages found are of; None where it is not one.

    A paper that does not name its council may say "County Council" of the body that met.
    """
    meetings = [hit.stored.passage.meeting for hit in hits]
    councils = {_tier_of(meeting.council, tiers) for meeting in meetings if meeting.council}
    bodies = {_tier_of(m.committee, tiers) for m in meetings if m.committee and not m.council}
    found = councils | (bodies - {None})
    return found.pop() if len(found) == 1 else None


def _tier_of(name: str, tiers: Mapping[str, list[str]]) -> str | None:
    found = [tier for tier, says in tiers.items() if PHRASES.unnamed(says).search(name)]
    return found[0] if len(found) == 1 else None
