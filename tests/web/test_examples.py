"""The questions that an empty chat offers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.library.library import Library
from qa.web.examples import examples, subject
from tests.made import a_passage


def test_they_are_made_from_the_items_of_minutes(library: Library) -> None:
    assert examples(library.store) == [
        "What happened to bus passes?",
        "What was decided about mobile library?",
    ]


@pytest.mark.parametrize(
    ("item", "text", "title"),
    [
        (
            "8. REVIEW OF BUS PASSES IN ASHCOMBE",
            "Bus use in Ashcombe.",
            "review of bus passes in Ashcombe",
        ),
        ("47 Free school meals", "", "Free school meals"),
        ("SEND strategy:", "", "SEND strategy"),
        ("3. APOLOGIES FOR ABSENCE", "", ""),
        ("Minutes of the previous meeting", "", ""),
        ("12.", "", ""),
        ("A" * 80, "", ""),
    ],
)
def test_a_title_is_made_to_stand_in_a_sentence(item: str, text: str, title: str) -> None:
    assert subject(replace(a_passage(text), item=item)) == title
