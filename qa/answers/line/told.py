"""What is told of a resolution: how it ended, who moved it, who met when, and what it is about."""

from __future__ import annotations

import re
from dataclasses import replace
from textwrap import shorten

from qa.answers.line.asked import PHRASES as ASKED
from qa.answers.line.clause import LONG
from qa.answers.line.proposal import Piece, spoken_fields
from qa.answers.line.resolution import FoundResolution
from qa.answers.line.settled import outcome_of
from qa.answers.registers.entry import committee_of, day_of
from qa.answers.search.unit import PHRASES as UNITS
from qa.library.records import Entry
from qa.papers.register import Resolution, Words
from qa.papers.registers.telling import is_empty
from qa.papers.text import sentences
from qa.wording import short_date, verdict_words

# A clause that holds less of what the entry holds of the matter does not stand for it.
OF_MATTER = 0.6
FEW = 60  # words: a resolution that has no more is quoted whole
TITLE = re.compile(r"[^\W\d_]{3}")  # an item may be no more than a number: "R2025-168"
LEADS = re.compile(r":\W*$")
LIST = re.compile(r"\b(?:as follows|the following)\b")
MAX_ITEM = 120  # characters of the title of an item


def verdict(found: FoundResolution) -> Piece:
    """How it ended, with the counts, as fields: "Lost: for 13, against 39, abstained 3."."""
    record = found.record
    how = record.how[-1] if record.how else record.words[-1]
    outcome = outcome_of(found.entry.text_of(found.clause.words), found.entry)
    return Piece(
        found.entry.passages[how.passage],
        fields=verdict_words(record.kind, outcome, record.votes, record.amends),
    )


def movers(found: FoundResolution) -> Piece | None:
    """Who moved and seconded it, as fields; None where the paper does not say."""
    record = found.record
    if not record.proposer:
        return None
    seconded = f"seconded by {record.seconder}" if record.seconder else None
    how = record.how[0] if record.how else record.words[0]
    fields = spoken_fields([f"Moved by {record.proposer}", seconded])
    return Piece(found.entry.passages[how.passage], fields=fields)


def met(found: FoundResolution) -> Piece | None:
    """The body that met and the day, as fields; None where the paper says neither."""
    day = day_of(found.entry)
    whose = found.passage.whose or None
    fields = spoken_fields([whose, committee_of(found.entry), short_date(day) if day else None])
    return Piece(found.passage, fields=fields) if fields else None


def about(found: FoundResolution) -> Piece | None:
    """What it is about: all its words if they are few, or those nearest to the question; where
    these do not stand for it, its item."""
    first, last = found.record.words[0], found.record.words[-1]
    if first.passage == last.passage:
        begins = found.before or first
        end = _end_of_list(last, found.entry)
        whole = Words(first.passage, begins.start, end)
        most = LONG + FEW if found.before or end > last.end else FEW
        if len(found.entry.text_of(whole).split()) <= most:
            return Piece(found.entry.passages[first.passage], whole.start, whole.end)
    words, item = _with_what_it_needs(found.clause.words, found.entry), found.passage.passage.item
    of_matter = found.clause.share >= OF_MATTER * found.share
    told = found.entry.text_of(words)
    # "Carried" over the title of what was refused would read as a yes.
    if item and not of_matter and TITLE.search(item) and not ASKED["denied"].search(told):
        return Piece(found.passage, fields=spoken_fields([_item_words(item)]))
    return Piece(found.passage, words.start, words.end)


def _end_of_list(last: Words, entry: Entry[Resolution]) -> int:
    """Where the list ends that the last words of a resolution lead up to: before the words that say
    how it ended, if these stand below it. Its rows may hold full stops: "24 December Closed 2 p.m."
    """
    how = [one.start for one in entry.record.how if one.passage == last.passage]
    below = min((at for at in how if at >= last.end), default=last.end)
    text = entry.passages[last.passage].passage.text
    return len(text[:below].rstrip()) if LIST.search(text[last.start : last.end]) else last.end


def _with_what_it_needs(words: Words, entry: Entry[Resolution]) -> Words:
    """A clause with the sentence that it continues, and with the list that it leads up to, as far
    as these are not long."""
    own = [one for one in entry.record.words if one.passage == words.passage]
    text = entry.passages[words.passage].passage.text
    spans = [(a, b) for a, b in sentences(text) if own[0].start <= a and b <= own[-1].end]
    start, end = words.start, words.end
    lead = text[own[0].start : own[0].end]
    if own[0] == entry.record.words[0] and LEADS.search(lead) and not is_empty(lead):
        start = own[0].start  # "That permission be refused for these reasons:"
    before = [a for a, b in spans if b <= start]
    if start == words.start and before and UNITS["continues"].match(text[start:end]):
        start = before[-1]
    if text[start:end].endswith(":"):
        below = [b for a, b in spans if a >= end]
        fit = [b for b in below if len(text[start:b].split()) <= LONG + FEW]
        end = max(fit, default=end)
    return (
        replace(words, start=start, end=end)
        if len(text[start:end].split()) <= LONG + FEW
        else words
    )


def _item_words(item: str) -> str:
    """An item in short: "Item 8. Buses"."""
    numbered = f"Item {item}" if item[:1].isdigit() else item
    return shorten(numbered, MAX_ITEM, placeholder=" …")
