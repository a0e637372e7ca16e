"""Abbreviations that papers explain, and where the explanation holds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.papers.glossary import explained, with_terms
from tests.made import a_passage


@pytest.mark.parametrize(
    ("text", "short", "meaning"),
    [
        ("The director of housing (DOH) explained", "DOH", "director of housing"),
        (
            "the assistant director education, development and skills (ADED&S) said",
            "ADED&S",
            "assistant director education, development and skills",
        ),
        ("a report by the Head of Commissioning (HOC)", "HOC", "Head of Commissioning"),
        ("Key Performance Indicators (KPIs) were red", "KPIs", "Key Performance Indicators"),
        ("Present: Barbara McTavish (BMcT)", "BMcT", "Barbara McTavish"),
        ("free school meals (“FSM”)", "FSM", "free school meals"),
    ],
)  # fmt: skip
def test_what_stands_before_the_brackets_is_what_is_meant(
    text: str, short: str, meaning: str
) -> None:
    assert explained([a_passage(text)])[short] == meaning


@pytest.mark.parametrize(
    "text",
    [
        "the report was noted (DCF)",
        "Kent. This Commissioning Plan (KCP) is new",
        "an item (Item 9) and (Pages 3 - 4)",
    ],
)
def test_what_does_not_fit_the_letters_is_no_meaning(text: str) -> None:
    assert explained([a_passage(text)]) == {}


def test_those_present_are_known_by_their_initials() -> None:
    there = a_passage("Present: Hector Rufrancos, Lorna McWilliams, Cllr Eunis Jassemi")
    debate = a_passage("HR would ask the council; LMcW thanked EJ. DR was away.")
    assert explained([there, debate]) == {
        "HR": "Hector Rufrancos",
        "LMcW": "Lorna McWilliams",
        "EJ": "Eunis Jassemi",
    }


def test_initials_that_two_people_share_name_neither() -> None:
    there = a_passage("Present: Hector Rufrancos, Helen Rowe")
    assert explained([there, a_passage("HR would ask.")]) == {}


def test_an_explanation_holds_in_its_part_first_and_elsewhere_where_it_is_the_only_one() -> None:
    first = [
        a_passage("The Head of Community Commissioning (HCC) spoke."),
        a_passage("The HCC explained the framework. The LGA agreed."),
    ]
    second = [
        a_passage("Hexley County Council (HCC) and the Local Government Association (LGA) met."),
        a_passage("The HCC leader wrote to Hexley County Council's members."),
    ]
    third = [a_passage("The HCC was asked by the LGA.")]
    found = with_terms([first, second, third])
    assert found[1].terms == (
        ("HCC", "Head of Community Commissioning"),
        ("LGA", "Local Government Association"),
    )
    assert found[2].terms == (), "both names stand there"
    assert found[4].terms == (("LGA", "Local Government Association"),), "HCC is two things"


def test_a_passage_with_the_words_is_found_by_the_letters() -> None:
    part = [
        a_passage("elective home education (EHE) rose"),
        replace(a_passage("Elective home education fell."), page=2),
    ]
    assert with_terms([part])[1].terms == (("EHE", "elective home education"),)
