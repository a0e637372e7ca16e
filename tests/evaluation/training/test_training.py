"""Learning relevance from a folder of questions, invented here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qa.errors import InputRefused
from qa.evaluation.training.examples import read_examples
from qa.evaluation.training.negatives import Negatives
from qa.evaluation.training.training import Plan, train
from qa.library.relevance import read_relevance

BENCH = "The clerk was asked to order a bench for the green. It will cost £640."
COPY = "The clerk was asked to order a bench for the green. It will cost £640 with delivery."
OTHER_BENCH = "Members discussed whether the bench by the ford should be painted."
PONY = "A pony was found on the bypass and taken to the pound at Ennistow."


def line(i: str, text: str, **more: object) -> str:
    return json.dumps({"id": i, "text": text, **more})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    asked = {"questions": ["how much is the new bench?"], "not_answered": ["who made the bench?"]}
    follow_up = {"follow_ups": [{"prev": "was a pony found?", "q": "where is it now?"}]}
    lines = [
        line("ennistow:1", BENCH, heading="may.pdf | 4. The green", **asked),
        line("ennistow:2", PONY, questions=["where was the pony?"], **follow_up),
    ]
    (tmp_path / "ennistow.jsonl").write_text("\n".join(lines))
    more = [line("ennistow:1", BENCH), line("ennistow:3", COPY), line("ennistow:4", OTHER_BENCH)]
    (tmp_path / "ennistow.passages.jsonl").write_text("\n".join(more))
    rest = [line("quiz:1", "Bees make honey.", questions=["what do bees make?"])]
    (tmp_path / "open.jsonl").write_text("\n".join(rest))
    return tmp_path


def test_a_passage_is_learned_with_its_heading_and_follow_ups_with_what_they_follow(
    folder: Path,
) -> None:
    bench, pony = read_examples(folder).councils
    assert bench.text == f"4. The green\n{BENCH}"
    assert bench.not_answered == ("who made the bench?",)
    assert pony.questions == ("where was the pony?", "was a pony found? where is it now?")


def test_a_council_that_is_left_out_is_not_read(folder: Path) -> None:
    (folder / "hexley.jsonl").write_text(line("hexley:1", "x", questions=["y?"]))
    examples = read_examples(folder, without=["ennistow"])
    assert [one.source for one in examples.councils] == ["hexley"]
    assert not any(i.startswith("ennistow") for i in examples.texts)


def test_a_folder_without_questions_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="no questions to learn from"):
        read_examples(tmp_path)


def test_a_line_that_is_no_passage_is_refused_in_words(folder: Path) -> None:
    (folder / "hexley.jsonl").write_text('{"id": "hexley:1"}')
    with pytest.raises(InputRefused, match="A passage of hexley has no 'text'"):
        read_examples(folder)


def test_a_negative_is_about_the_same_but_no_copy(folder: Path) -> None:
    examples = read_examples(folder)
    bench = examples.councils[0]
    negatives = Negatives(examples.pools["ennistow"], examples.texts)
    assert negatives.of(bench, bench.questions) == [OTHER_BENCH]


def test_what_is_learned_is_the_same_for_the_same_seed(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "learned.safetensors"
    plan = Plan(steps=2, batch=2, others=0.5, rank=2, dimension=4)
    digest = train(folder, path, plan)
    assert read_relevance(path, digest).projection.shape == (4, 384)
    assert train(folder, path, plan) == digest
    assert train(folder, path, Plan(seed=1, steps=2, batch=2, rank=2, dimension=4)) != digest
