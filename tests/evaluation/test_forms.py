"""Forms of invented councils, whose facts are counted as reckoned by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from qa.errors import InputRefused
from qa.evaluation.forms import measure_forms

MINUTES = [
    "Minutes of the meeting of the Adults Scrutiny Committee held on Tuesday 13 July 2021",
    "1. BUS PASSES",
    "The committee heard that 412 bus passes were renewed in the spring.",
]
OPENING = {
    "document": "minutes",
    "council": None,
    "committee": "Adults Scrutiny Committee",
    "date": "2021-07-13",
    "draft": False,
}


def written(folder: Path, *forms: dict[str, Any]) -> Path:
    """A file of `forms`."""
    path = folder / "forms.jsonl"
    path.write_text("\n".join(map(json.dumps, forms)), "utf-8")
    return path


def test_what_is_read_of_an_opening_is_counted(tmp_path: Path) -> None:
    other = {**OPENING, "document": "report", "date": "2021-07-14"}
    forms = [{"lines": MINUTES, "truth": OPENING}, {"lines": MINUTES, "truth": other}]
    found = measure_forms(written(tmp_path, *forms))
    assert found.shares["document"] == 0.5
    assert found.shares["committee"] == 1
    assert found.shares["no wrong date"] == 0.5
    assert found.wrong["date"] == ["1: 2021-07-14 | read as: 2021-07-13"]


def test_decisions_are_counted_with_the_entries_that_are_none(tmp_path: Path) -> None:
    decision = {
        **dict.fromkeys(("mover", "seconder", "for", "against", "abstain")),
        "words_begin": "that the mobile library keeps",
        "outcome": "agreed",
    }
    missing = {**decision, "words_begin": "that nothing of the kind"}
    lines = ["7. LIBRARIES", "RESOLVED: that the mobile library keeps its round to Ashcombe."]
    truth = {"decisions": [decision, missing], "not_decisions": []}
    found = measure_forms(written(tmp_path, {"lines": lines, "truth": truth}))
    assert found.shares["found"] == 0.5
    assert found.shares["outcome of those"] == 1
    assert found.shares["entries that are decisions"] == 1


def test_a_line_that_is_no_form_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match=r"Line 2 of .* is no form"):
        measure_forms(written(tmp_path, {"lines": MINUTES, "truth": OPENING}, {"lines": MINUTES}))
