"""The sentence that answers, with what was asked for marked in it; of several the newest.

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
from qa.answers.line.asked import asks_for, member_asked
from qa.answers.line.certainty import MOST_AHEAD, of_sentence
from qa.answers.line.owner import with_owner
from qa.answers.line.proposal import Piece, Proposal
from qa.answers.line.settled import decided_below, ended, is_superseded, marks_settled
from qa.answers.line.tellable import (
    KINDS,
    Found,
    figures_in,
    is_label,
    marks,
    tellable,
    tells_no_figure,
    values_of,
    wants_of,
)
from qa.answers.search.context import Context
from qa.answers.search.search import search
from qa.answers.understanding.question import Question, dealing_stems
from qa.library.stemming import stems
from qa.papers.text import sentences
from qa.wording import short_date

OF_MATTER = 0.5  # of the question that a sentence must hold for its matter to be followed
# A sentence is told only where its meaning agrees with how it was chosen: none of its passage is
# nearer to the question, but for so little. Of 181 questions with marked key facts to six sets of
# papers 52 have a line now, and .71 of these hold a key fact; where a sentence had to hold half of
# the question's words instead 43 had, and .67 of them did.
NEARER = 0.05
BEHIND = 3.0  # of the score of the best: one that gives what is asked for is preferred to it
# A sentence is of the same matter as another where it holds as much of the question, but for so
# little, and is as near to it, but for so little.
SAME_MATTER, AS_NEAR = 0.95, 0.12
ALL, NEAR_ENOUGH = 0.99, 0.3  # …or holds every word of it and is not far from it
PROPOSED = "Proposed, not decided:"
MORE = 0.2  # of the question, that another sentence with a figure holds
HELD = 0.05  # of the question, that a sentence must hold
BESIDE = 4  # words before and behind a denial, of which one is of the question
SAME_WORDS = 0.8  # of the words of the shorter of two sentences, so that they say the same
LATER = 12  # passages of later meetings that are looked through


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence on the day of its meeting, with the values in it that were asked for, written
    alike."""

    found: Found
    day: date
    values: frozenset[str]


def propose(context: Context) -> Proposal | None:
    """The line of the sentence that answers best; None where no sentence may stand by itself."""
    question = context.question
    every = sorted(tellable(context), key=lambda one: -one.score)
    found = [one for one in every if not tells_no_figure(one, question)]
    if of_officers := asks_for("of_officers", question):
        found = [one for one in found if one.hit.stored.passage.standing == "proposed"]
    if not found:
        return None
    best = with_owner(_best(found, question), question)
    kind = _kind(best, question)
    if best.own < HELD:
        return None  # it has not a word of what is asked, however near its passage is
    if _is_beside_the_matter(best, every, question) or _lacks_value(best, question):
        return None
    if (member := set(stems(member_asked(question)))) and not member <= set(stems(best.text)):
        return None  # how a member voted is told by no sentence that does not name the member
    if not _tells_the_deed(best, question):
        return None
    best = decided_below(best, found, question)
    became = ended(best, context)
    if kind == "yes or no" and not (became or _settles(best, question)):
        return None
    if is_superseded(best, question):
        return None
    alike = _of_the_same_matter(best, found, question)
    others = [one for one in found if one.hit is not best.hit and one not in alike]
    same = [one for one in others if _says_the_same(one, best, question)]
    rivals = [one.score for one in others if one not in same]
    ahead = best.score - max(rivals, default=best.score - MOST_AHEAD)
    first = max(one.signs.first for one in (best, *same))
    settles = kind == "yes or no" or asks_for("decided", question)
    proposed = settles and best.hit.stored.passage.standing == "proposed"
    before = Piece(best.hit.stored, fields=PROPOSED) if proposed and not of_officers else became
    pieces = (*filter(None, [before]), _piece(best, question))
    told = Proposal(kind, pieces, of_sentence(replace(best.signs, first=first), ahead))
    return told if proposed or not _may_change(kind, question) else _newest(told, best, context)


def _best(found: Sequence[Found], question: Question) -> Found:
    """The first of `found`, or one that gives what is asked for if it is hardly behind; of its
    passage what was decided, where that is asked."""
    near = (
        [one for one in found if found[0].score - one.score <= BEHIND] if wants_of(question) else []
    )
    best = next((one for one in near if marks(one, question)), found[0])
    if asks_for("decided", question) and not ASKED["ruled"].search(best.text):
        # Only the very passage may say elsewhere what became of it.
        ruled = (one for one in found if one.hit is best.hit and ASKED["ruled"].search(one.text))
        best = next(ruled, best)
    return best


def _says_the_same(one: Found, best: Found, question: Question) -> bool:
    """Whether a sentence says what `best` does: it gives the same values, if values are asked for,
    or has nearly the same words. Papers repeat one another, and none of these is a rival."""
    own, values = ({_alike(value) for value in values_of(each, question)} for each in (one, best))
    if own and values:
        return own <= values or values <= own
    words, of_best = {*stems(one.text)}, {*stems(best.text)}
    return len(words & of_best) >= SAME_WORDS * min(len(words), len(of_best))


def _kind(best: Found, question: Question) -> LineKind:
    wants = wants_of(question)
    if wants and marks(best, question):
        return KINDS[wants[0].name]
    return "yes or no" if asks_for("yes_or_no", question) else "sentence"


def _is_beside_the_matter(best: Found, found: Sequence[Found], question: Question) -> bool:
    """Whether another sentence of its passage is clearly nearer in meaning to what is asked; where
    it gives the figure or the day that is asked for, another that does. Names stand everywhere."""
    if _kind(best, question) == "figure" and _lacks_what_another_has(best, found):
        return True
    text = best.hit.stored.passage.text
    each = zip(sentences(text), best.hit.sentences, strict=True)
    rivals = [cosine for (a, b), cosine in each if not is_label(text[a:b])]
    if marks(best, question) and _kind(best, question) != "person":
        own = (one for one in found if one.hit is best.hit)
        rivals = [one.signs.cosine for one in own if marks(one, question)]
    return best.signs.cosine < max(rivals, default=0.0) - NEARER


def _lacks_what_another_has(best: Found, found: Sequence[Found]) -> bool:
    """Whether another sentence or row of its passage holds clearly more of the question, and a
    figure too: the total of a table is not that of the service asked about."""
    return any(
        one.own >= best.own + MORE and figures_in(one.text, of_money=False)
        for one in found
        if one.hit is best.hit and (one.end <= best.start or one.start >= best.end)
    )


def _tells_the_deed(best: Found, question: Question) -> bool:
    """Whether a sentence says how a vote went, who brought something, or what became of it, if
    that is asked: that a matter was put to the vote, or who spoke of it, tells none of these."""
    if asks_for("vote", question) or (
        asks_for("decided", question) and asks_for("ended_by_vote", question)
    ):
        return bool(ASKED["result"].search(best.text) or ASKED["voted"].search(best.text))
    if asks_for("moved", question):
        return bool(ASKED["brought"].search(best.text)) and bool(marks(best, question))
    return not asks_for("decided", question) or bool(ASKED["ruled"].search(best.text))


def _settles(best: Found, question: Question) -> bool:
    """Whether a sentence says what became of something, or denies what was asked: that something
    was raised or looked at answers no question by yes or no."""
    tells_done = best.own >= ALL and ASKED["done"].search(best.text)
    if tells_done and not ASKED["open"].search(best.text):
        return True  # every word of what was asked is told to be so
    return bool(ASKED["ruled"].search(best.text)) or _denies(best.text, question)


def _denies(text: str, question: Question) -> bool:
    """Whether a denial stands beside a word of the question: "the lamp will not be kept"; but not
    "there is one lamp, as the other is not ours"."""
    asked = {*stems(" ".join(question.terms))}
    for denied in ASKED["denied"].finditer(text):
        beside = [*text[: denied.start()].split()[-BESIDE:], *text[denied.end() :].split()[:BESIDE]]
        if asked & {*stems(" ".join(beside))}:
            return True
    return False


def _lacks_value(best: Found, question: Question) -> bool:
    """Whether a figure or a day is asked for, and a sentence does not give it; who did something
    may be told without a name, by an office, but not who asked."""
    wants = wants_of(question)
    if not wants or marks(best, question):
        return False
    return KINDS[wants[0].name] != "person" or question.asks_for_questions


def _piece(found: Found, question: Question) -> Piece:
    return Piece(found.hit.stored, found.start, found.end, marked=marks_settled(found, question))


def _of_the_same_matter(best: Found, found: Sequence[Found], question: Question) -> list[Found]:
    """Those of `found` that are of the same matter as `best`, on another day: what a survey of the
    baths costs is not what their repair does, though each says as much of it.
    """
    asked = set(stems(question.own)) - dealing_stems()
    held = asked & set(stems(best.text))
    return [
        one
        for one in found
        if one.day != best.day
        and one.own >= SAME_MATTER * best.own
        and (one.own >= ALL or held <= set(stems(one.text)))
        and one.signs.cosine >= _least_near(one, best)
        and one.hit.stored.passage.standing != "proposed"
    ]


def _least_near(one: Found, best: Found) -> float:
    return NEAR_ENOUGH if one.own >= ALL else best.signs.cosine - AS_NEAR


def _may_change(kind: LineKind, question: Question) -> bool:
    """Whether what is asked for may be superseded: a figure, or a day or a name that still holds,
    of no time that the question names."""
    timed = question.preference
    if timed.period or timed.months or asks_for("earliest", question):
        return False
    return kind == "figure" or (kind in ("date", "person") and not asks_for("past", question))


def _newest(line: Proposal, best: Found, context: Context) -> Proposal:
    """The line with the newest of what was told of its matter first, and what was told before."""
    if not best.day or best.own < OF_MATTER:
        return line
    limits = replace(context.limits, date_from=best.day + timedelta(days=1))
    later = search(replace(context, limits=limits, tokens=None, top=LATER)).hits
    hits = tuple({hit.stored.id: hit for hit in (*later, *context.hits)}.values())
    found = [*tellable(replace(context, hits=hits), len(hits))]
    found = [one for one in found if not tells_no_figure(one, context.question)]
    if line.kind == "person" and (left := _left_office(best, found, context.question)):
        return replace(line, further=_later(left))
    alike = _of_the_same_matter(best, found, context.question)
    told = sorted(_told([best, *alike], context.question), key=lambda one: one.day)
    newest = told[-1]
    before = [one for one in told if one.day < newest.day and not one.values & newest.values]
    if not before:
        return line
    was, question = before[-1], context.question
    earlier = Piece(was.found.hit.stored, fields=f"Earlier, {short_date(was.day)}:")
    now = Piece(newest.found.hit.stored, fields=f"{short_date(newest.day)}:")
    return replace(
        line,
        pieces=(now, _piece(newest.found, question)),
        further=(earlier, _piece(was.found, question)),
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
    left = [
        one
        for one in found
        if one.day
        and best.day
        and one.day > best.day
        and ASKED["left_office"].search(one.text)
        and any(name <= {*stems(one.text)} for name in names)
    ]
    return max(left, key=lambda one: one.day or date.min, default=None)


def _told(found: Sequence[Found], question: Question) -> list[Told]:
    """Those of `found` that give what was asked for on a day that is known, the best of a day."""
    told = dict[date, Told]()
    for one in sorted(found, key=lambda one: one.score):
        values = frozenset(map(_alike, values_of(one, question)))
        if one.day and values:
            told[one.day] = Told(one, one.day, values)
    return list(told.values())


def _alike(value: str) -> str:
    """A value without what may be written otherwise: "£ 65.00" and "£65", "1,200" and "1200"."""
    return re.sub(r"\.00$|[\s,]", "", value.lower())
