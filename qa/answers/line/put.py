"""What stands over a passage: what was decided of that which it puts.

What was asked for is not what was given, and a fee that a report proposes is not the one that was
set: who asks for the one is told the other where minutes have it.
"""

from __future__ import annotations

from collections.abc import Sequence

from qa.answers.line.asked import PHRASES, asks_for
from qa.answers.line.figure import TIME
from qa.answers.line.marks import KINDS, gives_value, wants_of
from qa.answers.line.settled import YES
from qa.answers.search.context import Context, Hit
from qa.library.records import StoredPassage
from qa.papers.dates import dates_in
from qa.papers.text import sentences

# Questions that what was put answers: why it was, by whom, what officers said, how members voted.
OF_WHAT_WAS_PUT = ("why", "moved", "of_officers", "vote", "put")


def decided_over(stored: StoredPassage, told: str, context: Context) -> Hit | None:
    """The hit that says what was decided of that which a passage puts: under its item, where its
    words `told` only say what was put, or by the meeting to which it was reported; None where there
    is none, or what was put is asked for."""
    passage = stored.passage
    if passage.standing == "decided":
        return None
    if any(asks_for(what, context.question) for what in OF_WHAT_WAS_PUT):
        return None
    if passage.standing == "proposed":
        least = _share(stored, context)
        met = (hit for hit in context.hits if _is_decided_by_meeting(stored, hit.stored))
        if over := next((hit for hit in met if _share(hit.stored, context) >= least), None):
            return over
    only_put = PHRASES["put"].search(told) and not PHRASES["did_decide"].search(told)
    if not passage.item or not (only_put or passage.standing == "proposed"):
        return None
    under = [hit for hit in context.hits if _is_under(stored, hit.stored)]
    under = [hit for hit in under if _may_give(hit.stored.passage.text, context)]
    decided = next((hit for hit in under if hit.stored.passage.standing == "decided"), None)
    return decided or _carried(under, context)


def _may_give(text: str, context: Context) -> bool:
    """Whether a text has a figure or a day, where one is asked for: the tender that was accepted
    says nothing of when the work will be done."""
    kinds = [KINDS[want.name] for want in wants_of(context.question)][:1]
    if kinds == ["date"]:
        return any(dates_in(text)) or bool(TIME.search(text))
    each = (text[a:b] for a, b in sentences(text))
    return kinds != ["figure"] or any(gives_value(one, context.question) for one in each)


def _carried(hits: Sequence[Hit], context: Context) -> Hit | None:
    """The first hit that holds the words of a motion which was carried: the vote may stand far
    below them, so that they only propose it."""
    moved = {hit.stored.id: hit for hit in hits if hit.stored.passage.standing == "proposed"}
    entries = context.library.store.registers.resolutions([*moved]) if moved else []
    words = (
        entry.passages[one.passage].id
        for entry in entries
        if entry.record.outcome in YES
        for one in entry.record.words
    )
    return next((moved[at] for at in words if at in moved), None)


def _share(stored: StoredPassage, context: Context) -> float:
    """The share of the question that a passage and the title over it hold."""
    return context.term_weights.share_in(f"{stored.passage.item or ''}\n{stored.passage.text}")


def _is_decided_by_meeting(stored: StoredPassage, other: StoredPassage) -> bool:
    """Whether a passage of another paper is of what the meeting decided to which this was put."""
    put, passage = stored.passage.meeting, other.passage
    if stored.paper_id == other.paper_id or passage.standing != "decided":
        return False
    return bool(put.committee and put.date) and put == passage.meeting


def _is_under(stored: StoredPassage, other: StoredPassage) -> bool:
    """Whether another passage of the same paper is under the same item and meeting."""
    first, passage = stored.passage, other.passage
    same = stored.paper_id == other.paper_id and first.item == passage.item
    return same and stored.id != other.id and first.meeting.date == passage.meeting.date
