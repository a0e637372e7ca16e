"""A briefing as a Word document, each quote with its source in a footnote.

python-docx writes no footnotes, and its template has the styles of an old Word. The parts of the
document that differ lie in the folder `parts`, as Word writes them.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.parts.story import StoryPart
from docx.shared import Cm
from docx.text.paragraph import Paragraph

from qa.briefing.blocks import Link, Style, blocks
from qa.briefing.briefing import Briefing, Source
from qa.briefing.printable import one_line

PARTS = Path(__file__).parent / "parts"
STYLES: dict[Style, str] = {
    "title": "Title",
    "about": "About this briefing",
    "heading": "Heading 1",
    "subheading": "Heading 2",
    "text": "Normal",
    "source": "List Number",
    "quote": "Quote",
    "note": "Note",
}
WIDTH, HEIGHT, MARGIN = Cm(21), Cm(29.7), Cm(2.54)  # A4
# The parts of python-docx's template that are kept.
USED = {
    RELATIONSHIP_TYPE.OFFICE_DOCUMENT,
    RELATIONSHIP_TYPE.CORE_PROPERTIES,
    RELATIONSHIP_TYPE.STYLES,
    RELATIONSHIP_TYPE.SETTINGS,
    RELATIONSHIP_TYPE.NUMBERING,
}


def word(briefing: Briefing, link: Link | None = None) -> bytes:
    """The briefing as a .docx file; `link` gives the addresses that footnotes open."""
    document = _empty()
    _describe(document, one_line(briefing.title))
    footnotes = _Footnotes(document, link)
    for block in blocks(briefing):
        paragraph = document.add_paragraph(style=STYLES[block.style])
        if block.bold:
            paragraph.add_run(block.bold).bold = True
            paragraph.add_run(" ")
        paragraph.add_run(block.text)
        if block.style == "quote" and block.source:
            footnotes.add(paragraph, block.source)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


class _Footnotes:
    """The footnotes of a document, numbered as its sources."""

    def __init__(self, document: WordDocument, link: Link | None) -> None:
        self._link = link
        self._part = StoryPart(
            PackURI("/word/footnotes.xml"),
            CONTENT_TYPE.WML_FOOTNOTES,
            _part("footnotes"),
            document.part.package,
        )
        document.part.relate_to(self._part, RELATIONSHIP_TYPE.FOOTNOTES)

    def add(self, paragraph: Paragraph, source: Source) -> None:
        """End `paragraph` with a footnote that names its source."""
        number = str(source.n)
        paragraph.add_run(style="footnote reference").element.append(
            _element("w:footnoteReference", {"w:id": number})
        )
        footnote = _element("w:footnote", {"w:id": number})
        self._part.element.append(footnote)
        footnote.append(_element("w:p"))
        text = Paragraph(footnote[0], self._part)
        text.style = "footnote text"
        text.add_run(style="footnote reference").element.append(_element("w:footnoteRef"))
        text.add_run(" ")
        if self._link:
            self._add_link(text, source.line, self._link(source.reference))
        else:
            text.add_run(source.line)
        text.add_run(f". {one_line(source.citation.paper)}")
        for link in source.external_links:
            text.add_run(". ")
            self._add_link(text, link.words, link.address)

    def _add_link(self, paragraph: Paragraph, words: str, address: str) -> None:
        to = self._part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        run = paragraph.add_run(words, "Hyperlink").element
        hyperlink = _element("w:hyperlink", {"r:id": to})
        run.addprevious(hyperlink)
        hyperlink.append(run)


def _empty() -> WordDocument:
    """A document without words: its pages, styles and settings."""
    document = Document()
    for holder in (document.part.package, document.part):
        for name, relation in list(holder.rels.items()):
            if relation.reltype not in USED:
                del holder.rels[name]
    section = document.sections[0]
    section.page_width, section.page_height = WIDTH, HEIGHT
    section.left_margin = section.right_margin = MARGIN
    section.top_margin = section.bottom_margin = MARGIN
    section.footer.is_linked_to_previous = False
    _fill(document.styles.element, "styles")
    _fill(document.settings.element, "settings")
    _fill(document.part.numbering_part.element, "numbering")
    _fill(section.footer.part.element, "footer")
    return document


def _describe(document: WordDocument, title: str) -> None:
    about = document.core_properties
    about.title, about.language = title, "en-GB"
    about.author = about.comments = ""
    about.created = about.modified = datetime.now(UTC)


def _fill(element: BaseOxmlElement, name: str) -> None:
    element[:] = list(_part(name))


def _part(name: str) -> BaseOxmlElement:
    return parse_xml((PARTS / f"{name}.xml").read_bytes())


def _element(name: str, values: dict[str, str] | None = None) -> BaseOxmlElement:
    given = {qn(key): value for key, value in (values or {}).items()}
    return OxmlElement(name, given)
