"""What a language model wrote of an answer, and to whom the question and passages go for that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.errors import InputRefused
from qa.terminal.output.screen import say, warn
from qa.wording import count

if TYPE_CHECKING:
    from qa.answers.written import Written
    from qa.writing.writer import Writer


def named_writer() -> Writer:
    """The writer that the settings name; it is told where questions and passages will go.

    Raises `InputRefused` where they name none.
    """
    from qa.writing.writer import writer

    mine = writer()
    if mine is None:
        raise InputRefused(
            "No writer is named. Set QA_WRITER_URL to the address of an OpenAI-compatible server."
        )
    warn(f"Experimental: questions and the passages of their answers go to {mine.server.host}.")
    return mine


def show_written(written: Written) -> None:
    """The sentences with the numbers of their citations, or why there are none."""
    if not written.sentences:
        say(f"{written.reason} The quotes stand alone.\n")
        return
    say("In other words (written by a language model, each sentence checked; experimental):")
    say(" ".join(f"{one.text} [{one.citation}]" for one in written.sentences))
    left_out = count(written.dropped, "more sentence")
    if written.dropped:
        say(f"{left_out} left out, as the passages do not bear them out.")
    say(f"{written.reason}\n".lstrip(" "))
