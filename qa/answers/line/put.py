"""What was put to a meeting, and what was decided of it under the same item.

What was asked for is not what was given, and a fee that a report proposes is not the one that was
set: who asks for the one is told the other where minutes have it.
"""

from __future__ import annotations

from qa.answers.line.asked import PHRASES, asks_for
from qa.answers.search.context import Context, Hit
from qa.library.records import StoredPassage

# Questions that what was put answers: why it was, by whom, what officers said, how members voted.
OF_WHAT_WAS_PUT = ("why", "moved", "of_officers", "vote", "put")


def decided_over(stored: StoredPassage, told: str, context: Context) -> Hit | None:
    """The hit that says what was decided under the item of a passage, of which the words `told`
    only say what was put; None where there is none, or what was put is asked for."""
    passage = stored.passage
    if passage.standing == "decided" or not passage.item:
        return None
    if not PHRASES["put"].search(told) or PHRASES["did_decide"].search(told):
        return None
    if any(asks_for(what, context.question) for what in OF_WHAT_WAS_PUT):
        return None
    return next((hit for hit in context.hits if _is_decided_under(stored, hit.stored)), None)


def _is_decided_under(stored: StoredPassage, other: StoredPassage) -> bool:
    """Whether another passage of the same paper is decided, under the same item and meeting."""
    first, passage = stored.passage, other.passage
    same = stored.paper_id == other.paper_id and first.item == passage.item
    return same and first.meeting.date == passage.meeting.date and passage.standing == "decided"
