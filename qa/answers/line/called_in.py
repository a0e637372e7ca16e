"""That a decision was called in since it was made: who reads that a scheme was agreed must not take
it for settled where others have looked at it again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from qa.answers.line.asked import PHRASES, asks_for
from qa.answers.line.proposal import Piece, Proposal
from qa.answers.search.context import Context, Hit
from qa.answers.story.excerpt import heading
from qa.library.records import StoredPassage
from qa.papers.kinds import kind_of
from qa.papers.text import sentences
from qa.wording import short_date

# A call-in is of a decision where it holds what of the question stands in the heading of that, and
# so much of the share that the decision holds: a call-in names a scheme, and not what it is to be.
OF_HEADING, AS_MUCH = 0.95, 0.35
MAX_WORDS = 60  # of a sentence that is told
UNTOLD = ("earlier answer", "member vote", "nothing", "story")  # kinds of lines of no decision


def with_call_in(line: Proposal, context: Context) -> Proposal:
    """The line of a decision with what became of it where it was called in later; as it is where
    the papers found tell of none, or call-ins are asked about."""
    told = next((piece.stored for piece in line.pieces if not piece.fields), None)
    if told is None or line.kind in UNTOLD or asks_for("called_in", context.question):
        return line
    passage, day = told.passage, told.passage.meeting.date
    is_decided = passage.standing == "decided" or kind_of(passage.document).is_decision_notice
    if day is None or not is_decided or _tells_call_in(told):
        return line
    since = [
        (on, hit)
        for hit in context.hits
        if (on := hit.stored.passage.meeting.date)
        and on > day
        and not hit.stored.passage.meeting.is_elsewhere(passage.meeting)
        and _tells_call_in(hit.stored)
        and _is_of(told, hit.stored, context)
    ]
    if not since:
        return line
    on, found = max(since, key=lambda each: (each[0], each[1].score))
    before = Piece(found.stored, fields=f"Called in since, {short_date(on)}:")
    return replace(line, further=(before, _what_came_of_it(found, on, context.hits)))


def _is_of(decided: StoredPassage, called_in: StoredPassage, context: Context) -> bool:
    """Whether a call-in is of a decision."""
    weights, text = context.term_weights.of_the_matter, _searched(called_in)
    if not weights.share_in(text) >= AS_MUCH * weights.share_in(_searched(decided)) > 0:
        return False
    over = heading(decided.passage)
    names_it = weights.share_in(over) > 0
    return not names_it or weights.among(over).share_in(text) >= OF_HEADING


def _what_came_of_it(found: Hit, on: date, hits: Sequence[Hit]) -> Piece:
    """What was decided under the item of a call-in; else the words that tell of it."""
    item = found.stored.passage.item
    under = [
        hit.stored
        for hit in hits
        if hit.stored.paper_id == found.stored.paper_id
        and (hit.stored.passage.item, hit.stored.passage.meeting.date) == (item, on)
    ]
    pieces = [piece for name in ("did_decide", "called_in") for piece in _said(name, under)]
    text = found.stored.passage.text
    return pieces[0] if pieces else Piece(found.stored, *sentences(text)[0])


def _said(name: str, passages: Sequence[StoredPassage]) -> list[Piece]:
    """The sentences in which a phrase of asked.toml stands, of those that decide first, and those
    that say what was lost behind the others."""
    decided_first = sorted(passages, key=lambda one: one.passage.standing != "decided")
    found = [
        Piece(stored, a, b)
        for stored in decided_first
        for a, b in sentences(stored.passage.text)
        if PHRASES[name].search(stored.passage.text[a:b])
        and len(stored.passage.text[a:b].split()) <= MAX_WORDS
    ]
    return sorted(found, key=lambda one: bool(PHRASES["beaten"].search(one.text)))


def _tells_call_in(stored: StoredPassage) -> bool:
    """Whether a passage tells that a decision was called in, itself or by its heading."""
    return bool(PHRASES["called_in"].search(_searched(stored)))


def _searched(stored: StoredPassage) -> str:
    return f"{heading(stored.passage)}\n{stored.passage.text}"
