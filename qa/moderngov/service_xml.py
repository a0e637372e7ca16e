"""XML of a ModernGov site's web service: checked, parsed, and its texts cleaned.

What a site sends is not to be trusted: text is escaped twice, elements are missing or new, and a
sign-in page may stand where XML should.
"""

from __future__ import annotations

import html
import re
import unicodedata
from datetime import date
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from qa.errors import SiteFailed
from qa.library.uploads import INVISIBLE

MAX_DEPTH = 50  # elements within each other; a web service sends eight
MAX_ELEMENTS = 500_000  # of one response; a year's meetings of a large council are some 20,000
MAX_LENGTH = 300  # characters of a text
MAX_UNESCAPING = 3  # times that a text is unescaped; most sites escape twice
DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)", re.ASCII)
WEB_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
WEB_PAGE_START = 1000  # bytes in which a web page is recognised
# References to control characters. .NET writes them, though XML does not allow them.
INVALID_REFERENCE = re.compile(
    rb"&#(?:x0*(?:[0-8bcef]|1[0-9a-f])|0*(?:[0-8]|1[124-9]|2\d|3[01]));", re.IGNORECASE
)
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# How .NET and its predecessors write these. Anything else is taken for the more careful of the two.
YES, NO = ("true", "1", "-1", "yes"), ("false", "0", "no")


def parse(body: bytes, what: str) -> Element:
    """A response as elements, whose tags are in small letters and without namespaces.

    Raises `SiteFailed` where it is not XML; `what` names it in the message.
    """
    body = body.removeprefix(BYTE_ORDER_MARK)
    if WEB_PAGE.match(body[:WEB_PAGE_START]):
        raise SiteFailed(
            f"The site answered with a web page where its {what} should be. Look at the address in "
            "a browser: it may ask to sign in, or be closed for work. Try again later."
        )
    try:
        parser = DefusedXMLParser(target=_BoundedBuilder(what))
        parser.feed(INVALID_REFERENCE.sub(b"", body.lstrip()))
        root: Element = parser.close()
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise SiteFailed(
            f"The site's {what} cannot be read: it is not sound XML. Try again later."
        ) from error
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2].lower()
    return root


class _BoundedBuilder(TreeBuilder):
    """Builds elements as they are parsed, and raises `SiteFailed` before they are too many."""

    def __init__(self, what: str) -> None:
        super().__init__()
        self._what = what
        self._depth = self._number = 0

    def start(self, tag: str, attributes: dict[Any, Any], /) -> Element:
        """Begin an element; see `TreeBuilder`."""
        self._depth += 1
        self._number += 1
        if self._depth > MAX_DEPTH or self._number > MAX_ELEMENTS:
            wrong = "lie too deep within each other" if self._depth > MAX_DEPTH else "are too many"
            raise SiteFailed(
                f"The site's {self._what} cannot be read: its parts {wrong}. Try again later."
            )
        return super().start(tag, attributes)

    def end(self, tag: str, /) -> Element:
        """End an element; see `TreeBuilder`."""
        self._depth -= 1
        return super().end(tag)


def raw_text(element: Element, name: str) -> str:
    """The text of the first child of that name as it is; "" where there is none."""
    child = element.find(name)
    return "" if child is None else "".join(child.itertext())


def text_of(element: Element, name: str) -> str:
    """The text of the first child of that name, unescaped and cleaned; "" where there is none."""
    return clean(unescaped(raw_text(element, name)[: MAX_LENGTH * 10]))


def unescaped(text: str) -> str:
    """`text` without HTML escapes, however often it was escaped."""
    for _ in range(MAX_UNESCAPING):
        text, before = html.unescape(text), text
        if text == before:
            break
    return text


def clean(text: str) -> str:
    """`text` on one line, without invisible characters, and not too long."""
    visible = (c for c in text if c.isspace() or unicodedata.category(c) not in INVISIBLE)
    return " ".join("".join(visible).split())[:MAX_LENGTH].rstrip()


def number_of(element: Element, name: str) -> int | None:
    """The number that a child holds, or None."""
    text = text_of(element, name)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def meeting_date(element: Element) -> date | None:
    """The date of the meeting that an element describes, or None."""
    match = DATE.match(text_of(element, "meetingdate"))
    try:
        return date(int(match[3]), int(match[2]), int(match[1])) if match else None
    except ValueError:
        return None


def is_true(element: Element, name: str) -> bool:
    """Whether a child says yes."""
    return text_of(element, name).lower() in YES


def is_restricted(element: Element) -> bool:
    """Whether an element is marked as not for the public, or its mark cannot be understood."""
    restricted = text_of(element, "isrestricted").lower()
    displayed = text_of(element, "isdisplayallowed").lower()
    return restricted not in ("", *NO) or displayed not in ("", *YES)
