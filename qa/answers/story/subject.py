"""The subject of a story: its words with their weights, and how much of it a text holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from qa.answers.search.context import Hit
from qa.answers.search.term_weights import TermWeights
from qa.answers.understanding.question import Question, dealing_stems
from qa.answers.understanding.synonyms import other_names
from qa.library.records import StoredPassage
from qa.library.stemming import spans, stems
from qa.papers.paper import Passage
from qa.papers.text import mended
from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)
TOPMOST = 10  # of the hits, which show what the subject is
UNNUMBERED = 0.5  # what a text counts for that lacks the subject's number
MAX_NAME_WORDS = 4
COURSE_STEMS = frozenset(stems(" ".join(PHRASES.words("course"))))
COURSE = 0.25  # what words count for that say how a story goes rather than what it is about
BEGINNING = 220  # characters of a passage, which show whether it goes on from the one before
CARRIED_OVER = 0.9  # of the subject goes on to such a passage


@dataclass(frozen=True, slots=True)
class Subject:
    """What a story is about.

    `weights` are those of the stems of the question. Of `names` each is the stems of words that
    have another name, and the stems of that name: where it stands, so do the words. `numbers` are
    part of a name: the 17 of "the number 17 bus". Words that are `bound` are one thing together: a
    window box is no telephone box.
    """

    weights: dict[str, float]
    names: tuple[tuple[frozenset[str], frozenset[str]], ...] = ()
    numbers: frozenset[str] = frozenset()
    bound: tuple[tuple[str, str], ...] = ()
    _shares: dict[tuple[str, ...], float] = field(default_factory=dict, repr=False, compare=False)
    _stems: dict[str, set[str]] = field(default_factory=dict, repr=False, compare=False)

    def share_in(self, *texts: str) -> float:
        """The share (0…1) of the subject that `texts` hold together, by its words or other names.

        It is remembered: a passage is asked for it several times while its story is told.
        """
        if texts not in self._shares:
            found = self._whole(self.stems_in(*texts))
            total = sum(self.weights.values())
            held = sum(weight for stem, weight in self.weights.items() if stem in found)
            part = 1.0 if self.numbers <= found else UNNUMBERED
            self._shares[texts] = part * held / total if total else 0.0
        return self._shares[texts]

    def _whole(self, found: set[str]) -> set[str]:
        """The stems `found` without those that are bound only to words which are not there."""
        together = {stem for words in self.bound if found.issuperset(words) for stem in words}
        apart = {stem for words in self.bound for stem in words} - together
        return found - apart

    def stems_in(self, *texts: str) -> set[str]:
        """The stems of `texts`, with those of the words that other names in them stand for."""
        for text in texts:
            if text not in self._stems:
                self._stems[text] = {*stems(text), *(_words(text) if self.names else ())}
        found = set().union(*(self._stems[text] for text in texts))
        for own, other in self.names:
            if other <= found:
                found |= own
        return found


def subject_of(question: Question, hits: Sequence[Hit], terms: TermWeights) -> Subject:
    """What a story is about.

    A word of the question counts by the square of its weight and by how many of the first `hits`
    have it. A word that none of them has is not part of the subject.
    """
    bare = Subject({}, tuple(_other_names(question.subject)))
    found = [bare.stems_in(searched_text(hit.stored.passage)) for hit in hits[:TOPMOST]]
    weights = {
        stem: weight**2 * sum(stem in each for each in found)
        for stem, weight in terms.own.items()
        if not stem.isdigit() or PHRASES["numbered"].search(question.subject)
    }
    numbers = frozenset(match[1] for match in PHRASES["numbered"].finditer(question.subject))
    kept = {stem: w for stem, w in weights.items() if w}
    texts = [searched_text(hit.stored.passage) for hit in hits[:TOPMOST]]
    bound = tuple(pair for pair in _side_by_side(question.subject, kept) if _bound(pair, texts))
    # "The motion to …" is about what was moved; but the council of "council tax" is part of a name.
    course = COURSE_STEMS | (dealing_stems() - {stem for pair in bound for stem in pair})
    kept = {stem: w * (COURSE if stem in course else 1.0) for stem, w in kept.items()}
    return Subject(kept, bare.names, numbers, bound)


def _side_by_side(subject: str, weights: Mapping[str, float]) -> Iterator[tuple[str, str]]:
    """Each two words of the subject that stand side by side in the question, by their stems."""
    words = [(stem, start, end) for stem, start, end in spans(subject)]
    for (one, _, end), (other, start, _) in pairwise(words):
        if {one, other} <= weights.keys() and subject[end:start].strip(" -’'s") == "":
            yield one, other


def _bound(pair: tuple[str, str], texts: Sequence[str]) -> bool:
    """Whether the papers write two words side by side, as the name of one thing."""
    return any(pair in pairwise(stems(text)) for text in texts)


def shares_by_passage(found: Sequence[StoredPassage], subject: Subject) -> dict[int, float]:
    """The share (0…1) of the subject that each passage holds, by its id.

    A passage that goes on from the one before it, under the same item, has it from that one.
    """
    shares: dict[int, float] = {}
    by_place = {(one.paper_id, one.ordinal): one for one in found}
    for (paper, ordinal), one in sorted(by_place.items()):
        shares[one.id] = subject.share_in(searched_text(one.passage))
        before = by_place.get((paper, ordinal - 1))
        if before and before.passage.item == one.passage.item and goes_on(one):
            shares[one.id] = max(shares[one.id], CARRIED_OVER * shares[before.id])
    return shares


def goes_on(stored: StoredPassage) -> bool:
    """Whether a passage begins as one that goes on from the one before it does."""
    return bool(PHRASES["goes_on"].search(stored.passage.text[:BEGINNING]))


def searched_text(passage: Passage) -> str:
    """The words of a passage, and those of the headings that it stands under."""
    terms = map(" ".join, passage.terms)
    over = (passage.item, passage.section, passage.context, *terms)
    return " ".join(filter(None, [*over, passage.text]))


def _other_names(subject: str) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """The stems of each word or words of `subject` that have another name, with that name's."""
    words = re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", mended(subject).lower())
    known: list[str] = []
    for length in range(1, MAX_NAME_WORDS + 1):
        for start in range(len(words) - length + 1):
            span = " ".join(words[start : start + length])
            if any(f" {shorter} " in f" {span} " for shorter in known):
                continue
            others = other_names(span)
            known += [span] if others else []
            yield from ((frozenset(stems(span)), _stems_of_name(other)) for other in others)


def _stems_of_name(name: str) -> frozenset[str]:
    """The stems of a name; an abbreviation stays as it is, because the stem of "AED" is "a"."""
    return frozenset(_words(name) if name.isupper() else stems(name))


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", mended(text).lower())
