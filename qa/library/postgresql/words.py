"""The index of words on a server: a GIN index finds passages, and BM25 ranks them as FTS5 does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from qa.library import rows
from qa.library.filters import NO_LIMITS, Filters
from qa.library.postgresql.bm25 import K1, USUAL_LENGTH, B, Sought, rarity, scores
from qa.library.postgresql.database import Database
from qa.library.postgresql.numbers import sparse_text
from qa.library.postgresql.text import any_of, any_way, phrase, short
from qa.library.remembered import Remembered
from qa.library.stemming import indexed_stems, spans
from qa.library.stems import SPELLING_EXAMPLES, Stems, by_rarity

# The weights in the index choose so many times as many passages as are wanted, and at least LEAST;
# the exact figures then order them.
CHOSEN_TIMES, LEAST = 5, 1000
CACHED_COUNTS = 1000
MOST = 100_000  # passages that are ranked where no limit is given
TOTALS = (
    "SELECT count(*) AS passages, coalesce(sum(size), 0) AS words FROM words"  # one row, cached
)


@dataclass(frozen=True, slots=True)
class _Known:
    """A stem of the library: its number, and in how many passages it stands."""

    number: int
    passages: int


class Words(Stems):
    """The words of a library's passages. See `qa.library.protocol.Words`."""

    def __init__(self, db: Database) -> None:
        super().__init__(db)
        self._counts: Remembered[tuple[int, int]] = Remembered(2)
        self._holdings: Remembered[int] = Remembered(CACHED_COUNTS)

    def of(self, db: Database) -> Words:
        """The same words, read through `db`."""
        same = Words(db)
        same._counts, same._holdings = self._counts, self._holdings
        return same

    def search(
        self, terms: Sequence[str], limit: int, filters: Filters = NO_LIMITS
    ) -> list[tuple[int, float]]:
        """The ids of passages within `filters` with any of `terms`, best first, with their BM25."""
        words = {term: tuple(map(short, indexed_stems(term))) for term in terms}
        known = self._known({stem for each in words.values() for stem in each})
        found = {stem: one.passages for stem, one in known.items()}
        rarer, commoner = by_rarity(terms, found, self._totals()[0])
        wanted = any_of(rarer)
        if not wanted:
            return []
        # FTS5 is asked for the rarer, and ranks by all: so the rarer count twice.
        counted = [*(rarer * 2 if commoner else rarer), *commoner]
        sought = self._sought(counted, words, known)
        return self._ranked(wanted, sought, limit, filters)

    def _sought(
        self,
        terms: Sequence[str],
        words: Mapping[str, tuple[str, ...]],
        known: Mapping[str, _Known],
    ) -> dict[str, Sought]:
        """What each of `terms` counts, by itself; those that no passage has are left out."""
        passages = self._totals()[0]
        times = Counter(t for t in terms if words[t] and known.keys() >= {*words[t]})
        holding = self._holding([term for term in times if len(words[term]) > 1])
        sought = {}
        for term, number in times.items():
            own = [known[stem] for stem in words[term]]
            weight = number * rarity(passages, holding.get(term, own[0].passages))
            sought[term] = Sought(tuple(one.number for one in own), weight)
        return sought

    def _ranked(
        self, wanted: str, sought: Mapping[str, Sought], limit: int, filters: Filters
    ) -> list[tuple[int, float]]:
        weights: dict[int, float] = {}
        phrases = []
        for term, one in sought.items():
            if len(one.stems) == 1:
                weights[one.stems[0]] = weights.get(one.stems[0], 0.0) + one.weight
            else:
                phrases.append((term, one))
        where, values = within(filters, "words.passage")
        # A phrase is taken to stand there once; how often it does is counted below.
        once = f"{K1 + 1} / (1 + {K1 * (1 - B)} + {K1 * B / USUAL_LENGTH} * size)"
        also = "".join(
            f" - CASE WHEN lexemes @@ CAST(? AS tsquery) THEN CAST(? AS float8) * {once} ELSE 0 END"
            for _ in phrases
        )
        about = f"(weights <#> CAST(? AS sparsevec)){also}"
        given = [sparse_text(weights) if weights else sparse_text({1: 0.0})]
        for term, one in phrases:
            given += [phrase(term), str(one.weight)]
        found = self._db.rows(
            "SELECT passage, size, stems FROM words WHERE lexemes @@ CAST(? AS tsquery) "
            f"AND {where} ORDER BY {about}, passage LIMIT ?",
            wanted,
            *values,
            *given,
            max(limit * CHOSEN_TIMES, LEAST) if limit >= 0 else MOST,
        )
        passages, words = self._totals()
        figures = scores(
            [row["stems"] for row in found],
            [row["size"] for row in found],
            list(sought.values()),
            words / max(passages, 1),
        )
        ids = np.fromiter((row["passage"] for row in found), np.int64, len(found))
        order = np.lexsort((ids, -figures))[: limit if limit >= 0 else None]
        return list(zip(ids[order].tolist(), figures[order].tolist(), strict=True))

    def containing(
        self, ways: Iterable[Iterable[Iterable[str]]], filters: Filters, limit: int
    ) -> list[int]:
        """The ids of passages whose words, or headings, have all that one of `ways` asks."""
        wanted = any_way(ways)
        if not wanted:
            return []
        where, values = within(filters, "words.passage")
        found = self._db.rows(
            f"SELECT passage FROM words WHERE lexemes @@ CAST(? AS tsquery) AND {where} "
            "ORDER BY passage LIMIT ?",
            wanted,
            *values,
            limit,
        )
        return [row["passage"] for row in found]

    def spellings(self, stem: str) -> set[str]:
        """How words of `stem` are spelt, in lower case, in a few of the passages that have them."""
        found = self._db.rows(
            "SELECT text FROM passages WHERE id IN (SELECT passage FROM words "
            "WHERE lexemes @@ CAST(? AS tsquery) ORDER BY passage LIMIT ?)",
            phrase(stem) or "''",
            SPELLING_EXAMPLES,
        )
        return {
            row["text"][start:end].lower()
            for row in found
            for known, start, end in spans(row["text"])
            if known == stem
        }

    def _known(self, wanted: Iterable[str]) -> dict[str, _Known]:
        found = self._db.rows(
            f"SELECT term, id, passages FROM stems WHERE term {rows.IN_LIST}", rows.as_list(wanted)
        )
        return {row["term"]: _Known(row["id"], row["passages"]) for row in found}

    def _totals(self) -> tuple[int, int]:
        """The number of all passages, and of their words."""

        def count() -> tuple[int, int]:
            [row] = self._db.rows(TOTALS)
            return row["passages"], row["words"]

        return self._counts.get((self._db.generation,), count)

    def _holding(self, terms: Iterable[str]) -> dict[str, int]:
        """In how many passages each of `terms`, of several words, stands."""
        generation = self._db.generation
        known = {term: self._holdings.held((generation, term)) for term in terms}
        unknown = [term for term, count in known.items() if count is None]
        if unknown:
            each = ["(SELECT count(*) FROM words WHERE lexemes @@ CAST(? AS tsquery))"] * len(
                unknown
            )
            [row] = self._db.rows(f"SELECT {', '.join(each)}", *map(phrase, unknown))
            for term, count in zip(unknown, row, strict=True):
                known[term] = self._holdings.keep((generation, term), count)
        return {term: count for term, count in known.items() if count is not None}


def within(filters: Filters, passage: str) -> tuple[str, list[str]]:
    """The limits as a condition on a table that has their columns, and its values; `passage` is
    the column that names passages."""
    where, values = filters.where("portions")
    if filters.register:
        where += f" AND EXISTS (SELECT 1 FROM parts WHERE parts.passage = {passage} "
        where += "AND parts.register = ?)"
        values = [*values, filters.register]
    return where, values
