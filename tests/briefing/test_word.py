"""A briefing in Word, read back as Word reads it."""

from __future__ import annotations

import io
import posixpath
import zipfile
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa.briefing.blocks import blocks
from qa.briefing.briefing import Briefing, briefing
from qa.briefing.printable import printable
from qa.briefing.selection import Selection
from qa.briefing.word import word
from qa.library.protocol import Store
from qa.library.records import Searched
from tests.made import PUBLISHED

RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@pytest.fixture
def made(store: Store, selection: Selection) -> Briefing:
    gone = selection.kept[0].reference
    return briefing(selection.toggled(type(gone)("f" * 16, 2, "0" * 8, 0, 5)), store)


def parts(file: bytes) -> dict[str, Element]:
    """The XML parts of a .docx file, by name."""
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return {name: ElementTree.fromstring(archive.read(name)) for name in archive.namelist()}


def said(element: Element) -> str:
    """The text of an XML element."""
    return "".join(text.text or "" for text in element.iter(qn("w:t")))


def first(element: Element, tag: str) -> Element:
    """The first element of this tag within another."""
    return next(element.iter(qn(tag)))


def test_every_block_is_there_in_its_style(made: Briefing) -> None:
    read = [
        (p.style.name if p.style else "", p.text) for p in Document(_file(word(made))).paragraphs
    ]
    assert ("Title", "Passes: spring & summer") in read
    assert ("Heading 1", "Draft question") in read
    assert ("Quote", "412 bus passes were renewed") in read
    assert ("Note", "Note: Ask for the cost.\n=cmd() <b>too</b>") in read
    assert ("Heading 1", "No longer in the library") in read
    assert [style for style, _ in read].count("List Number") == 2
    assert [words for _, words in read] == [
        f"{block.bold} {block.text}".strip() for block in blocks(made)
    ]


def test_each_quote_has_a_footnote_that_names_its_source(made: Briefing) -> None:
    found = parts(word(made))
    by_id = {note.get(qn("w:id")): note for note in found["word/footnotes.xml"]}
    quotes = [
        paragraph
        for paragraph in found["word/document.xml"].iter(qn("w:p"))
        if list(paragraph.iter(qn("w:footnoteReference")))
    ]
    marks = [first(quote, "w:footnoteReference").get(qn("w:id")) for quote in quotes]
    assert marks == ["1", "2"]
    for mark, quote, source in zip(marks, quotes, made.sources, strict=True):
        assert said(quote).split() == printable(source.quote.text).split()
        assert source.line in said(by_id[mark])
        assert list(by_id[mark].iter(qn("w:footnoteRef")))
    assert said(by_id["1"]).endswith("p. 3 (PDF p. 1). minutes july.pdf")


def test_word_finds_the_lines_over_footnotes(made: Briefing) -> None:
    found = parts(word(made))
    kinds = {note.get(qn("w:id")): note.get(qn("w:type")) for note in found["word/footnotes.xml"]}
    assert kinds == {"-1": "separator", "0": "continuationSeparator", "1": None, "2": None}
    listed = first(found["word/settings.xml"], "w:footnotePr")
    assert [note.get(qn("w:id")) for note in listed] == ["-1", "0"]


def test_a_footnote_opens_its_citation(made: Briefing) -> None:
    found = parts(word(made, lambda reference: f"https://papers.example/paper?cite={reference}"))
    [link, *_] = found["word/footnotes.xml"].iter(qn("w:hyperlink"))
    targets = {one.get("Id"): one for one in found["word/_rels/footnotes.xml.rels"].iter(RELATIONS)}
    target = targets[link.get(qn("r:id"), "")]
    reference = made.sources[0].reference
    assert target.get("Target") == f"https://papers.example/paper?cite={reference}"
    assert target.get("TargetMode") == "External"
    assert said(link) == made.sources[0].line
    assert not list(parts(word(made))["word/footnotes.xml"].iter(qn("w:hyperlink")))


def test_a_footnote_opens_where_its_paper_was_published(published: Briefing) -> None:
    found = parts(word(published))
    links = list(found["word/footnotes.xml"].iter(qn("w:hyperlink")))
    assert [said(link) for link in links] == [
        "Former address of the council's copy, on democracy.example.gov.uk",
        "The meeting of 13 July 2021, on democracy.example.gov.uk",
    ]
    targets = {one.get("Id"): one for one in found["word/_rels/footnotes.xml.rels"].iter(RELATIONS)}
    assert [targets[link.get(qn("r:id"), "")].get("Target") for link in links] == [
        f"{PUBLISHED.address}#page=1",
        PUBLISHED.meeting_address,
    ]
    lines = [p.text for p in Document(_file(word(published))).paragraphs]
    withdrawn = "Withdrawn from the council's site: first noticed on 3 March 2026"
    assert lines.index(withdrawn) < lines.index("412 bus passes were renewed")


def test_every_relation_and_style_leads_somewhere(made: Briefing) -> None:
    found = parts(word(made))
    types = found["[Content_Types].xml"]
    typed = {one.get("PartName") for one in types}
    for name, relations in found.items():
        if not name.endswith(".rels"):
            continue
        folder = posixpath.dirname(posixpath.dirname(name))
        for one in relations.iter(RELATIONS):
            if one.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join(folder, one.get("Target", ""))).lstrip(
                    "/"
                )
                assert target in found
                assert f"/{target}" in typed
    styles = {style.get(qn("w:styleId")) for style in found["word/styles.xml"].iter(qn("w:style"))}
    used = {
        element.get(qn("w:val"))
        for name in ("word/document.xml", "word/footnotes.xml", "word/footer1.xml")
        for tag in ("w:pStyle", "w:rStyle")
        for element in found[name].iter(qn(tag))
    }
    assert used <= styles


def test_it_is_a4_in_arial_and_english_with_numbered_pages(made: Briefing) -> None:
    document = Document(_file(word(made)))
    [section] = document.sections
    assert round(section.page_width.cm, 1) == 21.0  # type: ignore[union-attr]
    assert round(section.page_height.cm, 1) == 29.7  # type: ignore[union-attr]
    assert round(section.left_margin.cm, 2) == 2.54  # type: ignore[union-attr]
    found = parts(word(made))
    fonts = {font.get(qn("w:ascii")) for font in found["word/styles.xml"].iter(qn("w:rFonts"))}
    assert fonts == {"Arial"}
    assert first(found["word/styles.xml"], "w:lang").get(qn("w:val")) == "en-GB"
    fields = [
        field.get(qn("w:instr")) for field in found["word/footer1.xml"].iter(qn("w:fldSimple"))
    ]
    assert fields == [" PAGE ", " NUMPAGES "]


def test_it_names_its_title_and_no_author(made: Briefing) -> None:
    about = Document(_file(word(made))).core_properties
    assert (about.title, about.language) == ("Passes: spring & summer", "en-GB")
    assert (about.author, about.last_modified_by, about.comments) == ("", "", "")


def test_words_from_papers_are_nothing_but_words(made: Briefing) -> None:
    file = word(made)
    quoted = " ".join(p.text for p in Document(_file(file)).paragraphs)
    assert "wrote <script>alert(1)</script> <img src=x onerror=alert(1)> <b>bold</b>" in quoted
    assert "\u202e" not in quoted
    found = parts(file)
    for tag in ("w:hyperlink", "w:fldSimple", "w:instrText", "w:drawing", "w:object"):
        assert not list(found["word/document.xml"].iter(qn(tag)))


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=25)
@given(st.text(max_size=80))
def test_whatever_is_typed_stands_in_the_file(typed: str) -> None:
    made = Briefing("Briefing", typed, (), (), Searched(0, None, None))
    read = [p.text for p in Document(_file(word(made))).paragraphs]
    assert not typed or read[-1] == printable(typed)


def _file(content: bytes) -> io.BytesIO:
    return io.BytesIO(content)
