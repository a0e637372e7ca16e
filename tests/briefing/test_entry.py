"""What is kept of an entry is the whole entry: a question with its answer, a vote with its end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qa.briefing.blocks import blocks
from qa.briefing.briefing import Briefing, briefing
from qa.briefing.markdown import markdown
from qa.briefing.plain_text import text
from qa.briefing.selection import Selection
from qa.library.library import Library
from qa.papers.register import Asked, Reply, Resolution, Votes, Words
from qa.settings import settings
from qa.web.downloads import public_address
from tests.briefing.conftest import words
from tests.made import a_paper, a_passage, library_of

PUT = "Mrs Moor proposed that the weir be lowered by a foot.\n"
VOTED = "Five members were for it and nine against, so that it was lost."
QUERY = "PQ 4 Mr Tarn asked why the bell tower is dark at night."
ANSWER = "Response by Ms Lune: The lamp is on order and will be fitted in June."
HALL = "The village hall was let to the choir on Tuesdays."


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    weir = Resolution(
        "motion", "lost", (Words(0, 0, len(PUT)),), (Words(1, 0, len(VOTED)),), "Mrs Moor",
        votes=Votes(5, 9, 0),
    )  # fmt: skip
    bell = Asked(
        True, (Words(2, 0, len(QUERY)),), (Reply((Words(3, 0, len(ANSWER)),), "Ms Lune"),), "PQ 4",
        "Mr Tarn",
    )  # fmt: skip
    passages = [
        a_passage(one, page=n) for n, one in enumerate((PUT, VOTED, QUERY, ANSWER, HALL), 1)
    ]
    paper = replace(a_paper("minutes.pdf", *passages), resolutions=(weir,), asked=(bell,))
    with library_of([paper], tmp_path) as opened:
        yield opened


def kept(library: Library, part: str) -> Briefing:
    """The briefing in which only `part` of a paper was kept."""
    return briefing(Selection().toggled(words(library.store, part)), library.store)


def test_a_motion_that_was_kept_comes_with_its_vote_and_mover(library: Library) -> None:
    written = text(blocks(kept(library, "the weir be lowered by a foot")))
    assert "Motion lost: for 5, against 9. Moved by Mrs Moor." in written
    assert VOTED in written


def test_a_question_that_was_kept_comes_with_its_answer_and_an_answer_with_its_question(
    library: Library,
) -> None:
    for part in (QUERY, "The lamp is on order"):
        written = markdown(kept(library, part))
        assert "PQ 4 by Mr Tarn" in written
        assert "bell tower is dark" in written
        assert "Answer by Ms Lune" in written
        assert "fitted in June" in written


def test_of_several_quotes_of_one_entry_it_is_written_once_with_their_note_once(
    library: Library,
) -> None:
    kept_words = [words(library.store, part) for part in (QUERY, "The lamp is on order", HALL)]
    selection = Selection().with_all(kept_words[:2], "In answer to: what of the tower?")
    both = markdown(briefing(selection.toggled(kept_words[2]), library.store))
    for once in ("bell tower is dark", "fitted in June", "what of the tower", "let to the choir"):
        assert both.count(once) == 1


def test_a_motion_that_ended_is_not_called_undecided_beside_its_end(library: Library) -> None:
    weir = markdown(kept(library, "the weir be lowered by a foot"))
    assert "Motion lost" in weir
    assert "not a decision" not in weir
    assert "not a decision" in markdown(kept(library, "let to the choir"))


def test_words_of_no_entry_are_kept_as_they_are(library: Library) -> None:
    [source] = kept(library, "let to the choir").sources
    assert source.entry is None


@pytest.mark.parametrize(
    ("page", "leads_to"),
    [
        ("https://papers.wye.example/briefing", "https://papers.wye.example/briefing"),
        ("http://localhost:8501/briefing", ""),
        ("http://127.0.0.1:8501/briefing", ""),
        ("http://[::1]:8501/briefing", ""),
    ],
)
def test_links_in_files_never_lead_to_this_machine(page: str, leads_to: str) -> None:
    assert public_address(page) == leads_to


def test_links_in_files_lead_to_the_address_that_the_keeper_has_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("QA_PUBLIC_ADDRESS", "https://papers.wye.example/desk")
    settings.cache_clear()
    assert public_address("http://localhost:8501/") == "https://papers.wye.example/desk/"
    settings.cache_clear()
