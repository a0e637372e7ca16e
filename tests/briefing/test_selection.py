"""What is kept: in the visitor's order, bounded, and the same after it was remembered."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.briefing.selection import (
    MAX_CITATIONS,
    MAX_DRAFT_LENGTH,
    MAX_JSON_LENGTH,
    MAX_NOTE_LENGTH,
    MAX_TITLE_LENGTH,
    Selection,
)
from qa.errors import InputRefused
from qa.library.reference import Reference

REFERENCES = [
    Reference("0123456789abcdef", 1, "89abcdef", n, n + 1) for n in range(MAX_CITATIONS + 1)
]
ONE, TWO, THREE = REFERENCES[:3]
NOTES = st.lists(st.text(max_size=60), max_size=8)


def of(*references: Reference) -> Selection:
    selection = Selection()
    for reference in references:
        selection = selection.toggled(reference)
    return selection


def order(selection: Selection) -> list[Reference]:
    return [kept.reference for kept in selection.kept]


def test_what_is_kept_once_more_is_let_go() -> None:
    selection = of(ONE, TWO, THREE).toggled(TWO)
    assert order(selection) == [ONE, THREE]
    assert TWO not in selection


def test_two_change_places_and_take_their_notes_along() -> None:
    selection = of(ONE, TWO, THREE).with_note(THREE, "last").exchanged(ONE, THREE)
    assert order(selection) == [THREE, TWO, ONE]
    assert selection.kept[0].note == "last"
    assert selection.exchanged(ONE, REFERENCES[9]) == selection


def test_there_is_room_for_a_hundred() -> None:
    full = of(*REFERENCES[:MAX_CITATIONS])
    with pytest.raises(InputRefused, match="room for 100"):
        full.toggled(REFERENCES[MAX_CITATIONS])
    assert len(full.toggled(ONE).toggled(REFERENCES[MAX_CITATIONS]).kept) == MAX_CITATIONS


def test_several_are_kept_at_once_each_once_and_all_or_none() -> None:
    both = of(ONE).with_all([ONE, REFERENCES[1], REFERENCES[1]], "In answer to: why?")
    assert [(one.reference, one.note) for one in both.kept] == [
        (ONE, ""),
        (REFERENCES[1], "In answer to: why?"),
    ]
    with pytest.raises(InputRefused, match="room for 100 citations, and this would be 101"):
        of(ONE).with_all(REFERENCES[1 : MAX_CITATIONS + 1], "")


def test_what_is_typed_is_cut_and_has_nothing_unseen() -> None:
    selection = (
        of(ONE)
        .with_title("t" * 9999)
        .with_question("q" * 9999)
        .with_note(ONE, "a\u202e\x00b\r\n" + "n" * 9999)
    )
    assert (len(selection.title), len(selection.question)) == (
        MAX_TITLE_LENGTH,
        MAX_DRAFT_LENGTH,
    )
    assert selection.kept[0].note.startswith("ab\nnn")
    assert len(selection.kept[0].note) == MAX_NOTE_LENGTH


@given(st.text(max_size=90), st.text(max_size=90), NOTES)
def test_what_is_remembered_is_what_was_kept(title: str, question: str, notes: list[str]) -> None:
    selection = of(*REFERENCES[: len(notes)]).with_title(title).with_question(question)
    for reference, note in zip(REFERENCES, notes, strict=False):
        selection = selection.with_note(reference, note)
    assert Selection.from_json(selection.to_json()) == selection


def test_a_full_selection_can_be_remembered() -> None:
    selection = (
        of(*REFERENCES[:MAX_CITATIONS])
        .with_title('"' * MAX_TITLE_LENGTH)
        .with_question("\n\\" * (MAX_DRAFT_LENGTH // 2))
    )
    for reference in REFERENCES[:MAX_CITATIONS]:
        selection = selection.with_note(reference, '"' * MAX_NOTE_LENGTH)
    assert len(selection.to_json()) <= MAX_JSON_LENGTH
    assert Selection.from_json(selection.to_json()) == selection


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "{",
        '{"title": 1}',
        '{"kept": [{"reference": "../../etc/passwd"}]}',
        '{"kept": [{"reference": 7}]}',
        '{"kept": "all"}',
        '{"title": "\\ud800"}',
        json.dumps({"title": "t" * (MAX_TITLE_LENGTH + 1)}),
        json.dumps({"kept": [{"reference": str(ONE), "note": "n" * (MAX_NOTE_LENGTH + 1)}]}),
        json.dumps({"kept": [{"reference": str(one)} for one in REFERENCES]}),
        " " * MAX_JSON_LENGTH + "{}",
        "[" * 100_000,
    ],
)
def test_nonsense_is_refused(text: str) -> None:
    with pytest.raises(InputRefused):
        Selection.from_json(text)


def test_what_is_remembered_twice_is_kept_once() -> None:
    text = json.dumps({"kept": [{"reference": str(ONE)}, {"reference": str(ONE)}]})
    assert order(Selection.from_json(text)) == [ONE]
