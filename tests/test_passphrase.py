"""A passphrase is known again by its hash, and by nothing else."""

from __future__ import annotations

import re
import time

import pytest
from typer.testing import CliRunner

from qa import passphrase
from qa.errors import InputRefused
from qa.passphrase import MAX_LENGTH, MIN_LENGTH, Tries, hash_passphrase, matches
from qa.terminal.cli import app

WORDS = "Café horse battery staple"
SET = "QA_PASSPHRASE_HASH="


@pytest.fixture(scope="module")
def stored() -> str:
    return hash_passphrase(WORDS)


@pytest.mark.parametrize("typed", [WORDS, f" {WORDS}\n", WORDS.replace("é", "e\u0301")])
def test_it_is_known_again_however_it_was_typed(stored: str, typed: str) -> None:
    assert matches(typed, stored)


@pytest.mark.parametrize("typed", ["", WORDS[:-1], WORDS.lower(), f"{WORDS}\ud800", WORDS * 99])
def test_other_words_are_not_it(stored: str, typed: str) -> None:
    assert not matches(typed, stored)


def test_the_line_that_is_kept_needs_no_quotes_and_is_new_each_time(stored: str) -> None:
    assert re.fullmatch(r"[\w:-]+", stored, re.ASCII)
    assert hash_passphrase(WORDS) != stored


@pytest.mark.parametrize("words", ["", "short", " " * MIN_LENGTH, "x" * (MAX_LENGTH + 1)])
def test_short_and_endless_ones_are_refused(words: str) -> None:
    with pytest.raises(InputRefused, match="12 to 1,000 characters"):
        hash_passphrase(words)


@pytest.mark.parametrize(
    "line", ["", "secret", "scrypt:1", "{0}x", "x{0}", "{0}\n{0}", "scrypt:32767{1}", "scrypt:0{1}"]
)
def test_a_line_that_is_no_hash_is_told_by_its_setting(stored: str, line: str) -> None:
    with pytest.raises(InputRefused, match="QA_PASSPHRASE_HASH"):
        matches(WORDS, line.format(stored, stored.removeprefix("scrypt:32768")))


def test_after_some_wrong_ones_from_an_address_even_the_right_one_has_to_wait(
    stored: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1000.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    monkeypatch.setattr(passphrase, "MAX_WRONG", 2)
    tries = Tries()
    assert not tries.is_right("wrong", stored)
    assert tries.is_right(WORDS, stored)
    now += 30
    assert not tries.is_right("wrong", stored)
    with pytest.raises(InputRefused, match="Wait a minute"):
        tries.is_right(WORDS, stored)
    now += 31
    assert tries.is_right(WORDS, stored)


def test_who_guesses_makes_nobody_else_wait(stored: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passphrase, "MAX_WRONG", 2)
    tries = Tries()
    for _ in range(2):
        assert not tries.is_right("wrong", stored, "192.0.2.1")
    for _ in range(3):
        with pytest.raises(InputRefused, match="Wait a minute"):
            tries.is_right(WORDS, stored, "192.0.2.1")
    assert tries.is_right(WORDS, stored, "192.0.2.2")


def test_no_more_guessers_are_remembered_than_there_is_room_for(
    stored: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passphrase, "MAX_WRONG", 1)
    monkeypatch.setattr(passphrase, "MAX_ADDRESSES", 2)
    tries = Tries()
    for number in range(3):
        tries.is_right("wrong", stored, f"192.0.2.{number}")
    assert tries.is_right(WORDS, stored, "192.0.2.0")
    with pytest.raises(InputRefused):
        tries.is_right(WORDS, stored, "192.0.2.2")


def test_the_command_asks_twice_and_prints_the_line_to_set_only() -> None:
    done = CliRunner().invoke(app, ["passphrase"], input=f"{WORDS}\n{WORDS}\n")
    assert done.exit_code == 0
    [line] = done.stdout.split()
    assert matches(WORDS, line.removeprefix(SET))
    assert line.startswith(SET)
    assert WORDS not in done.output


def test_the_command_asks_again_where_the_two_differ() -> None:
    done = CliRunner().invoke(app, ["passphrase"], input=f"{WORDS}\nelse\n{WORDS}\n{WORDS}\n")
    assert "do not match" in done.stderr
    assert matches(WORDS, done.stdout.strip().removeprefix(SET))


def test_the_command_refuses_a_short_one() -> None:
    done = CliRunner().invoke(app, ["passphrase"], input="short\nshort\n")
    assert isinstance(done.exception, InputRefused)
    assert not done.stdout.strip()
