"""Lists of papers from elsewhere, as people make them."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa.errors import InputRefused
from qa.moderngov import manifest as module
from qa.moderngov.manifest import Row, read_manifest
from qa.papers.source import Source, as_text, from_text

WEB = "https://papers.thurlbridge.example"
HEADER = "address,council,committee,date,kind,title"
ROW = f"{WEB}/7.pdf,Thurlbridge,Cabinet,2024-03-07,minutes,Minutes"
FIELDS = dict(zip(HEADER.split(","), ROW.split(","), strict=True))
SOURCE = Source(
    address=f"{WEB}/7.pdf",
    council="Thurlbridge",
    committee="Cabinet",
    meeting_date=date(2024, 3, 7),
    title="Minutes",
    document="minutes",
)
List = Callable[..., list[Row]]


@pytest.fixture
def read(tmp_path: Path) -> List:
    """The rows of a list with that text, or of rows that are given by their fields."""

    def rows(*given: str | dict[str, object], name: str = "papers.csv") -> list[Row]:
        path = tmp_path / name
        lines = [line if isinstance(line, str) else json.dumps(line) for line in given]
        path.write_text("\n".join(lines), encoding="utf-8", newline="")
        return read_manifest(path)

    return rows


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A file among others beside the list."""
    path = tmp_path / "2024" / "cabinet  march.PDF"
    path.parent.mkdir()
    path.write_bytes(b"%PDF-")
    return path


def refused(rows: Callable[[], object]) -> str:
    with pytest.raises(InputRefused) as error:
        rows()
    return str(error.value)


@pytest.mark.parametrize(
    "text",
    [
        f"{HEADER}\n{ROW}",
        f"\ufeff{HEADER}\r\n{ROW}\r\n\r\n,,,,,\r\n",
        f"{HEADER}\n{ROW}".replace(",", ";"),
        f"{HEADER},draft,\n{ROW},,".replace(",\n", "\n"),
        f"{HEADER.title()}\n{ROW.replace('2024-03-07', ' 7 March 2024 ')}",
        f"{HEADER}\n{ROW.replace('2024-03-07', '07/03/2024').replace('minutes', 'MINUTES')}",
    ],
)
def test_csv_is_read_as_spreadsheets_write_it(read: List, text: str) -> None:
    assert read(text) == [Row(None, SOURCE.address, SOURCE, "Minutes.pdf")]


@pytest.mark.parametrize("name", ["papers.jsonl", "papers.txt"])
def test_json_lines_are_read(read: List, name: str) -> None:
    rows = read(FIELDS, "", {**FIELDS, "address": f"{WEB}/8.pdf", "kind": None}, name=name)
    assert [row.source.document for row in rows] == ["minutes", None]
    assert rows[0].source == SOURCE


def test_all_that_may_be_said_is_kept(read: List) -> None:
    more = {
        "item": "7. Parking",
        "time": "10.00 am",
        "status": "Confirmed",
        "meeting_address": f"{WEB}/meeting?id=7",
        "draft": "Draft",
    }
    [row] = read({**FIELDS, **more}, name="papers.jsonl")
    source = row.source
    assert (source.item, source.time, source.status) == ("7. Parking", "10.00 am", "Confirmed")
    assert source.meeting_address == f"{WEB}/meeting?id=7"
    assert source.draft is True
    assert from_text(as_text(source)) == source
    [row] = read({**FIELDS, "draft": "approved"}, name="papers.jsonl")
    assert row.source.draft is False


def test_a_file_lies_beside_the_list(read: List, paper: Path) -> None:
    fields = {**FIELDS, "file": "2024/cabinet  march.PDF", "title": "Cabinet 2023/24"}
    [row] = read(fields, name="papers.jsonl")
    assert (row.file, row.address) == (paper.resolve(), SOURCE.address)
    assert row.name == "Cabinet 2023-24.pdf"
    del fields["address"]
    [row] = read(fields, name="papers.jsonl")
    assert (row.file, row.source.address) == (paper.resolve(), None)


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("/etc/passwd", "not in the folder"),
        ("../papers.pdf", "not in the folder"),
        ("2024/../../papers.pdf", "not in the folder"),
        ("away.pdf", "not in the folder"),
        ("missing.pdf", "not there"),
        ("loop.pdf", "not there"),
        ("a" * 400 + ".pdf", "not there"),
        ("2024", "not a PDF"),
        ("folder.pdf", "not a PDF"),
        ("notes.txt", "not a PDF"),
        ("null\0.pdf", "cannot be printed"),
    ],
)
def test_only_papers_of_the_own_folder_are_taken(
    read: List, tmp_path: Path, paper: Path, file: str, words: str
) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside.pdf"
    outside.write_bytes(b"%PDF-")
    (tmp_path / "away.pdf").symlink_to(outside)
    (tmp_path / "loop.pdf").symlink_to("loop.pdf")
    (tmp_path / "folder.pdf").mkdir()
    (tmp_path / "notes.txt").write_text("notes")
    told = refused(lambda: read({**FIELDS, "file": file}, name="papers.jsonl"))
    assert "line 1: file " in told
    assert words in told


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"address": "ftp://files.example/a.pdf"}, "address is no address that begins with http"),
        ({"address": "javascript:alert(1)"}, "address is no address"),
        ({"address": "papers/7.pdf"}, "address is no address"),
        ({"address": f"{WEB}/{'a' * 2000}.pdf"}, "address is no address"),
        ({"meeting_address": "file:///etc/passwd"}, "meeting_address is no address"),
        ({"address": ""}, "neither file nor address"),
        ({"council": "", "title": " "}, "council and title missing"),
        ({"date": "March 2024"}, "date is no date"),
        ({"date": "2024-02-30"}, "date is no date"),
        ({"kind": "minute"}, "kind is none of agenda, appendix"),
        ({"draft": "yes"}, "draft is neither"),
        ({"title": "a" * 501}, "title has more than 500 characters"),
        ({"title": "turned \u202e round"}, "title has characters that cannot be printed"),
        ({"title": "half \ud800"}, "title has characters that cannot be printed"),
        ({"item": 7}, "item is not text"),
        ({"titel": "Minutes"}, "Not known: 'titel'"),
    ],
)
def test_a_wrong_row_is_told(read: List, change: dict[str, object], words: str) -> None:
    told = refused(lambda: read("", {**FIELDS, **change}, name="papers.jsonl"))
    assert told.startswith("Nothing was taken from papers.jsonl.")
    assert "line 2: " in told
    assert words in told


@pytest.mark.parametrize("line", ["{", "[]", "7", '"words"', "[" * 100_000])
def test_a_line_that_is_no_object_is_told(read: List, line: str) -> None:
    assert "line 2: it is not one JSON object" in refused(
        lambda: read(FIELDS, line, name="papers.jsonl")
    )


def test_ten_wrong_lines_are_told_and_nothing_is_taken(read: List) -> None:
    wrong = [ROW.replace("minutes", "minute").replace("7.pdf", f"{n}.pdf") for n in range(12)]
    two = [f'{WEB}/{n}.pdf,T,C,2024-03-07,{n},"Two\nlines"' for n in ("", "minute")]
    told = refused(lambda: read(HEADER, *two, *wrong))
    assert [f"line {n}: " in told for n in (2, 3, 4, 5)] == [False, False, True, False]
    assert "line 14: kind" in told
    assert "line 15" not in told
    assert "and 3 more" in told


def test_the_same_paper_twice_is_told(read: List) -> None:
    assert "line 3: the same paper as in line 2" in refused(lambda: read(HEADER, ROW, ROW))


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([f"{HEADER},titel", ROW], "Not known: 'titel'; there are file, address"),
        ([f"{HEADER},title", ROW], "a column twice"),
        ([HEADER, f"{ROW},more"], "line 2: it has more fields than there are columns"),
        ([HEADER, ROW, '"half a field'], "cannot be read near line 3"),
        ([ROW], "columns that are not known"),
    ],
)
def test_csv_that_would_be_misread_is_refused(read: List, lines: list[str], words: str) -> None:
    assert words in refused(lambda: read(*lines))


@pytest.mark.parametrize("text", ["", HEADER])
def test_a_list_may_be_empty(read: List, text: str) -> None:
    assert read(text) == []


def test_a_list_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "papers.csv"
    assert "cannot be read" in refused(lambda: read_manifest(path))
    path.write_bytes("Café".encode("latin-1"))
    assert "UTF-8" in refused(lambda: read_manifest(path))


def test_a_list_has_its_bounds(read: List, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_ROWS", 1)
    assert len(read(HEADER, ROW)) == 1
    assert "more than 1 rows" in refused(lambda: read(HEADER, ROW, ROW))
    monkeypatch.setattr(module, "MAX_BYTES", 100)
    assert "MB" in refused(lambda: read(HEADER, ROW))


WORDS = st.text(st.characters(categories=["L", "N", "P", "Sm", "Zs"]), min_size=1, max_size=60)


@given(
    fields=st.lists(WORDS.map(lambda t: " ".join(t.split())).filter(bool), min_size=4, max_size=4),
    day=st.dates(date(1900, 1, 1)),
    delimiter=st.sampled_from(",;"),
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_written_as_csv_is_read_again(
    tmp_path: Path, fields: list[str], day: date, delimiter: str
) -> None:
    text = StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(["address", "council", "committee", "title", "item", "date"])
    writer.writerow([SOURCE.address, *fields, day.isoformat()])
    path = tmp_path / "papers.csv"
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
    [row] = read_manifest(path)
    source = row.source
    assert [source.council, source.committee, source.title, source.item] == fields
    assert source.meeting_date == day
