"""Parts of a motion that were voted on one by one: one that was lost says nothing of the others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.papers.registers.resolution import resolutions
from tests.made import a_passage

RECOMMENDED = (
    "Moved by Councillor Ash\n"
    "That Council approve the recommendations outlined in Report 7, as follows:\n"
    "a) That the depot be moved; and\nb) That staff report back in a year.\n"
)


def ended(text: str) -> list[tuple[str, str]]:
    """How each entry ended, with its words."""
    passages = [replace(a_passage(text), item="8. Lido")]
    return [
        (one.outcome, " ".join(text[words.start : words.end] for words in one.words))
        for one in resolutions(passages)
    ]


@pytest.mark.parametrize(
    ("text", "carried", "lost"),
    [
        (  # a city in Ontario, where a member put the last one there
            f"{RECOMMENDED}Added by Councillor Birch on May 3, 2015:\n"
            "c) That staff report on closing the pier.\n"
            "Councillor Rowan asked that the recommendations be separated for vote.\n"
            "Upon recommendation a), the motion carried.\n"
            "Upon recommendation b), the motion carried.\n"
            "Upon recommendation c), the motion lost.",
            ["depot be moved", "report back in a year"],
            ["Added by Councillor Birch", "closing the pier"],
        ),
        (  # a community board in New Zealand
            "Moved (Cr Ash/Cr Birch)\nThat the Board:\n(1) closes the lido in winter;\n"
            "(2) raises the entry fee to $6; and\n(3) thanks the friends of the lido.\n"
            "The motion was put in parts.\nClause (2) was put and declared LOST.\n"
            "Clauses (1) and (3) were put and declared CARRIED.",
            ["closes the lido", "thanks the friends"],
            ["raises the entry fee"],
        ),
        (  # one sentence tells of both
            "Councillor Ash moved and Councillor Birch seconded:\n1. That the hall be let.\n"
            "2. That the rent be £500.\nPart 1 of the motion was carried and part 2 was lost.",
            ["hall be let"],
            ["rent be £500"],
        ),
    ],
)
def test_a_part_ends_as_its_own_result_says(text: str, carried: list[str], lost: list[str]) -> None:
    told = ended(text)
    for words, outcome in [
        *((one, "carried") for one in carried),
        *((one, "lost") for one in lost),
    ]:
        assert [found for found, own in told if words in own] == [outcome]


def test_what_a_motion_is_voted_on_without_is_no_part_that_carried() -> None:
    told = ended(
        f"{RECOMMENDED}Upon item b), the motion lost.\n"
        "Upon the main motion, less item b), the motion carried."
    )
    assert [outcome for outcome, own in told if "depot" in own] == ["carried"]
    assert [outcome for outcome, own in told if "in a year" in own] == ["lost"]


def test_a_part_that_is_not_printed_does_not_lose_the_motion() -> None:
    told = ended(
        "Councillor Ash moved that Report 4 be approved.\nUpon item 9, the motion lost.\n"
        "Upon the main motion, less item 9, the motion carried."
    )
    assert [outcome for outcome, own in told if "Report 4" in own] == ["carried"]


def test_a_list_within_a_part_has_no_parts_of_its_own() -> None:
    told = ended(
        "Moved by Councillor Ash\nThat Council approve:\na) That the site be sold if:\n"
        "i) it is surveyed; and\nii) it is fenced.\nb) That the mast be let.\n"
        "Upon recommendation a), the motion carried.\nUpon recommendation b), the motion lost."
    )
    assert [outcome for outcome, own in told if "fenced" in own] == ["carried"]
    assert [outcome for outcome, own in told if "mast" in own] == ["lost"]
