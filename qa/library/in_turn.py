"""Reading one thing after another, as stores do for which asking costs no way there and back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from qa.library.filters import Filters
from qa.library.records import Candidates, Matrix

if TYPE_CHECKING:
    from qa.library.protocol import Vectors, Words

Found = TypeVar("Found")
Other = TypeVar("Other")


class InTurn:
    """What a store does with its parts. See `qa.library.protocol.Store`."""

    words: Words
    vectors: Vectors

    def each(self, works: Iterable[Callable[[], Found]]) -> list[Found]:
        """What each of `works` gives, one after another."""
        return [work() for work in works]

    def both(
        self, first: Callable[[], Found], second: Callable[[], Other]
    ) -> tuple[Callable[[], Found], Callable[[], Other]]:
        """Both works, each done when it is called."""
        return first, second

    def nearest(
        self, vector: Matrix, terms: Sequence[str], limit: int, filters: Filters
    ) -> tuple[Candidates, dict[int, float]]:
        """The passages nearest by their vectors and by their words."""
        ids = {i for i, _ in self.vectors.nearest(vector, limit, filters)}
        words = dict(self.words.search(terms, limit, filters))
        return self.vectors.candidates([*{*ids, *words}], vector), words
