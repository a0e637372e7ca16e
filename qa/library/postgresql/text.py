"""The words of passages and of questions, as the server's index of words holds and takes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qa.library.stemming import WEIGHTS, indexed_stems

LABELS = "ABCD"  # PostgreSQL's, of the four columns of words in the order of `WEIGHTS`
NOT_OF_PAPER = "ABC"  # the text, the headings and the context
APART = 8  # places between two columns, so that no phrase goes from one into the next
MAX_PLACES = 16_000  # of the words of a passage that the index knows: PostgreSQL allows 16,383
MAX_LETTERS = 400  # of a stem; longer ones are cut, as no index takes them


@dataclass(frozen=True, slots=True)
class Indexed:
    """The stems of each column of a passage's words."""

    columns: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, columns: Mapping[str, str]) -> Indexed:
        """The stems of `columns`, as `qa.library.stemming.word_columns` makes them."""
        return cls(tuple(tuple(map(short, indexed_stems(columns[name]))) for name in WEIGHTS))

    @property
    def size(self) -> int:
        """The number of its words."""
        return sum(map(len, self.columns))

    @property
    def different(self) -> set[str]:
        """Its stems, each once."""
        return {stem for column in self.columns for stem in column}

    def lexemes(self) -> str:
        """The stems with their places, as the text of a tsvector."""
        places: dict[str, list[str]] = {}
        at = 0
        for label, column in zip(LABELS, self.columns, strict=True):
            for stem in column:
                at += 1
                if at <= MAX_PLACES:
                    places.setdefault(stem, []).append(f"{at}{label}")
            at += APART
        return " ".join(f"'{stem}':{','.join(held)}" for stem, held in places.items())

    def frequencies(self, numbers: Mapping[str, int]) -> dict[int, float]:
        """How often each stem stands there, by its number: as often as its columns count."""
        counts: Counter[int] = Counter()
        for weight, column in zip(WEIGHTS.values(), self.columns, strict=True):
            for stem in column:
                counts[numbers[stem]] += weight  # type: ignore[assignment]
        return dict(counts)


def short(stem: str) -> str:
    """A stem as the index holds it."""
    return stem[:MAX_LETTERS]


def phrase(term: str, labels: str = "") -> str:
    """A query for the words of `term`, side by side; empty where it has none."""
    ending = f":{labels}" if labels else ""
    return " <-> ".join(f"'{short(stem)}'{ending}" for stem in indexed_stems(term))


def any_of(terms: Iterable[str]) -> str:
    """A query for any of `terms`; empty where none has words."""
    return " | ".join(f"({query})" for term in terms if (query := phrase(term)))


def any_way(ways: Iterable[Iterable[Iterable[str]]]) -> str:
    """A query for passages that have all that one of `ways` asks, but for the name of their paper.

    See `qa.library.protocol.Words.containing`.
    """
    asked = []
    for way in ways:
        each = [
            " | ".join(f"({one})" for name in names if (one := phrase(name, NOT_OF_PAPER)))
            for names in way
        ]
        if each and all(each):
            asked.append(" & ".join(f"({one})" for one in each))
    return " | ".join(f"({one})" for one in asked)
