"""What a paper says cannot act on the terminal of who reads it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from qa.answers.answer import Answer, Difference, Figure, Mention, Step
from qa.answers.citation import Citation, Quote
from qa.errors import ProgramFault
from qa.library.ingest import ingest
from qa.library.library import Library
from qa.library.records import Searched, StoredPassage
from qa.library.unread import Gap, Gaps
from qa.papers.paper import Paper
from qa.terminal.output import screen
from qa.terminal.output.answer import show_answer
from qa.terminal.output.papers import show_report
from tests.made import KEY, PUBLISHED, WordEmbedder, a_passage


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
    assert screen.plain(f"before{bad}after") == "beforeafter"


def test_lines_and_letters_stay() -> None:
    text = "£5 – “café”\n\tŵ 100% [bold]"
    assert screen.plain(text) == text


def test_markup_is_shown_as_it_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    screen.say("[bold]x[/bold] [/] :smile:")
    assert capsys.readouterr().out == "[bold]x[/bold] [/] :smile:\n"


def test_a_story_says_each_kind_of_step_what_differs_and_where_it_ends(
    capsys: pytest.CaptureFixture[str],
) -> None:
    days = (date(2021, 7, 13), date(2022, 7, 12))
    text = "The hall would open in May."
    cited = Citation.of(StoredPassage(1, 1, KEY, "minutes.pdf", a_passage(text, days[0])), 1, 0.9)
    show_answer(
        Answer(
            question="what happened to the hall?",
            asked="what happened to the hall?",
            status="answered",
            shape="timeline",
            quotes=(),
            citations=(cited,),
            searched=Searched(3, days[0], date(2023, 9, 19)),
            seconds=0.01,
            timeline=(Step(days[0], Quote.of(cited, 0, len(text)), "delayed", "recorded"),),
            last_mentioned=Mention(days[1], "minutes", 1),
            differences=(
                Difference("hall open", (Figure("May", days[0], 1), Figure("June", days[1], 1))),
            ),
        )
    )
    printed = capsys.readouterr().out
    assert "Tuesday 13 July 2021, delayed: “The hall would open in May.”" in printed
    assert "differ on “hall open”: May (13 July 2021) [1] and June (12 July 2022) [1]." in printed
    assert "Last mentioned 12 July 2022, in minutes." in printed
    assert "Nothing later in papers up to 19 September 2023." in printed


def test_papers_that_met_a_fault_of_this_program_are_counted_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def read(path: Path) -> Paper:
        raise ProgramFault("ValueError at qa/papers/sections.py:1")

    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "a.pdf").write_text("Words.")
    with Library(tmp_path / "index", embedder=WordEmbedder(), create=True) as library:
        report = ingest([tmp_path / "papers"], library, read=read)
        show_report(report, library.store.papers.all(), "")
    printed = " ".join(capsys.readouterr().out.split())
    assert "1 paper that met a fault in this program." in printed
    assert "1 paper met a fault in this program. Please report it." in printed
    assert "cannot be read" not in printed


def test_words_of_a_picture_and_pages_that_could_not_be_read_are_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    cited = Citation.of(StoredPassage(1, 1, KEY, "minutes.pdf", a_passage("It was put off.")), 1, 1)
    gap = Gap(KEY, "sc\x1b[2Jan.pdf", None, None, ("no text",), (2, 3))
    found = Answer(
        question="when?",
        asked="when?",
        status="not_found",
        shape="passages",
        quotes=(),
        citations=(replace(cited, ocr=True),),
        searched=Searched(3, None, None),
        seconds=0.01,
        reason="Nothing is near.",
        unread=Gaps((gap,), 1),
    )
    show_answer(found)
    printed = capsys.readouterr().out
    told = "may hold the answer: scan.pdf (PDF pages 2 to 3) and 1 more paper."
    assert f"Some pages could not be read, and {told}" in printed
    assert "read from a picture (OCR): check the words on the page" in printed
    answered = replace(
        found, status="answered", citations=(cited,), quotes=(Quote.of(cited, 0, 2),)
    )
    show_answer(answered)
    printed = capsys.readouterr().out
    assert told.replace("the answer", "more") in printed
    assert "OCR" not in printed


def test_where_it_was_published_is_told_with_whole_addresses(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screen.out, "width", 60)
    text = "The hall would open in May."
    gone = replace(PUBLISHED, withdrawn=date(2026, 3, 3), title="Minutes\n\x1b[2Jof July")
    stored = StoredPassage(1, 1, KEY, "a.pdf", a_passage(text), gone)
    cited = Citation.of(stored, 1, 0.9)
    show_answer(
        Answer(
            question="when?",
            asked="when?",
            status="answered",
            shape="passages",
            quotes=(Quote.of(cited, 0, 8),),
            citations=(cited,),
            searched=Searched(1, None, None),
            seconds=0.01,
        )
    )
    printed = capsys.readouterr().out
    first, *lines = printed.splitlines()
    assert first == "Withdrawn from the council's site: first noticed on 3 March 2026."
    assert f"    Former address of the council's copy: {PUBLISHED.address}#page=1" in lines
    assert f"    The meeting of 13 July 2021: {PUBLISHED.meeting_address}" in lines
    assert "    Status of the meeting: Rescheduled from 6 July 2021" in lines
    told = " ".join(printed.split())
    assert "Tuesday 13 July 2021, 10.00 am, minutes (approved)" in told
    assert "a.pdf, published as “Minutes of July”" in told
