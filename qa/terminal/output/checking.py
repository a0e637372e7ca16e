"""What a check found, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.terminal.output.citations import file_words, meeting_lines
from qa.terminal.output.screen import indented, say
from qa.wording import FINDING_WORDS, page_words

if TYPE_CHECKING:
    from qa.checking.paragraph import Checked
    from qa.checking.verdict import Verdict


def show_checked(found: Checked) -> None:
    """A sentence, what was found of it, and the passage that it was compared with."""
    say(f"{FINDING_WORDS[found.finding]}: {found.sentence}", style="bold")
    say(found.why)
    if cited := found.citation:
        page = page_words(cited.printed_page, cited.pdf_page, cited.pdf_page_end, None)
        where = (*meeting_lines(cited), f"{page} of {file_words(cited)}")
        indented([f"“{cited.text}”", *where])


def show_verdict(sentence: str, found: Verdict) -> None:
    """A sentence and what the passages given with it say."""
    finding = "borne out" if found.borne_out else "not borne out"
    say(f"{FINDING_WORDS[finding]}: {sentence}", style="bold")
    say(f"{found.why}\n")
