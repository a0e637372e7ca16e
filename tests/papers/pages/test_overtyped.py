"""Of words typed over one another only what lies on top is read, and what sticks out below it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.papers.pages.test_obscured import Page, read
from tests.raw_pdf import ABOVE, BELOW, text

NAME = "Bartholomew"


def typed(words: str, x: float = 40, y: float = 150, size: float = 12, more: str = "0 g") -> str:
    return f"{more} {text(y, words, x, size)} 0 g "


OWES = typed(f"{NAME} owes.")
PARTLY = {
    "a shorter word": (OWES + typed("Smith"), "holomew"),
    "a shorter word, higher": (OWES + typed("Smith", size=13.5), "lomew"),
    "a shorter word, a little lower": (OWES + typed("Smith", y=149.4), "holomew"),
    "a few letters within": (OWES + typed("nmnw", 60), "owes."),
    "two words": (typed("Bartholomewstein owes.") + typed("A Bee of"), "stein"),
    "a word of one text": (
        f"BT /F1 12 Tf 40 150 Td [({NAME} owes.) 8900 (Smith)] TJ ET ",
        "holomew",
    ),
}
WHOLLY = {
    "a row of one mark in one text": f"BT /F1 12 Tf 40 150 Td [({NAME}) 5800 (XXXXXXXXX)] TJ ET ",
    "marks of two kinds": OWES + typed("x#x#x#x#x"),
    "strokes": OWES + typed("//////////////"),
}
LEGIBLE = {
    "its own shadow": typed(f"{NAME} owes.", 40.6, 150.6, more=".6 g") + OWES,
    "the number of a page": OWES + typed("Page 4", 70, 151.5, 14),
    "a number set sideways": OWES + "BT /F1 14 Tf 0 -1 1 0 62 162 Tm (Page 4) Tj ET ",
    "a note in red": OWES + typed("Smith", more="1 0 0 rg"),
    "a stamp": OWES + typed("DRAFT", 40, 140, 40, more=".8 g"),
    "letters set tightly": f"BT /F1 12 Tf -2 Tc 40 150 Td ({NAME} owes.) Tj ET ",
    "an accent": OWES + typed("'", 66, 152),
    "a line of underscores": OWES + typed("___________", y=149),
}


def between(lines: list[str]) -> str:
    return " ".join(line for line in lines if line not in (ABOVE, BELOW))


@pytest.mark.parametrize("name", PARTLY)
def test_what_sticks_out_below_words_typed_over_is_read(tmp_path: Path, name: str) -> None:
    drawn, rest = PARTLY[name]
    lines, hidden = read(tmp_path / "paper.pdf", Page(drawn))
    assert NAME not in between(lines)
    assert rest in between(lines)
    assert hidden


@pytest.mark.parametrize("name", WHOLLY)
def test_a_word_that_is_typed_over_is_not_read(tmp_path: Path, name: str) -> None:
    lines, hidden = read(tmp_path / "paper.pdf", Page(WHOLLY[name]))
    assert not any(part in between(lines) for part in (NAME[:4], NAME[4:]))
    assert hidden


@pytest.mark.parametrize("name", LEGIBLE)
def test_words_that_can_be_read_below_others_are_read(tmp_path: Path, name: str) -> None:
    lines, hidden = read(tmp_path / "paper.pdf", Page(LEGIBLE[name]))
    assert f"{NAME} owes." in between(lines)
    assert not hidden


@pytest.mark.parametrize("figure", ["412", "4,120,555", "66.75"])
def test_of_a_figure_that_is_typed_over_nothing_is_left(tmp_path: Path, figure: str) -> None:
    over = typed("389", 81.36)
    lines, hidden = read(tmp_path / "paper.pdf", Page(typed(f"It costs {figure} pounds.") + over))
    assert not {*"1245670"} & {*between(lines)}
    assert "389" in between(lines)
    assert hidden


@pytest.mark.parametrize("wide", [6.7, 10.0, 16.7])
def test_of_a_figure_under_a_box_no_other_figure_is_left(tmp_path: Path, wide: float) -> None:
    box = f"81 146 {wide} 14 re f "
    lines, hidden = read(tmp_path / "paper.pdf", Page(typed("It costs 4,120 pounds.") + box))
    assert between(lines) == "It costs pounds."
    assert hidden
