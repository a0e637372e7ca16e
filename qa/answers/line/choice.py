"""Which sentence is looked at first as the line, and which after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from qa.answers.line.asked import PHRASES as ASKED
from qa.answers.line.asked import asks_for
from qa.answers.line.found import Found
from qa.answers.line.marks import marks, values_of, wants_of
from qa.answers.line.newest import alike
from qa.answers.line.tellable import is_sentence
from qa.answers.understanding.question import Question
from qa.library.stemming import stems

BEHIND = 3.0  # of the score of the best: one that gives what is asked for is preferred to it
MORE = 0.2  # of the question, that another sentence of the passage holds
TRIED = 3  # sentences after the first that may give the value which is asked for
SAME_WORDS = 0.8  # of the words of the shorter of two sentences, so that they say the same


def candidates(found: Sequence[Found], question: Question) -> Iterator[Found]:
    """Of sentences, best first, that which is looked at first; where a value is asked for, also the
    others that give one and are hardly behind: the next may be of the very thing asked about."""
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


def _best(found: Sequence[Found], question: Question) -> Found:
    """The first of `found`, or one that gives what is asked for if it is hardly behind; of its
    passage what was decided, where that is asked."""
    near = (
        [one for one in found if found[0].score - one.score <= BEHIND] if wants_of(question) else []
    )
    best = next((one for one in near if marks(one, question)), found[0])
    more = fuller(best, found, question)
    if more and is_sentence(more.text) and (marks(more, question) or not wants_of(question)):
        best = more
    own = [one for one in found if one.hit is best.hit and _tells_what_was_done(one, question)]
    if ASKED["deed"].search(question.own):
        best = next((one for one in own if marks(one, question)), best)
    if asks_for("decided", question) and not ASKED["ruled"].search(best.text):
        # Only the very passage may say elsewhere what became of it.
        ruled = (one for one in found if one.hit is best.hit and ASKED["ruled"].search(one.text))
        best = next(ruled, best)
    return best


def fuller(best: Found, found: Sequence[Found], question: Question) -> Found | None:
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


def as_printed(best: Found, found: Sequence[Found], question: Question) -> Found:
    """What `best` says as another paper has it in print, where `best` was read from a picture, of
    which letters may be misread; else `best` itself."""
    if not best.hit.stored.passage.ocr:
        return best
    printed = (one for one in found if not one.hit.stored.passage.ocr)
    same = next((one for one in printed if says_the_same(one, best, question)), None)
    return replace(same, signs=best.signs, score=best.score) if same else best  # it is as sure


def says_the_same(one: Found, best: Found, question: Question) -> bool:
    """Whether a sentence says what `best` does: it gives the same values, if values are asked for,
    or has nearly the same words. Papers repeat one another, and none of these is a rival."""
    own, values = ({alike(value) for value in values_of(each, question)} for each in (one, best))
    if own and values:
        return own <= values or values <= own
    words, of_best = {*stems(one.text)}, {*stems(best.text)}
    return len(words & of_best) >= SAME_WORDS * min(len(words), len(of_best))
