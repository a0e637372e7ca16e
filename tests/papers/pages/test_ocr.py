"""Scans: what is read of them where Tesseract is installed, and what is said of the rest."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Literal

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw
from pypdf import PdfWriter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from qa.library.ingest import ingest
from qa.library.library import Library
from qa.papers.pages import pdf, tesseract
from qa.papers.pages.ocr import Ocr, installed_ocr
from qa.papers.pages.tesseract import COMMAND
from qa.papers.paper import Paper
from qa.papers.reading import Reading, reading
from tests.made import WordEmbedder

CORPUS = Path(__file__).parents[3] / "corpus"
SCAN = "Printed minutes 15032022 1000 Adults and communities scrutiny committee.pdf"
AMENDMENTS = "Budget Amendments 23rd-Feb-2023 10.30 Council.pdf"
PACK = "Agenda reports pack 13072021 1000 Adults and communities scrutiny committee.pdf"


@pytest.fixture(scope="module")
def ocr() -> Iterator[Ocr]:
    """OCR, where this machine has it."""
    if not tesseract.is_installed():
        pytest.skip("tesseract is not installed on this machine")
    ocr = Ocr()
    yield ocr
    ocr.close()


@pytest.fixture(scope="module")
def read(ocr: Ocr) -> Iterator[Callable[[Path], Paper]]:
    """Reads a paper with OCR."""
    reading = Reading(ocr=ocr)
    yield reading.read
    reading.close()


def sample(name: str) -> Path:
    """A sample paper."""
    [path] = CORPUS.rglob(name)
    return path


def drawn(name: str, *numbers: int) -> list[Image.Image]:
    """Pages of a sample paper as pictures."""
    return [Image.open(io.BytesIO(pdf.drawing(sample(name), number).picture)) for number in numbers]


def scanned(path: Path, pages: list[Image.Image]) -> Path:
    """A PDF of nothing but pictures."""
    first, *rest = pages
    first.save(path, "PDF", save_all=True, append_images=rest, resolution=200)
    return path


def text(paper: Paper) -> str:
    """All that was read, as running text."""
    return " ".join(" ".join(page.text for page in paper.pages).split())


def told(paper: Paper) -> dict[str, tuple[int, ...]]:
    """The pages with each kind of problem."""
    return {problem.kind: problem.pages for problem in paper.problems}


def test_a_scan_is_read_as_the_minutes_it_is(read: Callable[[Path], Paper]) -> None:
    truths = json.loads((CORPUS / "truth.json").read_text(encoding="utf-8"))
    [truth] = [paper for paper in truths if paper["file"] == SCAN]
    paper = read(sample(SCAN))
    assert {p.meeting.date for p in paper.passages} == {date.fromisoformat(truth["meeting"])}
    assert {p.meeting.committee for p in paper.passages} == {truth["committee"]}
    assert {p.document for p in paper.passages} == {"minutes"}
    numbers = [p.item.split(".")[0] for p in paper.passages if p.item]
    assert list(dict.fromkeys(numbers)) == [str(n) for n in range(29, 36)]
    decided = {" ".join(p.text.split()) for p in paper.passages if p.standing == "decided"}
    for resolution in truth["resolutions"]:
        assert any(resolution["text"][:100] in words for words in decided)
    others = len(paper.resolutions) - len(truth["resolutions"])
    assert others == 1  # that the last minutes were agreed
    assert all(p.ocr for p in paper.passages)
    assert told(paper) == {"ocr": (1, 2)}


@pytest.mark.parametrize("turn", [90, 180])
def test_a_page_that_lies_on_its_side_or_head_is_read(
    read: Callable[[Path], Paper], tmp_path: Path, turn: int
) -> None:
    [page] = drawn(AMENDMENTS, 2)
    paper = read(scanned(tmp_path / "a.pdf", [page.rotate(turn, expand=True)]))
    assert "The amendment is lawful and the arithmetic is correct." in text(paper)


def test_words_struck_out_of_a_scan_are_not_read(
    read: Callable[[Path], Paper], tmp_path: Path
) -> None:
    found = text(read(scanned(tmp_path / "a.pdf", drawn(AMENDMENTS, 1))))
    assert "Approve an increase in council tax of 3.99%, of which 1.00% is the adult" in found


def test_headings_of_a_scan_are_told_by_how_they_are_set(
    read: Callable[[Path], Paper], tmp_path: Path
) -> None:
    askew = [page.rotate(0.8, Image.Resampling.BICUBIC, fillcolor=255) for page in drawn(PACK, 5)]
    paper = read(scanned(tmp_path / "a.pdf", askew))
    found = {p.section for p in paper.passages}
    assert {"Recommendation(s)", "Alternative options"} <= found


def stamped(path: Path, pages: list[Image.Image], words: str) -> Path:
    """A PDF of pictures, each with `words` of its own on it."""
    canvas = Canvas(str(path), pagesize=(595, 842))
    for page in pages:
        canvas.drawImage(ImageReader(page), 0, 0, 595, 842)
        canvas.drawString(280, 20, words)
        canvas.showPage()
    canvas.save()
    return path


def test_a_scan_with_a_number_of_its_own_is_read(
    read: Callable[[Path], Paper], tmp_path: Path
) -> None:
    paper = read(stamped(tmp_path / "a.pdf", drawn(AMENDMENTS, 2), "Page 7"))
    assert "The amendment is lawful and the arithmetic is correct." in text(paper)
    assert text(paper).count("Page 7") == 1
    assert told(paper) == {"ocr": (1,)} and all(passage.ocr for passage in paper.passages)


def test_without_ocr_a_scan_with_a_number_of_its_own_is_told(tmp_path: Path) -> None:
    path = stamped(tmp_path / "a.pdf", drawn(AMENDMENTS, 1, 2), "Page 7")
    plain = Reading()
    paper = plain.read(path)
    plain.close()
    assert told(paper) == {"no text": (1, 2)} and not paper.problems[0].reason.endswith("drawn.")


@pytest.mark.parametrize("words", ["Page 7", "A view of the harbour"])
def test_a_photograph_with_a_caption_is_no_scan(tmp_path: Path, words: str) -> None:
    noise = Image.effect_noise((600, 800), 90)
    plain = Reading()
    paper = plain.read(stamped(tmp_path / "a.pdf", [noise], words))
    plain.close()
    assert text(paper) == words and not paper.problems


@pytest.mark.parametrize("mode", [0, 3])
def test_the_text_of_another_ocr_is_told_as_such(tmp_path: Path, mode: Literal[0, 3]) -> None:
    """The picture says 1.50; what lies under it, or is invisible on it, was misread as 7.50."""
    canvas = Canvas(str(tmp_path / "shown.pdf"), pagesize=(400, 300))
    canvas.drawString(40, 200, "RESOLVED: That the fare be £1.50.")
    canvas.save()
    with closing(pdfium.PdfDocument(tmp_path / "shown.pdf")) as document:
        image = document[0].render(scale=2).to_pil()
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(400, 300))
    layer = canvas.beginText(40, 200)
    layer.setTextRenderMode(mode)
    layer.textOut("RESOLVED: That the fare be £7.50.")
    canvas.drawText(layer)
    canvas.drawImage(ImageReader(image), 0, 0, 400, 300)
    canvas.save()
    plain = Reading()
    paper = plain.read(tmp_path / "a.pdf")
    plain.close()
    assert "£7.50" in text(paper) and all(passage.ocr for passage in paper.passages)
    assert told(paper) == {"ocr": (1,)} and "an OCR read" in paper.problems[0].reason


def test_pages_with_text_are_left_as_they_are(
    read: Callable[[Path], Paper], tmp_path: Path
) -> None:
    path = tmp_path / "a.pdf"
    writer = PdfWriter()
    writer.append(sample(AMENDMENTS), pages=(0, 1))
    writer.append(scanned(tmp_path / "b.pdf", drawn(AMENDMENTS, 2)))
    writer.write(path)
    paper = read(path)
    assert told(paper) == {"ocr": (2,)}
    assert {(p.page, p.ocr) for p in paper.passages if p.page == p.page_end} == {
        (1, False),
        (2, True),
    }


def test_pages_that_say_nothing_are_named_and_not_tried_again(ocr: Ocr, tmp_path: Path) -> None:
    paper = Image.new("L", (1654, 2339), 250)
    picture = paper.copy()
    ImageDraw.Draw(picture).ellipse((400, 600, 1200, 1500), fill=40)
    path = scanned(tmp_path / "a.pdf", [picture, *drawn(AMENDMENTS, 2), paper])
    with closing(Reading(ocr=ocr)) as reading:
        said, wordless = reading.read(path).problems
    assert (said.kind, said.pages) == ("ocr", (2,))
    assert (wordless.kind, wordless.pages) == ("ocr", (1,))  # on the last is nothing to read
    assert "no words" in wordless.reason
    assert "ocr" not in reading.again


def test_a_page_that_takes_too_long_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    writer = PdfWriter()
    writer.append(sample(AMENDMENTS), pages=(0, 1))
    writer.append(scanned(tmp_path / "b.pdf", drawn(AMENDMENTS, 2)))
    writer.write(path)
    with closing(Reading(ocr=Ocr(seconds=0.01))) as hurried:
        assert told(hurried.read(path)) == {"unread": (2,)}
    with closing(Reading(ocr=Ocr(), pictures=-1)) as late:
        paper = late.read(path)
    assert told(paper) == {"unread": (2,)}
    assert {p.page for p in paper.passages} == {1}


def test_a_paper_is_read_again_once_it_can_be(ocr: Ocr, tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / SCAN).write_bytes(sample(SCAN).read_bytes())
    with Library(tmp_path / "index", create=True, embedder=WordEmbedder()) as library:

        def indexed(with_ocr: Ocr | None) -> int:
            with closing(Reading(ocr=with_ocr)) as reading:
                return ingest([papers], library, read=reading.read, again=reading.again).read

        assert [indexed(None), indexed(None), indexed(ocr), indexed(ocr)] == [1, 0, 1, 0]
        [paper] = library.store.papers.all()
        assert [problem.kind for problem in paper.problems] == ["ocr"]


@pytest.mark.parametrize("does", ["exit 1", "exit 0", "kill -SEGV $$"])
def test_a_broken_tesseract_is_not_used_and_the_log_says_so(
    does: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    program = tmp_path / COMMAND
    program.write_text(f"#!/bin/sh\n{does}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert installed_ocr.__wrapped__() is None
    [record] = caplog.records
    assert "tesseract cannot read English here" in record.getMessage()


def test_a_machine_without_tesseract_has_no_ocr(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("PATH", "")
    assert installed_ocr.__wrapped__() is None
    assert not caplog.records


def test_what_is_installed_is_found(ocr: Ocr) -> None:
    found = installed_ocr.__wrapped__()
    assert found
    with closing(Reading(ocr=found)) as reads:
        assert "no text" in reads.again


def test_the_setting_turns_it_off() -> None:
    assert "no text" not in reading().again  # it is off in all these tests
