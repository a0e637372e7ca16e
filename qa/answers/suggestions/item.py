"""An item of a meeting: its subject as a question names it, and what the papers have on it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from qa.answers.registers.entry import first_passage
from qa.answers.suggestions.title import MAX_LENGTH, about, alike, is_routine, subjects
from qa.library.library import Library
from qa.library.records import Entry, StoredPassage
from qa.papers.kinds import kind_of
from qa.papers.register import Asked, Resolution
from qa.papers.text import mended

AROUND = 6  # passages before and after, which show how words are spelt
NAME = re.compile(r"(?<=[a-z,] )(?:[A-Z][\w'-]+ )+[A-Z][\w'-]+")

# What belongs to one item of a meeting is known by its date, its committee and its title.
Place = tuple[date | None, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a meeting."""

    subject: str
    """What it is about, as a sentence has it."""
    about: frozenset[str]
    """The stems of the subject."""
    day: date | None = None
    resolutions: tuple[Entry[Resolution], ...] = ()
    asked: tuple[Entry[Asked], ...] = ()
    passages: tuple[StoredPassage, ...] = ()
    """Other passages on it, such as rows of trackers."""
    committee: str | None = None
    recurs: bool = False
    """Whether other meetings had the same."""

    @property
    def when(self) -> str:
        """The month of the meeting, as a question ends with it."""
        return f" in {self.day:%B %Y}" if self.day else ""

    @property
    def rows(self) -> tuple[StoredPassage, ...]:
        """The rows of trackers on it."""
        return tuple(one for one in self.passages if kind_of(one.passage.document).is_tracker)

    def alike(self, other: Item) -> bool:
        """Whether another item has about the same subject."""
        return alike(self.about, other.about)


def items(
    resolutions: Iterable[Entry[Resolution]],
    questions: Iterable[Entry[Asked]],
    passages: Iterable[StoredPassage],
    library: Library,
    share_in: Callable[[str], float] = lambda subject: 0.0,
) -> list[Item]:
    """The items that these belong to, but for those without a subject.

    Of several subjects in a title, an item's is the first of those with the greatest `share_in`.
    """
    by_place: dict[Place, Item] = defaultdict(lambda: Item("", frozenset()))
    formal: list[Entry[Asked]] = []
    for resolution in resolutions:
        at = _place(first_passage(resolution))
        item = by_place[at]
        by_place[at] = replace(item, resolutions=(*item.resolutions, resolution))
    for question in questions:
        if question.record.formal:
            formal.append(question)
            continue
        at = _place(first_passage(question))
        by_place[at] = replace(by_place[at], asked=(*by_place[at].asked, question))
    for passage in passages:
        at = _place(passage)
        by_place[at] = replace(by_place[at], passages=(*by_place[at].passages, passage))
    found = []
    for (day, committee, title), item in by_place.items():
        if subject := _subject(item, title, library, share_in):
            found.append(
                replace(item, subject=subject, about=about(subject), day=day, committee=committee)
            )
    known = [item.subject for item in found]
    found += [one for question in formal if (one := _formal(question, known))]
    return [
        replace(item, recurs=any(item.day != o.day and item.alike(o) for o in found))
        for item in found
    ]


def _place(stored: StoredPassage) -> Place:
    meeting = stored.passage.meeting
    return meeting.date, meeting.committee, stored.passage.item


def _subject(
    item: Item, title: str | None, library: Library, share_in: Callable[[str], float]
) -> str | None:
    """The subject of an item of that `title`, spelt as the passages on it and around it do."""
    if not subjects(title):
        return None
    own = [*map(first_passage, item.resolutions), *map(first_passage, item.asked), *item.passages]
    around = [*own, *library.store.passages.neighbours(own[0].id, AROUND)]
    text = "\n".join(one.passage.text for one in around)
    return max(subjects(title, text, library.embedder.knows), key=share_in)


def _formal(entry: Entry[Asked], known: Iterable[str]) -> Item | None:
    """A formal question as an item: on a `known` subject that it names, or else on what is named
    in both the question and the reply."""
    record, meeting = entry.record, first_passage(entry).passage.meeting
    question = mended(" ".join(map(entry.text_of, record.question)))
    replies = mended(
        " ".join(entry.text_of(words) for reply in record.replies for words in reply.words)
    )
    people = " ".join(filter(None, [record.by, *record.to]))
    names = [
        name
        for name in NAME.findall(question)
        if name in replies
        and name not in people
        and len(name) <= MAX_LENGTH
        and not is_routine(name)
    ]
    there = [one for one in known if one.removeprefix("the ").lower() in question.lower()]
    subject = max(there, key=len, default="") or max(names, key=len, default="")
    if not subject:
        return None
    return Item(subject, about(subject), meeting.date, (), (entry,), (), meeting.committee)
