"""The lines of a sheet as markings are looked for in them."""

from __future__ import annotations

import re
from dataclasses import replace

from qa.papers.exempt.markings import NAMED, is_marking, without_marking
from qa.papers.layout.running_heads import in_margin
from qa.papers.pages.sheet import Sheet

LETTERS_SET_APART = re.compile(r"\b(?:[A-Z] ){4,}[A-Z]\b")


def lines_of(sheet: Sheet) -> list[str]:
    """The lines of a sheet from its top down, without those of its margins."""
    if not has_boxes(sheet):
        return [_closed_up(line.text) for line in sheet.lines]
    body = (line for line in sheet.lines if not in_margin(line, sheet))
    return [_closed_up(line.text) for line in sorted(body, key=lambda line: line.top)]


def margin_of(sheet: Sheet) -> list[str]:
    """The lines in the margins of a sheet."""
    return [_closed_up(line.text) for line in sheet.lines if in_margin(line, sheet)]


def has_boxes(sheet: Sheet) -> bool:
    """Whether it is known where the lines of a sheet stand."""
    return any(line.height for line in sheet.lines)


def unmarked(sheet: Sheet) -> Sheet:
    """A sheet without its markings, which stand over the words by which its part begins."""
    lines = (replace(line, text=without_marking(line.text)) for line in sheet.lines)
    return replace(
        sheet,
        lines=tuple(line for line in lines if NAMED.match(line.text) or not is_marking(line.text)),
    )


def _closed_up(text: str) -> str:
    """A line with letters that are set apart put together: "C O N F I D E N T I A L"."""
    return LETTERS_SET_APART.sub(lambda found: found[0].replace(" ", ""), text)
