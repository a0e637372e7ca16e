"""Files attached to papers: each is told, and those that are papers are read as papers."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from qa.library.attached import FOLDER
from qa.library.ingest import ingest
from qa.library.library import Library
from qa.library.rebuild import rebuild
from qa.papers.source import Source, keep_beside
from tests.library.test_held import PUBLIC, SECRET, typeset
from tests.made import WordEmbedder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    return folder


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "index", embedder=WordEmbedder(), create=True) as opened:
        yield opened


def minutes(tmp_path: Path, words: str = PUBLIC) -> bytes:
    return typeset(tmp_path / "made.pdf", ("Minutes of the meeting", "1. WALL", words)).read_bytes()


def attach(
    path: Path, files: Mapping[str, bytes], pinned: Mapping[str, bytes] | None = None
) -> None:
    """Attach files to the PDF at `path`, as a whole or pinned to its first page."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(path.read_bytes())))
    for name, data in files.items():
        writer.add_attachment(name, data)
    for name, data in (pinned or {}).items():
        stream = StreamObject()
        stream.set_data(data)
        stream[NameObject("/Type")] = NameObject("/EmbeddedFile")
        place = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Filespec"),
                NameObject("/F"): TextStringObject(name),
                NameObject("/UF"): TextStringObject(name),
                NameObject("/EF"): DictionaryObject({NameObject("/F"): writer._add_object(stream)}),
            }
        )
        note = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Annot"),
                NameObject("/Subtype"): NameObject("/FileAttachment"),
                NameObject("/Rect"): ArrayObject(map(NumberObject, (10, 10, 30, 30))),
                NameObject("/FS"): writer._add_object(place),
            }
        )
        writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(note)])
    writer.write(path)


def names(library: Library) -> list[str]:
    return sorted(paper.name for paper in library.store.papers.all())


def told(library: Library, name: str) -> str:
    """What is said of the files attached to a paper."""
    [paper] = [paper for paper in library.store.papers.all() if paper.name == name]
    return " ".join(one.reason for one in paper.problems if one.kind == "attached")


def test_papers_in_a_portfolio_are_read_and_other_files_are_told(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    cover = typeset(folder / "Cover.pdf", ("For the best experience, open this portfolio.",))
    attach(
        cover,
        {"Harbour minutes.pdf": minutes(tmp_path), "Costs.xlsx": b"PK no paper"},
        {"../../Tenders.pdf": minutes(tmp_path, SECRET)},
    )
    report = ingest([folder], library)
    assert names(library) == ["Cover.pdf", "Harbour minutes.pdf", "Tenders.pdf"]
    assert report.read == 3
    said = told(library, "Cover.pdf")
    assert "papers of their own: “Harbour minutes.pdf”" in said and "“Costs.xlsx”" in said
    for paper in library.store.papers.all():
        if paper.name != "Cover.pdf":
            assert paper.passages
            assert paper.path.is_relative_to(library.folder / FOLDER)
            assert not library.store.papers.is_held_back(paper.key)
    report = ingest([folder], library)
    assert (report.read, report.removed, len(names(library))) == (0, 0, 3)


def test_what_was_attached_goes_with_its_paper(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    typeset(folder / "Stays.pdf", ("1. WALL", PUBLIC))
    cover = typeset(folder / "Cover.pdf", ("A portfolio.",))
    attach(cover, {"Minutes.pdf": minutes(tmp_path)})
    ingest([folder], library)
    rebuild([folder], library.folder, embedder=WordEmbedder())
    with Library(library.folder, embedder=WordEmbedder()) as again:
        assert names(again) == ["Cover.pdf", "Minutes.pdf", "Stays.pdf"]
        [minute] = [one for one in again.store.papers.all() if one.name == "Minutes.pdf"]
        assert minute.path.is_file(), "building again lost the file"
        cover.unlink()
        ingest([folder], again)
        assert names(again) == ["Stays.pdf"]
        assert not list((library.folder / FOLDER).iterdir())


def test_what_is_attached_to_what_is_held_back_is_not_read(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    closed = typeset(folder / "Report.pdf", ("NOT FOR PUBLICATION", "Report", SECRET))
    attach(closed, {"Annex.pdf": minutes(tmp_path, SECRET)})
    ingest([folder], library)
    assert names(library) == ["Report.pdf"]
    assert "held back" in told(library, "Report.pdf") and "Annex.pdf" in told(library, "Report.pdf")


def test_files_in_files_are_told_and_not_read(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    inner = typeset(tmp_path / "inner.pdf", ("1. WALL", PUBLIC))
    attach(inner, {"Innermost.pdf": minutes(tmp_path, SECRET)})
    cover = typeset(folder / "Cover.pdf", ("A portfolio.",))
    attach(cover, {"Inner.pdf": inner.read_bytes()})
    ingest([folder], library)
    assert names(library) == ["Cover.pdf", "Inner.pdf"]
    assert "not read" in told(library, "Inner.pdf")


def test_what_its_publisher_says_of_a_paper_holds_for_what_is_attached(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    cover = typeset(folder / "Cover.pdf", ("A portfolio.",))
    attach(cover, {"Appendix.pdf": minutes(tmp_path)})
    source = Source(address="https://example.org/1", council="Holm Council", title="The pack")
    keep_beside(cover, source)
    ingest([folder], library)
    [one] = [paper for paper in library.store.papers.all() if paper.name == "Appendix.pdf"]
    assert one.source and one.source.council == "Holm Council" and one.source.title is None


def test_a_damaged_file_is_told_and_the_paper_is_read(library: Library, folder: Path) -> None:
    cover = typeset(folder / "Cover.pdf", ("1. WALL", PUBLIC))
    attach(cover, {"Broken.pdf": b"%PDF-1.7 and no more", "Empty.pdf": b""})
    ingest([folder], library)
    assert names(library) == ["Broken.pdf", "Cover.pdf"]
    assert "Empty.pdf" in told(library, "Cover.pdf")
    [broken] = [paper for paper in library.store.papers.all() if paper.name == "Broken.pdf"]
    assert broken.problems[0].kind == "unread"
