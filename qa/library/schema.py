"""The tables of a library: one SQLite file, the truth from which the vector index is derived."""

from __future__ import annotations

from qa.papers.kinds import fingerprint

# Raised whenever the tables, the reading of papers, or the text that is embedded change: an older
# library is then built again rather than mixed with new passages.
VERSION = 16


def version() -> str:
    """The version that a library must have: that of the tables, and of the kinds of documents.

    Other kinds, or other phrases by which papers are read, would read the same papers otherwise.
    """
    return f"{VERSION} {fingerprint()}"


TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE papers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    path BLOB NOT NULL UNIQUE,  -- the bytes of the file system, which need not be text
    name TEXT NOT NULL,
    digest TEXT NOT NULL,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    title TEXT,
    council TEXT,
    committee TEXT,
    meeting_date TEXT,
    last_day TEXT,  -- of a meeting of several days
    inferred TEXT NOT NULL,  -- what of these three other papers say (qa/library/neighbours.py)
    document TEXT NOT NULL,
    form TEXT NOT NULL,  -- what it is written as: "pdf", "word" or "web page"
    pages INTEGER NOT NULL,  -- the number of its pages
    passages INTEGER NOT NULL,
    status TEXT,  -- what its first page says of its meeting: cancelled, say
    source TEXT  -- what was stated of it where it was published, as JSON
);
CREATE INDEX papers_digest ON papers (digest);

CREATE TABLE problems (
    paper INTEGER NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    reason TEXT NOT NULL,
    remedy TEXT NOT NULL,
    pages TEXT NOT NULL
);
CREATE INDEX problems_paper ON problems (paper);
CREATE INDEX problems_kind ON problems (kind, paper);

CREATE TABLE pages (
    paper INTEGER NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    printed TEXT,
    text TEXT NOT NULL,
    PRIMARY KEY (paper, number)
) WITHOUT ROWID;

-- One row for each text that was embedded, which passages with the same text share.
CREATE TABLE vectors (
    id INTEGER PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    vector BLOB NOT NULL
);
-- The vectors of the sentences of such a text, one after another, in 16 bits. They have a table of
-- their own since they are read for the few passages that an answer is chosen from, while the
-- vectors above are read all at once.
CREATE TABLE sentences (
    vector INTEGER PRIMARY KEY REFERENCES vectors (id) ON DELETE CASCADE,
    vectors BLOB NOT NULL
);

-- The tokens of such a text, in 8 bits, for late interaction: their number times their dimension.
-- They are read for the few best passages of a search.
CREATE TABLE tokens (
    vector INTEGER PRIMARY KEY REFERENCES vectors (id) ON DELETE CASCADE,
    dimension INTEGER NOT NULL,
    tokens BLOB NOT NULL
);

-- The runs of a paper's passages that are of one meeting and of one kind. Limits of a question are
-- looked up here, since portions are far fewer than passages.
CREATE TABLE portions (
    id INTEGER PRIMARY KEY,
    paper INTEGER NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
    council TEXT,
    committee TEXT,
    meeting_date TEXT,
    last_day TEXT,
    inferred TEXT NOT NULL,
    document TEXT NOT NULL,
    first INTEGER NOT NULL,  -- the ids of its passages are those from `first` to `last`
    last INTEGER NOT NULL
);
CREATE INDEX portions_paper ON portions (paper);
CREATE INDEX portions_day ON portions (meeting_date, first, last);

-- Ids are never used again, so that an id in a vector index cannot name another passage.
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    paper INTEGER NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    vector INTEGER NOT NULL REFERENCES vectors (id),
    page INTEGER NOT NULL,
    page_end INTEGER NOT NULL,
    printed_page TEXT,
    council TEXT,
    committee TEXT,
    meeting_date TEXT,
    last_day TEXT,
    inferred TEXT NOT NULL,
    published_with TEXT,
    document TEXT NOT NULL,
    standing TEXT NOT NULL,
    item TEXT,
    section TEXT,
    ocr INTEGER NOT NULL,
    text TEXT NOT NULL,  -- long columns come last, so that the rest can be read without them
    context TEXT NOT NULL,
    breaks TEXT NOT NULL,
    terms TEXT NOT NULL,
    paragraphs TEXT NOT NULL,
    header TEXT,
    UNIQUE (paper, ordinal)
);
CREATE INDEX passages_vector ON passages (vector);
-- The ids of passages that were taken out, in order, which open vector indexes must forget.
CREATE TABLE gone (n INTEGER PRIMARY KEY AUTOINCREMENT, passage INTEGER NOT NULL);

-- The registers of resolutions, and of questions and answers: each entry as JSON
-- (qa/papers/register.py), and the passages that it stands in. `part` is the index by which the
-- entry names a passage.
CREATE TABLE entries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    paper INTEGER NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
    register TEXT NOT NULL,
    record TEXT NOT NULL
);
CREATE INDEX entries_paper ON entries (paper);
CREATE TABLE parts (
    entry INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
    part INTEGER NOT NULL,
    passage INTEGER NOT NULL REFERENCES passages (id) ON DELETE CASCADE,
    register TEXT NOT NULL,
    PRIMARY KEY (entry, part)
) WITHOUT ROWID;
CREATE INDEX parts_passage ON parts (passage, register);

CREATE VIRTUAL TABLE words USING fts5 (
    text, heading, context, paper,  -- see qa/library/stemming.py
    tokenize = 'porter unicode61 remove_diacritics 2'
);
-- The number of passages in which each stem stands. FTS5 would have to count them each time, which
-- takes longer the more there are.
CREATE TABLE stems (term TEXT PRIMARY KEY, passages INTEGER NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE occurrences USING fts5vocab (words, instance);
CREATE TRIGGER passage_gone AFTER DELETE ON passages BEGIN
    DELETE FROM words WHERE rowid = old.id;
    INSERT INTO gone (passage) VALUES (old.id);
END;
"""
