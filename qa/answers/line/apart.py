"""What one motion or amendment says and no other of the same item does.

Amendments print the whole motion again with one clause changed. Which of them a question is about
is told by the clause that only one of them has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from qa.answers.registers.entry import day_of, first_passage
from qa.answers.search.term_weights import TermWeights
from qa.library.records import Entry
from qa.library.stemming import stems
from qa.papers.register import Resolution
from qa.papers.text import sentences


def shares_apart(entries: Sequence[Entry[Resolution]], matter: TermWeights) -> list[float]:
    """For each entry the share of the `matter` that only its own words hold, those aside that
    another entry of its meeting and item has too."""
    said = [{*_said_in(entry)} for entry in entries]
    of_item = [(day_of(entry), first_passage(entry).passage.item) for entry in entries]
    counts = {
        item: Counter(
            clause
            for own, beside in zip(said, of_item, strict=True)
            if beside == item
            for clause in own
        )
        for item in {*of_item}
    }
    return [
        matter.share(_stems_of(clause for clause in own if counts[item][clause] == 1))
        for own, item in zip(said, of_item, strict=True)
    ]


def _said_in(entry: Entry[Resolution]) -> Iterator[frozenset[str]]:
    """The sentences of an entry, each as its stems: "Endorses" is resolved, "Endorse" was moved."""
    for words in entry.record.words:
        text = entry.text_of(words)
        yield from (frozenset(stems(text[a:b])) for a, b in sentences(text))


def _stems_of(clauses: Iterable[frozenset[str]]) -> set[str]:
    return {stem for clause in clauses for stem in clause}
