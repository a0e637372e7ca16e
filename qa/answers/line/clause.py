"""The clauses of a resolution, and how well each would stand for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from qa.answers.registers.entry import only_notes
from qa.answers.search.term_weights import TermWeights
from qa.answers.search.unit import PHRASES as UNITS
from qa.answers.search.unit import is_preamble
from qa.library.records import Entry
from qa.papers.register import Resolution, Words
from qa.papers.text import sentences

LONG = 60  # words: of a longer clause the sentence that is nearest is quoted
MIN_WORDS = 4  # of a sentence that may be quoted by itself
NOTED = 0.2  # taken from a clause by which something was only noted
GROUNDS = 1.0  # the same, where it only says on what grounds


@dataclass(frozen=True, slots=True)
class Clause:
    """Words of an entry, how near they are to the question, and the share of it that they hold;
    and whether they only note something, or only say on what grounds or if what it is resolved."""

    words: Words
    cosine: float
    share: float
    notes: bool
    grounds: bool = False

    @property
    def nearness(self) -> float:
        """How well it would stand for the entry."""
        return self.cosine + self.share - NOTED * self.notes - GROUNDS * self.grounds


def before_of(entry: Entry[Resolution]) -> Words | None:
    """The sentence that stands right before a short resolution, in its passage.

    "Mrs Ash asked that the ford be cleared. It was resolved that this be done in the summer."
    """
    first, last = entry.record.words[0], entry.record.words[-1]
    if first.passage != last.passage or len(entry.text_of(first).split()) > LONG:
        return None
    text = entry.passages[first.passage].passage.text
    above = [(a, b) for a, b in sentences(text) if b <= first.start]
    if not above or len(text[slice(*above[-1])].split()) > LONG:
        return None
    return Words(first.passage, *above[-1])


def clauses_of(
    entry: Entry[Resolution], cosines: dict[int, tuple[float, ...]], matter: TermWeights
) -> Iterator[Clause]:
    """The clauses of an entry; of a long one its sentences."""
    for words in entry.record.words:
        text = entry.passages[words.passage].passage.text
        own = cosines[entry.passages[words.passage].id]
        spans = [
            (max(a, words.start), min(b, words.end), cosine)
            for (a, b), cosine in zip(sentences(text), own, strict=True)
            if a < words.end and b > words.start
        ]
        nearest = max((cosine for *_, cosine in spans), default=0.0)
        if len(entry.text_of(words).split()) <= LONG or not spans:
            yield _clause(words, entry.text_of(words), nearest, matter)
            continue
        for a, b, cosine in spans:
            if len(text[a:b].split()) >= MIN_WORDS or len(spans) == 1:
                yield _clause(replace(words, start=a, end=b), text[a:b], cosine, matter)


def _clause(words: Words, text: str, cosine: float, matter: TermWeights) -> Clause:
    grounds = is_preamble(text) or bool(UNITS["if"].search(text))
    return Clause(words, cosine, matter.share_in(text), only_notes(text), grounds)
