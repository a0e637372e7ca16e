"""What was learned of relevance: its file, and the comparison of tokens that it serves."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest

from qa.errors import ModelUnusable
from qa.library import relevance as module
from qa.library.bulk import Bulk
from qa.library.embedder import SentenceEmbedder, installed_model
from qa.library.minilm import MiniLm
from qa.library.relevance import QuestionTokens, Relevance, Tokens, read_relevance, write_relevance

WIDTH, DIMENSION, RANK = 384, 8, 2


def weights(seed: int = 0) -> dict[str, np.ndarray]:
    """Small corrections of one layer, and how tokens are compared, drawn at random."""
    random = np.random.default_rng(seed)
    drawn = {
        "layers.5.feed_forward_out.narrow": random.normal(0, 0.1, (RANK, 4 * WIDTH)),
        "layers.5.feed_forward_out.wide": random.normal(0, 0.1, (WIDTH, RANK)),
        "projection": random.normal(0, 1, (DIMENSION, WIDTH)),
        "question_weights": np.zeros(WIDTH + 1),
        "passage_gates": np.array([*[0.0] * WIDTH, 3.0]),
    }
    return {name: one.astype(np.float16) for name, one in drawn.items()}


@pytest.fixture(scope="module")
def learned(tmp_path_factory: pytest.TempPathFactory) -> Relevance:
    path = tmp_path_factory.mktemp("learned") / "relevance.safetensors"
    return read_relevance(path, write_relevance(path, weights(), "Drawn at random."))


def tokens(learned: Relevance, model: MiniLm, text: str) -> Tokens:
    """The tokens of a passage, made alone."""
    return learned.passage_tokens(model._upper(text, model.corrected) @ learned.passage_weights)


def test_a_file_that_was_changed_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "relevance.safetensors"
    digest = write_relevance(path, weights(), "Drawn at random.")
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(ModelUnusable, match="Install the program again"):
        read_relevance(path, digest)


def test_vectors_of_texts_stay_those_of_the_installed_model(learned: Relevance) -> None:
    text = "Who paid for the new roof of the village hall?"
    plain = MiniLm(installed_model(), threads=1).embed(text)
    corrected = MiniLm(installed_model(), threads=1, relevance=learned).embed(text)
    assert np.allclose(plain, corrected)


def test_many_passages_have_the_tokens_that_each_alone_has(learned: Relevance) -> None:
    model = MiniLm(installed_model(), threads=1, relevance=learned)
    texts = ["The roof of the hall was mended.", "It was agreed to ask again in May about it all."]
    made = Bulk(model, threads=1, form="float32").embed_passages(texts)
    for text, (vector, found) in zip(texts, made, strict=True):
        assert np.allclose(vector, model.embed(text), atol=1e-4)
        alone = tokens(learned, model, text)
        assert np.abs(found.astype(int) - alone).max() <= 1


def test_a_passage_that_says_the_question_is_nearest(learned: Relevance) -> None:
    model = MiniLm(installed_model(), threads=1, relevance=learned)
    question = "What did the new bus shelter cost?"
    asked = model.question_tokens(question)
    assert asked is not None

    def nearness(text: str) -> float:
        return asked.nearness(tokens(learned, model, text))

    same, other = nearness(question), nearness("Apologies were received from two members.")
    assert other < same <= 1


def test_without_the_file_the_installed_model_works_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FILE", tmp_path / "relevance.safetensors")
    embedder = SentenceEmbedder("", batch=1, threads=1)
    assert "relevance" not in embedder.name
    assert embedder.question_tokens("Who moved it?") is None
    assert np.linalg.norm(embedder.embed_one("Who moved it?")) == pytest.approx(1)


def test_a_library_records_what_its_vectors_were_made_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "relevance.safetensors"
    content = write_relevance(path, weights(), "Drawn at random.")
    monkeypatch.setattr(module, "FILE", path)
    monkeypatch.setattr(module, "SHA256", content)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == content
    assert SentenceEmbedder("", 1, 1).name.endswith(f"relevance {content[:8]}")
    assert not SentenceEmbedder("", 1, 1, corrected=False).name.endswith(content[:8])


def test_a_question_without_its_like_is_not_near() -> None:
    asked = QuestionTokens(np.eye(2, 4, dtype=np.float32), np.array([0.75, 0.25], np.float32))
    passage = np.array([[127, 0, 0, 0], [0, 0, 127, 0]], np.int8)
    assert asked.nearness(passage) == pytest.approx(0.75)
    assert asked.nearness(passage[:0]) == 0
