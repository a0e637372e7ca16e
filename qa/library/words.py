"""The index of words: passages found by their words, and how common and how spelt words are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from qa.library import rows
from qa.library.allowed import Allowed
from qa.library.database import Database
from qa.library.filters import NO_LIMITS, Filters
from qa.library.remembered import Remembered
from qa.library.stemming import RANK, match_any, stems
from qa.library.stems import SPELLING_EXAMPLES, Stems, by_rarity, spelt

CACHED_RANKINGS = 4


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
        self, terms: Sequence[str], limit: int, filters: Filters = NO_LIMITS
    ) -> list[tuple[int, float]]:
        """The ids of passages with any of `terms`, best first, with their BM25 (higher is better).

        Terms so common that they do not distinguish passages are left out, since every passage that
        has them would have to be counted.
        """
        allowed = self._allowed(filters)
        if allowed is not None and not allowed:
            return []
        asked, most = tuple(terms), limit if allowed is None else -1
        found = self._ranked.get(
            (self._db.generation, asked, most), lambda: self._rank(asked, most)
        )
        return list(islice((o for o in found if allowed is None or o[0] in allowed), limit))

    def _rank(self, terms: tuple[str, ...], limit: int) -> list[tuple[int, float]]:
        """As `search`, of all passages; without a limit where `limit` is -1."""
        counts = self.frequencies({stem for term in terms for stem in stems(term)})
        [row] = self._db.rows(rows.COUNT_PASSAGES)
        rarer, commoner = by_rarity(terms, counts, row["n"])
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
