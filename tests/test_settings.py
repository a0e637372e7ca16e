"""Settings come from the environment, and nonsense there is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.errors import InputRefused
from qa.settings import PROJECT, settings


@pytest.fixture(autouse=True)
def anew() -> Iterator[None]:
    settings.cache_clear()
    yield
    settings.cache_clear()


def test_the_library_lies_in_the_project_unless_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QA_INDEX", raising=False)
    assert settings().index == PROJECT / ".index"
    settings.cache_clear()
    monkeypatch.setenv("QA_INDEX", "elsewhere")
    assert settings().index == Path("elsewhere")


def test_a_setting_that_cannot_be_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QA_TOP", "many")
    with pytest.raises(InputRefused, match="QA_TOP"):
        settings()
