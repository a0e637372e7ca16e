"""The ranking of passages: late interaction puts first the passage whose words are near."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from qa.answers.answering import answer
from qa.answers.citation import Citation
from qa.answers.search.weights import WEIGHTS
from qa.library.records import Matrix
from qa.library.relevance import QuestionTokens, Tokens
from qa.papers.document import Document
from qa.papers.paper import Meeting, Paper
from tests.made import WordEmbedder, a_paper, a_passage, library_of

pytestmark = pytest.mark.usefixtures("engine")

GRASS = "The grass in Sallow Lane will be cut by a contractor, twice in the season."
BUS = "A bus shelter in Sallow Lane was asked for by the parish, and then asked for again."


class TokenEmbedder(WordEmbedder):
    """Knows that cutting is mowing: the two have one direction, and all other words none."""

    def _tokens(self, text: str) -> Tokens:
        rows = [[127, 0] if word in {"cut", "mown"} else [0, 127] for word in text.lower().split()]
        return np.array(rows, np.int8)

    def embed_passages(self, texts: Sequence[str]) -> list[tuple[Matrix, Tokens]]:
        return [(self.embed_one(text), self._tokens(text)) for text in texts]

    def question_tokens(self, text: str) -> QuestionTokens | None:
        vectors = self._tokens(text).astype(np.float32) / np.float32(127)
        meant = vectors[:, 0] + np.float32(0.01)
        return QuestionTokens(vectors.astype(np.float32), (meant / meant.sum()).astype(np.float32))


def first(weights: float, folder: Path) -> str:
    folder.mkdir()
    passages = a_passage(BUS), a_passage(GRASS, page=2)
    embedder = TokenEmbedder()
    with library_of([a_paper("minutes.pdf", *passages)], folder, embedder) as library:
        asked = "who has mown by the bus shelter in Sallow Lane?"
        found = answer(asked, library, weights=replace(WEIGHTS, late=weights))
    return found.citations[0].text


def test_a_passage_with_the_like_of_each_word_comes_first(tmp_path: Path) -> None:
    assert first(1.0, tmp_path / "with") == GRASS


def cited_first(question: str, folder: Path, *meetings: Meeting) -> Citation:
    """What is cited first of papers of each meeting that say much the same."""
    texts = (GRASS, "A contractor cut the grass in Sallow Lane and in three more lanes, for £40.")
    papers = []
    for n, (text, meeting) in enumerate(zip(texts, meetings, strict=True)):
        paper = a_paper(f"minutes {n}.pdf", replace(a_passage(text), meeting=meeting))
        papers.append(replace(paper, meeting=meeting))
    with library_of(papers, folder, WordEmbedder()) as library:
        return answer(question, library).citations[0]


@pytest.mark.parametrize("asked", [date(2021, 3, 4), date(2021, 7, 1)])
def test_a_passage_of_the_day_that_is_named_comes_first(tmp_path: Path, asked: date) -> None:
    meetings = [Meeting(date=date(2021, 3, 4)), Meeting(date=date(2021, 7, 1))]
    question = f"who cut the grass in Sallow Lane, {asked:%d/%m/%Y}?"
    assert cited_first(question, tmp_path, *meetings).meeting_date == asked


@pytest.mark.parametrize("asked", ["Hexley Town Council", "Saltby Parish Council"])
def test_a_passage_of_the_council_that_is_named_comes_first(tmp_path: Path, asked: str) -> None:
    meetings = [Meeting(council="Hexley Town Council"), Meeting(council="Saltby Parish Council")]
    question = f"who cuts the grass in Sallow Lane for {asked.split()[0]}?"
    assert cited_first(question, tmp_path, *meetings).council == asked


def test_by_words_alone_the_other_comes_first(tmp_path: Path) -> None:
    assert first(0.0, tmp_path / "without") == BUS


def test_a_passage_is_not_put_first_for_saying_the_name_of_its_own_council(tmp_path: Path) -> None:
    hexley, saltby = (
        Meeting(council="Hexley Town Council", date=date(2022, 5, 3)),
        Meeting(council="Saltby Parish Council", date=date(2022, 5, 4)),
    )
    named = "Hexley Town Council met at the hall. A bench is wanted by Hexley in Bloom."
    papers = [
        _of(hexley, "hexley.pdf", "The bench by the ford was bought for £640.", named),
        _of(saltby, "saltby.pdf", GRASS, BUS),
    ]
    with library_of(papers, tmp_path, WordEmbedder()) as library:
        found = answer("what did Hexley pay for the bench?", library)
    assert found.citations[0].text.startswith("The bench by the ford")


def _of(meeting: Meeting, name: str, *texts: str) -> Paper:
    """A paper of a meeting, a passage on each page."""
    passages = [
        replace(a_passage(text, page=n), meeting=meeting) for n, text in enumerate(texts, 1)
    ]
    return replace(a_paper(name, *passages), meeting=meeting)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What does the letter say of the grass in Sallow Lane and in three lanes?", "letter"),
        ("What do the minutes say of the grass in Sallow Lane and in three lanes?", "minutes"),
    ],
)
def test_what_a_kind_of_paper_says_is_found_in_such_papers_first(
    tmp_path: Path, question: str, kind: Document
) -> None:
    told = "A letter was read: the grass in Sallow Lane and in three lanes is to be cut for £40."
    texts: dict[Document, str] = {"minutes": told, "letter": GRASS}
    papers = [
        replace(a_paper(f"{of}.pdf", replace(a_passage(text), document=of)), document=of)
        for of, text in texts.items()
    ]
    with library_of(papers, tmp_path, WordEmbedder()) as library:
        assert answer(question, library).citations[0].document == kind
