"""Checks that the tables of a library on a server fit each other, and repairs of what does not.

That rows belong to what they name, the server sees to itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qa.library.integrity import PAPER_CHECKS, TOLERANCE, Misfit, PaperChecks
from qa.library.postgresql.database import Database
from qa.library.postgresql.vectors import INDEX, build_index, wants_index
from qa.papers.text import sentences

NO_WORDS = "passages that no word finds"


class Integrity(PaperChecks):
    """Checks and repairs of a library on a server."""

    _db: Database
    paper_checks: Mapping[str, str] = {
        **PAPER_CHECKS,
        NO_WORDS: "SELECT paper FROM passages WHERE id NOT IN (SELECT passage FROM words)",
        "passages that limits find otherwise": (
            "SELECT p.paper FROM words w JOIN passages p ON p.id = w.passage WHERE "
            "w.council IS NOT p.council OR w.committee IS NOT p.committee OR "
            "w.meeting_date IS NOT p.meeting_date OR w.document IS NOT p.document"
        ),
    }

    def derived(self) -> Iterator[Misfit]:
        """What does not fit the papers, and what mends it."""
        if wants_index(self._db):
            found = "There is no index of the vectors, so that all of them are compared."
            yield Misfit("vectors", INDEX, found, lambda: build_index(self._db))

    def misfits(self, paper: int, dimension: int) -> list[int]:
        """The ids of the vectors of a paper that do not fit its passages."""
        found = self._db.rows(
            "SELECT v.id, p.text, vector_dims(v.vector) = ? "
            "AND abs(vector_norm(v.vector) - 1) < CAST(? AS float8) AS fits, "
            "coalesce(array_length(s.vectors, 1), 0) AS sentences "
            "FROM passages p JOIN vectors v ON v.id = p.vector "
            "LEFT JOIN sentences s ON s.vector = v.id WHERE p.paper = ? ORDER BY v.id",
            dimension,
            str(TOLERANCE),
            paper,
        )
        return [
            row["id"]
            for row in found
            if not row["fits"] or row["sentences"] != (len(sentences(row["text"])) or 1)
        ]
