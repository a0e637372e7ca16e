"""Lines are read from the top of a page down, column by column, however they are drawn."""

from __future__ import annotations

import pytest

from qa.papers.pages.order import reading_order
from qa.papers.pages.sheet import Box


def line(top: float, x0: float = 50, x1: float = 400) -> Box:
    return x0, top, x1, top + 10


HEADINGS = [line(100, x1=150), line(160, x1=180), line(220, x1=120)]
TEXTS = [line(80), line(115), line(175), line(235)]


def test_headings_that_are_drawn_last_stand_over_their_texts() -> None:
    boxes = [*TEXTS, *HEADINGS]
    assert reading_order(boxes) == [0, 4, 1, 5, 2, 6, 3]
    assert reading_order([*boxes, line(800, 200, 205)]) == [0, 4, 1, 5, 2, 6, 3, 7]  # its number


@pytest.mark.parametrize(
    "boxes",
    [
        [line(80), line(95), line(110)],  # as they are read
        # Two columns, the second of which begins higher up.
        [line(100, 50, 280), line(130, 50, 280), line(85, 310, 540), line(115, 310, 540)],
        # The cells of a table, column by column.
        [line(100, 50, 120), line(120, 50, 120), line(106, 300, 350), line(126, 300, 350)],
        # The name of a column, set in the middle beside that of another, which has three lines.
        [line(100), line(120, 200, 260), line(132, 200, 260), line(126, 320, 360), line(150)],
        # A raised ordinal.
        [line(100, 50, 90), (91, 98, 97, 104), line(100, 100, 160)],
        [line(100), (300, 20, 310, 700), line(120)],  # a number that stands sideways
    ],
)
def test_what_is_drawn_in_order_stays_so(boxes: list[Box]) -> None:
    assert reading_order(boxes) == list(range(len(boxes)))


def test_a_line_of_which_nothing_is_drawn_stays_behind_its_own() -> None:
    boxes = [TEXTS[0], None, *TEXTS[1:], *HEADINGS]
    assert reading_order(boxes) == [0, 1, 5, 2, 6, 3, 7, 4]


def test_the_title_of_a_page_that_is_drawn_last_stands_at_its_top() -> None:
    title = [line(20, 250, 540), line(35, 350, 540)]  # in a text box, at the right
    assert reading_order([*TEXTS, *title]) == [4, 5, 0, 1, 2, 3]
