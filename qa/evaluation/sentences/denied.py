"""What is denied of one and not of another, said as people say it, over invented passages.

Of sentences that are made of papers those with a "not" are mostly wrong ones, and few of those that
people's questions take for granted have one: a network learned from these that who denies is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from qa.checking.passage import CheckedPassage
from qa.evaluation.sentences.example import Example
from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)
NAMES = Phrases(Path(__file__).parents[1] / "decisions" / "names.toml").data
TITLES = ("Councillor", "Cllr", "Mr", "Ms", "Mayor", "Dr")
PEOPLE, PLACES = "ABC", "PQR"
FILLED = 12  # times that each form is filled with other names
KIND = "denied"


def denied_ones(chosen: Random) -> Iterator[Example]:
    """Right and wrong sentences over each form, filled with names."""
    for form in PHRASES.data["forms"]:
        for _ in range(FILLED):
            names = _names(form["passage"], chosen)
            passage = CheckedPassage(form["passage"].format(**names))
            for said in form["right"]:
                yield _example(said.format(**names), passage, True)
            for said in form["wrong"]:
                yield _example(said.format(**names), passage, False)


def _names(text: str, chosen: Random) -> dict[str, str]:
    last = [one for one in NAMES["last"] if one.isalpha()]
    people = _different(last, PEOPLE, chosen)
    if "Cr {" not in text:
        people = {slot: f"{chosen.choice(TITLES)} {name}" for slot, name in people.items()}
    return people | _different(PHRASES.data["places"], PLACES, chosen)


def _different(among: Sequence[str], slots: str, chosen: Random) -> dict[str, str]:
    return dict(zip(slots, chosen.sample(among, len(slots)), strict=True))


def _example(said: str, passage: CheckedPassage, is_right: bool) -> Example:
    kind = "right" if is_right else KIND
    return Example("", said, (passage,), is_right, kind, KIND, "denied")
