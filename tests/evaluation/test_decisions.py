"""What is learned of decisions comes from the command: the same examples give the same bytes."""

from __future__ import annotations

import hashlib
from pathlib import Path

from qa.evaluation.decisions import examples, training
from qa.papers.registers.likelihood import WEIGHTS


def test_the_shipped_weights_are_those_that_the_command_wrote() -> None:
    digest, name = training.MANIFEST.read_text("utf-8").split()
    assert name == WEIGHTS.name
    assert hashlib.sha256(WEIGHTS.read_bytes()).hexdigest() == digest


def test_the_same_examples_teach_the_same_bytes(tmp_path: Path) -> None:
    def written(name: str) -> bytes:
        file = tmp_path / name
        training.write(training.train(list(examples.of_written())), file, tmp_path / "sum")
        return file.read_bytes()

    assert written("one.json") == written("two.json")
