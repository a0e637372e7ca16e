"""The sets of characters that nobody sees, and what is made of them."""

from __future__ import annotations

import re
import sys
import unicodedata

from qa import characters
from qa.characters import each

EVERY = [chr(n) for n in range(sys.maxunicode + 1)]
SETS = {name: value for name, value in vars(characters).items() if name.isupper()}


def test_each_set_has_the_same_characters_one_by_one_as_between_brackets() -> None:
    for name, characters_in in SETS.items():
        found = re.findall(f"[{characters_in}]", "".join(EVERY))
        assert sorted(each(characters_in)) == found, name


def test_the_sets_hold_all_controls_and_no_letter_digit_or_sign() -> None:
    controls = {c for c in EVERY if unicodedata.category(c) == "Cc"}
    parts = characters.CONTROLS + characters.SPACES + characters.TAB_AND_NEWLINE
    assert {*each(parts)} == controls
    for characters_in in SETS.values():
        assert {unicodedata.category(c)[0] for c in each(characters_in)} <= {"C", "Z"}
    assert not any(c.isspace() for c in each(characters.CONTROLS))
    assert all(c.isspace() for c in each(characters.SPACES + characters.SEPARATORS))
