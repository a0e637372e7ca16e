"""Hard negatives: passages that look as if they answered a question, but are others.

They are the best by the words of an example's questions (BM25), among the passages of the same
source. Near-copies of the example are left out, since these answer too.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence

from qa.answers.understanding.question import terms
from qa.evaluation.training.examples import Example
from qa.library.stemming import match_any

LOOKED_AT = 20  # passages, the best by their words
COPY = 0.4  # share of the runs of three words of the shorter of two texts

Runs = frozenset[tuple[str, ...]]


class Negatives:
    """The passages of one source, `pool`, by their ids; `texts` has their texts."""

    def __init__(self, pool: Sequence[str], texts: Mapping[str, str]) -> None:
        self._pool, self._texts = pool, texts
        self._index = sqlite3.connect(":memory:")
        self._index.execute("CREATE VIRTUAL TABLE words USING fts5(text, tokenize = 'porter')")
        rows = enumerate(texts[i] for i in pool)
        self._index.executemany("INSERT INTO words (rowid, text) VALUES (?, ?)", rows)

    def of(self, example: Example, questions: Sequence[str]) -> list[str]:
        """The texts that look as if they answered `questions` of `example`, hardest first."""
        asked = dict.fromkeys(term for question in questions for term in terms(question))
        sql = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank LIMIT ?"
        found = self._index.execute(sql, (match_any(asked), LOOKED_AT)).fetchall()
        texts = [self._texts[self._pool[row]] for (row,) in found]
        own = _runs(example.text)
        return [text for text in texts if not _is_copy(own, _runs(text))]


def _runs(text: str) -> Runs:
    """All runs of three words of `text`."""
    words = text.lower().split()
    return frozenset(tuple(words[n : n + 3]) for n in range(max(1, len(words) - 2)))


def _is_copy(a: Runs, b: Runs) -> bool:
    return len(a & b) > COPY * min(len(a), len(b))
