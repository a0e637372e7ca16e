"""The words that passages are found by, and a question's terms as SQLite's FTS5 takes them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

import Stemmer

from qa.papers.paper import Paper, Passage
from qa.papers.text import mended, sound

_WORD = re.compile(r"[^\W_]+")
_FAR = re.compile(r"[^\0-\u02ff]+")  # no accent that stands apart from its letter is nearer
SHORT = 3  # letters
KEPT = 1 << 16  # words whose stems are kept: papers have fewer
LATER = re.compile(r"(?<=log)i$|(?<=bl)i$")  # "apologi", "possibli"

# The columns of the index, and what a word found in each counts for.
WEIGHTS = {"text": 1.0, "heading": 0.5, "context": 0.3, "paper": 0.1}
# Asked for by FTS5's own `rank` (lower is better), which sorts as it goes: on 2,658 passages that
# took 3 ms a question where ordering by an expression took 360.
RANK = f"bm25({', '.join(map(str, WEIGHTS.values()))})"


def word_columns(passage: Passage, paper: Paper) -> dict[str, str]:
    """The words of each column for a passage of `paper`."""
    return {
        "text": mended(said(passage)),
        "heading": mended(f"{passage.item or ''}\n{passage.section or ''}"),
        "context": mended("\n".join([passage.context, *map(" ".join, passage.terms)])),
        "paper": mended(f"{paper.title or ''}\n{Path(paper.name).stem}"),
    }


def said(passage: Passage) -> str:
    """What a passage says below its headings, by which it is searched already."""
    headings = {_level(heading) for heading in (passage.item, passage.section) if heading}
    lines = [line for line in passage.text.splitlines() if _level(line) not in headings]
    return "\n".join(lines) or passage.text


def _level(heading: str) -> str:
    return " ".join(_WORD.findall(heading.lower()))


def stems(text: str) -> list[str]:
    """The words of `text`, stemmed as the index stems them (Porter's algorithm)."""
    return [_stem(word) for word in _WORD.findall(_plain(text))]


def spans(text: str) -> list[tuple[str, int, int]]:
    """Each word of `text`, stemmed, with where it begins and ends."""
    found = _WORD.finditer(text.lower())
    return [(_stem(_plain(match[0])), match.start(), match.end()) for match in found]


@lru_cache(KEPT)
def _stem(word: str) -> str:
    """SQLite leaves short words alone and has Porter's later endings, where Snowball's has not."""
    return word if len(word) < SHORT else LATER.sub("", _stemmer().stemWord(word))


@cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("porter")


def _plain(text: str) -> str:
    """Lower case without accents, as the index has it."""
    plain = mended(text).lower()
    if plain.isascii():
        return plain
    apart = unicodedata.normalize("NFKD", plain)
    return _FAR.sub(lambda far: "".join(c for c in far[0] if not unicodedata.combining(c)), apart)


def any_of(terms: Iterable[str], also: Iterable[str] = ()) -> str:
    """A query for any of `terms`, ranked by those and by others `also`: each taken literally,
    whatever characters a person typed."""
    found, more = list(map(_quoted, terms)), list(map(_quoted, also))
    query = " OR ".join(found)
    return f"({query}) AND ({' OR '.join(found + more)})" if more else query


def _quoted(term: str) -> str:
    return '"' + sound(mended(term)).replace("\0", " ").replace('"', '""') + '"'
