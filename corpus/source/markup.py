"""How the papers are written down.

A paper is one file `source/NAME.md`: `key: value` lines (file, title, kind, committee, meeting,
published; font, size, scan if wanted), a line `---`, then its text. A blank line ends a paragraph.

    # Title      ## ITEM HEADING      ### Side heading      > set-in text (a motion, a statement)
    - bullet     12. numbered paragraph, also 12) (a) a) (iv); two leading spaces set it further in
    **bold**  *italic*  ~~struck out, yet still text~~  21^st^  and two backslashes for a new line
    @page                          a new page
    @number 3 | Page 3 | none      the number printed on this page, and on from there; the word
                                   `sideways` after it stands it up the left edge of landscape pages
    @inner 1 | none                the second number, which a report prints for itself
    @head TEXT   @foot TEXT        stand on every page until changed or the section ends
    @centre TEXT   @space 40       a centred line; points of space
    @include NAME                  the text of source/parts/NAME.md
    @table 20,60,20 [head=1] [repeat] [plain] [size=8] [right=2,3]    widths in per cent, then rows:
    | cell | cell |                `head` rows of heading, repeated over pages or not; columns set
    || text across the table |     to the right; `plain` has no rules

These mark what is true of the text, for truth.json, and print nothing:

    @section kind=minutes meeting=2021-07-13 [committee="…"] [item="…"] [orientation=landscape]
                                                               begins on a new page
    @resolution [proposer="…"] [seconder="…"] [carried="…"]    the text that follows, until @end
    @question number="PQ 1" by="…" [town="…"] to="…"           until @end or the next question

and this prints a recorded vote, whose counts are counted and not typed:

    @vote proposer="Mr A" seconder="Mrs B" for="Mr A, Mrs B" against="Ms C" abstain="" result="…"
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Record = dict[str, Any]

LABEL = re.compile(r"( *)(-|\(?(?:\d{1,3}|[a-z]|[ivx]{2,4})[.)])\s+(.*)", re.S)


def read(path: Path) -> tuple[dict[str, str], str]:
    front, _, text = path.read_text("utf8").partition("\n---\n")
    pairs = (line.partition(":") for line in front.splitlines())
    return {key: value.strip() for key, _, value in pairs}, text


def blocks(text: str) -> Iterator[str]:
    """Paragraphs, each on one line, and directives, a table's with the rows that follow it."""
    for chunk in re.split(r"\n[ \t]*\n", text.strip("\n")):
        block = ""
        for line in chunk.split("\n"):
            table = block.startswith("@table")
            fresh = line.startswith("@") or block.startswith("@") or LABEL.fullmatch(line)
            if block and (table or not fresh):
                block += ("\n" if table else " ") + line
                continue
            if block:
                yield block
            block = line.rstrip()
        if block:
            yield block


def plain(text: str) -> str:
    """The words of a block without its markup."""
    return " ".join(re.sub(r"\*+|~~|\^|\\\\", " ", text).split())


def attributes(rest: str) -> Record:
    return dict(word.partition("=")[::2] for word in shlex.split(rest))
