"""A row of a table keeps the header of its columns, which may stand on a page before."""

from __future__ import annotations

from qa.papers.layout.piece import Piece
from qa.papers.layout.prose import prose
from qa.papers.layout.section import Section
from qa.papers.paper import Meeting

EDGES = (60, 200, 330, 450)


def row(page: int, *cells: str, bold: bool = False) -> Piece:
    placed = tuple(zip(EDGES, cells, strict=False))
    return Piece("row", " ".join(cells), page, page, 60, 9, bold, cells=placed)


def table(header: Piece, rows_a_page: int = 30, *, again: bool = False) -> list[Piece]:
    """A table on two pages, at the head of the second of which its header may be printed again."""
    first = [
        row(1, f"0{n % 9 + 1}/04/2025", f"Ferry works {n}", f"{n * 37 + 400:,}.00")
        for n in range(rows_a_page)
    ]
    second = [
        row(2, f"1{n % 9}/04/2025", f"Quay works {n}", f"{n * 41 + 300:,}.00")
        for n in range(rows_a_page)
    ]
    repeated = [row(2, *(text for _, text in header.cells), bold=header.bold)] if again else []
    return [header, *first, *repeated, *second]


def headers(pieces: list[Piece]) -> list[tuple[int, str]]:
    """The page on which each group begins, and its header."""
    groups = prose(Section("report", Meeting(), ()), pieces)
    return [(group.pieces[0].page, group.header) for group in groups]


def test_each_group_of_rows_has_the_header_of_its_table() -> None:
    header = row(1, "Date", "Supplier", "Paid £", bold=True)
    for again in (False, True):
        found = headers(table(header, again=again))
        assert {page for page, _ in found} == {1, 2}
        assert {text for _, text in found} == {"Date Supplier Paid £"}


def test_a_row_of_words_over_words_is_no_header() -> None:
    """Of such a table it is not known whether its first row names the columns."""
    rows = [row(1, "The quay", "is mended", f"by hand {n}") for n in range(60)]
    assert {text for _, text in headers(rows)} == {""}


def test_what_stands_behind_a_table_has_no_header() -> None:
    header = row(1, "Date", "Supplier", "Paid £", bold=True)
    text = Piece("text", "The clerk told of the quay and the ferry. " * 12, 3, 3, 60, 9, False)
    assert headers([*table(header), text])[-1][1] == ""


def test_a_bold_total_is_no_header() -> None:
    """It ends the rows above it, and says nothing of those below."""
    rows = [
        row(1, f"0{n % 9 + 1}/04/2025", f"Ferry {n}", f"{n * 37 + 400:,}.00") for n in range(40)
    ]
    total = row(1, "Total", "of the quay", "40,215.20", bold=True)
    assert {text for _, text in headers([total, *rows])} == {""}


def test_a_bold_total_in_one_cell_is_not_what_later_rows_are_found_by() -> None:
    rows = [row(2, f"Ferry works {n}", "by hand", f"{n * 37 + 400:,}.00") for n in range(60)]
    total = row(1, "TOTAL FINANCING 1,001.0 7,253.3 2,166.3", bold=True)
    groups = list(prose(Section("report", Meeting(), ()), [total, *rows]))
    assert not any("FINANCING" in group.context for group in groups)
