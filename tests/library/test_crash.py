"""Whatever stops an indexing run, the library answers from before or after, never from between."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from qa.errors import DiskFull, LibraryUnwritable, NothingIndexed
from qa.library import vector_index
from qa.library.doctor import examine
from qa.library.folder_place import REBUILD_FOLDER
from qa.library.ingest import ingest
from qa.library.library import Library
from qa.library.rebuild import rebuild
from qa.library.run import IngestReport
from qa.library.store import FILE
from qa.papers.paper import Paper
from tests.benchmarks.kills import killed
from tests.made import LineReader, WordEmbedder, vectors_of

LONG = "\n".join(f"Street {n} was resurfaced for {n * 7} pounds in week {n}." for n in range(400))
INDEX = """
import sys
from pathlib import Path
sys.path[:0] = {path!r}
{first}
from qa.terminal import cli
from qa.library import ingest, library, rebuild
from tests.made import LineReader, WordEmbedder
library.embedder_for = rebuild.embedder_for = lambda *_: WordEmbedder()
ingest.reading().read = LineReader()
sys.argv = ["qa", "index", *{arguments!r}]
cli.main()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library of two papers, whose files lie beside it."""
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "a.pdf").write_text("The bus passes were renewed.\nThe library is to close.")
    (papers / "b.pdf").write_text("Potholes were filled.")
    update(tmp_path / "index")
    return tmp_path / "index"


def papers_of(folder: Path) -> Path:
    """Where the papers of a library lie."""
    return folder.with_name("papers")


def update(folder: Path, read: Callable[[Path], Paper] | None = None) -> IngestReport:
    """Bring the library in `folder` up to date."""
    with Library(folder, embedder=WordEmbedder(), create=True) as library:
        return ingest([papers_of(folder)], library, read=read or LineReader())


def build_again(folder: Path, read: Callable[[Path], Paper] | None = None) -> IngestReport:
    """Build the library in `folder` again."""
    return rebuild([papers_of(folder)], folder, embedder=WordEmbedder(), read=read or LineReader())


def found(library: Library) -> set[str]:
    """All passages, as found by their vectors."""
    hits = library.store.vectors.nearest(library.embedder.embed_one("the"), 9_999)
    return {one.passage.text for one in library.store.passages.get([i for i, _ in hits])}


def texts(folder: Path) -> set[str]:
    """All passages of the library in `folder`, opened anew."""
    with Library(folder, embedder=WordEmbedder()) as library:
        return found(library)


BEFORE = {"The bus passes were renewed.", "The library is to close.", "Potholes were filled."}


def test_killed_indexers_leave_papers_whole_and_the_next_run_finishes(tmp_path: Path) -> None:
    why: list[str] = []
    found = killed(tmp_path, kills=8, seed=1, true=False, on_broken=why.append)
    assert why == []
    assert [left.kills for left in found.values()] == [2, 2, 2, 2]


def stopping(after: int) -> Callable[[Path], Paper]:
    """A reader that is interrupted once it has read so many papers."""
    reader = LineReader()

    def read(path: Path) -> Paper:
        if len(reader.read) == after:
            raise KeyboardInterrupt
        return reader(path)

    return read


def test_an_interrupted_rebuild_leaves_the_old_library_and_is_gone_on_with(folder: Path) -> None:
    (papers_of(folder) / "a.pdf").write_text("Bins are emptied on Tuesdays.")
    with pytest.raises(KeyboardInterrupt):
        build_again(folder, stopping(after=1))
    assert texts(folder) == BEFORE
    reader = LineReader()
    build_again(folder, reader)
    assert reader.read == ["b.pdf"]
    assert texts(folder) == {"Bins are emptied on Tuesdays.", "Potholes were filled."}
    assert not (folder / REBUILD_FOLDER).exists()


def test_a_rebuild_begun_before_the_library_changed_is_begun_again(folder: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        build_again(folder, stopping(after=1))
    (papers_of(folder) / "c.pdf").write_text("School meals are free.")
    update(folder)
    reader = LineReader()
    build_again(folder, reader)
    assert reader.read == ["a.pdf", "b.pdf", "c.pdf"]


def test_a_rebuild_gives_no_number_that_the_old_library_gave(folder: Path) -> None:
    def ids() -> set[int]:
        with Library(folder, embedder=WordEmbedder()) as library:
            return set(library.store.vectors.get()[0])

    before = ids()
    build_again(folder)
    assert len(ids()) == len(before)
    assert ids().isdisjoint(before)


def test_an_outdated_library_stays_until_another_is_built(folder: Path) -> None:
    class Other(WordEmbedder):
        name = "other words"

    papers = papers_of(folder)
    with pytest.raises(KeyboardInterrupt):
        rebuild([papers], folder, embedder=Other(), read=stopping(after=1))
    with Library(folder, embedder=WordEmbedder()) as old:
        assert found(old) == BEFORE
        rebuild([papers], folder, embedder=Other(), read=LineReader())
        with pytest.raises(Exception, match=r"made with model other words.*index --rebuild"):
            len(vectors_of(old))
    with Library(folder, embedder=Other()) as library:
        assert found(library) == BEFORE


def test_a_damaged_library_is_kept_when_another_is_built(folder: Path) -> None:
    (folder / FILE).write_bytes(b"no library" * 999)
    told: list[Path] = []
    rebuild(
        [papers_of(folder)],
        folder,
        embedder=WordEmbedder(),
        read=LineReader(),
        on_kept=told.append,
    )
    assert texts(folder) == BEFORE
    [kept] = told
    assert (kept / FILE).read_bytes() == b"no library" * 999


@pytest.mark.parametrize("change", [update, build_again])
def test_whoever_has_it_open_sees_the_old_or_the_new_and_nothing_between(
    folder: Path, change: Callable[[Path, Callable[[Path], Paper]], IngestReport]
) -> None:
    """Each of two papers says the same round; so do all passages that a reader finds at once."""

    def write(number: int) -> None:
        for path in papers_of(folder).iterdir():
            path.unlink()
        (papers_of(folder) / "a.pdf").write_text(f"Round {number} begins.\nRound {number} ends.")

    write(0)
    change(folder, LineReader())
    seen: list[set[str]] = []
    through = threading.Event()

    def look() -> None:
        with Library(folder, embedder=WordEmbedder()) as library:
            while not through.is_set():
                seen.append(library.read_consistently(found))
            seen.append(found(library))

    readers = [threading.Thread(target=look) for _ in range(2)]
    for reader in readers:
        reader.start()
    for number in range(1, 12):
        write(number)
        change(folder, LineReader())
    through.set()
    for reader in readers:
        reader.join()
    whole = [{f"Round {n} begins.", f"Round {n} ends."} for n in range(12)]
    assert [one for one in seen if one not in whole] == []
    assert seen[-1] == whole[-1], "a reader has to be started again to see the new papers"


@pytest.mark.parametrize("damage", ["missing", "empty", "cut short", "garbage", "of another"])
def test_a_vector_file_that_is_not_of_the_library_changes_no_answer(
    folder: Path, tmp_path: Path, damage: str
) -> None:
    with Library(folder, embedder=WordEmbedder()) as library:
        query = library.embedder.embed_one("potholes")
        before = vectors_of(library).search(query, 9)
    file = folder / vector_index.FILE
    match damage:
        case "missing":
            file.unlink()
        case "empty":
            file.write_bytes(b"")
        case "cut short":
            file.write_bytes(file.read_bytes()[:-9])
        case "garbage":
            file.write_bytes(os.urandom(5000))
        case "of another":
            (tmp_path / "elsewhere" / "papers").mkdir(parents=True)
            (tmp_path / "elsewhere" / "papers" / "c.pdf").write_text("School meals are free.")
            update(tmp_path / "elsewhere" / "index")
            file.write_bytes((tmp_path / "elsewhere" / "index" / vector_index.FILE).read_bytes())
    with Library(folder, embedder=WordEmbedder()) as library:
        assert vectors_of(library).search(query, 9) == before


def indexed(folder: Path, *options: str, first: str = "") -> subprocess.CompletedProcess[str]:
    """What the command says that indexes the papers, in a process that begins with `first`."""
    arguments = [str(papers_of(folder)), "--index", str(folder), *options]
    program = INDEX.format(path=sys.path, first=first, arguments=arguments)
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)


@pytest.mark.parametrize("options", [(), ("--rebuild",)])
@pytest.mark.parametrize("room", [60_000, 200_000, 400_000, 800_000, 1_600_000])
def test_a_full_disk_is_told_and_loses_nothing(
    folder: Path, room: int, options: tuple[str, ...]
) -> None:
    pytest.importorskip("resource", reason="this system limits no files")
    (papers_of(folder) / "c.pdf").write_text(LONG)
    limit = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({room}, {room}))"
    told = indexed(folder, *options, first=limit)
    assert "Traceback" not in told.stderr
    if told.returncode:
        assert told.returncode == 1
        assert "The disk is full." in told.stderr
        assert "what was indexed before is kept" in told.stderr
    assert room > 60_000 or told.returncode == 1
    assert texts(folder) >= BEFORE
    assert indexed(folder, *options).returncode == 0
    assert texts(folder) == BEFORE | set(LONG.splitlines())
    assert examine(folder, embedder=WordEmbedder(), read=LineReader()) == []


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, of 2 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    try:
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)], capture_output=True
        )
    except FileNotFoundError:
        pytest.skip("this system mounts no disks")
    if done.returncode:
        pytest.skip("only root may mount a disk")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_disk_that_fills_up_is_told_and_loses_nothing(folder: Path, small: Path) -> None:
    (small / "papers").symlink_to(papers_of(folder))
    index = small / "index"
    assert indexed(index).returncode == 0
    for n in range(9):
        (papers_of(folder) / f"long {n}.pdf").write_text(LONG.replace("Street", f"Street {n}"))
    told = indexed(index)
    assert (told.returncode, "Traceback" in told.stderr) == (1, False)
    assert "The disk is full." in told.stderr
    assert texts(index) >= BEFORE
    subprocess.run(["mount", "-o", "remount,size=64m", str(small)], check=True)
    assert indexed(index).returncode == 0
    assert len(texts(index)) == len(BEFORE) + 9 * len(LONG.splitlines())


def test_a_full_disk_keeps_no_vectors_but_all_answers(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    (papers_of(folder) / "c.pdf").write_text("School meals are free.")
    (folder / vector_index.FILE).unlink()  # or it would do, with what came since
    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        with pytest.raises(DiskFull):
            update(folder)
        assert texts(folder) == BEFORE | {"School meals are free."}, "questions need no room"
    assert update(folder).unchanged == 3
    assert sorted(path.name for path in folder.glob("vectors*")) == [vector_index.FILE]


def test_a_folder_that_may_not_be_written_to_is_told(folder: Path) -> None:
    def read_only(on: bool) -> bool:
        """Forbid writing, even to root; whether that could be done."""
        if os.geteuid():
            folder.chmod(0o500 if on else 0o700)
            return True
        how = ["mount", "--bind", str(folder), str(folder)], ["mount", "-o", "remount,ro,bind"]
        if not on:
            return not subprocess.run(["umount", "-l", str(folder)]).returncode
        with suppress(FileNotFoundError):
            return not any(
                subprocess.run(one, capture_output=True).returncode
                for one in (how[0], [*how[1], str(folder)])
            )
        return False

    if not read_only(True):
        pytest.skip("this system makes no folder read-only for root")
    try:
        with pytest.raises(LibraryUnwritable, match="the right to write to that folder"):
            update(folder)
        with pytest.raises(LibraryUnwritable):
            build_again(folder)
    finally:
        read_only(False)
    assert texts(folder) == BEFORE


def test_a_first_rebuild_that_is_interrupted_leaves_nothing_to_ask(tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "a.pdf").write_text("Potholes were filled.")
    with pytest.raises(KeyboardInterrupt):
        build_again(tmp_path / "index", stopping(after=0))
    with pytest.raises(NothingIndexed):
        texts(tmp_path / "index")
    build_again(tmp_path / "index")
    assert texts(tmp_path / "index") == {"Potholes were filled."}
