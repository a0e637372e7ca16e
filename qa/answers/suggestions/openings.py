"""Questions to begin with: for each kind of user some that the papers answer.

They are made from the newest entries of the registers and rows of trackers, of different subjects
and meetings, and each is asked before it is offered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import islice

from qa.answers.suggestions.forms import (
    Form,
    Suggestion,
    asked,
    carried_out,
    decided,
    happened,
    proposed,
    replied,
    voted,
)
from qa.answers.suggestions.item import Item, items
from qa.library.filters import Filters
from qa.library.library import Library
from qa.library.records import StoredPassage
from qa.papers.kinds import TRACKER

PER_KIND = 3  # questions, at most
NEWEST = 60  # entries of each register that are looked at
RECENT = timedelta(days=800)  # before the last meeting: the trackers that are looked at
ROWS = 400  # of these trackers, at most
TRIED = 4  # questions that are asked for each one that is offered

# What each kind of user may ask; each form is tried twice.
KINDS: dict[str, tuple[Form, ...]] = {
    "Preparing a question": (happened, carried_out),
    "Exploring decisions": (decided, voted, proposed),
    "Checking an answer": (replied, asked),
}


def openings(library: Library) -> Mapping[str, tuple[str, ...]]:
    """For each kind of user some questions that the papers answer; no kind that has none."""
    newest = _newest(library)
    used: list[Item] = []
    found: dict[str, tuple[str, ...]] = {}
    for kind, forms in KINDS.items():
        chosen: dict[str, Item] = {}
        tried: set[str] = set()
        for form in forms * 2:
            others = [item for item in newest if not any(map(item.alike, chosen.values()))]
            fresh = (one for one in _suggested(form, others, used) if one[1].question not in tried)
            for item, suggestion in islice(fresh, TRIED if len(chosen) < PER_KIND else 0):
                tried.add(suggestion.question)
                if suggestion.answered(library):
                    chosen[suggestion.question] = item
                    used.append(item)
                    break
        if chosen:
            found[kind] = tuple(chosen)
    return found


def _suggested(
    form: Form, found: Iterable[Item], used: Sequence[Item]
) -> Iterator[tuple[Item, Suggestion]]:
    """What may be asked about items, those of subjects and meetings least `used` first."""
    meetings = Counter((item.committee, item.day) for item in used)

    def use(item: Item) -> tuple[bool, int]:
        return any(map(item.alike, used)), meetings[item.committee, item.day]

    for item in sorted(found, key=use):
        if suggestion := form(item):
            yield item, suggestion


def _newest(library: Library) -> list[Item]:
    """The items of the newest entries of the registers and rows of trackers, newest first."""
    registers, everything = library.store.registers, Filters()
    resolutions = registers.resolutions(everything, NEWEST)
    found = items(resolutions, registers.asked(everything, NEWEST), _rows(library), library)
    return sorted(found, key=lambda item: item.day or date.min, reverse=True)


def _rows(library: Library) -> list[StoredPassage]:
    """Rows of recent trackers."""
    latest = library.totals.searched.latest
    if not latest:
        return []
    recent = Filters(document=TRACKER.name, date_from=latest - RECENT)
    return library.store.passages.latest(recent, ROWS)
