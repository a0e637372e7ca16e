"""Rows of ruled tables are whole, and each of their cells is read to its end, however drawn."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas

from qa.papers.layout.piece import Piece
from qa.papers.layout.pieces import pieces
from qa.papers.layout.running_heads import bodies
from qa.papers.pages.line import page_text
from qa.papers.pages.ruled import ruled_rows
from qa.papers.pages.sheet import Sheet
from qa.papers.pages.stroke import Stroke

LEADING = 10.0
Row = list[list[str]]  # the lines of each cell

# A county's list of savings, a parish's list of actions, a city's list of grants.
TABLES: list[list[Row]] = [
    [
        [
            ["Prices"],
            ["Contract for the upkeep of", "quays and the new ferry, which", "ends in the spring"],
            ["-120.5"],
        ],
        [["Growth"], ["More berths are let to the", "owners of small boats"], ["44.0"]],
    ],
    [
        [["12.4 Bench"], ["The clerk to ask for three", "prices for oak"], ["Cllr Moss", "by May"]],
        [["12.5 Pond"], ["Weeds to be pulled out by", "the volunteers"], ["Cllr Dray", "by June"]],
    ],
    [
        [["Rowing Club"], ["To mend the boathouse after", "the flood of last winter"], ["$2,400"]],
        [["Museum"], ["For the lamp of the old", "lighthouse"], ["$900"]],
    ],
]
EDGES = [40.0, 130.0, 300.0, 380.0]


def drawn(
    path: Path, tables: list[list[Row]], *, across: bool, ruled: bool = True, head: str = ""
) -> list[Sheet]:
    """A page for each table, drawn cell by cell or, line by line, `across` the page."""
    canvas = Canvas(str(path), pagesize=(420, 400))
    for table in tables:
        canvas.setFont("Helvetica", 8)
        if head:
            canvas.drawString(40, 370, head)
        y = 340.0
        tops = [y]
        for row in table:
            high = max(map(len, row))
            places = [(n, k) for n in range(high) for k, cell in enumerate(row) if n < len(cell)]
            for n, k in sorted(places, key=None if across else lambda place: (place[1], place[0])):
                canvas.drawString(EDGES[k] + 4, y - 8 - LEADING * n, row[k][n])
            y -= LEADING * high + 2
            tops.append(y)
        for top in tops if ruled else ():
            canvas.line(EDGES[0], top, EDGES[-1], top)
        for x in EDGES if ruled else ():
            canvas.line(x, tops[0], x, tops[-1])
        canvas.showPage()
    canvas.save()
    with closing(pdfium.PdfDocument(path)) as document:
        return [
            Sheet(n, 420, 400, page_text(document[n - 1], n).lines)
            for n in range(1, len(tables) + 1)
        ]


def found(sheets: list[Sheet]) -> list[Piece]:
    return pieces(bodies(tuple(sheets)), 8.0)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("across", [True, False])
def test_each_row_is_whole_and_each_cell_is_read_to_its_end(
    tmp_path: Path, table: list[Row], across: bool
) -> None:
    rows = found(drawn(tmp_path / "a.pdf", [table], across=across))
    assert [row.kind for row in rows] == ["row"] * len(table)
    for row, cells in zip(rows, table, strict=True):
        for cell in cells:
            assert " ".join(cell) in row.text.replace("\n", " ")


def test_a_row_of_single_lines_stays_one_line(tmp_path: Path) -> None:
    """It is quoted as it is printed."""
    table: list[Row] = [[["Rates"], ["Quay"], ["12.50"]], [["Dues"], ["Ferry"], ["9.00"]]]
    rows = found(drawn(tmp_path / "a.pdf", [table], across=True))
    assert [row.text for row in rows] == ["Rates Quay 12.50", "Dues Ferry 9.00"]


def test_a_row_that_a_page_cuts_in_two_is_one_piece(tmp_path: Path) -> None:
    first: list[Row] = [
        [["Rules"], ["The officers state that the care of", "the quay is"], ["May"]]
    ]
    rest: list[Row] = [
        [[""], ["good in all of its parts"], [""]],
        [["Nets"], ["To be dried"], ["June"]],
    ]
    whole, after = found(drawn(tmp_path / "a.pdf", [first, rest], across=False))
    assert (whole.page, whole.page_end) == (1, 2)
    assert whole.text[whole.breaks[0] :].startswith("good in all of its parts")
    assert after.text == "Nets To be dried June" and after.page == 2


def test_rows_that_end_stay_apart_over_the_page(tmp_path: Path) -> None:
    first: list[Row] = [[["Rules"], ["The care of the quay is", "good."], ["May"]]]
    rest: list[Row] = [[["Nets"], ["To be dried by the crew", "of the ferry."], ["June"]]]
    assert [row.page for row in found(drawn(tmp_path / "a.pdf", [first, rest], across=False))] == [
        1,
        2,
    ]


def test_words_without_rules_or_in_a_frame_are_no_table(tmp_path: Path) -> None:
    [sheet] = drawn(tmp_path / "a.pdf", [TABLES[0]], across=True, ruled=False)
    assert not any(line.row for line in sheet.lines)
    frame = [
        Stroke(40, 40, 380, 40),
        Stroke(40, 300, 380, 300),
        Stroke(40, 40, 40, 300),
        Stroke(380, 40, 380, 300),
    ]
    assert ruled_rows(frame) == []


def test_a_drawing_is_no_table() -> None:
    """It has more strokes than any table, and costs no time."""
    grid = [Stroke(x, 40, x, 300) for x in range(40, 380)]
    assert ruled_rows([*grid * 2, Stroke(40, 40, 380, 40)]) == []


def test_a_row_without_its_first_cell_goes_on_with_the_one_before_the_page(tmp_path: Path) -> None:
    """Nothing else says what it is of."""
    first: list[Row] = [[["Recommendation 4"], ["A pool of boats for schools."], ["Agreed."]]]
    rest: list[Row] = [
        [[""], ["That the board keeps such a pool."], [""]],
        [["Recommendation 5"], ["Lamps."], ["Not agreed."]],
    ]
    whole, after = found(drawn(tmp_path / "a.pdf", [first, rest], across=False))
    assert whole.text.startswith("Recommendation 4") and "such a pool" in whole.text
    assert after.text.startswith("Recommendation 5")


@pytest.mark.parametrize("label", ["(b)", "14", "2.1"])
def test_a_label_in_a_column_of_its_own_stands_with_its_words(tmp_path: Path, label: str) -> None:
    table: list[Row] = [
        [[label], ["the boats be lent to the", "schools in the summer"], ["Accepted"]],
        [["9"], ["the lamps be lit"], ["Noted"]],
    ]
    first, _ = found(drawn(tmp_path / "a.pdf", [table], across=True))
    assert first.text.split("\n")[0] == f"{label} the boats be lent to the schools in the summer"


def test_the_number_of_a_row_is_none_of_a_page(tmp_path: Path) -> None:
    """It stands alone in its column, outside of the others, and grows from sheet to sheet."""
    tables: list[list[Row]] = [
        [[[str(140 + n)], ["Dues that the owners of", "boats pay for a berth"], ["44.0"]]]
        for n in range(1, 5)
    ]
    sheets = drawn(tmp_path / "a.pdf", tables, across=True)
    for n, body in enumerate(bodies(tuple(sheets)), 1):
        assert str(140 + n) in " ".join(line.text for line in body.lines)


def test_rows_of_figures_between_two_rules_stay_rows(tmp_path: Path) -> None:
    """As budgets are ruled: one rule above the rows of a part and one below, and upright ones."""
    between: list[Row] = [
        [["Pay", "Prices of fuel", "Demand"], ["120.5", "-44.0", "9.1"], ["118.0", "0.0", "(8.2)"]],
        [["Total"], ["85.6"], ["126.2"]],
    ]
    rows = found(drawn(tmp_path / "a.pdf", [between], across=True))
    assert [row.text for row in rows] == [
        "Pay 120.5 118.0",
        "Prices of fuel -44.0 0.0",
        "Demand 9.1 (8.2)",
        "Total 85.6 126.2",
    ]


LISTS: list[list[Row]] = [
    [
        [["Ends at Quay House:"], ["Offered at the Ferry Hall:"]],
        [
            ["- Baby swim", "- Stay and play", "- Sing and sign", "- Oar craft"],
            ["- Baby swim", "- Advice on debt", "- First aid", "- Net mending", "- Chess"],
        ],
    ],
    [
        [["What went well"], ["What is to be better", "by next spring"]],
        [
            ["• Bench mended", "• Pond cleared", "• Bins came", "• Fete held"],
            ["• The path that floods", "after rain", "• Lamp is out", "• Gate sticks", "• Dogs"],
        ],
    ],
    [  # who voted how, and who was there
        [["For"], ["Against"], ["Abstained"]],
        [["Mayor Ann Rowan", "Cr Larch", "Cr Elm"], ["Cr Oak", "Deputy Mayor Fir"], ["None"]],
    ],
    [
        [["Present"], ["Apologies"]],
        [["Ada Rowan", "Bea Larch", "Cai O’Dea"], ["Dan Oak"]],
    ],
]


@pytest.mark.parametrize("table", LISTS)
@pytest.mark.parametrize("across", [True, False])
def test_each_of_the_lists_side_by_side_is_read_under_its_own_head(
    tmp_path: Path, table: list[Row], across: bool
) -> None:
    said = " ".join(
        piece.text for piece in found(drawn(tmp_path / "a.pdf", [table], across=across))
    )
    columns = [head + body for head, body in zip(*table, strict=True)]
    assert said.split() == " ".join(" ".join(column) for column in columns).split()


def test_a_third_row_short_cells_or_sentences_are_rows_as_before(tmp_path: Path) -> None:
    heads, lists = LISTS[0]
    last: Row = [["Ends in May"], ["Begins in June"]]
    rows = found(drawn(tmp_path / "a.pdf", [[heads, lists, last]], across=True))
    assert rows[0].text.split()[-1] == "Hall:" and rows[-1].text == "Ends in May Begins in June"
    short: Row = [["- Swim", "- Play"], ["- Debt", "- Chess"]]
    assert len(found(drawn(tmp_path / "b.pdf", [[heads, short]], across=True))) == 2
    titles: Row = [["Target", "Progress"], ["Action Owner"], ["By When"]]
    assert len(found(drawn(tmp_path / "d.pdf", [[[["A"], ["B"], ["C"]], titles]], across=True))) > 1
    asked: Row = [["Why was the ferry", "late?"], ["The crew was ill."]]
    again: Row = [["Who", "steers", "the", "ferry?"], ["Two", "of the", "crew", "do."]]
    rows = found(drawn(tmp_path / "c.pdf", [[asked, again]], across=False))
    assert [row.text.split()[-1] for row in rows] == ["ill.", "do."]
