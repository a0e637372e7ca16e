"""The index of words: passages found by their words, and how common and how spelt words are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import islice

from qa.library import rows
from qa.library.allowed import Allowed
from qa.library.bm25 import Sought, best, numbered, rarity, scores
from qa.library.database import Database
from qa.library.filters import NO_LIMITS, Filters
from qa.library.records import Counted
from qa.library.remembered import Remembered
from qa.library.stemming import RANK, WEIGHTS, indexed_stems, match_any, stems
from qa.library.stems import SPELLING_EXAMPLES, Stems, by_rarity, spelt

CACHED_RANKINGS = 4
CHOSEN_TIMES = 3  # as many passages as are wanted are looked at where others rank them


class Words(Stems):
    """The words of a store's passages, by FTS5. See `qa.library.protocol.Words`."""

    def __init__(self, db: Database, allowed: Callable[[Filters], Allowed | None]) -> None:
        """Read `db`; `allowed` gives the passages within limits."""
        super().__init__(db)
        self._files = db
        self._allowed = allowed
        # A story, and what was stated since an answer, is searched for by the same words within
        # one limit after another.
        self._ranked: Remembered[list[tuple[int, float]]] = Remembered(CACHED_RANKINGS)

    def of(self, db: Database, allowed: Callable[[Filters], Allowed | None]) -> Words:
        """The same words, read through `db`."""
        same = Words(db, allowed)
        same._ranked = self._ranked
        return same

    def search(
        self,
        terms: Sequence[str],
        limit: int,
        filters: Filters = NO_LIMITS,
        counted: Counted | None = None,
    ) -> list[tuple[int, float]]:
        """The ids of passages with any of `terms`, best first, with their BM25 (higher is better).

        Terms so common that they do not distinguish passages are left out, since every passage that
        has them would have to be counted.
        """
        allowed = self._allowed(filters)
        if allowed is not None and not allowed:
            return []
        every = counted or self._own(terms)
        few, many = by_rarity(terms, every.stems, every.passages)
        rarer, commoner = tuple(few), tuple(many)
        # What other libraries count ranks passages otherwise than FTS5 does: it chooses them then.
        wanted = limit * CHOSEN_TIMES if counted and limit >= 0 else limit
        most = wanted if allowed is None else -1
        found = self._ranked.get(
            (self._db.generation, rarer, commoner, most), lambda: self._rank(rarer, commoner, most)
        )
        within = islice((o for o in found if allowed is None or o[0] in allowed), wanted)
        if counted is None:
            return list(within)
        return self._among([i for i, _ in within], (rarer, commoner), counted, limit)

    def counted(self, terms: Sequence[str]) -> Counted:
        """What BM25 goes by for `terms`."""
        own = self._own(terms)
        [row] = self._db.rows("SELECT block FROM words_data WHERE id = 1")
        _, *words = varints(row["block"])  # the rows, and the words of each column in all of them
        phrases = [term for term in terms if len(indexed_stems(term)) > 1]
        sql = "SELECT count(*) AS n FROM words WHERE words MATCH ?"
        held = {term: self._db.rows(sql, match_any([term]))[0]["n"] for term in phrases}
        return replace(own, words=sum(words), phrases=held)

    def _own(self, terms: Sequence[str]) -> Counted:
        """How many passages there are, and in how many each stem stands."""
        [row] = self._db.rows(rows.COUNT_PASSAGES)
        stemmed = {stem for term in terms for stem in stems(term)}
        return Counted(row["n"], 0, self.frequencies(stemmed), {})

    def _rank(
        self, rarer: Sequence[str], commoner: Sequence[str], limit: int
    ) -> list[tuple[int, float]]:
        """As `search`, of all passages; without a limit where `limit` is -1."""
        if not rarer:
            return []
        found = self._db.rows(
            "SELECT rowid, -rank FROM words WHERE words MATCH ? AND rank MATCH ? ORDER BY rank "
            "LIMIT ?",
            match_any(rarer, commoner),
            RANK,
            limit,
        )
        return [(row[0], row[1]) for row in found]

    def _among(
        self,
        ids: Sequence[int],
        terms: tuple[tuple[str, ...], tuple[str, ...]],
        counted: Counted,
        limit: int,
    ) -> list[tuple[int, float]]:
        """The passages of `ids`, best first, with their BM25 among all that were `counted`; `terms`
        are the rarer ones and the commoner."""
        rarer, commoner = terms
        times = Counter([*(rarer * 2 if commoner else rarer), *commoner])
        words = {term: tuple(indexed_stems(term)) for term in times}
        numbers = {s: n for n, s in enumerate({s for each in words.values() for s in each}, 1)}
        sought = [
            Sought(
                tuple(numbers[stem] for stem in words[term]),
                number * rarity(counted.passages, _held(term, words[term], counted)),
            )
            for term, number in times.items()
            if words[term]
        ]
        columns = ", ".join(WEIGHTS)
        sql = f"SELECT rowid, {columns} FROM words WHERE rowid {rows.IN_LIST}"
        found = self._db.rows(sql, rows.as_list(ids))
        held = [numbered((indexed_stems(row[n]) for n in WEIGHTS), numbers) for row in found]
        sizes = [len(one) // 4 - len(WEIGHTS) for one in held]
        return best([row[0] for row in found], scores(held, sizes, sought, counted.mean), limit)

    def containing(
        self, ways: Iterable[Iterable[Iterable[str]]], filters: Filters, limit: int
    ) -> list[int]:
        """The ids of passages whose words, or headings, have all that one of `ways` asks."""
        allowed = self._allowed(filters)
        wanted = " OR ".join(
            f"({' AND '.join(f'({match_any(names)})' for names in way)})" for way in ways
        )
        if not wanted:
            return []
        sql = "SELECT rowid FROM words WHERE words MATCH ?"
        with self._files.use() as db:
            found = db.execute(sql, (f"{{text heading context}} : ({wanted})",))
            ids = (row[0] for row in found if allowed is None or row[0] in allowed)
            return list(islice(ids, limit))

    def spellings(self, stems: Iterable[str]) -> dict[str, set[str]]:
        """How words of each of `stems` are spelt in a few of the passages that have them."""
        sql = (
            "SELECT text FROM passages WHERE id IN "
            "(SELECT doc FROM occurrences WHERE term = ? LIMIT ?)"
        )
        found = {stem: self._db.rows(sql, stem, SPELLING_EXAMPLES) for stem in stems}
        return {stem: spelt(stem, (r["text"] for r in texts)) for stem, texts in found.items()}


def _held(term: str, words: Sequence[str], counted: Counted) -> int:
    """In how many passages a term stands."""
    return counted.phrases[term] if len(words) > 1 else counted.stems.get(words[0], 0)


def varints(held: bytes) -> list[int]:
    """The numbers that SQLite wrote one after another, 7 bits in a byte, the highest first."""
    found, number = [], 0
    for byte in held:
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            found.append(number)
            number = 0
    return found
