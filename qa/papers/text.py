"""Words on paper and words to search by.

What is quoted keeps its characters. What is searched is mended: ligatures that fonts left as one
odd letter, curly quotes, hyphens at line ends.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# Calibri's ligatures as PDF printers without a character map leave them ("meeƟng", "aƩend").
LIGATURES = (("Ɵ", "ti"), ("Ʃ", "tt"), ("ƫ", "tti"), ("ƞ", "ft"), ("�", " "))
QUOTES = tuple(zip("‘’‚“”„–—", "'''\"\"\"--", strict=True))
LINE_BREAK_WORD = re.compile(r"(?<![A-Za-z])([A-Za-z]{2,})-$")
# A full stop that ends no sentence: initials, titles, common abbreviations, numbered items.
ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Cllr|Cllrs|Prof|Rev|St|No|no|p|pp|para|paras|ref|e\.g|i\.e|etc|vs|approx"
    r"|inc|incl|Ltd|Co|Rd|Ave|Dr|tel|ext|cf|viz|am|a\.m|p\.m)|\b[A-Z]|(?:^|\n)\s*\(?\w{1,3})\.$"
)
ABBREVIATED = 24  # characters before a full stop that may be an abbreviation
SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*(?=\s+[\"'“‘(\[]?[A-Z0-9£•]|\s*$)")


def mended(text: str) -> str:
    """`text` as it is searched: one spelling for each ligature, quote and dash."""
    if text.isascii():
        return text
    text = _replaced(text, LIGATURES + QUOTES)
    if text.isascii():  # as most pages are, but for their quotes and dashes
        return text
    return _replaced(unicodedata.normalize("NFKC", text), QUOTES)


def _replaced(text: str, signs: Iterable[tuple[str, str]]) -> str:
    # One after another: `str.translate` looks at each letter, and takes sixty times as long.
    for sign, plain in signs:
        text = text.replace(sign, plain)
    return text


def sound(text: str) -> str:
    """`text` without halves of characters, which nothing can store or print: each becomes a "?".

    They come from file names that are not text, and from bad escapes in what people send.
    """
    return text.encode("utf-8", "replace").decode()


def joined(lines: list[str]) -> tuple[str, list[str]]:
    """Printed lines as running text, and the words that a line end may have cut in two.

    The hyphen at a line end stays in the text, as it is printed ("multi-agency", "Coun-cillor");
    the word without it is returned beside, to be searched by.
    """
    text, cut = "", []
    for before, line in zip(["", *lines], lines, strict=False):
        broken = LINE_BREAK_WORD.search(before)
        if broken and line[:1].islower():
            tail = re.match(r"[a-z]+", line)
            cut.append(broken[1] + (tail[0] if tail else ""))
            text += line
        elif text.endswith("-") and line[:1].isalnum() and not text.endswith((" -", "--")):
            text += line
        else:
            text += (" " if text else "") + line
    return text, cut


def sentences(text: str) -> list[tuple[int, int]]:
    """Where each sentence of `text` begins and ends; list items and lines end one too."""
    spans = []
    start = 0
    for line in re.finditer(r"[^\n]+", text):
        start = line.start()
        for end in SENTENCE_END.finditer(text, line.start(), line.end()):
            stop = min(end.end(), line.end())
            # Only the last of it is looked at: a line may be as long as a page.
            last = text[max(start, end.start() - ABBREVIATED) : end.start() + 1]
            if ABBREVIATION.search(last) and stop < line.end():
                continue
            spans.append((start, stop))
            start = stop
            while start < line.end() and text[start].isspace():
                start += 1
        if start < line.end():
            spans.append((start, line.end()))
    return [(a, b) for a, b in spans if text[a:b].strip()]
