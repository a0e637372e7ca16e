"""What passages say, told as people tell it, and made wrong with what the passage itself has."""

from __future__ import annotations

import hashlib
from pathlib import Path
from random import Random

import pytest

import qa
from qa.checking import entailment, weights
from qa.checking.passage import CheckedPassage
from qa.evaluation.sentences import subtle
from qa.evaluation.sentences.example import Example
from qa.evaluation.sentences.retold import half, otherwise_ordered, rounded, told

NOWHERE = CheckedPassage("")
# Resolutions of a Canadian township, a county and a parish, and what somebody said; all invented.
TOWNSHIP = CheckedPassage(
    "That we accept the quotation of Birchview Roofing for the museum roof. Carried.",
    standing="decided",
)
COUNTY = CheckedPassage(
    "RESOLVED: That the report on harbour dues be deferred until the spring meeting of the board."
)
LOST = CheckedPassage("That the report on harbour dues be deferred until the spring. LOST")
SPOKE = CheckedPassage(
    "Mr Holt asked about the quay. He said that the lamps had been out since Christmas. Cllr Abel "
    "and Mr Reed spoke. He hoped that the ladder would be mended as well."
)


def said(passage: CheckedPassage) -> set[str]:
    return {one for seed in range(8) for one in told(passage, Random(seed))}


def test_what_was_resolved_is_told_as_done() -> None:
    assert (
        "Members agreed to accept the quotation of Birchview Roofing for the museum roof."
        in said(TOWNSHIP)
    )
    assert "The report on harbour dues was deferred until the spring meeting of the board." in said(
        COUNTY
    )
    assert not said(LOST)


def test_he_is_named_where_one_person_was_named_before() -> None:
    assert said(SPOKE) == {"Mr Holt said that the lamps had been out since Christmas."}


@pytest.mark.parametrize(
    ("sentence", "some"),
    [
        ("The requirement is £994,287,655.", {"The requirement is £994.3 million."}),
        ("The lighting cost £18,420.", {"The lighting cost about £18,400."}),
        ("There were 20 swings.", {"There were 20 swings."}),
    ],
)
def test_large_figures_are_rounded_as_people_round_them(sentence: str, some: set[str]) -> None:
    assert some & {rounded(sentence, NOWHERE, Random(seed)) for seed in range(12)}


def test_times_causes_and_who_said_it_stand_at_either_end() -> None:
    when = "The trust opened the new ward at the end of March 2021."
    assert otherwise_ordered(when, NOWHERE, Random(1)).startswith("At the end of March 2021, the")
    cause = "The bridge has been shut to lorries because its bearings had worn."
    assert otherwise_ordered(cause, NOWHERE, Random(1)) == (
        "Because its bearings had worn, the bridge has been shut to lorries."
    )
    rise = "Visits went from 4,100 to 5,200, the Curator told us."
    assert "to 5,200 from 4,100" in otherwise_ordered(rise, NOWHERE, Random(1))


def test_the_one_half_stands_alone() -> None:
    two = "The lease of the mill was signed in May, and the roof was repaired by the trust."
    assert {half(two, NOWHERE, Random(seed)) for seed in range(8)} == {
        "The lease of the mill was signed in May.",
        "The roof was repaired by the trust.",
    }


POT_HOLES = CheckedPassage(
    "Mr Holt reported that potholes in Larch Road and Hope Street had been mended, 31 of 64 in "
    "all. Cllr Voss asked that the grating be replaced in the autumn. Most of the bins at Castle "
    "Brae were full."
)


@pytest.mark.parametrize(
    ("edit", "sentence", "wrong"),
    [
        (
            subtle.other_of_passage,
            "Mr Holt reported that potholes had been mended.",
            "Cllr Voss reported that potholes had been mended.",
        ),
        (
            subtle.number_of_passage,
            "In all 31 potholes were mended.",
            "In all 64 potholes were mended.",
        ),
        (subtle.scope, "He saw that most bins were full.", "He saw that few bins were full."),
        (subtle.surer, "The grating may be replaced.", "The grating will be replaced."),
        (subtle.surer, "Potholes were mended.", "The grating was replaced in the autumn."),
        (subtle.undone, "Potholes were mended.", "Potholes was never mended."),
        (
            subtle.of_another,
            "Mr Holt reported that potholes had been mended.",
            "Cllr Voss reported that potholes had been mended.",
        ),
    ],
)
def test_a_sentence_is_made_wrong_with_what_its_passage_has(
    edit: object, sentence: str, wrong: str
) -> None:
    right = Example("", sentence, (POT_HOLES,))
    assert callable(edit)
    made = (edit(right, [POT_HOLES], Random(seed)) for seed in range(24))
    assert wrong in {one.sentence for one in made if one}


@pytest.mark.parametrize("learned", [weights, entailment])
def test_the_files_are_those_whose_making_is_told(learned: object) -> None:
    file, digest = Path(getattr(learned, "FILE")), str(getattr(learned, "SHA256"))  # noqa: B009
    assert hashlib.sha256(file.read_bytes()).hexdigest() == digest
    told_of = Path(qa.__file__).parent / "evaluation" / "README.md"
    assert digest in told_of.read_text(encoding="utf-8")
