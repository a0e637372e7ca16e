"""What a visitor keeps: through a visit, and from what the browser remembers."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
import streamlit as st

from qa.briefing.selection import MAX_CITATIONS
from qa.errors import InputRefused
from qa.web import selection

ONE = "0123456789abcdef.1.89abcdef.0-9"
TWO = "0123456789abcdef.2.89abcdef.3-9"


@pytest.fixture(autouse=True)
def visit() -> Iterator[None]:
    """A visit of its own for each test."""
    st.session_state.clear()
    yield
    st.session_state.clear()


def kept() -> list[str]:
    return [str(one.reference) for one in selection.kept()]


def test_keep_and_let_go() -> None:
    assert selection.toggle(ONE)
    assert selection.toggle(TWO)
    assert kept() == [ONE, TWO]
    assert not selection.toggle(ONE)
    assert kept() == [TWO]


@pytest.mark.parametrize("reference", ["", "1", "../../etc/passwd", ONE + " ", "<script>"])
def test_what_is_no_reference_is_refused(reference: str) -> None:
    with pytest.raises(InputRefused):
        selection.toggle(reference)
    assert kept() == []


def test_a_full_selection_says_so_and_loses_nothing() -> None:
    for n in range(MAX_CITATIONS):
        selection.toggle(f"0123456789abcdef.1.89abcdef.{n}-{n + 1}")
    with pytest.raises(InputRefused, match="Remove one"):
        selection.toggle(TWO)
    assert len(kept()) == MAX_CITATIONS


def test_the_browser_gives_back_what_it_remembers() -> None:
    selection.toggle(ONE)
    mine = selection.current()
    mine.change(
        mine.selection.with_title("Buses")
        .with_question("When?")
        .with_note(mine.selection.kept[0].reference, "n")
    )
    remembered = selection.to_json()
    st.session_state.clear()
    assert kept() == []
    selection.restore(remembered)
    assert selection.to_json() == remembered


@pytest.mark.parametrize("text", ["", "null", '{"kept": 1}', '{"kept": [{"reference": "x"}]}'])
def test_nonsense_from_the_browser_changes_nothing(text: str) -> None:
    selection.toggle(ONE)
    selection.restore(text)
    assert kept() == [ONE]


def test_only_a_selection_that_was_used_is_to_be_remembered() -> None:
    assert kept() == []
    assert not selection.is_used()
    selection.toggle(ONE)
    selection.toggle(ONE)
    assert selection.is_used()


def test_a_selection_is_known_by_its_key_as_long_as_the_visit_lasts() -> None:
    key = selection.current().key
    assert selection.by_key(key) is selection.current()
    st.session_state.clear()
    gc.collect()
    assert selection.by_key(key) is None
    assert selection.current().key != key
