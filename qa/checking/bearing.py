"""How likely a passage bears a sentence out, as it is read for its meaning (`entailment.py`)."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from qa.checking.comparing import Comparison
from qa.checking.entailment import TRAITS, entailment
from qa.checking.meaning import hidden
from qa.checking.piece import likeliest_piece

MOST_WEIGHT = 2.0  # of a word, as the network is told it

Array = npt.NDArray[np.float32]


def logit_of(compared: Comparison, signs: Mapping[str, float]) -> float | None:
    """The logit of the passage's bearing the sentence out; None where it cannot be had."""
    network = entailment()
    sentence = hidden(compared.sentence.text, False)
    piece = hidden(likeliest_piece(compared), True)
    if network is None or sentence is None or piece is None:
        return None
    found = network.read(sentence, piece, traits(compared, sentence.places), signs)
    return found.logit


def traits(compared: Comparison, places: npt.NDArray[np.int64]) -> Array:
    """What is known of the tokens of a sentence, which stand at these places, [n, TRAITS]: how near
    the nearest word of the passage is, what the word counts for, whether it is a figure or a name.
    The last two are found when it is read."""
    found = np.zeros((len(places), TRAITS), np.float32)
    rows = zip(compared.own, compared.nearest, compared.weights, strict=True)
    for one, near, weight in rows:
        here = (places[:, 0] < one.end) & (places[:, 1] > one.start)
        known = (near, min(weight, MOST_WEIGHT), one.figure is not None, one.is_name)
        found[here, : len(known)] = known
    return found
