"""Papers from elsewhere: a list of files or addresses, each with what is known of the paper.

As CSV, with commas or semicolons:

    address,council,committee,date,kind,title
    https://papers.example.gov.uk/7.pdf,Thurlbridge,Cabinet,2024-03-07,minutes,Minutes

or as JSON Lines, an object a line:

    {"file": "2024/7.pdf", "council": "Thurlbridge", "committee": "Cabinet",
     "date": "7 March 2024", "kind": "minutes", "title": "Minutes", "draft": "approved"}

(in one line). A row needs `file` or `address`, or both, and council, committee, date and title; a
`file` lies in the list's own folder or below. The rest may be left out.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path

from pydantic import TypeAdapter

from qa.errors import InputRefused, SiteRefused
from qa.library.uploads import SEPARATOR, safe_name
from qa.moderngov.address import absolute
from qa.papers.dates import day_of
from qa.papers.document import NAMES
from qa.papers.source import Address, Source
from qa.papers.text import sound

LARGEST = 32 << 20  # bytes of a manifest
ROWS = 100_000
LONGEST = 500  # characters of a field; of an address as many as a Source has
TOLD = 10  # rows that cannot be taken
NEEDED = ("council", "committee", "date", "title")
ADDRESSES = ("address", "meeting_address")
COLUMNS = ("file", *ADDRESSES, *NEEDED, "kind", "item", "time", "status", "draft")
DRAFT = {"": None, "draft": True, "approved": False}
JSON_LINES = (".jsonl", ".ndjson", ".json")
_ADDRESS: TypeAdapter[str] = TypeAdapter(Address)


@dataclass(frozen=True, slots=True)
class Row:
    """A paper of a manifest: the `file`, if it is at hand, or else where to fetch it. `name` is a
    safe one for its file."""

    file: Path | None
    address: str | None
    source: Source
    name: str


class _Wrong(Exception):
    """What is wrong with a row, in words."""


def read_manifest(path: Path) -> list[Row]:
    """The papers that the manifest at `path` lists. Raises `InputRefused` that names the lines
    that cannot be taken; then none is."""
    text, folder = _text(path), path.parent.resolve()
    as_json = path.suffix.lower() in JSON_LINES or text.lstrip().startswith("{")
    rows: list[Row] = []
    lines: dict[str, int] = {}
    wrong: list[str] = []
    for line, values in _objects(text) if as_json else _records(text, path.name):
        if len(rows) + len(wrong) == ROWS:
            raise InputRefused(f"{path.name} has more than {ROWS} rows. Make several of it.")
        try:
            if isinstance(values, _Wrong):
                raise values
            row = _row(values, folder)
            first = lines.setdefault(row.address or str(row.file), line)
            if first != line:
                raise _Wrong(f"the same paper as in line {first}")
            rows.append(row)
        except _Wrong as error:
            wrong.append(f"line {line}: {error}")
    if wrong:
        more = f"; and {len(wrong) - TOLD} more" if len(wrong) > TOLD else ""
        raise InputRefused(
            f"Nothing was taken from {path.name}. Mend these lines and run this again: "
            f"{'; '.join(wrong[:TOLD])}{more}."
        )
    return rows


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            body = file.read(LARGEST + 1)
    except OSError as error:
        raise InputRefused(f"The list {path} cannot be read ({error.strerror}).") from error
    if len(body) > LARGEST:
        raise InputRefused(f"{path.name} has more than {LARGEST >> 20} MB. Make several of it.")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputRefused(
            f"{path.name} is not in UTF-8. Save it again as “CSV UTF-8”, or as plain text in UTF-8."
        ) from error


def _records(text: str, name: str) -> Iterator[tuple[int, dict[str, str] | _Wrong]]:
    """The rows of CSV, each with the number of its first line."""
    head = next((line for line in StringIO(text) if line.strip()), "")
    delimiter = ";" if head.count(";") > head.count(",") else ","
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    columns: list[str] = []
    before = 0
    try:
        for fields in reader:
            line, before = before + 1, reader.line_num
            values = [value.strip() for value in fields]
            if not any(values):
                continue
            if not columns:
                columns = [column.lower() for column in values]
                _check(columns, name)
            elif any(values[len(columns) :]):
                yield line, _Wrong("it has more fields than there are columns")
            else:
                yield line, dict(zip(columns, values, strict=False))
    except csv.Error as error:
        raise InputRefused(
            f"{name} cannot be read near line {before + 1} ({error}). Save it again as CSV."
        ) from error


def _check(columns: list[str], name: str) -> None:
    unknown = [column for column in columns if column not in COLUMNS]
    if unknown:
        raise InputRefused(f"{name} has columns that are not known. {_unknown(unknown)}.")
    if len(set(columns)) < len(columns):
        raise InputRefused(f"{name} has a column twice. Leave one of them out.")


def _unknown(names: list[str]) -> str:
    shown = ", ".join(f"{sound(name)[:40]!r}" for name in names[:TOLD])
    return f"Not known: {shown}; there are {', '.join(COLUMNS)}"


def _objects(text: str) -> Iterator[tuple[int, dict[str, str] | _Wrong]]:
    """The rows of JSON Lines, each with the number of its line."""
    for number, line in enumerate(StringIO(text), 1):
        if line.strip():
            yield number, _object(line)


def _object(line: str) -> dict[str, str] | _Wrong:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        row = None
    if not isinstance(row, dict):
        return _Wrong("it is not one JSON object")
    unknown = [name for name in row if name not in COLUMNS]
    if unknown:
        return _Wrong(_unknown(unknown))
    odd = [name for name, value in row.items() if not isinstance(value, str | None)]
    if odd:
        return _Wrong(f"{odd[0]} is not text")
    return {name: (value or "").strip() for name, value in row.items()}


def _row(given: dict[str, str], folder: Path) -> Row:
    """A row from its fields. Raises `_Wrong`."""
    values = {
        name: value if name == "file" else " ".join(value.split())
        for name, value in given.items()
        if value
    }
    for name, value in values.items():
        if name not in ADDRESSES and len(value) > LONGEST:
            raise _Wrong(f"{name} has more than {LONGEST} characters")
        if sound(value) != value or not value.isprintable():
            raise _Wrong(f"{name} has characters that cannot be printed")
    missing = [name for name in NEEDED if name not in values]
    if missing:
        raise _Wrong(f"{' and '.join(missing)} missing")
    if "file" not in values and "address" not in values:
        raise _Wrong("neither file nor address is given")
    file = _file(values["file"], folder) if "file" in values else None
    address = _address(values, "address")
    kind = values.get("kind", "").lower()
    if kind and kind not in NAMES:
        raise _Wrong(f"kind is none of {', '.join(NAMES)}")
    draft = values.get("draft", "").lower()
    if draft not in DRAFT:
        raise _Wrong("draft is neither “draft” nor “approved”")
    source = Source(
        address=address,
        meeting_address=_address(values, "meeting_address"),
        council=values["council"],
        committee=values["committee"],
        meeting_date=_day(values["date"]),
        time=values.get("time"),
        status=values.get("status"),
        item=values.get("item"),
        title=values["title"],
        document=kind if kind else None,
        draft=DRAFT[draft],
    )
    return Row(file, address, source, safe_name(SEPARATOR.sub("-", values["title"])))


def _file(name: str, folder: Path) -> Path:
    """The file of that name in the folder or below, wherever links lead."""
    given = Path(name)
    if given.is_absolute() or ".." in given.parts:
        raise _Wrong("file is not in the folder of the list or below")
    try:
        file = (folder / given).resolve(strict=True)
    except (OSError, RuntimeError, ValueError):
        raise _Wrong("file is not there") from None
    if not file.is_relative_to(folder):
        raise _Wrong("file is not in the folder of the list or below")
    if not file.is_file() or file.suffix.lower() != ".pdf":
        raise _Wrong("file is not a PDF")
    return file


def _address(values: dict[str, str], name: str) -> str | None:
    if name not in values:
        return None
    try:
        return _ADDRESS.validate_python(absolute(values[name], values[name]))
    except (SiteRefused, ValueError):
        raise _Wrong(f"{name} is no address that begins with http:// or https://") from None


def _day(text: str) -> date:
    if found := day_of(text):
        return found
    raise _Wrong("date is no date; write 2020-09-15 or 15 September 2020")
