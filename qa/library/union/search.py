"""The words and vectors of several libraries: what is found in each is ranked together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np

from qa.library.bm25 import together
from qa.library.filters import NO_LIMITS, Filters
from qa.library.records import Candidates, Counted, Matrix, PassageVectors
from qa.library.relevance import Tokens
from qa.library.union.members import Member, Members

Ranked = list[tuple[int, float]]


class UnionWords:
    """See `qa.library.protocol.Words`."""

    def __init__(self, members: Members) -> None:
        self._members = members

    def search(
        self,
        terms: Sequence[str],
        limit: int,
        filters: Filters = NO_LIMITS,
        counted: Counted | None = None,
    ) -> Ranked:
        """The ids of passages with any of `terms`, best first, with their BM25: as if all of these
        libraries were one."""
        every = counted or self.counted(terms)
        found = self._members.ask(lambda m: m.store.words.search(terms, limit, filters, every))
        return _best(_outer(found), limit)

    def counted(self, terms: Sequence[str]) -> Counted:
        """What BM25 goes by for `terms`, in all of these libraries."""
        return together(one for _, one in self._members.ask(lambda m: m.store.words.counted(terms)))

    def containing(
        self, ways: Iterable[Iterable[Iterable[str]]], filters: Filters, limit: int
    ) -> list[int]:
        """The ids of passages whose words, or headings, have all that one of `ways` asks."""
        every = [[list(some) for some in way] for way in ways]
        found = self._members.ask(lambda one: one.store.words.containing(every, filters, limit))
        return [member.outer(i) for member, ids in found for i in ids][:limit]

    def frequencies(self, stems: Iterable[str]) -> dict[str, int]:
        """In how many passages each of `stems` stands."""
        wanted = list(stems)
        total = Counter[str]()
        for _, counts in self._members.ask(lambda one: one.store.words.frequencies(wanted)):
            total.update(counts)
        return dict(total)

    def vocabulary(self, initial: str, shortest: int, longest: int) -> list[tuple[str, int]]:
        """Stems that begin with `initial`, each with the number of its passages."""
        total = Counter[str]()
        for _, counts in self._members.ask(
            lambda one: one.store.words.vocabulary(initial, shortest, longest)
        ):
            total.update(dict(counts))
        return [*total.items()]

    def spellings(self, stems: Iterable[str]) -> dict[str, set[str]]:
        """How words of each of `stems` are spelt in a few of the passages that have them."""
        wanted = list(stems)
        found = self._members.ask(lambda one: one.store.words.spellings(wanted))
        return {stem: set().union(*(some[stem] for _, some in found)) for stem in wanted}


class UnionVectors:
    """See `qa.library.protocol.Vectors`."""

    def __init__(self, members: Members) -> None:
        self._members = members

    def nearest(self, vector: Matrix, limit: int, filters: Filters = NO_LIMITS) -> Ranked:
        """The ids of the passages nearest to `vector`, best first, with their cosine."""
        found = self._members.ask(lambda one: one.store.vectors.nearest(vector, limit, filters))
        return _best(_outer(found), limit)

    def cosines(self, ids: Sequence[int], vector: Matrix) -> Ranked:
        """The passages of `ids`, best first, with their cosine to `vector`."""
        found = self._members.of_ids(ids, lambda one, own: one.store.vectors.cosines(own, vector))
        return _best(_outer(found), len(ids))

    def get(self, ids: Sequence[int] | None = None) -> tuple[list[int], Matrix]:
        """The ids of all passages (or of `ids` only), and their vectors."""
        if ids is None:
            found = self._members.ask(lambda one: one.store.vectors.get())
        else:
            found = self._members.of_ids(ids, lambda one, own: one.store.vectors.get(own))
        known = [member.outer(i) for member, (own, _) in found for i in own]
        each = [vectors for _, (own, vectors) in found if own]
        return known, np.concatenate(each) if each else np.zeros((0, 0), np.float32)

    def of_paper(self, paper_id: int) -> list[tuple[str, PassageVectors]]:
        """The vectors of each of a paper's passages, in order."""
        named = self._members.one(paper_id)
        return named[0].store.vectors.of_paper(named[1]) if named else []

    def candidates(self, ids: Sequence[int], vector: Matrix) -> Candidates:
        """The passages of `ids`, as far as they are there, for a search to rank."""
        found = self._members.of_ids(ids, lambda m, own: m.store.vectors.candidates(own, vector))
        return Candidates(
            [member.outline(one) for member, some in found for one in some.outlines],
            [*chain.from_iterable(some.cosines for _, some in found)],
            [*chain.from_iterable(some.sentences for _, some in found)],
        )

    def tokens(self, ids: Sequence[int]) -> dict[int, Tokens]:
        """The tokens of those passages of `ids` that have any, by their ids."""
        found = self._members.of_ids(ids, lambda one, own: one.store.vectors.tokens(own))
        return {member.outer(i): held for member, some in found for i, held in some.items()}

    def known(self, hashes: Iterable[str]) -> set[str]:
        """Those of `hashes`, of embedded texts, whose vector is stored."""
        wanted = list(hashes)
        found = self._members.ask(lambda one: one.store.vectors.known(wanted))
        return set().union(*(some for _, some in found))

    def describe(self) -> str:
        """What a question is compared with, for people."""
        found = self._members.ask(lambda one: one.store.vectors.describe())
        return "\n".join(words for _, words in found)


def _outer(found: Iterable[tuple[Member, Ranked]]) -> Ranked:
    return [(member.outer(i), score) for member, some in found for i, score in some]


def _best(scored: Ranked, limit: int) -> Ranked:
    ranked = sorted(scored, key=lambda one: (-one[1], one[0]))
    return ranked[: limit if limit >= 0 else None]
