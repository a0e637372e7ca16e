"""One indexing run at a time: the next waits and says so, or may not; nobody else waits."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from qa.errors import LibraryBusy
from qa.library.ingest import ingest
from qa.library.library import Library
from qa.library.lock import locked
from qa.library.rebuild import rebuild
from qa.library.store import Store
from qa.terminal.cli import main
from tests.made import LineReader, WordEmbedder, vectors_of

HOLD = """
import sys
from pathlib import Path
from qa.library.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""
CREATE = """
import sys
from pathlib import Path
from qa.library.store import Store
print("ready", flush=True)
sys.stdin.readline()
Store(Path(sys.argv[1]), "words").close()
"""


@contextmanager
def begun(program: str, folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that runs `program` on `folder`, and has said that it is there."""
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    assert process.stdout
    with process:
        process.stdout.readline()
        yield process
        process.kill()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library of one paper."""
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "a.pdf").write_text("The bus passes were renewed.")
    with Library(tmp_path / "index", embedder=WordEmbedder(), create=True) as library:
        ingest([papers], library, read=LineReader())
    return tmp_path / "index"


def test_who_waits_is_told_for_whom_and_goes_on_then(folder: Path) -> None:
    told: list[str] = []
    with begun(HOLD, folder) as other:

        def on_wait(words: str) -> None:
            told.append(words)
            other.send_signal(signal.SIGKILL)  # the lock ends with its process, however that ends

        with Library(folder, embedder=WordEmbedder()) as library:
            report = ingest(
                [folder.with_name("papers")], library, read=LineReader(), on_wait=on_wait
            )
    assert report.unchanged == 1
    assert len(told) == 1
    assert told[0].startswith("Another indexing run is at work on this library (since ")
    assert told[0].endswith(f", process {other.pid}). Waiting…")


def test_who_may_not_wait_is_told_and_changes_nothing(folder: Path) -> None:
    papers = folder.with_name("papers")
    (papers / "a.pdf").unlink()
    with begun(HOLD, folder), Library(folder, embedder=WordEmbedder()) as library:
        with pytest.raises(LibraryBusy, match=r"Another indexing run .* once that has ended"):
            ingest([papers], library, wait=False)
        with pytest.raises(LibraryBusy):
            rebuild([papers], folder, wait=False, embedder=WordEmbedder())
        assert len(library.store) == 1


def test_questions_do_not_wait(folder: Path) -> None:
    with begun(HOLD, folder), Library(folder, embedder=WordEmbedder()) as library:
        assert len(library.store.words.search(["bus"], 9)) == len(vectors_of(library)) == 1


def test_threads_of_one_process_take_turns_too(folder: Path) -> None:
    told: list[str] = []
    waits = threading.Event()

    def on_wait(words: str) -> None:
        told.append(words)
        waits.set()

    def other() -> None:
        with locked(folder, on_wait=on_wait):
            told.append("mine")

    with locked(folder):
        thread = threading.Thread(target=other)
        thread.start()
        assert waits.wait(60)
        assert "mine" not in told
    thread.join()
    assert told[-1] == "mine"


def test_the_command_ends_with_a_sentence_where_it_may_not_wait(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    papers = str(folder.with_name("papers"))
    monkeypatch.setattr("qa.library.library.embedder_for", lambda *_: WordEmbedder())
    for arguments in (["index", papers], ["index", papers, "--rebuild"], ["doctor"]):
        words = ["qa", *arguments, "--no-wait", "--index", str(folder)]
        monkeypatch.setattr(sys, "argv", words)
        with begun(HOLD, folder), pytest.raises(SystemExit) as end:
            main()
        assert end.value.code == 1
        assert "Another indexing run is at work" in capsys.readouterr().err


def test_several_may_begin_a_library_at_once(tmp_path: Path) -> None:
    with (
        begun(CREATE, tmp_path) as one,
        begun(CREATE, tmp_path) as two,
        begun(CREATE, tmp_path) as three,
    ):
        for process in (one, two, three):
            assert process.stdin
            process.stdin.write("\n")
            process.stdin.flush()
        assert [process.wait(60) for process in (one, two, three)] == [0, 0, 0]
    Store(tmp_path, "words").close()
