"""When a passage mentions the subject of a story, and which one mentions it last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from qa.answers.search.context import Context, Hit
from qa.answers.search.search import search
from qa.answers.story.excerpt import OF_SUBJECT
from qa.answers.story.kind import kind_of
from qa.answers.story.subject import Subject, searched_text
from qa.library.records import StoredPassage
from qa.papers import kinds
from qa.papers.paper import StepKind

MAX_SEARCHES = 8  # for mentions later than the latest that was found
DEPTH = 20  # hits of each of these searches
# Kinds of step that a tracker reports of a recommendation, later than the meeting that made it.
REPORTED: frozenset[StepKind] = frozenset(
    ("accepted", "rejected", "deferred", "progress", "delayed", "completed", "superseded")
)


def date_of(stored: StoredPassage, text: str, copies: Sequence[StoredPassage] = ()) -> date | None:
    """The day on which `text` of a passage was said.

    What a tracker reports of a recommendation was published later than the meeting that made the
    recommendation: with the papers of a later meeting, which this passage or one of its `copies`
    was published with.
    """
    passage = stored.passage
    day = passage.meeting.date
    tracker = kinds.kind_of(passage.document).is_tracker
    if not tracker or kind_of(text, passage.standing) not in REPORTED or not day:
        return day
    published = (one.passage.published_with for one in (stored, *copies))
    return min((one for one in published if one and one > day), default=day)


def last_mention(
    context: Context, subject: Subject, latest_step: tuple[date, Hit]
) -> tuple[date, Hit] | None:
    """The last day on which the subject is mentioned, and where.

    Papers later than the latest mention in the hits are searched, again and again until none of
    them mentions it. None where that takes more than MAX_SEARCHES.
    """
    last = max([*_mentions(context.hits, subject)[:1], latest_step], key=lambda one: one[0])
    until = context.limits.date_to
    for _ in range(MAX_SEARCHES):
        if until and last[0] >= until:
            return last
        later = replace(context.limits, date_from=last[0] + timedelta(days=1))
        found = _mentions(search(replace(context, limits=later, top=DEPTH)).hits, subject)
        if not found:
            return last
        last = found[0]
    return None


def _mentions(hits: Sequence[Hit], subject: Subject) -> list[tuple[date, Hit]]:
    """Those of `hits` that mention the subject in their own words, with the day, latest first."""
    dated = (
        (date_of(hit.stored, hit.stored.passage.text), hit)
        for hit in hits
        if subject.share_in(searched_text(hit.stored.passage)) >= OF_SUBJECT
    )
    known = [(day, hit) for day, hit in dated if day]
    return sorted(known, key=lambda one: (one[0], one[1].score), reverse=True)
