"""How common words are in a store, by their stems."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from itertools import accumulate

from qa.library import rows
from qa.library.sql import Sql
from qa.library.stemming import spans, stems

# Terms are taken as rare, rarest first, until they stand in this many passages together, times the
# root of the number of all passages. On the development questions smaller factors found less.
RARE_FACTOR = 30
MAX_RANKED = 5_000  # passages with a rare term, each of which FTS5 ranks
MAX_COUNTED = 50_000  # passages with any term, which FTS5 counts first, in less time
SPELLING_EXAMPLES = 8  # passages that are looked at to see how a word is spelt


def by_rarity(
    terms: Iterable[str], counts: Mapping[str, int], passages: int
) -> tuple[list[str], list[str]]:
    """Those of `terms` that few passages have, and those that more of all `passages` have.

    `counts` says how many passages each stem stands in. At least one term is among the rarer,
    unless even the rarest is too common to be counted.
    """
    held = {term: min((counts.get(s, 0) for s in stems(term)), default=0) for term in terms}
    rarest = sorted(held, key=held.__getitem__)
    so_far = list(accumulate(held[term] for term in rarest))
    ranked = min(RARE_FACTOR * math.sqrt(passages), MAX_RANKED)
    few = max(1, bisect_right(so_far, ranked))
    counted = bisect_right(so_far, MAX_COUNTED)
    return rarest[: min(few, counted)], rarest[few:counted]


def spelt(stem: str, texts: Iterable[str]) -> set[str]:
    """How words of `stem` are spelt in `texts`, in lower case."""
    return {
        text[start:end].lower()
        for text in texts
        for known, start, end in spans(text)
        if known == stem
    }


class Stems:
    """The stems of a store. Methods raise what `qa.library.protocol` names."""

    def __init__(self, db: Sql) -> None:
        self._db = db

    def frequencies(self, stems: Iterable[str]) -> dict[str, int]:
        """In how many passages each of `stems` (see `qa.library.stemming`) stands."""
        found = self._db.rows(
            f"SELECT term, passages FROM stems WHERE term {rows.IN_LIST}", rows.as_list(stems)
        )
        return {row["term"]: row["passages"] for row in found}

    def vocabulary(self, initial: str, shortest: int, longest: int) -> list[tuple[str, int]]:
        """Stems that begin with `initial` and have from `shortest` to `longest` letters, each with
        the number of its passages."""
        found = self._db.rows(
            "SELECT term, passages FROM stems WHERE term >= ? AND term < ? "
            "AND length(term) BETWEEN ? AND ?",
            initial,
            chr(ord(initial[0]) + 1),
            shortest,
            longest,
        )
        return [(row["term"], row["passages"]) for row in found]
