"""The passages of a library, read whole: by id, by paper, by page, and by reference."""

from __future__ import annotations

from collections.abc import Sequence

from qa.library import rows
from qa.library.filters import Filters
from qa.library.records import StoredPassage
from qa.library.reference import Reference, mark
from qa.library.sql import Sql


class Passages:
    """The passages of a store. Methods raise what `qa.library.protocol` names."""

    def __init__(self, db: Sql) -> None:
        self._db = db

    def get(self, ids: Sequence[int]) -> list[StoredPassage]:
        """The passages of `ids`, in that order; those no longer there are left out."""
        sql = f"{rows.PASSAGES} WHERE p.id {rows.IN_LIST}"
        by_id = {one.id: one for one in self._read(sql, rows.as_list(ids))}
        return [by_id[i] for i in ids if i in by_id]

    def neighbours(self, passage_id: int, n: int) -> list[StoredPassage]:
        """Up to `n` passages before and `n` after in the same paper, in order, without itself."""
        return self._read(
            f"{rows.PASSAGES} JOIN passages here ON here.id = ? AND here.paper = p.paper "
            "WHERE abs(p.ordinal - here.ordinal) BETWEEN 1 AND ? ORDER BY p.ordinal",
            passage_id,
            n,
        )

    def before(self, ids: Sequence[int], n: int) -> list[StoredPassage]:
        """Up to `n` passages before each of `ids` in the same paper, for all of them together."""
        return self._read(
            f"{rows.PASSAGES} WHERE p.id IN (SELECT other.id FROM passages here "
            "JOIN passages other ON other.paper = here.paper "
            f"AND other.ordinal BETWEEN here.ordinal - ? AND here.ordinal - 1 "
            f"WHERE here.id {rows.IN_LIST}) ORDER BY p.id",
            n,
            rows.as_list(ids),
        )

    def latest(self, filters: Filters, limit: int) -> list[StoredPassage]:
        """The last `limit` passages that were put in, of those within `filters`; oldest first."""
        where, values = filters.where("portions")
        found = self._read(
            f"{rows.PASSAGES} JOIN (SELECT first, last FROM portions WHERE {where}) o "
            "ON p.id BETWEEN o.first AND o.last ORDER BY p.id DESC LIMIT ?",
            *values,
            limit,
        )
        return found[::-1]

    def find(self, reference: Reference) -> StoredPassage | None:
        """The passage that has the words of `reference`; None where no passage has them now."""
        sql = (
            f"{rows.PASSAGES} WHERE p.paper = ({rows.PAPER_OF_KEY}) "
            "AND ?2 BETWEEN p.page AND p.page_end ORDER BY p.ordinal"
        )
        for stored in self._read(sql, reference.paper, reference.page):
            text = stored.passage.text
            if mark(text) == reference.passage and reference.end <= len(text):
                return stored
        return None

    def on_page(self, paper_id: int, page: int, limit: int) -> list[StoredPassage]:
        """The passages of a paper that stand on a PDF page, in order."""
        return self._some("? BETWEEN p.page AND p.page_end", paper_id, page, limit)

    def in_order(self, paper_id: int, start: int, limit: int) -> list[StoredPassage]:
        """The passages of a paper from the one numbered `start`, counted from 0."""
        return self._some("p.ordinal >= ?", paper_id, start, limit)

    def _some(self, where: str, paper_id: int, value: int, limit: int) -> list[StoredPassage]:
        sql = f"{rows.PASSAGES} WHERE p.paper = ? AND {where} ORDER BY p.ordinal LIMIT ?"
        return self._read(sql, paper_id, value, limit)

    def _read(self, sql: str, *values: object) -> list[StoredPassage]:
        return [rows.stored_passage(row) for row in self._db.rows(sql, *values)]
