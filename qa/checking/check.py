"""Whether a sentence is borne out by passages of the papers: by which, or why by none.

One passage must bear out the whole sentence: what is put together from two is nobody's statement.
First come rules, each of which refuses alone (`reasons.py`); what they leave is weighed by what was
learned of all signs together (`weights.py`), and by a network that reads both (`bearing.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qa.checking.bearing import logit_of
from qa.checking.comparing import Comparison
from qa.checking.coverage import (
    denial_left_out,
    in_order,
    small_words_missing,
    uncovered_words,
    word_not_there,
)
from qa.checking.likeness import likeness
from qa.checking.passage import CheckedPassage
from qa.checking.reading import read
from qa.checking.reasons import doubt, refusal, refusal_by_words
from qa.checking.signs import signs_of
from qa.checking.spoken import unaddressed
from qa.checking.verbatim import is_verbatim
from qa.checking.verdict import Verdict
from qa.checking.weights import THRESHOLD, is_learned, together

MAX_SENTENCE = 1_000  # characters of a sentence; a longer one is a paragraph
MAX_PASSAGES = 20  # that a sentence is compared with
WEIGHED = 3  # of them that are read for their meaning
WHOLE = 0.999  # of a sentence
FEW_WORDS = 2  # of a sentence, below which there is nothing to check
BORNE_OUT = "The passage bears it out."
UNLIKE = "The passage says something else of this."


def check(sentence: str, passages: Sequence[CheckedPassage]) -> Verdict:
    """Whether one of `passages` bears out `sentence`, which is one statement in words."""
    reading = read(unaddressed(sentence[:MAX_SENTENCE]))
    if len(reading.counted) < FEW_WORDS:
        return Verdict(False, None, "There is too little in it to check.")
    if len(sentence) > MAX_SENTENCE:
        return Verdict(False, None, "It is too long to check. Divide it into sentences.")
    looked = [_looked(i, Comparison(reading, one)) for i, one in enumerate(passages[:MAX_PASSAGES])]
    if not looked:
        return Verdict(False, None, "No passage speaks of it.")
    # Reading a passage for its meaning takes most of the time: the likeliest ones are read.
    looked.sort(key=lambda one: (one.verdict is None, one.signs.get("cover", 1.0)), reverse=True)
    found = [one.verdict or _weighed(one) for one in looked[:WEIGHED]]
    found += [one.verdict or _unlike(one) for one in looked[WEIGHED:]]
    return min(found, key=lambda one: (not one.borne_out, -one.certainty))


@dataclass(frozen=True, slots=True)
class _Looked:
    """A passage after the rules: what they say of it, or its signs where they leave it open."""

    index: int
    compared: Comparison
    signs: Mapping[str, float]
    verdict: Verdict | None


def _looked(index: int, compared: Comparison) -> _Looked:
    if is_verbatim(compared):
        said = Verdict(True, index, "The passage says so, word for word.", 1.0)
        return _Looked(index, compared, {}, said)
    signs = signs_of(compared)
    why = refusal(compared, signs)
    # Of passages that do not bear it out, the one that has most of its words says why.
    refused = Verdict(False, index, why, signs["cover"] / 2) if why else None
    return _Looked(index, compared, signs, refused)


def has_parts_left_out(compared: Comparison, signs: Mapping[str, float]) -> bool:
    """Whether a sentence is words of the passage in their order, and nothing speaks against it."""
    if in_order(compared) < WHOLE or doubt(compared, signs) is not None:
        return False
    return not small_words_missing(compared) and not denial_left_out(compared)


def _weighed(one: _Looked) -> Verdict:
    if has_parts_left_out(one.compared, one.signs):
        return Verdict(True, one.index, BORNE_OUT, one.signs["cover"])
    signs = likeness(one.compared) if is_learned() else {}
    if not signs:
        why = refusal_by_words(one.compared, one.signs)
        if why is None:
            return Verdict(True, one.index, BORNE_OUT, one.signs["cover"])
        return Verdict(False, one.index, why, one.signs["cover"] / 2)
    likely = together({**one.signs, **signs}, logit_of(one.compared, one.signs))
    if likely >= THRESHOLD:
        return Verdict(True, one.index, BORNE_OUT, likely)
    return _unlike(one)


def _unlike(one: _Looked) -> Verdict:
    compared, signs = one.compared, one.signs
    why = _too_little(compared, signs) or doubt(compared, signs) or UNLIKE
    return Verdict(False, one.index, why, signs["cover"] / 2)


def _too_little(compared: Comparison, signs: Mapping[str, float]) -> str | None:
    """What of a sentence the passage has nothing of, told; None where it has something of all."""
    if signs["cause"] > 0.4:
        return "The passage gives no such cause."
    if signs["cover"] < 0.5:
        return "No passage says this."
    words = word_not_there(compared) or uncovered_words(compared)
    return f"Nothing says “{words}”." if words else None
