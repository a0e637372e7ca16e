"""The model that is installed with the program, and what is said where it is not."""

from __future__ import annotations

import socket
from pathlib import Path

import numpy as np
import pytest

from qa.errors import ModelUnusable
from qa.library import embedder
from qa.library.embedder import SentenceEmbedder


def test_texts_of_like_meaning_are_near_and_nothing_is_fetched(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refused(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refused)
    model = SentenceEmbedder("", batch=2, threads=1)
    texts = ["Children in care", "Looked after children", "The car park was resurfaced", ""]
    matrix = model.embed(texts)
    assert matrix.dtype == np.float32
    assert np.allclose(np.linalg.norm(matrix, axis=1), 1, atol=1e-5)
    assert np.allclose(model.embed_one(texts[2]), matrix[2], atol=1e-5), "the order has changed"
    assert matrix[0] @ matrix[1] > matrix[0] @ matrix[2] + 0.2


def test_other_weights_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedder, "WEIGHTS_SHA256", "0" * 64)
    with pytest.raises(ModelUnusable, match="not the one expected"):
        SentenceEmbedder("", batch=2, threads=1).embed_one("x")


def test_a_model_that_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedder, "PACKAGE", "no_such_package")
    with pytest.raises(ModelUnusable, match=r"Install it again: .*requirements\.txt"):
        SentenceEmbedder("", batch=2, threads=1).embed_one("x")


@pytest.mark.parametrize("model", ["no-such-model", "owner/no-such-model"])
def test_another_model_must_be_on_this_machine(model: str, tmp_path: Path) -> None:
    for name in (model, str(tmp_path / model), str(tmp_path)):
        with pytest.raises(ModelUnusable, match="QA_MODEL"):
            SentenceEmbedder(name, batch=2, threads=1).embed_one("x")


def test_models_are_told_apart_by_name() -> None:
    assert SentenceEmbedder("", 1, 1).name != SentenceEmbedder("other", 1, 1).name
