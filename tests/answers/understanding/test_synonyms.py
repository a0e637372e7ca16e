"""Lay words and the papers' own."""

from __future__ import annotations

import tomllib

import pytest

from qa.answers.understanding.synonyms import SYNONYMS, other_names


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("how many kids in care are there", "looked after children"),
        ("how many LAC are there", "children in care"),
        ("who gets free dinners", "FSM"),
        ("why was it put off", "deferred"),
        ("who sat on the fence", "abstained"),
    ],
)
def test_a_thing_is_also_searched_by_its_other_names(asked: str, name: str) -> None:
    assert name in other_names(asked)


@pytest.mark.parametrize(
    "asked", ["a process for families", "what is left to pay", "the head of housing", "a grant"]
)
def test_words_that_mean_many_things_bring_no_others(asked: str) -> None:
    assert other_names(asked) == []


def test_the_longest_name_is_taken() -> None:
    assert "children" not in other_names("kids in care")


def test_each_entry_of_the_terms_has_names() -> None:
    for entries in tomllib.loads(SYNONYMS.read_text(encoding="utf-8")).values():
        for entry in entries:
            called = [*entry["names"], *entry.get("also", [])]
            assert len(called) > 1
            assert len({name.lower() for name in called}) == len(called), called
            assert set(entry) <= {"names", "also"}
