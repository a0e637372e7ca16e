"""What is learned of decisions and tales of them, on councils' wordings that no phrase has."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qa.papers.register import Resolution
from qa.papers.registers import likelihood as module
from qa.papers.registers.likelihood import NOTHING_KNOWN, Context, likelihood
from qa.papers.registers.resolution import resolutions
from tests.made import a_passage


def entries(text: str, *, learned: bool = True) -> list[Resolution]:
    return list(resolutions([replace(a_passage(text), item="8. Quay")], learned=learned))


@pytest.mark.parametrize(
    "text",
    [
        # parishes
        "It was agreed Councillor Larch should ask what a new rope would cost.",
        "After discussion it was agreed Councillor Birch will speak to the owner of the boat.",
        # a community council in Scotland
        "A rota for the stall was agreed.",
        # a district
        "Following a ballot Councillor Rowan was voted the new representative.",
    ],
)
def test_a_decision_is_found_whose_words_no_phrase_has(text: str) -> None:
    assert not entries(text, learned=False)
    assert [one.outcome for one in entries(text)] in (["agreed"], ["unanimous"])


@pytest.mark.parametrize(
    "text",
    [
        # a parish’s annual report
        "Chairman’s report\nWe approved a new rota, agreed to buy boats and joined the forum.",
        # a shire in Australia
        "Background\nAt its meeting of 3 May 2021 Council resolved to prepare a plan for the quay.",
        # a city in Ontario
        "City Council approved a by-law for this property two years ago to permit a boathouse.",
    ],
)
def test_a_tale_of_a_decision_is_none_though_it_is_worded_like_one(text: str) -> None:
    assert not entries(text)


def test_what_phrases_alone_take_for_a_decision_may_be_told_as_a_tale() -> None:
    text = "Chairman’s report\nWe approved a new rota, agreed to buy boats and joined the forum."
    assert entries(text, learned=False)
    assert not entries(text)


def test_a_clause_without_a_verb_that_decides_moves_or_ends_something_is_not_judged() -> None:
    assert likelihood(Context("The tide was high at noon.")) == NOTHING_KNOWN


def test_without_the_learned_file_phrases_alone_decide(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    text = "It was agreed that the quay be mended.\nA rota for the stall was agreed."
    monkeypatch.setattr(module, "WEIGHTS", tmp_path / "none.json")
    module._weights.cache_clear()
    try:
        assert len(entries(text)) == len(entries(text, learned=False)) == 1
    finally:
        module._weights.cache_clear()
