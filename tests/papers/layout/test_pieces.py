"""What line ends and page breaks cut apart is put together; what only looks like a heading is
none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.papers.layout.piece import Piece
from qa.papers.layout.pieces import pieces
from qa.papers.layout.running_heads import bodies
from qa.papers.pages.sheet import Line, Sheet

SIZE = 11.0


def line(
    text: str, top: float, x0: float = 70, *, bold: bool = False, cells: tuple[str, ...] = ()
) -> Line:
    """A line; its cells, if any, stand 150 points apart."""
    placed = tuple((x0 + 150 * n, cell) for n, cell in enumerate(cells))
    x1 = placed[-1][0] + 60 if placed else x0 + 5 * len(text)
    return Line(text, 1, x0, x1, top, top + SIZE, SIZE, bold, placed)


def made(*pages: Line | tuple[Line, ...]) -> list[Piece]:
    """The pieces of a page of these lines, or of several pages."""
    first = tuple(one for one in pages if isinstance(one, Line))
    each = [first] if first else [one for one in pages if isinstance(one, tuple)]
    sheets = tuple(
        Sheet(n, 595, 842, tuple(replace(line, page=n) for line in lines))
        for n, lines in enumerate(each, 1)
    )
    return pieces(bodies(sheets), SIZE)


def test_a_line_in_the_middle_of_a_sentence_is_no_heading() -> None:
    """It stands in the middle of the page, as the name of a by-law does, all of it in bold."""
    found = made(
        line("That the by-law to confirm what was done by the Board at its", 100, bold=True),
        line("meeting held on the second of May", 130, 140, bold=True),
        line("and the said by-law be signed by the harbour master and sealed.", 160, bold=True),
    )
    assert [(piece.kind, piece.text) for piece in found] == [
        (
            "text",
            "That the by-law to confirm what was done by the Board at its meeting held on the "
            "second of May and the said by-law be signed by the harbour master and sealed.",
        )
    ]


def test_a_heading_may_go_on_in_small_letters() -> None:
    found = made(
        line("Report on the repair of the quay and", 100, bold=True),
        line("of the ferry", 125, bold=True),
        line("The quay was mended in March by two firms, and the ferry by one of them.", 150),
    )
    assert [piece.kind for piece in found] == ["heading", "text"]
    assert found[0].text == "Report on the repair of the quay and of the ferry"


def test_the_rest_of_a_cell_stays_in_its_row() -> None:
    found = made(
        line("Aim Measure Direction", 100, bold=True, cells=("Aim", "Measure", "Direction")),
        line("of travel", 118, 370, bold=True),
        line("Quay Days 12", 140, cells=("Quay", "Days", "12")),
    )
    assert found[0].text.endswith("Direction of travel")
    assert found[0].cells[-1][1] == "Direction of travel"


def test_where_all_is_bold_bold_lines_are_no_headings() -> None:
    """A heading in capitals or in larger type is one there, too."""
    text = "The quay was mended in March by two firms, and the ferry by one of them later."
    found = made(
        *(line(text, 100 + 13 * n, bold=True) for n in range(6)),
        line("There were no matters arising", 240, bold=True),
        line("THE FERRY", 280, bold=True),
        *(line(text, 310 + 13 * n, bold=True) for n in range(4)),
    )
    assert [piece.text for piece in found if piece.kind == "heading"] == ["THE FERRY"]


def test_a_point_of_a_list_is_no_heading_though_it_is_bold() -> None:
    found = made(
        line("Of the ferries, at the end of the year as at its beginning:", 100),
        line("• Nine are late", 125, bold=True),
        line("• Two are lost", 150, bold=True),
    )
    assert [piece.kind for piece in found] == ["text", "item", "item"]


def test_a_sentence_goes_on_below_the_heading_that_is_printed_again() -> None:
    found = made(
        (line("The harbour board is told of the ferry and of the quay on a regular", 700),),
        (
            line("8 | Ferries and quays", 100, bold=True),
            line("basis by those who look after them, at the end of each month.", 130),
        ),
    )
    assert [piece.kind for piece in found] == ["text", "heading"]
    assert found[0].text.endswith(
        "on a regular basis by those who look after them, at the end of each month."
    )
    assert found[0].page_end == 2


def test_a_sentence_that_ends_with_a_small_word_goes_on_with_a_name() -> None:
    found = made(
        line("That the quay be let from the first of May as it is to", 100, bold=True),
        line("Ferry Services of Hexley, who have paid for it.", 130, bold=True),
    )
    assert len(found) == 1 and "as it is to Ferry Services" in found[0].text


def test_a_cell_that_goes_on_over_the_page_stays_in_its_row() -> None:
    found = made(
        (
            line("The board met in May, and again in June of that year.", 100),
            line("8.4", 700),
            line("The board looks after the quay. Longer", 700, 220),
        ),
        (line("works are paid for by the county, and by the owners of the ferries.", 100, 220),),
    )
    row = found[-1]
    assert (row.kind, row.page, row.page_end) == ("row", 1, 2)
    assert row.text.endswith(
        "Longer works are paid for by the county, and by the owners of the ferries."
    )
    assert row.text[row.breaks[0] :].startswith("works are")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The setback from the rear line is reduced from 7.6 metres to", "4.06 metres for a shed."),
        ("That the words of the clerk on the coming year and the", "2031 Harbour Week be noted."),
    ],
)
def test_a_sentence_goes_on_over_the_page_behind_a_small_word(before: str, after: str) -> None:
    """It does so though the next page begins like a numbered paragraph."""
    found = made((line(before, 700),), (line(after, 100),))
    assert [piece.text for piece in found] == [f"{before} {after}"]


def test_a_list_begins_over_the_page() -> None:
    found = made(
        (line("The board then agreed at once to the work and to", 700),),
        (line("• new lamps", 100),),
    )
    assert [piece.text for piece in found][1:] == ["• new lamps"]


def test_a_footnote_parts_no_sentence() -> None:
    """The page ends with it, and the sentence goes on over the page."""
    note = replace(line("1 The Harbours Act (as amended).", 760), size=8.0)
    first = line("The board was told that the plan of the quay, as the act says,", 700)
    rest = line("was sound and that it may be built upon from the spring on.", 100)
    found = made((first, note), (rest,))
    assert [piece.text for piece in found] == [note.text, f"{first.text} {rest.text}"]
    assert [piece.page_end for piece in found] == [1, 2]


@pytest.mark.parametrize("result", ["“MOTION WITHDRAWN”", "“LOST”", "Motion tabled."])
def test_what_became_of_a_motion_is_no_heading(result: str) -> None:
    [piece] = made(line(result, 100, bold=True))
    assert piece.kind == "text"


def test_a_figure_at_the_end_of_a_sentence_begins_no_paragraph() -> None:
    """It stands where the words of its paragraph do, and not where their number does."""
    [piece] = made(
        line("3. The median wait at the end of August was 47 days and the longest was of", 100),
        line("of the boats that lay at the quay and of those that lay in the river all", 112, 90),
        line("203. The longest was that of a barge, which had been sunk twice.", 124, 90),
    )
    assert piece.text.endswith("which had been sunk twice.")
