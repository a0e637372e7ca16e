"""When a passage mentions the subject of a story, and which one mentions it last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import get_args

from qa.answers.search.candidates import sentence_cosines
from qa.answers.search.context import Context, Hit
from qa.answers.story.excerpt import OF_SUBJECT
from qa.answers.story.kind import kind_of
from qa.answers.story.subject import Subject, searched_text
from qa.answers.story.ways import names_by_stem, sufficient
from qa.library.records import StoredPassage
from qa.papers import kinds
from qa.papers.paper import StepKind

MAX_PASSAGES = 500  # that are looked through for mentions later than the latest that was found
# Kinds of step that a tracker reports of a recommendation, later than the meeting that made it.
REPORTED = frozenset[StepKind](get_args(StepKind)) - {"raised", "recommended"}


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

    That nothing later is said can only be told by the index of words, which is asked for every way
    in which a later passage may hold enough of the subject, under all names of its words. None
    where more than MAX_PASSAGES may.
    """
    last = max([*_mentions(context.hits, subject)[:1], latest_step], key=lambda one: one[0])
    until = context.limits.date_to
    if until and last[0] >= until:
        return last
    library = context.library
    later = replace(context.limits, date_from=last[0] + timedelta(days=1))
    ways = sufficient(subject, names_by_stem(context.question.subject), OF_SUBJECT)
    ids = library.store.words.containing(ways, later, MAX_PASSAGES)
    if len(ids) == MAX_PASSAGES:
        return None
    own = last[1].stored.passage.meeting
    found = _mentions(
        [
            Hit(stored, 0.0, 0.0)
            for stored in library.store.passages.get(ids)
            if not stored.passage.meeting.is_elsewhere(own)
        ],
        subject,
    )
    if not found:
        return last
    day, hit = found[0]
    cosines = sentence_cosines([hit.stored.id], context)[hit.stored.id]
    return day, replace(hit, cosine=max(cosines, default=0.0), sentences=cosines)


def _mentions(hits: Sequence[Hit], subject: Subject) -> list[tuple[date, Hit]]:
    """Those of `hits` that mention the subject in their own words, with the day, latest first."""
    dated = (
        (date_of(hit.stored, hit.stored.passage.text), hit)
        for hit in hits
        if subject.share_in(searched_text(hit.stored.passage)) >= OF_SUBJECT
    )
    known = [(day, hit) for day, hit in dated if day]
    return sorted(known, key=lambda one: (one[0], one[1].score), reverse=True)
