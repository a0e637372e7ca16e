"""Many texts have the vectors that they have one by one; in 16 and 8 bits, nearly so."""

from __future__ import annotations

import json
import random
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qa.library import bulk as module
from qa.library import layers
from qa.library.bulk import Bulk
from qa.library.embedder import SentenceEmbedder, installed_model
from qa.library.layers import Layers
from qa.library.minilm import MiniLm
from qa.library.records import Matrix
from qa.settings import Form
from tests.conftest import CORPUS

EXACT = {"float32": 0.99999, "bfloat16": 0.9998, "int8": 0.996}  # cosine to the vector alone
ODD = {"float32": 0.99999, "bfloat16": 0.999, "int8": 0.95}
ALSO = {"float32": 1e-5, "bfloat16": 1e-3, "int8": 1e-5}  # by which others in the batch move it


@pytest.fixture(scope="module")
def model() -> MiniLm:
    return MiniLm(installed_model(), 1)


@pytest.fixture(scope="module", params=list(EXACT))
def bulk_of(request: pytest.FixtureRequest, model: MiniLm) -> tuple[Bulk, Form]:
    return Bulk(model, 2, request.param), request.param


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """Words of the sample papers: of a line, and of several pages."""
    gold = [json.loads(line) for line in (CORPUS / "gold.jsonl").read_text("utf-8").splitlines()]
    lines = list(dict.fromkeys(e["quote"] for g in gold for e in g["evidence"]))
    return [*lines[:30], *("\n".join(lines[n : n + 9]) for n in range(0, 54, 9))]


@pytest.fixture(scope="module")
def alone(model: MiniLm, texts: list[str]) -> Matrix:
    return np.stack([model.embed(text) for text in texts])


def test_texts_have_the_vectors_that_they_have_alone(
    bulk_of: tuple[Bulk, Form], texts: list[str], alone: Matrix
) -> None:
    bulk, form = bulk_of
    vectors = bulk.embed(texts)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert (vectors * alone).sum(axis=1).min() > EXACT[form]


def test_a_vector_is_the_same_among_others_in_any_order_and_from_two_threads(
    bulk_of: tuple[Bulk, Form], texts: list[str]
) -> None:
    bulk, form = bulk_of
    vectors = dict(zip(texts, bulk.embed(texts), strict=True))
    some = random.Random(1).sample(texts, 12)
    with ThreadPoolExecutor(2) as pool:
        for asked in (some, some[::-1], some[:1]):
            for made in pool.map(bulk.embed, [asked, asked]):
                assert np.allclose(made, [vectors[text] for text in asked], atol=ALSO[form])


@settings(max_examples=25)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=4))
@example([""])
@example(["", "...", "!?" * 900, "council " * 900, "a" * 5000, "£1,234 (5.6)%"])
def test_odd_texts_have_theirs(model: MiniLm, bulk_of: tuple[Bulk, Form], texts: list[str]) -> None:
    bulk, form = bulk_of
    alone = np.stack([model.embed(text) for text in texts])
    assert (bulk.embed(texts) * alone).sum(axis=1).min() > ODD[form]


def test_a_text_that_comes_again_is_embedded_once(
    bulk_of: tuple[Bulk, Form], monkeypatch: pytest.MonkeyPatch
) -> None:
    bulk, _ = bulk_of
    batches = []
    true = bulk._embed

    def counted(texts: list[list[int]], layers: Layers) -> Matrix:
        batches.append(len(texts))
        return true(texts, layers)

    monkeypatch.setattr(bulk, "_embed", counted)
    vectors = bulk.embed(["Agreed.", "Noted.", "Agreed.", "Agreed."])
    assert sum(batches) == 2
    assert np.array_equal(vectors[[0, 0]], vectors[[2, 3]])
    assert not np.allclose(vectors[0], vectors[1], atol=0.1)


def test_no_texts_have_no_vectors(bulk_of: tuple[Bulk, Form]) -> None:
    assert bulk_of[0].embed([]).shape == (0, 384)


def test_a_machine_without_the_kernels_uses_32_bit(
    model: MiniLm, texts: list[str], alone: Matrix, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_: object) -> None:
        raise NotImplementedError("no engine for this processor")

    monkeypatch.setattr(layers, "Ranged", missing)
    monkeypatch.setattr(layers, "_packed_tensors", missing)
    lacks = {"bfloat16": "16-bit numbers", "int8": "8-bit integers"}
    forms: tuple[Form, ...] = "auto", "bfloat16", "int8"
    for form in forms:
        made = Bulk(model, 1, form)
        assert made.form.startswith("32-bit numbers: PyTorch has no ")
        assert all(said in made.form for name, said in lacks.items() if form in ("auto", name))
        assert np.allclose(made.embed(texts[:5]), alone[:5], atol=1e-5)


LIKE, UNLIKE = 0.998, 0.7


@pytest.mark.parametrize(
    ("form", "halves", "integers", "said"),
    [
        ("auto", (LIKE, 1.84), (LIKE, 2.0), "16-bit numbers, 1.8 times as quick here as 32-bit"),
        ("auto", (LIKE, 2.0), None, "16-bit numbers, 2.0 times as quick here as 32-bit"),
        ("auto", (LIKE, 1.8), (LIKE, 2.1), "8-bit integers, 2.1 times as quick here as 32-bit"),
        ("auto", (LIKE, 0.1), (LIKE, 2.3), "8-bit integers, 2.3 times as quick here as 32-bit"),
        ("auto", (UNLIKE, 9.0), (UNLIKE, 9.0), "32-bit numbers: 16-bit numbers are not exact"),
        ("auto", (LIKE, 0.1), (LIKE, 0.5), "32-bit numbers: 16-bit numbers are 0.1 times as quick"),
        ("int8", None, (UNLIKE, 2.0), "32-bit numbers: 8-bit integers are not exact"),
        ("int8", None, (LIKE, 0.5), "8-bit integers, 0.5 times as quick here as 32-bit"),
        ("bfloat16", (LIKE, 0.5), None, "16-bit numbers, 0.5 times as quick here as 32-bit"),
    ],
)
def test_the_quickest_form_is_taken_that_is_exact(
    model: MiniLm,
    monkeypatch: pytest.MonkeyPatch,
    form: Form,
    halves: tuple[float, float] | None,
    integers: tuple[float, float] | None,
    said: str,
) -> None:
    trials = iter(found for found in (halves, integers) if found)
    monkeypatch.setattr(module, "bfloat16_layers", lambda _: None)
    monkeypatch.setattr(module, "int8_layers", lambda *_: None)
    monkeypatch.setattr(Bulk, "_trial", lambda *_: next(trials))
    made = Bulk(model, 1, form)
    assert made.form.startswith(said)
    assert (made._layers is None) == (not said.startswith("32-bit"))


def test_a_trial_finds_this_processor_exact_or_says_what_it_lacks(model: MiniLm) -> None:
    assert "not exact" not in Bulk(model, 1).form


def test_the_embedder_tells_the_form() -> None:
    assert SentenceEmbedder("", 1, 1, "float32").form == "32-bit numbers, as set"
