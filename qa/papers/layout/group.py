"""Groups of pieces that become passages."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from qa.papers.layout.block import BULLET
from qa.papers.layout.continuation import TERMINAL
from qa.papers.layout.piece import Piece
from qa.papers.layout.section import Section
from qa.papers.layout.title import has_verb, is_title
from qa.papers.paper import Meeting, Standing
from qa.phrases import Phrases

_PHRASES = Phrases.beside(__file__)
RESULT_ALONE, MOVERS, MOVED, PLACE = (
    _PHRASES[name] for name in ("result_alone", "movers", "moved", "place")
)

# Sizes in words. A group smaller than SMALL takes more pieces, up to FULL; one larger than LONG is
# cut between sentences.
SMALL, FULL, LONG = 45, 130, 220
# A recorded vote is kept whole (names, counts and result), and so is a formal question with its
# answer, since neither half is worth anything without the other: these are cut above this size.
WHOLE_LONG = 420
# What leads to the list or the motion under it has at most so many words.
MAX_LEAD = 30
MAX_LISTED = 12  # words of a line of a list, which is no sentence
MAX_TITLE, MIN_PARAGRAPH = 9, 12  # words of a title in plain type, and of a paragraph below it
MAX_CARRIED = 90  # words of a point that is carried whole into the next passage
NUMBERED = re.compile(r"\d{1,2}[.)]\s")
# The mark of a point of a list, "b)", "(iv)", "3."; whether it is the first of them.
POINT = re.compile(r"(?P<open>\(?)(?P<n>(?P<first>a|i|1)(?=[.)])|\d{1,2}|[a-z]{1,4})[.)]\s")
MAX_OF_LEAD = 40  # words of what leads to a list, that are told with the rest of it
OPENS_LIST = re.compile(r":\s*[-–]*$")  # "as follows:", "the following payments :-"
LETTERED = re.compile(r"\(?(?:[a-zA-Z]|[ivx]{1,4}|\d{1,2})[.)]\s+[A-Z](?:[^.;:!?\s]+\s?){1,12}")
OPEN = re.compile(r"(?:[;,:]|\b(?:and|or|that))[”\"]?$")  # the end of what goes on
# Words beside headings that a group needs to stand by itself; without them the first lines of a
# report would be a passage of labels.
MIN_TEXT = 20


@dataclass(slots=True)
class Group:
    """Pieces that will be one passage.

    `context` is what the passage is found by beside its own words; `header` is that of the table
    whose rows it has. A group that is `whole` is cut only above a greater size.
    """

    pieces: list[Piece] = field(default_factory=list)
    standing: Standing = "recorded"
    item: str | None = None
    section: str | None = None
    meeting: Meeting = field(default_factory=Meeting)
    context: str = ""
    header: str = ""
    whole: bool = False

    @property
    def words(self) -> int:
        """How many words its pieces have."""
        return sum(piece.words for piece in self.pieces)

    @property
    def says_something(self) -> bool:
        """Whether it has enough text beside headings to stand by itself."""
        text = sum(piece.words for piece in self.pieces if piece.kind != "heading")
        return self.words >= SMALL and text >= MIN_TEXT


class Builder:
    """Puts pieces together under one item, heading and standing, page by page."""

    def __init__(self, section: Section, *, of_record: bool = False) -> None:
        self._of_record = of_record
        self.group = Group(meeting=section.meeting, item=section.item)
        self.done: list[Group] = []

    def start(self, **changes: object) -> None:
        """End the current group and begin another that differs from it in `changes`."""
        if self.group.pieces:
            self.done.append(self.group)
        base = replace(self.group, pieces=[], context="", header="", whole=False)
        self.group = replace(base, **changes)  # type: ignore[arg-type]

    def add(self, piece: Piece, standing: Standing) -> None:
        """Put a piece in, beginning another group if it does not belong with the last."""
        if self.group.pieces and RESULT_ALONE.match(piece.text):
            self.group.pieces.append(piece)  # of the motion before it, on whichever page
            return
        if self.group.pieces and self._is_apart(piece, standing):
            leads = self._last_leads(piece)  # nothing stands under them yet
            context = "" if leads else self._list_of(piece)
            del self.group.pieces[len(self.group.pieces) - len(leads) :]
            self.start(context=context)
            self.group.pieces = leads
        self.group.standing = standing
        self.group.pieces.append(piece)

    def _is_apart(self, piece: Piece, standing: Standing) -> bool:
        """Whether a piece does not belong with the current group: it has another standing, is on
        another page, or would make the group too large. Headings go with what stands under them."""
        group, last = self.group, self.group.pieces[-1]
        if len(group.pieces) == 1 and _is_plain_title(self._last_done(), last, piece):
            return piece.page > last.page_end + 1
        if all(_heads(one) or _is_header(one, piece) for one in group.pieces):
            return piece.page > last.page_end + 1
        only_headings = all(map(_heads, group.pieces))
        if only_headings and piece.page == last.page_end:
            return False
        leads = (_heads(p) or self._leads(p) or self._is_moved(p, piece) for p in group.pieces)
        if all(leads):
            return piece.page > last.page_end + 1  # who moved it stands with what was moved
        if self._says_little(piece, standing):
            return False
        follows = standing == group.standing and piece.page - last.page_end in (0, 1)
        goes_on = OPEN.search(last.text) or (_is_point(last) and _is_point(piece))
        if follows and last.kind != "row" and goes_on:
            return group.words + piece.words > LONG  # a list or a motion, also over the page
        return (
            (standing != group.standing and not only_headings)
            or (piece.page != last.page_end and not only_headings)
            or last.page_end != last.page
            or piece.page_end != piece.page
            or (group.words + piece.words > self._limit(piece) and group.words >= SMALL)
        )

    def _limit(self, after: Piece) -> int:
        """How many words the current group may have with a piece after it: more where that goes on
        with a list of short lines, which would not say by itself what it is a list of."""
        return LONG if _is_listed(self.group.pieces[-1]) and _is_listed(after) else FULL

    def _says_little(self, after: Piece, standing: Standing) -> bool:
        """Whether the current group is but a title, as the name of a committee and of its paper,
        over what follows it on its page."""
        group, last = self.group, self.group.pieces[-1]
        titles = all(piece.kind in ("heading", "text") for piece in group.pieces)
        here = after.page == last.page_end and standing == group.standing
        return titles and here and group.words < MIN_TEXT and not TERMINAL.search(last.text)

    def _last_done(self) -> Piece | None:
        return self.done[-1].pieces[-1] if self.done else None

    def _last_leads(self, after: Piece) -> list[Piece]:
        """The headings with which the current group ends, if it has other pieces; also who moved
        the motion that follows, and what stands over a list; in records "(b) Roads" over a
        paragraph, and the title of what is moved."""
        pieces = self.group.pieces
        begins = self._begin_of_list(after)
        if begins and ":" in pieces[begins - 1].text:
            before = sum(piece.words for piece in pieces[: begins - 1])
            if before >= SMALL:  # the rest of the list would not say what it is a list of
                return pieces[begins - 1 :]
        point = self._begin_of_point(after)
        if point:
            return pieces[point:]
        at = len(pieces)
        if at > 1 and self._is_lettered_heading(pieces[-2], pieces[-1], after):
            at -= 1
        while at > 1 and self._is_title_of_motion(pieces[at - 1], after):
            at -= 1
        while at and (_heads(pieces[at - 1]) or self._leads(pieces[at - 1])):
            at -= 1
        while at > 1 and _is_header(pieces[at - 1], after):
            at -= 1
        if at > 1 and at == len(pieces) and _is_plain_title(pieces[at - 2], pieces[at - 1], after):
            at -= 1
        return pieces[at:] if at else []

    def _begin_of_list(self, after: Piece) -> int | None:
        """Where the list begins that a piece goes on with; None where it goes on with none."""
        pieces = self.group.pieces
        if not BULLET.match(after.text) or after.page != pieces[-1].page_end:
            return None
        at = len(pieces)
        while at and pieces[at - 1].kind == "item" and BULLET.match(pieces[at - 1].text):
            at -= 1
        return at if at < len(pieces) else None

    def _begin_of_point(self, after: Piece) -> int | None:
        """Where the numbered point begins that a short line goes on with: "9. Finance" over what
        is to be paid; None where it goes on with none, or too little would be left before it."""
        pieces = self.group.pieces
        short = after.words <= MAX_LISTED and not NUMBERED.match(after.text)
        if after.page != pieces[-1].page_end or not short:
            return None
        at = len(pieces)
        while at and _is_listed(pieces[at - 1]) and _is_listed(after):
            at -= 1
            if NUMBERED.match(pieces[at].text):
                before, words = pieces[:at], sum(piece.words for piece in pieces[at:])
                enough = sum(piece.words for piece in before) >= SMALL
                return at if enough and words <= MAX_CARRIED else None
        return None

    def _list_of(self, after: Piece) -> str:
        """What leads to the list that a piece goes on with, of which it is cut off."""
        at = self._begin_of_list(after)
        if at is None:
            return self._lead_of_numbered(after)
        lead = self.group.pieces[at - 1].text if at else self.group.context
        return lead if ":" in lead else ""

    def _lead_of_numbered(self, after: Piece) -> str:
        """What leads to the points "a)", "b)" of which a piece is a later one: the line before the
        first of them, or what was said of that where these were cut too."""
        marker = POINT.match(after.text)
        if after.kind != "item" or after.opens or not marker or marker["first"]:
            return ""
        for piece in reversed(self.group.pieces):
            other = POINT.match(piece.text)
            if piece.kind != "item" or not other:
                return _shortened(piece.text) if OPENS_LIST.search(piece.text) else ""
            within = (
                other["open"] != marker["open"] or other["n"].isdigit() != marker["n"].isdigit()
            )
            if within and OPENS_LIST.search(piece.text):
                return _shortened(piece.text)  # "2. That these be sold:" over "b) …"
        return self.group.context

    def _leads(self, piece: Piece) -> bool:
        if piece.kind == "row" or piece.words > MAX_LEAD:
            return False
        return bool(OPENS_LIST.search(piece.text) or MOVERS.match(piece.text))

    def _is_lettered_heading(self, before: Piece, piece: Piece, after: Piece) -> bool:
        ended = before.kind != "item" or bool(TERMINAL.search(before.text))
        alone = ended and piece.kind == "item" and after.kind == "text"
        return self._of_record and alone and bool(LETTERED.fullmatch(piece.text))

    def _is_moved(self, piece: Piece, after: Piece) -> bool:
        """Whether a piece is the title of the motion after it, and who moves that."""
        short = piece.kind == "text" and piece.words <= MAX_LEAD
        titled = short and after.text.startswith("That ")
        return self._of_record and titled and bool(MOVED.search(piece.text))

    def _is_title_of_motion(self, piece: Piece, after: Piece) -> bool:
        """Whether a piece is the title of what is moved after it: "Ferry Report HBR-22-014"; also
        with who moves it."""
        if self._is_moved(piece, after):
            return True
        if not (self._of_record and MOVERS.match(after.text)) or piece.words > MAX_LEAD:
            return False
        ends = TERMINAL.search(piece.text) or RESULT_ALONE.match(piece.text)
        return piece.kind == "text" and not ends and piece.text[:1].isupper()

    def groups(self) -> list[Group]:
        """All groups, the last one included. Headings that nothing stands under, as the last item
        of an agenda is, stay with what stands before them."""
        self.start()
        if len(self.done) < 2:
            return self.done
        before, last = self.done[-2:]
        only_headings = all(map(_heads, last.pieces))
        follows = before.item == last.item and before.pieces[-1].page_end == last.pieces[0].page
        if only_headings and follows:
            before.pieces += self.done.pop().pieces
        return self.done


def _shortened(lead: str) -> str:
    """The last words of what leads to a list."""
    return " ".join(lead.split()[-MAX_OF_LEAD:])


def _is_plain_title(before: Piece | None, piece: Piece, after: Piece) -> bool:
    """Whether the last piece of a group, set as the text is, is the title of what follows: a short
    line that says nothing, between the end of a sentence and a paragraph or a table."""
    if piece.kind != "text" or piece.opens or piece.words > MAX_TITLE or "\n" in piece.text:
        return False
    listed = before and BULLET.match(before.text) and not BULLET.match(piece.text)
    ended = before and (before.kind == "heading" or listed or TERMINAL.search(before.text))
    begins = after.kind == "row" or after.opens or after.words >= MIN_PARAGRAPH
    known = MOVERS.match(piece.text) or RESULT_ALONE.match(piece.text)
    return bool(ended and begins and not known and is_title(piece.text))


def _is_listed(piece: Piece) -> bool:
    """Whether a piece is a line of a list, or some of those present: without the end of a sentence,
    and short or without a verb."""
    text = piece.text.strip()
    said = TERMINAL.search(text) or RESULT_ALONE.match(text) or MOVERS.search(text)
    if said or piece.kind not in ("text", "item"):
        return False
    return piece.words <= MAX_LISTED or not has_verb(text)


def _is_point(piece: Piece) -> bool:
    """Whether a piece is a short point of a list, with no number."""
    return piece.kind == "item" and _is_listed(piece) and not piece.text[:1].isdigit()


def _is_header(row: Piece, after: Piece) -> bool:
    """Whether a row names the columns of the row after it."""
    if row.kind != "row" or not row.bold or after.bold or after.kind == "heading":
        return False
    return row.page_end == after.page or (after.kind == "row" and row.page_end + 1 == after.page)


def _heads(piece: Piece) -> bool:
    """Whether a piece is a heading, or the place of an item on the agenda below one."""
    return piece.kind == "heading" or bool(PLACE.fullmatch(piece.text))
