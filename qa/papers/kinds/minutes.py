"""Minutes: the record of a meeting.

They are grouped under their items: a debate bullet whole, a resolution with its preamble, a vote
with its result.
"""

from __future__ import annotations

import re

from qa.papers.dates import days_in
from qa.papers.kind import Kind, OpeningRule
from qa.papers.layout.group import MAX_TITLE, RESULT_ALONE, SMALL, Builder, Group
from qa.papers.layout.item import items
from qa.papers.layout.piece import Piece
from qa.papers.layout.plain_heading import with_plain_headings
from qa.papers.layout.section import Section
from qa.papers.layout.table import Table
from qa.papers.layout.title import is_title
from qa.papers.opening import Head, Opening
from qa.papers.paper import Meeting, Standing
from qa.papers.standing import (
    AGREED_ALONE,
    MOVED,
    RESULT,
    TO_THE_VOTE,
    VOTE_COUNT,
    standings_in_minutes,
)
from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)
OPENING_LINES, WORD_LINES = 8, 14  # of a head, in which a heading, or the word alone, stands
DRAFT_LINES = 6  # of a head, in which drafts say that they are

# "put the motion set out in paragraph 2 to the vote": what is voted upon stands there.
PARAGRAPH = re.compile(r"\bparagraph (\d{1,3})\b")
MOTION_WORDS = 90  # of a motion, by which its vote is found


def _headed(head: Head) -> Opening | None:
    """A page headed "Minutes of the meeting of X held at Y on DATE", or "Minutes" under the name of
    a meeting."""
    lines = head.lines
    at = next(
        (i for i, line in enumerate(lines[:OPENING_LINES]) if PHRASES["opens"].match(line)), None
    )
    if at is None:
        if not _names_minutes(lines):
            return None
    elif any(line.lower().startswith("to ") for line in lines[max(0, at - 1) : at]):
        return None  # "To approve the minutes of …", an item of an agenda
    draft = bool(PHRASES["draft"].search(head.top(DRAFT_LINES)))
    return Opening("minutes", Meeting(), draft=draft)


def _names_minutes(lines: list[str]) -> bool:
    """Whether a line is only "Minutes", with the word "meeting" in it or above it."""
    at = next(
        (i for i, line in enumerate(lines[:WORD_LINES]) if PHRASES["alone"].match(line)), None
    )
    if at is None or any(map(PHRASES["agenda"].match, lines[:at])):
        return False  # an entry of the business, under "Agenda"
    return "meeting" in " ".join(lines[: at + 1]).lower()


def _group(section: Section, found: list[Piece]) -> list[Group]:
    """The groups of a section of minutes."""
    headed = with_plain_headings(found)
    openings = items(found) or items(headed)
    found = headed
    builder = Builder(section, of_record=True)
    table = Table(builder)
    starts: list[tuple[int, str | None]] = [(0, None), *openings]
    over: list[Piece] = []  # the title of items that follow under it
    for (start, item), (end, _) in zip(starts, [*starts[1:], (len(found), None)], strict=True):
        part = [*over, *found[start:end]]
        over = _last_headings(part, found[end].page, item) if end < len(found) else []
        del part[len(part) - len(over) :]
        if not part:
            continue
        if _only_leads(part, [*over, *found[end : end + 1]]):
            over = [*part, *over]  # "6. Reports of office bearers:" over "(a) Chair"
            continue
        builder.start(item=item, section=None)
        fresh = [p.kind == "heading" for p in part]
        committee = section.meeting.committee
        texts, edges = [p.text for p in part], [p.x0 for p in part]
        standings = standings_in_minutes(texts, edges, fresh, committee)
        votes = _votes(part, standings)
        lead = ""  # of the resolution at hand: "RESOLVED: That the committee recommends that:"
        for j, piece in enumerate(part):
            if j in votes:
                if votes[j] == j:
                    builder.start(whole=True, context=_motion(part, j))
                builder.group.pieces.append(piece)
                builder.group.standing = standings[j]
                if j + 1 not in votes or votes[j + 1] != votes[j]:
                    builder.start()
                continue
            if j and PHRASES["closing"].match(piece.text):
                builder.start(item=None, section=None)
            if piece.kind == "heading":
                table.end()
                if j and builder.group.words >= SMALL:
                    builder.start(section=piece.text)
            table.follow(piece)
            done = len(builder.done)
            builder.add(piece, _with_preamble(part, standings, j))
            if piece.kind == "heading" and j:
                _head(builder.group, piece)
            table.repeat_header(piece, begun=len(builder.done) > done)
            if standings[j] != "decided":
                lead = ""
            elif piece.text.endswith(":"):
                lead = piece.text
            elif lead and builder.group.pieces == [piece]:
                builder.group.context = lead
    return builder.groups()


def _last_headings(part: list[Piece], page: int, item: str | None) -> list[Piece]:
    """The headings with which the pieces of an item end: they are of what follows on their `page`,
    as "UNRESTRICTED ITEMS" is. That of the item itself, what became of a motion, and the day of the
    next meeting are not; nor, above the first item, is the title of the minutes."""
    at = len(part)
    while at > 1 and part[at - 1].kind == "heading" and part[at - 1].page == page:
        last = part[at - 1]
        if last.opens or _is_result(last.text) or days_in(last.text) or not is_title(last.text):
            break
        if item is None and (not last.text.isupper() or PHRASES["alone"].match(last.text)):
            break
        at -= 1
    return part[at:] if any(piece.kind != "heading" for piece in part[:at]) else []


def _is_result(text: str) -> bool:
    """Whether a heading says what became of a motion."""
    return bool(RESULT.match(text) or RESULT_ALONE.match(text.strip()))


def _head(group: Group, heading: Piece) -> None:
    """Name the group by a heading that was put into it, if it is the first in it."""
    if group.pieces[0] is heading or not group.section:
        group.section = heading.text


def _only_leads(part: list[Piece], after: list[Piece]) -> bool:
    """Whether an item is nothing but the title of those that follow it on its page."""
    title = part[0]
    short = len(part) == 1 and title.words <= MAX_TITLE and title.text.endswith(":")
    return short and bool(after) and after[0].page == title.page


def _with_preamble(part: list[Piece], standings: list[Standing], j: int) -> Standing:
    """A short "A proposed and B seconded …" takes the standing of the resolution under it."""
    following = standings[j + 1] if j + 1 < len(part) else None
    if following == "decided" and MOVED.search(part[j].text) and part[j].words < 60:
        return "decided"
    return standings[j]


def _motion(part: list[Piece], vote: int) -> str:
    """What is voted upon: the paragraph that the vote names, or the last that was moved."""
    named = PARAGRAPH.search(part[vote].text)
    starts = [
        i
        for i in range(vote)
        if (named and part[i].text.startswith(f"{named[1]})"))
        or (not named and MOVED.search(part[i].text))
    ]
    if not starts:
        return ""
    words = " ".join(piece.text for piece in part[starts[-1] : vote]).split()
    return " ".join(words[:MOTION_WORDS])


def _votes(part: list[Piece], standings: list[Standing]) -> dict[int, int]:
    """For the pieces of each vote (who, counts, names, result): the index of its first piece."""
    votes: dict[int, int] = {}
    for i, piece in enumerate(part):
        alone = AGREED_ALONE.match(piece.text.strip())
        if not (alone or RESULT.match(piece.text.strip())):
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
        if alone and start == i:
            continue  # it ends what was moved above it, and stays with that
        for j in range(start, i + 1):
            votes[j] = start
            standings[j] = standings[i]
    return votes


KIND = Kind(
    name="minutes",
    words="minutes",
    plural="minutes",
    one="minutes",
    place=2,
    own_meeting="body and day",
    openings=(OpeningRule(10, _headed),),
    file_name=PHRASES["file_name"],
    precedence=1,
    asked=PHRASES["asked"],
    meeting_from="paper",
    gives_meeting=True,
    dates_paper=True,
    item="none",
    group=_group,
    is_record=True,
    is_substance=True,
    lists_other_papers=True,
)
