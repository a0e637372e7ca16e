"""What is learned of decisions comes from the command: the same examples give the same bytes."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from qa.evaluation.decisions import examples, movers, training
from qa.papers.registers import mover
from qa.papers.registers.likelihood import WEIGHTS


@pytest.mark.parametrize(
    ("manifest", "file"), [(training.MANIFEST, WEIGHTS), (movers.MANIFEST, mover.FILE)]
)
def test_the_shipped_weights_are_those_that_the_command_wrote(manifest: Path, file: Path) -> None:
    digest, name = manifest.read_text("utf-8").split()
    assert name == file.name
    assert hashlib.sha256(file.read_bytes()).hexdigest() == digest


def test_the_same_examples_teach_the_same_bytes(tmp_path: Path) -> None:
    def written(name: str) -> bytes:
        file = tmp_path / name
        training.write(training.train(list(examples.of_written())), file, tmp_path / "sum")
        return file.read_bytes()

    assert written("one.json") == written("two.json")


def test_who_moved_is_learned_alike_from_the_same_clauses(tmp_path: Path) -> None:
    some = [one for one in movers.written() if "propos" in one.text][:20]

    def written(name: str) -> bytes:
        file = tmp_path / name
        movers.write(movers.learn(some), file, tmp_path / "sum")
        return file.read_bytes()

    assert written("one.json") == written("two.json")


def test_names_are_learned_by_what_stands_around_them() -> None:
    some = [
        movers.Example(text, text, name)
        for text, name in [
            ("Moved by Cllr Ash that it be paid.", "Cllr Ash"),
            ("Moved by Mr Elm that the road be shut.", "Mr Elm"),
            ("Moved by Ms Oak to adjourn.", "Ms Oak"),
            ("Cllr Fir asked about it.", None),
            ("Mr Yew asked about the road.", None),
            ("Ms Bay asked whether it was paid.", None),
        ]
    ]
    tagger = movers.learn(some)
    assert mover.named("Moved by Dr Thorn that it be paid.", tagger)["proposer"] == "Dr Thorn"
    assert mover.named("Dr Thorn asked about the road.", tagger)["proposer"] is None
