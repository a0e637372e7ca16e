"""What who published a paper says of it outranks what the PDF lets one guess."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.errors import UnreadablePaper
from qa.library.ingest import ingest
from qa.library.library import Library
from qa.papers.paper import Paper
from qa.papers.reading import reading
from qa.papers.source import Source, as_text, beside, from_text, keep_beside, source_of
from tests.conftest import CORPUS
from tests.made import LineReader, WordEmbedder

THURLBRIDGE = CORPUS / "thurlbridge"
MINUTES = (
    THURLBRIDGE / "Printed minutes 13072021 1000 Adults and communities scrutiny committee.pdf"
)
REPORT = THURLBRIDGE / "Council Report - Revenue Budget and Council Tax 2023-24 FINAL.pdf"
PACK = (
    THURLBRIDGE / "Agenda reports pack 14092021 1000 Adults and communities scrutiny committee.pdf"
)
SAID = Source(
    address="https://democracy.example.gov.uk/documents/s7/A%20report.pdf",
    meeting_address="https://democracy.example.gov.uk/ieListDocuments.aspx?CId=3&MId=70&Ver=4",
    council="Thurlbridge Town Council",
    committee="Policy board",
    meeting_date=date(2023, 3, 2),
    time="6.30 pm",
    status="Confirmed; Rescheduled from 23 February 2023",
    item="7. Revenue budget",
    title="Revenue budget report",
)
words = st.text(min_size=1, max_size=40).map(str.strip).filter(bool)


@given(words, st.dates(), st.none() | st.booleans())
def test_a_source_is_read_as_it_was_written(name: str, day: date, draft: bool | None) -> None:
    source = Source(committee=name, meeting_date=day, draft=draft)
    assert from_text(as_text(source)) == source


@pytest.mark.parametrize(
    "text",
    [
        '{"address": "javascript:alert(1)"}',
        '{"address": "https:///nowhere"}',
        '{"meeting_date": "32/01/2020"}',
        '{"document": "poem"}',
        json.dumps({"title": "x" * 501}),
        "not JSON",
    ],
)
def test_what_makes_no_sense_is_refused_by_name(text: str, tmp_path: Path) -> None:
    paper = tmp_path / "A report.pdf"
    beside(paper).write_text(text)
    with pytest.raises(UnreadablePaper, match=r"A report\.source\.json"):
        source_of(paper)


def test_a_report_is_of_the_meeting_and_item_that_its_publisher_says(tmp_path: Path) -> None:
    paper = reading().read(_put(REPORT, tmp_path, SAID))
    assert paper.source == SAID
    assert (paper.title, paper.meeting.council) == (SAID.title, SAID.council)
    assert (paper.meeting.committee, paper.meeting.date) == (SAID.committee, SAID.meeting_date)
    first = paper.passages[0]
    assert (first.meeting, first.item) == (paper.meeting, SAID.item)


def test_minutes_for_an_agenda_are_of_the_earlier_meeting_they_name(tmp_path: Path) -> None:
    """Attached to the agenda of a later meeting, at which they were to be approved."""
    later = replace(SAID, item="3. Minutes", title="Minutes", committee=None)
    paper = reading().read(_put(MINUTES, tmp_path, later))
    assert {one.meeting.date for one in paper.passages} == {date(2021, 7, 13)}
    assert {one.published_with for one in paper.passages} == {SAID.meeting_date}
    assert SAID.item not in {one.item for one in paper.passages}


def test_printed_minutes_are_of_the_meeting_that_their_publisher_says(tmp_path: Path) -> None:
    said = replace(SAID, document="minutes", item=None, draft=True)
    paper = reading().read(_put(MINUTES, tmp_path, said))
    minutes = [one for one in paper.passages if one.document == "minutes"]
    assert {one.meeting.date for one in minutes} == {SAID.meeting_date}
    assert {one.standing for one in minutes} == {"draft"}


def test_what_is_bound_into_a_pack_keeps_its_own_meeting(tmp_path: Path) -> None:
    said = Source(meeting_date=date(2021, 9, 21))
    paper = reading().read(_put(PACK, tmp_path, said))
    by_kind = {one.document: one.meeting.date for one in paper.passages}
    assert paper.meeting.date == by_kind["agenda"] == date(2021, 9, 21)
    assert by_kind["minutes"] == date(2021, 7, 13)


def test_other_words_of_a_publisher_are_told_without_reading_again(tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    paper = tmp_path / "papers" / "one.pdf"
    paper.write_text("The bridge was mended.")
    keep_beside(paper, SAID)
    reader = _SourceReader()
    with Library(tmp_path / "index", embedder=WordEmbedder(), create=True) as library:

        def index(said: Source) -> Source | None:
            keep_beside(paper, said)
            before = library.store.generation
            report = ingest([paper.parent], library, read=reader)
            assert (library.store.generation != before) == (report.unchanged == 0 or said != SAID)
            [held] = library.store.papers.all()
            return held.source

        assert index(SAID) == SAID
        assert index(SAID) == SAID
        withdrawn = replace(SAID, withdrawn=date(2026, 1, 1))
        assert index(withdrawn) == withdrawn
        assert reader.read == ["one.pdf"]
        moved = replace(SAID, meeting_date=date(2023, 3, 9))
        assert index(moved) == moved
        assert reader.read == ["one.pdf", "one.pdf"]
        beside(paper).unlink()
        ingest([paper.parent], library, read=reader)
        assert library.store.papers.all()[0].source is None


def test_a_paper_that_cannot_be_read_is_still_of_its_meeting(tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "one.pdf").write_text("broken")
    keep_beside(tmp_path / "papers" / "one.pdf", SAID)
    reader = _SourceReader()
    with Library(tmp_path / "index", embedder=WordEmbedder(), create=True) as library:
        ingest([tmp_path / "papers"], library, read=reader)
        assert ingest([tmp_path / "papers"], library, read=reader).unchanged == 1
        [held] = library.store.papers.all()
    assert (held.committee, held.meeting_date) == (SAID.committee, SAID.meeting_date)


class _SourceReader(LineReader):
    """Reads lines, and what lies beside them."""

    def __call__(self, path: Path) -> Paper:
        return replace(super().__call__(path), source=source_of(path))


def _put(paper: Path, folder: Path, source: Source) -> Path:
    """A copy of a paper with its source beside it."""
    copy = folder / paper.name
    shutil.copy(paper, copy)
    keep_beside(copy, source)
    return copy
