"""Sections cut into passages, which are found, cited and quoted.

A passage follows the structure of its paper: it is a whole bullet of debate, a resolution with its
preamble, a vote with its result, a question with its answer, or rows of a table under their header.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import accumulate

from qa.papers.kinds import kind_of
from qa.papers.layout.continuation import TERMINAL, is_continued
from qa.papers.layout.group import FULL, LONG, MAX_LEAD, RESULT_ALONE, SMALL, WHOLE_LONG, Group
from qa.papers.layout.piece import Piece
from qa.papers.layout.section import Section
from qa.papers.paper import Header, Passage, Standing
from qa.papers.text import sentences

# What a cut costs: within a sentence; where it is not known whether one ends; a part that is too
# large. A part of half or twice the usual size costs a quarter or 1.
BAD, UNSURE, OVER = 3.0, 0.3, 4.0
# Of a part; its words beyond which no more are tried; characters beside a cut that are looked at.
MAX_SENTENCES, MAX_PART, MAX_SEEN = 60, 2 * LONG, 40
CONTEXT_WORDS = 40  # of the beginning of a long group, by which its other parts are found too


def passages(
    section: Section, found: list[Piece], printed: dict[int, str | None], published: date | None
) -> Iterator[Passage]:
    """The passages of one section.

    `printed` holds the number printed on each PDF page, `published` is the date of the meeting in
    whose pack the section is.
    """
    for group in kind_of(section.document).group(section, found):
        for part in _parts(group):
            yield _passage(part, section, printed, published)


def _passage(
    group: Group, section: Section, printed: dict[int, str | None], published: date | None
) -> Passage:
    text, breaks, paragraphs = _text(group.pieces)
    ends = _ends(group.pieces)
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
        paragraphs=paragraphs,
        header=Header(group.header) if group.header else None,
        ends=ends,
    )


def _text(found: list[Piece]) -> tuple[str, tuple[int, ...], tuple[tuple[int, int], ...]]:
    """The text of pieces, line by line, and the offsets at which further pages begin; and of a
    paper without pages the offsets at which paragraphs do, each with its number."""
    text = ""
    breaks: list[int] = []
    paragraphs: list[tuple[int, int]] = []
    page = found[0].page
    for piece in found:
        start = len(text) + bool(text)
        if piece.paragraph and (not paragraphs or paragraphs[-1][1] != piece.paragraph):
            paragraphs.append((start, piece.paragraph))
        breaks += [start] * (piece.page - page)
        text += ("\n" if text else "") + piece.text
        breaks += [start + offset for offset in piece.breaks]
        page = piece.page_end
    return text, tuple(breaks), tuple(paragraphs)


def _ends(found: list[Piece]) -> tuple[int, ...]:
    """The offsets in the text of pieces at which a printed line ends early."""
    ends: list[int] = []
    start = 0
    for piece in found:
        ends += [start + offset for offset in piece.ends]
        start += len(piece.text) + 1
    return tuple(ends)


def _parts(group: Group) -> Iterator[Group]:
    """The group, or, if it is too long, its parts: cut between pieces, or else between sentences.

    A part after the first is found by the first words of the group too.
    """
    if group.words <= (WHOLE_LONG if group.whole else LONG):
        yield group
        return
    part = replace(group, pieces=[])
    for piece in group.pieces:
        for bit in _cut(piece, LONG):
            too_long = part.words + bit.words > LONG and not RESULT_ALONE.match(bit.text)
            if part.pieces and too_long and part.words >= SMALL:
                leads = _last_lead(part.pieces, bit)
                del part.pieces[len(part.pieces) - len(leads) :]
                yield part
                first_words = " ".join(group.pieces[0].text.split()[:CONTEXT_WORDS])
                head = group.context or first_words
                part = replace(group, pieces=leads, context=head)
            part.pieces.append(bit)
    if part.pieces:
        yield part


def _last_lead(pieces: list[Piece], after: Piece) -> list[Piece]:
    """The last of some pieces if it leads to what follows: a heading, or "Reply by the Chair:"."""
    last = pieces[-1]
    leads = last.kind == "heading" or (last.words <= MAX_LEAD and last.text.endswith(":"))
    return [last] if leads and len(pieces) > 1 and last.page_end == after.page else []


def _cut(piece: Piece, limit: int) -> Iterator[Piece]:
    """The piece, or, if it has more words than `limit`, its parts: runs of whole sentences."""
    if piece.words <= limit:
        yield piece
        return
    spans = sentences(piece.text)
    start = 0
    for cut in _best_cuts(piece.text, spans):
        yield _slice(piece, start, spans[cut][0])
        start = spans[cut][0]
    yield _slice(piece, start, len(piece.text))


def _best_cuts(text: str, spans: Sequence[tuple[int, int]]) -> list[int]:
    """Before which of the sentences a text is best cut into parts of some `FULL` words: where what
    stands before ends, and what stands behind begins."""
    total = [0, *accumulate(len(text[begins:ends].split()) for begins, ends in spans)]
    bad = [_bad_cut(text, spans, at) for at in range(len(spans))]
    costs, back = [0.0], [0]  # of the best way to cut so many sentences; where its last part begins
    for end in range(1, len(spans) + 1):
        ways: list[tuple[float, int]] = []
        for begin in range(end - 1, max(-1, end - 1 - MAX_SENTENCES), -1):
            words = total[end] - total[begin]
            ways.append((costs[begin] + _cost(words) + bad[begin], begin))
            if words > MAX_PART:
                break
        cost, begin = min(ways)
        costs.append(cost)
        back.append(begin)
    cuts: list[int] = []
    at = back[-1]
    while at:
        cuts.append(at)
        at = back[at]
    return cuts[::-1]


def _cost(words: int) -> float:
    """How far a part is from the size that passages have."""
    return ((words - FULL) / FULL) ** 2 + (OVER if words > LONG else 0.0)


def _bad_cut(text: str, spans: Sequence[tuple[int, int]], at: int) -> float:
    """How bad it is to cut a text before a sentence: 0 where one ends and the next begins."""
    if not at:
        return 0.0
    end, (begins, ends) = spans[at - 1][1], spans[at]
    before, after = text[max(0, end - MAX_SEEN) : end], text[begins : min(ends, begins + MAX_SEEN)]
    if is_continued(before, after):
        return BAD
    return 0.0 if TERMINAL.search(before) else UNSURE


def _slice(piece: Piece, start: int, end: int) -> Piece:
    """The part of a piece between two offsets, with the pages that it stands on."""
    before = sum(offset <= start for offset in piece.breaks)
    breaks = tuple(o - start for o in piece.breaks if start < o < end)
    return replace(
        piece,
        text=piece.text[start:end].strip(),
        page=piece.page + before,
        page_end=piece.page + before + len(breaks),
        breaks=breaks,
        cut=(),
        ends=tuple(offset - start for offset in piece.ends if start < offset < end),
    )
