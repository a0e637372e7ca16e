"""A stand-in of a ModernGov site, and the council whose site it is."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.settings import settings
from tests.moderngov.council import Council, thurlbridge
from tests.moderngov.site import StandIn


@pytest.fixture
def council() -> Council:
    """The invented council, which a test may change."""
    return thurlbridge()


@pytest.fixture
def site(council: Council) -> Iterator[StandIn]:
    """Its site, on loopback."""
    with StandIn(council) as site:
        yield site


@pytest.fixture
def hasty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Settings without pauses, and folders of one's own."""
    monkeypatch.setenv("QA_FETCHED", str(tmp_path / "fetched"))
    monkeypatch.setenv("QA_INDEX", str(tmp_path / "index"))
    monkeypatch.setenv("QA_FETCH_PAUSE", "0")
    monkeypatch.setenv("QA_FETCH_TRIES", "2")
    monkeypatch.setenv("QA_CONTACT", "clerk@example.org")
    settings.cache_clear()
    yield
    settings.cache_clear()
