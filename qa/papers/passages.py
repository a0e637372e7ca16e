"""Sections into passages: what is found, cited and quoted.

A passage follows the structure of its paper: a debate bullet whole, a resolution with its
preamble, a vote with its result, a question with its answer, table rows under their header.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from qa.papers.dates import dates_in
from qa.papers.paper import Meeting, Passage, Standing
from qa.papers.piece import Piece
from qa.papers.section import Section
from qa.papers.standing import (
    MOVED,
    RECOMMENDATION_HEADING,
    RESULT,
    TO_THE_VOTE,
    VOTE_COUNT,
    in_minutes,
)
from qa.papers.text import sentences

# Words. Smaller pieces are put together up to FULL, larger than LONG are cut between sentences.
SMALL, FULL, LONG = 45, 130, 220
VOTE_LONG = 420  # a recorded vote is kept whole: names, counts and result

# A numbered item of minutes: "40. APOLOGIES FOR ABSENCE", "4. Police Report. A report had …".
ITEM = re.compile(r"^(?P<n>\d{1,3})\.{1,2}\s*(?P<title>[A-Z‘“'\"(].*)$", re.DOTALL)  # noqa: RUF001
ITEM_PAGES = re.compile(r"\s*\(Pages? [\d\s–-]+\)", re.IGNORECASE)  # noqa: RUF001
RUN_IN = re.compile(r"^(.{3,70}?)(?:[.:](?=\s|[A-Z]|$)|\s[-–]\s|\n|$)")  # noqa: RUF001
# A formal question: "PQ 1", "MQ 2", "Question 4", "Public question 3", "Q7".
QUESTION = re.compile(
    r"^(?:(?P<label>(?:P|M|C)Q\s?\d{1,2}|(?:public |member'?s?'? |councillor )?question (?:no\.? ?)?\d{1,2})"
    r"\b)(?!\s*(?:was|is|were|and)\b)",
    re.IGNORECASE,
)
ASKED_BY = re.compile(r"question (?:by|from)\s+(?P<who>.{3,60}?)(?: to |,|$)", re.IGNORECASE)


@dataclass(slots=True)
class _Group:
    """Pieces on their way to one passage."""

    pieces: list[Piece] = field(default_factory=list)
    standing: Standing = "recorded"
    item: str | None = None
    section: str | None = None
    meeting: Meeting = field(default_factory=Meeting)
    context: str = ""
    whole: bool = False

    @property
    def words(self) -> int:
        return sum(piece.words for piece in self.pieces)


def passages(
    section: Section, found: list[Piece], printed: dict[int, str | None], published: date | None
) -> Iterator[Passage]:
    """The passages of one section. `published` is the date of the meeting whose pack it is in."""
    if section.document == "minutes":
        groups = _minutes(section, found)
    elif section.document == "questions":
        groups = _questions(section, found)
    elif section.document == "tracker":
        groups = _tracker(section, found)
    else:
        groups = _report(section, found)
    for group in groups:
        for part in _parts(group):
            yield _passage(part, section, printed, published)


def _passage(
    group: _Group, section: Section, printed: dict[int, str | None], published: date | None
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


def _parts(group: _Group) -> Iterator[_Group]:
    """A group that is too long, cut between pieces and, within one, between sentences."""
    limit = VOTE_LONG if group.whole else LONG
    if group.words <= limit:
        yield group
        return
    part = replace(group, pieces=[])
    for piece in group.pieces:
        for bit in _cut(piece, limit):
            if part.pieces and part.words + bit.words > limit and part.words >= SMALL:
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


class _Builder:
    """Puts pieces together under one item, heading and standing, page by page."""

    def __init__(self, section: Section) -> None:
        self.group = _Group(meeting=section.meeting, item=section.item)
        self.done: list[_Group] = []

    def start(self, **changes: object) -> None:
        """End the group at hand and begin another, with what changes."""
        if self.group.pieces:
            self.done.append(self.group)
        base = replace(self.group, pieces=[], context="", whole=False)
        self.group = replace(base, **changes)  # type: ignore[arg-type]

    def add(self, piece: Piece, standing: Standing) -> None:
        """Put a piece in, beginning another group where it does not belong with the last."""
        group = self.group
        if group.pieces:
            last = group.pieces[-1]
            only_headings = all(p.kind == "heading" for p in group.pieces)
            if (
                (standing != group.standing and not only_headings)
                or (piece.page != last.page_end and not only_headings)
                or last.page_end != last.page
                or piece.page_end != piece.page
                or (group.words + piece.words > FULL and group.words >= SMALL)
            ) and not (only_headings and piece.page == last.page_end):
                self.start()
        self.group.standing = standing
        self.group.pieces.append(piece)

    def groups(self) -> list[_Group]:
        """All groups, the last one included."""
        self.start()
        return self.done


def _minutes(section: Section, found: list[Piece]) -> list[_Group]:
    builder = _Builder(section)
    headed = any(p.kind == "heading" and ITEM.match(p.text) for p in found)
    number = 0
    starts: list[tuple[int, str | None]] = [(0, None)]
    for i, piece in enumerate(found):
        title = _item_title(piece, headed, number)
        if title:
            number = int(title.split(".")[0])
            starts.append((i, title))
    for (start, item), (end, _) in zip(starts, [*starts[1:], (len(found), None)], strict=True):
        part = found[start:end]
        if not part:
            continue
        builder.start(item=item, section=None)
        fresh = [p.kind == "heading" for p in part]
        standings = in_minutes([p.text for p in part], [p.x0 for p in part], fresh)
        votes = _votes(part, standings)
        for j, piece in enumerate(part):
            if j in votes:
                if votes[j] == j:
                    builder.start(whole=True)
                builder.group.pieces.append(piece)
                builder.group.standing = standings[j]
                if j + 1 not in votes or votes[j + 1] != votes[j]:
                    builder.start()
                continue
            if piece.kind == "heading" and j and builder.group.words >= SMALL:
                builder.start(section=piece.text)
            elif piece.kind == "heading" and j:
                builder.group.section = builder.group.section or piece.text
            builder.add(piece, _with_preamble(part, standings, j))
    return builder.groups()


def _item_title(piece: Piece, headed: bool, number: int) -> str | None:
    """The item that a piece of minutes opens, as "8. Review of peer on peer abuse cases"."""
    match = ITEM.match(piece.text)
    if not match or piece.kind == "row" or (headed and piece.kind != "heading"):
        return None
    n = int(match["n"])
    if number and not number < n <= number + 4:
        return None
    title = ITEM_PAGES.sub("", match["title"])
    if piece.kind != "heading" or len(title.split()) > 24:
        run_in = RUN_IN.match(title)
        title = run_in[1] if run_in else " ".join(title.split()[:7])
        if len(title.split()) > 8:
            title = " ".join(title.split()[:5]) + " …"
    title = " ".join(title.split()).rstrip(" .:")
    return f"{n}. {title.capitalize() if title.isupper() else title}"


def _with_preamble(part: list[Piece], standings: list[Standing], j: int) -> Standing:
    """A short "A proposed and B seconded …" takes the standing of the resolution under it."""
    following = standings[j + 1] if j + 1 < len(part) else None
    if following == "decided" and MOVED.search(part[j].text) and part[j].words < 60:
        return "decided"
    return standings[j]


def _votes(part: list[Piece], standings: list[Standing]) -> dict[int, int]:
    """For the pieces of each vote (who, counts, names, result): the index of its first piece."""
    votes: dict[int, int] = {}
    for i, piece in enumerate(part):
        if not RESULT.match(piece.text.strip()):
            continue
        start = i
        for j in range(i - 1, max(-1, i - 14), -1):
            if part[j].kind == "heading" or j in votes:
                break
            if TO_THE_VOTE.search(part[j].text):
                start = j
                break
            if VOTE_COUNT.match(part[j].text):
                start = j
        for j in range(start, i + 1):
            votes[j] = start
            standings[j] = standings[i]
    return votes


def _questions(section: Section, found: list[Piece]) -> list[_Group]:
    builder = _Builder(section)
    heading = section.item
    asked = False
    for piece in found:
        match = QUESTION.match(piece.text)
        if match:
            asked = True
            who = ASKED_BY.search(piece.text)
            label = " ".join(match["label"].split())
            builder.start(
                item=label + (f", {who['who']}" if who else ""), section=heading, standing="answered"
            )
        builder.group.pieces.append(piece)
        builder.group.standing = "answered" if asked else "recorded"
    return [_with_question(group) for group in builder.groups()]


def _with_question(group: _Group) -> _Group:
    """The later parts of a long answer are still found by the question."""
    question = " ".join(" ".join(p.text for p in group.pieces[:4]).split()[:90])
    return replace(group, context=question) if group.words > LONG else group


def _tracker(section: Section, found: list[Piece]) -> list[_Group]:
    """Rows, each with the meeting that its date names, carried down over the rows below."""
    builder = _Builder(section)
    meeting = section.meeting
    title = section.item
    edge = min((p.x0 for p in found if p.kind == "row"), default=0.0)
    for piece in found:
        first = " ".join(piece.text.split("\n")[0].split())
        day = _row_day(piece, edge)
        if day:
            meeting = replace(meeting, date=day)
            builder.start(meeting=meeting)
        if piece.kind == "row" and len(piece.cells) > 1:
            name = piece.cells[1][1] if day else (first if edge + 20 < piece.x0 < edge + 120 else "")
            if name and len(name.split()) < 30:
                title = name
                builder.start(item=title, meeting=meeting)
        if piece.kind == "heading" and builder.group.words >= SMALL:
            builder.start(section=piece.text)
        builder.add(piece, "decided" if re.search(r"\bRESOLVED\b", piece.text) else "recorded")
        builder.group.context = f"{title or ''} {meeting.date or ''}".strip()
    return builder.groups()


def _row_day(piece: Piece, edge: float) -> date | None:
    if piece.x0 > edge + 6:
        return None
    dates = dates_in(" ".join(piece.text.split()[:6]))
    return dates[0][0] if dates and dates[0][1] < 12 else None


def _report(section: Section, found: list[Piece]) -> list[_Group]:
    builder = _Builder(section)
    standing: Standing = "proposed" if section.proposal else "recorded"
    base = standing
    header: list[Piece] = []
    in_table = False
    size = 0.0
    for piece in found:
        if piece.kind == "heading":
            if RECOMMENDATION_HEADING.match(piece.text):
                standing, size = "proposed", piece.size
            elif standing != base and piece.size >= size - 0.6:
                standing = base
            if builder.group.words >= SMALL or standing != builder.group.standing:
                builder.start(section=piece.text)
            elif not builder.group.pieces or builder.group.section is None:
                builder.group.section = piece.text
            in_table = False
        elif RECOMMENDATION_HEADING.match(piece.text) and piece.kind != "row":
            standing, size = "proposed", piece.size
            builder.start(section=None)
        if piece.kind == "row":
            if not in_table:
                header, in_table = [], True
            if len(header) < 3 and (not header or header[-1].page == piece.page) and _is_header(piece):
                header.append(piece)
        elif piece.kind != "heading" and piece.words > 25:
            in_table = False
        begun = len(builder.done)
        builder.add(piece, standing)
        if in_table and len(builder.done) > begun and header and piece not in header:
            builder.group.context = " ".join(h.text for h in header)
            if header[0].page == piece.page:
                builder.group.pieces[:0] = header
    return builder.groups()


def _is_header(piece: Piece) -> bool:
    """Whether a table row names its columns: words, years and units, not amounts."""
    figures = sum(bool(re.fullmatch(r"-?[\d,]+(?:\.\d+)?%?", text)) for _, text in piece.cells)
    years = sum(bool(re.fullmatch(r"20\d\d([-/]\d\d)?", text)) for _, text in piece.cells)
    return piece.bold or figures - years <= 0


def all_words(found: Iterable[Passage]) -> int:
    """How many words the passages hold."""
    return sum(len(p.text.split()) for p in found)
