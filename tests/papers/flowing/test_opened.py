"""Files of every form are read as what they are, whatever they are called."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from qa.errors import UnreadablePaper
from qa.papers.reading import Reading
from tests.papers.flowing.made import p, r, table, word_file

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(9000)
MINUTES = (
    p("Holm Parish Council", style="")
    + p("Minutes of the meeting of Holm Parish Council held on 7 May 2024 at 7.30 pm")
    + p(r("1. Harbour wall", "<w:b/>"))
    + p("The clerk reported that three tenders had been received for the wall by the harbour.")
    + p("RESOLVED: that the tender of £12,400 be accepted and that the work begin in June.")
)


@pytest.fixture(scope="module")
def reading() -> Iterator[Reading]:
    reads = Reading()
    yield reads
    reads.close()


def refusal(reading: Reading, path: Path) -> str:
    with pytest.raises(UnreadablePaper) as refused:
        reading.read(path)
    return str(refused.value)


@pytest.mark.parametrize("name", ["Minutes.docx", "2024-05-07.pdf", "Minutes.pdf?T=1"])
def test_a_word_file_is_read_as_minutes_whatever_its_name(
    reading: Reading, tmp_path: Path, name: str
) -> None:
    paper = reading.read(word_file(tmp_path / name, MINUTES))
    assert (paper.form, paper.document, paper.meeting.date) == ("word", "minutes", date(2024, 5, 7))
    assert paper.meeting.council == "Holm Parish Council"
    [decided] = paper.resolutions
    passage = paper.passages[decided.words[0].passage]
    assert "£12,400" in passage.text and passage.item and "Harbour wall" in passage.item
    assert {n for one in paper.passages for _, n in one.paragraphs} == {1, 2, 3, 4, 5}
    for one in paper.passages:
        for start, _ in one.paragraphs:
            assert start == 0 or one.text[start - 1] == "\n"


def test_a_marking_in_the_head_of_a_word_file_holds_all_of_it_back(
    reading: Reading, tmp_path: Path
) -> None:
    section = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'
    head = {"header1": p("NOT FOR PUBLICATION")}
    paper = reading.read(word_file(tmp_path / "Report.docx", MINUTES + section, head))
    assert paper.passages == () and [one.kind for one in paper.problems] == ["exempt"]


def test_words_that_cannot_be_seen_are_told_without_a_page(
    reading: Reading, tmp_path: Path
) -> None:
    hidden = p(r("The reserve price is £9,000.", "<w:vanish/>"))
    paper = reading.read(word_file(tmp_path / "Minutes.docx", MINUTES + hidden))
    [problem] = paper.problems
    assert (problem.kind, problem.pages) == ("hidden", ())
    assert not any("9,000" in page.text for page in paper.pages)


def test_rows_of_a_table_keep_their_cells(reading: Reading, tmp_path: Path) -> None:
    rows = (("Project", "Cost", "Year"), ("Pier", "£40,000", "2027"), ("Slip", "£7,000", "2028"))
    paper = reading.read(word_file(tmp_path / "Minutes.docx", MINUTES + table(*rows)))
    assert any("Pier £40,000 2027" in one.text for one in paper.passages)


def test_a_web_page_is_a_paper_only_if_it_is_called_one(reading: Reading, tmp_path: Path) -> None:
    page = "<!DOCTYPE html><title>Sign in</title><h1>Holm Council</h1><p>Minutes of 7 May 2024</p>"
    for name in ("Minutes.html", "Minutes.htm?x=1"):
        (tmp_path / name).write_text(page)
        assert reading.read(tmp_path / name).form == "web page"
    (tmp_path / "Minutes.pdf").write_text(page)
    assert "Download the paper itself" in refusal(reading, tmp_path / "Minutes.pdf")


@pytest.mark.parametrize(
    ("stream", "said"),
    [
        ("WordDocument", "a Word file of the old kind (.doc). Open it in Word, save it as .docx"),
        ("Workbook", "an Excel file"),
        ("EncryptedPackage", "an Office file that is locked. Ask for the open copy"),
        ("Root Entry", "an old Office file or an email"),
    ],
)
def test_old_office_files_are_named_as_what_they_are(
    reading: Reading, tmp_path: Path, stream: str, said: str
) -> None:
    (tmp_path / "Minutes.pdf").write_bytes(OLD + stream.encode("utf-16-le") + bytes(500))
    assert said in refusal(reading, tmp_path / "Minutes.pdf")


def test_packed_files_that_are_no_word_files_are_refused(reading: Reading, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as packed:
        packed.writestr("minutes.txt", b"The minutes.")
    assert "an archive" in refusal(reading, tmp_path / "a.docx")
    whole = word_file(tmp_path / "b.docx", MINUTES).read_bytes()
    (tmp_path / "b.docx").write_bytes(whole[: len(whole) // 2])
    assert refusal(reading, tmp_path / "b.docx")


def test_a_bomb_costs_one_paper(reading: Reading, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.docx", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", bytes(200 << 20))
    assert "unpacks to more" in refusal(reading, tmp_path / "bomb.docx")
    assert reading.read(word_file(tmp_path / "c.docx", MINUTES)).passages
