"""Sections into passages: what is found, cited and quoted.

A passage follows the structure of its paper: a debate bullet whole, a resolution with its
preamble, a vote with its result, a question with its answer, table rows under their header.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from qa.papers.kinds import kind_of
from qa.papers.layout.group import FULL, LONG, SMALL, WHOLE_LONG, Group
from qa.papers.layout.piece import Piece
from qa.papers.layout.section import Section
from qa.papers.paper import Passage, Standing
from qa.papers.text import sentences


def passages(
    section: Section, found: list[Piece], printed: dict[int, str | None], published: date | None
) -> Iterator[Passage]:
    """The passages of one section. `published` is the date of the meeting whose pack it is in."""
    for group in kind_of(section.document).group(section, found):
        for part in _parts(group):
            yield _passage(part, section, printed, published)


def _passage(
    group: Group, section: Section, printed: dict[int, str | None], published: date | None
) -> Passage:
    text, breaks = _text(group.pieces)
    first, last = group.pieces[0], group.pieces[-1]
    standing: Standing = "draft" if section.draft else group.standing
    cut = [word for piece in group.pieces for word in piece.cut]
    return Passage(
        text,
        first.page,
        max(last.page_end, first.page),
        printed.get(first.page),
        group.meeting,
        published,
        section.document,
        standing,
        group.item,
        group.section,
        " ".join(filter(None, [group.context, *cut])),
        breaks,
    )


def _text(found: list[Piece]) -> tuple[str, tuple[int, ...]]:
    text = ""
    breaks: list[int] = []
    page = found[0].page
    for piece in found:
        start = len(text) + bool(text)
        breaks += [start] * (piece.page - page)
        text += ("\n" if text else "") + piece.text
        breaks += [start + offset for offset in piece.breaks]
        page = piece.page_end
    return text, tuple(breaks)


def _parts(group: Group) -> Iterator[Group]:
    """A group that is too long, cut between pieces and, within one, between sentences."""
    if group.words <= (WHOLE_LONG if group.whole else LONG):
        yield group
        return
    part = replace(group, pieces=[])
    for piece in group.pieces:
        for bit in _cut(piece, LONG):
            if part.pieces and part.words + bit.words > LONG and part.words >= SMALL:
                yield part
                head = group.context or " ".join(group.pieces[0].text.split()[:40])
                part = replace(group, pieces=[], context=head)
            part.pieces.append(bit)
    if part.pieces:
        yield part


def _cut(piece: Piece, limit: int) -> Iterator[Piece]:
    if piece.words <= limit:
        yield piece
        return
    start = 0
    count = 0
    for a, b in sentences(piece.text):
        n = len(piece.text[a:b].split())
        if count and count + n > FULL:
            yield _slice(piece, start, a)
            start, count = a, 0
        count += n
    yield _slice(piece, start, len(piece.text))


def _slice(piece: Piece, start: int, end: int) -> Piece:
    """The part of a piece between two offsets, on the pages where that part stands."""
    before = sum(offset <= start for offset in piece.breaks)
    breaks = tuple(o - start for o in piece.breaks if start < o < end)
    return replace(
        piece,
        text=piece.text[start:end].strip(),
        page=piece.page + before,
        page_end=piece.page + before + len(breaks),
        breaks=breaks,
        cut=(),
    )
