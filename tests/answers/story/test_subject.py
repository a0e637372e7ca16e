"""What a story is about."""

from __future__ import annotations

from qa.answers.search.term_weights import TermWeights
from qa.answers.story.subject import subject_of
from qa.answers.understanding.question import parse_question


def test_an_abbreviation_is_found_as_it_is_written() -> None:
    subject = subject_of(
        parse_question("what happened to the defibrillator?"), [], TermWeights({}, {})
    )
    [(_, other)] = subject.names
    assert other == frozenset({"aed"})
    assert "defibril" in subject.stems_in("The AED was moved to the hall.")
    assert "defibril" not in subject.stems_in("A report was made to a meeting.")
