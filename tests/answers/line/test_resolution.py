"""Which entry of the register is meant, where several hold as much of the matter."""

from __future__ import annotations

from dataclasses import replace

from qa.answers.line.clause import Clause
from qa.answers.line.resolution import FoundResolution, is_unclear
from qa.library.records import Entry, StoredPassage
from qa.papers.register import Resolution, Words
from tests.made import KEY, a_passage

ALL_WORDS = Words(0, 0, 4)


def found(
    item: str, said: float, cosine: float, behind: float, share: float = 0.5
) -> FoundResolution:
    """An entry under an item, whose clause holds `said` of the matter, and which holds `share`."""
    stored = StoredPassage(1, 1, KEY, "minutes.pdf", replace(a_passage("That"), item=item))
    resolution = Resolution("resolution", "agreed", (ALL_WORDS,))
    clause = Clause(ALL_WORDS, cosine, said, notes=False)
    return FoundResolution(Entry(1, resolution, {0: stored}), clause, share, 0, behind)


def test_another_entry_that_says_more_of_the_matter_makes_it_unclear_which_is_meant() -> None:
    best = found("5. Amendments", said=0.25, cosine=0.4, behind=0.0)
    assert is_unclear(best, [best, found("8. Letters", said=0.5, cosine=0.5, behind=0.1)])
    # but not where it stands far behind in the search, fits less, or is of the same item
    assert not is_unclear(best, [best, found("8. Letters", said=0.5, cosine=0.5, behind=0.9)])
    assert not is_unclear(best, [best, found("8. Letters", said=0.5, cosine=0.3, behind=0.1)])
    assert not is_unclear(best, [best, found("5. Amendments", said=0.5, cosine=0.5, behind=0.1)])
