"""A phrase that a question and papers have in common, and that may name a thing."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from qa.answers.search.term_weights import TermWeights
from qa.answers.suggestions.title import MAX_LENGTH, is_routine
from qa.answers.understanding.question import STOP_WORDS
from qa.papers.text import mended

TOKEN = re.compile(r"[^\W_][\w'&/-]*|[^\w\s]|\n")
LENGTHS = (2, 3, 4)  # of a phrase, in words
HELD = 0.05  # of what the question asks (a share) that a phrase has
# Words that lead to a noun.
_LED = "a about an at between by for from in into of our the this with your"
LED = frozenset(_LED.split())
# Words that are of every paper, or of no one thing.
_IDLE = """
all april area asked august case cases chair chairman cllr committee councillor councillors county
current december different dr each february final first following former further good herself item
january july june last main march meeting meetings member members miss mr mrs ms new next november
october officer officers other paper papers part people question questions recent report reports
residents right same second september such term three time two various way week without work year
years
"""
IDLE = frozenset(_IDLE.split())


def phrases(texts: Sequence[str], known: TermWeights) -> list[str]:
    """The phrases, in lower case, that stand in several of `texts` and have words of the question:
    those that have most of it first."""
    opens: set[tuple[str, ...]] = set()
    ends: set[tuple[str, ...]] = set()
    places: Counter[tuple[str, ...]] = Counter()
    for text in texts:
        found: set[tuple[str, ...]] = set()
        for led, run in _runs(text):
            for n in LENGTHS:
                for at in range(len(run) - n + 1):
                    words = run[at : at + n]
                    found.add(words)
                    if led and not at:
                        opens.add(words)
                    if at + n == len(run):
                        ends.add(words)
        places.update(found)
    worth = {}
    for words, n in places.items():
        if n > 1 and words in opens and words in ends and _is_noun(words, texts[0]):
            held = known.share_in(" ".join(words))
            if held >= HELD:
                worth[" ".join(words)] = held * (1 + math.log(n))
    best: list[str] = []
    for phrase in sorted(worth, key=lambda one: -worth[one]):
        if not any(phrase in other or other in phrase for other in best):
            best.append(phrase)
    return best


def _runs(text: str) -> Iterator[tuple[bool, tuple[str, ...]]]:
    """The runs of words of `text` that carry something, and whether a word leads to a noun."""
    before, run = "", []
    for token in [*TOKEN.findall(mended(text).lower()), "\n"]:
        if token[0].isalnum() and token not in STOP_WORDS and not token.endswith("ly"):
            run.append(token)
            continue
        if run:
            yield before in LED, tuple(run)
        before, run = token, []


def _is_noun(words: Sequence[str], question: str) -> bool:
    """Whether words that carry something may be a thing that has a name."""
    phrase = " ".join(words)
    numbered = re.search(r"\d", phrase) and phrase not in question.lower()
    return not (
        numbered
        or len(phrase) > MAX_LENGTH
        or IDLE.intersection(words)
        or is_routine(phrase)
        or any(word.endswith("ing") for word in words[1:])
        or words[-1].endswith("ed")
    )
