"""A Word file as text that flows: what a reader of its last state sees, paragraph by paragraph.

Deletions that were tracked, comments, the codes of fields, and text that is hidden or has the
colour of what is behind it are not read. Words that are struck through are not read either, as they
are not in a PDF: quoted, they would reverse their meaning.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from qa.errors import UnreadablePaper
from qa.papers.flowing.flow import (
    MAX_DEPTH,
    TOO_MUCH,
    Flow,
    NewPage,
    Paragraph,
    Part,
    Row,
    row_of,
)
from qa.papers.flowing.word_numbering import Numbering, numbered
from qa.papers.flowing.word_package import DAMAGED, Package
from qa.papers.flowing.word_styles import TWIPS, Look, Styles, child, name_of, number, value

# What holds text that a reader sees, within a paragraph and around paragraphs.
SEE_THROUGH = {
    "ins", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent", "customXml", "fldSimple",
    "bdo", "dir", "oMath", "oMathPara", "ruby", "rubyBase",
}  # fmt: skip
PICTURES = {"blip", "imagedata"}
# Symbols of the fonts Wingdings and Wingdings 2, by their codes, as characters that say the same.
SYMBOLS = {
    "F0FC": "✓", "F0FB": "✗", "F0FE": "☑", "F0FD": "☒", "F0A8": "☐", "F06F": "☐", "F050": "✓",
    "F04F": "✗", "F052": "☑", "F054": "☒", "F0A3": "☐",
}  # fmt: skip
PAGE_CODES = ("PAGE", "NUMPAGES", "SECTIONPAGES")
HEADING_LEVELS = 9
MAX_HEADING = 200  # characters: a longer paragraph is none, whatever its style
GREY = "808080"  # the shade that the style of a table sets, whatever it is

_State = Literal["text", "code", "left out"]  # of a field


@dataclass(frozen=True, slots=True)
class _Piece:
    """Letters of a paragraph and how they are set; a tab, a new line or a new page alone."""

    text: str
    look: Look


NEW_PAGE = "\f"


def read_word(path: Path) -> Flow:
    """The text of the Word file at `path`. Raises `UnreadablePaper`."""
    with closing(Package(path)) as package:
        return _Reader(package).flow()


class _Reader:
    """Reads one file from its beginning to its end, as its lists are counted on."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._styles = Styles(package.of_kind("styles"))
        self._numbering = Numbering(package.of_kind("numbering"), self._styles)
        self._flow = Flow(title=package.title)
        self._boxes: list[Any] = []  # the content of text boxes that the paragraph at hand holds
        self._notes: list[tuple[str, str]] = []  # the kind and the id of notes that are referred to
        self._fields: list[_State] = []  # the fields that are open
        self._code = ""  # of the innermost field

    def flow(self) -> Flow:
        root = self._package.part(self._package.main)
        body = child(root, "body") if root is not None else None
        if body is None:
            raise UnreadablePaper(*DAMAGED)
        for part in self._blocks(body, Look(), 0):
            self._flow.add(part)
        for part in self._noted():
            self._flow.add(part)
        self._flow.heads, self._flow.first_heads = self._margins(root, "headerReference", "header")
        feet, first = self._margins(root, "footerReference", "footer")
        self._flow.feet = [*feet, *first]
        for kind in ("package", "oleObject", "aFChunk"):
            names = self._package.related(self._package.main, kind).values()
            self._flow.attached += [name.rpartition("/")[2] for name in names]
        return self._flow

    def _blocks(self, holder: Any, base: Look, depth: int) -> Iterator[Part]:
        """The paragraphs and rows within an element; `base` is the look of a table's cell."""
        if depth > MAX_DEPTH:
            raise UnreadablePaper(*TOO_MUCH)
        for one in holder:
            match name_of(one):
                case "p":
                    yield from self._paragraph(one, base, depth)
                case "tbl":
                    yield from self._table(one, base, depth)
                case "AlternateContent":
                    yield from self._blocks(_alternative(one), base, depth + 1)
                case name if name in SEE_THROUGH:
                    yield from self._blocks(one, base, depth + 1)

    def _table(self, table: Any, base: Look, depth: int) -> Iterator[Part]:
        properties = child(table, "tblPr")
        style = child(properties, "tblStyle") if properties is not None else None
        if style is not None and self._styles.is_shaded(value(style)):
            base = replace(base, behind=GREY)
        for row in _within(table, "tr"):
            of_row = child(row, "trPr")
            if of_row is not None and child(of_row, "del") is not None:
                continue
            cells = [self._cell(cell, base, depth) for cell in _within(row, "tc")]
            yield from row_of(cells)

    def _cell(self, cell: Any, base: Look, depth: int) -> list[Part]:
        properties = child(cell, "tcPr")
        if properties is not None:
            base = base.behind_it(child(properties, "shd"))
        return list(self._blocks(cell, base, depth + 1))

    def _paragraph(self, element: Any, base: Look, depth: int) -> Iterator[Part]:
        """A paragraph, cut where the page is broken in it, and the text boxes that it holds."""
        own = child(element, "pPr")
        style = _named(own, "pStyle")
        look = self._styles.of_paragraph(style)
        said = [one for one in (own, *self._styles.paragraph_properties(style)) if one is not None]
        look = replace(look, behind=base.behind)
        look = look.behind_it(
            next((s for one in said if (s := child(one, "shd")) is not None), None)
        )
        before, indent = self._before(said, style)
        if any(_is_on(child(one, "pageBreakBefore")) for one in said[:1]):
            yield NewPage()
        boxes, self._boxes = self._boxes, []
        # A field whose code never ends must not hide all that follows.
        self._fields = [state for state in self._fields if state != "code"]
        pieces = list(self._seen(self._inline(element, look, depth + 1)))
        level = _named(own, "outlineLvl") or self._styles.outline(style)
        is_heading = level is not None and int(number(str(level), 9)) < HEADING_LEVELS
        yield from _cut(pieces, before, indent, is_heading)
        inner, self._boxes = self._boxes, boxes
        for box in inner:
            yield from self._blocks(box, Look(), depth + 1)
        section = child(own, "sectPr") if own is not None else None
        if section is not None and _named(section, "type") not in ("continuous", "nextColumn"):
            yield NewPage()

    def _before(self, said: list[Any], style: str | None) -> tuple[str, float]:
        """The number or bullet before a paragraph, and its indent in points."""
        indents = (one for one in (child(each, "ind") for each in said) if one is not None)
        place = next(indents, None)
        named = next((found for one in said if (found := numbered(one))), None)
        text, indent = self._numbering.next(*named) if named and named[0] != "0" else ("", 0.0)
        if place is not None:
            left = value(place, "left") or value(place, "start") or ""
            indent = number(left, TWIPS * indent) / TWIPS
        return text, max(0.0, indent)

    def _seen(self, pieces: Iterable[_Piece]) -> Iterator[_Piece]:
        """The pieces that a reader sees and that are not struck through."""
        for piece in pieces:
            if not piece.look.seen:
                self._flow.hidden = self._flow.hidden or any(map(str.isalnum, piece.text))
            elif not piece.look.struck:
                capitals = piece.look.capitals
                yield replace(piece, text=piece.text.upper()) if capitals else piece

    def _inline(self, holder: Any, look: Look, depth: int) -> Iterator[_Piece]:
        if depth > MAX_DEPTH:
            raise UnreadablePaper(*TOO_MUCH)
        for one in holder:
            match name_of(one):
                case "r":
                    properties = child(one, "rPr")
                    own = self._styles.look(_named(properties, "rStyle"), look)
                    yield from self._run(one, own.with_run(properties), depth + 1)
                case "t":  # of a formula
                    yield _Piece(one.text or "", look)
                case "AlternateContent":
                    yield from self._inline(_alternative(one), look, depth + 1)
                case "fldSimple" if _is_page(value(one, "instr") or ""):
                    pass
                case name if name in SEE_THROUGH:
                    yield from self._inline(one, look, depth + 1)

    def _run(self, run: Any, look: Look, depth: int) -> Iterator[_Piece]:
        for one in run:
            name = name_of(one)
            if name == "fldChar":
                yield from self._field(one, look)
            elif name == "instrText" and self._fields:
                self._code += one.text or ""
            elif not any(state != "text" for state in self._fields):
                yield from self._content(one, name, look, depth)

    def _content(self, one: Any, name: str, look: Look, depth: int) -> Iterator[_Piece]:
        match name:
            case "t":
                yield _Piece(one.text or "", look)
            case "tab" | "ptab":
                yield _Piece("\t", look)
            case "br" | "cr":
                kind = value(one, "type")
                yield _Piece(NEW_PAGE if kind == "page" else "\n", replace(look, struck=False))
            case "noBreakHyphen":
                yield _Piece("-", look)
            case "sym":
                yield _Piece(SYMBOLS.get((value(one, "char") or "").upper(), "•"), look)
            case "footnoteReference" | "endnoteReference":
                self._notes.append((name.removesuffix("Reference"), value(one, "id") or ""))
            case "AlternateContent":
                for inner in _alternative(one):
                    yield from self._content(inner, name_of(inner), look, depth + 1)
            case "drawing" | "pict" | "object":
                self._look_into(one)

    def _look_into(self, drawing: Any) -> None:
        """Note the text boxes, the pictures and the words that are set aslant of a drawing."""
        inside: set[Any] = set()
        for one in drawing.iter():
            name = name_of(one)
            if name == "txbxContent" and not any(up in inside for up in one.iterancestors()):
                inside.add(one)
                self._boxes.append(one)
            elif name in PICTURES:
                self._flow.pictures = True
            elif name == "textpath" and (words := value(one, "string")):
                self._flow.first_heads.append(Paragraph((words[:500],), aslant=True))

    def _field(self, mark: Any, look: Look) -> Iterator[_Piece]:
        """Go into a field or out of it. Of a tick box only the field knows whether it is ticked."""
        match value(mark, "fldCharType"):
            case "begin":
                self._fields.append("code")
                self._code = ""
                for one in mark.iter():
                    if name_of(one) == "checkBox":
                        ticked = child(one, "checked")
                        ticked = child(one, "default") if ticked is None else ticked
                        yield _Piece("☒" if _is_on(ticked) else "☐", look)
            case "separate" if self._fields:
                self._fields[-1] = "left out" if _is_page(self._code) else "text"
            case "end" if self._fields:
                self._fields.pop()

    def _margins(
        self, root: Any, reference: str, kind: str
    ) -> tuple[list[Paragraph], list[Paragraph]]:
        """What is set on all pages above or below the text, and what only on first pages."""
        names = self._package.related(self._package.main, kind)
        always: list[Paragraph] = []
        first: list[Paragraph] = []
        read: set[str] = set()
        for one in root.iter():
            name = names.get(value(one, "id") or "") if name_of(one) == reference else None
            if not name or name in read:
                continue
            read.add(name)
            part = self._package.part(name)
            held, self._flow.first_heads = self._flow.first_heads, []
            blocks = list(self._blocks(part, Look(), 0)) if part is not None else []
            watermarks, self._flow.first_heads = self._flow.first_heads, held
            found = [*_paragraphs(blocks), *watermarks]
            (first if value(one, "type") == "first" else always).extend(found)
        return always, [*first, *(self._flow.first_heads if kind == "header" else ())]

    def _noted(self) -> Iterator[Part]:
        """The notes that the text refers to, behind it, in the order of their references."""
        for kind in ("footnote", "endnote"):
            part = self._package.of_kind(f"{kind}s") if self._notes else None
            notes = {value(one, "id"): one for one in part} if part is not None else {}
            wanted = [i for of, i in self._notes if of == kind]
            for n, i in enumerate(dict.fromkeys(wanted), 1):
                for k, block in enumerate(self._blocks(notes.get(i, ()), Look(), 0)):
                    if isinstance(block, Paragraph) and not k:
                        lines = (f"{n} {block.lines[0].strip()}", *block.lines[1:])
                        block = replace(block, lines=lines)
                    yield block


def _cut(
    pieces: list[_Piece], before: str, indent: float, is_heading: bool
) -> Iterator[Paragraph | NewPage]:
    """The paragraph of `pieces`, in parts where the page is broken within it."""
    part: list[_Piece] = []
    for piece in [*pieces, None]:
        if piece is not None and piece.text != NEW_PAGE:
            part.append(piece)
            continue
        text = "".join(one.text for one in part)
        if text.strip():
            letters = [one for one in part if one.text.strip()]
            bold = all(one.look.bold for one in letters)
            bold = bold or (is_heading and len(text) <= MAX_HEADING)
            size = max(one.look.size for one in letters)
            lines = tuple(line for line in text.split("\n") if line.strip())
            if before:
                lines = (f"{before} {lines[0].lstrip()}", *lines[1:])
            yield Paragraph(lines, bold, size, indent)
            before = ""
        part = []
        if piece is not None:
            yield NewPage()


def _paragraphs(blocks: Iterable[Part]) -> Iterator[Paragraph]:
    for part in blocks:
        if isinstance(part, Paragraph):
            yield part
        elif isinstance(part, Row):
            yield from (one for cell in part.cells for one in cell)


def _within(holder: Any, name: str, depth: int = 0) -> Iterator[Any]:
    """The rows of a table or the cells of a row, also those in content controls."""
    for one in holder if depth < MAX_DEPTH else ():
        if name_of(one) == name:
            yield one
        elif name_of(one) in SEE_THROUGH:
            yield from _within(one, name, depth + 1)


def _alternative(element: Any) -> Any:
    """The content that a program of today shows, of two that say the same."""
    chosen = child(element, "Choice")
    chosen = child(element, "Fallback") if chosen is None else chosen
    return chosen if chosen is not None else ()


def _named(properties: Any, name: str) -> str | None:
    found = child(properties, name) if properties is not None else None
    return value(found) if found is not None else None


def _is_on(element: Any) -> bool:
    return element is not None and (value(element) or "1").lower() not in ("0", "false", "off")


def _is_page(code: str) -> bool:
    """Whether the code of a field puts in the number of the page, which a flow has not."""
    return code.split()[:1] != [] and code.split()[0].upper() in PAGE_CODES
