"""The index of words: passages found by their words, and how common and how spelt words are."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate, islice

from qa.library import rows
from qa.library.allowed import Allowed
from qa.library.database import Database
from qa.library.stemming import RANK, match_any, spans, stems

# Terms are taken as rare, rarest first, until they stand in this many passages together, times the
# root of the number of all passages. On the development questions smaller factors found less.
RARE_FACTOR = 30
MAX_RANKED = 5_000  # passages with a rare term, each of which FTS5 ranks
MAX_COUNTED = 50_000  # passages with any term, which FTS5 counts first, in less time
CACHED_RANKINGS = 4
SPELLING_EXAMPLES = 8  # passages that are looked at to see how a word is spelt


class Words:
    """The words of a store's passages. Methods raise `LibraryDamaged` as those of `Store` do."""

    def __init__(self, db: Database) -> None:
        self._db = db
        # A story, and what was stated since an answer, is searched for by the same words within
        # one limit after another. The generation is part of the key: it names a state of the store.
        self._ranked = lru_cache(CACHED_RANKINGS)(
            lambda _, terms, limit: self._rank(terms, limit),
        )

    def search(
        self, terms: Sequence[str], limit: int, allowed: Allowed | None = None
    ) -> list[tuple[int, float]]:
        """The ids of passages with any of `terms`, best first, with their BM25 (higher is better).

        Only those `allowed`, unless that is None. A term of several words is found where they stand
        side by side. In a large library only passages with one of the rarer terms are ranked; the
        commoner terms add to their score. Terms so common that they do not distinguish passages
        are left out, since every passage that has them would have to be counted.
        """
        found = self._ranked(self._db.generation, tuple(terms), limit if allowed is None else -1)
        return list(islice((o for o in found if allowed is None or o[0] in allowed), limit))

    def _rank(self, terms: tuple[str, ...], limit: int) -> list[tuple[int, float]]:
        """As `search`, of all passages; without a limit where `limit` is -1."""
        rarer, commoner = self._by_rarity(terms)
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

    def _by_rarity(self, terms: Sequence[str]) -> tuple[list[str], list[str]]:
        """Those of `terms` that few passages have, and those that more passages have.

        At least one is among the rarer, unless even the rarest is too common to be counted.
        """
        words = {term: stems(term) for term in terms}
        counts = self.frequencies({stem for each in words.values() for stem in each})
        held = {t: min((counts.get(s, 0) for s in each), default=0) for t, each in words.items()}
        [row] = self._db.rows("SELECT coalesce(max(id), 0) AS last FROM passages")
        rarest = sorted(held, key=held.__getitem__)
        so_far = list(accumulate(held[term] for term in rarest))
        ranked = min(RARE_FACTOR * math.sqrt(row["last"]), MAX_RANKED)
        few = max(1, bisect_right(so_far, ranked))
        counted = bisect_right(so_far, MAX_COUNTED)
        return rarest[: min(few, counted)], rarest[few:counted]

    def containing(
        self, ways: Iterable[Iterable[Iterable[str]]], allowed: Allowed | None, limit: int
    ) -> list[int]:
        """The ids of passages `allowed` whose words, or headings, have all that one of `ways` asks.

        A way is a list of alternatives: of each, one must be there, as words side by side.
        """
        wanted = " OR ".join(
            f"({' AND '.join(f'({match_any(names)})' for names in way)})" for way in ways
        )
        if not wanted:
            return []
        sql = "SELECT rowid FROM words WHERE words MATCH ?"
        with self._db.use() as db:
            found = db.execute(sql, (f"{{text heading context}} : ({wanted})",))
            ids = (row[0] for row in found if allowed is None or row[0] in allowed)
            return list(islice(ids, limit))

    def frequencies(self, stems: Iterable[str]) -> dict[str, int]:
        """In how many passages each of `stems` (see `qa.library.stemming`) stands."""
        found = self._db.rows(
            f"SELECT term, passages FROM stems WHERE term {rows.IN_LIST}", rows.as_list(stems)
        )
        return {row["term"]: row["passages"] for row in found}

    def vocabulary(self, initial: str, shortest: int, longest: int) -> list[tuple[str, int]]:
        """Stems that begin with `initial` and have from `shortest` to `longest` letters, each with
        the number of its passages."""
        found = self._db.rows(
            "SELECT term, passages FROM stems WHERE term >= ? AND term < ? "
            "AND length(term) BETWEEN ? AND ?",
            initial,
            chr(ord(initial[0]) + 1),
            shortest,
            longest,
        )
        return [(row["term"], row["passages"]) for row in found]

    def spellings(self, stem: str) -> set[str]:
        """How words of `stem` are spelt, in lower case, in a few of the passages that have them."""
        found = self._db.rows(
            "SELECT text FROM passages WHERE id IN "
            "(SELECT doc FROM occurrences WHERE term = ? LIMIT ?)",
            stem,
            SPELLING_EXAMPLES,
        )
        return {
            row["text"][start:end].lower()
            for row in found
            for known, start, end in spans(row["text"])
            if known == stem
        }
