"""Which words of a passage tell a step."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from qa.answers.story.excerpt import MAX_WORDS, excerpts
from qa.papers.text import sentences
from tests.made import a_passage


def share_in(*texts: str) -> float:
    """Whether one of `texts` speaks of the roof."""
    return float(any("roof" in text.lower() for text in texts))


def test_the_sentence_that_tells_is_quoted_and_not_the_one_that_names_the_item() -> None:
    text = (
        "8. POOL ROOF\n"
        "The committee considered a report about the roof of the pool and its history.\n"
        "Members spoke of the swimming club and of its gala in the summer of the year.\n"
        "The scaffolding for it has been delayed until 4 May 2022, and costs £12,000 more."
    )
    passage = replace(a_passage(text), item="8. POOL ROOF")
    cosines = [0.3] * len(sentences(text))
    first = excerpts(passage, share_in, cosines, on_subject=False)[0]
    assert "delayed until 4 May 2022" in text[first.start : first.end]
    assert "POOL ROOF" not in text[first.start : first.end]


def test_of_a_formal_question_only_the_reply_is_a_step() -> None:
    text = (
        "PQ 1 Mrs Haq, Castle\nIs it true that the roof was delayed until 2030 by the council?\n"
        "Response:\nThe roof was finished on 2 March 2022 and the pool has opened."
    )
    passage = replace(a_passage(text, date(2022, 7, 12)), standing="answered", document="questions")
    cosines = [0.5] * len(sentences(text))
    for found in excerpts(passage, share_in, cosines, on_subject=False):
        assert "Is it true" not in text[found.start : found.end]


@given(st.lists(st.text(alphabet="roof. delayed\n2021", min_size=1, max_size=60), max_size=8))
def test_words_of_a_step_are_whole_sentences_of_the_passage(parts: list[str]) -> None:
    text = " ".join(parts)
    spans = sentences(text)
    starts, ends = {a for a, _ in spans}, {b for _, b in spans}
    for found in excerpts(a_passage(text), share_in, [0.1] * len(spans), on_subject=True):
        assert found.start in starts
        assert found.end in ends
        words = text[found.start : found.end].split()
        assert (
            len(words) <= 2 * MAX_WORDS or max(len(text[a:b].split()) for a, b in spans) > MAX_WORDS
        )
