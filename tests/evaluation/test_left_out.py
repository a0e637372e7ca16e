"""A council that is measured by questions to its passages, invented here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qa.errors import InputRefused
from qa.evaluation.answerable import read_asked
from qa.evaluation.left_out import measure_left_out
from qa.library.library import Library

BENCH = "The clerk was asked to order an oak bench for the green. It will cost £640."
FORD = "Members agreed to close the ford at Ennistow to vans from 4 May."
PONY = "A pony was found on the bypass and taken to the pound."


def line(i: str, text: str, **more: object) -> str:
    return json.dumps({"id": i, "text": text, **more})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    own = [
        line(
            "ennistow:may.pdf:0",
            BENCH,
            heading="may.pdf | 4. The green",
            date="2023-05-09",
            questions=["How much is the oak bench for the green?"],
            not_answered=["Who carved the oak bench for the green?"],
        ),
        line("ennistow:may.pdf:1", FORD, questions=["When is the ford at Ennistow closed?"]),
    ]
    (tmp_path / "ennistow.jsonl").write_text("\n".join(own))
    pool = [line("ennistow:may.pdf:0", BENCH), line("ennistow:june.pdf:0", PONY)]
    pool.append(line("ennistow:may.pdf:1", FORD))
    (tmp_path / "ennistow.passages.jsonl").write_text("\n".join(pool))
    other = line("hexley:1", "The pier was painted.", questions=["Did divers inspect the pier?"])
    (tmp_path / "hexley.jsonl").write_text(other)
    (tmp_path / "open.jsonl").write_text(line("quiz:1", "Bees.", questions=["what of bees?"]))
    return tmp_path


def test_what_is_found_and_what_is_refused_is_told_for_each_kind_of_question(
    folder: Path, tmp_path: Path
) -> None:
    found = measure_left_out(folder, "ennistow", None, tmp_path / "index", count=10)
    assert found["text@1"] == "1.000 [1.000, 1.000] of 2"
    assert found["wrongly refused"] == "0.000 [0.000, 0.000] of 2"
    assert found["rightly refused, same subject"].endswith(" of 1")
    assert found["rightly refused, other council"] == "1.000 [1.000, 1.000] of 1"


def test_a_library_of_another_council_is_not_asked(folder: Path, tmp_path: Path) -> None:
    measure_left_out(folder, "hexley", None, tmp_path / "index", count=10)
    measure_left_out(folder, "ennistow", None, tmp_path / "index", count=10)
    with Library(tmp_path / "index" / "index") as library:
        papers = {paper.name for paper in library.store.papers.all()}
    assert papers == {"ennistow may.pdf", "ennistow june.pdf"}


def test_a_council_without_questions_is_refused_in_words(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match=r"nowhere\.jsonl cannot be opened"):
        measure_left_out(folder, "nowhere", None, tmp_path / "index", count=10)


def test_what_was_learned_elsewhere_must_be_a_file(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match=r"gone\.safetensors cannot be opened"):
        measure_left_out(folder, "ennistow", tmp_path / "gone.safetensors", tmp_path / "i", 10)


def test_the_signs_of_each_question_are_written_to_learn_from(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "signs.jsonl"
    measure_left_out(folder, "ennistow", None, tmp_path / "index", count=10, write=file)
    asked = read_asked([file])
    assert [one.kind for one in asked] == ["answered", "answered", "same subject", "other council"]
    nearness = [one.signs["nearness"] for one in asked]
    assert min(nearness[:2]) > nearness[3], "what is of another council is less near"
