"""Works that read one transaction side by side: what they ask for at one time is sent together."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextvars import copy_context
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from qa.library.postgresql.dialect import Row, given, translated
from qa.library.sql import Values

if TYPE_CHECKING:
    from qa.library.postgresql.server import Connection

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Query:
    """A statement with its values; `binary` where pgvector's values are wanted as it sends them."""

    sql: str
    values: Values
    binary: bool = False


@dataclass(slots=True)
class Outcome(Generic[Found]):
    """What a work gave, or the error that it ended with."""

    found: list[Found]
    error: BaseException | None = None

    def __call__(self) -> Found:
        """What it gave. Raises the error."""
        if self.error is not None:
            raise self.error
        return self.found[0]


def answered(db: Connection, queries: Sequence[Query]) -> list[list[Row]]:
    """The rows that each of `queries` finds, in one round trip."""
    if len(queries) == 1:
        return [_sent(db, queries[0])()]
    with db.pipeline():
        fetch = [_sent(db, query) for query in queries]
    return [rows() for rows in fetch]


def _sent(db: Connection, query: Query) -> Callable[[], list[Row]]:
    """Send a query: what fetches its rows."""
    cursor: Any = db.cursor(binary=query.binary)
    cursor.execute(translated(query.sql), tuple(map(given, query.values)))
    return lambda: cursor.fetchall() if cursor.description else []


@dataclass(slots=True)
class _Group:
    """Works that were begun together: how many have not ended, and how many works wait for all."""

    left: int
    waiting: int


class SideBySide:
    """Works in threads of their own, which ask in rounds.

    One that asks waits for the answer. Once each has asked, or ended, all that was asked is sent
    together: so works that wait for each other's rows in no way take as many round trips as the
    longest of them.
    """

    def __init__(self, db: Connection, ask: threading.local) -> None:
        """For works that read `db`; `ask` takes the threads that ask here."""
        self._db, self._ask = db, ask
        self._turn = threading.Condition()
        self._asked: list[tuple[Query, Outcome[list[Row]]]] = []
        self._busy = 0  # works that neither wait nor have ended

    def outcomes(self, works: Sequence[Callable[[], Found]]) -> list[Outcome[Found]]:
        """What each of `works` gives."""
        made, _ = self._begun(works)
        while asked := self._round():
            self._answer(asked)
        return made

    def within(self, works: Sequence[Callable[[], Found]]) -> list[Outcome[Found]]:
        """The same for works of one of the works, which waits for them."""
        made, group = self._begun(works, waiting=1)
        with self._turn:
            self._turn.wait_for(lambda: not group.left)
        return made

    def rows(self, query: Query) -> list[Row]:
        """The rows that a query of one of the works finds."""
        outcome: Outcome[list[Row]] = Outcome([])
        with self._turn:
            self._asked.append((query, outcome))
            self._busy -= 1
            self._turn.notify_all()
            self._turn.wait_for(lambda: outcome.found or outcome.error)
        return outcome()

    def _begun(
        self, works: Sequence[Callable[[], Found]], waiting: int = 0
    ) -> tuple[list[Outcome[Found]], _Group]:
        """The outcomes of works that were begun, for which one of the busy may be `waiting`."""
        made: list[Outcome[Found]] = [Outcome([]) for _ in works]
        group = _Group(len(works), waiting)
        with self._turn:
            self._busy += len(works) - waiting
        for work, outcome in zip(works, made, strict=True):
            run = copy_context().run
            threading.Thread(target=run, args=(self._work, work, outcome, group)).start()
        return made, group

    def _work(self, work: Callable[[], Found], outcome: Outcome[Found], group: _Group) -> None:
        self._ask.here = self
        try:
            outcome.found.append(work())
        except BaseException as error:  # it is raised again where the outcome is wanted
            outcome.error = error
        with self._turn:
            group.left -= 1
            if group.left or not group.waiting:  # else the one that waits is busy again
                self._busy -= 1
            self._turn.notify_all()

    def _round(self) -> list[tuple[Query, Outcome[list[Row]]]]:
        """What was asked, once nobody works on; nothing once all have ended."""
        with self._turn:
            self._turn.wait_for(lambda: not self._busy)
            asked, self._asked = self._asked, []
            return asked

    def _answer(self, asked: Sequence[tuple[Query, Outcome[list[Row]]]]) -> None:
        error: BaseException | None = None
        found: list[list[Row]] = [[] for _ in asked]
        try:
            found = answered(self._db, [query for query, _ in asked])
        except BaseException as failed:  # each work that waits for its rows is told
            error = failed
        with self._turn:
            for (_, outcome), rows in zip(asked, found, strict=True):
                outcome.found.append(rows)
                outcome.error = error
            self._busy += len(asked)
            self._turn.notify_all()
