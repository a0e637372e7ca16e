"""The library of the sample papers for the tests of answers: the same, kept by each engine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from qa.library.library import Library
from qa.library.move import move
from tests.engines import NAMES, place_in


@pytest.fixture(scope="session", params=NAMES, name="samples")
def moved_samples(request: pytest.FixtureRequest, samples: Library) -> Iterator[Library]:
    """The sample papers, as an ingest keeps them and as they are once moved to a server."""
    if request.param == "folder":
        yield samples
        return
    place = place_in(samples.folder, request.getfixturevalue("server"))
    move(samples.place, place, embedder=samples.embedder)
    with Library(place, embedder=samples.embedder) as library:
        yield library
