"""What a database must do for the parts of a store, in SQL that SQLite and PostgreSQL both speak.

That is SQLite's, with these limits: `?` and `?1` stand for values and are numbered alike within one
statement; what is compared with a list stands before `rows.IN_LIST`; every order is stated whole,
and says where NULL stands; and no column is read that is neither grouped by nor aggregated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

Values = Sequence[object]


class Row(Protocol):
    """A row, whose values are found by the number or the name of their column."""

    def __getitem__(self, which: Any, /) -> Any: ...
    def __iter__(self) -> Iterator[Any]: ...
    def __len__(self) -> int: ...


class Writing(Protocol):
    """One transaction that changes the database: all of it, or nothing."""

    def execute(self, sql: str, values: Values = ...) -> Sequence[Row]:
        """Run a statement: the rows that it gives."""
        ...

    def executemany(self, sql: str, values: Iterable[Values]) -> None:
        """Run a statement for each of `values`."""
        ...

    def insert(self, table: str, columns: Mapping[str, object]) -> int:
        """Insert a row into a table that has ids: its id."""
        ...

    def new_generation(self) -> None:
        """Name a new generation, which tells everyone that the passages changed."""
        ...


class Sql(Protocol):
    """A database, opened. Methods raise the errors that `qa.library.protocol` names."""

    @property
    def generation(self) -> str:
        """A token that every change of the passages replaces; empty before the first."""
        ...

    def rows(self, sql: str, *values: object) -> Sequence[Row]:
        """The rows that a query finds."""
        ...

    def writing(self) -> AbstractContextManager[Writing]:
        """A transaction that changes the database."""
        ...

    def close(self) -> None:
        """Let go of the database."""
        ...
