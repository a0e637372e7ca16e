"""What the comparison gives to all alike."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from qa.settings import PROJECT
from tests.benchmarks.compare.__main__ import answered_by, spread
from tests.benchmarks.compare.ways.way import LONG, OVERLAP, cut, windows

GOLD = PROJECT / "corpus/gold.jsonl"
MINUTES = "Printed minutes 13072021 1000 Adults and communities scrutiny committee.pdf"


@given(st.lists(st.text("abc", min_size=1, max_size=9), max_size=900).map(" ".join))
def test_windows_overlap_and_leave_nothing_out(text: str) -> None:
    told, rest = "", list(cut(text))
    for piece in rest:
        assert len(piece) <= LONG
        at = text.find(piece, max(0, len(told) - OVERLAP - 1))
        assert at <= len(told)
        told = text[: at + len(piece)]
    assert told == text


def test_a_window_is_cut_from_the_page_it_names(tmp_path: Path) -> None:
    [paper] = PROJECT.rglob(f"corpus/**/{MINUTES}")
    (tmp_path / "in a folder").mkdir()
    (tmp_path / "in a folder" / "minutes.PDF").write_bytes(paper.read_bytes())
    found = list(windows([tmp_path]))
    assert {one.page for one in found if "the number of flats" in " ".join(one.text.split())} == {2}
    assert {one.paper for one in found} == {"minutes.PDF"}


def test_only_what_the_papers_answer_is_asked() -> None:
    asked = {one.id for one in answered_by([Path(MINUTES)], [GOLD])}
    assert "T001" in asked  # any of its evidence will do
    assert "T056" not in asked  # it takes a later paper too
    assert all(one.answerable for one in answered_by([*PROJECT.glob("corpus/**/*.pdf")], [GOLD]))


def test_a_figure_is_told_with_half_of_its_spread() -> None:
    assert spread([90, 110, 104], "{:.0f}") == "104 ±10"
    assert spread([90.1, 90.2], "{:.0f}") == "90"
