"""What holds for all tests, and the library of the sample papers, made once."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from qa.library.ingest import ingest
from qa.library.library import Library
from tests import made
from tests.engines import NAMES, running_server

CORPUS = Path(__file__).parents[1] / "corpus"

# What a machine can read pictures with is no matter here; tests of OCR choose an engine themselves.
os.environ["QA_OCR"] = "off"
# Nor is in what numbers it embeds; tests of that choose them themselves.
os.environ["QA_FORM"] = "float32"

# A machine that is busy is no failure: nothing here is about time.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A PostgreSQL server, started once for all tests: its address."""
    with running_server() as address:
        yield address


@pytest.fixture(params=NAMES)
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each engine in turn keeps the libraries that a test makes by `made.place_in`."""
    if request.param == "postgresql":
        monkeypatch.setattr(made, "address", request.getfixturevalue("server"))
    return str(request.param)


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The sample papers as a person who follows the README has them, with the true model."""
    with Library(tmp_path_factory.mktemp("samples"), create=True) as library:
        ingest([CORPUS], library)
        yield library
