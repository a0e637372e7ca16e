"""The number printed on a sheet is that of the page: no year, and no number of an item."""

from __future__ import annotations

import pytest

from qa.papers.layout.running_heads import bodies
from qa.papers.pages.sheet import Line, Sheet

WIDTH, HEIGHT = 595.0, 842.0


def sheets(heads: list[str], feet: list[str] | None = None) -> tuple[Sheet, ...]:
    """A sheet for each head (and foot), with words of its own between them."""
    return tuple(
        Sheet(
            number,
            WIDTH,
            HEIGHT,
            tuple(
                Line(text, number, 60, 300, top, top + 10, 10)
                for text, top in (
                    (head, 30),
                    (f"The words of {number * 7} sheets.", 300),
                    (foot, 800),
                )
                if text
            ),
        )
        for number, (head, foot) in enumerate(zip(heads, feet or [""] * len(heads), strict=True), 1)
    )


def printed(heads: list[str], feet: list[str] | None = None) -> list[str | None]:
    return [body.printed for body in bodies(sheets(heads, feet))]


@pytest.mark.parametrize(
    ("heads", "numbers"),
    [
        (["2-11", "2-12", "2-13"], ["2-11", "2-12", "2-13"]),
        (["A-1", "A-2", "B-1", "B-2"], ["A-1", "A-2", "B-1", "B-2"]),
        (["Page S-123", "Page S-124"], ["S-123", "S-124"]),
        (["i", "ii", "iii", "iv"], ["i", "ii", "iii", "iv"]),
        (["Page IX", "Page X"], ["IX", "X"]),
        (["ii", "iii", "1", "2"], ["ii", "iii", "1", "2"]),
        (["C3", "C4", "C5"], ["C3", "C4", "C5"]),
        (["A-12", "A-13"], ["A-12", "A-13"]),
        (["- 7 -", "- 8 -"], ["7", "8"]),
        (["Page 7 of 9", "Page 8 of 9"], ["7", "8"]),
        (["Tudalen 7", "Tudalen 8"], ["7", "8"]),
        (["Marsh Town minutes 14", "Marsh Town minutes 15"], ["14", "15"]),
        (["Item 5 Page 14", "Item 5 Page 15"], ["14", "15"]),
        (
            [str(n) for n in range(1998, 2004)],
            [str(n) for n in range(1998, 2004)],
        ),  # a bound volume
    ],
)
def test_numbers_of_pages_are_printed_numbers(heads: list[str], numbers: list[str]) -> None:
    assert printed(heads) == numbers
    texts = [[line.text for line in body.lines] for body in bodies(sheets(heads))]
    assert all(len(lines) == 1 for lines in texts)  # and are no part of the words


@pytest.mark.parametrize(
    "heads",
    [
        ["Item 4", "Item 5", "Item 6"],
        ["Planning Committee item no. 4", "Planning Committee item no. 5"],
        ["Chapter 2 The marsh", "Chapter 3 The marsh"],
        ["Section 2 —", "Section 3 —"],
        ["Application no: 7 Marsh Council", "Application no: 8 Marsh Council"],
        ["Lot 3", "Lot 4"],
        ["Risk 3", "Risk 4"],
        ["Enc 3", "Enc 4"],
        ["Ref 101", "Ref 102"],
        ["Q1", "Q2"],
        ["Q1", "Q2", "Q3"],
        ["Minute 12", "Minute 13"],
        ["Minute No. 12", "Minute No. 13"],
        ["H1", "H2"],  # two sites of a plan
        ["iv", "i"],
        ["mix", "mild"],
        ["4 March 2025", "5 March 2025"],
        ["Eitem 3 Cyngor y Morfa", "Eitem 4 Cyngor y Morfa"],
        ["2021", "2022", "2023"],
        ["Accounts of the harbour 2021", "Accounts of the harbour 2022"],
        ["2-11", "5-3"],  # not in step: headings of their own
    ],
)
def test_other_numbers_are_not(heads: list[str]) -> None:
    assert printed(heads) == [None] * len(heads)


def test_the_page_counts_where_an_item_is_named_too() -> None:
    assert printed(["Item 4", "Item 5"], ["Page 21", "Page 22"]) == ["21", "22"]


@pytest.mark.parametrize(
    "line",
    ["Signed ______________________ Dated ____________", "Minutes of 4 March 2025 – Page 2"],
)
def test_lines_for_signatures_and_heads_of_a_single_sheet_are_no_words(line: str) -> None:
    assert all(line not in [one.text for one in body.lines] for body in bodies(sheets(["", line])))


def test_a_head_that_goes_on_below_the_margin_is_no_text() -> None:
    """Three lines down to "Page 2", as cities in Canada print them."""
    found = tuple(
        Sheet(
            number,
            WIDTH,
            HEIGHT,
            tuple(
                Line(text, number, 60, 300, top, top + 10, 10)
                for text, top in (
                    ("Harbour Committee Minutes", 80),
                    ("June 12, 2017", 94),
                    (f"Page {number}", 108),
                    (f"Councillor Ames spoke of {number * 7} boats.", 140),
                )
            ),
        )
        for number in (2, 3, 4)
    )
    texts = [[line.text for line in body.lines] for body in bodies(found)]
    assert texts == [[f"Councillor Ames spoke of {n * 7} boats."] for n in (2, 3, 4)]
    assert [body.printed for body in bodies(found)] == ["2", "3", "4"]


@pytest.mark.parametrize("place", [790, 812])
def test_what_ends_the_minutes_beside_the_number_of_the_page_is_text(place: float) -> None:
    """Above the number or below it; the name of the body, which each foot has, is none."""
    ending = "Meeting closed at 8.35pm"

    def sheet(number: int, last: str) -> Sheet:
        lines = (
            (f"The clerk spoke of {number * 7} trees.", 300),
            (last, place),
            (f"Page {number} of 2", 801),
            ("Ashwell Parish Council", 820),
        )
        return Sheet(
            number,
            WIDTH,
            HEIGHT,
            tuple(Line(text, number, 60, 300, top, top + 9, 10) for text, top in lines if text),
        )

    first, last = bodies((sheet(1, ""), sheet(2, ending)))
    assert [line.text for line in first.lines] == ["The clerk spoke of 7 trees."]
    assert [line.text for line in last.lines] == ["The clerk spoke of 14 trees.", ending]
    assert (first.printed, last.printed) == ("1", "2")


@pytest.mark.parametrize(
    "line",
    [
        "Signed _______________________________ Dated 6th November 2018",
        "Signed: ______________ (Chairman) Date: ________",
        "Chairman: ____________________",
    ],
)
def test_a_line_for_a_signature_is_no_text(line: str) -> None:
    [body] = bodies(sheets(["", ""]))[:1]
    whole = [*body.sheet.lines, Line(line, 1, 60, 400, 600, 610, 10)]
    [body] = bodies((Sheet(1, WIDTH, HEIGHT, tuple(whole)),))
    assert [one.text for one in body.lines] == ["The words of 7 sheets."]


def test_a_line_to_be_filled_in_is_text() -> None:
    line = Line("Name of the boat ________ and of its owner", 1, 60, 400, 600, 610, 10)
    [body] = bodies((Sheet(1, WIDTH, HEIGHT, (line,)),))
    assert body.lines == (line,)


def test_the_head_of_a_second_sheet_ends_with_its_number() -> None:
    """No other sheet has its second line, which stands below the margin."""
    head = ("Harbour Committee Minutes", "Meeting of 4 May 2031", "Page 2")
    lines = [
        Line(text, 2, 60, 300, 50 + 16 * n, 60 + 16 * n, 10)
        for n, text in enumerate([*head, "The quay was mended."])
    ]
    first = Sheet(1, WIDTH, HEIGHT, (Line("The ferry was late.", 1, 60, 300, 300, 310, 10),))
    _, body = bodies((first, Sheet(2, WIDTH, HEIGHT, tuple(lines))))
    assert [line.text for line in body.lines] == ["The quay was mended."]


def test_a_page_that_is_named_in_a_list_ends_no_head() -> None:
    lines = [
        Line(text, 2, 60, 300, 60 + 16 * n, 70 + 16 * n, 10)
        for n, text in enumerate(["Contents", "The quay", "Page 7", "The ferry", "Page 9"])
    ]
    first = Sheet(1, WIDTH, HEIGHT, (Line("The ferry was late.", 1, 60, 300, 300, 310, 10),))
    _, body = bodies((first, Sheet(2, WIDTH, HEIGHT, tuple(lines))))
    assert "The quay" in [line.text for line in body.lines]


def test_a_head_of_all_sheets_but_the_first_is_no_text() -> None:
    head = "Ferries Committee minutes of May 21, 2031"
    found = bodies(sheets(["Ferries Committee", head, head]))
    assert all(head not in [line.text for line in body.lines] for body in found)
    once = bodies(sheets(["Ferries Committee", head, "Harbour"]))
    assert next(line.text for line in once[1].lines) == head


@pytest.mark.parametrize("head", ["Page 2 – Minutes – May 4, 2031", "Minutes of 4 May – Page 2"])
def test_the_head_of_the_second_of_two_sheets_is_no_text(head: str) -> None:
    second = bodies(sheets(["Harbour Committee", head]))[1]
    assert second.printed == "2"
    assert head not in [line.text for line in second.lines]
