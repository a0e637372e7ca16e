"""A row of a table is told with its column, and only where the table is read beyond doubt."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qa.answers.answering import answer
from qa.answers.line.row import rows_of
from qa.papers.paper import Header, Passage
from tests.answers.line.lines import MARCH, minutes
from tests.made import a_paper, a_passage, library_of

HEAD = "Pier\nLandings 2029/30\nLandings 2030/31"


def a_table(*rows: str, head: str = HEAD) -> Passage:
    text = "\n".join([head, *rows])
    return replace(a_passage(text, MARCH), document="report", header=Header(head))


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "how many landings were there at the Osier pier in 2030/31?",
            "Osier pier: Landings 2030/31 1,204.",
        ),
        (
            "how many landings were there at the Osier pier?",
            "Osier pier: Landings 2029/30 977; Landings 2030/31 1,204.",
        ),
    ],
)
def test_a_row_is_told_with_the_column_that_is_asked_for(
    question: str, told: str, tmp_path: Path
) -> None:
    table = a_table("Osier pier 977 1,204", "Cawl jetty 310 298", "Holm steps 12 -")
    hall = minutes("hall.pdf", "Apologies were received. The hall keeper's wages were paid.")
    with library_of([a_paper("piers.pdf", table), hall], tmp_path) as library:
        line = answer(question, library).line
    assert line and line.text == told


def test_a_row_that_nobody_asks_for_is_not_told(tmp_path: Path) -> None:
    table = a_table("Osier pier 977 1,204", "Osier steps 310 298")
    with library_of([a_paper("piers.pdf", table)], tmp_path) as library:
        line = answer("how many landings were there in Osier?", library).line
    assert line is None or "977" not in line.text


@pytest.mark.parametrize(
    "table",
    [
        a_table("Osier pier 977", "Cawl jetty 310 298", "Holm steps 12 9"),  # a cell is empty
        a_table("Osier pier 977 1,204"),  # nothing to hold it against
        a_table("Osier pier 977 1,204", "Cawl jetty 310 298", head="Pier\nand quay\nLandings"),
        a_table("4 Osier pier 977", "5 Cawl jetty 310"),  # the label is not the first
    ],
)
def test_figures_that_may_be_below_another_head_are_no_row(table: Passage) -> None:
    assert rows_of(table) == []
