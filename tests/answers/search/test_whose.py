"""Whose papers a question means that names no council, but a place of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from qa.answers.search.context import Context, understand
from qa.answers.search.search import search
from qa.answers.search.whose import judged_by
from qa.papers.paper import Meeting, Paper
from tests.made import WordEmbedder, a_paper, a_passage, library_of

pytestmark = pytest.mark.usefixtures("engine")

HEXLEY, SALTBY = "Hexley Town Council", "Saltby Parish Council"
ROOF = "The roof of the library in Quorby will be mended by a builder from Ostrey."
HOURS = "The library is open from ten to four, and closed for a week in the winter."
MORE = "The hours in which a library is open are a matter for the parish, and for the county."


def asked(question: str, folder: Path, *papers: tuple[str, Sequence[str]]) -> Context:
    """What is found in papers, each of a council and with some passages."""
    made = [_paper(f"{n}.pdf", council, texts) for n, (council, texts) in enumerate(papers)]
    with library_of(made, folder, WordEmbedder()) as library:
        return search(understand(question, library))


def _paper(name: str, council: str, texts: Sequence[str]) -> Paper:
    meeting = Meeting(council=council)
    each = enumerate(texts, 1)
    passages = [replace(a_passage(text, page=n), meeting=meeting) for n, text in each]
    return replace(a_paper(name, *passages), meeting=meeting)


@pytest.mark.parametrize("question", ["When is Quorby library open?", "quorby library open hours"])
def test_a_place_of_one_council_says_whose_papers_are_meant(tmp_path: Path, question: str) -> None:
    found = asked(question, tmp_path, (HEXLEY, [ROOF]), (SALTBY, [HOURS, MORE]))
    assert found.hits[0].stored.passage.meeting.council == HEXLEY
    councils = {hit.stored.passage.meeting.council for hit in judged_by(found)}
    assert councils == {HEXLEY}, "the hours of another council's library answer nothing"
    assert len(found.hits) == 3, "what other councils say is still found"


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("When is Quorby library open?", "A bus to Quorby will be run by the county."),
        ("When is the library closed in winter?", "A builder was paid."),
        ("What progress is there?", "Progress of the bypass is slow.\nProgress: none."),
    ],
    ids=["a place in the papers of both", "a word that is no name", "a word that begins lines"],
)
def test_what_is_of_both_councils_or_no_name_prefers_none(
    tmp_path: Path, question: str, other: str
) -> None:
    found = asked(question, tmp_path, (HEXLEY, [ROOF]), (SALTBY, [HOURS, other]))
    assert not found.question.preference.councils
    assert len(judged_by(found)) == len(found.hits)
