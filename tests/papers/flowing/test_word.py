"""Word files: what a reader of their last state sees is read, and nothing else."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from qa.errors import UnreadablePaper
from qa.papers.flowing.flow import Flow, Paragraph, Row, sheets
from qa.papers.flowing.word import read_word
from tests.papers.flowing.made import p, part, r, relations, table, word_file

BREAK = '<w:r><w:br w:type="page"/></w:r>'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Minutes.docx"


def read(path: Path, body: str, parts: Mapping[str, str] | None = None) -> Flow:
    return read_word(word_file(path, body, parts))


def words(path: Path, body: str, parts: Mapping[str, str] | None = None) -> list[str]:
    """The lines of what is read, sheet by sheet."""
    return [line.text for sheet in sheets(read(path, body, parts)) for line in sheet.lines]


def test_what_was_deleted_hidden_or_commented_is_not_read_and_what_was_put_in_is(
    path: Path,
) -> None:
    body = p(
        "The grant is ",
        '<w:del w:id="1"><w:r><w:delText>£900</w:delText></w:r></w:del>',
        f'<w:ins w:id="2">{r("£750")}</w:ins>',
        f"<w:moveFrom>{r(' from May')}</w:moveFrom><w:moveTo>{r(' from June')}</w:moveTo>",
        '<w:commentRangeStart w:id="3"/><w:r><w:commentReference w:id="3"/></w:r>',
        r(" on the advice of counsel", "<w:vanish/>"),
        ".",
    )
    parts = {"comments": f"<w:comment>{p('Ask the treasurer first')}</w:comment>"}
    flow = read(path, body, parts)
    assert flow.parts == [Paragraph(("The grant is £750 from June.",), size=10.0)]
    assert flow.hidden, "nobody is told of the words that cannot be seen"


@pytest.mark.parametrize(
    "hides",
    [
        '<w:color w:val="FFFFFF"/>',
        '<w:color w:val="FDFDFD"/>',
        '<w:highlight w:val="black"/>',
        '<w:color w:val="000000"/><w:shd w:val="clear" w:fill="000000"/>',
        '<w:sz w:val="2"/>',
        '<w:rStyle w:val="Secret"/>',
    ],
)
def test_words_that_cannot_be_told_from_what_is_behind_them_are_not_read(
    path: Path, hides: str
) -> None:
    secret = '<w:style w:type="character" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>'
    flow = read(path, p("The tender of ", r("Weir and Sons", hides), " won."), {"styles": secret})
    assert flow.parts == [Paragraph(("The tender of won.".replace("of ", "of  "),), size=10.0)]
    assert flow.hidden


@pytest.mark.parametrize(
    "shows",
    [
        '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F3864"/>',
        '<w:shd w:val="clear" w:fill="000000"/>',  # Word makes it white
        '<w:highlight w:val="yellow"/>',
        '<w:vanish w:val="0"/>',
        '<w:color w:val="auto"/>',
    ],
)
def test_words_that_can_be_seen_are_read(path: Path, shows: str) -> None:
    flow = read(path, p(r("Action", shows)))
    assert flow.parts == [Paragraph(("Action",), size=10.0)]
    assert not flow.hidden


def test_white_heads_of_shaded_tables_are_read(path: Path) -> None:
    white = r("Project", '<w:color w:val="FFFFFF"/>')
    shaded = (
        '<w:style w:type="table" w:styleId="Dark"><w:tcPr><w:shd w:fill="4472C4"/></w:tcPr>'
        "</w:style>"
    )
    body = table((p(white), "Cost"), ("Pier", "£40"), about='<w:tblStyle w:val="Dark"/>')
    assert words(path, body, {"styles": shaded}) == ["Project Cost", "Pier £40"]
    cell = f'<w:tc><w:tcPr><w:shd w:fill="003366"/></w:tcPr>{p(white)}</w:tc>'
    assert words(path, f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>") == ["Project"]


def test_struck_words_are_left_out_without_being_told_as_hidden(path: Path) -> None:
    flow = read(
        path, p("It does ", r("not ", "<w:strike/>"), r("never ", "<w:dstrike/>"), "apply.")
    )
    assert flow.parts == [Paragraph(("It does apply.",), size=10.0)]
    assert not flow.hidden


def test_numbers_and_bullets_that_word_sets_are_read_as_they_are_seen(path: Path) -> None:
    def level(at: int, form: str, text: str) -> str:
        return (
            f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f'<w:lvlText w:val="{text}"/></w:lvl>'
        )

    numbering = (
        f'<w:abstractNum w:abstractNumId="7">{level(0, "decimal", "%1.")}'
        f"{level(1, 'decimal', '%1.%2')}{level(2, 'lowerRoman', '(%3)')}</w:abstractNum>"
        f'<w:abstractNum w:abstractNumId="8">{level(0, "bullet", "&#xF0B7;")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="41"/></w:lvlOverride></w:num>'
    )
    styles = (
        '<w:style w:type="paragraph" w:styleId="Item"><w:pPr><w:numPr><w:numId w:val="1"/>'
        "</w:numPr></w:pPr></w:style>"
    )

    def listed(num: int, at: int) -> str:
        return f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{num}"/></w:numPr>'

    body = "".join(
        (
            p("Apologies", style="Item"),
            p("Minutes", style="Item"),
            p("Of the last meeting", about=listed(1, 1)),
            p("As amended", about=listed(1, 2)),
            p("Of the one before", about=listed(1, 1)),
            p("Bins", about=listed(2, 0)),
            p("No number", style="Item", about=listed(0, 0)),
            p("Close", style="Item"),
            p("Next year", about=listed(3, 0)),
        )
    )
    assert words(path, body, {"numbering": numbering, "styles": styles}) == [
        "1. Apologies",
        "2. Minutes",
        "2.1 Of the last meeting",
        "(i) As amended",
        "2.2 Of the one before",
        "• Bins",
        "No number",
        "3. Close",
        "41. Next year",
    ]


def test_headings_are_told_by_their_style_and_by_bold_type(path: Path) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Base"><w:rPr><w:sz w:val="32"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="Base"/>'
        '<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    )
    body = p("Bus passes", style="H2") + p(r("Roll call", "<w:b/>")) + p("The roll was called.")
    flow = read(path, body, {"styles": styles})
    assert [(one.bold, one.size) for one in flow.parts if isinstance(one, Paragraph)] == [
        (True, 16.0),
        (True, 10.0),
        (False, 10.0),
    ]


def test_sheets_end_where_the_writer_broke_the_page_and_paragraphs_are_counted_on(
    path: Path,
) -> None:
    body = p("First.") + p(BREAK) + p("Second.", BREAK, "Third.") + p("Fourth.")
    found = sheets(read(path, body))
    assert [[(line.text, line.page, line.paragraph) for line in one.lines] for one in found] == [
        [("First.", 1, 1)],
        [("Second.", 2, 2)],
        [("Third.", 3, 3), ("Fourth.", 3, 4)],
    ]


def test_heads_stand_in_the_margin_of_each_sheet_without_the_numbers_of_pages(path: Path) -> None:
    number = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>3</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    mark = '<w:r><w:pict><v:shape><v:textpath string="DRAFT"/></v:shape></w:pict></w:r>'
    body = (
        p("One.") + p(BREAK) + p("Two.")
        + '<w:sectPr><w:headerReference w:type="default" r:id="header1"/>'
        '<w:footerReference w:type="default" r:id="footer1"/></w:sectPr>'
    )  # fmt: skip
    parts = {"header1": p("Holm Council", mark), "footer1": p("Page ", number)}
    first, second = sheets(read(path, body, parts))
    for sheet in (first, second):
        by_text = {line.text: line for line in sheet.lines}
        assert by_text["Holm Council"].bottom < 0.085 * sheet.height
        assert by_text["Page"].top > 0.905 * sheet.height
        assert by_text["DRAFT"].is_aslant
        assert not any(line.text == "3" for line in sheet.lines)


def test_the_words_of_fields_are_read_and_their_codes_are_not(path: Path) -> None:
    body = p(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText> HYPERLINK "http://example.org/secret" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + r("the report")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        " was noted.",
    )  # fmt: skip
    assert words(path, body) == ["the report was noted."]
    endless = p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>') + p("All that follows is read.")
    assert words(path, endless) == ["All that follows is read."]


def test_boxes_of_text_are_read_once(path: Path) -> None:
    box = f"<v:textbox><w:txbxContent>{p('WITHDRAWN')}</w:txbxContent></v:textbox>"
    drawing = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert words(path, p("The report.", drawing)) == ["The report.", "WITHDRAWN"]


def test_rows_are_rows_and_text_that_is_set_in_a_table_is_text(path: Path) -> None:
    long = "".join(p(f"Paragraph {n} of a long debate.") for n in range(6))
    flow = read(path, table(("Pier", "£40", "2027"), ("5.", long)))
    first, second, *rest = flow.parts
    assert isinstance(first, Row) and len(first.cells) == 3
    assert isinstance(second, Row), "the number stands beside the first paragraph"
    assert [type(one) for one in rest] == [Paragraph] * 5
    lines = [line for sheet in sheets(flow) for line in sheet.lines]
    assert [text for _, text in lines[0].cells] == ["Pier", "£40", "2027"]
    assert lines[1].text == "5. Paragraph 0 of a long debate."


def test_a_deleted_row_is_not_read(path: Path) -> None:
    gone = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{p('Old')}</w:tc><w:tc>{p('£1')}</w:tc></w:tr>"
    body = table(("Pier", "£40")).replace("</w:tbl>", f"{gone}</w:tbl>")
    assert words(path, body) == ["Pier £40"]


def test_ticks_are_read(path: Path) -> None:
    def box(ticked: str) -> str:
        return (
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>'
            f"{ticked}</w:checkBox></w:ffData></w:fldChar></w:r>"
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )

    symbol = '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
    body = p(box("<w:checked/>"), " Yes ", box('<w:default w:val="0"/>'), " No ", symbol)
    assert words(path, body) == ["☒ Yes ☐ No ✓"]


def test_notes_stand_behind_the_text_and_their_marks_are_no_figures(path: Path) -> None:
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = f'<w:footnote w:id="2">{p("Before tax.")}</w:footnote>'
    assert words(path, p("It costs £1,200", note, "."), {"footnotes": notes}) == [
        "It costs £1,200.",
        "1 Before tax.",
    ]


def refusal(path: Path) -> str:
    with pytest.raises(UnreadablePaper) as refused:
        sheets(read_word(path))
    assert refused.value.remedy
    return refused.value.reason


def test_a_file_that_unpacks_to_more_than_is_read_is_refused(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"<w:document>" + b" " * (60 << 20))
    assert "unpacks to more" in refusal(path)


def test_entities_and_deep_nesting_are_refused(path: Path) -> None:
    entities = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    for content in (
        entities + part("document", f"<w:body>{p('&e;')}</w:body>"),
        part("document", "<w:body>" + "<w:sdt>" * 100_000),
        part("document", f"<w:body>{'<w:sdt>' * 150}{'</w:sdt>' * 150}</w:body>"),
        "no XML at all",
    ):
        with zipfile.ZipFile(path, "w") as packed:
            packed.writestr("word/document.xml", content)
        assert refusal(path)


def test_too_many_paragraphs_are_refused(path: Path) -> None:
    assert "more paragraphs" in refusal(word_file(path, p("x") * 50_001))


def test_a_file_without_words_says_so(path: Path) -> None:
    assert refusal(word_file(path, p(""))) == "There are no words in the file."


def test_files_within_it_are_named(path: Path) -> None:
    word_file(path, p("See the sheet."))
    with zipfile.ZipFile(path, "a") as packed:
        named = {"e": ("package", "embeddings/Costs.xlsx"), "s": ("styles", "styles.xml")}
        packed.writestr("word/_rels/document.xml.rels", relations(named))
    assert read_word(path).attached == ["Costs.xlsx"]
