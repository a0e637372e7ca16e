"""What a language model wrote, in a terminal: apart from the quotes, or that these stand alone."""

from __future__ import annotations

import pytest

from qa.answers.written import Written, WrittenSentence
from qa.terminal.output.written import show_written
from tests.writing.conftest import LOST, WEIR, a_citation


def test_sentences_are_shown_with_their_numbers_and_as_what_they_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    sentence = WrittenSentence(f"{LOST[0]}\x1b[2J", a_citation(3, WEIR))
    show_written(Written("shown", "small", "127.0.0.1", (sentence,), dropped=2))
    told = capsys.readouterr().out
    assert f"{LOST[0]} [3]" in told
    assert "written by a language model" in told and "experimental" in told
    assert "2 more sentences" in told
    assert "\x1b" not in told and "“" not in told


def test_where_there_are_none_the_quotes_stand_alone(capsys: pytest.CaptureFixture[str]) -> None:
    show_written(Written("unavailable", "small", "127.0.0.1", reason="It rests."))
    assert "It rests. The quotes stand alone." in capsys.readouterr().out
