"""The manifest: a list of papers from elsewhere, each with what is known of it.

It is CSV, with commas or semicolons:

    address,council,committee,date,kind,title
    https://papers.example.gov.uk/7.pdf,Thurlbridge,Cabinet,2024-03-07,minutes,Minutes

or JSON Lines, with one object on each line:

    {"file": "2024/7.pdf", "council": "Thurlbridge", "committee": "Cabinet",
     "date": "7 March 2024", "kind": "minutes", "title": "Minutes", "draft": "approved"}

(in one line). A row needs `file` or `address`, or both, and council, committee, date and title. A
`file` lies in the manifest's own folder or below. The other fields may be left out.
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
from qa.moderngov.address import absolute_address
from qa.papers.dates import day_of
from qa.papers.document import NAMES
from qa.papers.source import Address, Source
from qa.papers.text import sound

MAX_BYTES = 32 << 20  # of a manifest
MAX_ROWS = 100_000
MAX_LENGTH = 500  # characters of a field other than an address
MAX_SHOWN = 10  # mistakes that an error message lists
REQUIRED = ("council", "committee", "date", "title")
ADDRESSES = ("address", "meeting_address")
COLUMNS = ("file", *ADDRESSES, *REQUIRED, "kind", "item", "time", "status", "draft")
DRAFT = {"": None, "draft": True, "approved": False}
JSON_LINES = (".jsonl", ".ndjson", ".json")
_ADDRESS: TypeAdapter[str] = TypeAdapter(Address)


@dataclass(frozen=True, slots=True)
class Row:
    """A paper of a manifest: the `file`, if it is at hand, or else the `address` to fetch it from.

    `name` is a safe name for the file of our copy.
    """

    file: Path | None
    address: str | None
    source: Source
    name: str


class _Mistake(Exception):
    """A mistake in a row, in words."""


def read_manifest(path: Path) -> list[Row]:
    """The papers that the manifest at `path` lists.

    Raises `InputRefused`, which names the lines with mistakes; no row is taken then.
    """
    text, folder = _read_text(path), path.parent.resolve()
    as_json = path.suffix.lower() in JSON_LINES or text.lstrip().startswith("{")
    rows: list[Row] = []
    lines: dict[str, int] = {}
    mistakes: list[str] = []
    for line, fields in _json_rows(text) if as_json else _csv_rows(text, path.name):
        if len(rows) + len(mistakes) == MAX_ROWS:
            raise InputRefused(f"{path.name} has more than {MAX_ROWS} rows. Make several of it.")
        try:
            if isinstance(fields, _Mistake):
                raise fields
            row = _parse_row(fields, folder)
            first = lines.setdefault(row.address or str(row.file), line)
            if first != line:
                raise _Mistake(f"the same paper as in line {first}")
            rows.append(row)
        except _Mistake as error:
            mistakes.append(f"line {line}: {error}")
    if mistakes:
        more = f"; and {len(mistakes) - MAX_SHOWN} more" if len(mistakes) > MAX_SHOWN else ""
        raise InputRefused(
            f"Nothing was taken from {path.name}. Mend these lines and run this again: "
            f"{'; '.join(mistakes[:MAX_SHOWN])}{more}."
        )
    return rows


def _read_text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            body = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputRefused(f"The list {path} cannot be read ({error.strerror}).") from error
    if len(body) > MAX_BYTES:
        raise InputRefused(f"{path.name} has more than {MAX_BYTES >> 20} MB. Make several of it.")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputRefused(
            f"{path.name} is not in UTF-8. Save it again as “CSV UTF-8”, or as plain text in UTF-8."
        ) from error


def _csv_rows(text: str, name: str) -> Iterator[tuple[int, dict[str, str] | _Mistake]]:
    """The rows of CSV, each with the number of its first line."""
    head = next((line for line in StringIO(text) if line.strip()), "")
    delimiter = ";" if head.count(";") > head.count(",") else ","
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    columns: list[str] = []
    before = 0  # the number of the last line of the row before
    try:
        for fields in reader:
            line, before = before + 1, reader.line_num
            values = [value.strip() for value in fields]
            if not any(values):
                continue
            if not columns:
                columns = [column.lower() for column in values]
                _check_columns(columns, name)
            elif any(values[len(columns) :]):
                yield line, _Mistake("it has more fields than there are columns")
            else:
                yield line, dict(zip(columns, values, strict=False))
    except csv.Error as error:
        raise InputRefused(
            f"{name} cannot be read near line {before + 1} ({error}). Save it again as CSV."
        ) from error


def _check_columns(columns: list[str], name: str) -> None:
    unknown = [column for column in columns if column not in COLUMNS]
    if unknown:
        raise InputRefused(f"{name} has columns that are not known. {_unknown_names(unknown)}.")
    if len(set(columns)) < len(columns):
        raise InputRefused(f"{name} has a column twice. Leave one of them out.")


def _unknown_names(names: list[str]) -> str:
    shown = ", ".join(f"{sound(name)[:40]!r}" for name in names[:MAX_SHOWN])
    return f"Not known: {shown}; there are {', '.join(COLUMNS)}"


def _json_rows(text: str) -> Iterator[tuple[int, dict[str, str] | _Mistake]]:
    """The rows of JSON Lines, each with the number of its line."""
    for number, line in enumerate(StringIO(text), 1):
        if line.strip():
            yield number, _parse_object(line)


def _parse_object(line: str) -> dict[str, str] | _Mistake:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        row = None
    if not isinstance(row, dict):
        return _Mistake("it is not one JSON object")
    unknown = [name for name in row if name not in COLUMNS]
    if unknown:
        return _Mistake(_unknown_names(unknown))
    odd = [name for name, value in row.items() if not isinstance(value, str | None)]
    if odd:
        return _Mistake(f"{odd[0]} is not text")
    return {name: (value or "").strip() for name, value in row.items()}


def _parse_row(given: dict[str, str], folder: Path) -> Row:
    """A row from its fields. Raises `_Mistake`."""
    fields = {
        name: value if name == "file" else " ".join(value.split())
        for name, value in given.items()
        if value
    }
    _check_fields(fields)
    file = _file(fields["file"], folder) if "file" in fields else None
    address = _address(fields, "address")
    kind = fields.get("kind", "").lower()
    if kind and kind not in NAMES:
        raise _Mistake(f"kind is none of {', '.join(NAMES)}")
    draft = fields.get("draft", "").lower()
    if draft not in DRAFT:
        raise _Mistake("draft is neither “draft” nor “approved”")
    source = Source(
        address=address,
        meeting_address=_address(fields, "meeting_address"),
        council=fields["council"],
        committee=fields["committee"],
        meeting_date=_date(fields["date"]),
        time=fields.get("time"),
        status=fields.get("status"),
        item=fields.get("item"),
        title=fields["title"],
        document=kind if kind else None,
        draft=DRAFT[draft],
    )
    return Row(file, address, source, safe_name(SEPARATOR.sub("-", fields["title"])))


def _check_fields(fields: dict[str, str]) -> None:
    """Raise `_Mistake` where a field cannot be used, or one that is needed is missing."""
    for name, value in fields.items():
        if name not in ADDRESSES and len(value) > MAX_LENGTH:
            raise _Mistake(f"{name} has more than {MAX_LENGTH} characters")
        if sound(value) != value or not value.isprintable():
            raise _Mistake(f"{name} has characters that cannot be printed")
    missing = [name for name in REQUIRED if name not in fields]
    if missing:
        raise _Mistake(f"{' and '.join(missing)} missing")
    if "file" not in fields and "address" not in fields:
        raise _Mistake("neither file nor address is given")


def _file(name: str, folder: Path) -> Path:
    """The PDF of that name in the folder or below, where a link may not lead out of it either."""
    given = Path(name)
    if given.is_absolute() or ".." in given.parts:
        raise _Mistake("file is not in the folder of the list or below")
    try:
        file = (folder / given).resolve(strict=True)
    except (OSError, RuntimeError, ValueError):
        raise _Mistake("file is not there") from None
    if not file.is_relative_to(folder):
        raise _Mistake("file is not in the folder of the list or below")
    if not file.is_file() or file.suffix.lower() != ".pdf":
        raise _Mistake("file is not a PDF")
    return file


def _address(fields: dict[str, str], name: str) -> str | None:
    if name not in fields:
        return None
    try:
        return _ADDRESS.validate_python(absolute_address(fields[name], fields[name]))
    except (SiteRefused, ValueError):
        raise _Mistake(f"{name} is no address that begins with http:// or https://") from None


def _date(text: str) -> date:
    if found := day_of(text):
        return found
    raise _Mistake("date is no date; write 2020-09-15 or 15 September 2020")
