"""What lies in a folder under the name of a paper: files are told from what is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.errors import UnreadablePaper
from qa.library import files
from qa.library.files import PaperFile, listing, paper_files
from qa.library.ingest import ingest
from qa.library.library import Library
from tests.made import WordEmbedder
from tests.papers import hostile


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    """A folder of what only calls itself a paper."""
    hostile.odd(tmp_path / "odd", white=1 << 20)
    return tmp_path / "odd"


def reason(path: Path) -> str:
    """Why the file at `path` is not read."""
    with pytest.raises(UnreadablePaper) as refused:
        PaperFile.at(path).digest()
    return refused.value.reason


def test_what_would_be_waited_on_for_ever_is_refused(odd: Path) -> None:
    for name in ("pipe.pdf", "socket.pdf"):
        assert reason(odd / name) == "It is not a file, whatever its name says."
    assert reason(Path("/dev/zero")) == "It is not a file, whatever its name says."


def test_what_is_too_large_is_refused_unread(odd: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert reason(odd / "ten gigabytes of nothing.pdf") == "The file has more than 2 GB."
    monkeypatch.setattr(files, "MAX_PAPER_BYTES", 100)
    assert reason(odd / "sealed.pdf") == "The file has more than 2 GB."


def test_links_that_lead_nowhere_are_told(odd: Path) -> None:
    for name in ("a loop.pdf", "nowhere.pdf"):
        assert "cannot be opened" in reason(odd / name)


def test_all_that_is_odd_is_indexed_with_its_reason_and_stops_nothing(
    odd: Path, tmp_path: Path
) -> None:
    (odd / "good.pdf").write_bytes(hostile.paper())
    found = {file.path.name for file in paper_files([odd])}
    assert "a folder.pdf" not in found
    assert "device.pdf" not in found
    with Library(tmp_path / "index", embedder=WordEmbedder(), create=True) as library:
        report = ingest([odd], library)
        papers = {paper.path.name: paper for paper in library.store.papers.all()}
    assert papers.keys() == found
    assert papers["good.pdf"].passages == 1
    assert report.unreadable == len([p for p in papers.values() if p.problems]) >= 6
    assert all(problem.remedy for paper in papers.values() for problem in paper.problems)


def test_papers_are_found_by_what_they_are_where_their_name_does_not_say_it(tmp_path: Path) -> None:
    read = (
        "Minutes.pdf?T=1",  # as wget and browsers save the address of a paper
        "Agenda.PDF%3FT=1&ts=123",
        "g123",
        "Report.pdf.download",
        "Minutes.txt",
    )
    for name in read:
        (tmp_path / name).write_bytes(hostile.paper())
    for name in ("Letter.docx", "Minutes.doc", "Minutes.html", "Notice.odt"):
        (tmp_path / name).write_bytes(b"whatever it is")
    found = listing([tmp_path])
    names = {file.path.name for file in found.papers}
    assert names == {*read, "Letter.docx", "Minutes.doc", "Minutes.html", "Notice.odt"}
    assert found.left_out == ()


def test_what_is_no_paper_is_left_out_and_told_but_for_what_programs_keep(tmp_path: Path) -> None:
    told = ("Budget.xlsx", "Photo.jpg", "Packs.zip", "notes.txt", "README")
    quiet = ("Thumbs.db", ".DS_Store", "~$Minutes.docx", "._Minutes.pdf", "a.source.json", "b.part")
    for name in (*told, *quiet):
        (tmp_path / name).write_bytes(b"something else, which speaks of %PDF- only later")
    found = listing([tmp_path])
    assert [path.name for path in found.left_out] == sorted(told)
    assert found.papers == ()
