"""A text against a library: each sentence borne out, not, or not found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from qa.answers.citation import Citation
from qa.checking.paragraph import (
    MAX_SENTENCES,
    MAX_TEXT,
    check_references,
    check_text,
    sentences_of,
)
from qa.errors import InputRefused
from qa.library.library import Library
from tests.made import a_paper, a_passage, library_of

KILN = "The brick kiln at Ashcombe was sold to the heritage trust for £41,000 on 2 June 2021."
BATHS = "The open-air baths had 9,312 bathers in the summer, more than in any year since 1998."


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    papers = (
        a_paper("kiln.pdf", a_passage(KILN)),
        a_paper("baths.pdf", a_passage(BATHS, date(2022, 10, 4))),
    )
    with library_of(papers, tmp_path) as made:
        yield made


def test_each_sentence_is_judged_by_itself(library: Library) -> None:
    text = (
        "The kiln at Ashcombe was sold for £41,000. The kiln was sold for £14,000.\n"
        "Dragons guard the observatory telescope nightly."
    )
    found = check_text(text, library)
    assert [one.finding for one in found] == ["borne out", "not borne out", "not found"]
    right, wrong, nothing = found
    assert right.citation and right.citation.text == KILN
    assert wrong.citation and wrong.citation.text == KILN
    assert "£14,000" in wrong.why
    assert nothing.citation is None


def test_only_the_passages_referred_to_count_where_some_are(library: Library) -> None:
    [kiln] = check_text("The kiln at Ashcombe was sold for £41,000.", library)
    assert isinstance(kiln.citation, Citation)
    reference = kiln.citation.reference
    sentence = "The open-air baths had 9,312 bathers in the summer."
    assert check_text(sentence, library)[0].borne_out
    assert not check_references(sentence, [reference], library).borne_out


@pytest.mark.parametrize("text", ["", " \n ", "…?!", "a" * (MAX_TEXT + 1)])
def test_what_cannot_be_checked_is_refused_in_words(text: str) -> None:
    with pytest.raises(InputRefused, match=r"\.$"):
        sentences_of(text)


def test_too_many_sentences_are_refused() -> None:
    with pytest.raises(InputRefused, match=str(MAX_SENTENCES)):
        sentences_of("It rained. " * (MAX_SENTENCES + 1))


INVENTED = (
    "The leisure centre was sold to a developer.",
    "The independent chair resigned.",
    "The flood scheme was cancelled.",
    "Ms Greaves voted for the budget.",
    "Officers destroyed the records of the heating charges.",
    "The council will give free swimming to all pensioners.",
    "Mr Siddall resigned over the state of the roads.",
)


def test_what_nobody_said_is_not_borne_out_over_a_whole_library(samples: Library) -> None:
    found = check_text(" ".join(INVENTED), samples)
    assert [one.sentence for one in found if one.borne_out] == []
    told = {one.sentence: one.why for one in found}
    assert told[INVENTED[0]] == "Nothing says “sold”."
    assert told[INVENTED[-1]] == "Nothing says “resigned”."


def test_what_is_said_in_other_words_is_borne_out_over_a_whole_library(samples: Library) -> None:
    said = "Seventy-four people are still waiting for a meeting with the independent chair."
    [found] = check_text(said, samples)
    assert found.borne_out and found.citation and "74" in found.citation.text
