"""Passages as a search ranks them, and limits on them, in SQL."""

from __future__ import annotations

from collections.abc import Iterable

from qa.library import rows
from qa.library.filters import Filters
from qa.library.postgresql.dialect import Row
from qa.library.records import Candidates

# The columns that `candidates` takes, and the tables that they are of, with the vector `q` that is
# searched for. The cosines of sentences are computed here: their vectors are far larger.
COLUMNS = (
    f"{rows.OUTLINE}, -(v.vector <#> q.vector) AS cosine, ARRAY(SELECT -(one::vector <#> q.vector) "
    "FROM unnest(s.vectors) WITH ORDINALITY AS u (one, n) ORDER BY n) AS sentences"
)
TABLES = (
    "passages p JOIN vectors v ON v.id = p.vector JOIN sentences s ON s.vector = v.id, "
    "(SELECT CAST(? AS vector) AS vector) q"
)


def candidates(found: Iterable[Row]) -> Candidates:
    """The passages of rows that have `COLUMNS`, in the order of their ids."""
    ordered = sorted(found, key=lambda row: int(row["id"]))
    return Candidates(
        [rows.outline([row[name] for name in _OUTLINE]) for row in ordered],
        [row["cosine"] for row in ordered],
        [tuple(row["sentences"]) for row in ordered],
    )


_OUTLINE = [name.rpartition(".")[2] for name in rows.OUTLINE.split(", ")]


def within(filters: Filters, passage: str) -> tuple[str, list[str]]:
    """The limits as a condition on a table that has their columns, and its values; `passage` is
    the column that names passages."""
    where, values = filters.where("portions")
    if filters.register:
        where += f" AND EXISTS (SELECT 1 FROM parts WHERE parts.passage = {passage} "
        where += "AND parts.register = ?)"
        values = [*values, filters.register]
    return where, values
