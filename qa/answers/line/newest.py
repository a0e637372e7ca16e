"""What was told of a matter last, and what before it.

Later papers supersede earlier ones. Where a matter is told with another figure, day or name on a
later day, the latest comes first, and the one before it is told as earlier, each with its day.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from qa.answers.answer_line import LineKind
from qa.answers.line.asked import PHRASES as ASKED
from qa.answers.line.asked import asks_for
from qa.answers.line.found import Found
from qa.answers.line.marks import values_of
from qa.answers.line.person import persons_in
from qa.answers.line.proposal import Piece, Proposal
from qa.answers.line.settled import marks_settled, settles
from qa.answers.line.tellable import tellable, tells_no_figure
from qa.answers.search.beside import PHRASES as BESIDE
from qa.answers.search.context import Context
from qa.answers.search.search import search
from qa.answers.understanding.question import Question, dealing_stems
from qa.library.stemming import stems
from qa.wording import short_date

OF_MATTER = 0.5  # of the question that a sentence, or its title, holds if its matter is followed
# A sentence is of the same matter as another where it holds as much of the question, but for so
# little, and is as near to it, but for so little.
SAME_MATTER, AS_NEAR = 0.95, 0.12
ALL, NEAR_ENOUGH = 0.99, 0.3  # …or holds every word of it and is not far from it
# Words of two sentences, beside those of the question, that tell of the same thing: so many, and
# such a share of the later one.
SHARED, MOSTLY_SHARED = 2, 0.5
NOT_WORDS = re.compile(r"\S*\d\S*|\b(?:million|thousand|billion|pounds?|euros?|dollars?)\b")
LATER = 12  # passages of later meetings that are looked through


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence on the day of its meeting, with the values in it that were asked for, written
    alike."""

    found: Found
    day: date
    values: frozenset[str]


def may_change(kind: LineKind, question: Question) -> bool:
    """Whether what is asked for may be superseded: a figure, or a day or a name that still holds,
    of no time that the question names."""
    timed = question.preference
    if timed.period or timed.months or asks_for("earliest", question):
        return False
    return kind == "figure" or (kind in ("date", "person") and not asks_for("past", question))


def newest(line: Proposal, best: Found, context: Context) -> Proposal:
    """The line with the newest of what was told of its matter first, and what was told before."""
    if not best.day or max(best.own, best.titled) < OF_MATTER:
        return line
    found = [
        one for one in _told_later(best, context) if not tells_no_figure(one, context.question)
    ]
    coming = line.kind == "person" or BESIDE["comes"].search(context.question.own)
    if coming and (left := _left_office(best, found, context.question)):
        return replace(line, further=_later(left))
    asked = _asked(context.question)
    if best.own >= OF_MATTER:
        alike = of_the_same_matter(best, found, context.question)
    else:
        alike = [one for one in _others(best, found) if _goes_on(one, best, asked)]
    told = sorted(_told([best, *alike], context.question), key=lambda one: one.day)
    newest = told[-1]
    before = [one for one in told if one.day < newest.day and not one.values & newest.values]
    if not before:
        return line
    return _with_the_earlier(line, newest.found, before[-1].found, context.question)


def settled_since(line: Proposal, best: Found, context: Context) -> Proposal:
    """The line that tells by yes or no how something is, with what a later meeting says of the same
    matter first, if that settles it too: "not yet repaired" holds until "has now been repaired"."""
    timed, question = context.question.preference, context.question
    held = _held(best, context)
    if not best.day or held < OF_MATTER or timed.period or timed.months:
        return line
    since = [
        one
        for one in of_the_same_matter(best, _told_later(best, context), question)
        if one.day
        and one.day > best.day
        and _held(one, context) >= SAME_MATTER * held
        and settles(one.text, one.own, question)
    ]
    latest = max(since, key=lambda one: (one.day or date.min, one.score), default=None)
    return _with_the_earlier(line, latest, best, question) if latest else line


def _held(found: Found, context: Context) -> float:
    """The share of the question that a sentence holds with the heading it stands under."""
    item = found.hit.stored.passage.item or ""
    return context.term_weights.share_in(f"{item}\n{found.text}")


def _told_later(best: Found, context: Context) -> list[Found]:
    """The sentences that may be told of the passages found, and of those of meetings after that of
    `best`."""
    if not best.day:
        return []
    limits = replace(context.limits, date_from=best.day + timedelta(days=1))
    later = search(replace(context, limits=limits, tokens=None, top=LATER)).hits
    hits = tuple({hit.stored.id: hit for hit in (*later, *context.hits)}.values())
    return [*tellable(replace(context, hits=hits), len(hits))]


def _with_the_earlier(line: Proposal, now: Found, was: Found, question: Question) -> Proposal:
    """The line with what is told `now`, and what was told before, each with its day."""
    days = [short_date(one.day) if one.day else "" for one in (now, was)]
    return replace(
        line,
        pieces=(Piece(now.hit.stored, fields=f"{days[0]}:"), piece_of(now, question)),
        further=(Piece(was.hit.stored, fields=f"Earlier, {days[1]}:"), piece_of(was, question)),
    )


def _later(found: Found) -> tuple[Piece, ...]:
    """A sentence of a later day, with the day."""
    told = Piece(found.hit.stored, found.start, found.end)
    if found.day is None:
        return (told,)
    return (Piece(found.hit.stored, fields=f"Later, {short_date(found.day)}:"), told)


def _left_office(best: Found, found: Sequence[Found], question: Question) -> Found | None:
    """The latest sentence, of a later day, that says that the person told is no longer what was
    asked: "the resignation of Mrs Ash as clerk was accepted"."""
    names = [{*stems(name)} for name in values_of(best, question)]
    names += [{*stems(best.text[a:b])[-1:]} for a, b in persons_in(best.text)]  # "Ms Mai"
    left = [
        one
        for one in found
        if one.day
        and best.day
        and one.day > best.day
        and ASKED["left_office"].search(one.text)
        and any(name and name <= {*stems(one.text)} for name in names)
    ]
    return max(left, key=lambda one: one.day or date.min, default=None)


def _told(found: Sequence[Found], question: Question) -> list[Told]:
    """Those of `found` that give what was asked for on a day that is known, the best of a day."""
    told = dict[date, Told]()
    for one in sorted(found, key=lambda one: one.score):
        values = frozenset(map(alike, values_of(one, question)))
        if one.day and values:
            told[one.day] = Told(one, one.day, values)
    return list(told.values())


def alike(value: str) -> str:
    """A value without what may be written otherwise: "£ 65.00" and "£65", "1,200" and "1200"."""
    return re.sub(r"\.00$|[\s,]", "", value.lower())


def of_the_same_matter(best: Found, found: Sequence[Found], question: Question) -> list[Found]:
    """Those of `found` that are of the same matter as `best`, on another day: what a survey of the
    baths costs is not what their repair does, though each says as much of it.
    """
    asked = _asked(question)
    held = asked & set(stems(best.text))
    others = _others(best, found)
    return [one for one in others if _says_as_much(one, best, held) or _goes_on(one, best, asked)]


def _asked(question: Question) -> set[str]:
    """The words of a question that name its matter."""
    return set(stems(question.own)) - dealing_stems()


def _others(best: Found, found: Sequence[Found]) -> list[Found]:
    """Those of `found` that are of another day of the same council, and no proposals."""
    meeting = best.hit.stored.passage.meeting
    passages = ((one, one.hit.stored.passage) for one in found if one.day != best.day)
    return [
        one
        for one, passage in passages
        if passage.standing != "proposed" and not passage.meeting.is_elsewhere(meeting)
    ]


def _says_as_much(one: Found, best: Found, held: set[str]) -> bool:
    """Whether a sentence holds as much of the question as the best, the same words, which are
    `held`, and is as near to it."""
    as_much = one.own >= SAME_MATTER * best.own
    same = one.own >= ALL or held <= set(stems(one.text))
    return as_much and same and one.signs.cosine >= _least_near(one, best)


def _goes_on(one: Found, best: Found, asked: set[str]) -> bool:
    """Whether a sentence goes on with what the best tells: it stands under a title of the same
    matter, and names by the same words the thing that the value is of, beside those of the
    question: "the estimate for the scheme" under "Greenway update"."""
    titles = [{*stems(each.hit.stored.passage.item or "")} for each in (one, best)]
    if not titles[0] & titles[1] & asked:
        return False
    words = [{*stems(NOT_WORDS.sub(" ", each.text))} - asked for each in (one, best)]
    shared = len(words[0] & words[1])
    return shared >= SHARED and shared >= MOSTLY_SHARED * len(words[0])


def _least_near(one: Found, best: Found) -> float:
    return NEAR_ENOUGH if one.own >= ALL else best.signs.cosine - AS_NEAR


def piece_of(found: Found, question: Question) -> Piece:
    return Piece(found.hit.stored, found.start, found.end, marked=marks_settled(found, question))
