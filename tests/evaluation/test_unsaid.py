"""Sentences beside passages of their subject that do not say them."""

from __future__ import annotations

from random import Random

from qa.checking.passage import CheckedPassage
from qa.evaluation.sentences.example import Example
from qa.evaluation.sentences.unsaid import INVENTIONS, Nearest, unsaid_ones

BRIDGE = CheckedPassage("The footbridge over the Ash was painted green in June.")
COPY = CheckedPassage("In June the footbridge over the Ash was painted green again.")
NEAR = CheckedPassage("The footbridge at the mill was closed to horses in March.")
FAR = CheckedPassage("Subscriptions to the choir rose by two crowns.")
SENTENCE = "The footbridge over the Ash was painted green."


def test_the_nearest_passages_are_those_with_its_rarer_words_that_do_not_say_it() -> None:
    found = Nearest([FAR, NEAR, COPY, BRIDGE]).to(SENTENCE, BRIDGE.text)
    assert found[0] is NEAR
    assert COPY not in found and BRIDGE not in found


def test_none_of_them_is_borne_out_and_the_seed_decides() -> None:
    right = [Example("", SENTENCE, (BRIDGE,), group="ash")]
    some = list(unsaid_ones(right, [BRIDGE, NEAR, FAR], 5, Random(1)))
    assert some == list(unsaid_ones(right, [BRIDGE, NEAR, FAR], 5, Random(1)))
    assert not any(one.borne_out for one in some)
    assert {one.sentence for one in some} - set(INVENTIONS) == {SENTENCE}
    assert {one.kind for one in some} == {"of another passage", "unsaid"}


def test_inventions_are_sentences_each_of_its_own() -> None:
    assert len(set(INVENTIONS)) == len(INVENTIONS) >= 100
    assert all(one[0].isupper() and one.endswith(".") for one in INVENTIONS)
