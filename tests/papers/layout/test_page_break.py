"""A cell that a page break parts is whole again, in whichever column it stands, and its sentence
with it; what ends with its page stays apart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.papers.layout.page_break import begun_before, over_the_break
from qa.papers.layout.piece import Piece


def row(page: int, *cells: tuple[float, str], ruled: bool = True) -> Piece:
    """A row of a table with cells at these left edges."""
    text = "\n".join(words for _, words in cells)
    return Piece("row", text, page, page, cells[0][0], 9.0, False, cells=cells, ruled=ruled)


def text(page: int, x: float, words: str) -> Piece:
    """A paragraph, or the only one of a cell that is longer than a passage."""
    return Piece("text", words, page, page, x, 9.0, False)


PARTED = [
    pytest.param(
        [row(1, (40, "Slipway: the weed is scraped off by"), (200, "Wardens"))],
        text(2, 40, "volunteers each spring."),
        "Wardens\nSlipway: the weed is scraped off by volunteers each spring.",
        id="a row and the rest of its first cell",
    ),
    pytest.param(
        [text(1, 200, "The museum will lend its punt to the")],
        row(2, (200, "rowing club for the regatta."), (320, "May")),
        "The museum will lend its punt to the rowing club for the regatta.\nMay",
        id="a paragraph and the rest of it in a row",
    ),
    pytest.param(
        [text(1, 40, "The band plays on the pier until the"), text(1, 200, "Cllr Marlow")],
        text(2, 40, "tide comes in."),
        "The band plays on the pier until the tide comes in.",
        id="a paragraph of a column that stands beside another",
    ),
    pytest.param(
        [
            row(1, (40, "Place"), (200, "What is done")),
            row(1, (40, "Jetty"), (200, "New planks are laid where the")),
            row(2, (40, "Place"), (200, "What is done")),
        ],
        row(2, (200, "old ones are rotten.")),
        "Jetty\nNew planks are laid where the old ones are rotten.",
        id="a row and the rest of it below the header that is printed again",
    ),
    pytest.param(
        [row(1, (40, "Plan for the moorings of"), (200, "Noted."))],
        row(2, (40, "2031 / 2032")),
        "Noted.\nPlan for the moorings of 2031 / 2032",
        id="a title and the year with which it ends",
    ),
    pytest.param(
        [row(1, (40, "Review of the mooring plan"), (200, "Noted."))],
        row(2, (40, "2031 / 2032")),
        "Noted.\nReview of the mooring plan 2031 / 2032",
        id="the same where only its figures tell",
    ),
]


@pytest.mark.parametrize(("found", "rest", "whole"), PARTED)
def test_a_cell_is_whole_again_with_its_sentence(
    found: list[Piece], rest: Piece, whole: str
) -> None:
    before = found[begun_before(found, rest)]
    joined = over_the_break(before, rest)
    assert joined.text == whole
    assert (joined.page, joined.page_end) == (1, 2)
    [turn] = joined.breaks
    assert joined.text[turn:].startswith(rest.text.split("\n")[0])


def test_tags_join_the_rest_of_a_row_below_whatever_heads_its_page() -> None:
    first = replace(row(1, (40, "Ferry"), (200, "Runs at high water.")), goes_on=True)
    header = row(2, (40, "Boat"), (200, "What is known of it"))
    rest = replace(row(2, (200, "Holds twelve.")), begun=True)
    assert begun_before([first, header], rest) == -2


@pytest.mark.parametrize(
    ("before", "rest"),
    [
        (
            row(1, (40, "Slipway: the weed is scraped off."), (200, "Wardens")),
            text(2, 40, "of oak"),
        ),
        (row(1, (40, "Weed"), (200, "Wardens")), row(2, (40, "oars"), (200, "Harbour master"))),
        (row(1, (40, "The pond is cleared by"), (200, "Wardens")), text(2, 320, "volunteers")),
        (text(1, 40, "The band plays on the pier."), row(2, (40, "Place"), (200, "What is done"))),
    ],
)
def test_what_ends_with_its_page_stays_apart(before: Piece, rest: Piece) -> None:
    assert begun_before([before], rest) == 0
