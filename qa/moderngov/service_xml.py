"""XML of a ModernGov site's web service: checked, parsed, and its texts cleaned.

What a site sends is not to be trusted: text is escaped twice, elements are missing or new, and a
sign-in page may stand where XML should.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from xml.etree.ElementTree import Element, SubElement

from qa.errors import SiteFailed
from qa.library.uploads import INVISIBLE
from qa.moderngov import content
from qa.moderngov.opening import opened

MAX_LENGTH = 300  # characters of a text
MAX_UNESCAPING = 3  # times that a text is unescaped; most sites escape twice
DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)", re.ASCII)
WEB_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
WEB_PAGE_START = 1000  # bytes in which a web page is recognised
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
    return _tree(opened(what, content.parts, body))


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


def _tree(parts: Sequence[content.Part]) -> Element:
    """The elements within each other again. The first is the root."""
    path: list[Element] = []
    for depth, tag, text, tail in parts:
        del path[depth:]
        element = SubElement(path[-1], tag) if path else Element(tag)
        element.text, element.tail = text, tail
        path.append(element)
    return path[0]
