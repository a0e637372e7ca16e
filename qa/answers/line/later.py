"""What papers of later meetings say of something that was decided or recommended."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from qa.answers.line.asked import PHRASES as ASKED
from qa.answers.line.asked import asks_for, matter_of
from qa.answers.line.fits import is_of_the_financial_year
from qa.answers.line.proposal import Piece
from qa.answers.line.settled import NUMBERED
from qa.answers.line.tellable import is_sentence
from qa.answers.search.context import Context, Hit
from qa.answers.search.term_weights import TermWeights
from qa.library.records import StoredPassage
from qa.library.stemming import stems
from qa.papers.dates import dates_in
from qa.papers.paper import Passage
from qa.papers.text import sentences
from qa.wording import short_date

HITS = 8  # of those found, which are looked through
ITEM_NUMBER = re.compile(r"\S*\d\S*[/.-]\d+")  # "FC/25/006", and not "6."
OF_TITLES = (
    0.5  # of the question, that the titles of two items hold, so that they are of one matter
)
OF_ANSWER = 0.25  # of the matter, that a sentence on a recommendation holds with its title
MOSTLY = 0.7  # of the share that a decision holds of the matter: a sentence with so much is of it


def is_later(passage: Passage, first: Passage) -> bool:
    """Whether a passage is of a later meeting of the council that the `first` is of."""
    on, day = passage.meeting.date, first.meeting.date
    later = on is not None and day is not None and on > day
    return later and not passage.meeting.is_elsewhere(first.meeting)


def said_later(decided: StoredPassage, share: float, context: Context) -> Sequence[Piece]:
    """What minutes of a later meeting say of nearly all of the matter, of which what was decided
    holds the `share`: with the day; the latest."""
    matter, day = matter_of(context.term_weights, context.question), decided.passage.meeting.date
    found = []
    for hit in context.hits[:HITS]:
        passage = hit.stored.passage
        on = passage.meeting.date
        if not (day and on) or passage.standing == "proposed":
            continue
        if not is_later(passage, decided.passage):
            continue
        for a, b in sentences(passage.text):
            told = passage.text[a:b]
            if any(one <= day for one, _, _ in dates_in(told)):
                continue  # a tale of what was before
            if not is_of_the_financial_year(told, on, context.question.text):
                continue
            if is_of_other_title(passage, decided.passage, told, matter):
                continue
            if is_sentence(told) and matter.share_in(told) >= MOSTLY * share:
                found.append((on, Piece(hit.stored, a, b)))
    if not found:
        return ()
    on, piece = max(found, key=lambda each: each[0])
    return (Piece(piece.stored, fields=f"Later, {short_date(on)}:"), piece)


def is_of_other_title(passage: Passage, first: Passage, told: str, matter: TermWeights) -> bool:
    """Whether words hold but one word of the matter under a title that has none of the first one's:
    who resolves "not to sign the lease" says nothing of the signs."""
    each = ({*stems(one.item or "")} for one in (passage, first))
    titles = [{word for word in title if not word.isdigit()} for title in each]
    held = {*stems(told)} & matter.own.keys()
    return len(held) < 2 and all(titles) and titles[0].isdisjoint(titles[1])


def decided_since(stored: StoredPassage, told: str, context: Context) -> Sequence[Piece]:
    """What was decided at a later meeting on nearly all that the words `told` of a passage hold of
    the matter, each with the title over it: what was agreed in March may have been left again in
    September. With the day; the latest."""
    matter, first = context.term_weights.of_the_matter, stored.passage
    least = MOSTLY * matter.share_in(f"{first.item or ''}\n{told}")
    found = [
        (passage.meeting.date, Piece(hit.stored, start, end))
        for hit in context.hits[:HITS]
        for passage in [hit.stored.passage]
        if passage.meeting.date and passage.standing != "proposed" and is_later(passage, first)
        for start, end in _decisions_in(passage.text)
        if matter.share_in(f"{passage.item or ''}\n{passage.text[start:end]}") >= least
        and not is_of_other_title(passage, first, passage.text[start:end], matter)
        and first.meeting.date not in {day for day, *_ in dates_in(passage.text[start:end])}
    ]
    on, piece = max(found, key=lambda one: one[0] or date.min, default=(None, None))
    return (Piece(piece.stored, fields=f"Later, {short_date(on)}:"), piece) if on and piece else ()


def _decisions_in(text: str) -> Iterator[tuple[int, int]]:
    """The sentences of a text that decide something, each with the one before it, which tells on
    what: "The bank charges £5 a month. It was agreed to go on paying it." None is of another
    number."""
    before: tuple[int, int] | None = None
    for start, end in sentences(text):
        said = text[start:end]
        if ASKED["did_decide"].search(said) and is_sentence(said):
            begins = before if before and not NUMBERED.match(said) else (start, end)
            yield begins[0], end
        before = (start, end)


def received(recommended: StoredPassage, share: float, context: Context) -> Sequence[Piece]:
    """What the body decided later to which a recommendation went, with the day: the sentence of its
    minutes that holds most of the matter with its title, or else what is said of it later."""
    matter, first = matter_of(context.term_weights, context.question), recommended.passage
    found = [
        (matter.share_in(f"{passage.item or ''}\n{passage.text[a:b]}"), b - a, hit.stored, a, b)
        for hit in context.hits[:HITS]
        for passage in [hit.stored.passage]
        if passage.standing == "decided" and _is_of_it(passage, first)
        if is_later(passage, first) and passage.meeting.committee != first.meeting.committee
        for a, b in sentences(passage.text)
    ]
    held, _, stored, start, end = max(
        found, key=lambda one: one[:2], default=(0.0, 0, recommended, 0, 0)
    )
    if held < OF_ANSWER:
        return said_later(recommended, share, context)
    on = stored.passage.meeting.date
    before = [Piece(stored, fields=f"Later, {short_date(on)}:")] if on else []
    return (*before, Piece(stored, start, end))


def _is_of_it(passage: Passage, recommended: Passage) -> bool:
    """Whether a passage speaks of recommendations, or names the item of one by its number."""
    number = ITEM_NUMBER.match(recommended.item or "")
    named = number is not None and number[0] in passage.text
    return named or bool(ASKED["recommended"].search(passage.text))


def undone_by(stored: StoredPassage, context: Context) -> Hit | None:
    """The hit of a later meeting that takes back what a passage says was decided: it names the item
    by its number, or stands under a title of the same matter. None where there is none, or where
    the question names a time or asks why."""
    question, first = context.question, stored.passage
    timed = question.preference.period or question.preference.months
    if first.standing != "decided" or timed or asks_for("why", question):
        return None
    number = ITEM_NUMBER.match(first.item or "")
    titled = {*stems(question.own)} & {*stems(first.item or "")}

    def undoes(passage: Passage) -> bool:
        if passage.standing != "decided" or not is_later(passage, first):
            return False
        named = number is not None and number[0] in passage.text
        shared = titled & {*stems(passage.item or "")}
        same = named or context.term_weights.share(shared) >= OF_TITLES
        return same and bool(ASKED["undoes"].search(passage.text))

    return next((hit for hit in context.hits[:HITS] if undoes(hit.stored.passage)), None)


def taken_back(undone: Hit) -> Sequence[Piece]:
    """The sentence of a later meeting that takes back what was decided, with the day."""
    day, text = undone.stored.passage.meeting.date, undone.stored.passage.text
    spans = [(a, b) for a, b in sentences(text) if ASKED["undoes"].search(text[a:b])]
    before = [Piece(undone.stored, fields=f"Later, {short_date(day)}:")] if day else []
    return (*before, *(Piece(undone.stored, a, b) for a, b in spans[:1]))
