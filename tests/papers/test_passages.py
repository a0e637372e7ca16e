"""Long texts are cut where a sentence ends and the next begins, whatever size that gives."""

from __future__ import annotations

import pytest

from qa.papers.layout.piece import Piece
from qa.papers.layout.running_heads import Body
from qa.papers.layout.section import Section
from qa.papers.pages.sheet import Sheet
from qa.papers.paper import Meeting
from qa.papers.passages import passages
from qa.papers.text import sentences

SENTENCE = "The officers told the committee of the quay and of the ferry that leaves from it."


def cut(text: str) -> list[str]:
    """The texts of the passages that are made of one long piece."""
    piece = Piece("row", text, 1, 1, 50, 10, False)
    section = Section("report", Meeting(), (Body(Sheet(1, 595, 842, ()), (), None, None),))
    return [passage.text for passage in passages(section, [piece], {}, None)]


def test_a_long_text_is_cut_into_parts_of_like_sizes() -> None:
    parts = cut(" ".join([SENTENCE] * 30))
    assert all(60 < len(part.split()) < 200 for part in parts)
    assert sum(len(part.split()) for part in parts) == 30 * len(SENTENCE.split())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "Any one of them may do the following: i.",
            "To sign for the bank.",
        ),  # a Canadian township
        ("The care of the quay, as the inspector says, is", "good in all its parts."),  # a cell
        ("What the board decides is to be told to the", "harbour master at once."),
    ],
)
@pytest.mark.parametrize("sentences_before", range(6, 12))
def test_no_cut_falls_within_a_sentence(before: str, after: str, sentences_before: int) -> None:
    whole = [*[SENTENCE] * sentences_before, before, after, *[SENTENCE] * 12]
    parts = cut("\n".join(whole))
    assert len(parts) > 1
    assert any(f"{before}\n{after}" in part for part in parts)


def test_a_text_of_one_sentence_is_not_cut() -> None:
    text = "the quay and the ferry and " * 60
    assert len(sentences(text)) == 1 and cut(text) == [text.strip()]
