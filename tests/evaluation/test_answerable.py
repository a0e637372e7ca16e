"""How likely it is that papers answer, learned from invented signs."""

from __future__ import annotations

import hashlib
import json
import tomllib
from pathlib import Path
from random import Random

import pytest

from qa import evaluation
from qa.answers.search.answerable import FILE, probability
from qa.errors import InputRefused
from qa.evaluation.answerable import BOUNDS, Asked, left_out, read_asked, train, write
from qa.evaluation.left_out import Kind

# How near what is found is to the question, of each kind of question.
NEAR: dict[Kind, float] = {"answered": 0.75, "same subject": 0.62, "other council": 0.5}


def some_asked(lacking: float = 0.0) -> list[Asked]:
    """Questions to three councils; what is asked for is `lacking` in those on the same subject."""
    drawn = Random(4)
    found = []
    for council in ("hexley", "ennistow", "marrow"):
        for kind, near in NEAR.items():
            for _ in range(60):
                signs = dict.fromkeys(BOUNDS, 0.0)
                signs["nearness"] = near + drawn.gauss(0, 0.05)
                signs["lacking"] = lacking * (kind == "same subject")
                found.append(Asked(council, kind, signs, kind == "answered"))
    return found


def test_what_tells_answers_apart_is_learned_and_little_is_refused_wrongly() -> None:
    asked = some_asked()
    tables = train(asked)
    assert tables["weights"]["nearness"] > 5
    assert tables["weights"]["unknown"] == -0.5, "it is held, for libraries of a few papers"
    for one in left_out(asked, tables["thresholds"]):
        shares = {kind: share for kind, (share, _) in one.shares.items()}
        assert shares["answered"] < 0.1
        assert shares["other council"] > 0.9
        assert shares["same subject"] > 0.3


def test_what_is_asked_for_and_is_lacking_never_refuses_alone() -> None:
    weights = train(some_asked(lacking=1.0))["weights"]
    assert weights["lacking"] == -2.5
    near = dict.fromkeys(BOUNDS, 0.0) | {"nearness": 0.85, "lacking": 1.0}
    assert probability(near, weights) > 0.5


def test_the_file_is_the_same_each_time_and_says_what_it_was_learned_from(tmp_path: Path) -> None:
    asked = some_asked()
    files = tmp_path / "a.toml", tmp_path / "b.toml"
    for file in files:
        write(train(asked), asked, file)
    text = files[0].read_text()
    assert text == files[1].read_text()
    assert "540 questions to ennistow, hexley, marrow: 180 answered" in text
    assert tomllib.loads(text)["thresholds"]["refused"] > 0


def test_a_file_without_signs_is_refused_in_words(tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text(json.dumps({"council": "hexley", "kind": "answered"}))
    with pytest.raises(InputRefused, match=r"Line 1 of .* has no signs"):
        read_asked([file])


def test_the_file_that_ships_is_as_the_documented_command_writes_it(tmp_path: Path) -> None:
    tables = tomllib.loads(FILE.read_text())
    written = tmp_path / "again.toml"
    write(tables, some_asked(), written)
    assert written.read_text().splitlines()[3:] == FILE.read_text().splitlines()[3:]
    readme = (Path(evaluation.__file__).parent / "README.md").read_text()
    assert hashlib.sha256(FILE.read_bytes()).hexdigest() in readme, "and what makes it is told"
    assert "python -m qa train answerable" in readme
