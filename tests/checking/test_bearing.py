"""Whether a passage bears a sentence out in its meaning, and what is read of it for that."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.checking import entailment
from qa.checking.bearing import logit_of
from qa.checking.check import check
from qa.checking.comparing import Comparison
from qa.checking.meaning import hidden
from qa.checking.passage import CheckedPassage
from qa.checking.piece import WHOLE, WORDS, likeliest_piece
from qa.checking.reading import read
from qa.checking.signs import signs_of
from qa.errors import ModelUnusable
from qa.library.minilm import LAYERS

ORCHARD = CheckedPassage(
    "The Warden said that codling moth had got into 60 of the trees in the community orchard. "
    "Spraying was ruled out because of the bees. Volunteers would hang traps in May.",
    committee="Orchard Group",
)


def likely(sentence: str, passage: CheckedPassage = ORCHARD) -> float:
    compared = Comparison(read(sentence), passage)
    found = logit_of(compared, signs_of(compared))
    assert found is not None
    return found


def test_what_is_said_otherwise_is_likelier_than_what_is_not_said() -> None:
    otherwise = likely("Because of the bees nobody will spray the trees.")
    for unsaid in (
        "Councillors will sell the orchard to a garden centre.",
        "Volunteers ruled out the traps because of the bees.",
        "The trees in the orchard were sprayed in May.",
    ):
        assert otherwise > likely(unsaid), unsaid


def test_of_a_long_passage_the_piece_with_the_words_is_read() -> None:
    other = " ".join(
        f"The {n}th ferry of the day left the quay with coal aboard." for n in range(60)
    )
    long = CheckedPassage(f"{other} {ORCHARD.text} {other}")
    piece = likeliest_piece(
        Comparison(read("Traps will be hung by volunteers in May, for the moth."), long)
    )
    assert "hang traps in May" in piece
    assert len(piece.split()) < WORDS * WHOLE * 2
    assert likeliest_piece(Comparison(read("Traps will be hung."), ORCHARD)) == ORCHARD.text


@pytest.mark.parametrize("text", ["", "…", "a" * 5000, "moth " * 900])
def test_any_text_is_read_and_no_more_of_it_than_the_model_takes(text: str) -> None:
    sentence, piece = hidden(text, False), hidden(text, True)
    assert sentence is not None and piece is not None
    assert len(sentence.places) == sentence.layers.shape[1] <= 256
    assert len(sentence.layers) == 1 and 1 < len(piece.layers) < LAYERS


@pytest.fixture
def another_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    other = tmp_path / "learned.safetensors"
    monkeypatch.setattr(entailment, "FILE", other)
    entailment._loaded.cache_clear()
    yield other
    entailment._loaded.cache_clear()


def test_without_what_was_learned_the_signs_alone_decide(another_file: Path) -> None:
    assert check("Volunteers would hang up the traps in May.", [ORCHARD]).borne_out
    assert not check("The Warden sold the orchard to a garden centre.", [ORCHARD]).borne_out


def test_a_file_of_what_was_learned_that_was_changed_is_refused(another_file: Path) -> None:
    another_file.write_bytes(b"something else")
    with pytest.raises(ModelUnusable, match="python -m qa train entailment"):
        check("Volunteers would hang up the traps in May, as the Warden said.", [ORCHARD])
