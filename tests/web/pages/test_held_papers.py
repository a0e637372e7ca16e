"""The page of what is held back: who may see it, what it says, and what can be decided there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from qa.library import held
from qa.library.folder_place import FolderPlace
from qa.library.ingest import ingest
from qa.library.kept_files import KeptFiles
from qa.library.library import Library
from qa.papers.verdict import Verdict
from qa.settings import settings
from qa.web import state
from qa.web.pages import held_papers
from tests.library.test_held import PUBLIC, SECRET, typeset
from tests.made import WordEmbedder


@pytest.fixture
def folder(index: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A library of minutes and of a marked report, over which anybody may decide."""
    folder = index.with_name("papers")
    folder.mkdir()
    typeset(folder / "Minutes.pdf", ("Minutes of the meeting", "1. WALL", PUBLIC))
    typeset(folder / "Tenders [x].pdf", ("NOT FOR PUBLICATION", "Report to the committee", SECRET))
    with Library(index, embedder=WordEmbedder(), create=True) as library:
        ingest([folder], library)
    monkeypatch.setenv("QA_ADDING", "anyone")
    settings.cache_clear()
    yield folder


def opened() -> AppTest:
    page = AppTest.from_file(held_papers.__file__, default_timeout=300).run()
    assert not page.exception
    return page


def press(page: AppTest, label: str) -> None:
    [button] = [one for one in page.button if one.label.replace("\\", "") == label]
    button.click()
    page.run()
    assert not page.exception


def text(page: AppTest) -> str:
    return " ".join(" ".join(node.proto.body for node in page.get("html")).split())


def said() -> str:
    """All that can be found."""
    store = state.library().store
    return "\n".join(
        one.passage.text
        for paper in store.papers.all()
        for one in store.passages.in_order(paper.id, 0, 99)
    )


def test_who_may_not_add_papers_sees_nothing_of_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for adding in ("off", "passphrase"):
        monkeypatch.setenv("QA_ADDING", adding)
        settings.cache_clear()
        page = opened()
        assert page.error and "Tenders" not in text(page)
        assert not any("Let in" in one.label for one in page.button)


def test_what_is_held_back_is_named_with_its_reason_and_not_its_words(folder: Path) -> None:
    page = opened()
    found = text(page)
    assert '<bdi class="file">Tenders [x].pdf</bdi>' in found
    assert "All of it: <bdi>These pages are marked as not for the public" in found
    assert "Weir" not in found and "Minutes.pdf" not in found


def test_a_paper_is_let_in_once_that_is_confirmed_and_held_back_again(folder: Path) -> None:
    page = opened()
    press(page, "Let in: Tenders [x].pdf")
    press(page, "No, leave it")
    assert "Weir" not in said()
    press(page, "Let in: Tenders [x].pdf")
    press(page, "Yes, let in")
    assert "Weir" in said()
    found = text(page)
    assert "<bdi>Tenders [x].pdf: let in on" in found
    assert "let in by whoever keeps the library" in found
    press(page, "Go by its markings: Tenders [x].pdf")
    assert "Weir" not in said()
    assert "it goes by its own markings again" in text(page)


def test_only_some_pages_are_let_in_and_what_is_mistyped_changes_nothing(folder: Path) -> None:
    typeset(folder / "Private pack.pdf", ("1. WALL", PUBLIC + " Thrice."), ("2. TENDERS", SECRET))
    ingest([folder], state.library())
    page = opened()
    press(page, "Let in: Private pack.pdf")
    page.text_input[0].set_value("first")
    press(page, "Yes, let in")
    assert "Nothing was changed: “first” names no pages." in text(page)
    press(page, "Let in: Private pack.pdf")
    page.text_input[0].set_value("1")
    press(page, "Yes, let in")
    assert "Thrice" in said() and "Weir" not in said()


def test_what_was_decided_elsewhere_is_shown(folder: Path) -> None:
    from qa.library.held import judge

    judge(state.library(), "Minutes.pdf", Verdict("shut out"))
    found = text(opened())
    assert "shut out by whoever keeps the library" in found and "Decided: shut out on" in found


def test_a_paper_that_lies_with_another_app_server_can_be_saved_to_look_at(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = KeptFiles(f"file://{folder.with_name('shared')}", "ours", folder.with_name("cache"))
    monkeypatch.setattr(FolderPlace, "files", kept)
    paper = next(one for one in state.library().store.papers.all() if "Tenders" in one.name)
    marked = next(one for one in held.held_papers(state.library()) if one.key == paper.key)
    there = paper.path.read_bytes()
    kept.keep(paper.path, marked.digest)
    paper.path.unlink()
    page = opened()
    saved = [node.proto.label.replace("\\", "") for node in page.get("download_button")]
    assert saved == ["Save to look at: Tenders [x].pdf"]
    assert held_papers.contents(marked) == there


def test_that_the_place_of_files_does_not_answer_is_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = KeptFiles("s4://nowhere", "ours", folder.with_name("cache"))
    monkeypatch.setattr(FolderPlace, "files", nowhere)
    page = opened()
    assert "QA_FILES" in page.warning[0].value.replace("\\", "") and "Tenders" in text(page)
