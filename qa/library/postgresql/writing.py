"""Writing papers into a library on a server, and taking them out, within one transaction."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from qa.library import rows
from qa.library.bm25 import numbered, saturation
from qa.library.files import PaperFile
from qa.library.postgresql import numbers
from qa.library.postgresql.database import PgWriting
from qa.library.postgresql.text import Indexed
from qa.library.records import PassageVectors
from qa.library.registers import insert_entries
from qa.library.stemming import word_columns
from qa.library.writing import insert_portions
from qa.papers.paper import Meeting, Paper
from qa.papers.text import comparable

LIMITED = ("council", "committee", "meeting_date", "last_day", "document")


def insert_paper(
    db: PgWriting,
    paper: Paper,
    file: PaperFile,
    digest: str,
    hashes: Sequence[str],
    vectors: Mapping[str, PassageVectors],
) -> None:
    """Insert `paper` with all that belongs to it; the arguments are those of `Store.put`."""
    insert_names(db, [paper.meeting, *(passage.meeting for passage in paper.passages)])
    paper_id = db.insert("papers", rows.paper_columns(paper, file, digest))
    db.copy(
        "problems",
        ("paper", "kind", "reason", "remedy", "pages"),
        ((paper_id, p.kind, p.reason, p.remedy, json.dumps(p.pages)) for p in paper.problems),
    )
    db.copy(
        "pages",
        ("paper", "number", "printed", "text"),
        ((paper_id, page.number, page.printed, page.text) for page in paper.pages),
    )
    _insert_vectors(db, vectors)
    passages = _insert_passages(db, paper_id, paper, hashes)
    insert_portions(db, paper_id, paper, passages)
    insert_entries(db, paper, paper_id, passages)


def insert_names(db: PgWriting, meetings: Iterable[Meeting]) -> None:
    """Insert the names of committees and councils, in the form in which they are compared."""
    names = {name for one in meetings for name in (one.committee, one.council) if name}
    db.executemany(
        "INSERT INTO folds (name, folded) VALUES (?, ?) ON CONFLICT DO NOTHING",
        [(name, comparable(name)) for name in sorted(names)],
    )


def delete_paper(db: PgWriting, paper_id: int) -> list[int]:
    """Delete a paper, with all that belongs to it but its vectors: the ids of these."""
    found = db.execute("SELECT vector FROM passages WHERE paper = ?", (paper_id,))
    db.execute(
        "UPDATE stems SET passages = stems.passages - gone.passages FROM ("
        "SELECT term, count(*) AS passages FROM words, "
        "unnest(tsvector_to_array(lexemes)) AS term WHERE passage IN "
        "(SELECT id FROM passages WHERE paper = ?) GROUP BY term) gone "
        'WHERE stems.term = gone.term COLLATE "C"',
        (paper_id,),
    )
    db.execute("DELETE FROM stems WHERE passages < 1")
    db.execute("DELETE FROM papers WHERE id = ?", (paper_id,))
    return [row["vector"] for row in found]


def delete_paper_at(db: PgWriting, file: PaperFile) -> list[int]:
    """The same for the paper that was read from `file`, if there is one."""
    found = db.execute("SELECT id FROM papers WHERE path = ?", (os.fsencode(file.path),))
    return [vector for row in found for vector in delete_paper(db, row["id"])]


def rewrite_limits(db: PgWriting, paper_id: int) -> None:
    """Bring the limits beside the words of a paper to what its passages now have."""
    columns = ", ".join(LIMITED)
    own = ", ".join(f"p.{column}" for column in LIMITED)
    db.execute(
        f"UPDATE words SET ({columns}) = ({own}) FROM passages p "
        "WHERE p.id = words.passage AND p.paper = ?",
        (paper_id,),
    )


def _insert_vectors(db: PgWriting, vectors: Mapping[str, PassageVectors]) -> None:
    """Insert the vectors of texts, by their hashes, but for those that are there."""
    there = db.execute(
        f"SELECT hash FROM vectors WHERE hash {rows.IN_LIST}", (rows.as_list(vectors),)
    )
    held = {row["hash"] for row in there}
    fresh = [(name, made) for name, made in vectors.items() if name not in held]
    ids = db.new_ids("vector_ids", len(fresh))
    each = list(zip(ids, fresh, strict=True))
    db.copy(
        "vectors",
        ("id", "hash", "vector"),
        ((i, name, numbers.as_text(made.passage)) for i, (name, made) in each),
    )
    db.copy(
        "sentences",
        ("vector", "vectors"),
        ((i, numbers.array_text(made.sentences)) for i, (_, made) in each),
    )
    db.copy(
        "tokens",
        ("vector", "dimension", "tokens"),
        (
            (i, made.tokens.shape[1], made.tokens.tobytes())
            for i, (_, made) in each
            if made.tokens.size
        ),
    )


def _insert_passages(
    db: PgWriting, paper_id: int, paper: Paper, hashes: Sequence[str]
) -> list[int]:
    """Insert a paper's passages, and their words: the ids of the passages."""
    if not paper.passages:
        return []
    found = db.execute(
        f"SELECT hash, id FROM vectors WHERE hash {rows.IN_LIST}", (rows.as_list(hashes),)
    )
    vectors = {row["hash"]: row["id"] for row in found}
    ids = db.new_ids("passage_ids", len(paper.passages))
    columns = [rows.passage_columns(passage) for passage in paper.passages]
    db.copy(
        "passages",
        ("id", "paper", "ordinal", "vector", *columns[0]),
        (
            (i, paper_id, ordinal, vectors[name], *one.values())
            for ordinal, (i, name, one) in enumerate(zip(ids, hashes, columns, strict=True))
        ),
    )
    words = [Indexed.of(word_columns(passage, paper)) for passage in paper.passages]
    known = _insert_stems(db, words)
    db.copy(
        "words",
        ("passage", "lexemes", "weights", "size", "stems", *LIMITED),
        _word_rows(ids, words, known, columns),
    )
    return ids


def _insert_stems(db: PgWriting, words: Iterable[Indexed]) -> dict[str, int]:
    """Count in how many passages more each stem stands: the numbers of the stems."""
    counts = Counter(stem for one in words for stem in one.different)
    terms = sorted(counts)
    found = db.execute(
        "INSERT INTO stems (term, passages) SELECT * FROM unnest(CAST(? AS text[]), "
        "CAST(? AS integer[])) ON CONFLICT (term) DO UPDATE "
        "SET passages = stems.passages + excluded.passages RETURNING term, id",
        (rows.as_list(terms), rows.as_list(counts[term] for term in terms)),
    )
    return {row["term"]: row["id"] for row in found}


def _word_rows(
    ids: Sequence[int],
    words: Sequence[Indexed],
    known: Mapping[str, int],
    columns: Sequence[rows.Columns],
) -> Iterator[tuple[object, ...]]:
    for i, one, held in zip(ids, words, columns, strict=True):
        weights = {n: saturation(f, one.size) for n, f in one.frequencies(known).items()}
        yield (
            i,
            one.lexemes(),
            numbers.sparse_text(weights),
            one.size,
            numbered(one.columns, known),
            *(held[name] for name in LIMITED),
        )
