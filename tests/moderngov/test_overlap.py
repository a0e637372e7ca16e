"""Whether a paper only repeats others, where one of them cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.errors import ProgramFault, UnreadablePaper
from qa.moderngov.overlap import only_repeats
from qa.papers.reading import Reading


@pytest.mark.parametrize(
    "error", [UnreadablePaper("It is damaged.", "Ask for a copy."), ProgramFault("ValueError")]
)
def test_a_paper_that_cannot_be_read_repeats_nothing_and_ends_no_fetch(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(_: Reading, path: Path) -> None:
        raise error

    monkeypatch.setattr(Reading, "read", read)
    assert not only_repeats(Path("supplement.pdf"), [Path("report.pdf")])
