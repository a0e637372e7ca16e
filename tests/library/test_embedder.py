"""The model that is installed with the program, and what is said where it is not."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qa.errors import ModelUnusable
from qa.library import embedder
from qa.library.embedder import SentenceEmbedder
from qa.library.library import Library
from qa.settings import PROJECT


@pytest.fixture(scope="module")
def model() -> SentenceEmbedder:
    return SentenceEmbedder("", batch=2, threads=1, form="float32")


def test_texts_of_like_meaning_are_near_and_nothing_is_fetched(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refused(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refused)
    model = SentenceEmbedder("", batch=2, threads=1, form="float32")
    texts = ["Children in care", "Looked after children", "The car park was resurfaced", ""]
    matrix = model.embed(texts)
    assert matrix.dtype == np.float32
    assert np.allclose(np.linalg.norm(matrix, axis=1), 1, atol=1e-5)
    assert np.allclose(model.embed_one(texts[2]), matrix[2], atol=1e-5), "the order has changed"
    assert matrix[0] @ matrix[1] > matrix[0] @ matrix[2] + 0.2


@given(st.text(max_size=300))
@example("what happened to the reconciliation process?")
@example("word " * 700)
@example("a" * 5000)
def test_a_question_has_the_vector_that_it_would_have_among_others(
    model: SentenceEmbedder, text: str
) -> None:
    """Though it is made without PyTorch."""
    assert np.allclose(model.embed_one(text), model.embed([text])[0], atol=1e-5)


def test_the_words_of_the_model_are_known(model: SentenceEmbedder) -> None:
    assert model.knows("council")
    assert model.knows("Council")
    assert not model.knows("counncil")


def test_a_question_is_answered_without_pytorch(samples: Library) -> None:
    code = "import sys; from qa.terminal.cli import main; main()\n"
    code = code.replace("main()\n", "\ntry:\n main()\nfinally:\n print(*sys.modules)")
    command = [sys.executable, "-c", code, "ask", "who chairs it?", "--index", str(samples.folder)]
    told = subprocess.run(command, capture_output=True, text=True, cwd=PROJECT, check=True)
    assert "Searched" in told.stdout
    loaded = told.stdout.splitlines()[-1].split()
    assert "qa.library.minilm" in loaded
    assert not {"torch", "transformers", "sentence_transformers", "streamlit"} & set(loaded)


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
