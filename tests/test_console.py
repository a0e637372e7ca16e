"""What a paper says cannot act on the terminal of who reads it."""

from __future__ import annotations

import pytest

from qa import console


@pytest.mark.parametrize(
    "bad",
    [
        "\x1b[2J",
        "\x1b[31;1m",
        "\x1b]0;title\x07",
        "\x1b]8;;https://example.org\x1b\\",
        "\x1bc",
        "\x9b31m"[:1],
        "\x07",
        "\x08",
        "\r",
        "\x00",
        "\u202e",
        "\x7f",
    ],
)
def test_control_codes_are_taken_out(bad: str) -> None:
    assert console.plain(f"before{bad}after") == "beforeafter"


def test_lines_and_letters_stay() -> None:
    text = "£5 – “café”\n\tŵ 100% [bold]"
    assert console.plain(text) == text


def test_markup_is_shown_as_it_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    console.say("[bold]x[/bold] [/] :smile:")
    assert capsys.readouterr().out == "[bold]x[/bold] [/] :smile:\n"
