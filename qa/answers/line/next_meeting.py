"""When the next meeting is, as the minutes or agenda of the latest one tell it.

Each paper tells it in the same words, so no sentence of any is nearer to the question than those of
the others: the latest paper of the body is meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from qa.answers.line.asked import PHRASES as ASKED
from qa.answers.line.proposal import Piece, Proposal
from qa.answers.search.context import Context, Hit, context_for
from qa.answers.search.search import search
from qa.answers.understanding.question import parse_question
from qa.papers.dates import dates_in
from qa.papers.text import sentences
from qa.wording import short_date

LOOKED_FOR = "The date of the next meeting"
BACK = timedelta(days=200)  # before the latest paper: a body may meet but twice a year
PASSAGES = 40  # that are looked through
AHEAD = timedelta(days=400)  # a day farther off is another matter
CERTAINTY = 0.9
LABEL = 12  # words of a line that may stand over the day
LONG = 24  # words: who says more tells something else, "reconsidered by the next meeting"


def propose(context: Context) -> Proposal | None:
    """The line that tells it; None where papers of several councils are meant, or no paper does."""
    preference = context.question.preference
    if len(context.library.totals.councils) > 1 and len(preference.councils) != 1:
        return None
    latest = context.library.searched(context.limits).latest
    if latest is None:
        return None
    limits = replace(
        context.limits, date_from=max(latest - BACK, context.limits.date_from or date.min)
    )
    if preference.period:
        limits = replace(limits, date_from=preference.period.first, date_to=preference.period.last)
    looked = context_for(parse_question(LOOKED_FOR), context.library, limits, top=PASSAGES)
    told = [one for hit in search(looked).hits for one in _told_in(hit, context)]
    if not told:
        return None
    met, piece = max(told, key=lambda one: (one[0], one[1].stored.passage.standing))
    paper = Piece(
        piece.stored, fields=f"In the {piece.stored.passage.document} of {short_date(met)}:"
    )
    return Proposal("date", (paper, piece), CERTAINTY)


def _told_in(hit: Hit, context: Context) -> Iterator[tuple[date, Piece]]:
    """Where a passage tells it, with the day of its own meeting."""
    stored, preference = hit.stored, context.question.preference
    passage, met = stored.passage, stored.passage.meeting.date
    if met is None or preference.is_of_another(passage):
        return
    if preference.committees and passage.meeting.committee not in preference.committees:
        return
    spans = sentences(passage.text)
    for i, (start, end) in enumerate(spans):
        if not ASKED["says_next"].search(passage.text[start:end]):
            continue
        if len(passage.text[start:end].split()) <= LABEL and i + 1 < len(spans):
            below = spans[i + 1][1]
            days = (day for day, *_ in dates_in(passage.text[start:end]))
            end = end if any(days) else below
        told = passage.text[start:end]
        if len(told.split()) <= LONG and any(
            met < day <= met + AHEAD for day, *_ in dates_in(told)
        ):
            yield met, Piece(stored, start, end)
