"""The tables on a server, which every library has its own partitions of.

The partitions of a library lie in a schema of their own, `library_<id>`, and whoever reads or
writes the library names that schema as the path to search: so the same statements serve every
library, none can reach another's rows, and each table is read by its own indexes.
"""

from __future__ import annotations

COMMON = "council_papers"  # the schema of what all libraries share
# The change that brings the tables from the version before to each version, in order. A change that
# was released is never edited: what comes later is added.
MIGRATIONS = (
    """
CREATE EXTENSION IF NOT EXISTS vector;
CREATE TABLE libraries (
    id integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    name text NOT NULL UNIQUE,
    version text NOT NULL,  -- as `qa.library.schema.version` has it
    model text NOT NULL,
    generation text NOT NULL DEFAULT '',
    beside text  -- the id and generation of the library that this one is to take the place of
);
CREATE SEQUENCE paper_ids;
CREATE SEQUENCE passage_ids;
CREATE SEQUENCE vector_ids;
CREATE SEQUENCE entry_ids;
CREATE SEQUENCE row_ids;

CREATE TABLE papers (
    library integer NOT NULL, id bigint NOT NULL DEFAULT nextval('paper_ids'),
    path bytea NOT NULL, name text COLLATE "C" NOT NULL, digest text COLLATE "C" NOT NULL,
    size bigint NOT NULL, mtime_ns bigint NOT NULL, title text, council text COLLATE "C",
    committee text COLLATE "C", meeting_date text COLLATE "C", last_day text COLLATE "C",
    inferred text NOT NULL, document text COLLATE "C" NOT NULL, form text NOT NULL,
    pages integer NOT NULL, passages integer NOT NULL, status text, source text
) PARTITION BY LIST (library);
CREATE TABLE problems (
    library integer NOT NULL, rowid bigint NOT NULL DEFAULT nextval('row_ids'),
    paper bigint NOT NULL, kind text COLLATE "C" NOT NULL, reason text NOT NULL,
    remedy text NOT NULL, pages text COLLATE "C" NOT NULL
) PARTITION BY LIST (library);
CREATE TABLE pages (
    library integer NOT NULL, paper bigint NOT NULL, number integer NOT NULL, printed text,
    text text NOT NULL
) PARTITION BY LIST (library);
CREATE TABLE vectors (
    library integer NOT NULL, id bigint NOT NULL DEFAULT nextval('vector_ids'),
    hash text COLLATE "C" NOT NULL, vector vector NOT NULL
) PARTITION BY LIST (library);
CREATE TABLE sentences (
    library integer NOT NULL, vector bigint NOT NULL, vectors halfvec[] NOT NULL
) PARTITION BY LIST (library);
CREATE TABLE tokens (
    library integer NOT NULL, vector bigint NOT NULL, dimension integer NOT NULL,
    tokens bytea NOT NULL
) PARTITION BY LIST (library);
CREATE TABLE portions (
    library integer NOT NULL, id bigint NOT NULL DEFAULT nextval('row_ids'), paper bigint NOT NULL,
    council text COLLATE "C", committee text COLLATE "C", meeting_date text COLLATE "C",
    last_day text COLLATE "C", inferred text NOT NULL, document text COLLATE "C" NOT NULL,
    first bigint NOT NULL, last bigint NOT NULL
) PARTITION BY LIST (library);
CREATE TABLE passages (
    library integer NOT NULL, id bigint NOT NULL DEFAULT nextval('passage_ids'),
    paper bigint NOT NULL, ordinal integer NOT NULL, vector bigint NOT NULL, page integer NOT NULL,
    page_end integer NOT NULL, printed_page text, council text COLLATE "C",
    committee text COLLATE "C", meeting_date text COLLATE "C", last_day text COLLATE "C",
    inferred text NOT NULL, published_with text, document text COLLATE "C" NOT NULL,
    standing text NOT NULL, item text COLLATE "C", section text, ocr integer NOT NULL,
    text text NOT NULL, context text NOT NULL, breaks text NOT NULL, terms text NOT NULL,
    paragraphs text NOT NULL, header text
) PARTITION BY LIST (library);
CREATE TABLE entries (
    library integer NOT NULL, id bigint NOT NULL DEFAULT nextval('entry_ids'),
    paper bigint NOT NULL, register text COLLATE "C" NOT NULL, record text NOT NULL
) PARTITION BY LIST (library);
CREATE TABLE parts (
    library integer NOT NULL, entry bigint NOT NULL, part integer NOT NULL, passage bigint NOT NULL,
    register text COLLATE "C" NOT NULL
) PARTITION BY LIST (library);
-- The words of a passage: for the index that finds them (A to D are the columns of
-- qa/library/stemming.py), as weights whose inner product with those of a question is about its
-- BM25, and one after another, from which the exact figure is made. What limits a question stands
-- here too, so that no other table need be looked into for what the words find.
CREATE TABLE words (
    library integer NOT NULL, passage bigint NOT NULL, lexemes tsvector NOT NULL,
    weights sparsevec NOT NULL, size integer NOT NULL, stems bytea NOT NULL,
    council text COLLATE "C", committee text COLLATE "C", meeting_date text COLLATE "C",
    last_day text COLLATE "C", document text COLLATE "C" NOT NULL
) PARTITION BY LIST (library);
CREATE TABLE stems (
    library integer NOT NULL, id integer NOT NULL GENERATED ALWAYS AS IDENTITY,
    term text COLLATE "C" NOT NULL, passages integer NOT NULL
) PARTITION BY LIST (library);
-- Names in the form in which they are compared, which PostgreSQL cannot make.
CREATE TABLE folds (
    library integer NOT NULL, name text COLLATE "C" NOT NULL, folded text COLLATE "C" NOT NULL
) PARTITION BY LIST (library);
CREATE FUNCTION folded(text) RETURNS text LANGUAGE sql STABLE AS
    'SELECT coalesce((SELECT f.folded FROM folds f WHERE f.name = $1), $1)';
CREATE FUNCTION instr(text, text) RETURNS integer LANGUAGE sql IMMUTABLE AS
    'SELECT strpos($1, $2)';
""",
)

# The partitions of one library, with their keys and indexes. Words that are found are looked at
# again in its rows, so those are kept as they are.
_OF_PAPER = "FOREIGN KEY (paper) REFERENCES papers (id) ON DELETE CASCADE"
_OF_VECTOR = "FOREIGN KEY (vector) REFERENCES vectors (id) ON DELETE CASCADE"
_OF_PASSAGE = "FOREIGN KEY (passage) REFERENCES passages (id) ON DELETE CASCADE"
PARTITIONS: dict[str, tuple[str, ...]] = {
    "papers": ("PRIMARY KEY (id)", "UNIQUE (path)"),
    "problems": (_OF_PAPER,),
    "pages": ("PRIMARY KEY (paper, number)", _OF_PAPER),
    "vectors": ("PRIMARY KEY (id)", "UNIQUE (hash)"),
    "sentences": ("PRIMARY KEY (vector)", _OF_VECTOR),
    "tokens": ("PRIMARY KEY (vector)", _OF_VECTOR),
    "portions": ("PRIMARY KEY (id)", _OF_PAPER),
    "passages": (
        "PRIMARY KEY (id)",
        "UNIQUE (paper, ordinal)",
        _OF_PAPER,
        "FOREIGN KEY (vector) REFERENCES vectors (id)",
    ),
    "entries": ("PRIMARY KEY (id)", _OF_PAPER),
    "parts": (
        "PRIMARY KEY (entry, part)",
        "FOREIGN KEY (entry) REFERENCES entries (id) ON DELETE CASCADE",
        _OF_PASSAGE,
    ),
    "words": ("PRIMARY KEY (passage)", _OF_PASSAGE),
    "stems": ("PRIMARY KEY (term)",),
    "folds": ("PRIMARY KEY (name)",),
}
INDEXES = """
CREATE INDEX ON papers (digest);
CREATE INDEX ON problems (paper);
CREATE INDEX ON problems (kind, paper);
CREATE INDEX ON portions (paper);
CREATE INDEX ON portions (meeting_date, first, last);
CREATE INDEX ON passages (vector);
CREATE INDEX ON passages (meeting_date, committee);
CREATE INDEX ON entries (paper);
CREATE INDEX ON parts (passage, register);
CREATE INDEX words_lexemes ON words USING gin (lexemes) WITH (fastupdate = off);
-- Where limits leave few, their words are looked through, rather than all that have common words.
CREATE INDEX words_day ON words (coalesce(last_day, meeting_date));
CREATE INDEX words_committee ON words (committee);
ALTER TABLE vectors ALTER COLUMN vector SET STORAGE PLAIN;
ALTER TABLE sentences ALTER COLUMN vectors SET STORAGE EXTERNAL;
ALTER TABLE tokens ALTER COLUMN tokens SET STORAGE EXTERNAL;
"""


def schema_of(library: int) -> str:
    """The schema of the partitions of a library, by its id."""
    return f"library_{library}"


def partitions(library: int) -> str:
    """The statements that make the partitions of a library."""
    own = schema_of(library)
    made = [f"CREATE SCHEMA {own}", f"SET LOCAL search_path = {path(library)}"]
    for table, constraints in PARTITIONS.items():
        made.append(
            f"CREATE TABLE {own}.{table} PARTITION OF {COMMON}.{table} "
            f"({', '.join(constraints)}) FOR VALUES IN ({library})"
        )
        made.append(f"ALTER TABLE {own}.{table} ALTER COLUMN library SET DEFAULT {library}")
    return ";\n".join(made) + ";" + INDEXES


def path(library: int) -> str:
    """The path to search of whoever reads or writes a library."""
    return f"{schema_of(library)}, {COMMON}, public"
