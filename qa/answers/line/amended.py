"""What an amendment made of a motion: the words that were moved are not those that were carried."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from qa.answers.line.found import Found
from qa.answers.line.marks import gives_value
from qa.answers.line.proposal import Piece, Proposal
from qa.answers.line.settled import YES, has_ended
from qa.answers.search.context import Context
from qa.library.records import Entry, StoredPassage
from qa.papers.register import Resolution
from qa.wording import verdict_words


def under_its_item(best: Found, context: Context) -> Sequence[Entry[Resolution]]:
    """The entries of the register that have words in the passages found under the item of `best`: a
    formal answer has none."""
    stored = best.hit.stored
    if stored.passage.standing == "answered":
        return ()
    place = _place(stored)
    ids = [hit.stored.id for hit in context.hits if _place(hit.stored) == place]
    return context.library.store.registers.resolutions([*dict.fromkeys([stored.id, *ids])])


def as_amended(
    told: Proposal, best: Found, entries: Sequence[Entry[Resolution]], context: Context
) -> Proposal:
    """The line of a sentence with what amendments that were carried made of it, where it stands in
    the words of what they changed; where one gives the figure or the day that is asked for, that
    stands for it."""
    if not has_ended(best, entries):
        return told
    for entry in _changing(best.text, entries):
        words = max(entry.record.words, key=lambda one: one.end - one.start)  # not who moved it
        stored, record = entry.passages[words.passage], entry.record
        ended = verdict_words(record.kind, record.outcome, record.votes)
        pieces = (Piece(stored, fields=ended), Piece(stored, words.start, words.end))
        of_value = told.kind in ("figure", "date")
        if of_value and gives_value(entry.text_of(words), context.question):
            return replace(told, pieces=pieces, changed=True)
        return replace(told, further=pieces, changed=True)
    return told


def _changing(text: str, entries: Sequence[Entry[Resolution]]) -> Iterator[Entry[Resolution]]:
    """The amendments that were carried and changed what holds a text, latest first."""
    for entry in reversed(entries):
        record = entry.record
        carried = record.kind == "amendment" and record.outcome in YES
        changed = record.amends.words if record.amends else ()
        if carried and any(text in entry.text_of(words) for words in changed):
            yield entry


def _place(stored: StoredPassage) -> tuple[object, ...]:
    """The paper, the item and the day of the meeting that a passage is of."""
    return stored.paper_id, stored.passage.item, stored.passage.meeting.date
