"""Which vote or motion of the register a question is about, where that is clear."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from qa.answers.line.asked import WORD, asks_for, mover_named
from qa.answers.line.named import persons_named
from qa.answers.line.resolution import FoundResolution
from qa.answers.registers.entry import day_of, first_passage
from qa.answers.understanding.question import Question
from qa.papers.registers.marks import MARK

# A vote is told if the next is so far behind. Of 97 entries to three councils' questions that were
# sure enough .86 stood in the marked passage; of the 82 that were ahead by so much, .90.
CLEAR = 0.1
# Of the share of the matter that an amendment's clause holds. A motion of many clauses holds every
# word somewhere, so only its nearest clause is compared.
AS_MUCH = 0.9
# Of the matter that a vote must hold, its nearest clause and all of it taken together: all of it by
# its item, at least.
HELD = 0.5
MORE = 0.05
APART = 0.5  # what counts for one of several amendments that its own words hold the matter

Wanted = Callable[[FoundResolution], bool]


def the_vote(
    found: Sequence[FoundResolution], question: Question, wanted: Wanted = bool
) -> FoundResolution | None:
    """The vote that a question asks about, of `found`; None where there is none, or where another
    is nearly as likely: another vote told for it is worse than none.

    Of votes that are as likely, one that is `wanted` goes before those that are not.
    """
    votes = [one for one in of_mover(found, question) if one.record.votes]
    best = the_motion(votes, question)
    if best is None or _held(best) < HELD or any(_holds_more(one, best) for one in votes):
        return None
    near = [
        one
        for one in votes
        if one.is_amendment == best.is_amendment and _fit(one, best) > _fit(best, best) - CLEAR
    ]
    near = [one for one in near if wanted(one)] or [best]
    counted = {(one.record.votes, day_of(one.entry)) for one in near}
    return near[0] if len(counted) == 1 else None


def _holds_more(one: FoundResolution, best: FoundResolution) -> bool:
    """Whether an amendment of the same meeting fits a question as well as the motion chosen, and
    holds more of the matter: then it is not clear which of them is meant."""
    if not one.is_amendment or best.is_amendment or day_of(one.entry) != day_of(best.entry):
        return False
    return one.score >= best.score and one.share > best.share + MORE


def the_motion(found: Sequence[FoundResolution], question: Question) -> FoundResolution | None:
    """The motion, resolution or amendment that a question is about, of `found`, best first.

    An amendment is meant where amendments are asked for, or where no motion of that meeting holds
    as much of the matter: to have voted against one is mostly to have voted for the motion.
    """
    found = of_mover(found, question)
    among = [one for one in found if not one.is_amendment or asks_for("amendment", question)]
    best = next(iter(among), None)
    likelier = next((one for one in found if not best or one.score >= best.score + CLEAR), None)
    if likelier:
        day, share = day_of(likelier.entry), AS_MUCH * likelier.clause.share
        put = (one for one in among if day_of(one.entry) == day and one.clause.share >= share)
        best = next(put, likelier)
    if best is None:
        return None
    return _first_to_say(max(_beside(best, found), key=lambda one: _fit(one, best)), found)


def _first_to_say(best: FoundResolution, found: Sequence[FoundResolution]) -> FoundResolution:
    """The first amendment of its item that says the words of `best` which are nearest: what was
    carried once stands in every later one."""
    if not best.is_amendment:
        return best
    words = _own_words(best)
    same = [one for one in _beside(best, found) if _own_words(one) == words]
    return replace(min(same, key=_place), behind=best.behind)


def _place(one: FoundResolution) -> tuple[int, int]:
    """Where the words of an entry begin."""
    begins = one.record.words[0]
    return one.entry.passages[begins.passage].id, begins.start


def _own_words(one: FoundResolution) -> list[str]:
    """The words of the clause that is nearest, without the mark of its list."""
    text = one.entry.text_of(one.clause.words)
    mark = MARK.match(text)
    return WORD.findall(text[mark.end() if mark else 0 :].lower())


def _beside(best: FoundResolution, found: Sequence[FoundResolution]) -> list[FoundResolution]:
    """Those of `found` that were put under the same item as `best`, as amendments if it is one."""
    alike = [one for one in found if one.is_amendment == best.is_amendment]
    return [one for one in alike if _of_one_item(one, best)]


def _held(one: FoundResolution) -> float:
    """The share of the matter that an entry holds: a long one holds many words here and there."""
    return (one.share + one.clause.share) / 2


def _fit(one: FoundResolution, best: FoundResolution) -> float:
    """How well an entry fits; beside `best`, what only its own words hold counts too."""
    own = one.score - one.share + _held(one)
    return own + APART * (one.apart if _of_one_item(one, best) else best.apart)


def _of_one_item(one: FoundResolution, other: FoundResolution) -> bool:
    first, second = (first_passage(each.entry).passage for each in (one, other))
    return (first.meeting, first.item) == (second.meeting, second.item)


def of_mover(found: Sequence[FoundResolution], question: Question) -> Sequence[FoundResolution]:
    """Those that the member moved whose motion or amendment is asked for: "Mr Ash's amendment"."""
    mover = mover_named(question)
    if not mover:
        return found
    return [one for one in found if persons_named(mover, filter(None, [one.record.proposer]))]
