"""How a paper is cut into its parts, by the words of its pages and the name of its file."""

from __future__ import annotations

from datetime import date

import pytest

from qa.papers.body import meeting_of_file
from qa.papers.layout.running_heads import bodies
from qa.papers.pages.sheet import Line, Sheet
from qa.papers.sections import sections

NAMES = {
    "Agenda 12 March 2024.pdf": "agenda",
    "Minutes 12 March 2024.pdf": "minutes",
    "Questions to cabinet.pdf": "questions",
    "Report of the director.pdf": "report",
    "Schedule of recommendations.pdf": "tracker",
    "Record of decision.pdf": "decision",
    "Appendix 1.pdf": "appendix",
    "Letter to the minister.pdf": "letter",
    "Scan0001.pdf": "other",
}


@pytest.mark.parametrize("pages", [1, 3])
@pytest.mark.parametrize(("name", "kind"), NAMES.items())
def test_a_paper_without_text_is_of_the_kind_that_its_file_name_says(
    name: str, kind: str, pages: int
) -> None:
    scan = tuple(Sheet(n, 595, 842, (), drawn=True) for n in range(1, pages + 1))
    _, parts = sections(bodies(scan), name, None)
    assert [part.document for part in parts] == [kind]


@pytest.mark.parametrize(
    ("file", "folder", "committee", "day"),
    [
        ("minutes.pdf", "2020-07-14", None, date(2020, 7, 14)),
        ("item 4.pdf", "16-05-24 Cabinet", "Cabinet", date(2024, 5, 16)),
        ("16-05-24 Harbour Board agenda.pdf", "", "Harbour Board", date(2024, 5, 16)),
        ("Harbour_Board_2020-07-14.pdf", "", "Harbour Board", date(2020, 7, 14)),
        ("Minutes of the Harbour Board 3rd May 2021.pdf", "", "Harbour Board", date(2021, 5, 3)),
        ("Report.pdf", "Harbour Board - 12 May 2022", "Harbour Board", date(2022, 5, 12)),
        ("16-05-24 Cabinet.pdf", "2020-07-14 Council", "Cabinet", date(2024, 5, 16)),
        ("letter 3 May 2020.pdf", "", None, None),
        ("Report.pdf", "Estimates 2020-07-14 old", None, None),
        ("Budget 2024-25.pdf", "papers", None, None),
    ],
)
def test_names_of_files_and_folders_tell_of_a_meeting(
    file: str, folder: str, committee: str | None, day: date | None
) -> None:
    found = meeting_of_file(file, None, folder)
    assert (found.committee, found.date) == (committee, day)


def _page(*texts: str) -> tuple[Sheet, ...]:
    lines = tuple(
        Line(text, 1, 50, 50 + 5 * len(text), 60 + 20 * n, 70 + 20 * n, 10)
        for n, text in enumerate(texts)
    )
    return (Sheet(1, 595, 842, lines),)


@pytest.mark.parametrize(
    ("texts", "committee", "day"),
    [
        (("Harbour Board", "Minutes", "7 June 2022", "Present: A Bell"), "Harbour Board", 7),
        (("Notes", "The sea wall was looked at."), "Cabinet", 16),
    ],
)
def test_what_a_page_says_outranks_its_folder(
    texts: tuple[str, ...], committee: str, day: int
) -> None:
    own, _ = sections(bodies(_page(*texts)), "item 4.pdf", None, None, "16-05-22 Cabinet")
    assert (own.committee, own.date and own.date.day) == (committee, day)
