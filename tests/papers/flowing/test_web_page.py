"""Web pages: their text is read as a browser shows it, and no menus, scripts or hidden words."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.errors import UnreadablePaper
from qa.papers.flowing.flow import Flow, NewPage, Paragraph, Row, sheets
from qa.papers.flowing.web_page import MAX_BYTES, read_web_page


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Minutes.htm"


def read(path: Path, body: str, head: str = "") -> Flow:
    path.write_text(f"<html><head><title>Minutes</title>{head}</head><body>{body}</body></html>")
    return read_web_page(path)


def words(path: Path, body: str, head: str = "") -> list[str]:
    """The lines of what is read."""
    return [line.text for sheet in sheets(read(path, body, head)) for line in sheet.lines]


def test_headings_paragraphs_and_lists_are_read_in_order(path: Path) -> None:
    body = (
        "<h1>Holm Parish Council</h1><div>Minutes of the meeting<br>held on 7 May 2024"
        "<p>1. <b>Apologies</b></p></div><ol start=3><li>Bins<li>Trees</ol><ul><li>Paths</ul>"
    )
    assert words(path, body) == [
        "Holm Parish Council",
        "Minutes of the meeting",
        "held on 7 May 2024",
        "1. Apologies",
        "3. Bins",
        "4. Trees",
        "• Paths",
    ]
    flow = read(path, body)
    assert flow.title == "Minutes"
    bold = [one.bold for one in flow.parts if isinstance(one, Paragraph)]
    assert bold == [True, False, False, False, False, False]


@pytest.mark.parametrize(
    "hidden",
    [
        '<p style="display: none">secret</p>',
        '<p><span style="visibility:hidden">secret</span></p>',
        "<p hidden>secret</p>",
        '<p class="x">secret</p>',
        '<div class="menu"><b id="y">secret</b></div>',
        '<p style="color:#fff">secret</p>',
        '<p><font color="white">secret</font></p>',
        '<p style="font-size:0">secret</p>',
        '<p style="position:absolute; left:-9999px">secret</p>',
        '<div style="background:#000"><p style="color:black">secret</p></div>',
    ],
)
def test_what_the_page_hides_is_not_read_and_that_is_told(path: Path, hidden: str) -> None:
    css = "<style>p.x, .other { display:none } div.menu > b#y {visibility: hidden}</style>"
    flow = read(path, f"<p>Seen.</p>{hidden}", css)
    assert flow.parts == [Paragraph(("Seen.",))]
    assert flow.hidden


@pytest.mark.parametrize(
    "seen",
    [
        '<div style="background: #003"><p style="color:#fff">said</p></div>',
        '<table><tr bgcolor="#003366"><td><font color="#ffffff">said</font></table>',
        '<p class="x y">said</p>',
        "<details><summary>said</summary></details>",
    ],
)
def test_what_a_reader_can_see_is_read(path: Path, seen: str) -> None:
    css = "<style>@media print { .x { display: none } } .y:hover { display: none }</style>"
    flow = read(path, seen, css)
    assert "said" in [line.text for sheet in sheets(flow) for line in sheet.lines]
    assert not flow.hidden


def test_what_is_no_text_of_the_paper_is_not_read(path: Path) -> None:
    body = (
        "<!-- a note --><script>alert(1)</script><nav><a href=x>Home</a></nav>"
        "<div role=navigation>Browse meetings</div><noscript>Turn scripts on</noscript>"
        "<form><select><option>2024</select><input value='Search'></form><template>old</template>"
        "<p>The motion was carried.</p>"
    )
    assert words(path, body) == ["The motion was carried."]


def test_the_main_part_is_read_alone_where_the_page_names_it(path: Path) -> None:
    said = "<p>The motion was carried by nine votes to three.</p>"
    assert words(path, f"<p>Cookies</p><main>{said}</main><p>Contact us</p>") == [
        "The motion was carried by nine votes to three."
    ]
    empty = f"{said * 9}<main><p>Loading</p></main>"
    assert len(words(path, empty)) == 10, "what a script would fill is not all there is"


def test_struck_words_are_not_read(path: Path) -> None:
    body = (
        "<p>It does <s>not </s><del>never </del>"
        "<span style='text-decoration:line-through'>hardly </span>apply.</p>"
    )
    flow = read(path, body)
    assert flow.parts == [Paragraph(("It does apply.",))]
    assert not flow.hidden


def test_minutes_that_are_set_in_a_table_are_read_as_minutes(path: Path) -> None:
    row = (
        "<table><tr><td>14.</td><td><p><b>Harbour wall</b></p><p>The engineer reported.</p>"
        "<p>Members asked when.</p><p>RESOLVED that the wall be mended.</p></td></tr>"
        "<tr><td>Item</td><td>Cost</td><td>Year</td></tr></table>"
    )
    flow = read(path, row)
    assert isinstance(flow.parts[0], Row)
    assert words(path, row) == [
        "14. Harbour wall",
        "The engineer reported.",
        "Members asked when.",
        "RESOLVED that the wall be mended.",
        "Item Cost Year",
    ]


def test_a_page_break_begins_a_sheet(path: Path) -> None:
    flow = read(path, "<p>One.</p><div style='page-break-before: always'><p>Two.</p></div>")
    assert [type(part) for part in flow.parts] == [Paragraph, NewPage, Paragraph]
    assert [sheet.lines[0].text for sheet in sheets(flow)] == ["One.", "Two."]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("<p>Tŷ Gŵyn – £5</p>".encode(), "Tŷ Gŵyn – £5"),
        ("\ufeff<p>Tŷ Gŵyn</p>".encode(), "Tŷ Gŵyn"),
        ("<html><p>Tŷ Gŵyn</p>".encode("utf-16"), "Tŷ Gŵyn"),
        ("<meta charset=iso-8859-1><p>The “Pier” – £5</p>".encode("cp1252"), "The “Pier” – £5"),
        ("<p>The “Pier” – £5</p>".encode("cp1252"), "The “Pier” – £5"),
        (b'<?xml version="1.0" encoding="utf-8"?><html><p>Caf\xc3\xa9</p></html>', "Café"),
        (b"<meta charset=klingon><p>Plain</p>", "Plain"),
    ],
)
def test_letters_are_read_in_the_encoding_of_the_page(path: Path, data: bytes, said: str) -> None:
    path.write_bytes(data)
    assert [line.text for sheet in sheets(read_web_page(path)) for line in sheet.lines] == [said]


def test_pages_made_to_harm_are_refused_or_read_in_part(path: Path) -> None:
    path.write_bytes(b"<p>" + b"x" * MAX_BYTES)
    with pytest.raises(UnreadablePaper):
        read_web_page(path)
    path.write_text("<div>" * 100_000 + "deep")
    with pytest.raises(UnreadablePaper):
        read_web_page(path)
    entities = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><p>[&e;]</p>'
    path.write_text(entities)
    assert "[&e;]" in words_of(path)
    path.write_text(f"<style>{'.a{b:c' * 20_000}</style><p>Read.</p>")
    assert words_of(path) == ["Read."]


def words_of(path: Path) -> list[str]:
    return [line.text for sheet in sheets(read_web_page(path)) for line in sheet.lines]


def test_a_page_without_words_says_so(path: Path) -> None:
    with pytest.raises(UnreadablePaper, match="no words"):
        sheets(read(path, "<script>fill()</script>"))


MODERNGOV = """
<div id="menu"><a href="/">Home</a></div>
<div id="modgov"><h1>Agenda and minutes</h1><h2>Harbours Committee<br>Tuesday, 7th May 2024</h2>
<table class="mgItemTable" cellspacing="0">
<tr><td class="mgItemNumberCell"><p class="mgAiTitleTxt">4.</p></td>
<td><p class="mgAiTitleTxt">Dredging of the basin</p>
<div class="mgWordPara"><p>To consider the report.</p></div>
<p class="mgSubItemTitleTxt">Minutes:</p>
<div class="mgWordPara"><p>Councillor Bell moved the plan.</p><p>RESOLVED that the basin be
dredged to nine fathoms.</p></div></td></tr>
<tr><td class="mgItemNumberCell"></td><td><p class="mgAiTitleTxt">Any other business</p></td></tr>
</table></div>
"""


def test_minutes_on_the_page_of_a_meeting_are_read_item_by_item(path: Path) -> None:
    assert words(path, MODERNGOV) == [
        "Agenda and minutes",
        "Harbours Committee",
        "Tuesday, 7th May 2024",
        "4. Dredging of the basin",
        "To consider the report.",
        "Minutes:",
        "Councillor Bell moved the plan.",
        "RESOLVED that the basin be dredged to nine fathoms.",
        "Any other business",
    ]


def test_a_table_of_figures_is_no_list_of_items(path: Path) -> None:
    body = "<table><tr><td>4.</td><td>Dredging</td><td>£300</td></tr></table>"
    [row] = read(path, body).parts
    assert isinstance(row, Row)
