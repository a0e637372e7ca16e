"""A name with which a sentence begins."""

from __future__ import annotations

import pytest

from qa.checking.check import check
from qa.checking.passage import CheckedPassage
from qa.checking.reading import read

# A shire and a county, both invented.
GRANT = CheckedPassage(
    "Councillor Marsh moved, and Councillor Bell seconded, that the ferry be given a grant of "
    "£4,000. Mrs Woods asked when it would be paid. Mr Green did not vote. Carried."
)

WEIR = CheckedPassage(
    "Mr Field told the committee that the weir would be mended in May. Ms Church asked for three "
    "prices. Mr Park thanked the ranger."
)


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Bell moved the grant.", ["bell"]),
        ("Marsh did not vote on the ferry.", ["marsh"]),
        ("Hobbs seconded it.", ["hobbs"]),
        ("Green and Bell voted against it.", ["green", "bell"]),
        ("Residents asked for a ferry.", []),
        ("Councillors voted on the grant.", []),
        ("Staff said that it was late.", []),
        ("Work did not begin.", []),
        ("Marsh covers half of the parish.", []),
    ],
)
def test_who_does_what_people_do_without_an_article_is_named(
    sentence: str, names: list[str]
) -> None:
    assert [one.word for one in read(sentence).units if one.is_name] == names


@pytest.mark.parametrize(
    ("passage", "right", "wrong"),
    [
        (GRANT, "Woods asked when it would be paid.", "Bell asked when it would be paid."),
        (GRANT, "Green did not vote.", "Stone did not vote."),
        (WEIR, "Church asked for three prices.", "Field asked for three prices."),
        (
            WEIR,
            "Field told the committee that the weir would be mended.",
            "Lake told the committee that the weir would be mended.",
        ),
        (WEIR, "Park thanked the ranger.", "Church thanked the ranger."),
    ],
)
def test_what_one_did_is_told_of_nobody_else(
    passage: CheckedPassage, right: str, wrong: str
) -> None:
    assert check(right, [passage]).borne_out
    assert not check(wrong, [passage]).borne_out
