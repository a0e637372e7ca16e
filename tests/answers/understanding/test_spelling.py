"""Typing errors that the library's own words put right, and words that are none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.answers.understanding.spelling import MAX_CORRECTIONS, correct_spelling
from qa.library.ingest import ingest
from qa.library.library import Library
from tests.made import LineReader, WordEmbedder

LINES = """The reconciliation process for families was agreed by the council against advice.
Homeless families in Herefordshire were offered housing; members will read the report.
The library closed."""


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "minutes.pdf").write_text(LINES)
    opened = Library(tmp_path / "index", embedder=WordEmbedder(), create=True)
    ingest([folder], opened, read=LineReader())
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("agaisnt", "against"),
        ("reconcilation", "reconciliation"),
        ("libary", "library"),
        ("housng", "housing"),
        ("Herfordshire", "herefordshire"),
        ("familees", "families"),
    ],
)
def test_a_slip_is_mended_by_the_words_of_the_papers(
    library: Library, typed: str, meant: str
) -> None:
    question, slips = correct_spelling(f"what about the {typed} then, the {typed}?", library)
    assert question == f"what about the {meant} then, the {meant}?"
    [slip] = slips
    assert slip.note() == f"Read “{typed.lower()}” as “{meant}”."


@pytest.mark.parametrize("word", ["hopeless", "ready", "unicorn", "zebra", "LAC", "bus", "A438"])
def test_what_is_no_slip_is_left(library: Library, word: str) -> None:
    assert correct_spelling(f"is the {word} there?", library) == (f"is the {word} there?", ())


def test_no_question_is_work_without_end(library: Library) -> None:
    _, slips = correct_spelling("libary housng agaisnt " * 50_000, library)
    assert [slip.meant for slip in slips] == ["library", "housing", "against"]
    words = " ".join(f"agaisnt{letter}" for letter in "abcdefghij")
    assert len(correct_spelling(words, library)[1]) <= MAX_CORRECTIONS


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("what happend to the library", "what happened to the library"),
        ("wat was the decison on the library", "wat was the decision on the library"),
        ("what was minuted of the library", "what was minuted of the library"),  # no slip
        ("how many divisions has the library", "how many divisions has the library"),
    ],
)
def test_the_words_with_which_people_ask_are_put_right_though_no_paper_has_them(
    typed: str, meant: str, library: Library
) -> None:
    assert correct_spelling(typed, library)[0] == meant
