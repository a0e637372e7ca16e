"""How like the words of a sentence are to those of a passage, in the context of both."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.checking import check as checking
from qa.checking import meaning, weights
from qa.checking.check import check
from qa.checking.comparing import Comparison
from qa.checking.likeness import PIECES, likeness
from qa.checking.meaning import meaning_of
from qa.checking.passage import CheckedPassage
from qa.checking.reading import read
from qa.errors import ModelUnusable

ORCHARD = CheckedPassage(
    "The Warden said that codling moth had got into 60 of the trees in the community orchard. "
    "Spraying was ruled out because of the bees. Volunteers would hang traps in May.",
    committee="Orchard Group",
)


def alike(sentence: str, passage: CheckedPassage = ORCHARD) -> dict[str, float]:
    return likeness(Comparison(read(sentence), passage))


def test_what_is_said_otherwise_is_more_like_than_what_is_not_said() -> None:
    otherwise = alike("Because of the bees nobody will spray the trees.")
    unsaid = alike("Councillors will sell the orchard to a garden centre.")
    for sign in ("like", "like at home", "like clause", "like least three"):
        assert otherwise[sign] > unsaid[sign], sign
    assert all(0 <= one <= 1 for one in otherwise.values())


def test_of_a_long_passage_the_pieces_with_the_words_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = " ".join(
        f"The {n}th ferry of the day left the quay with coal aboard." for n in range(60)
    )
    read_texts: list[str] = []

    def reading(text: str) -> meaning.Meaning | None:
        read_texts.append(text)
        return meaning_of(text)

    monkeypatch.setattr("qa.checking.likeness.meaning_of", reading)
    long = CheckedPassage(f"{other} {ORCHARD.text} {other}")
    found = alike("Traps will be hung by volunteers in May.", long)
    assert found["like at home"] > 0.7
    assert any("hang traps" in one for one in read_texts)
    assert len(read_texts) == PIECES + 1


def test_without_the_model_words_alone_decide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.checking.likeness.meaning_of", lambda text: None)
    said = "Volunteers would hang traps in the community orchard in May."
    assert alike(said) == {}
    assert check(said, [ORCHARD]).borne_out
    assert not check("Because bees might suffer, nobody will spray the trees.", [ORCHARD]).borne_out


def test_only_the_likeliest_passages_are_read_for_their_meaning(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked: list[str] = []

    def counting(compared: Comparison) -> dict[str, float]:
        looked.append(compared.passage.text)
        return likeness(compared)

    monkeypatch.setattr(checking, "likeness", counting)
    others = [CheckedPassage(f"Traps were hung in the museum, {n}.") for n in range(12)]
    found = check("In May traps will be hung by volunteers.", [*others, ORCHARD])
    assert len(looked) <= checking.WEIGHED
    assert ORCHARD.text in looked
    assert found.passage == len(others)


@pytest.mark.parametrize("text", ["", "…", "a" * 5000, "moth " * 900])
def test_any_text_has_a_meaning_that_is_bounded(text: str) -> None:
    found = meaning_of(text)
    assert found is not None
    assert len(found.places) == len(found.vectors) <= 256


def test_without_what_was_learned_words_alone_decide(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("qa.checking.weights.FILE", tmp_path / "gone.json")
    assert check("Volunteers would hang up the traps in May.", [ORCHARD]).borne_out
    assert not check("The orchard was sold in May.", [ORCHARD]).borne_out


def test_a_file_of_weights_that_was_changed_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = tmp_path / "weights.json"
    other.write_text('{"": 9.0}')
    monkeypatch.setattr(weights, "FILE", other)
    weights._weights.cache_clear()
    with pytest.raises(ModelUnusable, match="python -m qa train check"):
        weights.probability({"cover": 1.0})
    weights._weights.cache_clear()
