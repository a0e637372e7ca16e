"""The store: papers, pages, passages, their vectors and their words, in one SQLite file."""

from __future__ import annotations

import json
import math
import os
import sqlite3
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import accumulate, groupby, islice
from pathlib import Path

from qa.library import rows
from qa.library.allowed import Allowed
from qa.library.boilerplate import sayings, stands_under
from qa.library.contents import Contents
from qa.library.database import Database, renew
from qa.library.files import PaperFile
from qa.library.filters import Filters
from qa.library.meetings import Meetings
from qa.library.records import (
    Candidates,
    Embedded,
    Facets,
    Matrix,
    Position,
    Searched,
    Since,
    StoredPaper,
    StoredPassage,
)
from qa.library.reference import Reference, mark
from qa.library.registers import Registers, enter
from qa.library.snapshot import Moment, halves, matrix, position
from qa.library.stemming import RANK, any_of, spans, stems, word_columns
from qa.library.unread import HELD, Unread
from qa.papers.document import DOCUMENTS
from qa.papers.paper import Page, Paper, ProblemKind
from qa.papers.source import Source, from_text

FILE = "library.sqlite"
# The id of the paper whose digest begins with a key: "g" comes after every digit of one.
_OF_KEY = (
    f"SELECT min(id) FROM papers WHERE digest BETWEEN ?1 AND ?1 || 'g' AND length(?1) = {rows.KEY}"
)
# Times the root of all passages: those that are ranked by their words, of 100,000 a tenth. Of 400
# to 2,600 the same was found as by all words; with 25 it was not.
RANKED = 30
MOST_RANKED = 5_000  # passages: each takes 3 µs
COUNTED = 50_000  # passages with any of the terms: each takes a tenth of that
RANKINGS = 4  # that are kept
EXAMPLES = 8  # occurrences of a word that are looked at to see how it is spelt


class Store:
    """What a library holds. Methods raise `LibraryDamaged` where SQLite cannot use the file."""

    def __init__(self, folder: Path, model: str) -> None:
        """Open the store in `folder`, made if there is none, for vectors of the model `model`.

        Raises `LibraryOutdated` where another version or model made it, and `LibraryDamaged`.
        """
        self._db = Database(folder / FILE, model)
        self.registers = Registers(self._db)
        self.meetings = Meetings(self._db)
        self.unread = Unread(self._db)
        self.contents = Contents(self._db)
        # By generation too. A story, and what was said since an answer, is searched for by the same
        # words within one limit after another.
        self._ranked = lru_cache(RANKINGS)(lambda _, terms, limit: self._rank(terms, limit))

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def begin_beside(self, folder: Path) -> bool:
        """Be the one that is to take the place of the store in `folder`. See `Database`."""
        return self._db.begin_beside(folder / FILE)

    def replace(self, folder: Path) -> Path | None:
        """Take the place of the store in `folder`, in one step. See `Database`."""
        return self._db.replace(folder / FILE)

    # Writing: one transaction a paper, so that an interruption leaves whole papers.

    def put(
        self,
        paper: Paper,
        file: PaperFile,
        digest: str,
        hashes: Sequence[str],
        vectors: Mapping[str, Embedded],
    ) -> None:
        """Store `paper`, read from `file`, in place of what its path held.

        `hashes` names the embedded text of each passage; `vectors` are of those not yet `known`.
        """
        with self._db.use() as db:
            unused = _remove(db, "path = ?", os.fsencode(file.path))
            paper_id = rows.insert(db, "papers", rows.paper_columns(paper, file, digest))
            db.executemany(
                "INSERT INTO problems VALUES (?, ?, ?, ?, ?)",
                [
                    (paper_id, p.kind, p.reason, p.remedy, json.dumps(p.pages))
                    for p in paper.problems
                ],
            )
            db.executemany(
                "INSERT INTO pages VALUES (?, ?, ?, ?)",
                [(paper_id, page.number, page.printed, page.text) for page in paper.pages],
            )
            for key, made in vectors.items():
                _keep(db, key, made)
            added = []
            told: Counter[str] = Counter()
            for ordinal, (passage, key) in enumerate(zip(paper.passages, hashes, strict=True)):
                vector = db.execute("SELECT id FROM vectors WHERE hash = ?", (key,)).fetchone()[0]
                place = {"paper": paper_id, "ordinal": ordinal, "vector": vector}
                columns = {**place, **rows.passage_columns(passage)}
                added.append(rows.insert(db, "passages", columns))
                words = word_columns(passage, paper)
                rows.insert(db, "words", {"rowid": added[-1], **words})
                told.update(set(stems("\n".join(words.values()))))
                if where := stands_under(passage):
                    db.executemany(
                        "INSERT OR IGNORE INTO sayings VALUES (?, ?, ?)",
                        [(said, where, paper_id) for said in sayings(passage)],
                    )
            _count(db, told)
            _portion(db, paper_id, paper, added)
            enter(db, paper, paper_id, added)
            _changed(db, unused)

    def remove(self, paper_id: int) -> None:
        """Take a paper out, with all that belongs to it."""
        with self._db.use() as db:
            _changed(db, _remove(db, "id = ?", paper_id))

    def touch(self, paper_id: int, file: PaperFile) -> None:
        """Note that a paper, itself unchanged, now lies at `file`."""
        with self._db.use() as db:
            db.execute(
                "UPDATE papers SET path = ?, size = ?, mtime_ns = ? WHERE id = ?",
                (os.fsencode(file.path), file.size, file.mtime_ns, paper_id),
            )

    def tell(self, paper_id: int, source: Source | None) -> None:
        """Note what is now said of a paper, itself unchanged, where it was published."""
        with self._db.use() as db:
            sql = "UPDATE papers SET source = ? WHERE id = ?"
            db.execute(sql, (rows.source_text(source), paper_id))
            renew(db)

    def sources(self) -> dict[int, Source]:
        """What was said of papers where they were published, by their ids."""
        found = self._db.rows("SELECT id, source FROM papers WHERE source IS NOT NULL")
        return {row["id"]: from_text(row["source"]) for row in found}

    def known(self, hashes: Iterable[str]) -> set[str]:
        """Those of `hashes` whose vector is stored."""
        found = self._db.rows(
            f"SELECT hash FROM vectors WHERE hash {rows.LISTED}", rows.as_list(hashes)
        )
        return {row["hash"] for row in found}

    def fingerprints(self) -> list[tuple[int, PaperFile, str]]:
        """Each paper's id, its file as it was when read, and its SHA-256."""
        found = self._db.rows("SELECT id, path, size, mtime_ns, digest FROM papers")
        return [(r[0], PaperFile(rows.path(r[1]), r[2], r[3]), r[4]) for r in found]

    def with_problems(self, kinds: Iterable[ProblemKind]) -> set[int]:
        """The ids of the papers that have a problem of one of `kinds`."""
        sql = f"SELECT DISTINCT paper FROM problems WHERE kind {rows.LISTED}"
        return {row["paper"] for row in self._db.rows(sql, rows.as_list(kinds))}

    # Searching.

    def search_words(
        self, terms: Sequence[str], limit: int, allowed: Allowed | None = None
    ) -> list[tuple[int, float]]:
        """The ids of passages with any of `terms`, best first, with their BM25 (higher is better).

        Only those `allowed`, unless that is None. A term of several words is found where they stand
        side by side. Of many passages those are ranked that have one of the rarer terms: by the
        commoner ones too, but the commonest, which tell none apart and would all be counted.
        """
        found = self._ranked(self.generation, tuple(terms), limit if allowed is None else -1)
        return list(islice((o for o in found if allowed is None or o[0] in allowed), limit))

    def _rank(self, terms: tuple[str, ...], limit: int) -> list[tuple[int, float]]:
        """As `search_words`, of all passages; of as many as there are where `limit` is -1."""
        rarer, commoner = self._by_rarity(terms)
        if not rarer:
            return []
        found = self._db.rows(
            "SELECT rowid, -rank FROM words WHERE words MATCH ? AND rank MATCH ? ORDER BY rank "
            "LIMIT ?",
            any_of(rarer, commoner),
            RANK,
            limit,
        )
        return [(row[0], row[1]) for row in found]

    def _by_rarity(self, terms: Sequence[str]) -> tuple[list[str], list[str]]:
        """Those of `terms` that few passages have, and those that more have.

        One at least is of the rarer, unless the rarest is itself too common to be counted.
        """
        words = {term: stems(term) for term in terms}
        counts = self.frequencies({stem for each in words.values() for stem in each})
        held = {t: min((counts.get(s, 0) for s in each), default=0) for t, each in words.items()}
        [row] = self._db.rows("SELECT coalesce(max(id), 0) AS last FROM passages")
        rarest = sorted(held, key=held.__getitem__)
        so_far = list(accumulate(held[term] for term in rarest))
        few = max(1, bisect_right(so_far, min(RANKED * math.sqrt(row["last"]), MOST_RANKED)))
        counted = bisect_right(so_far, COUNTED)
        return rarest[: min(few, counted)], rarest[few:counted]

    def allowed(self, filters: Filters) -> Allowed | None:
        """The passages within `filters`; None where they limit nothing."""
        if filters == Filters():
            return None
        where, values = filters.where("portions")
        sql = f"SELECT first, last FROM portions WHERE {where}"
        found = Allowed.between([(row[0], row[1]) for row in self._db.rows(sql, *values)])
        if filters.register:
            sql = "SELECT passage FROM parts WHERE register = ?"
            found &= Allowed.of(row[0] for row in self._db.rows(sql, filters.register))
        return found

    def searched(self, filters: Filters) -> Searched:
        """How many papers lie within `filters`, and the first and last of their meetings."""
        where, values = filters.where("portions")
        if filters.register:
            within = "passage BETWEEN first AND last"
            where += f" AND EXISTS (SELECT 1 FROM parts WHERE {within} AND register = ?)"
            values = [*values, filters.register]
        sql = "SELECT count(DISTINCT paper), min(meeting_date), max(meeting_date) FROM portions"
        [(papers, first, last)] = self._db.rows(f"{sql} WHERE {where}", *values)
        return Searched(papers, rows.day(first), rows.day(last))

    def frequencies(self, stems: Iterable[str]) -> dict[str, int]:
        """In how many passages each of `stems` (made by `qa.library.stemming.stem`) stands."""
        found = self._db.rows(
            f"SELECT term, passages FROM stems WHERE term {rows.LISTED}", rows.as_list(stems)
        )
        return {row["term"]: row["passages"] for row in found}

    def vocabulary(self, initial: str, shortest: int, longest: int) -> list[tuple[str, int]]:
        """Stems of so many letters that begin with `initial`, each with its passages counted."""
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
            EXAMPLES,
        )
        return {
            row["text"][start:end].lower()
            for row in found
            for known, start, end in spans(row["text"])
            if known == stem
        }

    def places(self, sentences: Iterable[int]) -> dict[int, int]:
        """Under how many items each of `sentences` (hashes of `boilerplate.sayings`) stands."""
        found = self._db.rows(
            "SELECT sentence, count(DISTINCT place) AS n FROM sayings "
            f"WHERE sentence {rows.LISTED} GROUP BY sentence",
            rows.as_list(sentences),
        )
        return {row["sentence"]: row["n"] for row in found}

    @property
    def is_empty(self) -> bool:
        """Whether there is no paper."""
        return not self._db.rows("SELECT 1 FROM papers LIMIT 1")

    def __len__(self) -> int:
        """How many passages there are."""
        [row] = self._db.rows(rows.COUNTED)
        return int(row["n"])

    # Reading.

    @property
    def generation(self) -> str:
        """See `Database`."""
        return self._db.generation

    def vectors(self, ids: Sequence[int] | None = None) -> tuple[list[int], Matrix]:
        """The ids of all passages (or of `ids` only), and their vectors: float32 [n, dimension]."""
        sql = "SELECT p.id, v.vector FROM passages p JOIN vectors v ON v.id = p.vector"
        found = (
            self._db.rows(sql)
            if ids is None
            else self._db.rows(f"{sql} WHERE p.id {rows.LISTED}", rows.as_list(ids))
        )
        return [row["id"] for row in found], matrix(row["vector"] for row in found)

    def candidates(self, ids: Sequence[int]) -> Candidates:
        """The passages of `ids`, as far as they are there, for a search to rank."""
        found = self._db.rows(
            f"SELECT {rows.OUTLINE}, v.vector AS vector, s.vectors AS sentences FROM passages p "
            "JOIN vectors v ON v.id = p.vector JOIN sentences s ON s.vector = p.vector "
            f"WHERE p.id {rows.LISTED}",
            rows.as_list(ids),
        )
        vectors = matrix(row["vector"] for row in found)
        spoken = halves(b"".join(row["sentences"] for row in found), max(vectors.shape[1], 1))
        each = (len(row["sentences"]) // (2 * vectors.shape[1]) for row in found)
        begins = list(accumulate(each, initial=0))[:-1]
        return Candidates([rows.outline(row) for row in found], vectors, spoken, begins)

    # What the index of vectors is made from, and goes on from.

    @contextmanager
    def moment(self) -> Iterator[Moment]:
        """What it holds now, to be gone through while it is asked and changed."""
        with self._db.apart() as db:
            yield Moment(db)

    def since(self, before: Position) -> Since:
        """What came and went since `before`: all of it where that is another store's."""
        with self._db.use() as db:
            db.execute("BEGIN")  # what follows is of one moment
            now = position(db)
            if before.store != now.store:
                before = Position(now.store, 0, now.gone)
            came = db.execute(
                "SELECT p.id, v.vector FROM passages p JOIN vectors v ON v.id = p.vector "
                "WHERE p.id > ? ORDER BY p.id",
                (before.last,),
            ).fetchall()
            gone = db.execute("SELECT passage FROM gone WHERE n > ?", (before.gone,)).fetchall()
        ids, vectors = [row[0] for row in came], matrix(row[1] for row in came)
        return Since(ids, vectors, [row[0] for row in gone], now)

    @property
    def snapshot(self) -> str | None:
        """What was noted of the last snapshot of the vectors."""
        found = self._db.rows("SELECT value FROM meta WHERE key = 'snapshot'")
        return found[0]["value"] if found else None

    def note(self, snapshot: str) -> None:
        """Note what is to be known of a snapshot."""
        with self._db.use() as db:
            db.execute("INSERT OR REPLACE INTO meta VALUES ('snapshot', ?)", (snapshot,))

    def passages(self, ids: Sequence[int]) -> list[StoredPassage]:
        """The passages of `ids`, in that order; those no longer there are left out."""
        found = self._db.rows(f"{rows.PASSAGES} WHERE p.id {rows.LISTED}", rows.as_list(ids))
        by_id = {row["id"]: rows.stored_passage(row) for row in found}
        return [by_id[i] for i in ids if i in by_id]

    def neighbours(self, passage_id: int, n: int) -> list[StoredPassage]:
        """Up to `n` passages before and `n` after in the same paper, in order, without itself."""
        found = self._db.rows(
            f"{rows.PASSAGES} JOIN passages here ON here.id = ? AND here.paper = p.paper "
            "WHERE abs(p.ordinal - here.ordinal) BETWEEN 1 AND ? ORDER BY p.ordinal",
            passage_id,
            n,
        )
        return [rows.stored_passage(row) for row in found]

    def papers(self) -> list[StoredPaper]:
        """Every paper, newest meeting first, those without a date last."""
        return self._papers("TRUE")

    def paper(self, key: str) -> StoredPaper | None:
        """The paper with this key; of the same file in two folders, the one that came first.

        None also where it is held back from the public as a whole.
        """
        return next(iter(self._papers(f"id = ({_OF_KEY}) AND id NOT IN ({HELD})", key)), None)

    def paper_file(self, key: str) -> PaperFile | None:
        """The file of the paper with this key, as it was when it was indexed."""
        found = self._db.rows(
            f"SELECT path, size, mtime_ns FROM papers WHERE id = ({_OF_KEY})", key
        )
        return PaperFile(rows.path(found[0][0]), *found[0][1:]) if found else None

    def is_held_back(self, key: str, page: int | None = None) -> bool:
        """Whether PDF page `page`, or without one any page, of the paper with this key is held back
        from the public; where the same file lies in two folders, by either of its names."""
        found = self._db.rows(
            "SELECT problems.pages FROM problems JOIN papers ON papers.id = problems.paper "
            "WHERE kind = 'exempt' AND digest BETWEEN ?1 AND ?1 || 'g'",
            key,
        )
        held = [json.loads(row["pages"]) for row in found]
        return any(page is None or not pages or page in pages for pages in held)

    def passages_of(self, key: str) -> list[StoredPassage]:
        """The passages of the paper with this key, in order."""
        sql = f"{rows.PASSAGES} WHERE p.paper = ({_OF_KEY}) ORDER BY p.ordinal"
        return [rows.stored_passage(row) for row in self._db.rows(sql, key)]

    def find(self, reference: Reference) -> StoredPassage | None:
        """The passage that has the words of `reference`; None where no passage has them now."""
        sql = f"{rows.PASSAGES} WHERE p.paper = ({_OF_KEY}) AND ?2 BETWEEN p.page AND p.page_end"
        for row in self._db.rows(sql, reference.paper, reference.page):
            if mark(row["text"]) == reference.passage and reference.end <= len(row["text"]):
                return rows.stored_passage(row)
        return None

    def _papers(self, where: str, *values: str) -> list[StoredPaper]:
        found = self._db.rows(
            f"SELECT * FROM papers WHERE {where} ORDER BY meeting_date DESC, name, path",
            *values,
        )
        problems = defaultdict(list)
        ids = rows.as_list(row["id"] for row in found)
        for row in self._db.rows(f"SELECT * FROM problems WHERE paper {rows.LISTED}", ids):
            problems[row["paper"]].append(rows.problem(row))
        return [rows.stored_paper(row, tuple(problems[row["id"]])) for row in found]

    def pages(self, paper_id: int) -> list[Page]:
        """The pages of a paper, in order."""
        sql = "SELECT number, printed, text FROM pages WHERE paper = ? ORDER BY number"
        return [Page(*row) for row in self._db.rows(sql, paper_id)]

    def printed_pages(self, paper_id: int) -> dict[int, str | None]:
        """The printed number of each page of a paper, by PDF page."""
        found = self._db.rows("SELECT number, printed FROM pages WHERE paper = ?", paper_id)
        return {row["number"]: row["printed"] for row in found}

    def facets(self) -> Facets:
        """What there is to filter by."""
        committees = self._db.rows(
            "SELECT DISTINCT committee FROM portions WHERE committee > '' ORDER BY 1"
        )
        kinds = {row[0] for row in self._db.rows("SELECT DISTINCT document FROM portions")}
        dates = self.searched(Filters())
        return Facets(
            tuple(row[0] for row in committees),
            tuple(document for document in DOCUMENTS if document in kinds),
            dates.earliest,
            dates.latest,
        )


def _keep(db: sqlite3.Connection, key: str, made: Embedded) -> None:
    """Keep the vectors of a text, named by `key`, unless they are there."""
    db.execute(
        "INSERT OR IGNORE INTO vectors (hash, vector) VALUES (?, ?)",
        (key, made.passage.astype("<f4").tobytes()),
    )
    db.execute(
        "INSERT OR IGNORE INTO sentences SELECT id, ? FROM vectors WHERE hash = ?",
        (made.sentences.astype("<f2").tobytes(), key),
    )


def _portion(db: sqlite3.Connection, paper_id: int, paper: Paper, added: Sequence[int]) -> None:
    """Put in which runs of a paper's passages, of the ids `added`, are of a meeting and a kind."""
    for one, run in groupby(zip(paper.passages, added, strict=True), lambda p: rows.of_what(p[0])):
        ids = [i for _, i in run]
        rows.insert(db, "portions", {"paper": paper_id, **one, "first": ids[0], "last": ids[-1]})


def _count(db: sqlite3.Connection, told: Mapping[str, int]) -> None:
    """Count so many passages more, or fewer, in which each stem stands."""
    db.executemany(
        "INSERT INTO stems VALUES (?, ?) "
        "ON CONFLICT (term) DO UPDATE SET passages = passages + excluded.passages",
        told.items(),
    )


def _remove(db: sqlite3.Connection, which: str, value: bytes | int) -> list[int]:
    """Take out the papers with `which`: the ids of the vectors that their passages had."""
    of_it = f"paper IN (SELECT id FROM papers WHERE {which})"
    found = db.execute(
        "SELECT vector, text, heading, context, words.paper FROM "
        f"(SELECT id, vector FROM passages WHERE {of_it}) p LEFT JOIN words ON words.rowid = p.id",
        (value,),
    ).fetchall()
    told = Counter(stem for row in found for stem in set(stems("\n".join(filter(None, row[1:])))))
    _count(db, {stem: -count for stem, count in told.items()})
    sql = f"DELETE FROM stems WHERE passages < 1 AND term {rows.LISTED}"
    db.execute(sql, (rows.as_list(told),))
    db.execute(f"DELETE FROM papers WHERE {which}", (value,))
    return [row[0] for row in found]


def _changed(db: sqlite3.Connection, unused: list[int]) -> None:
    """End a change: drop the vectors of `unused` that no passage has now, name a new generation."""
    db.execute(
        f"DELETE FROM vectors WHERE id {rows.LISTED} "
        "AND NOT EXISTS (SELECT 1 FROM passages WHERE passages.vector = vectors.id)",
        (rows.as_list(unused),),
    )
    renew(db)
