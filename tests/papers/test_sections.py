"""How a paper is cut into its parts, by the words of its pages and the name of its file."""

from __future__ import annotations

import pytest

from qa.papers.layout.running_heads import bodies
from qa.papers.pages.sheet import Sheet
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
