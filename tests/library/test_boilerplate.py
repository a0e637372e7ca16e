"""What is printed under many items is weighed down, and not lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qa.answers.answering import answer
from qa.library.boilerplate import boilerplate_share, sentence_hashes
from qa.library.ingest import ingest
from qa.library.library import Library
from qa.papers.paper import Passage
from tests.made import WordEmbedder, a_paper, a_passage

DUTY = "The council must have due regard to equality in everything that it does. It is section 149."
OWN = "Equality training for drivers of the evening bus to Hexley was agreed last summer by all."


def under(item: str, text: str) -> Passage:
    return replace(a_passage(text), item=item, document="report")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    folder = tmp_path / "papers"
    folder.mkdir()
    papers = {}
    for n, item in enumerate(["Roof repair", "Bus subsidy", "Market rents"]):
        name = f"report{n}.pdf"
        papers[name] = a_paper(name, under(item, DUTY), under(item, OWN if n == 1 else f"{item}."))
        (folder / name).write_text(name)
    opened = Library(tmp_path / "index", embedder=WordEmbedder(), create=True)
    ingest([folder], opened, read=lambda path: papers[path.name])
    yield opened
    opened.close()


def test_it_is_known_by_standing_under_several_items(library: Library) -> None:
    duty, own = sentence_hashes(a_passage(DUTY)), sentence_hashes(a_passage(OWN))
    places = library.store.words.item_counts([*duty, *own])
    assert boilerplate_share(duty, places) == 1.0
    assert boilerplate_share(own, places) == 0.0


def test_it_is_found_when_it_is_asked_for(library: Library) -> None:
    found = answer("what must the council have due regard to under section 149?", library)
    assert found.citations[0].text == DUTY


def test_a_paper_taken_out_takes_its_sentences_along(library: Library) -> None:
    library.store.remove(library.store.papers.all()[0].id)
    sentences = sentence_hashes(a_passage(DUTY))
    assert boilerplate_share(sentences, library.store.words.item_counts(sentences)) == 0.0
