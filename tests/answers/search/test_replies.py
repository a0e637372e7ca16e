"""A long formal question and its reply are two passages: the reply is what answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qa.answers.answering import answer
from qa.library.ingest import ingest
from qa.library.library import Library
from qa.papers.paper import Passage
from qa.papers.registers.asked import asked
from tests.made import WordEmbedder, a_paper, a_passage

QUESTION = (
    "PQ 1 Mrs J Hallam, Hexley\nWhen did the cabinet member first hear of the leak in the roof of "
    "the swimming pool at Tolbury, and why was the pool not closed?\nCabinet member leisure"
)
REPLY = "Response:\nI was told in March by the operator, and I asked for a survey that week."


def part(text: str) -> Passage:
    """A part of the question and its answer."""
    context = "" if text is QUESTION else QUESTION
    passage = replace(a_passage(text), document="questions", standing="answered")
    return replace(passage, item="PQ 1", context=context)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    passages = (part(QUESTION), part(REPLY))
    paper = replace(a_paper("questions.pdf", *passages), asked=tuple(asked(passages)))
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / paper.name).write_text("questions")
    with Library(tmp_path / "index", embedder=WordEmbedder(), create=True) as opened:
        ingest([folder], opened, read=lambda path: paper)
        yield opened


def test_the_reply_is_cited_before_its_question(library: Library) -> None:
    found = answer("when did the cabinet member first hear of the leak in the pool roof?", library)
    assert found.citations[0].text == REPLY


def test_unless_it_is_asked_what_was_asked(library: Library) -> None:
    found = answer("what did Mrs Hallam ask about the leak in the pool roof?", library)
    assert found.citations[0].text == QUESTION
