"""Papers in pieces: blocks, with what line ends and page breaks cut apart put together again.

A sentence that goes on over a page break is one piece, and so are the cells of a table row and the
lines of a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from qa.papers.layout.block import BULLET, NO_OPENINGS, Openings, blocks, is_bold_throughout, units
from qa.papers.layout.continuation import SMALL_AT_END, SMALL_WORD, TERMINAL, is_continued
from qa.papers.layout.page_break import begun_before, over_the_break
from qa.papers.layout.piece import SAME_EDGE, Piece, joined, piece_of
from qa.papers.layout.running_heads import Body

# A line that begins with a number or a label is a heading of its own.
NUMBER_OR_LABEL = re.compile(r"^\(?[\dA-Z]{1,3}[.)]\s|^\w[\w ]{2,24}:")
# A heading that ends so is unfinished.
UNFINISHED = re.compile(r"\b(?:of|the|and|for|to|in|on|a|an|with|or|at|by|from|[,–-])$")
# A mark with which an item of a list begins. "4.06" may also be a figure.
LISTED = re.compile(rf"(?:{BULLET.pattern})|\(?(?:[a-zA-Z]|[ivx]+|\d{{1,3}})[).](?!\d)")
# A footnote begins with its mark.
NOTE = re.compile(r"[\d⁰¹²³⁴⁵⁶⁷⁸⁹*†‡]{1,3}\s?\S")
MAX_NOTE_SIZE, MIN_LEADING = 0.93, 5  # of the size of the text; words of a sentence over a page
# Points between the left edges of lines of one sentence; and of one whose lines are set alike, of
# which one may stand in the middle of the page.
SAME_COLUMN, MAX_SHIFT = 60, 160
MAX_CELL_WORDS = 12  # of a line that goes on with a cell; a longer one is a paragraph


def pieces(sheets: Sequence[Body], body_size: float, *, of_record: bool = False) -> list[Piece]:
    """The pieces of consecutive sheets, in order. Those `of_record` are divided where its items
    begin."""
    openings = Openings.of(sheets) if of_record else NO_OPENINGS
    bold = is_bold_throughout(sheets)
    found: list[Piece] = []
    for body in sheets:
        divided = blocks(body, body_size, openings, bold_body=bold, of_record=of_record)
        made = map(piece_of, units(divided))
        for piece in map(_no_heading, _joined_headings(made)):
            _with_notes_first(found, piece)
            if found and (whole := _with_cell(found[-1], piece)):
                found[-1] = whole
            elif at := begun_before(found, piece):
                found[at] = over_the_break(found[at], piece)
            elif found and _cut_in_two(found[at := _last_text(found, piece)], piece):
                found[at] = joined(found[at], piece)
            else:
                found.append(piece)
    return found


def _joined_headings(found: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces, with each heading that wraps put together from its lines."""
    held: Piece | None = None
    for piece in found:
        if (
            held
            and held.kind == piece.kind == "heading"
            and not (held.opens or piece.opens)
            and held.bold == piece.bold
            and abs(held.size - piece.size) < 1.2
            and _goes_on(held.text, piece.text)
        ):
            held = replace(held, text=f"{held.text} {piece.text}")
            continue
        if held:
            yield held
        held = piece
    if held:
        yield held


def _with_notes_first(found: list[Piece], piece: Piece) -> None:
    """Put the footnotes with which a page ends before the text that goes on over the page below
    them."""
    at = len(found)
    while at and _is_note(found[at - 1], piece):
        at -= 1
    if 0 < at < len(found) and _cut_in_two(found[at - 1], piece):
        found.append(found.pop(at - 1))


def _is_note(note: Piece, after: Piece) -> bool:
    """Whether a piece is a footnote of the page before that of another."""
    smaller = 0 < note.size < MAX_NOTE_SIZE * after.size
    return smaller and after.page == note.page_end + 1 and bool(NOTE.match(note.text))


def _last_text(found: Sequence[Piece], piece: Piece) -> int:
    """The index from the end of what a piece may go on with: the last, or what stands before the
    headings at the head of its page, which are printed again there."""
    at = -1
    while (
        piece.text[:1].islower()
        and -at < len(found)
        and found[at].kind == "heading"
        and found[at].page == piece.page
    ):
        at -= 1
    return at if found[at].page_end < piece.page else -1


def _no_heading(piece: Piece) -> Piece:
    """A piece that looks like a heading, as what it is if it goes on with what stands before it."""
    if piece.kind != "heading" or piece.opens or not SMALL_WORD.match(piece.text):
        return piece
    return replace(piece, kind="text")


def _with_cell(row: Piece, piece: Piece) -> Piece | None:
    """A row of a table with the rest of one of its cells; None if a piece is no such rest."""
    if row.kind != "row" or row.ruled or piece.kind != "text" or row.page_end != piece.page:
        return None
    places = [n for n, (x, _) in enumerate(row.cells) if x <= piece.x0 + SAME_EDGE]
    n = max(places, key=lambda n: row.cells[n][0], default=None)
    if n is None or not SMALL_WORD.match(piece.text) or piece.words > MAX_CELL_WORDS:
        return None
    x, text = row.cells[n]
    before, found, after = row.text.rpartition(text)
    if TERMINAL.search(text) or not found:
        return None
    whole = f"{text} {piece.text}"
    cells = (*row.cells[:n], (x, whole), *row.cells[n + 1 :])
    return replace(row, text=before + whole + after, cells=cells)


def _goes_on(heading: str, line: str) -> bool:
    """Whether a heading is unfinished and `line`, in the same type, is the rest of it."""
    if NUMBER_OR_LABEL.match(line):
        return False
    long_title = re.match(r"^\d{1,3}\.", heading) and len(heading) > 50
    return bool(line[:1].islower() or UNFINISHED.search(heading) or long_title)


def _cut_in_two(before: Piece, after: Piece) -> bool:
    """Whether a page break (or a stray gap) cut one sentence in two."""
    if before.kind not in ("text", "item") or after.opens:
        return False
    if before.words >= MIN_LEADING and _is_led_into(before, after):
        return True
    if after.kind != "text":
        return False
    if TERMINAL.search(before.text) or before.words < 5:
        return False
    if before.page_end == after.page:
        near = abs(before.x0 - after.x0) < (MAX_SHIFT if _set_alike(before, after) else SAME_COLUMN)
        goes_on = after.text[:1].islower() or SMALL_AT_END.search(before.text)
        return bool(goes_on) and near
    two = before.goes_on is False and after.begun is False
    if two or before.ended:
        return is_continued(before.text, after.text)
    return after.text[:1].islower() or not before.text.endswith((")", "]"))


def _is_led_into(before: Piece, after: Piece) -> bool:
    """Whether a text that ends with a small word goes on with what looks like a heading or like a
    numbered paragraph, but for the beginning of a list: "to" over "4.06 metres of it"."""
    over_the_page = after.page == before.page_end + 1
    beside = after.page == before.page_end and abs(before.x0 - after.x0) < SAME_EDGE
    looks_so = after.kind == "heading" or (after.kind == "item" and not LISTED.match(after.text))
    if not SMALL_AT_END.search(before.text) or not looks_so:
        return False
    return over_the_page or (beside and after.kind == "item" and _set_alike(before, after))


def _set_alike(one: Piece, other: Piece) -> bool:
    return one.bold == other.bold and abs(one.size - other.size) < 1
