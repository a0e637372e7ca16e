"""The items of minutes: where each begins, and what it is called.

Councils set items in three ways: under numbered headings ("40. APOLOGIES FOR ABSENCE", counted by
meeting or through the year); under headings without a number over "(Item 4)"; and with a number
that begins the text itself ("4. Police Report. A report had been submitted …"), at times in bold.
Numbered paragraphs look like the third, so numbers count as items only if they increase from one
to the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from qa.papers.layout.piece import Piece
from qa.phrases import Phrases

_PHRASES = Phrases.beside(__file__)
PLACE_BELOW = _PHRASES["place_below"]
PLACE_AT_END = _PHRASES["place_at_end"]
PAGES = _PHRASES["pages"]
# "40. APOLOGIES", "4.Police Report", "7. 2021/22 budget".
NUMBERED = re.compile(
    r"^(?P<n>\d{1,3})\.{1,2}(?:\s*(?=[A-Z‘“'\"(])|\s+(?=\d))(?P<title>.+)$", re.DOTALL
)
# The name of an item that begins its text ends with a full stop, a colon, a dash or the line.
RUN_IN = re.compile(r"^(.{3,70}?)(?:[.:](?=\s|[A-Z]|$)|\s[-–]\s|\n|$)")
MAX_TITLE_WORDS = 24  # a heading with more words holds text as well as a title
MAX_NAME_WORDS = 8  # a name that is taken from the text is shortened if it has more words
# Numbered headings are taken to be all items if there are so many, with so large a share of the
# numbers between the first and the last.
MIN_HEADINGS = 3
MIN_SHARE = 0.7
# The numbers of two items may differ by so much: an item was not taken, or a line was not read.
MAX_STEP = 4


def items(found: list[Piece]) -> list[tuple[int, str]]:
    """The index of the piece that opens each item, and the item's name ("8. Review of buses")."""
    names = _acronyms(piece.text for piece in found)
    placed = {
        i: place["n"]
        for i, (piece, after) in enumerate(pairwise(found))
        if (place := PLACE_BELOW.match(after.text) or PLACE_AT_END.search(piece.text))
        and (piece.kind == "heading" or NUMBERED.match(piece.text))
    }
    candidates = list(enumerate(found))
    headings = _in_order([(i, p) for i, p in candidates if p.kind == "heading" or i in placed])
    numbered = _in_order([(i, p) for i, p in candidates if p.kind != "row"])
    if placed or _are_all(headings, numbered):
        numbered = headings
    named = {i: f"{n}. {_name(found[i], names, i in placed)}" for i, n in numbered}
    for i, where in placed.items():
        named.setdefault(i, f"{_name(found[i], names, True)} (Item {where})")
    return sorted(named.items())


def _are_all(headings: list[tuple[int, int]], numbered: list[tuple[int, int]]) -> bool:
    """Whether the numbered headings are all the items: few numbers are missing between them, and
    nothing numbered stands before the first."""
    if len(headings) < MIN_HEADINGS or numbered[0] < headings[0]:
        return False
    return len(headings) >= MIN_SHARE * (headings[-1][1] - headings[0][1] + 1)


def _in_order(candidates: list[tuple[int, Piece]]) -> list[tuple[int, int]]:
    """The index and the number of those `candidates` whose numbers increase in small steps."""
    found: list[tuple[int, int]] = []
    for i, piece in candidates:
        match = NUMBERED.match(piece.text)
        if not match:
            continue
        n = int(match["n"])
        if not found or found[-1][1] < n <= found[-1][1] + MAX_STEP:
            found.append((i, n))
    return found


def _name(piece: Piece, names: set[str], is_title: bool) -> str:
    """What an item is called: its heading, or the first words of its text."""
    match = NUMBERED.match(piece.text)
    title = PLACE_AT_END.sub("", PAGES.sub("", match["title"] if match else piece.text))
    if not is_title and (piece.kind != "heading" or len(title.split()) > MAX_TITLE_WORDS):
        run_in = RUN_IN.match(title)
        title = run_in[1] if run_in else title
        if len(title.split()) > MAX_NAME_WORDS:
            title = " ".join(title.split()[:5]) + " …"
    title = " ".join(title.split()).rstrip(" .:")
    return _in_small_letters(title, names) if title.isupper() else title


def _acronyms(texts: Iterable[str]) -> set[str]:
    """Words that stand in capitals within sentences and never in small letters: CAMHS, SEND."""
    capitals: set[str] = set()
    small: set[str] = set()
    for text in texts:
        if not text.isupper():
            capitals.update(re.findall(r"\b[A-Z][A-Z&]{1,6}\b", text))
            small.update(re.findall(r"\b[a-z]+\b", text.lower() if text.istitle() else text))
    return {word for word in capitals if word.lower() not in small}


def _in_small_letters(title: str, names: set[str]) -> str:
    """A title in capitals, rewritten as a sentence is: "Review of CAMHS waiting times"."""
    words = [word if word.strip("(),:") in names else word.lower() for word in title.split()]
    return " ".join([words[0][:1].upper() + words[0][1:], *words[1:]])
