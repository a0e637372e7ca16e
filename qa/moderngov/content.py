"""What sites send, opened: XML of a web service, and the words of a web page.

It may be made to harm whoever opens it, so these functions run in a process with limits: see
`opening`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from qa.errors import UnreadablePaper

MAX_DEPTH = 50  # elements within each other; a web service sends eight
MAX_ELEMENTS = 500_000  # of one response; a year's meetings of a large council are some 20,000
MAX_TEXT = 50_000  # characters of one text; only names, dates and addresses are read
# References to control characters. .NET writes them, though XML does not allow them.
INVALID_REFERENCE = re.compile(
    rb"&#(?:x0*(?:[0-8bcef]|1[0-9a-f])|0*(?:[0-8]|1[124-9]|2\d|3[01]));", re.IGNORECASE
)
# What a web page holds that is not shown, and changes from one request to the next.
WORKS_OF_PAGE = re.compile(
    rb"<input\b[^>]*type=.?hidden[^>]*>|<script\b.*?</script>|<!--.*?-->", re.I | re.S
)
SIGNS_IN = re.compile(rb"<input\b[^>]*type=.?password\b", re.IGNORECASE)
LATER = "Try again later."
# An element: how deep it lies, its name, its first text, and the text after it.
Part = tuple[int, str, str, str]


def parts(body: bytes) -> Sequence[Part]:
    """The elements of XML, each before those within it, with names in small letters and without
    namespaces. Raises `UnreadablePaper` where it is not sound."""
    try:
        parser = DefusedXMLParser(target=_BoundedBuilder())
        parser.feed(INVALID_REFERENCE.sub(b"", body.lstrip()))
        root: Element = parser.close()
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise UnreadablePaper("it is not sound XML.", LATER) from error
    return list(_flat(root))


def digest(page: Path) -> str:
    """The digest of the words of a web page: what a server keeps in it for itself changes each
    time. It is empty for a page for signing in, which a site sends in place of one that is not for
    the public."""
    held = page.read_bytes()
    if SIGNS_IN.search(held):
        return ""
    return hashlib.sha256(WORKS_OF_PAGE.sub(b"", held)).hexdigest()


class _BoundedBuilder(TreeBuilder):
    """Builds elements as they are parsed, and leaves off before they are too many."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = self._number = 0

    def start(self, tag: str, attributes: dict[Any, Any], /) -> Element:
        """Begin an element; see `TreeBuilder`. Raises `UnreadablePaper`."""
        self._depth += 1
        self._number += 1
        if self._depth > MAX_DEPTH or self._number > MAX_ELEMENTS:
            wrong = "lie too deep within each other" if self._depth > MAX_DEPTH else "are too many"
            raise UnreadablePaper(f"its parts {wrong}.", LATER)
        return super().start(tag, attributes)

    def end(self, tag: str, /) -> Element:
        """End an element; see `TreeBuilder`."""
        self._depth -= 1
        return super().end(tag)


def _flat(element: Element, depth: int = 0) -> Iterator[Part]:
    tag = element.tag.rpartition("}")[2].lower()
    yield depth, tag, (element.text or "")[:MAX_TEXT], (element.tail or "")[:MAX_TEXT]
    for child in element:
        yield from _flat(child, depth + 1)
