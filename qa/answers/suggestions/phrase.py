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
from qa.phrases import Phrases

TOKEN = re.compile(r"[^\W_][\w'&/-]*|[^\w\s]|\n")
PHRASES = Phrases.beside(__file__)
LENGTHS = (2, 3, 4)  # of a phrase, in words
SHARE = 0.05  # of what the question asks that a phrase must hold


Words = tuple[str, ...]


def phrases(texts: Sequence[str], weights: TermWeights) -> list[str]:
    """The phrases that several of `texts` share and that hold words of the question, in lower case.

    The first of `texts` is the question. Phrases that hold most of it come first.
    """
    begins: set[Words] = set()
    ends: set[Words] = set()
    counts: Counter[Words] = Counter()
    for text in texts:
        in_text: set[Words] = set()
        for before_noun, run in _runs(text):
            begins.update(run[:n] for n in LENGTHS if before_noun)
            ends.update(run[-n:] for n in LENGTHS)
            in_text.update(run[i : i + n] for n in LENGTHS for i in range(len(run) - n + 1))
        counts.update(in_text)
    scores = {}
    for words, n in counts.items():
        if n > 1 and words in begins and words in ends and _is_noun(words, texts[0]):
            share = weights.share_in(" ".join(words))
            if share >= SHARE:
                scores[" ".join(words)] = share * (1 + math.log(n))
    best: list[str] = []
    for phrase in sorted(scores, key=lambda one: (-scores[one], one)):
        if not any(phrase in other or other in phrase for other in best):
            best.append(phrase)
    return best


def _runs(text: str) -> Iterator[tuple[bool, Words]]:
    """The runs of words of `text` without stop words, and whether a word before a noun leads."""
    before, run = "", []
    for token in [*TOKEN.findall(mended(text).lower()), "\n"]:
        if token[0].isalnum() and token not in STOP_WORDS and not token.endswith("ly"):
            run.append(token)
            continue
        if run:
            yield before in PHRASES.words("before_noun"), tuple(run)
        before, run = token, []


def _is_noun(words: Sequence[str], question: str) -> bool:
    """Whether words may name a thing."""
    phrase = " ".join(words)
    numbered = re.search(r"\d", phrase) and phrase not in question.lower()
    return not (
        numbered
        or len(phrase) > MAX_LENGTH
        or PHRASES.words("general").intersection(words)
        or is_routine(phrase)
        or any(word.endswith("ing") for word in words[1:])
        or words[-1].endswith("ed")
    )
