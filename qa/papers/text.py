"""Words as they are printed, and as they are searched.

Quotes keep their characters. For a search, words are mended: ligatures that a font left as one odd
letter, curly quotes, and hyphens at line ends.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from qa.papers.names import with_names_joined

# How Calibri's ligatures come out of PDFs without a character map ("meeƟng", "aƩend").
LIGATURES = (("Ɵ", "ti"), ("Ʃ", "tt"), ("ƫ", "tti"), ("ƞ", "ft"), ("�", " "))
QUOTES = tuple(zip("‘’‚“”„–—", "'''\"\"\"--", strict=True))
# Letters that no normal form takes apart into a plain letter and an accent.
STROKES = str.maketrans(
    {
        **dict(zip("łŁøØđĐħĦŧŦıɨƀ", "lLoOdDhHtTiib", strict=True)),
        **{"ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE"},
        **{"ð": "d", "Ð": "D", "þ": "th", "Þ": "Th"},
    }
)
ACCENTS = re.compile("[\u0300-\u036f]+")
# A ligature that a file sets apart from its word: "veri fi cation", "o ffi ce", "sta ff".
LIGATURE_APART = re.compile(
    r"(?<![\w'’-])(?:(?P<before>[A-Za-z]+) )?(?P<ligature>ffi|ffl|ff|fi|fl)(?: (?P<after>[a-z]+))?"
    r"(?![\w'’-])"
)
BEFORE_FI = frozenset({"hi", "sci", "wi", "lo"})  # "wi fi access" is no ligature
LINE_BREAK_WORD = re.compile(r"(?<![A-Za-z])([A-Za-z]{2,})-$")
# A full stop after these ends no sentence: initials, titles, abbreviations, numbers of items.
ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Cllr|Cllrs|Prof|Rev|St|No|no|p|pp|para|paras|ref|e\.g|i\.e|etc|vs|approx"
    r"|inc|incl|Ltd|Co|Rd|Ave|Dr|tel|ext|cf|viz|am|a\.m|p\.m)|\b[A-Z]|(?:^|\n)\s*\(?\w{1,3})\.$"
)
MAX_ABBREVIATION = 24  # characters before a full stop in which an abbreviation is looked for
# The clauses of a resolution are sentences of their own: what it rests on ("WHEREAS …; AND WHEREAS
# …;") is not what was resolved ("NOW THEREFORE …; AND THAT …"), as North American councils word it.
CLAUSE = r"(?:AND )?(?:WHEREAS|(?:NOW,? ?)?THEREFORE|(?:BE IT )?(?:FURTHER )?(?:RESOLVED )?THAT)\b"
SENTENCE_END = re.compile(
    r"[.!?][\"'”’)\]]*(?=\s+[\"'“‘(\[]?[A-Z0-9£•]|\s*$)" rf"|[;,](?=\s+{CLAUSE})"
)


def mended(text: str) -> str:
    """`text` as it is searched, with one spelling for each ligature, quote and dash."""
    if text.isascii():
        return text
    text = _replaced(text, LIGATURES + QUOTES)
    if text.isascii():  # most pages are, once their quotes and dashes are replaced
        return text
    return _replaced(unicodedata.normalize("NFKC", text), QUOTES)


def unaccented(text: str) -> str:
    """`text` mended, with plain letters for those with accents or strokes ("Lukasz" for "Łukasz"),
    and each name as one word ("OBrien Brien" for "O'Brien", see `qa.papers.names`). People type
    either, and the index has the plain ones."""
    text = with_names_joined(mended(text))
    if text.isascii():
        return text
    return ACCENTS.sub("", unicodedata.normalize("NFKD", text.translate(STROKES)))


def comparable(name: str | None) -> str:
    """A name in the form in which names are compared, whatever its letters; empty if not stated."""
    return unaccented(name or "").casefold()


def _replaced(text: str, signs: Iterable[tuple[str, str]]) -> str:
    # `str.translate` would look at each letter, and take many times as long.
    for sign, plain in signs:
        text = text.replace(sign, plain)
    return text


def sound(text: str) -> str:
    """`text` with a "?" for each half of a character, which cannot be stored or printed.

    Halves come from file names that are not text, and from bad escapes in what people send.
    """
    return text.encode("utf-8", "replace").decode()


def joined(lines: list[str]) -> tuple[str, list[str]]:
    """Printed lines as running text, and the words that the end of a line may have cut in two.

    The hyphen at the end of a line stays in the text, as it is printed ("multi-agency",
    "Coun-cillor"). The word without it is returned as well, so that it can be searched. So are the
    words that a ligature may be part of which is set apart.
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
    return text, [*cut, *_with_ligatures(text)]


def _with_ligatures(text: str) -> Iterator[str]:
    """The words that ligatures set apart in `text` may be part of: of "the fi nance" both "finance"
    and "thefinance", since either word could be cut."""
    for found in LIGATURE_APART.finditer(text):
        before, ligature, after = (found[name] or "" for name in ("before", "ligature", "after"))
        if before.lower() in BEFORE_FI:
            continue
        joined_words = (before + ligature + after, ligature + after, before + ligature)
        yield from (word for word in dict.fromkeys(joined_words) if word != ligature)


def sentences(text: str) -> list[tuple[int, int]]:
    """The start and end of each sentence of `text`. The end of a line also ends a sentence."""
    spans = []
    start = 0
    for line in re.finditer(r"[^\n]+", text):
        start = line.start()
        for end in SENTENCE_END.finditer(text, line.start(), line.end()):
            stop = min(end.end(), line.end())
            # Only the last characters are looked at, because a line may be as long as a page.
            last = text[max(start, end.start() - MAX_ABBREVIATION) : end.start() + 1]
            if ABBREVIATION.search(last) and stop < line.end():
                continue
            spans.append((start, stop))
            start = stop
            while start < line.end() and text[start].isspace():
                start += 1
        if start < line.end():
            spans.append((start, line.end()))
    return [(a, b) for a, b in spans if text[a:b].strip()]
