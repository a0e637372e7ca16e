"""What was answered before: the answer, not the question, with who asked and who answered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date

from qa.answers.line.asked import PHRASES, asks_for, asks_what_was_said
from qa.answers.line.marks import KINDS, gives_value
from qa.answers.line.proposal import Piece, Proposal
from qa.answers.line.settled import stands_beside
from qa.answers.registers.entry import day_of
from qa.answers.search.candidates import sentence_cosines
from qa.answers.search.context import Context
from qa.answers.search.search import search
from qa.answers.understanding.question import Question, dealing_stems
from qa.answers.understanding.wanted import wanted
from qa.library.records import Entry
from qa.library.stemming import stems
from qa.papers.register import Asked, Reply, Words
from qa.papers.text import sentences
from qa.wording import short_date

PASSAGES = 12  # of the register that are looked through, beside those found already
MIN_WORDS, MAX_WORDS = 6, 60  # of a sentence that is told
WHOLE = 60  # words: a reply that has no more is told whole
# Of the question's weight that an exchange must hold with its heading: what was asked of the green
# is no answer about the green's bonfire.
OF_MATTER = 0.6
SAME_MATTER = 0.95  # of the share that another exchange holds, so that it is of the same matter
HALF = 0.5  # of the question's weight, that an exchange holds in which it was but one thing
SAME_THING = 0.3  # of the share that the words of another reply hold, to be of the same thing
NAME = re.compile(r"\b[A-Z][\w'’-]+(?: (?:(?:of|the|and) )*[A-Z][\w'’-]+)+")
SETTLED = 0.5  # added to one that settles what can be answered by yes or no
GIVEN = 1.0  # added to a sentence that gives what is asked for: a figure, a date, a name


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence of a reply in an entry, and how well it answers. `share` is that of the question's
    matter which the whole exchange holds."""

    entry: Entry[Asked]
    reply: Reply
    piece: Piece
    score: float
    share: float


def propose(context: Context) -> Proposal | None:
    """The line that tells what was answered, by whom and when, to the question nearest this one."""
    limits = replace(context.limits, register="asked")
    near = search(replace(context, limits=limits, tokens=None, top=PASSAGES)).hits
    ids = list(dict.fromkeys(i for hit in (*context.hits[:PASSAGES], *near) for i in hit.ids))
    entries = [e for e in context.library.store.registers.asked(ids) if e.record.replies]
    is_of_another = context.question.preference.is_of_another
    entries = [e for e in entries if not any(is_of_another(p.passage) for p in e.passages.values())]
    cosines = sentence_cosines([p.id for e in entries for p in e.passages.values()], context)
    ahead = {i: hit.score for hit in context.hits[:PASSAGES] for i in hit.ids}
    found = [one for entry in entries for one in _replies(entry, cosines, context, ahead)]
    answers = [
        one for one in found if one.share >= OF_MATTER and _may_answer(one, context.question)
    ]
    if not answers:
        return None
    first = {*context.hits[0].ids} if context.hits else set()
    best = max(answers, key=lambda one: (_stands_in(one.entry, first), one.score))
    certainty = min(1.0, best.score / 3)
    since = _answered_since(best, found, context.question)
    same = _newest(one for one in since if one.share >= SAME_MATTER * best.share)
    if same:
        further = (_exchange(best, "Earlier, asked"), best.piece)
        return Proposal("earlier answer", (_exchange(same), _told(same)), certainty, further)
    told = Proposal("earlier answer", (_exchange(best), _told(best)), certainty)
    also = (
        one
        for one in since
        if _is_of_same_name(one, best, context.question) or _is_of_same_thing(one, best, context)
    )
    if later := _newest(also):
        return replace(told, further=(_exchange(later, "Later, asked"), later.piece))
    return told


def _may_answer(found: Found, question: Question) -> bool:
    """Whether a sentence gives the figure that is asked for; who asks what was said may be told
    whatever was said."""
    wants = wanted(question.own)
    if asks_what_was_said(question) or not wants or KINDS.get(wants[0].name) != "figure":
        return True
    piece = found.piece
    return gives_value(piece.stored.passage.text[piece.start : piece.end], question)


def _answered_since(best: Found, found: Sequence[Found], question: Question) -> list[Found]:
    """What was replied after `best`, which may not hold any more, and gives what is asked for; none
    where the question names a time or asks how it was at first."""
    timed, day = question.preference, day_of(best.entry)
    if not day or timed.period or timed.months or asks_for("earliest", question):
        return []
    wants = wanted(question.own)
    return [
        one
        for one in found
        if (on := day_of(one.entry))
        and on > day
        and (not wants or wants[0].looks.search(_words(one)))
    ]


def _newest(found: Iterable[Found]) -> Found | None:
    """The best of the last day."""
    return max(found, key=lambda one: (day_of(one.entry) or date.min, one.score), default=None)


def _is_of_same_name(one: Found, best: Found, question: Question) -> bool:
    """Whether another exchange was asked about something of two words or more that has its name in
    the question, and in what was asked when `best` was replied: "the Corn Exchange". It may only
    tell a day, or how things stand: of its many figures and persons another may be meant."""
    if any(want.name != "a date" for want in wanted(question.own)):
        return False
    asked = set(stems(question.own)) - dealing_stems()
    names, of_best = (_names_asked(each.entry) for each in (one, best))
    return any(len(name) > 1 and name <= asked for name in names & of_best)


def _is_of_same_thing(one: Found, best: Found, context: Context) -> bool:
    """Whether a figure that was given later is of what the question asks, though more was asked
    then: its own words hold a third of what those of `best` hold of the question."""
    weights = context.term_weights.of_the_matter
    if not wanted(context.question.own) or one.share < HALF:
        return False
    own, of_best = (weights.share_in(_words(each)) for each in (one, best))
    return own >= SAME_THING * of_best > 0


def _names_asked(entry: Entry[Asked]) -> set[frozenset[str]]:
    """The names in what was asked, by their stems."""
    text = "\n".join(map(entry.text_of, entry.record.question))
    return {frozenset(stems(found[0])) for found in NAME.finditer(text)}


def _words(found: Found) -> str:
    """What is told of a reply."""
    told = _told(found)
    return told.stored.passage.text[told.start : told.end]


def _exchange(found: Found, begins: str = "Asked") -> Piece:
    """Who asked, who answered and when, as fields."""
    record, day = found.entry.record, day_of(found.entry)
    asked = f"{begins} by {record.by}" if record.by else begins
    given = (", " if record.by else " and ") + "answered"
    given += f" by {found.reply.by}" if found.reply.by else ""
    who = ", ".join(filter(None, [asked + given, short_date(day) if day else None]))
    return Piece(found.piece.stored, fields=f"{who}:")


def _told(best: Found) -> Piece:
    """What is told of a reply: all of it, if it is short; else the sentence that answers, and the
    next one where it only tells what was to be. "It was to have opened in May. It will now …"."""
    piece, text = best.piece, best.piece.stored.passage.text
    own = [one for one in best.reply.words if best.entry.passages[one.passage] is piece.stored]
    whole = replace(own[0], end=own[-1].end)
    spans = [span for one in sentences(text) if (span := _clipped(one, whole))]
    start = next(a for a, b in spans if not PHRASES["thanks"].search(text[a:b]))
    if start <= piece.start and len(text[start : own[-1].end].split()) <= WHOLE:
        return replace(piece, start=start, end=own[-1].end)
    if PHRASES["superseded"].search(text[piece.start : piece.end]):
        later = [
            b for _, b in spans if b > piece.end and len(text[piece.start : b].split()) <= WHOLE
        ]
        return replace(piece, end=min(later, default=piece.end))
    return piece


def _stands_in(entry: Entry[Asked], ids: Set[int]) -> bool:
    """Whether an exchange stands in one of these passages: that which was found first is meant."""
    return any(stored.id in ids for stored in entry.passages.values())


def _replies(
    entry: Entry[Asked],
    cosines: dict[int, tuple[float, ...]],
    context: Context,
    ahead: Mapping[int, float],
) -> list[Found]:
    """The sentences of the replies of an entry that may be told.

    `ahead` has the scores of passages in the search: an exchange that was found first is the
    likelier.
    """
    by_search = max((ahead.get(p.id, 0.0) for p in entry.passages.values()), default=0.0)
    weights = context.term_weights
    question = "\n".join(map(entry.text_of, entry.record.question))
    asked, found = weights.share_in(question), list[Found]()
    share, yes_or_no = _share_of(entry, question, context), asks_for("yes_or_no", context.question)
    for reply in (*entry.record.replies, *entry.record.supplementary_replies):
        for words in reply.words:
            stored = entry.passages[words.passage]
            text = stored.passage.text
            for span, cosine in zip(sentences(text), cosines[stored.id], strict=True):
                a, b = _clipped(span, words) or (0, 0)
                told = text[a:b]
                if _may_be_told(told):
                    score = cosine + weights.share_in(told) + asked / 2 + by_search
                    score += GIVEN * gives_value(told, context.question, day_of(entry))
                    score += SETTLED * (yes_or_no and _takes_a_stand(told, context.question))
                    found.append(Found(entry, reply, Piece(stored, a, b), score, share))
    return found


def _clipped(sentence: tuple[int, int], words: Words) -> tuple[int, int] | None:
    """What stands of a sentence in the words of a reply, which may begin behind a label, as in
    "Answer: There were 29". None where nothing does."""
    start, end = max(sentence[0], words.start), min(sentence[1], words.end)
    return (start, end) if start < end else None


def _share_of(entry: Entry[Asked], question: str, context: Context) -> float:
    """The share of the question's weight that an exchange holds: what was asked, all replies, and
    the headings over them."""
    record = entry.record
    said = [*record.supplementary, *(w for r in record.replies for w in r.words)]
    said += [w for r in record.supplementary_replies for w in r.words]
    passages = [stored.passage for stored in entry.passages.values()]
    headings = [f"{one.item or ''} {one.section or ''} {one.context}" for one in passages]
    whole = [question, *map(entry.text_of, said), *headings]
    return context.term_weights.of_the_matter.share_in("\n".join(whole))


def _takes_a_stand(text: str, question: Question) -> bool:
    """Whether a sentence says of a thing asked about that it is so, is wanted, or not."""
    return any(stands_beside(what, text, question) for what in ("ruled", "denied"))


def _may_be_told(text: str) -> bool:
    """Whether a sentence of a reply says something by itself: no thanks, and no heading."""
    return MIN_WORDS <= len(text.split()) <= MAX_WORDS and not PHRASES["thanks"].search(text)
