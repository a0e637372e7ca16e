"""What is kept: in the visitor's order, bounded, and the same after it was remembered."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.briefing.selection import DUMPED, MOST, NOTE, QUESTION, TITLE, Basket
from qa.errors import InputRefused
from qa.library.reference import Reference

REFERENCES = [Reference("0123456789abcdef", 1, "89abcdef", n, n + 1) for n in range(MOST + 1)]
ONE, TWO, THREE = REFERENCES[:3]
NOTES = st.lists(st.text(max_size=60), max_size=8)


def of(*references: Reference) -> Basket:
    basket = Basket()
    for reference in references:
        basket = basket.toggled(reference)
    return basket


def order(basket: Basket) -> list[Reference]:
    return [kept.reference for kept in basket.kept]


def test_what_is_kept_once_more_is_let_go() -> None:
    basket = of(ONE, TWO, THREE).toggled(TWO)
    assert order(basket) == [ONE, THREE]
    assert TWO not in basket


def test_two_change_places_and_take_their_notes_along() -> None:
    basket = of(ONE, TWO, THREE).noted(THREE, "last").exchanged(ONE, THREE)
    assert order(basket) == [THREE, TWO, ONE]
    assert basket.kept[0].note == "last"
    assert basket.exchanged(ONE, REFERENCES[9]) == basket


def test_there_is_room_for_a_hundred() -> None:
    full = of(*REFERENCES[:MOST])
    with pytest.raises(InputRefused, match="room for 100"):
        full.toggled(REFERENCES[MOST])
    assert len(full.toggled(ONE).toggled(REFERENCES[MOST]).kept) == MOST


def test_what_is_typed_is_cut_and_has_nothing_unseen() -> None:
    basket = (
        of(ONE).titled("t" * 9999).asking("q" * 9999).noted(ONE, "a\u202e\x00b\r\n" + "n" * 9999)
    )
    assert (len(basket.title), len(basket.question)) == (TITLE, QUESTION)
    assert basket.kept[0].note.startswith("ab\nnn")
    assert len(basket.kept[0].note) == NOTE


@given(st.text(max_size=90), st.text(max_size=90), NOTES)
def test_what_is_remembered_is_what_was_kept(title: str, question: str, notes: list[str]) -> None:
    basket = of(*REFERENCES[: len(notes)]).titled(title).asking(question)
    for reference, note in zip(REFERENCES, notes, strict=False):
        basket = basket.noted(reference, note)
    assert Basket.restored(basket.dumped()) == basket


def test_a_full_basket_can_be_remembered() -> None:
    basket = of(*REFERENCES[:MOST]).titled('"' * TITLE).asking("\n\\" * (QUESTION // 2))
    for reference in REFERENCES[:MOST]:
        basket = basket.noted(reference, '"' * NOTE)
    assert len(basket.dumped()) <= DUMPED
    assert Basket.restored(basket.dumped()) == basket


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
        json.dumps({"title": "t" * (TITLE + 1)}),
        json.dumps({"kept": [{"reference": str(ONE), "note": "n" * (NOTE + 1)}]}),
        json.dumps({"kept": [{"reference": str(one)} for one in REFERENCES]}),
        " " * DUMPED + "{}",
        "[" * 100_000,
    ],
)
def test_nonsense_is_refused(text: str) -> None:
    with pytest.raises(InputRefused):
        Basket.restored(text)


def test_what_is_remembered_twice_is_kept_once() -> None:
    text = json.dumps({"kept": [{"reference": str(ONE)}, {"reference": str(ONE)}]})
    assert order(Basket.restored(text)) == [ONE]
