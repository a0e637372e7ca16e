"""Libraries as large as wanted, made of the papers of one.

The papers are put in again and again under other names, each time with every fifth word exchanged
for another of theirs, the vectors turned a little, and of earlier meetings; from TOO_MANY on they
are copied within the file, changed likewise, as a million would else take an hour.
"""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np

from qa.library.files import PaperFile
from qa.library.library import Library
from qa.library.records import Matrix, PassageVectors, StoredPassage
from qa.library.store import FILE
from qa.papers.paper import Meeting, Page, Paper, Passage
from qa.papers.registers.asked import asked
from qa.papers.registers.resolution import resolutions

TURN = 0.6  # of a vector's length: copies have a cosine of some .86 to what they were made from
EVERY = 5
APART, YEARS = 9, 250  # days by which each round of papers, or of copies, lies before the last
TOO_MANY = 25_000  # passages that are put in as papers


def grow(source: Path, folder: Path, size: int) -> None:
    """Have the library in `folder` grow to about `size` passages."""
    chance = random.Random(20)
    with Library(source) as from_, Library(folder, create=True) as grows:
        copies = grown(from_, chance)
        held = len(grows.store)
        while held < min(size, TOO_MANY):
            paper, vectors = next(copies)
            name = folder / paper.name
            grows.store.put(paper, PaperFile(name, 1, 1), paper.name, list(vectors), vectors)
            held += len(paper.passages)
        ids, _ = from_.store.vectors.get()
        words = plain_words(one.passage for one in from_.store.passages.get(ids))
    if held < size:
        with closing(sqlite3.connect(folder / FILE)) as db:
            multiply(db, round(size / held) - 1, words)
    with Library(folder) as grows:
        grows.store.save()


def multiply(db: sqlite3.Connection, times: int, words: list[str]) -> None:
    """Copy all papers so often, changed as `grown` changes them."""
    chance, turned = random.Random(21), np.random.default_rng(21)
    dimension = len(db.execute("SELECT vector FROM vectors").fetchone()[0]) // 4

    def moved(blob: bytes) -> bytes:
        return turn(np.frombuffer(blob, "<f4").reshape(1, dimension), turned).tobytes()

    db.create_function("altered", 1, lambda text: altered(text, words, chance))
    db.create_function("moved", 1, moved)
    db.execute("PRAGMA synchronous = OFF")
    held = {
        table: db.execute(f"SELECT max({key}) FROM {table}").fetchone()[0]
        for table, key in KEYS.items()
    }
    statements = list(copying(db))
    for n in range(1, times + 1):
        by = {table: n * most for table, most in held.items()}
        for sql in statements:
            db.execute(sql.format(n=n, days=n * YEARS, **by, last=held))
        db.commit()
    db.execute("DELETE FROM stems")
    db.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab (main, words, row)")
    db.execute("INSERT INTO stems SELECT term, doc FROM terms")
    db.execute("UPDATE meta SET value = 'grown' WHERE key = 'generation'")
    db.commit()


KEYS = {"papers": "id", "vectors": "id", "portions": "id", "passages": "id", "entries": "id"}
# For each table, the columns that name a row of another table, or its own: they are counted on.
COUNTED_ON = {
    "papers": {"id": "papers"},
    "pages": {"paper": "papers"},
    "vectors": {"id": "vectors"},
    "sentences": {"vector": "vectors"},
    "tokens": {"vector": "vectors"},
    "portions": {"id": "portions", "paper": "papers", "first": "passages", "last": "passages"},
    "passages": {"id": "passages", "paper": "papers", "vector": "vectors"},
    "entries": {"id": "entries", "paper": "papers"},
    "parts": {"entry": "entries", "passage": "passages"},
}
# What else of a copy is changed, by table and column. Later meetings would be the latest ones.
CHANGED = {
    ("papers", "path"): "CAST(path || {n} AS BLOB)",
    ("papers", "digest"): "digest || {n}",
    ("vectors", "hash"): "hash || ' ' || {n}",
    ("vectors", "vector"): "moved(vector)",
    ("portions", "meeting_date"): "date(meeting_date, '-{days} days')",
    ("passages", "meeting_date"): "date(meeting_date, '-{days} days')",
    ("passages", "published_with"): "date(published_with, '-{days} days')",
    ("passages", "text"): "altered(text)",
    ("passages", "breaks"): "'[]'",
}
WORDS = (
    "INSERT INTO words (rowid, text, heading, context, paper) SELECT p.id, p.text, w.heading, "
    "w.context, w.paper FROM passages p JOIN words w ON w.rowid = p.id - {passages} "
    "WHERE p.id > {passages}"
)


def copying(db: sqlite3.Connection) -> Iterator[str]:
    """The statements that copy all rows, to be filled with what ids are counted on by."""
    for table, counted in COUNTED_ON.items():
        columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
        made = [
            f"{one} + {{{counted[one]}}}" if one in counted else CHANGED.get((table, one), one)
            for one in columns
        ]
        key, of = next(iter(counted.items()))
        yield (
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(made)} FROM {table} "
            f"WHERE {key} <= {{last[{of}]}}"
        )
        if table == "passages":
            yield WORDS


def grown(
    source: Library, chance: random.Random, first: list[int] | None = None
) -> Iterator[tuple[Paper, dict[str, PassageVectors]]]:
    """Papers without end, as the library has them and then changed, each with its vectors.

    They are made of those papers alone that have the ids `first`, if these are given.
    """
    turned = np.random.default_rng(20)
    papers = [paper.id for paper in source.store.papers.all() if not first or paper.id in first]
    every = ((i, source.store.passages.in_order(i, 0, 10_000)) for i in papers)
    held: dict[int, list[StoredPassage]] = {i: passages for i, passages in every if passages}
    words = plain_words(one.passage for group in held.values() for one in group)
    number = 0
    while True:
        for group in held.values():
            number += 1
            before = timedelta(APART * (number // len(held)))
            own = source.store.vectors.of_paper(group[0].paper_id)
            made = {}
            told = []
            for stored, (_, vectors) in zip(group, own, strict=True):
                passage = earlier(stored.passage, before)
                if number > len(held):
                    text = altered(passage.text, words, chance)
                    passage = replace(passage, text=text, breaks=())
                told.append(passage)
                made[f"{number} {stored.id} {len(first or ())}"] = PassageVectors(
                    turn(vectors.passage, turned), turn(vectors.sentences, turned)
                )
            pages = (Page(1, None, ""),)
            yield (
                Paper(
                    f"{number}.pdf",
                    None,
                    Meeting(),
                    "other",
                    pages,
                    tuple(told),
                    resolutions=tuple(resolutions(told)),
                    asked=tuple(asked(told)),
                ),
                made,
            )


def plain_words(passages: Iterable[Passage]) -> list[str]:
    """The words of passages that begin and end no sentence."""
    every = (word for passage in passages for word in passage.text.split(" "))
    return [word for word in every if word.isalpha() and word.islower()]


def altered(text: str, words: list[str], chance: random.Random) -> str:
    """The text with every fifth word exchanged for one of `words`; its sentences stay as many."""
    every = text.split(" ")
    for n in range(0, len(every), EVERY):
        if every[n].isalpha() and every[n].islower():
            every[n] = chance.choice(words)
    return " ".join(every)


def earlier(passage: Passage, by: timedelta) -> Passage:
    """The passage as one of a meeting so much earlier."""
    meeting, printed = passage.meeting, passage.published_with
    moved = replace(meeting, date=meeting.date and meeting.date - by)
    return replace(passage, meeting=moved, published_with=printed and printed - by)


def turn(vectors: Matrix, chance: np.random.Generator) -> Matrix:
    """The vectors turned a little, each still of length 1 (or 0)."""
    noise = chance.normal(size=vectors.shape) * TURN / np.sqrt(vectors.shape[-1])
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    moved = (vectors + noise) * (length > 0)
    return np.asarray(moved / np.maximum(np.linalg.norm(moved, axis=-1, keepdims=True), 1e-9), "f4")
