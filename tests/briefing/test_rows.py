"""A briefing as a sheet."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from qa.briefing.briefing import Briefing, briefing
from qa.briefing.selection import Selection
from qa.library.protocol import Store
from qa.spreadsheet import csv_text, gone_row, source_row
from tests.made import PUBLISHED


def test_each_citation_is_a_row_and_what_is_gone_is_named(
    store: Store, selection: Selection
) -> None:
    renewed = selection.kept[0].reference
    gone = replace(renewed, passage="0" * 8)
    made = briefing(selection.with_note(renewed, "=cmd()").toggled(gone), store)
    rows = [
        *(
            source_row(source, lambda reference: f"paper?cite={reference}")
            for source in made.sources
        ),
        *map(gone_row, made.gone),
    ]
    first, hostile, last = csv.DictReader(io.StringIO(csv_text(rows), newline=""))
    assert first == {
        "Position": "1",
        "Committee": "Adults and communities scrutiny committee",
        "Meeting": "2021-07-13",
        "Document": "minutes",
        "Item": "8. BUS PASSES",
        "Standing": "recorded",
        "Quote": "412 bus passes were renewed",
        "Note": "'=cmd()",
        "Printed page": "3",
        "PDF page": "1",
        "Read by OCR": "",
        "Paper": "minutes july.pdf",
        "Address": f"paper?cite={renewed}",
        "Council's copy": "",
        "Meeting page": "",
        "Withdrawn": "",
    }
    assert hostile["Position"] == "2"
    assert (last["Standing"], last["Paper"]) == ("no longer in the library", "minutes july.pdf")


def test_where_a_source_was_published_has_columns(published: Briefing) -> None:
    first, other = csv.DictReader(
        io.StringIO(csv_text(map(source_row, published.sources)), newline="")
    )
    assert first["Council's copy"] == f"{PUBLISHED.address}#page=1"
    assert first["Meeting page"] == PUBLISHED.meeting_address
    assert first["Withdrawn"] == "2026-03-03"
    assert not any(other[name] for name in ("Council's copy", "Meeting page", "Withdrawn"))
