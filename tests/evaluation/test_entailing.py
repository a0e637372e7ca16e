"""The network of the check: what it is trained on, and that it is read with as it was trained."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from qa.checking import entailment
from qa.checking.bearing import logit_of
from qa.evaluation.sentences.entailing import Plan, Training, tally, write
from qa.evaluation.sentences.measuring import made_examples
from qa.evaluation.sentences.otherwise import framed, in_other_words, joined
from qa.evaluation.sentences.pairs import Case, cases_of, changes
from qa.evaluation.sentences.passages import written_examples
from tests.evaluation.test_sentences import PASSAGES


def some_cases() -> list[Case]:
    made = list(made_examples(PASSAGES, 4, 1, "made"))
    written = list(written_examples())
    return [
        case
        for number, one in enumerate((*made, *written[:6], *written[-6:]))
        for case in cases_of(one, number)
    ]


def test_what_is_trained_is_what_the_check_then_reads_with(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    cases = some_cases()
    training = Training(cases)
    plan = Plan(steps=3, batch=8, rank=4)
    network = training.train(cases, plan, lambda said: None)
    again = training.train(cases, plan, lambda said: None)
    file = tmp_path / "learned.safetensors"
    digest = write(again, file)
    assert digest == write(network, file)  # the same seed makes the same file
    monkeypatch.setattr(entailment, "FILE", file)
    monkeypatch.setattr(entailment, "SHA256", digest)
    entailment._loaded.cache_clear()
    logits = training.logits(network, cases, plan.batch)
    for case, logit in list(zip(cases, logits, strict=True))[::5]:
        found = logit_of(case.compared, case.signs)
        assert found == pytest.approx(logit, abs=0.1)
    entailment._loaded.cache_clear()
    counted = tally("all", cases, logits)
    assert sum(counted.all.values()) == len({case.number for case in cases})
    assert counted.right["number"] == counted.all["number"] > 0  # rules refuse them alone


def test_the_places_of_what_was_changed_are_known() -> None:
    before = "Mr Holt said that 12 members had left since 2018."
    after = "Mr Holt said that 14 members had left since 2018."
    assert [after[a:b] for a, b in changes(before, after)] == ["14"]
    after = "Mr Holt said that 12 members had not left since 2018."
    assert [after[a:b] for a, b in changes(before, after)] == ["not"]
    after = "Mr Holt said that members had left since 2018."
    assert [after[a:b] for a, b in changes(before, after)] == ["that members"]


def test_other_words_say_the_same_and_leave_names() -> None:
    text = "Approximately 40 residents of Purchase Close requested additional bins."
    said = in_other_words(text, Random(1), 1.0)
    assert "Purchase Close" in said and "40" in said
    assert "requested" not in said and "additional" not in said and "Approximately" not in said
    assert in_other_words(text, Random(1), 0.0) == text
    assert joined("The hall was let.", "The roof leaks.", Random(1)).count("he roof leaks.") == 1
    assert framed("The roof leaks.", Random(1)).endswith(" the roof leaks.")
