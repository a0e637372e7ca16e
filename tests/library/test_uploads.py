"""Papers that are added stay in their folder, under names that harm nobody, and are not lost."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qa.errors import InputRefused, UnreadablePaper
from qa.library.library import Library
from qa.library.uploads import DEFAULT_NAME, Uploads, safe_name
from qa.settings import PROJECT, settings
from qa.terminal.cli import main

SAMPLES = PROJECT / "corpus" / "thurlbridge"
ONE, TWO = (SAMPLES / f"Appendix {n}.pdf" for n in (1, 2))
TRICKY = st.sampled_from(
    ["/", "\\", ".", " ", "pdf", "con", "é", "e\u0301", "\u202e", ":", "x" * 99]
)


@pytest.fixture
def uploads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Uploads]:
    """The folder that the settings name, not made yet, beside a library and a corpus."""
    for name in ("INDEX", "CORPUS", "UPLOADS"):
        monkeypatch.setenv(f"QA_{name}", str(tmp_path / name.lower()))
    settings.cache_clear()
    yield Uploads(settings().uploads)
    settings.cache_clear()


def names(uploads: Uploads) -> list[str]:
    """What lies in the folder, whatever it is."""
    return sorted(path.name for path in uploads.folder.iterdir())


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Minutes 13072021.PDF", "Minutes 13072021.pdf"),
        ("../../x\u202e.pdf", "x.pdf"),
        (r"C:\papers\minutes  of\tJuly.pdf", "tJuly.pdf"),
        ("<img src=x>.pdf", "-img src=x-.pdf"),
        (".hidden.pdf", "hidden.pdf"),
        ("Aux.pdf", f"{DEFAULT_NAME} Aux.pdf"),
        ("com1.minutes.pdf", f"{DEFAULT_NAME} com1.minutes.pdf"),
        ("Cafe\u0301\x00\x1b[31m\u200b.pdf", "Café[31m.pdf"),
        ("page\ud800.pdf", "page.pdf"),
        ("minutes.docx", "minutes.docx"),
        ("..", f"{DEFAULT_NAME}.pdf"),
        ("", f"{DEFAULT_NAME}.pdf"),
        ("ü" * 200, "ü" * 80 + ".pdf"),
    ],
)
def test_a_name_is_made_safe_and_stays_known(sent: str, kept: str) -> None:
    assert safe_name(sent) == kept


@given(st.one_of(st.text(), st.lists(st.one_of(st.characters(), TRICKY)).map("".join)))
@example("con." + "x" * 200)
def test_any_name_is_one_visible_part_of_a_path(sent: str) -> None:
    name = safe_name(sent)
    assert name.endswith(".pdf")
    assert name != ".pdf"
    assert Path("/uploads", name).resolve().parent == Path("/uploads")
    assert PureWindowsPath(name).parts == (name,)
    assert len(name.encode()) <= 200
    assert not name.startswith(".")
    assert name.isprintable()
    assert unicodedata.is_normalized("NFC", name)
    assert safe_name(name) == name


def test_a_paper_is_kept_whole_and_nothing_else_with_it(uploads: Uploads) -> None:
    path, paper = uploads.keep("../appendix.pdf", ONE.read_bytes())
    assert (path, len(paper.pages)) == (uploads.folder / "appendix.pdf", 1)
    assert path.read_bytes() == ONE.read_bytes()
    assert names(uploads) == ["appendix.pdf"]


def test_no_paper_takes_the_place_of_another_unless_that_is_wanted(uploads: Uploads) -> None:
    one, two = ONE.read_bytes(), TWO.read_bytes()
    for data, replace in (one, False), (two, False), (one, False), (two, False), (two, True):
        uploads.keep("a.pdf", data, replace)
        assert (uploads.folder / "a.pdf").read_bytes() == (two if replace else one)
    assert (uploads.folder / "a (2).pdf").read_bytes() == two
    assert names(uploads) == ["a (2).pdf", "a.pdf"]


@pytest.mark.parametrize("data", [b"<html>", b"", b"%PDF-1.7\n", ONE.read_bytes()[:300]])
def test_what_cannot_be_read_leaves_the_folder_as_it_was(uploads: Uploads, data: bytes) -> None:
    uploads.keep("a.pdf", ONE.read_bytes())
    with pytest.raises(UnreadablePaper):
        uploads.keep("a.pdf", data, replace=True)
    assert names(uploads) == ["a.pdf"]
    assert (uploads.folder / "a.pdf").read_bytes() == ONE.read_bytes()


def test_a_folder_that_cannot_be_made_is_told(uploads: Uploads) -> None:
    uploads.folder.write_text("")
    with pytest.raises(InputRefused, match="cannot be kept"):
        uploads.keep("a.pdf", ONE.read_bytes())


def test_only_papers_of_the_folder_are_removed(uploads: Uploads, tmp_path: Path) -> None:
    path, _ = uploads.keep("a.pdf", ONE.read_bytes())
    other = tmp_path / "b.pdf"
    other.write_bytes(b"%PDF-")
    for elsewhere in (other, uploads.folder / ".." / "b.pdf", uploads.folder):
        with pytest.raises(InputRefused, match="no longer among"):
            uploads.remove(elsewhere)
    uploads.remove(path)
    assert (names(uploads), other.exists()) == ([], True)
    with pytest.raises(InputRefused, match="no longer among"):
        uploads.remove(path)


def test_what_was_half_kept_when_a_process_was_killed_is_deleted(uploads: Uploads) -> None:
    uploads.keep(ONE.name, ONE.read_bytes())
    old, new = (uploads.folder / f".{name}.part" for name in ("old", "new"))
    for half in (old, new):
        half.write_bytes(b"%PDF-1.4")
    os.utime(old, (0, 0))
    uploads.keep(TWO.name, TWO.read_bytes())
    assert not old.exists() and new.exists()


def test_index_keeps_what_was_added_on_the_page(
    uploads: Uploads, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / TWO.name).write_bytes(TWO.read_bytes())
    uploads.keep(ONE.name, ONE.read_bytes())

    def held(*arguments: str, index: str = "index") -> list[str]:
        monkeypatch.setattr(sys, "argv", ["qa", "index", *arguments])
        with suppress(SystemExit):
            main()
        with Library(tmp_path / index) as library:
            return sorted(paper.name for paper in library.store.papers.all())

    assert held() == [ONE.name, TWO.name]
    assert held(str(corpus)) == [ONE.name, TWO.name]
    assert held("--rebuild", str(corpus)) == [ONE.name, TWO.name]
    elsewhere = str(tmp_path / "other")
    assert held("--rebuild", str(corpus), "--index", elsewhere, index="other") == [TWO.name]
