"""The SQL of `qa.library.sql` as PostgreSQL takes it, and values and rows on their way."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from qa.library.rows import IN_LIST, Listed

_IN_LIST = re.compile(re.escape(IN_LIST))
_SAME = re.compile(r"\bIS (?!NOT\b|NULL\b|DISTINCT\b)")
_OTHER = re.compile(r"\bIS NOT (?!NULL\b|DISTINCT\b)")
_VALUE = re.compile(r"\?(\d*)")
# What SQLite is told so that it goes through tables in a good order, PostgreSQL finds by itself.
_HINTS = ((" CROSS JOIN ", " JOIN "), (" LIMIT -1", ""), ("json_group_array(", "json_agg("))


@lru_cache(maxsize=500)
def translated(sql: str) -> str:
    """A statement as PostgreSQL takes it, with its values numbered."""
    sql = _IN_LIST.sub("= ANY(?)", sql)
    for ours, theirs in _HINTS:
        sql = sql.replace(ours, theirs)
    sql = _SAME.sub("IS NOT DISTINCT FROM ", _OTHER.sub("IS DISTINCT FROM ", sql))
    number = 0

    def numbered(found: re.Match[str]) -> str:
        nonlocal number
        number += 1
        return f"${found[1] or number}"

    return _VALUE.sub(numbered, sql)


def given(value: object) -> object:
    """A value as PostgreSQL takes it: its text holds no NUL, and no half of a character."""
    if isinstance(value, str):
        whole = value if value.isascii() else value.encode("utf-8", "replace").decode()
        return whole.replace("\0", "\ufffd")
    if isinstance(value, Listed):
        return [given(one) for one in value]
    return value


class Row:
    """A row, whose values are found by the number or the name of their column."""

    __slots__ = ("_places", "_values")

    def __init__(self, values: Sequence[Any], places: Mapping[str, int]) -> None:
        self._values, self._places = values, places

    def __getitem__(self, which: Any) -> Any:
        return self._values[self._places[which] if isinstance(which, str) else which]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


def rows(cursor: Any) -> Callable[[Sequence[Any]], Row]:
    """What makes a `Row` of each row of a cursor, as psycopg asks for it."""
    places = {column.name: n for n, column in enumerate(cursor.description or ())}
    return lambda values: Row(values, places)
