"""A web page as text that flows: minutes that a council publishes as HTML.

Scripts, forms, menus and what the page hides are not read. Nothing that the page names is fetched.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from lxml import etree, html

from qa.errors import UnreadablePaper
from qa.papers.flowing.flow import (
    MAX_DEPTH,
    SIZE,
    TOO_MUCH,
    Flow,
    NewPage,
    Paragraph,
    Part,
    items_of,
    row_of,
)
from qa.papers.flowing.web_page_styles import PageStyles, Shown

MAX_BYTES = 32 << 20
TOO_LARGE = "The web page is larger than is read.", "Ask for the paper as PDF or as a Word file."
DAMAGED = "The web page is damaged.", "Open it in a browser and save it again, or print it as PDF."
# What nobody reads as the words of a paper: the page's works, and the menus around its text.
NOT_READ = {
    "script", "style", "head", "template", "noscript", "iframe", "object", "embed", "svg", "math",
    "select", "textarea", "button", "input", "nav", "audio", "video", "canvas", "dialog", "map",
}  # fmt: skip
NOT_READ_ROLES = {"navigation", "search", "banner", "contentinfo", "menu", "menubar", "dialog"}
STRUCK = {"s", "strike", "del"}
BOLD = {"b", "strong", "th"}
HEADINGS = {"h1": 18.0, "h2": 15.0, "h3": 13.0, "h4": 12.0, "h5": SIZE, "h6": SIZE, "caption": SIZE}
BLOCKS = {
    "p", "div", "section", "article", "main", "aside", "header", "footer", "address", "figure",
    "figcaption", "blockquote", "pre", "fieldset", "form", "details", "summary", "ul", "ol", "li",
    "dl", "dt", "dd", "table", "tr", "td", "hr", "center", "body", "html", *HEADINGS,
}  # fmt: skip
INDENT = 20.0  # points, of a list within another
BULLET = "•"
BREAKS_PAGE = re.compile(r"(?:page-)?break-before\s*:\s*(?:always|page)", re.IGNORECASE)
CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{1,40})", re.IGNORECASE)
XML_HEAD = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
LATIN = {"iso8859-1", "ascii", "latin-1"}  # browsers take these for the Windows form
# ModernGov sets the items of a meeting, and what was minuted of each, in a table of two columns.
ITEM_TABLE = re.compile(r"\bmgItemTable\b")
# Of the words of a page: its main part is taken alone if it has this share of them.
MAIN_SHARE = 0.2


@dataclass(slots=True)
class _Words:
    """The paragraph at hand: its letters, and how each is set."""

    text: list[tuple[str, Shown]] = field(default_factory=list)
    before: str = ""


def read_web_page(path: Path) -> Flow:
    """The text of the web page at `path`. Raises `UnreadablePaper`."""
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise UnreadablePaper(*TOO_LARGE)
    try:
        root = html.document_fromstring(XML_HEAD.sub("", _decoded(data)))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadablePaper(*DAMAGED) from error
    css = "\n".join(one.text or "" for one in root.iter("style"))
    reader = _Reader(PageStyles(css))
    title = next((" ".join((one.text or "").split()) for one in root.iter("title")), None)
    for part in reader.blocks(_main(root)):
        reader.flow.add(part)
    reader.flow.title = title
    return reader.flow


def _decoded(data: bytes) -> str:
    """The characters of a page: as it says, or else UTF-8, or else the Windows form of Latin."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(name, "replace").lstrip("\ufeff")
    said = CHARSET.search(data[:4096])
    try:
        name = codecs.lookup(said[1].decode()).name if said else "utf-8"
        return data.decode("cp1252" if name in LATIN else name, "replace" if said else "strict")
    except (LookupError, UnicodeDecodeError):
        return data.decode("cp1252", "replace")


def _main(root: Any) -> Any:
    """The part of a page that holds its text, where the page says which that is."""
    whole = len(root.text_content().split())
    for path in ("//main", "//*[@role='main']", "//*[@id='modgov']", "//article"):
        found = root.xpath(path)
        if len(found) == 1 and len(found[0].text_content().split()) >= MAIN_SHARE * whole:
            return found[0]
    return root


class _Reader:
    """Reads one page from its beginning to its end."""

    def __init__(self, styles: PageStyles) -> None:
        self._styles = styles
        self.flow = Flow()

    def blocks(self, root: Any) -> Iterator[Part]:
        """The paragraphs and rows of an element."""
        words = _Words()
        yield from self._block(root, Shown(), words, 0, 0.0)
        yield from self._flush(words, 0.0)

    def _block(
        self, element: Any, base: Shown, words: _Words, depth: int, indent: float
    ) -> Iterator[Part]:
        """The parts that an element completes; what it leaves unfinished stays in `words`."""
        if depth > MAX_DEPTH:
            raise UnreadablePaper(*TOO_MUCH)
        tag = element.tag if isinstance(element.tag, str) else "script"  # a comment
        if tag in NOT_READ or (element.get("role") or "").lower() in NOT_READ_ROLES:
            return
        shown = self._shown(element, tag, base)
        if tag == "br":
            words.text.append(("\n", shown))
            return
        if tag == "img":
            self.flow.pictures = self.flow.pictures or shown.seen
            return
        is_block = tag in BLOCKS
        if is_block:
            yield from self._flush(words, indent)
            if BREAKS_PAGE.search(element.get("style") or ""):
                yield NewPage()
        if tag == "table":
            yield from self._table(element, shown, depth)
            return
        inner = indent + INDENT * (tag in ("ul", "ol", "blockquote", "dd"))
        if tag == "li":
            words.before = _before(element)
        self._say(element.text, shown, words)
        for one in element:
            yield from self._block(one, shown, words, depth + 1, inner)
            self._say(one.tail, shown, words)
        if is_block:
            yield from self._flush(words, inner, HEADINGS.get(tag))

    def _shown(self, element: Any, tag: str, base: Shown) -> Shown:
        shown = self._styles.shown(element, base)
        if tag in STRUCK:
            shown = replace(shown, struck=True)
        if tag in BOLD or tag in HEADINGS:
            shown = replace(shown, bold=True)
        return shown

    def _say(self, text: str | None, shown: Shown, words: _Words) -> None:
        """Add words that a reader sees and that are not struck through."""
        if not text:
            return
        if not shown.seen:
            self.flow.hidden = self.flow.hidden or any(map(str.isalnum, text))
        elif not shown.struck:
            words.text.append((re.sub(r"\s+", " ", text), shown))

    def _flush(self, words: _Words, indent: float, size: float | None = None) -> Iterator[Part]:
        """The paragraph at hand, if it has words; another is begun."""
        lines = tuple(line.strip() for line in "".join(text for text, _ in words.text).split("\n"))
        lines = tuple(filter(None, lines))
        letters = [shown for text, shown in words.text if text.strip()]
        if lines:
            if words.before:
                lines = (f"{words.before} {lines[0]}", *lines[1:])
            bold = all(shown.bold for shown in letters)
            yield Paragraph(lines, bold, size or SIZE, indent)
            words.before = ""
        words.text.clear()

    def _table(self, table: Any, base: Shown, depth: int) -> Iterator[Part]:
        of_items = ITEM_TABLE.search(table.get("class") or "")
        for row in _rows(table):
            of_row = self._within(row, table, base)
            cells: list[list[Part]] = []
            for cell in row:
                if cell.tag not in ("td", "th"):
                    continue
                words = _Words()
                shown = self._shown(cell, cell.tag, of_row)
                found: list[Part] = []
                self._say(cell.text, shown, words)
                for one in cell:
                    found += self._block(one, shown, words, depth + 1, 0.0)
                    self._say(one.tail, shown, words)
                found += self._flush(words, 0.0)
                cells.append(found)
            yield from items_of(cells) if of_items else row_of(cells)

    def _within(self, row: Any, table: Any, base: Shown) -> Shown:
        """How a row is shown, within what stands between it and its table."""
        between = []
        for up in row.iterancestors():
            if up is table:
                break
            between.append(up)
        for one in (*reversed(between), row):
            base = self._shown(one, "tr", self._styles.shown(one, base))
        return base


def _rows(table: Any) -> Iterator[Any]:
    for one in table:
        if one.tag == "tr":
            yield one
        elif one.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in one if row.tag == "tr")


def _before(item: Any) -> str:
    """What a browser sets before an item of a list: its number or a bullet."""
    holder = item.getparent()
    if holder is None or holder.tag != "ol":
        return BULLET
    first = holder.get("start") or "1"
    start = int(first) if first.lstrip("-").isdecimal() and len(first) < 6 else 1
    own = item.get("value") or ""
    place = sum(1 for one in item.itersiblings(preceding=True) if one.tag == "li")
    n = int(own) if own.isdecimal() and len(own) < 6 else start + place
    if (holder.get("type") or "") in ("a", "A") and 0 < n <= 26:
        return f"{chr(ord(holder.get('type')) + n - 1)}."
    return f"{n}."
