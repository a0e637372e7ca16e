"""The sentence that answers, with what was asked for marked in it; of several the newest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from qa.answers.answer_line import LineKind
from qa.answers.line.asked import PHRASES as ASKED
from qa.answers.line.asked import asks_for, member_asked
from qa.answers.line.certainty import MOST_AHEAD, of_sentence
from qa.answers.line.figure import figures_in
from qa.answers.line.found import Found
from qa.answers.line.marks import KINDS, marks, values_of, wants_of
from qa.answers.line.newest import (
    alike,
    may_change,
    newest,
    of_the_same_matter,
    piece_of,
    settled_since,
)
from qa.answers.line.owner import with_owner
from qa.answers.line.proposal import Piece, Proposal
from qa.answers.line.put import decided_over, undone_by
from qa.answers.line.settled import (
    decided_below,
    ended,
    has_ended,
    is_superseded,
    ruling_on,
    settles,
)
from qa.answers.line.tellable import is_label, is_sentence, tellable, tells_no_figure
from qa.answers.search.context import Context
from qa.answers.search.term_weights import TermWeights
from qa.answers.understanding.question import Question
from qa.library.stemming import stems
from qa.papers.text import sentences

# A sentence is told only where its meaning agrees with how it was chosen: none of its passage is
# nearer to the question, but for so little. Of 181 questions with marked key facts to six sets of
# papers 52 have a line now, and .71 of these hold a key fact; where a sentence had to hold half of
# the question's words instead 43 had, and .67 of them did.
NEARER = 0.05
BEHIND = 3.0  # of the score of the best: one that gives what is asked for is preferred to it
PROPOSED = "Proposed, not decided:"
MORE = 0.2  # of the question, that another sentence with a figure holds
HELD = 0.05  # of the question, that a sentence must hold…
TITLED = 0.6  # …or that the title over it does: "Allotments. Resolved: that rents be £32 a plot."
TRIED = 3  # sentences after the first that may give the value which is asked for
# A number by which something is known, and no year, code, day or sum: "calls to 101", "line 7".
NUMBER = re.compile(r"(?<![\w.,/£$€-])(?!(?:19|20)\d\d\b)\d+(?![\w/%-]|[.,]\d)")
SAME_WORDS = 0.8  # of the words of the shorter of two sentences, so that they say the same


def propose(context: Context) -> Proposal | None:
    """The line of the sentence that answers best; None where no sentence may stand by itself."""
    question = context.question
    every = sorted(tellable(context), key=lambda one: -one.score)
    found = [one for one in every if not tells_no_figure(one, question)]
    if asks_for("of_officers", question):
        found = [one for one in found if one.hit.stored.passage.standing == "proposed"]
    if not found:
        return None
    if ruling := ruling_on(found[0], every, question):
        return _as_ruled(found[0], ruling, question)
    each = (_told(best, found, every, context) for best in _candidates(found, question))
    return next(filter(None, each), None)


def _candidates(found: Sequence[Found], question: Question) -> Iterator[Found]:
    """The sentence that is looked at first, and where a value is asked for the others that give
    one and are hardly behind: the next may be of the very thing that is asked about."""
    first = _best(found, question)
    yield first
    if wants_of(question):
        near = (one for one in found if found[0].score - one.score <= BEHIND and one is not first)
        gives = (
            one for one in near if marks(one, question) and _tells_what_was_done(one, question)
        )
        yield from islice(gives, TRIED)


def _tells_what_was_done(found: Found, question: Question) -> bool:
    """Whether a sentence has the verb of a question that asks what somebody did, if it asks that:
    what a field is worth is not what was offered for it."""
    done = ASKED["deed"].search(question.own)
    return done is None or bool({*stems(done["verb"])} & {*stems(found.text)})


def _told(
    best: Found, found: Sequence[Found], every: Sequence[Found], context: Context
) -> Proposal | None:
    """The line of a sentence among those found; None where it may not be told."""
    question = context.question
    best = with_owner(_as_printed(best, found, question), question)
    kind = _kind(best, question)
    titled = best.titled >= TITLED and kind in ("figure", "date")
    if best.own < HELD and not titled:
        return None  # it has not a word of what is asked, however near its passage is
    stored = best.hit.stored
    if decided_over(stored, best.text, context) or undone_by(stored, context):
        return None
    if _is_beside_the_matter(best, every, context) or _lacks_value(best, question):
        return None
    if _lacks_number(best, every, question):
        return None
    if (member := set(stems(member_asked(question)))) and not member <= set(stems(best.text)):
        return None  # how a member voted is told by no sentence that does not name the member
    if not _tells_the_deed(best, question):
        return None
    best = decided_below(best, found, question)
    became = ended(best, context)
    if kind == "yes or no" and not (became or settles(best.text, best.own, question)):
        return None
    if is_superseded(best, question):
        return None
    alike = of_the_same_matter(best, found, question)
    others = [one for one in found if one.hit is not best.hit and one not in alike]
    same = [one for one in others if _says_the_same(one, best, question)]
    rivals = (one for one in others if one not in same and best.score - one.score < MOST_AHEAD)
    # What was only put, and decided since, is none.
    stand = (one for one in rivals if not decided_over(one.hit.stored, one.text, context))
    ahead = best.score - max((one.score for one in stand), default=best.score - MOST_AHEAD)
    first = max(one.signs.first for one in (best, *same))
    of_officers = asks_for("of_officers", question)
    of_outcome = kind == "yes or no" or asks_for("decided", question)
    is_put = best.hit.stored.passage.standing == "proposed"
    proposed = of_outcome and is_put and not has_ended(best, context)
    before = Piece(best.hit.stored, fields=PROPOSED) if proposed and not of_officers else became
    pieces = (*filter(None, [before]), piece_of(best, question))
    told = Proposal(kind, pieces, of_sentence(replace(best.signs, first=first), ahead))
    if kind == "yes or no" and asks_for("now", question) and not proposed:
        return settled_since(told, best, context)
    return told if proposed or not may_change(kind, question) else newest(told, best, context)


def _as_ruled(put: Found, ruling: Found, question: Question) -> Proposal:
    """What was put to the meeting, with what was decided on it further down."""
    kind: LineKind = "yes or no" if asks_for("yes_or_no", question) else "sentence"
    pieces = (piece_of(put, question), piece_of(ruling, question))
    return Proposal(kind, pieces, of_sentence(put.signs, MOST_AHEAD))


def _best(found: Sequence[Found], question: Question) -> Found:
    """The first of `found`, or one that gives what is asked for if it is hardly behind; of its
    passage what was decided, where that is asked."""
    near = (
        [one for one in found if found[0].score - one.score <= BEHIND] if wants_of(question) else []
    )
    best = next((one for one in near if marks(one, question)), found[0])
    fuller = _fuller(best, found, question)
    if fuller and is_sentence(fuller.text) and (marks(fuller, question) or not wants_of(question)):
        best = fuller
    own = [one for one in found if one.hit is best.hit and _tells_what_was_done(one, question)]
    if ASKED["deed"].search(question.own):
        best = next((one for one in own if marks(one, question)), best)
    if asks_for("decided", question) and not ASKED["ruled"].search(best.text):
        # Only the very passage may say elsewhere what became of it.
        ruled = (one for one in found if one.hit is best.hit and ASKED["ruled"].search(one.text))
        best = next(ruled, best)
    return best


def _fuller(best: Found, found: Sequence[Found], question: Question) -> Found | None:
    """The sentence of the same passage that holds clearly more of the question, is no less near to
    it and gives as well what is asked for; None where there is none, or where it is asked whether
    something is so, which a sentence may rule with few of its words."""
    if any(asks_for(what, question) for what in ("decided", "yes_or_no", "got")):
        return None
    more = (
        one
        for one in found
        if one.hit is best.hit
        and one.own >= best.own + MORE
        and one.signs.cosine >= best.signs.cosine
        and (marks(one, question) or not marks(best, question))
    )
    return next(more, None)


def _as_printed(best: Found, found: Sequence[Found], question: Question) -> Found:
    """What `best` says as another paper has it in print, where `best` was read from a picture, of
    which letters may be misread; else `best` itself."""
    if not best.hit.stored.passage.ocr:
        return best
    printed = (one for one in found if not one.hit.stored.passage.ocr)
    same = next((one for one in printed if _says_the_same(one, best, question)), None)
    return replace(same, signs=best.signs, score=best.score) if same else best  # it is as sure


def _says_the_same(one: Found, best: Found, question: Question) -> bool:
    """Whether a sentence says what `best` does: it gives the same values, if values are asked for,
    or has nearly the same words. Papers repeat one another, and none of these is a rival."""
    own, values = ({alike(value) for value in values_of(each, question)} for each in (one, best))
    if own and values:
        return own <= values or values <= own
    words, of_best = {*stems(one.text)}, {*stems(best.text)}
    return len(words & of_best) >= SAME_WORDS * min(len(words), len(of_best))


def _kind(best: Found, question: Question) -> LineKind:
    wants = wants_of(question)
    if wants and marks(best, question):
        return KINDS[wants[0].name]
    return "yes or no" if asks_for("yes_or_no", question) else "sentence"


def _is_beside_the_matter(best: Found, found: Sequence[Found], context: Context) -> bool:
    """Whether another sentence of its passage is clearly nearer in meaning to what is asked; where
    it gives the figure or the day that is asked for, another that does. Names stand everywhere."""
    question, weights = context.question, context.term_weights
    if _kind(best, question) == "figure" and _lacks_what_another_has(best, found, weights):
        return True
    if _fuller(best, found, question):
        return True
    text = best.hit.stored.passage.text
    each = zip(sentences(text), best.hit.sentences, strict=True)
    rivals = [cosine for (a, b), cosine in each if not is_label(text[a:b])]
    if marks(best, question) and _kind(best, question) != "person":
        own = (one for one in found if one.hit is best.hit)
        rivals = [one.signs.cosine for one in own if marks(one, question)]
    return best.signs.cosine < max(rivals, default=0.0) - NEARER


def _lacks_what_another_has(best: Found, found: Sequence[Found], weights: TermWeights) -> bool:
    """Whether another sentence or row of its passage holds clearly more of the question, and a
    figure too: the total of a table is not that of the service asked about. Or a word of it that
    weighs as much, and is not in this one: what a field is worth is not what was offered for it."""
    held = {*stems(f"{best.hit.stored.passage.item or ''} {best.text}")}
    return any(
        (one.own >= best.own + MORE or weights.share({*stems(one.text)} - held) >= MORE)
        and figures_in(one.text, of_money=False)
        for one in found
        if one.hit is best.hit and (one.end <= best.start or one.start >= best.end)
    )


def _lacks_number(best: Found, found: Sequence[Found], question: Question) -> bool:
    """Whether a question names something by its number, as "calls to 101", which stands in another
    sentence found, and neither in this one nor in the one that leads to it."""
    numbers = {*NUMBER.findall(question.own)}
    passage = best.hit.stored.passage.text
    above = max((a for a, b in sentences(passage) if b <= best.start), default=best.start)
    if numbers <= {
        *NUMBER.findall(f"{best.hit.stored.passage.item or ''} {passage[above : best.end]}")
    }:
        return False
    return any(numbers <= {*NUMBER.findall(one.hit.stored.passage.text)} for one in found)


def _tells_the_deed(best: Found, question: Question) -> bool:
    """Whether a sentence says how a vote went, who brought something, or what became of it, if
    that is asked: that a matter was put to the vote, or who spoke of it, tells none of these."""
    if asks_for("vote", question) or (
        asks_for("decided", question) and asks_for("ended_by_vote", question)
    ):
        if asks_for("against", question) and not ASKED["dissent"].search(best.text):
            return False  # that it was approved does not say who voted against it
        return bool(ASKED["result"].search(best.text) or ASKED["voted"].search(best.text))
    if asks_for("got", question) and ASKED["to_apply"].search(best.text):
        return False
    if asks_for("moved", question):
        return bool(ASKED["brought"].search(best.text)) and bool(marks(best, question))
    return not asks_for("decided", question) or bool(ASKED["ruled"].search(best.text))


def _lacks_value(best: Found, question: Question) -> bool:
    """Whether a figure or a day is asked for, and a sentence does not give it; who did something
    may be told without a name, by an office, but not who asked."""
    wants = wants_of(question)
    if not wants or marks(best, question):
        return False
    return KINDS[wants[0].name] != "person" or question.asks_for_questions
