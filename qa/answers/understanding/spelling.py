"""Typing errors in a question, corrected by the library's own vocabulary."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial

from rapidfuzz.distance import OSA

from qa.answers.understanding.question import MAX_QUESTION_LENGTH, is_stop_word
from qa.answers.understanding.synonyms import is_known
from qa.library.library import Library
from qa.library.protocol import Store
from qa.library.stemming import stems
from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)
LETTERS = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")  # of a word, with accents too
MIN_LETTERS = 5  # of a word that is corrected: shorter words are too like one another
LONG = 9  # letters of a word in which two slips are corrected, rather than one
MAX_CORRECTIONS = 6  # of one question: each word is looked for in the whole vocabulary
CHOICES = 12  # stems spelt nearly so that are looked at, the nearest and commonest first


@dataclass(frozen=True, slots=True)
class Slip:
    """A word of a question that no paper has, and the one that is taken to be meant."""

    typed: str
    meant: str

    def note(self) -> str:
        """What was corrected, in words for the person who asked."""
        return f"Read “{self.typed}” as “{self.meant}”."


def correct_spelling(question: str, library: Library) -> tuple[str, tuple[Slip, ...]]:
    """`question` with its typing errors corrected, and the corrections.

    A word is an error only if no paper has it, neither the synonyms nor the model know it, and some
    paper has one that differs by a letter left out, put in, mistaken or exchanged with the next:
    "agaisnt" is corrected to "against", but "hopeless" not to "homeless".
    """
    question, store = question[:MAX_QUESTION_LENGTH], library.store
    typed = [
        word
        for word in dict.fromkeys(LETTERS.findall(question.lower()))
        if word.isalpha() and len(word) >= MIN_LETTERS and not is_stop_word(word)
    ]
    # All words of the question are looked up, since what they weigh is asked for soon.
    there = store.words.frequencies(stems(question)).keys()
    unknown = [
        word
        for word in typed
        if not (there & set(stems(word)) or is_known(word) or library.embedder.knows(word))
    ]
    words = unknown[:MAX_CORRECTIONS]
    meant = store.each([partial(_meant, word, store) for word in words])
    found = ((word, one or _asking(word)) for word, one in zip(words, meant, strict=True))
    slips = [Slip(word, one) for word, one in found if one and one != word]
    for slip in slips:
        question = re.sub(rf"\b{slip.typed}\b", slip.meant, question, flags=re.IGNORECASE)
    return question, tuple(slips)


def _asking(word: str) -> str | None:
    """The word with which people ask that is spelt like `word` but for one slip, if any."""
    near = ((OSA.distance(word, one), one) for one in PHRASES.words("asking"))
    distance, nearest = min(near)
    return nearest if distance <= 1 else None


def _meant(word: str, store: Store) -> str | None:
    """The word of the papers that is spelt most like `word`, if any is near enough."""
    slips = 2 if len(word) >= LONG else 1
    stem, *others = stems(word) or [word]
    if others:  # one letter of some scripts stands for several words
        return None
    near = [
        (OSA.distance(word, known), -count, known)
        for known, count in store.words.vocabulary(word[0], MIN_LETTERS - 2, len(stem) + 2)
        # A slip near the end keeps a word from being stemmed.
        if min(OSA.distance(stem, known), OSA.distance(word[: len(known)], known)) <= slips
    ]
    nearest = sorted(near)[:CHOICES]
    spellings = store.words.spellings([known for _, _, known in nearest]) if nearest else {}
    found = [
        (OSA.distance(word, spelling), count, spelling)
        for _, count, known in nearest
        for spelling in spellings[known]
    ]
    distance, _, spelling = min(found, default=(slips + 1, 0, ""))
    return spelling if distance <= slips else None
