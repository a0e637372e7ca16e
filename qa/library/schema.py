"""The tables of a library: one SQLite file, the truth from which the vector index is derived."""

from __future__ import annotations

from qa.papers.kinds import fingerprint

# Raised whenever the tables, the reading of papers, or the text that is embedded change: an older
# library is then built again rather than mixed with new passages.
VERSION = 8


def version() -> str:
    """The version that a library must have: that of the tables, and of the kinds of documents.

    Other kinds, or other phrases by which papers are read, would read the same papers otherwise.
    """
    return f"{VERSION} {fingerprint()}"


TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE papers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    path BLOB NOT NULL UNIQUE,  -- as the file system spells it, which need not be text
    name TEXT NOT NULL,
    digest TEXT NOT NULL,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    title TEXT,
    council TEXT,
    committee TEXT,
    meeting_date TEXT,
    document TEXT NOT NULL,
    pages INTEGER NOT NULL,  -- how many it has
    passages INTEGER NOT NULL,
    source TEXT  -- what was said of it where it was published, as JSON
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

-- One row for each text that was embedded: passages that say the same share it.
CREATE TABLE vectors (
    id INTEGER PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    vector BLOB NOT NULL
);
-- The vectors of its sentences one after another, as halves: they are only read for the few
-- passages that an answer is chosen from, and would lie between the vectors that are read at once.
CREATE TABLE sentences (
    vector INTEGER PRIMARY KEY REFERENCES vectors (id) ON DELETE CASCADE,
    vectors BLOB NOT NULL
);

-- The runs of a paper's passages that are of one meeting and of one kind: what questions are
-- limited by. There are some for each paper, where there are passages by the thousand.
CREATE TABLE portions (
    id INTEGER PRIMARY KEY,
    paper INTEGER NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
    council TEXT,
    committee TEXT,
    meeting_date TEXT,
    document TEXT NOT NULL,
    first INTEGER NOT NULL,  -- the ids of its passages lie between these two
    last INTEGER NOT NULL
);
CREATE INDEX portions_paper ON portions (paper);
CREATE INDEX portions_day ON portions (meeting_date, first, last);

-- Ids are never used twice, so that an id found in a vector index cannot mean another passage.
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
    published_with TEXT,
    document TEXT NOT NULL,
    standing TEXT NOT NULL,
    item TEXT,
    section TEXT,
    ocr INTEGER NOT NULL,
    text TEXT NOT NULL,  -- what is long comes last: the rest is read without it
    context TEXT NOT NULL,
    breaks TEXT NOT NULL,
    terms TEXT NOT NULL,
    UNIQUE (paper, ordinal)
);
CREATE INDEX passages_vector ON passages (vector);
-- Those that were taken out, in order: whoever holds vectors learns so which to forget.
CREATE TABLE gone (n INTEGER PRIMARY KEY AUTOINCREMENT, passage INTEGER NOT NULL);

-- Under which items each sentence stands, both as hashes: one that stands under several is
-- boilerplate (qa/library/boilerplate.py).
CREATE TABLE sayings (
    sentence INTEGER NOT NULL,
    place INTEGER NOT NULL,
    paper INTEGER NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
    PRIMARY KEY (sentence, place, paper)
) WITHOUT ROWID;
CREATE INDEX sayings_paper ON sayings (paper);

-- The registers of what was resolved, and of what was asked and answered: each entry as JSON
-- (qa/papers/register.py), and the passages that it stands in, `part` being the index that
-- the entry knows each by.
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
    text, heading, context, paper,  -- as in qa/library/stemming.py
    tokenize = 'porter unicode61 remove_diacritics 2'
);
-- In how many passages each stem stands: what a word is worth, and whether the papers know it.
-- FTS5 would count them anew each time, and take the longer the more there are.
CREATE TABLE stems (term TEXT PRIMARY KEY, passages INTEGER NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE occurrences USING fts5vocab (words, instance);
CREATE TRIGGER passage_gone AFTER DELETE ON passages BEGIN
    DELETE FROM words WHERE rowid = old.id;
    INSERT INTO gone (passage) VALUES (old.id);
END;
"""
