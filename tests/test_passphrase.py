"""A passphrase is known again by its hash, and by nothing else."""

from __future__ import annotations

import re
import time

import pytest
from typer.testing import CliRunner

from qa import passphrase
from qa.errors import InputRefused
from qa.passphrase import LONGEST, SHORTEST, Tries, hashed, matches
from qa.terminal.cli import app

WORDS = "Café horse battery staple"
SET = "QA_PASSPHRASE_HASH="


@pytest.fixture(scope="module")
def kept() -> str:
    return hashed(WORDS)


@pytest.mark.parametrize("typed", [WORDS, f" {WORDS}\n", WORDS.replace("é", "e\u0301")])
def test_it_is_known_again_however_it_was_typed(kept: str, typed: str) -> None:
    assert matches(typed, kept)


@pytest.mark.parametrize("typed", ["", WORDS[:-1], WORDS.lower(), f"{WORDS}\ud800", WORDS * 99])
def test_other_words_are_not_it(kept: str, typed: str) -> None:
    assert not matches(typed, kept)


def test_the_line_that_is_kept_needs_no_quotes_and_is_new_each_time(kept: str) -> None:
    assert re.fullmatch(r"[\w:-]+", kept, re.ASCII)
    assert hashed(WORDS) != kept


@pytest.mark.parametrize("words", ["", "short", " " * SHORTEST, "x" * (LONGEST + 1)])
def test_short_and_endless_ones_are_refused(words: str) -> None:
    with pytest.raises(InputRefused, match="12 to 1,000 characters"):
        hashed(words)


@pytest.mark.parametrize(
    "line", ["", "secret", "scrypt:1", "{0}x", "x{0}", "{0}\n{0}", "scrypt:32767{1}", "scrypt:0{1}"]
)
def test_a_line_that_is_no_hash_is_told_by_its_setting(kept: str, line: str) -> None:
    with pytest.raises(InputRefused, match="QA_PASSPHRASE_HASH"):
        matches(WORDS, line.format(kept, kept.removeprefix("scrypt:32768")))


def test_after_some_wrong_ones_even_the_right_one_has_to_wait(
    kept: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1000.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    monkeypatch.setattr(passphrase, "WRONG", 2)
    tries = Tries()
    assert not tries.right("wrong", kept)
    assert tries.right(WORDS, kept)
    now += 30
    assert not tries.right("wrong", kept)
    with pytest.raises(InputRefused, match="Wait a minute"):
        tries.right(WORDS, kept)
    now += 31
    assert tries.right(WORDS, kept)


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
