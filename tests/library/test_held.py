"""What is held back, and letting it in or shutting it out by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from qa.errors import InputRefused
from qa.library.held import HeldPaper, held_papers, judge, page_numbers
from qa.library.ingest import ingest
from qa.library.library import Library
from qa.library.rebuild import rebuild
from qa.library.verdicts import FILE, Verdicts
from qa.papers.verdict import Verdict
from qa.settings import settings
from tests.made import WordEmbedder

SECRET = "The tender of Weir and Sons was the lowest of the five that the harbour master opened."
PUBLIC = "The harbour master reported that forty stones had fallen from the wall in the storm."
LET_IN, SHUT_OUT = Verdict("let in"), Verdict("shut out")


def typeset(path: Path, *pages: tuple[str, ...]) -> Path:
    """A PDF of `pages`, each of these lines."""
    canvas = Canvas(str(path), pagesize=A4)
    for lines in pages:
        for n, line in enumerate(lines):
            canvas.drawString(72, 760 - 24 * n, line)
        canvas.showPage()
    canvas.save()
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Minutes; a report that is marked on its only page; and a pack that its name closes."""
    folder = tmp_path / "papers"
    folder.mkdir()
    heads = "Minutes of the meeting of Harbour Committee held on 7 May 2024"
    typeset(folder / "Minutes.pdf", (heads, "1. HARBOUR WALL", PUBLIC))
    typeset(folder / "Tenders.pdf", ("NOT FOR PUBLICATION", "Report to Harbour Committee", SECRET))
    typeset(folder / "Private pack.pdf", (heads, PUBLIC), ("EXEMPT APPENDIX A", SECRET))
    return folder


@pytest.fixture
def library(tmp_path: Path, folder: Path) -> Iterator[Library]:
    with Library(tmp_path / "index", embedder=WordEmbedder(), create=True) as opened:
        ingest([folder], opened)
        yield opened


@pytest.fixture
def waiting(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Change whether new papers have to wait."""

    def change(value: str) -> None:
        monkeypatch.setenv("QA_NEW_PAPERS", value)
        settings.cache_clear()

    yield change
    monkeypatch.undo()
    settings.cache_clear()


def said(library: Library) -> str:
    """All that can be found or cited."""
    papers = library.store.papers.all()
    found = [one for p in papers for one in library.store.passages.in_order(p.id, 0, 99)]
    return "\n".join(one.passage.text for one in found)


def by_name(library: Library) -> dict[str, HeldPaper]:
    return {one.name: one for one in held_papers(library)}


def test_what_is_held_back_is_listed_with_its_reason_and_without_its_words(
    library: Library,
) -> None:
    found = by_name(library)
    assert list(found) == ["Private pack.pdf", "Tenders.pdf"]
    [of_pack], [of_tenders] = found["Private pack.pdf"].problems, found["Tenders.pdf"].problems
    assert "name" in of_pack.reason and of_pack.pages == ()
    assert "marked" in of_tenders.reason
    assert "Weir" not in str(found) and "Weir" not in said(library)


def test_a_paper_is_let_in_and_held_back_again(library: Library, folder: Path) -> None:
    now = judge(library, "tenders.PDF", LET_IN)
    assert now.is_open and now.given and now.given.verdict == LET_IN
    assert "let in by whoever keeps the library" in now.problems[0].reason
    assert "Weir" in said(library)
    assert not library.store.papers.is_held_back(now.key)
    ingest([folder], library)
    assert "Weir" in said(library), "indexing again forgot what was decided"
    now = judge(library, now.key, None)
    assert not now.is_open and now.given is None
    assert "Weir" not in said(library)
    assert library.store.papers.is_held_back(now.key)


def test_pages_of_a_private_pack_are_let_in_one_by_one(library: Library) -> None:
    now = judge(library, "Private pack.pdf", Verdict("let in", (1,)))
    assert [(one.kind, one.pages) for one in now.problems] == [
        ("exempt", (2,)),
        ("released", (1,)),
    ]
    assert "forty stones" in said(library) and "Weir" not in said(library)
    assert library.store.papers.is_held_back(now.key, 2)
    assert not library.store.papers.is_held_back(now.key, 1)
    with pytest.raises(InputRefused, match="no page 3"):
        judge(library, "Private pack.pdf", Verdict("let in", (1, 3)))


def test_a_paper_without_any_marking_is_shut_out_and_so_is_its_next_copy(
    library: Library, folder: Path
) -> None:
    now = judge(library, "Minutes.pdf", SHUT_OUT)
    assert (now.pages, now.is_open) == (0, False)
    assert library.store.papers.get(now.key) is None
    assert library.store.papers.is_held_back(now.key)
    assert said(library) == ""
    typeset(folder / "Minutes.pdf", ("Minutes of the meeting", "2. WALL", PUBLIC, "Corrected."))
    ingest([folder], library)
    assert said(library) == "", "another copy of what was shut out came in"
    judge(library, "Minutes.pdf", None)
    assert "Corrected" in said(library)


def test_one_page_is_shut_out(library: Library, folder: Path) -> None:
    typeset(folder / "Two.pdf", ("1. WALL", PUBLIC), ("2. TENDERS", SECRET))
    ingest([folder], library)
    now = judge(library, "Two.pdf", Verdict("shut out", (2,)))
    assert [(one.kind, one.pages) for one in now.problems] == [("shut out", (2,))]
    assert "Weir" not in said(library) and "forty stones" in said(library)


def test_another_paper_of_the_name_is_not_let_in_with_it(library: Library, folder: Path) -> None:
    judge(library, "Tenders.pdf", LET_IN)
    typeset(folder / "Tenders.pdf", ("NOT FOR PUBLICATION", "Report", SECRET, "The second tender."))
    ingest([folder], library)
    assert "Weir" not in said(library)


def test_building_the_library_again_keeps_what_was_decided(library: Library, folder: Path) -> None:
    judge(library, "Tenders.pdf", LET_IN)
    judge(library, "Minutes.pdf", SHUT_OUT)
    rebuild([folder], library.folder, embedder=WordEmbedder())
    with Library(library.folder, embedder=WordEmbedder()) as again:
        assert "Weir" in said(again) and "forty stones" not in said(again)


def test_papers_that_cannot_be_told_apart_by_name_are_named_by_key(
    library: Library, folder: Path
) -> None:
    (folder / "2023").mkdir()
    typeset(folder / "2023" / "Tenders.pdf", ("NOT FOR PUBLICATION", "Report of last year", SECRET))
    ingest([folder], library)
    with pytest.raises(InputRefused, match="by its key") as refused:
        judge(library, "Tenders.pdf", LET_IN)
    keys = [one.key for one in held_papers(library) if one.name == "Tenders.pdf"]
    assert all(key in str(refused.value) for key in keys)
    assert judge(library, keys[0], LET_IN).is_open
    assert sum(one.is_open for one in held_papers(library)) == 1
    with pytest.raises(InputRefused, match="No paper"):
        judge(library, "Nothing.pdf", LET_IN)


def test_new_papers_wait_until_somebody_has_looked(
    library: Library, folder: Path, waiting: Callable[[str], None]
) -> None:
    waiting("hold")
    typeset(folder / "New.pdf", ("3. BINS", "The bins are to be emptied on Thursdays from June."))
    ingest([folder], library)
    assert by_name(library)["New.pdf"].problems[0].kind == "waiting"
    assert "Thursdays" not in said(library) and "forty stones" in said(library)
    assert library.store.papers.get(by_name(library)["New.pdf"].key) is None
    judge(library, "New.pdf", LET_IN)
    assert "Thursdays" in said(library)
    typeset(folder / "Newer.pdf", ("4. BOATS", "The boats are to be moored by the north quay."))
    ingest([folder], library)
    rebuild([folder], library.folder, embedder=WordEmbedder())
    with Library(library.folder, embedder=WordEmbedder()) as again:
        assert "Thursdays" in said(again) and "forty stones" in said(again)
        assert "north quay" not in said(again)
        waiting("read")
        ingest([folder], again, again={"waiting"})
        assert "north quay" in said(again)


def test_a_paper_that_was_let_in_shows_its_markings_no_more_than_it_must(
    library: Library, folder: Path
) -> None:
    """One that only waited is not told as marked."""
    now = judge(library, "Minutes.pdf", LET_IN)
    assert now.problems == () and now.is_open


def test_a_file_of_verdicts_that_cannot_be_read_lets_nothing_in(
    library: Library, folder: Path
) -> None:
    judge(library, "Minutes.pdf", SHUT_OUT)
    (library.folder / FILE).write_text("{")
    with pytest.raises(InputRefused, match=FILE):
        Verdicts(library.folder).of("", "Minutes.pdf")
    (folder / "Other.pdf").write_bytes((folder / "Minutes.pdf").read_bytes())
    with pytest.raises(InputRefused, match=FILE):
        ingest([folder], library)
    assert said(library) == ""


@pytest.mark.parametrize(
    ("typed", "pages"), [("3-5, 9", (3, 4, 5, 9)), ("7", (7,)), ("", ()), ("2 to 3", (2, 3))]
)
def test_pages_are_read_as_people_type_them(typed: str, pages: tuple[int, ...]) -> None:
    assert page_numbers(typed) == pages


@pytest.mark.parametrize("typed", ["0", "5-3", "x", "1-999999", "1;2"])
def test_what_names_no_pages_is_refused(typed: str) -> None:
    with pytest.raises(InputRefused, match="3-5, 9"):
        page_numbers(typed)
