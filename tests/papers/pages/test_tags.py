"""What a file says of its structure: which lines are one paragraph, one cell, one row, also over a
page; and what it says of a table that only frames a page counts for nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
)

from qa.papers.layout.piece import Piece
from qa.papers.layout.pieces import pieces
from qa.papers.layout.running_heads import bodies
from qa.papers.pages import pdf
from qa.papers.pages.sheet import Sheet

Words = tuple[int, float, float, str]  # a line: its page, from 0, its left edge, its top, its words
Tree = tuple[str, "Sequence[Tree | Words]"]  # an element: its type, and what stands in it
SIZE, HEIGHT = 8, 400


class _Tagged:
    """A file whose pages show the lines of a tree, in the order in which it has them."""

    def __init__(self, tree: Tree, pages: int) -> None:
        self._writer = PdfWriter()
        self._shown = [""] * pages
        self._parents: list[list[IndirectObject]] = [[] for _ in range(pages)]
        self._pages = [self._writer.add_blank_page(420, HEIGHT) for _ in range(pages)]
        root = DictionaryObject({NameObject("/Type"): NameObject("/StructTreeRoot")})
        root_at = self._writer._add_object(root)
        root[NameObject("/K")] = self._element(tree, root_at)
        numbers = ArrayObject()
        for n, page in enumerate(self._pages):
            page[NameObject("/StructParents")] = NumberObject(n)
            page[NameObject("/Contents")] = self._stream(self._shown[n])
            page[NameObject("/Resources")] = self._fonts()
            numbers += [NumberObject(n), ArrayObject(self._parents[n])]
        root[NameObject("/ParentTree")] = DictionaryObject({NameObject("/Nums"): numbers})
        self._writer.root_object[NameObject("/StructTreeRoot")] = root_at
        self._writer.root_object[NameObject("/MarkInfo")] = DictionaryObject(
            {NameObject("/Marked"): BooleanObject(True)}
        )

    def _element(self, tree: Tree, parent: IndirectObject) -> IndirectObject:
        kind, parts = tree
        element = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/StructElem"),
                NameObject("/S"): NameObject(f"/{kind}"),
                NameObject("/P"): parent,
            }
        )
        at = self._writer._add_object(element)
        kids = ArrayObject()
        for part in parts:
            if isinstance(part[0], str):
                kids.append(self._element(part, at))
                continue
            page, x, y, words = part
            content = len(self._parents[page])
            self._parents[page].append(at)
            self._shown[page] += (
                f"/P <</MCID {content}>> BDC BT /F {SIZE} Tf {x} {HEIGHT - y} Td ({words}) Tj ET"
                " EMC\n"
            )
            kids.append(
                DictionaryObject(
                    {
                        NameObject("/Type"): NameObject("/MCR"),
                        NameObject("/Pg"): self._pages[page].indirect_reference,
                        NameObject("/MCID"): NumberObject(content),
                    }
                )
            )
        element[NameObject("/K")] = kids
        return at

    def _stream(self, shown: str) -> IndirectObject:
        stream = DecodedStreamObject()
        stream.set_data(shown.encode())
        return self._writer._add_object(stream)

    def _fonts(self) -> DictionaryObject:
        font = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
            }
        )
        return DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/F"): font})})

    def sheets(self, path: Path) -> list[Sheet]:
        """Its pages as they are read."""
        self._writer.write(path)
        read = [pdf.sheet(path, n + 1) for n in range(len(self._pages))]
        pdf.close()
        return [sheet for sheet in read if sheet]


def read(tree: Tree, path: Path, pages: int = 1) -> list[Piece]:
    """The pieces of a file that is tagged so."""
    sheets = _Tagged(tree, pages).sheets(path / "a.pdf")
    return pieces(bodies(tuple(sheets)), SIZE)


def lines(x: float, top: float, *words: str, page: int = 0) -> list[Words]:
    """Lines one below the other."""
    return [(page, x, top + 10 * n, one) for n, one in enumerate(words)]


def row(top: float, *cells: Sequence[str], head: bool = False) -> Tree:
    """A row of a table whose cells have these lines."""
    kind = "TH" if head else "TD"
    return "TR", [(kind, [("P", lines(40 + 120 * n, top, *cell))]) for n, cell in enumerate(cells)]


def test_the_cells_of_a_table_without_rules_are_whole(tmp_path: Path) -> None:
    table: Tree = (
        "Table",
        [
            row(40, ["Berth"], ["What is to be done"], ["Who"], head=True),
            row(
                52,
                ["The old quay", "below the mill"],
                ["New planks are to be laid", "before the regatta"],
                ["Harbour", "master"],
            ),
            row(74, ["Slipway"], ["Weed to be scraped off", "at each low tide"], ["Wardens"]),
        ],
    )
    found = [piece.text for piece in read(("Document", [table]), tmp_path)]
    assert found[1:] == [
        "The old quay below the mill\nNew planks are to be laid before the regatta\nHarbour master",
        "Slipway\nWeed to be scraped off at each low tide\nWardens",
    ]


@pytest.mark.parametrize("kind", ["P", "LI", "H2"])
def test_lines_of_one_paragraph_are_one_piece_and_those_of_two_are_two(
    tmp_path: Path, kind: str
) -> None:
    one = lines(40, 40, "Members heard of the ferry that", "goes to the island on Sundays")
    other = lines(40, 60, "The clerk is to write to the owner", "of the boat this week")
    found = read(("Document", [(kind, one), (kind, other)]), tmp_path)
    assert [piece.text for piece in found] == [
        "Members heard of the ferry that goes to the island on Sundays",
        "The clerk is to write to the owner of the boat this week",
    ]


def test_a_paragraph_goes_on_over_a_page_whatever_it_begins_with_there(tmp_path: Path) -> None:
    parted = [(0, 40, 340, "The wall is to be mended by men of"), (1, 40, 60, "Drayford Yard.")]
    found = read(("Document", [("P", parted)]), tmp_path, pages=2)
    assert [piece.text for piece in found] == ["The wall is to be mended by men of Drayford Yard."]
    assert (found[0].page, found[0].page_end) == (1, 2)


def test_paragraphs_that_end_with_their_page_do_not_go_on(tmp_path: Path) -> None:
    one, other = lines(40, 340, "Report of the harbour master"), lines(40, 60, "Dredging", page=1)
    found = read(("Document", [("P", one), ("P", other)]), tmp_path, pages=2)
    assert [piece.page for piece in found] == [1, 2]


def test_the_rest_of_a_row_joins_it_from_the_next_page(tmp_path: Path) -> None:
    cells: Tree = (
        "TR",
        [
            ("TD", [("P", [(0, 40, 340, "Jetty")])]),
            ("TD", [("P", [(0, 160, 340, "Paint the")]), ("P", [(1, 160, 40, "Rails")])]),
        ],
    )
    after: Tree = (
        "TR",
        [("TD", [("P", [(1, 40, 60, "Pond")])]), ("TD", [("P", [(1, 160, 60, "Weed")])])],
    )
    found = read(("Document", [("Table", [cells, after])]), tmp_path, pages=2)
    assert found[0].text.split("\n")[-1] == "Rails"
    assert len(found) == 2


def test_a_table_that_only_frames_a_page_makes_no_rows(tmp_path: Path) -> None:
    inside = [("P", lines(40, 40, "Apologies")), ("P", lines(40, 70, "Declarations"))]
    found = read(("Document", [("Table", [("TR", [("TD", inside)])])]), tmp_path)
    assert [piece.kind for piece in found] == ["text", "text"]


def test_a_tree_without_an_end_costs_a_page_nothing(tmp_path: Path) -> None:
    deep: Tree = ("P", lines(40, 40, "Read all the same"))
    for _ in range(300):
        deep = ("Sect", [deep])
    assert [piece.text for piece in read(deep, tmp_path)] == ["Read all the same"]
