"""The doctor finds what is wrong with a library, says what to do, and mends what it can."""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from qa.errors import ModelUnusable
from qa.library import vector_index
from qa.library.doctor import Finding, examine
from qa.library.embedder import SentenceEmbedder
from qa.library.folder_place import REBUILD_FOLDER
from qa.library.ingest import ingest
from qa.library.library import Library
from qa.library.records import Matrix
from qa.library.store import FILE
from qa.papers.paper import Paper
from qa.papers.registers.resolution import resolutions
from qa.settings import settings
from qa.terminal.cli import main
from tests.made import LineReader, WordEmbedder, vectors_of

LINES = (
    "The bus passes were renewed. The library on the hill is to stay open.",
    "RESOLVED: that the potholes of Ashcombe be filled. It was carried by 6 votes to 2.",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library of two papers, whose files lie beside it."""
    papers = tmp_path / "papers"
    papers.mkdir()
    for n in range(2):
        (papers / f"{n}.pdf").write_text("\n".join([*LINES, f"Only paper {n} says this."]))
    with Library(tmp_path / "index", embedder=WordEmbedder(), create=True) as library:
        ingest([papers], library, read=read)
    return tmp_path / "index"


def read(path: Path) -> Paper:
    """A text file as a paper, with what it resolves."""
    paper = LineReader()(path)
    passages = tuple(
        replace(one, standing="decided") if one.text.startswith("RESOLVED") else one
        for one in paper.passages
    )
    return replace(paper, passages=passages, resolutions=tuple(resolutions(passages)))


def look(folder: Path, *, mend: bool = False, deep: bool = False) -> list[Finding]:
    """What is wrong with the library in `folder`."""
    return examine(folder, mend=mend, deep=deep, embedder=WordEmbedder(), read=read)


def texts(folder: Path) -> list[str]:
    """What the library finds by the word "paper", and by nearness."""
    with Library(folder, embedder=WordEmbedder()) as library:
        near = vectors_of(library).search(library.embedder.embed_one("paper says"), 99)
        ids = {i for i, _ in library.store.words.search(["paper"], 9)} & {i for i, _ in near}
        return sorted(one.passage.text for one in library.store.passages.get(sorted(ids)))


def harmed(folder: Path, *sql: str) -> None:
    """Run what no program of ours would run."""
    with closing(sqlite3.connect(folder / FILE, isolation_level=None)) as db:
        for one in sql:
            db.execute(one)


def test_a_library_in_order_has_no_findings(folder: Path) -> None:
    with closing(sqlite3.connect(folder / FILE)) as db:
        assert db.execute("SELECT count(*) FROM parts").fetchone()[0], "nothing to look over"
    assert look(folder, deep=True) == []


def test_the_sample_papers_have_no_findings(samples: Library) -> None:
    assert examine(samples.folder, embedder=samples.embedder, deep=True) == []


WORDS_GONE = "DELETE FROM words WHERE rowid = (SELECT min(id) FROM passages)"
SHARED = "id = (SELECT vector FROM passages WHERE id = 1)"  # by both papers
BAD = np.full(64, np.nan, "f4").tobytes().hex()
LONG = np.full(64, 2, "f4").tobytes().hex()
SHORT = np.full(3, 3**-0.5, "f4").tobytes().hex()


@pytest.mark.parametrize(
    ("sql", "about", "told"),
    [
        (WORDS_GONE, ["0.pdf"], "passages that no word finds"),
        ("DELETE FROM pages WHERE number = 2", ["0.pdf", "1.pdf"], "pages that it does not have"),
        ("DELETE FROM passages WHERE ordinal = 0", ["0.pdf", "1.pdf"], "passages missing"),
        ("UPDATE portions SET last = last + 9", ["0.pdf", "1.pdf"], "counted wrongly"),
        ("UPDATE portions SET document = 'letter'", ["0.pdf", "1.pdf"], "counted wrongly"),
        ("DELETE FROM portions", ["0.pdf", "1.pdf"], "that no limit finds"),
        ("DELETE FROM parts", ["0.pdf", "1.pdf"], "record is broken"),
        ("UPDATE entries SET record = '{'", ["0.pdf", "1.pdf"], "record is broken"),
        ("UPDATE parts SET passage = 999", ["0.pdf", "1.pdf"], "that stand elsewhere"),
        ("UPDATE passages SET breaks = '[9999]' WHERE id = 1", ["0.pdf"], "record is broken"),
        (
            "UPDATE passages SET vector = 999 WHERE text LIKE '%paper 1%'",
            ["1.pdf"],
            "without a vector",
        ),
        *(
            (f"UPDATE vectors SET vector = x'{blob}' WHERE {SHARED}", ["0.pdf", "1.pdf"], "not fit")
            for blob in (BAD, LONG, SHORT, "")
        ),
        (
            "UPDATE sentences SET vectors = zeroblob(8) "
            f"WHERE vector IN (SELECT id FROM vectors WHERE {SHARED})",
            ["0.pdf", "1.pdf"],
            "not fit",
        ),
    ],
)
def test_a_paper_that_is_not_whole_is_read_again(
    folder: Path, sql: str, about: list[str], told: str
) -> None:
    good = texts(folder)
    harmed(folder, sql)
    found = [finding for finding in look(folder) if told in finding.found]
    assert [finding.about for finding in found] == about
    assert all("doctor --mend" in finding.remedy for finding in found)
    assert all(finding.mended for finding in look(folder, mend=True))
    assert look(folder) == []
    assert texts(folder) == good


@pytest.mark.parametrize(
    "table",
    [
        "words",
        "vectors",
        "sentences",
        "parts",
        "passages",
        "pages",
        "portions",
        "problems",
        "entries",
    ],
)
def test_rows_that_belong_to_nothing_are_dropped(folder: Path, table: str) -> None:
    good = texts(folder)
    stray = {
        "words": "INSERT INTO words (rowid, text) VALUES (999, 'A paper astray')",
        "vectors": "INSERT INTO vectors VALUES (999, 'x', x'')",
        "sentences": "INSERT INTO sentences VALUES (999, x'')",
        "portions": "INSERT INTO portions (id, paper, inferred, document, first, last) "
        "VALUES (999, 999, '[]', 'other', 1, 1)",
        "parts": "INSERT INTO parts VALUES (999, 0, 1, 'asked')",
        "passages": "INSERT INTO passages SELECT 999, 999, ordinal, vector, "
        "page, page_end, printed_page, council, committee, meeting_date, last_day, inferred, "
        "published_with, document, standing, item, section, ocr, text, context, breaks, terms, "
        "paragraphs, header "
        "FROM passages "
        "WHERE id = 1",
        "pages": "INSERT INTO pages VALUES (999, 1, NULL, 'A paper astray')",
        "problems": "INSERT INTO problems VALUES (999, 'unread', '', '', '[]')",
        "entries": "INSERT INTO entries VALUES (999, 999, 'asked', '{}')",
    }[table]
    harmed(folder, stray)
    found = look(folder, mend=True)
    assert (table, "1 row of") in {(one.about, one.found[:8]) for one in found}
    assert all(finding.mended for finding in found)
    assert look(folder) == []
    assert texts(folder) == good


def test_an_index_of_words_that_is_not_the_papers_is_made_again(folder: Path) -> None:
    good = texts(folder)
    harmed(folder, "UPDATE words_content SET c0 = 'other words' WHERE id = 1")
    assert any(one.about == "words" for one in look(folder))
    look(folder, mend=True)
    assert not any(one.about == "words" for one in look(folder))
    assert texts(folder) == good


@pytest.mark.parametrize("data", [None, b"", b"garbage"])
def test_a_vector_file_is_made_again_from_the_store(folder: Path, data: bytes | None) -> None:
    file = folder / vector_index.FILE
    good = file.read_bytes()
    file.unlink() if data is None else file.write_bytes(data)
    [finding] = look(folder)
    assert (finding.kind, finding.about) == ("vectors", vector_index.FILE)
    [finding] = look(folder, mend=True)
    assert finding.mended
    assert len(file.read_bytes()) == len(good)
    assert look(folder) == []


def test_stale_papers_are_named_each_with_what_to_do(folder: Path) -> None:
    papers = folder.with_name("papers")
    (papers / "0.pdf").unlink()
    (papers / "1.pdf").write_text("Quite another paper.")
    gone, changed = look(folder)
    assert (gone.about, gone.found) == (str(papers / "0.pdf"), "Its file is gone.")
    assert f"python -m qa index {papers}" in gone.remedy
    assert changed.found == "Its file has changed since it was indexed."
    gone, changed = look(folder, mend=True)
    assert (gone.mended, changed.mended) == (False, True), "what is gone is not ours to take out"
    assert texts(folder) == ["Only paper 0 says this.", "Quite another paper."]


def test_only_a_deep_look_sees_what_size_and_time_do_not_tell(folder: Path) -> None:
    path = folder.with_name("papers") / "0.pdf"
    then = path.stat()
    path.write_bytes(path.read_bytes().replace(b"bus", b"BUS"))
    os.utime(path, ns=(then.st_atime_ns, then.st_mtime_ns))
    assert look(folder) == []
    [finding] = look(folder, deep=True)
    assert "has changed" in finding.found
    os.utime(path, ns=(1, 1))
    [finding] = look(folder, mend=True)
    assert finding.mended
    os.utime(path, ns=(2, 2))
    assert look(folder) == [], "another time, the same words"


def test_a_paper_that_could_not_be_opened_is_opened_again(folder: Path) -> None:
    harmed(folder, "UPDATE papers SET digest = '' WHERE id = 1")
    [finding] = look(folder, mend=True)
    assert (finding.found, finding.mended) == (
        "It could not be opened when it was indexed.",
        True,
    )


def test_a_paper_that_met_a_fault_of_this_program_is_told_apart(folder: Path) -> None:
    harmed(folder, "INSERT INTO problems VALUES (1, 'fault', 'A fault.', 'Report it.', '[]')")
    [finding] = look(folder)
    assert "fault in this program, not of the paper" in finding.found
    assert "report it" in finding.remedy
    assert [one.mended for one in look(folder, mend=True)] == [True]
    assert look(folder) == []


def test_leftovers_are_deleted_once_they_are_old(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    uploads = tmp_path / "uploads"
    uploads.mkdir()
    monkeypatch.setenv("QA_INDEX", str(folder))
    monkeypatch.setenv("QA_UPLOADS", str(uploads))
    settings.cache_clear()
    left = [folder / "vectors.faissab12.new", uploads / ".ab12.part"]
    for path in left:
        path.write_bytes(b"half")
    assert look(folder) == [], "they may still be written to"
    for path in left:
        os.utime(path, (1, 1))
    (folder / REBUILD_FOLDER).mkdir()
    wanted = [*map(str, left), str(folder / REBUILD_FOLDER)]
    assert [finding.about for finding in look(folder)] == wanted
    assert all(finding.mended for finding in look(folder, mend=True))
    settings.cache_clear()
    assert not any(path.exists() for path in (*left, folder / REBUILD_FOLDER))


def test_a_library_that_cannot_be_opened_is_told_of_with_what_to_do(folder: Path) -> None:
    class Other(WordEmbedder):
        name = "other words"

    [finding] = examine(folder, embedder=Other())
    assert "made with model words" in finding.found
    assert "index --rebuild" in finding.remedy
    harmed(folder, "UPDATE meta SET value = '3' WHERE key = 'version'")
    [finding] = look(folder, mend=True)
    assert "made with version 3" in finding.found
    assert not finding.mended
    good = (folder / FILE).read_bytes()
    for bad in (b"no library" * 999, good[:8192] + os.urandom(8192) + good[16384:]):
        (folder / FILE).write_bytes(bad)
        [finding] = look(folder, mend=True)
        assert "damage" in finding.found
        assert "index --rebuild" in finding.remedy
        assert (folder / FILE).read_bytes() == bad, "a damaged library is never deleted"
    [finding] = look(folder.with_name("none"))
    assert "python -m qa index FOLDER" in finding.remedy


def test_a_library_without_a_table_is_damaged(folder: Path) -> None:
    harmed(folder, "DROP TABLE pages")
    assert any("damage" in finding.found for finding in look(folder))


def test_a_model_that_is_not_there_is_told(folder: Path) -> None:
    class Missing(WordEmbedder):
        def embed_one(self, text: str) -> Matrix:
            raise ModelUnusable("The embedding model is not installed. Install it again: pip")

    [finding] = examine(folder, embedder=Missing(), read=read)
    assert (finding.kind, finding.found) == ("model", "The embedding model is not installed.")
    assert finding.remedy == "Install it again: pip"


def test_a_model_with_other_weights_is_told(folder: Path, tmp_path: Path) -> None:
    [finding, _] = examine(folder, embedder=SentenceEmbedder(str(tmp_path), 1, 1), read=read)
    assert finding.kind == "model"
    assert "is not on this machine" in finding.found


Run = Callable[[Sequence[str]], tuple[int, str]]


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command: its exit code and what it prints."""
    monkeypatch.setattr("qa.library.doctor.embedder_for", lambda *_: WordEmbedder())

    def command(options: Sequence[str]) -> tuple[int, str]:
        words = ["qa", "doctor", "--index", str(folder), *options]
        monkeypatch.setattr(sys, "argv", words)
        with pytest.raises(SystemExit) as end:
            main()
        return int(end.value.code or 0), capsys.readouterr().out

    return command


def test_the_command_prints_findings_and_ends_with_1_until_all_are_mended(
    run: Run, folder: Path
) -> None:
    assert run([]) == (0, "All is well.\n")
    (folder / vector_index.FILE).unlink()
    code, out = run([])
    assert code == 1
    assert "The file of the vectors is missing" in out
    assert "1 finding, 0 mended." in out
    code, out = run(["--mend", "--json"])
    [finding] = json.loads(out)
    assert (code, finding["mended"], finding["kind"]) == (0, True, "vectors")
    path = folder.with_name("papers") / "\x1b[31mred.pdf"
    (folder.with_name("papers") / "0.pdf").rename(path)
    harmed(folder, f"UPDATE papers SET path = CAST('{path}' AS BLOB) WHERE id = 1")
    path.unlink()
    code, out = run([])
    assert "red.pdf" in out and "\x1b" not in out
