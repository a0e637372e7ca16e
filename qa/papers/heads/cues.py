"""The cues of a head: what its lines say, and what stands before and behind a part of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from qa.phrases import Phrase, Phrases

_PHRASES = Phrases.beside(__file__)


@cache
def _cues(group: str) -> tuple[tuple[str, Phrase], ...]:
    named = _PHRASES.data[group].items()
    return tuple((name, _PHRASES.unnamed(wordings)) for name, wordings in named)


def cues_in(group: str, text: str) -> Iterator[str]:
    """The names of the cues of a group that are in `text`."""
    return (name for name, phrase in _cues(group) if phrase.search(text))


def has_cue(group: str, name: str, text: str) -> bool:
    """Whether the cue of that name is in `text`."""
    return bool(dict(_cues(group))[name].search(text))
