"""Writing papers into the database, and taking them out, within a transaction of the caller's."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby

from qa.library import rows
from qa.library.files import PaperFile
from qa.library.records import PassageVectors
from qa.library.registers import insert_entries
from qa.library.sql import Writing
from qa.library.stemming import stems, word_columns
from qa.papers.paper import Paper


def insert_paper(
    db: Writing,
    paper: Paper,
    file: PaperFile,
    digest: str,
    hashes: Sequence[str],
    vectors: Mapping[str, PassageVectors],
) -> None:
    """Insert `paper` with all that belongs to it; the arguments are those of `Store.put`."""
    paper_id = db.insert("papers", rows.paper_columns(paper, file, digest))
    db.executemany(
        "INSERT INTO problems VALUES (?, ?, ?, ?, ?)",
        [(paper_id, p.kind, p.reason, p.remedy, json.dumps(p.pages)) for p in paper.problems],
    )
    db.executemany(
        "INSERT INTO pages VALUES (?, ?, ?, ?)",
        [(paper_id, page.number, page.printed, page.text) for page in paper.pages],
    )
    for text_hash, made in vectors.items():
        _insert_vectors(db, text_hash, made)
    passages = _insert_passages(db, paper_id, paper, hashes)
    insert_portions(db, paper_id, paper, passages)
    insert_entries(db, paper, paper_id, passages)


def delete_paper(db: Writing, paper_id: int) -> list[int]:
    """Delete a paper, with all that belongs to it but its vectors: the ids of these."""
    return _delete_papers(db, "id = ?", paper_id)


def delete_paper_at(db: Writing, file: PaperFile) -> list[int]:
    """The same for the paper that was read from `file`, if there is one."""
    return _delete_papers(db, "path = ?", os.fsencode(file.path))


def finish_change(db: Writing, vectors: list[int]) -> None:
    """End a change: delete those of `vectors` that no passage has, and name a new generation."""
    db.execute(
        f"DELETE FROM vectors WHERE id {rows.IN_LIST} "
        "AND NOT EXISTS (SELECT 1 FROM passages WHERE passages.vector = vectors.id)",
        (rows.as_list(vectors),),
    )
    db.new_generation()


def _insert_vectors(db: Writing, text_hash: str, made: PassageVectors) -> None:
    """Insert the vectors of the text named by `text_hash`, unless they are there."""
    db.execute(
        "INSERT OR IGNORE INTO vectors (hash, vector) VALUES (?, ?)",
        (text_hash, made.passage.astype("<f4").tobytes()),
    )
    db.execute(
        "INSERT OR IGNORE INTO sentences SELECT id, ? FROM vectors WHERE hash = ?",
        (made.sentences.astype("<f2").tobytes(), text_hash),
    )
    if made.tokens.size:
        db.execute(
            "INSERT OR IGNORE INTO tokens SELECT id, ?, ? FROM vectors WHERE hash = ?",
            (made.tokens.shape[1], made.tokens.tobytes(), text_hash),
        )


def _insert_passages(db: Writing, paper_id: int, paper: Paper, hashes: Sequence[str]) -> list[int]:
    """Insert a paper's passages, and their words: the ids of the passages."""
    inserted = []
    counts: Counter[str] = Counter()  # of passages, by stem
    for ordinal, (passage, text_hash) in enumerate(zip(paper.passages, hashes, strict=True)):
        sql = "SELECT id FROM vectors WHERE hash = ?"
        [[vector]] = db.execute(sql, (text_hash,))
        place = {"paper": paper_id, "ordinal": ordinal, "vector": vector}
        inserted.append(db.insert("passages", {**place, **rows.passage_columns(passage)}))
        words = word_columns(passage, paper)
        db.insert("words", {"rowid": inserted[-1], **words})
        counts.update(set(stems("\n".join(words.values()))))
    _add_to_stems(db, counts)
    return inserted


def insert_portions(db: Writing, paper_id: int, paper: Paper, passages: Sequence[int]) -> None:
    """Insert which runs of a paper's passages, by their ids, are of one meeting and one kind."""
    of_kind = groupby(zip(paper.passages, passages, strict=True), lambda p: rows.portion(p[0]))
    for portion, run in of_kind:
        ids = [i for _, i in run]
        db.insert("portions", {"paper": paper_id, **portion, "first": ids[0], "last": ids[-1]})


def _add_to_stems(db: Writing, counts: Mapping[str, int]) -> None:
    """Add to the number of passages in which each stem stands; `counts` may be negative."""
    db.executemany(
        "INSERT INTO stems VALUES (?, ?) "
        "ON CONFLICT (term) DO UPDATE SET passages = passages + excluded.passages",
        counts.items(),
    )


def _delete_papers(db: Writing, where: str, value: bytes | int) -> list[int]:
    """Delete the papers for which the SQL condition holds: the ids of their passages' vectors."""
    of_them = f"paper IN (SELECT id FROM papers WHERE {where})"
    found = db.execute(
        "SELECT vector, text, heading, context, words.paper FROM (SELECT id, vector "
        f"FROM passages WHERE {of_them}) p LEFT JOIN words ON words.rowid = p.id",
        (value,),
    )
    counts = Counter(stem for row in found for stem in set(stems("\n".join(filter(None, row[1:])))))
    _add_to_stems(db, {stem: -count for stem, count in counts.items()})
    sql = f"DELETE FROM stems WHERE passages < 1 AND term {rows.IN_LIST}"
    db.execute(sql, (rows.as_list(counts),))
    db.execute(f"DELETE FROM papers WHERE {where}", (value,))
    return [row[0] for row in found]
