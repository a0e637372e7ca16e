"""The library follows its folders, and reads no more than it must, whatever stops it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from qa.errors import InputRefused, NothingIndexed
from qa.library.ingest import Progress, ingest
from qa.library.library import Library
from qa.library.records import Matrix
from qa.library.run import IngestReport
from qa.papers.paper import Paper, Problem
from tests.made import LineReader, WordEmbedder, a_paper, vectors_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of three papers, one in a folder of its own."""
    papers = tmp_path / "papers"
    (papers / "2021").mkdir(parents=True)
    (papers / "a.pdf").write_text("The bus passes were renewed.\nThe library is to close.")
    (papers / "b.PDF").write_text("Potholes were filled.")
    (papers / "2021" / "c.pdf").write_text("School meals are free.")
    (papers / "notes.txt").write_text("Not a paper.")
    return papers


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "index", embedder=WordEmbedder(), create=True) as opened:
        yield opened


def run(library: Library, *folders: Path) -> tuple[IngestReport, list[str]]:
    """Ingest `folders`: the report, and the names of the files that were read."""
    reader = LineReader()
    return ingest(folders, library, read=reader), reader.read


def held(library: Library) -> list[str]:
    """The names of the papers in the library."""
    return sorted(paper.name for paper in library.store.papers.all())


def texts(library: Library, word: str) -> set[str]:
    """The passages found by `word`, that the vectors know too."""
    ids = [i for i, _ in library.store.words.search([word], 10)]
    near = {i for i, _ in vectors_of(library).search(library.embedder.embed_one(word), 99)}
    assert near.issuperset(ids)
    return {stored.passage.text for stored in library.store.passages.get(ids)}


def test_papers_are_found_in_folders_whatever_the_case_of_their_ending(
    library: Library, folder: Path
) -> None:
    report, _ = run(library, folder)
    assert held(library) == ["a.pdf", "b.PDF", "c.pdf"]
    assert (report.read, report.pages, report.passages) == (3, 4, 4)
    assert texts(library, "library") == {"The library is to close."}


def test_a_second_run_reads_and_embeds_nothing(library: Library, folder: Path) -> None:
    run(library, folder)
    assert isinstance(library.embedder, WordEmbedder)
    library.embedder.embedded.clear()
    report, read = run(library, folder)
    left_out = (folder / "notes.txt",)
    assert (report, read) == (IngestReport(unchanged=3, left_out=left_out), [])
    os.utime(folder / "a.pdf", ns=(1, 1))  # another time, the same words
    report, read = run(library, folder)
    assert (report, read) == (IngestReport(unchanged=3, left_out=left_out), [])
    assert library.embedder.embedded == []


def test_a_changed_paper_takes_the_place_of_the_old(library: Library, folder: Path) -> None:
    run(library, folder)
    assert isinstance(library.embedder, WordEmbedder)
    library.embedder.embedded.clear()
    (folder / "a.pdf").write_text("The bus passes were renewed.\nThe library stays open.")
    _, read = run(library, folder)
    assert read == ["a.pdf"]
    assert texts(library, "library") == {"The library stays open."}
    assert library.embedder.embedded
    assert not any("bus" in text for text in library.embedder.embedded), "unchanged, yet embedded"


def test_a_paper_that_is_gone_is_taken_out(library: Library, folder: Path) -> None:
    run(library, folder)
    (folder / "a.pdf").unlink()
    report, _ = run(library, folder)
    assert report.removed == 1
    assert held(library) == ["b.PDF", "c.pdf"]
    assert texts(library, "library") == set()


def test_papers_of_other_folders_stay(library: Library, folder: Path, tmp_path: Path) -> None:
    run(library, folder)
    other = tmp_path / "other"
    other.mkdir()
    (other / "d.pdf").write_text("Bins are emptied on Tuesdays.")
    run(library, other)
    assert held(library) == ["a.pdf", "b.PDF", "c.pdf", "d.pdf"]


def test_a_paper_that_moved_is_not_read_again(library: Library, folder: Path) -> None:
    run(library, folder)
    moved = (folder / "a.pdf").rename(folder / "2021" / "a.pdf")
    report, read = run(library, folder)
    assert (report.moved, report.removed, read) == (1, 0, [])
    assert [p.path for p in library.store.papers.all() if p.name == "a.pdf"] == [moved]


def test_a_new_name_is_read_since_names_hold_dates(library: Library, folder: Path) -> None:
    run(library, folder)
    (folder / "a.pdf").rename(folder / "Minutes 13072021.pdf")
    _, read = run(library, folder)
    assert read == ["Minutes 13072021.pdf"]
    assert held(library) == ["Minutes 13072021.pdf", "b.PDF", "c.pdf"]


def test_a_broken_paper_is_named_and_the_rest_goes_on(library: Library, folder: Path) -> None:
    (folder / "a.pdf").write_text("broken")
    report, _ = run(library, folder)
    assert (report.read, report.unreadable) == (2, 1)
    [broken] = [paper for paper in library.store.papers.all() if paper.problems]
    assert (broken.name, broken.problems[0].reason) == ("a.pdf", "The file is damaged.")
    assert run(library, folder)[1] == [], "a broken file that did not change is read again"
    (folder / "a.pdf").write_text("Mended.")
    run(library, folder)
    assert texts(library, "mended") == {"Mended."}


def test_a_fault_of_this_program_costs_one_paper_which_is_tried_again_each_time(
    library: Library, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    mended = False

    def read(path: Path) -> Paper:
        found = LineReader()(path)
        return (
            a_paper(path.name, found.passages[7]) if path.name == "a.pdf" and not mended else found
        )

    report = ingest([folder], library, read=read)
    assert (report.read, report.unreadable, report.faulty) == (2, 0, 1)
    [problem] = [one for paper in library.store.papers.all() for one in paper.problems]
    assert (problem.kind, problem.pages) == ("fault", ())
    assert "fault in this program, not of the paper" in problem.reason
    assert caplog.messages[0].startswith("A fault in this program kept a paper from being read")
    report = ingest([folder], library, read=read)
    assert (report.read, report.unchanged, report.faulty) == (0, 2, 1)
    mended = True
    report = ingest([folder], library, read=read)
    assert (report.read, report.unchanged, report.faulty) == (1, 2, 0)
    assert texts(library, "bus") == {"The bus passes were renewed."}


def test_a_fault_in_a_part_of_a_paper_leaves_the_rest_of_it(library: Library, folder: Path) -> None:
    def read(path: Path) -> Paper:
        fault = Problem("fault", "These pages met a fault.", "Please report it.", (2,))
        return replace(LineReader()(path), problems=(fault,) if path.name == "a.pdf" else ())

    report = ingest([folder], library, read=read)
    assert (report.read, report.faulty) == (3, 1)
    assert texts(library, "bus") == {"The bus passes were renewed."}
    assert ingest([folder], library, read=read).read == 1


def test_a_paper_that_may_not_be_opened_is_tried_again(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Path.open

    def refused(path: Path, *how: str, **more: str) -> object:
        if path.suffix == ".pdf":
            raise PermissionError(13, "Permission denied")
        return opened(path, *how, **more)  # type: ignore[call-overload]

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refused)
        report, _ = run(library, folder)
        assert (report.read, report.unreadable) == (1, 2)
    [problem, _] = [p for paper in library.store.papers.all() for p in paper.problems]
    assert "Permission denied" in problem.reason
    assert run(library, folder)[0].read == 2


@pytest.mark.parametrize("where", ["reading", "embedding"])
def test_what_was_done_before_an_interruption_stays(
    tmp_path: Path, folder: Path, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.library.run.BATCH", 1)

    class Stopped(WordEmbedder):
        def embed(self, texts: Sequence[str]) -> Matrix:
            if where == "embedding" and any("Potholes" in text for text in texts):
                raise KeyboardInterrupt
            return super().embed(texts)

    reader = LineReader()

    def read(path: Path) -> Paper:
        if where == "reading" and path.name == "b.PDF":
            raise KeyboardInterrupt
        return reader(path)

    index = tmp_path / "index"
    library = Library(index, embedder=Stopped(), create=True)
    with library, pytest.raises(KeyboardInterrupt):
        ingest([folder], library, read=read)
    with Library(index, embedder=WordEmbedder()) as library:
        assert held(library) == ["a.pdf", "c.pdf"]
        assert texts(library, "library") == {"The library is to close."}
        assert run(library, folder)[1] == ["b.PDF"]
        assert texts(library, "potholes") == {"Potholes were filled."}


def test_an_end_in_the_middle_of_a_paper_leaves_no_part_of_it(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("qa.library.store.finish_change", stop)  # the last step of a transaction
        with pytest.raises(KeyboardInterrupt):
            run(library, folder)
    assert held(library) == []
    assert library.store.vectors.get()[0] == []
    assert run(library, folder)[0].read == 3


def test_the_same_words_are_embedded_once(library: Library, folder: Path) -> None:
    run(library, folder)
    assert isinstance(library.embedder, WordEmbedder)
    library.embedder.embedded.clear()
    (folder / "copy.pdf").write_text((folder / "a.pdf").read_text())
    _, read = run(library, folder)
    assert (read, library.embedder.embedded) == (["copy.pdf"], [])
    (folder / "a.pdf").unlink()
    run(library, folder)
    assert texts(library, "library") == {"The library is to close."}


def test_a_link_out_of_the_folder_is_not_followed(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "secret.pdf").write_text("Private.")
    (folder / "link.pdf").symlink_to(tmp_path / "secret.pdf")
    (folder / "linked").symlink_to(tmp_path)
    run(library, folder)
    assert held(library) == ["a.pdf", "b.PDF", "c.pdf"]


def test_a_name_that_is_not_text_is_indexed_too(library: Library, folder: Path) -> None:
    Path(os.fsdecode(bytes(folder) + b"/caf\xe9.pdf")).write_text("Coffee.")
    run(library, folder)
    assert texts(library, "coffee") == {"Coffee."}
    assert run(library, folder)[1] == []


def test_a_folder_that_is_not_there_takes_nothing_out(library: Library, folder: Path) -> None:
    run(library, folder)
    folder.rename(folder.with_name("elsewhere"))
    with pytest.raises(InputRefused, match="no folder"):
        run(library, folder)
    assert len(held(library)) == 3


def test_progress_counts_up_to_all(library: Library, folder: Path) -> None:
    seen: list[Progress] = []
    ingest([folder], library, on_progress=seen.append, read=LineReader())
    assert [progress.name for progress in seen] == ["c.pdf", "a.pdf", "b.PDF", ""]
    assert [progress.papers for progress in seen] == [0, 1, 2, 3]
    assert (seen[-1].bytes, seen[-1].pages) == (seen[-1].all_bytes, 4)


def test_asking_a_library_without_papers_says_how_to_index(tmp_path: Path) -> None:
    with pytest.raises(NothingIndexed, match="python -m qa index FOLDER"):
        Library(tmp_path / "none", embedder=WordEmbedder())
    assert not (tmp_path / "none").exists()
    Library(tmp_path, embedder=WordEmbedder(), create=True).close()
    with pytest.raises(NothingIndexed):
        Library(tmp_path, embedder=WordEmbedder())


def test_a_folder_that_is_suddenly_empty_takes_nothing_out(library: Library, folder: Path) -> None:
    run(library, folder)
    away = folder.rename(folder.with_name("away"))
    folder.mkdir()  # as the folder to which a share is bound remains
    report, _ = run(library, folder)
    assert (report.removed, held(library)) == (0, ["a.pdf", "b.PDF", "c.pdf"])
    [lost] = report.lost
    assert (lost.folder, len(lost.missing), lost.known) == (folder, 3, 3)
    folder.rmdir()
    away.rename(folder)
    report, read = run(library, folder)
    assert (report.lost, report.unchanged, read) == ([], 3, [])


def test_an_empty_folder_is_believed_where_somebody_says_so(library: Library, folder: Path) -> None:
    run(library, folder)
    for paper in folder.rglob("*.[pP]*"):
        paper.unlink()
    report = ingest([folder], library, read=LineReader(), may_remove=lambda lost: lost.known == 3)
    assert (report.removed, held(library)) == (3, [])


def test_most_of_many_papers_do_not_go_at_once_but_half_of_them_may(
    library: Library, folder: Path
) -> None:
    for n in range(27):
        (folder / f"{n}.pdf").write_text(f"Item {n}.")
    run(library, folder)
    for n in range(15):
        (folder / f"{n}.pdf").unlink()
    assert run(library, folder)[0].removed == 15
    for n in range(15, 27):
        (folder / f"{n}.pdf").unlink()
    report, _ = run(library, folder)
    assert (report.removed, len(report.lost), len(held(library))) == (0, 1, 15)


def test_papers_that_are_all_renamed_are_not_lost(library: Library, folder: Path) -> None:
    for n in range(12):
        (folder / f"{n}.pdf").write_text(f"Item {n}.")
    run(library, folder)
    for n in range(12):
        (folder / f"{n}.pdf").rename(folder / f"Minutes {n}.pdf")
    report, _ = run(library, folder)
    assert (report.removed, report.lost) == (12, [])


def test_papers_in_a_folder_that_may_not_be_listed_stay(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(library, folder)
    scandir = os.scandir

    def refuse(path: str) -> object:
        if Path(path).name == "2021":
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    report, _ = run(library, folder)
    assert (report.removed, held(library)) == (0, ["a.pdf", "b.PDF", "c.pdf"])
    assert folder / "2021" in report.left_out
