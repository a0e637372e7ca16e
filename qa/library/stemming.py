"""Stemming as the index of words does it, the columns of that index, and queries of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

import Stemmer

from qa.papers.paper import Paper, Passage
from qa.papers.text import sound, unaccented

_WORD = re.compile(r"[^\W_]+")
_INDEXED = re.compile(r"(?:[^\W_]|[\ue000-\uf8ff])+")
# Runs of characters among which may be combining accents: all of these are above U+02FF.
_BEYOND_LATIN = re.compile(r"[^\0-\u02ff]+")
MIN_STEMMED_LENGTH = 3  # letters: SQLite leaves shorter words as they are
CACHED_STEMS = 1 << 16  # more than there are different words in most libraries
# SQLite's stemmer has endings of Porter's that Snowball's has not: "apologi", "possibli".
PORTER_ENDINGS = re.compile(r"(?<=log)i$|(?<=bl)i$")

# The columns of the index of words, and the weight of a word that is found in each.
WEIGHTS = {"text": 1.0, "heading": 0.5, "context": 0.3, "paper": 0.1}
# For FTS5's own `rank` (lower is better), which sorts as it goes: ordering by an expression takes
# far longer.
RANK = f"bm25({', '.join(map(str, WEIGHTS.values()))})"


def word_columns(passage: Passage, paper: Paper) -> dict[str, str]:
    """The text of each column of the index of words for a passage of `paper`."""
    return {
        "text": unaccented(text_below_headings(passage)),
        "heading": unaccented(f"{passage.item or ''}\n{passage.section or ''}"),
        "context": unaccented("\n".join([passage.context, *map(" ".join, passage.terms)])),
        "paper": unaccented(f"{paper.title or ''}\n{Path(paper.name).stem}"),
    }


def text_below_headings(passage: Passage) -> str:
    """The text of a passage without its headings, which the index holds in another column."""
    headings = {_words_of(heading) for heading in (passage.item, passage.section) if heading}
    lines = [line for line in passage.text.splitlines() if _words_of(line) not in headings]
    return "\n".join(lines) or passage.text


def _words_of(heading: str) -> str:
    """A heading without what differs between its copies: case, punctuation and spaces."""
    return " ".join(_WORD.findall(heading.lower()))


def stems(text: str) -> list[str]:
    """The words of `text`, stemmed as the index stems them (Porter's algorithm)."""
    return [_stem(word) for word in _WORD.findall(_plain(text))]


def indexed_stems(text: str) -> list[str]:
    """The same, of all that FTS5 takes for words: signs of a font's own, such as bullets, too."""
    return [_stem(word) for word in _INDEXED.findall(_plain(text))]


def spans(text: str) -> list[tuple[str, int, int]]:
    """Each word of `text`, stemmed, with where it begins and ends."""
    found = _WORD.finditer(text.lower())
    return [(_stem_of(match[0]), match.start(), match.end()) for match in found]


def _stem_of(word: str) -> str:
    """The stem of a word as it is printed, in lower case; most words are plain already."""
    return _stem(word if word.isascii() else _plain(word))


@lru_cache(CACHED_STEMS)
def _stem(word: str) -> str:
    if len(word) < MIN_STEMMED_LENGTH:
        return word
    return PORTER_ENDINGS.sub("", _stemmer().stemWord(word))


@cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("porter")


def _plain(text: str) -> str:
    """`text` in lower case and without accents, as the index holds it."""
    plain = unaccented(text).lower()
    if plain.isascii():
        return plain
    return _BEYOND_LATIN.sub(_without_accents, plain)


def _without_accents(run: re.Match[str]) -> str:
    return "".join(c for c in run[0] if not unicodedata.combining(c))


def match_any(terms: Iterable[str], also: Iterable[str] = ()) -> str:
    """An FTS5 query for any of `terms`, ranked by these and by others `also`.

    Terms are taken literally, whatever characters a person typed.
    """
    found, more = list(map(_quoted, terms)), list(map(_quoted, also))
    query = " OR ".join(found)
    return f"({query}) AND ({' OR '.join(found + more)})" if more else query


def _quoted(term: str) -> str:
    return '"' + sound(unaccented(term)).replace("\0", " ").replace('"', '""') + '"'
