"""The index of words on a server: a GIN index finds passages, and BM25 ranks them as FTS5 does."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from qa.library import rows
from qa.library.bm25 import K1, LEAST_RARITY, USUAL_LENGTH, B, Sought, best, rarity, scores
from qa.library.filters import NO_LIMITS, Filters
from qa.library.postgresql.database import Database
from qa.library.postgresql.dialect import Row
from qa.library.postgresql.numbers import as_text, sparse_text
from qa.library.postgresql.outlines import COLUMNS, TABLES, within
from qa.library.postgresql.text import any_of, any_way, phrase, short
from qa.library.records import Counted, Matrix
from qa.library.remembered import Remembered
from qa.library.stemming import indexed_stems
from qa.library.stems import SPELLING_EXAMPLES, Stems, by_rarity, spelt

# The weights in the index choose so many times as many passages as are wanted, and at least LEAST;
# the exact figures then order them.
CHOSEN_TIMES, LEAST = 5, 1000
CACHED_COUNTS, CACHED_STEMS = 1000, 20_000
# So many times as many as are wanted are read with their outlines, before it is known which of them
# are the best: nearly always these are among them, and no further round trip is needed.
OUTLINED = 2.0
MOST = 100_000  # passages that are ranked where no limit is given
TOTALS = (
    "SELECT count(*) AS passages, coalesce(sum(size), 0) AS words FROM words"  # one row, cached
)


@dataclass(frozen=True, slots=True)
class _Known:
    """A stem of the library: its number, and in how many passages it stands."""

    number: int
    passages: int


@dataclass(frozen=True, slots=True)
class _Term:
    """A term of a question, how often it counts, the numbers of its stems, all of which the
    library has, and the first of them."""

    term: str
    times: int
    numbers: tuple[int, ...]
    stem: str

    @property
    def is_phrase(self) -> bool:
        """Whether it has several words."""
        return len(self.numbers) > 1


ABSENT = _Known(0, 0)  # a stem that the library has not


class Words(Stems):
    """The words of a library's passages. See `qa.library.protocol.Words`."""

    _db: Database

    def __init__(self, db: Database) -> None:
        super().__init__(db)
        self._counts: Remembered[tuple[int, int]] = Remembered(2)
        self._holdings: Remembered[int] = Remembered(CACHED_COUNTS)
        self._stems: Remembered[_Known] = Remembered(CACHED_STEMS)

    def of(self, db: Database) -> Words:
        """The same words, read through `db`."""
        same = Words(db)
        same._counts, same._holdings, same._stems = self._counts, self._holdings, self._stems
        return same

    def search(
        self,
        terms: Sequence[str],
        limit: int,
        filters: Filters = NO_LIMITS,
        counted: Counted | None = None,
    ) -> list[tuple[int, float]]:
        """The ids of passages within `filters` with any of `terms`, best first, with their BM25."""
        return self._search(terms, limit, filters, counted=counted)[0]

    def outlined(
        self, terms: Sequence[str], limit: int, filters: Filters, vector: Matrix
    ) -> tuple[dict[int, float], list[Row]]:
        """The same passages with their BM25, and those among the first by the index's own weights
        as rows that `qa.library.postgresql.outlines.candidates` takes."""
        best, found = self._search(terms, limit, filters, vector=vector)
        return dict(best), [row for row in found if row["id"] is not None]

    def counted(self, terms: Sequence[str]) -> Counted:
        """What BM25 goes by for `terms`."""
        words = {term: tuple(map(short, indexed_stems(term))) for term in terms}
        known = self._known({stem for each in words.values() for stem in each})
        own = self._own(known)
        phrases = [term for term in words if len(words[term]) > 1]
        unknown = [term for term in phrases if self._held(term, own) is None]
        if unknown:
            each = "(SELECT count(*) FROM words WHERE lexemes @@ CAST(? AS tsquery))"
            sql = f"SELECT {', '.join([each] * len(unknown))}"
            [row] = self._db.rows(sql, *map(phrase, unknown))
            for term, held in zip(unknown, row, strict=True):
                self._holdings.keep((self._db.generation, term), held)
        return replace(own, phrases={term: self._held(term, own) or 0 for term in phrases})

    def _search(
        self,
        terms: Sequence[str],
        limit: int,
        filters: Filters,
        *,
        vector: Matrix | None = None,
        counted: Counted | None = None,
    ) -> tuple[list[tuple[int, float]], list[Row]]:
        words = {term: tuple(map(short, indexed_stems(term))) for term in terms}
        known = self._known({stem for each in words.values() for stem in each})
        every = counted or self._own(known)
        rarer, commoner = by_rarity(terms, every.stems, every.passages)
        wanted = any_of(rarer)
        if not wanted:
            return [], []
        # FTS5 is asked for the rarer, and ranks by all: so the rarer count twice.
        times = Counter([*(rarer * 2 if commoner else rarer), *commoner])
        sought = [
            _Term(term, number, tuple(known[stem].number for stem in words[term]), words[term][0])
            for term, number in times.items()
            if words[term] and known.keys() >= {*words[term]}
        ]
        chosen = self._chosen(wanted, sought, every, limit, filters, vector)
        return self._ranked(chosen, sought, every, limit), chosen

    def _own(self, known: Mapping[str, _Known]) -> Counted:
        """What BM25 goes by in this library, as far as that is known without counting phrases."""
        return Counted(*self._totals(), {stem: one.passages for stem, one in known.items()}, {})

    def _held(self, term: str, every: Counted) -> int | None:
        """In how many passages a term of several words stands, where that is known."""
        if term in every.phrases:
            return every.phrases[term]
        return self._holdings.held((self._db.generation, term))

    def _chosen(
        self,
        wanted: str,
        sought: Sequence[_Term],
        every: Counted,
        limit: int,
        filters: Filters,
        vector: Matrix | None,
    ) -> list[Row]:
        """The best passages by the weights in the index; with `vector`, the first with outlines.

        In how many passages a phrase stands is counted with them, where that is not known yet.
        """
        weights: dict[int, float] = {}
        for one in sought:
            if not one.is_phrase:
                own = one.times * rarity(every.passages, every.stems[one.stem])
                weights[one.numbers[0]] = weights.get(one.numbers[0], 0.0) + own
        phrases = [(one, self._held(one.term, every)) for one in sought if one.is_phrase]
        unknown = [one for one, held in phrases if held is None]
        where, values = within(filters, "words.passage")
        # A phrase is taken to stand there once; how often it does is counted below.
        once = f"{K1 + 1} / (1 + {K1 * (1 - B)} + {K1 * B / USUAL_LENGTH} * size)"
        about = "(weights <#> CAST(? AS sparsevec))"
        given = [sparse_text(weights) if weights else sparse_text({1: 0.0})]
        for one, held in phrases:
            weight = "CAST(? AS float8)"
            if held is None:
                column = _count_of(unknown.index(one))
                share = f"({every.passages} - {column} + 0.5) / ({column} + 0.5)"
                weight = f"CAST(? AS float8) * greatest(ln({share}), {LEAST_RARITY})"
            about += f" - CASE WHEN lexemes @@ CAST(? AS tsquery) THEN {weight} * {once} ELSE 0 END"
            rare = 1.0 if held is None else rarity(every.passages, held)
            given += [phrase(one.term), str(one.times * rare)]
        counts = "".join(
            f", (SELECT count(*) AS {_count_of(n)} FROM words WHERE lexemes @@ CAST(? AS tsquery))"
            f" counted{n}"
            for n in range(len(unknown))
        )
        columns = "".join(f", {_count_of(n)}" for n in range(len(unknown)))
        sql = (
            f"SELECT passage, size, stems{columns} FROM words{counts} "
            f"WHERE lexemes @@ CAST(? AS tsquery) AND {where} ORDER BY {about}, passage LIMIT ?"
        )
        most = max(limit * CHOSEN_TIMES, LEAST) if limit >= 0 else MOST
        all_given = [*(phrase(one.term) for one in unknown), wanted, *values, *given, most]
        if vector is None:
            found = self._db.rows(sql, *all_given)
        else:
            found = self._db.rows(
                "WITH found AS MATERIALIZED "
                f"(SELECT *, row_number() OVER () AS n FROM ({sql}) best) SELECT * FROM found "
                f"LEFT JOIN (SELECT {COLUMNS} FROM {TABLES} WHERE p.id IN "
                "(SELECT passage FROM found WHERE n <= ?)) outlines ON outlines.id = found.passage",
                *all_given,
                as_text(vector),
                round(limit * OUTLINED),
            )
        for n, one in enumerate(unknown):
            if found:
                self._holdings.keep((self._db.generation, one.term), found[0][_count_of(n)])
        return found

    def _ranked(
        self, found: Sequence[Row], sought: Sequence[_Term], every: Counted, limit: int
    ) -> list[tuple[int, float]]:
        """The passages of rows that have their stems, best first, with their BM25."""
        terms = []
        for one in sought:
            held = self._held(one.term, every) if one.is_phrase else every.stems[one.stem]
            terms.append(Sought(one.numbers, one.times * rarity(every.passages, held or 0)))
        figures = scores(
            [row["stems"] for row in found], [row["size"] for row in found], terms, every.mean
        )
        return best([row["passage"] for row in found], figures, limit)

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

    def spellings(self, stems: Iterable[str]) -> dict[str, set[str]]:
        """How words of each of `stems` are spelt in a few of the passages that have them."""
        wanted = list(stems)
        found = self._db.rows(
            "SELECT n, text FROM unnest(CAST(? AS text[])) WITH ORDINALITY AS stem (asked, n), "
            "LATERAL (SELECT text FROM passages WHERE id IN (SELECT passage FROM words WHERE "
            "lexemes @@ CAST(asked AS tsquery) ORDER BY passage LIMIT ?)) held",
            rows.as_list(phrase(stem) or "''" for stem in wanted),
            SPELLING_EXAMPLES,
        )
        texts: dict[int, list[str]] = defaultdict(list)
        for row in found:
            texts[row["n"]].append(row["text"])
        return {stem: spelt(stem, texts[n]) for n, stem in enumerate(wanted, 1)}

    def frequencies(self, stems: Iterable[str]) -> dict[str, int]:
        """In how many passages each of `stems` stands."""
        return {stem: one.passages for stem, one in self._known(stems).items() if one.passages}

    def _known(self, wanted: Iterable[str]) -> dict[str, _Known]:
        """Those of `wanted` that the library has. What one step of a question asks for, the next
        mostly does, too, so it is remembered."""
        generation = self._db.generation
        known = {stem: self._stems.held((generation, stem)) for stem in wanted}
        unknown = [stem for stem, one in known.items() if one is None]
        if unknown:
            sql = f"SELECT term, id, passages FROM stems WHERE term {rows.IN_LIST}"
            found = {row["term"]: row for row in self._db.rows(sql, rows.as_list(unknown))}
            for stem in unknown:
                row = found.get(stem)
                one = _Known(row["id"], row["passages"]) if row else ABSENT
                known[stem] = self._stems.keep((generation, stem), one)
        return {stem: one for stem, one in known.items() if one and one is not ABSENT}

    def _totals(self) -> tuple[int, int]:
        """The number of all passages, and of their words."""

        def count() -> tuple[int, int]:
            [row] = self._db.rows(TOTALS)
            return row["passages"], row["words"]

        return self._counts.get((self._db.generation,), count)


def _count_of(n: int) -> str:
    """The name of the column that says in how many passages a phrase stands."""
    return f"held{n}"
