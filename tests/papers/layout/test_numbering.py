"""What begins an item by its label, and what only looks like one."""

from __future__ import annotations

from qa.evaluation.forms import Form
from qa.papers.layout.label import label_of
from qa.papers.layout.title import title_of


def items(*lines: str) -> list[str]:
    """The items of minutes with these lines, in order."""
    read = Form(0, lines, {"items": []}).read()
    return list(dict.fromkeys(one.item for one in read.passages if one.item))


def test_a_word_in_capitals_begins_with_no_roman_number() -> None:
    assert label_of("VOTE: 5-0.") is None and label_of("LIGHTS in Mill Lane") is None
    assert label_of("V. REPORTS") and label_of("XI REPORTS")


def test_the_number_of_what_is_moved_is_no_item() -> None:
    found = items(
        "BARGE",
        "Moved by Councillor Rowan",
        "RC19-290 That Council buy the barge of the mill.",
        "Carried.",
        "FERRY",
        "Moved by Councillor Larch",
        "RC19-291 That Council close the ferry in winter.",
        "Defeated.",
        "BYLAW",
        "Moved by Councillor Oak",
        "RC19-295 That Council give second reading to Bylaw No. 5.",
        "Defeated.",
    )
    assert not [one for one in found if "RC19" in one]


def test_what_was_received_may_be_a_title() -> None:
    received, approved = title_of("Decisions received"), title_of("Minutes of 9 May approved")
    assert received and received.words == "Decisions received"
    assert approved and approved.words == "Minutes of 9 May"
