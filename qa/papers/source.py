"""What the publisher of a paper says of it, which outranks what is guessed from the PDF.

It is stored beside the paper, as NAME.source.json for NAME.pdf, and is moved and deleted with it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, StringConstraints, TypeAdapter

from qa.errors import UnreadablePaper
from qa.papers.document import DocumentName

ENDING = ".source.json"
MAX_BYTES = 64 << 10  # of a file beside a paper
UNUSABLE = (
    "What its publisher says of it (the file {name}) cannot be used.",
    "Fetch the paper again, or delete that file to have the paper read without it.",
)


def _is_of_the_web(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("not an address of the web")
    return address


Address = Annotated[str, StringConstraints(max_length=2000), AfterValidator(_is_of_the_web)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]


@dataclass(frozen=True, slots=True)
class Source:
    """What the publisher says of a paper; None where nothing is said.

    `address` is that of the publisher's copy, `meeting_address` that of the meeting's own page.
    `meeting_date`, `time` and `status` are the meeting's, the latter two in the site's words.
    `item` is the item's number and title. `draft` says of minutes whether they are yet to be
    approved. `withdrawn` is the day on which the paper was first found to be gone from the site.
    """

    address: Address | None = None
    meeting_address: Address | None = None
    council: Words | None = None
    committee: Words | None = None
    meeting_date: date | None = None
    time: Words | None = None
    status: Words | None = None
    item: Words | None = None
    title: Words | None = None
    document: DocumentName | None = None
    draft: bool | None = None
    withdrawn: date | None = None

    def reads_as(self, other: Source) -> bool:
        """Whether a paper is read the same with either: they differ only in what is shown."""
        return self._without_shown() == other._without_shown()

    def _without_shown(self) -> Source:
        return replace(
            self, address=None, meeting_address=None, time=None, status=None, withdrawn=None
        )


_JSON: TypeAdapter[Source] = TypeAdapter(Source)


def as_text(source: Source) -> str:
    """A source as JSON."""
    return _JSON.dump_json(source, exclude_none=True).decode()


def from_text(text: str | bytes) -> Source:
    """A source from JSON. Raises `ValueError` if the text is no source."""
    return _JSON.validate_json(text)


def beside(path: Path) -> Path:
    """The path of the file that holds the source of the paper at `path`."""
    return path.with_suffix(ENDING)


def source_of(path: Path) -> Source | None:
    """The source of the paper at `path`; None if it has none.

    Raises `UnreadablePaper` if the file beside the paper cannot be used.
    """
    try:
        with beside(path).open("rb") as file:
            return from_text(file.read(MAX_BYTES))  # a longer one, cut short, is no JSON
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise UnreadablePaper(UNUSABLE[0].format(name=beside(path).name), UNUSABLE[1]) from error


def keep_beside(path: Path, source: Source) -> None:
    """Write the source of the paper at `path`, whole or not at all. Raises `OSError`."""
    part = path.with_suffix(".source.part")
    part.write_text(as_text(source), encoding="utf-8")
    part.replace(beside(path))
