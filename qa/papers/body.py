"""Bodies that meet and the councils they belong to, as papers and file names name them."""

from __future__ import annotations

import re
from datetime import date

from qa.papers.dates import dates_in
from qa.papers.file_name import without_ending
from qa.papers.paper import Meeting
from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)
SMALL_WORDS = ("OF", "AND", "THE", "FOR", "ON")
BODY_LENGTH = range(5, 90)  # characters of a body's name


def is_body(text: str) -> bool:
    """Whether `text` names a body that meets."""
    return bool(PHRASES["body"].search(text))


def named_body(lines: list[str]) -> str | None:
    """The first of these lines, or two of them together, that names a body that meets."""
    for i, line in enumerate(lines):
        line = without_date(PHRASES["before_body"].sub("", line))
        following = lines[i + 1] if i + 1 < len(lines) else ""
        if PHRASES["body"].fullmatch(following.strip()) and line and not is_body(line):
            line = f"{line} {following}"
        if is_body(line) and len(line) in BODY_LENGTH and not PHRASES["no_body"].search(line):
            return tidy(line)
    return None


def without_date(text: str) -> str:
    """`text` up to its first date, without what leads up to that ("on Tuesday", "Date:")."""
    found = dates_in(text)
    if found:
        text = text[: found[0][1]]
    return PHRASES["before_date"].sub("", text.strip()).strip()


def first_date(text: str) -> date | None:
    """The first full date in `text`."""
    found = dates_in(text)
    return found[0][0] if found else None


def tidy(name: str | None) -> str | None:
    """A name in ordinary letters: capitals become "County Council", the article goes."""
    if not name:
        return None
    name = re.sub(r"\s+", " ", name).strip(" .,:;-–—")
    name = re.sub(r"^the ", "", name, flags=re.IGNORECASE)
    if name.isupper():
        name = " ".join(w.lower() if w in SMALL_WORDS else w.capitalize() for w in name.split())
    return name or None


def meeting_of_file(file_name: str, title: str | None, folder: str = "") -> Meeting:
    """The meeting that a paper's title, its file's name or that of its folder gives."""
    match = PHRASES["pack_title"].search(title or "")
    if match:
        return Meeting(None, tidy(match["committee"]), first_date(match["date"]))
    named, beside = _meeting_named(without_ending(file_name)), _meeting_named(folder)
    return Meeting(None, named.committee or beside.committee, named.date or beside.date)


def _meeting_named(name: str) -> Meeting:
    """The meeting that the name of a file or a folder gives: "16-05-24 Cabinet", "2020-07-14"."""
    found = dates_in(name.replace("_", " "))
    if not found:
        return Meeting()
    day, start, end = found[0]
    if not PHRASES["meeting_file"].search(name) and name[:start].strip(" _-") + name[end:].strip(
        " _-"
    ):
        return Meeting()  # what the date is of stands beside it
    beside = (_of_body(part) for part in (name[end:], name[:start]))
    return Meeting(None, next(filter(None, beside), None), day)


def _of_body(part: str) -> str | None:
    """The body that a part of the name of a file or a folder gives, without the time of its meeting
    and without what the paper is: "Cabinet" of "10.00 Cabinet agenda"."""
    rest = re.sub(r"^[\s_-]*(?:\d{4}|\d{1,2}[.:]\d{2})\b", "", part)
    rest = re.sub(r"\s*\(.*?\)\s*$", "", re.sub(r"[\s_-]+", " ", rest).strip(" .,"))
    rest = PHRASES["of_paper"].sub("", rest).strip(" .,")
    return tidy(rest) if is_body(rest) and len(rest) in BODY_LENGTH else None


def is_pack(file_name: str, title: str | None) -> bool:
    """Whether a paper's title or file name says that it was bound for a meeting: it may begin with
    the minutes of another one."""
    named = PHRASES["pack"].search(without_ending(file_name))
    return bool(named or PHRASES["pack_title"].search(title or ""))
