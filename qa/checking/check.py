"""Whether a sentence is borne out by passages of the papers: by which, or why by none.

One passage must bear out the whole sentence: what is put together from two is nobody's statement.
First come rules, each of which refuses alone (`reasons.py`); what they leave is weighed by what was
learned of all signs together (`weights.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qa.checking.comparing import Comparison
from qa.checking.coverage import uncovered_words
from qa.checking.passage import CheckedPassage
from qa.checking.reading import read
from qa.checking.reasons import refusal
from qa.checking.signs import signs_of
from qa.checking.verbatim import is_verbatim
from qa.checking.verdict import Verdict
from qa.checking.weights import THRESHOLD, probability

MAX_SENTENCE = 1_000  # characters of a sentence; a longer one is a paragraph
MAX_PASSAGES = 20  # that a sentence is compared with
FEW_WORDS = 2  # of a sentence, below which there is nothing to check


def check(sentence: str, passages: Sequence[CheckedPassage]) -> Verdict:
    """Whether one of `passages` bears out `sentence`, which is one statement in words."""
    reading = read(sentence[:MAX_SENTENCE])
    if len(reading.counted) < FEW_WORDS:
        return Verdict(False, None, "There is too little in it to check.")
    if len(sentence) > MAX_SENTENCE:
        return Verdict(False, None, "It is too long to check. Divide it into sentences.")
    found = [_checked(i, Comparison(reading, one)) for i, one in enumerate(passages[:MAX_PASSAGES])]
    found.sort(key=lambda one: (not one.borne_out, -one.certainty))
    if not found:
        return Verdict(False, None, "No passage speaks of it.")
    return found[0]


def _checked(index: int, compared: Comparison) -> Verdict:
    if is_verbatim(compared):
        return Verdict(True, index, "The passage says so, word for word.", 1.0)
    signs = signs_of(compared)
    why = refusal(compared, signs)
    likely = probability(signs)
    if why is None and likely >= THRESHOLD:
        return Verdict(True, index, "The passage bears it out.", likely)
    # Of passages that do not bear it out, the one that has most of its words says why.
    return Verdict(False, index, why or _too_little(compared, signs), signs["cover"] / 2)


def _too_little(compared: Comparison, signs: Mapping[str, float]) -> str:
    words = uncovered_words(compared)
    if signs["cause"] > 0.4:
        return "The passage gives no such cause."
    if signs["cover"] < 0.5:
        return "No passage says this."
    if words:
        return f"Nothing says “{words}”."
    return "The passage says something else of this."
