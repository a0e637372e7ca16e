"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

import re
from typing import BinaryIO

from qa.errors import UnreadablePaper

PDF, WITHIN = b"%PDF-", 1024  # the mark of a PDF, and the number of bytes in which it must stand
LOOKED_AT = 4096  # bytes
MORE = 4 << 20  # bytes, of old Office files
WEB_PAGE = re.compile(rb"(?i:\W{,9}<(?:!doctype html|html|head|body|!--|\?xml.*<html))", re.DOTALL)
DAMAGED_WORD = "The Word file is damaged.", "Open it in Word and save it again, or ask for a copy."
WORD = re.compile(rb"PK\x03\x04.*word/", re.DOTALL)
EXPORT = "Save or export the paper as PDF and add it again."
UNPACK = "Unpack it, and add the papers in it one by one."
SAVE_AS_WORD = "Open it in Word, save it as .docx or PDF, and add that."
OPEN_COPY = "Ask for the open copy of the paper."
SCAN = "Save it as PDF and add it again; its words are found if it is run through OCR."
DOWNLOAD = "Download the paper itself: the site may have sent a page in its place."
AGAIN = "Ask for the paper again: it may have been cut short on its way."
OLD_OFFICE = re.compile(rb"\xd0\xcf\x11\xe0")
# What an old Office file is, by the names within it, which are in UTF-16; the first counts.
OLD_KINDS = (
    ("EncryptedPackage", "It seems to be an Office file that is locked.", OPEN_COPY),
    ("WordDocument", "It seems to be a Word file of the old kind (.doc).", SAVE_AS_WORD),
    ("Workbook", "It seems to be an Excel file.", EXPORT),
    ("PowerPoint Document", "It seems to be a PowerPoint file.", EXPORT),
    ("__substg1.0_", "It seems to be an email.", EXPORT),
)
# What a file called .pdf may really be, by how it begins, and what to do about it. The first
# pattern that matches counts.
KINDS: tuple[tuple[re.Pattern[bytes], str, str], ...] = tuple(
    (re.compile(start, re.DOTALL), what, remedy)
    for start, what, remedy in (
        (rb"\Z", "It is empty.", AGAIN),
        (rb"\s+\Z", "There is only white space in it.", AGAIN),
        (rb"PK\x03\x04.*word/", *DAMAGED_WORD),  # one that is sound does not come here
        (rb"PK\x03\x04.*xl/", "It seems to be an Excel file.", EXPORT),
        (rb"PK\x03\x04.*ppt/", "It seems to be a PowerPoint file.", EXPORT),
        (rb"PK\x03\x04.*opendocument", "It seems to be an OpenDocument file.", EXPORT),
        (rb"PK\x03\x04.*\[Content_Types\]", "It seems to be an Office file.", EXPORT),
        (rb"PK\x03\x04|7z\xbc\xaf|Rar!|\x1f\x8b", "It seems to be an archive.", UNPACK),
        (OLD_OFFICE.pattern, "It seems to be an old Office file or an email.", EXPORT),
        (rb"\{\\rtf", "It seems to be a Word file (RTF).", SAVE_AS_WORD),
        (
            rb"\x89PNG|\xff\xd8\xff|GIF8|BM|II\*\0|MM\0\*|RIFF.{4}WEBP",
            "It seems to be a picture.",
            SCAN,
        ),
        (
            WEB_PAGE.pattern,
            "It seems to be a web page.",
            DOWNLOAD,
        ),
        (rb"(?:[\w-]{1,60}: [^\n]*\n){3}", "It seems to be an email.", EXPORT),
        (rb"[\t\n\r -~\x80-\xff]+\Z", "It seems to be plain text.", EXPORT),
        (rb"", "", EXPORT),
    )
)


def look_at(file: BinaryIO) -> bytes:
    """The beginning of an open file, as much of it as tells what it is."""
    start = file.read(LOOKED_AT)
    return start + file.read(MORE) if OLD_OFFICE.match(start) else start


def is_packed(start: bytes) -> bool:
    """Whether a file that begins with these bytes is packed, as those of Word are."""
    return start.startswith(b"PK\x03\x04")


def is_web_page(start: bytes) -> bool:
    """Whether a file that begins with these bytes, and is called one, may be a web page."""
    letters = start.replace(b"\0", b"")  # of UTF-16
    return letters.lstrip(b" \t\r\n\xef\xbb\xbf\xff\xfe").startswith(b"<")


def is_paper(start: bytes) -> bool:
    """Whether a file that begins with these bytes is a paper whatever its name says."""
    return start.lstrip().startswith(PDF) or bool(WORD.match(start))


def check(start: bytes) -> None:
    """Raise an `UnreadablePaper` unless `start` begins a PDF.

    These are the first `LOOKED_AT` bytes of a file, or more: the more there are of an old Office
    file, the better it is told what it is.
    """
    if PDF in start[:WITHIN]:
        return
    what, remedy = next((w, r) for kind, w, r in KINDS if kind.match(start[:LOOKED_AT]))
    if OLD_OFFICE.match(start):
        named = ((w, r) for name, w, r in OLD_KINDS if name.encode("utf-16-le") in start)
        what, remedy = next(named, (what, remedy))
    raise UnreadablePaper(f"The file is not a PDF. {what}".strip(), remedy)
