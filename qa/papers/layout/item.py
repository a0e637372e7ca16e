"""The items of minutes: where each begins, and what it is called.

Three ways were seen: numbered headings ("40. APOLOGIES FOR ABSENCE", by meeting or through the
year); headings without a number over "(Item 4)"; and numbers that run on into the text ("4. Police
Report. A report had been submitted …"), some of them in bold by chance. Numbered paragraphs look
like the last, so that they count only where the numbers go on from item to item.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from qa.papers.layout.piece import Piece

NUMBERED = re.compile(
    r"^(?P<n>\d{1,3})\.{1,2}(?:\s*(?=[A-Z‘“'\"(])|\s+(?=\d))(?P<title>.+)$", re.DOTALL
)
# What a council prints under the heading of an item: its place on the agenda.
PLACE = re.compile(r"^\(item (?P<n>\d{1,3}[a-z]?)\)", re.IGNORECASE)
PLACED = re.compile(r"\s*\(item (?P<n>\d{1,3}[a-z]?)\)$", re.IGNORECASE)
PAGES = re.compile(r"\s*\(Pages? [\d\s–-]+\)", re.IGNORECASE)
RUN_IN = re.compile(r"^(.{3,70}?)(?:[.:](?=\s|[A-Z]|$)|\s[-–]\s|\n|$)")
LONGEST = 24  # words of a heading that is all title
ENOUGH = 3  # numbered headings that follow each other: all the items are such
DENSE = 0.7  # at least so many of the numbers between the first and the last
SKIPPED = 4  # numbers may be missing: an item that was not taken, a line that was not read


def items(found: list[Piece]) -> list[tuple[int, str]]:
    """The index of the piece that opens each item, and the item's name ("8. Review of buses")."""
    names = _acronyms(piece.text for piece in found)
    placed = {
        i: place["n"]
        for i, (piece, after) in enumerate(pairwise(found))
        if (place := PLACE.match(after.text) or PLACED.search(piece.text))
        and (piece.kind == "heading" or NUMBERED.match(piece.text))
    }
    headed = _in_order([(i, p) for i, p in enumerate(found) if p.kind == "heading" or i in placed])
    numbered = _in_order([(i, p) for i, p in enumerate(found) if p.kind != "row"])
    if placed or _are_all(headed, numbered):
        numbered = headed
    named = {i: f"{n}. {_name(found[i], names, i in placed)}" for i, n in numbered}
    for i, where in placed.items():
        named.setdefault(i, f"{_name(found[i], names, True)} (Item {where})")
    return sorted(named.items())


def _are_all(headed: list[tuple[int, int]], numbered: list[tuple[int, int]]) -> bool:
    """Whether the numbered headings are all the items: close in number, nothing numbered before."""
    if len(headed) < ENOUGH or numbered[0] < headed[0]:
        return False
    return len(headed) >= DENSE * (headed[-1][1] - headed[0][1] + 1)


def _in_order(candidates: list[tuple[int, Piece]]) -> list[tuple[int, int]]:
    """Those of `candidates` (index and piece) whose numbers go on from one to the next."""
    found: list[tuple[int, int]] = []
    for i, piece in candidates:
        match = NUMBERED.match(piece.text)
        if not match:
            continue
        n = int(match["n"])
        if not found or found[-1][1] < n <= found[-1][1] + SKIPPED:
            found.append((i, n))
    return found


def _name(piece: Piece, names: set[str], is_title: bool) -> str:
    """What an item is called: its heading, or the words that it begins with."""
    match = NUMBERED.match(piece.text)
    title = PLACED.sub("", PAGES.sub("", match["title"] if match else piece.text))
    if not is_title and (piece.kind != "heading" or len(title.split()) > LONGEST):
        run_in = RUN_IN.match(title)
        title = run_in[1] if run_in else title
        if len(title.split()) > 8:
            title = " ".join(title.split()[:5]) + " …"
    title = " ".join(title.split()).rstrip(" .:")
    return _in_small_letters(title, names) if title.isupper() else title


def _acronyms(texts: Iterable[str]) -> set[str]:
    """Words in capitals amid small letters that never stand in small letters: CAMHS, SEND."""
    capitals: set[str] = set()
    small: set[str] = set()
    for text in texts:
        if not text.isupper():
            capitals.update(re.findall(r"\b[A-Z][A-Z&]{1,6}\b", text))
            small.update(re.findall(r"\b[a-z]+\b", text.lower() if text.istitle() else text))
    return {word for word in capitals if word.lower() not in small}


def _in_small_letters(title: str, names: set[str]) -> str:
    """A title in capitals as a sentence: "Review of CAMHS waiting times"."""
    words = [word if word.strip("(),:") in names else word.lower() for word in title.split()]
    return " ".join([words[0][:1].upper() + words[0][1:], *words[1:]])
