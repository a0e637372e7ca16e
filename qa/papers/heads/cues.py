"""The cues of a head: what its lines say, and what stands before and behind a part of them."""

from __future__ import annotations

from functools import cache, lru_cache

from qa.phrases import Phrase, Phrases

_PHRASES = Phrases.beside(__file__)
MAX_KNOWN = 300  # characters of a text whose cues are kept


@cache
def _cues(group: str) -> tuple[tuple[str, Phrase], ...]:
    named = _PHRASES.data[group].items()
    return tuple((name, _PHRASES.unnamed(wordings)) for name, wordings in named)


def cues_in(group: str, text: str) -> tuple[str, ...]:
    """The names of the cues of a group that are in `text`."""
    return (_known_cues_in if len(text) <= MAX_KNOWN else _cues_in)(group, text)


def _cues_in(group: str, text: str) -> tuple[str, ...]:
    return tuple(name for name, phrase in _cues(group) if phrase.search(text))


# The head of a paper is read for its markings, and again without them.
_known_cues_in = lru_cache(4096)(_cues_in)


def has_cue(group: str, name: str, text: str) -> bool:
    """Whether the cue of that name is in `text`."""
    return bool(dict(_cues(group))[name].search(text))
