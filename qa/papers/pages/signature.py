"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

import re

from qa.errors import UnreadablePaper

PDF, WITHIN = b"%PDF-", 1024  # the mark of a PDF, and the number of bytes in which it must stand
LOOKED_AT = 4096  # bytes
WORD = re.compile(rb"PK\x03\x04.*word/", re.DOTALL)
EXPORT = "Save or export the paper as PDF and add it again."
UNPACK = "Unpack it, and add the papers in it one by one."
SCAN = "Save it as PDF and add it again; its words are found if it is run through OCR."
DOWNLOAD = "Download the paper itself: the site may have sent a page in its place."
AGAIN = "Ask for the paper again: it may have been cut short on its way."
# What a file called .pdf may really be, by how it begins, and what to do about it. The first
# pattern that matches counts.
KINDS: tuple[tuple[re.Pattern[bytes], str, str], ...] = tuple(
    (re.compile(start, re.DOTALL), what, remedy)
    for start, what, remedy in (
        (rb"\Z", "It is empty.", AGAIN),
        (rb"\s+\Z", "There is only white space in it.", AGAIN),
        (rb"PK\x03\x04.*word/", "It seems to be a Word file.", EXPORT),
        (rb"PK\x03\x04.*xl/", "It seems to be an Excel file.", EXPORT),
        (rb"PK\x03\x04.*ppt/", "It seems to be a PowerPoint file.", EXPORT),
        (rb"PK\x03\x04.*opendocument", "It seems to be an OpenDocument file.", EXPORT),
        (rb"PK\x03\x04.*\[Content_Types\]", "It seems to be an Office file.", EXPORT),
        (rb"PK\x03\x04|7z\xbc\xaf|Rar!|\x1f\x8b", "It seems to be an archive.", UNPACK),
        (rb"\xd0\xcf\x11\xe0", "It seems to be an old Office file or an email.", EXPORT),
        (rb"\{\\rtf", "It seems to be a Word file (RTF).", EXPORT),
        (
            rb"\x89PNG|\xff\xd8\xff|GIF8|BM|II\*\0|MM\0\*|RIFF.{4}WEBP",
            "It seems to be a picture.",
            SCAN,
        ),
        (
            rb"(?i:\W{,9}<(?:!doctype html|html|head|!--|\?xml.*<html))",
            "It seems to be a web page.",
            DOWNLOAD,
        ),
        (rb"(?:[\w-]{1,60}: [^\n]*\n){3}", "It seems to be an email.", EXPORT),
        (rb"[\t\n\r -~\x80-\xff]+\Z", "It seems to be plain text.", EXPORT),
        (rb"", "", EXPORT),
    )
)


def is_paper(start: bytes) -> bool:
    """Whether a file that begins with these bytes is a paper whatever its name says."""
    return start.lstrip().startswith(PDF) or bool(WORD.match(start))


def check(start: bytes) -> None:
    """Raise an `UnreadablePaper` unless the first `LOOKED_AT` bytes of a file are of a PDF."""
    if PDF in start[:WITHIN]:
        return
    what, remedy = next((w, r) for kind, w, r in KINDS if kind.match(start[:LOOKED_AT]))
    raise UnreadablePaper(f"The file is not a PDF. {what}".strip(), remedy)
