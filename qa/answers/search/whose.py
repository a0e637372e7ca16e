"""Whose papers a question means, among those of several councils, though it names no council.

A place, a building or a person stands in the papers of one council and of no other: who asks when
Netherby library opens does not mean the library of another city, however near its opening hours are
to the question. So the councils that alone have such a name are preferred as if they were named,
and whether the papers answer is judged by theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from string import ascii_lowercase

from qa.answers.search.context import Context, Hit
from qa.answers.understanding.synonyms import is_known
from qa.library.filters import NO_LIMITS
from qa.library.records import StoredPassage
from qa.library.stemming import stems

MANY = 60  # passages: what stands in more is not a name of one place or person
LOOKED_UP = 4  # of a question's words, the rarest
SHORTEST = 4  # letters of a name
BEFORE = frozenset(f"{ascii_lowercase},")  # what a word within a sentence stands behind


def of_its_council(context: Context) -> Context:
    """The step that prefers the councils whose papers alone have the names in the question.

    What papers write with a capital is a name, however it was typed.
    """
    question, every = context.question, frozenset(context.library.totals.councils)
    if len(every) < 2 or question.preference.councils:
        return context
    names = {name: own for name, own in _named(context).items() if own < every}
    councils = every
    for own in names.values():
        councils = councils & own or councils  # the rarest name comes first
    if not names:
        return context
    known = {name.lower() for name in question.named}
    named = (*question.named, *(name for name in names if name.lower() not in known))
    preference = replace(question.preference, councils=councils)
    return replace(context, question=replace(question, named=named, preference=preference))


def judged_by(context: Context) -> Sequence[Hit]:
    """The hits by which it is judged whether the papers answer: those of the councils that the
    question prefers, where there are any."""
    preference = context.question.preference
    own = [hit for hit in context.hits if preference.of_council(hit.stored.passage)]
    return own or context.hits


def _rare(context: Context) -> list[str]:
    """The rarest words of the question that papers have, and that may be names."""
    weights = context.term_weights.own
    words = {
        word: max((weights.get(stem, 0.0) for stem in stems(word)), default=0.0)
        for word in context.question.terms
        if len(word) >= SHORTEST and word.isalpha() and not is_known(word)
    }
    return sorted(words, key=lambda word: -words[word])[:LOOKED_UP]


def _named(context: Context) -> dict[str, frozenset[str]]:
    """The names among the rarest words of the question, each with the councils whose papers have
    it; none that a paper has which may be of any council."""
    store, words = context.library.store, _rare(context)
    find = [partial(store.words.containing, [[[word]]], NO_LIMITS, MANY) for word in words]
    each = zip(words, store.each(find), strict=True)
    rare = {word: ids for word, ids in each if 0 < len(ids) < MANY}
    held = {one.id: one for one in store.passages.get(sorted(chain.from_iterable(rare.values())))}
    found = {}
    for word, ids in rare.items():
        passages = [held[i] for i in ids if i in held]
        name = _as_a_name(word, passages)
        if name and all(one.passage.meeting.council for one in passages):
            found[name] = frozenset(chain.from_iterable(map(_councils_of, passages)))
    return found


def _councils_of(stored: StoredPassage) -> Iterator[str]:
    """The council of a passage, as its paper names it, and as that whose library it is in."""
    yield from filter(None, (stored.passage.meeting.council, stored.whose))


def _as_a_name(word: str, passages: Iterable[StoredPassage]) -> str | None:
    """A word as passages write it, where they write it with a capital wherever they have it, and
    somewhere within a sentence; else it is no name."""
    pattern = re.compile(rf"([a-z,] )?\b({re.escape(word)})", re.IGNORECASE)
    found = [match for one in passages for match in pattern.finditer(one.passage.text)]
    within = [match[2] for match in found if match[1] and match[1][0] in BEFORE]
    return within[0] if within and all(match[2][0].isupper() for match in found) else None
