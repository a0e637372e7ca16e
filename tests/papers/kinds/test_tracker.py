"""Trackers as tables: each row is told by what is to be done, under the head of its columns."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from qa.papers.paper import Passage
from qa.papers.reading import Reading

AUDIT = (
    ("Audit", "Recommendation", "Responsible officer", "Revised date", "Status"),
    (
        "Payroll",
        "Check that leavers are taken off the payroll",
        "Head of HR",
        "31 May 2025",
        "Done",
    ),
    ("Cyber", "Test the recovery from backup", "Digital Officer", "30 June 2025", "In progress"),
    ("Care", "Recover unspent balances", "Head of Finance", "31 July 2025", "Overdue"),
)
SCRUTINY = (
    ("Ref", "Meeting", "Action", "Who", "Progress"),
    ("S1", "15 July 2025", "Circulate the survey of bridges", "Clerk", "Sent on 24 September"),
    ("S2", "16 September 2025", "Write to the water company", "Chair", "Letter sent; no reply yet"),
)
PAYMENTS = (
    ("Payee", "For", "Amount"),
    ("Beck Nurseries", "Hanging baskets", "1,236.00"),
    ("Eden Print", "Newsletter", "418.50"),
)


def read(folder: Path, title: str, rows: tuple[tuple[str, ...], ...]) -> tuple[Passage, ...]:
    """The passages of a paper with a title over a ruled table."""
    style = getSampleStyleSheet()
    path = folder / "paper.pdf"
    cells = [[Paragraph(cell, style["BodyText"]) for cell in row] for row in rows]
    grid = Table(cells, style=[("GRID", (0, 0), (-1, -1), 0.5, "black")])
    SimpleDocTemplate(str(path), pagesize=landscape(A4)).build(
        [Paragraph(title, style["Heading2"]), grid]
    )
    reading = Reading()
    try:
        return reading.read(path).passages
    finally:
        reading.close()


@pytest.mark.parametrize(
    ("title", "rows", "column"),
    [
        ("Audit Committee recommendations tracker", AUDIT, 1),
        ("Scrutiny Committee action log", SCRUTINY, 2),
    ],
)
def test_each_row_is_told_by_what_is_to_be_done(
    tmp_path: Path, title: str, rows: tuple[tuple[str, ...], ...], column: int
) -> None:
    passages = read(tmp_path, title, rows)
    for row in rows[1:]:
        (own,) = [one for one in passages if row[column] in one.text]
        assert own.item == row[column]
        assert row[-1] in own.text
        assert not any(other[column] in own.text for other in rows[1:] if other is not row)


def test_a_row_is_of_the_meeting_in_its_own_column(tmp_path: Path) -> None:
    passages = read(tmp_path, "Scrutiny Committee action log", SCRUTINY)
    days = [one.meeting.date for one in passages if one.text.startswith(("S1", "S2"))]
    assert [str(day) for day in days] == ["2025-07-15", "2025-09-16"]


def test_a_table_of_other_columns_has_no_actions(tmp_path: Path) -> None:
    passages = read(tmp_path, "Scrutiny Committee action log", PAYMENTS)
    assert not any(one.item in ("Hanging baskets", "Newsletter") for one in passages)
