"""The forms of suggested questions: what may be asked of an item, and whether that is answered."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from qa.answers.answer import Answer
from qa.answers.answering import answer
from qa.answers.registers.response import statuses
from qa.answers.suggestions.item import Item
from qa.answers.suggestions.title import MAX_LENGTH, about
from qa.answers.understanding.question import is_follow_up
from qa.library.filters import Filters
from qa.library.library import Library
from qa.library.records import Entry
from qa.papers.register import Resolution
from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)
QUOTES = 3  # of an answer, the first ones, in which what the question was made from must stand
OF_SUBJECT = 0.6  # of its stems: a step with so many is of it
RESOLVED = ("resolution", "recommendation")  # kinds of entry that a meeting resolved
PROPOSED = (
    "resolution",
    "recommendation",
    "motion",
    "amendment",
)  # kinds of entry that somebody proposes
MIN_WORDS = 12  # of a resolution: a shorter one approves a paper and does not say what it holds


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question that may be offered, and what its answer must have.

    The answer must quote a passage of `origin` (ids), and the number or name that it `says`, if
    any. The answer to a `story` (the stems of its subject) must instead tell of it on several days.
    """

    question: str
    origin: frozenset[int] = frozenset()
    says: str = ""
    story: frozenset[str] = frozenset()

    def answered(self, library: Library, filters: Filters | None = None) -> Answer | None:
        """The answer, if the question can stand alone and the papers answer it so."""
        if is_follow_up(self.question):
            return None
        found = answer(self.question, library, filters=filters)
        fits = self._has_story(found) if self.story else self._has_quote(found)
        return found if found.status == "answered" and fits else None

    def _has_quote(self, found: Answer) -> bool:
        """Whether the answer quotes where the question was made from, and what it says."""
        quotes = [*found.quotes[:QUOTES], *(step.quote for step in found.timeline)]
        text = " ".join(quote.text for quote in quotes)
        cited = {found.cited(quote.citation).passage_id for quote in quotes}
        says = not self.says or re.search(rf"\b{re.escape(self.says)}\b", text)
        return bool(cited & self.origin and says)

    def _has_story(self, found: Answer) -> bool:
        """Whether the answer tells of the subject on several days, and mostly of that."""
        days = []
        for step in found.timeline:
            cited = found.cited(step.citation)
            stems = about(f"{cited.item or ''} {cited.section or ''} {step.text}")
            if len(self.story & stems) >= OF_SUBJECT * len(self.story):
                days.append(step.date)
        return len(set(days)) > 1 and 2 * len(days) >= len(found.timeline)


# A form makes a question about an item; None where the item holds no answer to it.
Form = Callable[[Item], Suggestion | None]


def happened(item: Item) -> Suggestion | None:
    """What became of it, if a tracker or another meeting may tell."""
    recurs = item.recurs and (item.resolutions or item.passages)
    if not (item.rows or recurs) or PHRASES["doing"].match(item.subject):
        return None
    takes_course = PHRASES.words("courses").intersection(item.subject.lower().split())
    asks = "What happened to {}?" if takes_course else "What is the latest on {}?"
    return Suggestion(asks.format(item.subject), story=item.about)


def carried_out(item: Item) -> Suggestion | None:
    """Whether it was done, if a tracker gives a status."""
    rows = frozenset(row.id for row in item.rows if statuses(row.passage.text))
    asks = f"Have the recommendations on {item.subject} been carried out?"
    return Suggestion(asks, rows) if rows else None


def decided(item: Item) -> Suggestion | None:
    """What was resolved, if that is more than to note a report."""
    origin = frozenset(
        entry.passages[words.passage].id
        for entry in item.resolutions
        if entry.record.kind in RESOLVED and not _is_formality(entry)
        for words in entry.record.words
    )
    asks = f"What was decided about {item.subject}{item.when}?"
    return Suggestion(asks, origin) if origin else None


def voted(item: Item) -> Suggestion | None:
    """How a vote went that was not unanimous."""
    for entry in _resolutions_first(item):
        votes = entry.record.votes
        if votes and votes.favour is not None and votes.against:
            asks = f"How did the vote on {item.subject} go{item.when}?"
            return Suggestion(asks, _passages(entry), str(votes.favour))
    return None


def proposed(item: Item) -> Suggestion | None:
    """Who proposed it, if the minutes name a councillor rather than an office."""
    for entry in _resolutions_first(item):
        kind, name = entry.record.kind, (entry.record.proposer or "").split()
        if len(name) > 1 and kind in PROPOSED and not PHRASES["office"].search(name[-1]):
            asks = f"Which councillor proposed the {kind} on {item.subject}{item.when}?"
            return Suggestion(asks, _passages(entry), name[-1])
    return None


def asked(item: Item) -> Suggestion | None:
    """What members asked in debate."""
    origin = frozenset(
        entry.passages[words.passage].id
        for entry in item.asked
        if not entry.record.formal
        for words in entry.record.question
    )
    asks = f"What was asked about {item.subject}{item.when}?"
    return Suggestion(asks, origin) if origin else None


def replied(item: Item) -> Suggestion | None:
    """What the reply to a formal question was, if the paper names the questioner."""
    for entry in item.asked:
        by = (entry.record.by or "").split(",")[0].strip()
        if entry.record.formal and len(by) <= MAX_LENGTH and PHRASES["person"].fullmatch(by):
            asks = f"What did we tell {by} about {item.subject}{item.when}?"
            return Suggestion(asks, frozenset(one.id for one in entry.passages.values()))
    return None


def _resolutions_first(item: Item) -> list[Entry[Resolution]]:
    """What was put at an item, with what was resolved before motions and amendments."""
    return sorted(item.resolutions, key=lambda entry: entry.record.kind not in RESOLVED)


def _passages(entry: Entry[Resolution]) -> frozenset[int]:
    """The ids of the passages that say what was resolved, and how."""
    record = entry.record
    return frozenset(entry.passages[w.passage].id for w in (*record.how, *record.words))


def _is_formality(entry: Entry[Resolution]) -> bool:
    """Whether a resolution only notes or approves a paper, and does not say what was decided."""
    text = " ".join(map(entry.text_of, entry.record.words))
    only_notes = PHRASES["notes"].search(text) and not PHRASES["acts"].search(text)
    return len(text.split()) < MIN_WORDS or bool(only_notes)
