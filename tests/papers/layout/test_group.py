"""A passage neither begins with the result of a motion before it nor ends with a heading."""

from __future__ import annotations

import pytest

from qa.papers.layout.group import Builder, Group
from qa.papers.layout.piece import Piece
from qa.papers.layout.section import Section
from qa.papers.paper import Meeting

LONG = "The officers told the committee of the quay and of the ferry that leaves from it. " * 6


def contexts(*found: tuple[str, str]) -> list[str]:
    """What each group of pieces is found by beside its words."""
    return [group.context for group in built(*found)]


def grouped(*found: tuple[str, str] | tuple[str, str, int]) -> list[list[str]]:
    """The groups of pieces, each given by its kind, its text and its page."""
    return [[piece.text for piece in group.pieces] for group in built(*found)]


def built(*found: tuple[str, str] | tuple[str, str, int]) -> list[Group]:
    """The same, as groups."""
    builder = Builder(Section("minutes", Meeting(), ()), of_record=True)
    for kind, text, *page in found:
        at = page[0] if page else 1
        builder.add(Piece(kind, text, at, at, 50, 10, False), "recorded")  # type: ignore[arg-type]
    return builder.groups()


@pytest.mark.parametrize(
    "result",
    [
        "“CARRIED”",
        "Lost.",
        "The motion was carried unanimously.",
        "“MOTION WITHDRAWN”",
        "CARRIED 4/2",  # shires in Australia
        "CARRIED UNANIMOUSLY 6/0",
        "CARRIED 7/0 BY ABSOLUTE MAJORITY",
        "Motion carried 5-1.",  # cities in America
        "LOST (2 votes to 5)",
    ],
)
@pytest.mark.parametrize("page", [1, 2])
def test_a_result_stays_with_its_motion(result: str, page: int) -> None:
    [motion, after] = grouped(
        ("text", f"Moved by Councillor Ames. {LONG}"), ("text", result, page), ("text", LONG, page)
    )
    assert motion[-1] == result and after == [LONG]


@pytest.mark.parametrize(
    "words",
    ["The motion was carried by the Mayor's vote.", "Approved 2031/32", "Agreed 5 of the 6 sites"],
)
def test_the_words_of_a_motion_are_no_result(words: str) -> None:
    assert len(grouped(("text", LONG * 2), ("text", words))) == 2


def test_a_heading_goes_with_what_stands_under_it() -> None:
    groups = grouped(("text", LONG), ("heading", "The quay"), ("text", LONG))
    assert groups == [[LONG], ["The quay", LONG]]


@pytest.mark.parametrize(
    "lead",
    [
        "Moved by Councillor Ames, seconded by Councillor Bree",
        "Proposed: Cllr Ames Seconded: Cllr Bree",
        "The Council resolved as follows:",
        "It was agreed that the following payments be made :-",
    ],
)
@pytest.mark.parametrize("page", [1, 2])
def test_who_moved_a_motion_stands_with_it(lead: str, page: int) -> None:
    motion = "That the ferry be painted."
    groups = grouped(("text", LONG * 2), ("text", lead), ("text", motion, page))
    assert groups == [[LONG * 2], [lead, motion]]


def test_a_motion_goes_on_over_the_page() -> None:
    groups = grouped(("text", "That the ferry be painted; and"), ("text", "that it be named.", 2))
    assert groups == [["That the ferry be painted; and", "that it be named."]]


@pytest.mark.parametrize("page", [1, 2])
@pytest.mark.parametrize("end", ["; and", ",", " that:"])
def test_a_list_is_not_cut_in_the_middle_of_a_sentence(end: str, page: int) -> None:
    clause = f"a) That the ferry be painted {'in green ' * 60}{end}"
    assert len(grouped(("item", clause), ("item", "b) that it be named.", page))) == 1


def test_a_lettered_heading_goes_with_the_paragraph_under_it() -> None:
    groups = grouped(("text", LONG), ("item", "(b) Friends of the Quay"), ("text", LONG))
    assert groups == [[LONG], ["(b) Friends of the Quay", LONG]]


def test_the_last_point_of_a_list_stays_with_the_list() -> None:
    points = [("item", "(a) The quay"), ("item", "(b) The ferry")]
    groups = grouped(("text", LONG), *points, ("text", LONG))
    assert groups == [[LONG, "(a) The quay", "(b) The ferry"], [LONG]]


def test_a_last_heading_with_nothing_under_it_is_no_passage() -> None:
    assert grouped(("text", LONG * 2), ("heading", "12. AOB")) == [[LONG * 2, "12. AOB"]]


@pytest.mark.parametrize("page", [1, 2])
@pytest.mark.parametrize("place", ["(Item 15)", "Agenda item 4a"])
def test_the_place_of_an_item_goes_with_its_heading(place: str, page: int) -> None:
    _, group = grouped(
        ("text", LONG * 2), ("heading", "306. The ferry"), ("text", place), ("text", LONG, page)
    )
    assert group == ["306. The ferry", place, LONG]


@pytest.mark.parametrize(
    "title", ["Risk 9 – Local reorganisation", "Local Government Reorganisation", "Other Business"]
)
@pytest.mark.parametrize("page", [1, 2])
def test_a_title_in_plain_type_goes_with_what_follows(title: str, page: int) -> None:
    before = (LONG * 2).strip()
    assert grouped(("text", before), ("text", title), ("text", LONG, page)) == [
        [before],
        [title, LONG],
    ]


@pytest.mark.parametrize(
    "line", ["John Marsh", "The meeting closed at nine", "Action: the clerk to write"]
)
def test_what_is_no_title_stays_where_it_stands(line: str) -> None:
    before = "Present were those who are named here, and no others"
    groups = grouped(("text", LONG * 2), ("text", before), ("text", line), ("text", LONG, 2))
    assert line in groups[-2]


def test_the_header_of_a_table_goes_with_its_rows() -> None:
    builder = Builder(Section("report", Meeting(), ()))
    for kind, text, bold in [
        ("text", LONG * 2, False),
        ("row", "Berth Owner Dues", True),
        ("row", f"4 A Moss 12.50 {LONG}", False),
    ]:
        builder.add(Piece(kind, text, 1, 1, 50, 10, bold), "recorded")  # type: ignore[arg-type]
    first, table = builder.groups()
    assert [piece.text for piece in first.pieces] == [LONG * 2]
    assert table.pieces[0].text == "Berth Owner Dues"


def test_a_lettered_title_goes_with_its_paragraph_behind_another_item() -> None:
    item = f"(a) Bank accounts {LONG}".strip()
    groups = grouped(("item", item), ("item", "(b) Harbour Partnership (HP)"), ("text", LONG))
    assert groups == [[item], ["(b) Harbour Partnership (HP)", LONG]]


def test_a_title_over_a_paragraph_that_runs_on_over_the_page_is_no_passage() -> None:
    builder = Builder(Section("report", Meeting(), ()))
    for kind, text, last in [
        ("heading", "Harbour Committee", 1),
        ("text", "Work programme 4 May 2031", 1),
        ("text", LONG, 2),
    ]:
        builder.add(Piece(kind, text, 1, last, 50, 10, False), "recorded")  # type: ignore[arg-type]
    assert len(builder.groups()) == 1


POINT = "• The crew of the ferry asked for a second boat in the summer months, and for a lamp. "


@pytest.mark.parametrize(
    "lead",
    [
        "During the debate these points were made:",
        "In answer to the committee, the applicant said as follows (see also: minute 4)",
        "The sessions at the quay include: * to be booked",
    ],
)
def test_a_list_that_is_cut_is_cut_before_what_leads_to_it(lead: str) -> None:
    first, second = grouped(("text", LONG), ("text", lead), *[("item", POINT)] * 5)
    assert first == [LONG] and second == [lead, *[POINT] * 5]


def test_the_rest_of_a_list_too_long_for_a_passage_is_found_by_what_leads_to_it() -> None:
    lead = "The sessions at the quay include:"
    builder = Builder(Section("report", Meeting(), ()))
    for kind, text in (("text", lead), *[("item", POINT)] * 20):
        builder.add(Piece(kind, text, 1, 1, 50, 10, False), "recorded")  # type: ignore[arg-type]
    first, *rest = builder.groups()
    assert first.pieces[0].text == lead and len(rest) > 1
    assert {group.context for group in rest} == {lead}


def test_points_that_nothing_leads_to_and_sentences_are_cut_as_before() -> None:
    assert grouped(("text", LONG), ("text", "Ferries"), *[("item", POINT)] * 5)[0][-1] == POINT
    groups = grouped(("text", LONG), ("text", "As said:"), ("item", POINT), ("text", LONG))
    assert groups == [[LONG, "As said:", POINT], [LONG]]


def test_a_list_of_short_lines_is_not_cut_where_a_passage_has_its_usual_size() -> None:
    lines = [("text", f"Payment {n} to the Wenbury Ferry Company") for n in range(12)]
    assert len(grouped(("text", "It was resolved to pay:"), ("text", LONG), *lines)) == 1
    sentences = [("text", f"Payment {n} to the Wenbury Ferry Company was made.") for n in range(12)]
    assert len(grouped(("text", "It was resolved to pay:"), ("text", LONG), *sentences)) > 1


def test_a_title_behind_a_list_goes_with_what_follows() -> None:
    points = [("item", f"• The lamp of quay {n}") for n in range(9)]
    first, second = grouped(("text", LONG), *points, ("text", "Risk 1 – The ferry"), ("text", LONG))
    assert first[-1] == "• The lamp of quay 8" and second == ["Risk 1 – The ferry", LONG]


def test_the_title_of_a_motion_with_who_moves_it_stands_with_the_motion() -> None:
    title = "Ferry Report HBR-22-014 Moved by Councillor Ames Seconded by Councillor Bree"
    groups = grouped(("text", LONG * 2), ("text", title), ("text", "That it be received."))
    assert groups == [[LONG * 2], [title, "That it be received."]]


def test_a_list_of_short_points_goes_on_over_the_page() -> None:
    first, second = "• the ferry is painted", "• the quay is mended"
    assert grouped(("item", first), ("item", second, 2)) == [[first, second]]


def test_a_point_with_short_lines_under_it_is_carried_whole() -> None:
    before = ("text", LONG * 2 + "The quay")
    lines = [("text", "9. Finance"), *[("text", f"Hall fee {at}") for at in range(18)]]
    groups = grouped(before, *lines, *[("text", f"Rent of boat {at}") for at in range(20)])
    assert groups[-1][0] == "9. Finance"


@pytest.mark.parametrize(
    "lead", ["The Council resolved as follows:", "That the following be sold by auction:"]
)
def test_the_later_points_of_a_list_are_found_by_what_leads_to_it(lead: str) -> None:
    points = [("item", f"{letter}) That the boat be sold. {LONG}") for letter in "abcd"]
    groups = contexts(("text", lead), *points)
    assert groups[0] == "" and groups[1:] == [lead] * (len(groups) - 1) and len(groups) > 2


def test_numbered_paragraphs_are_no_list_of_what_stands_before_them() -> None:
    points = [("item", f"{n}. The boat was late. {LONG}") for n in (1, 2, 3)]
    assert not any(contexts(("text", "The ferry was discussed."), *points))
