"""An item of a meeting: its subject, what is known of it, and what may be asked of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from qa.answers.answer import Answer
from qa.answers.answering import answer
from qa.answers.registers.response import statuses
from qa.answers.suggestions.title import MAX_LENGTH, about, alike, is_routine, subjects
from qa.answers.understanding.question import is_follow_up
from qa.library.filters import Filters
from qa.library.library import Library
from qa.library.records import Entry, Record, StoredPassage
from qa.papers.kinds import kind_of
from qa.papers.register import Asked, Resolution
from qa.papers.text import mended

FIRST = 3  # quotes, in which what a question was made from is to stand
OF_IT = 0.6  # of its subject's stems: what has so many tells of it
AROUND = 6  # passages before and after, which show how words are spelt
FORM = 12  # words: a shorter resolution approves something and does not say it

# Things that something happens to; of others there is news.
_COURSES = "consultation contract framework plan policy process programme project review scheme"
COURSES = frozenset([*_COURSES.split(), "strategy"])
NAME = re.compile(r"(?<=[a-z,] )(?:[A-Z][\w'-]+ )+[A-Z][\w'-]+")
PERSON = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor) )?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){1,3}"
)
DOING = re.compile(r"\w+ing (?:the|an?)\b", re.IGNORECASE)  # "reducing the number of …"
OFFICE = re.compile(r"chair|leader|mayor", re.IGNORECASE)
PROPOSED = ("resolution", "motion", "amendment")
# A resolution that takes note of a paper, and one that does more.
NOTES = re.compile(r"\b(?:not(?:e|es|ed|ing)|receive[sd]?|endorse[sd]?)\b", re.IGNORECASE)
DOES = re.compile(
    r"\b(?:adopt|agree|approve|ask|delegate|recommend|request|require|support|welcome)", re.I
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question that may be offered, with what its answer must have.

    It must quote from a passage of `origin` (ids), and each word of `says`; or, where the question
    asks for a `story`, tell of what that is about (stems) on several days.
    """

    question: str
    origin: frozenset[int] = frozenset()
    says: tuple[str, ...] = ()
    story: frozenset[str] = frozenset()

    def answered(self, library: Library, filters: Filters | None = None) -> Answer | None:
        """The answer, if the question stands alone and the papers answer it so."""
        if is_follow_up(self.question):
            return None
        found = answer(self.question, library, filters=filters)
        fits = self._told(found) if self.story else self._quoted(found)
        return found if found.status == "answered" and fits else None

    def _quoted(self, found: Answer) -> bool:
        told = [*found.quotes[:FIRST], *(step.quote for step in found.timeline)]
        text = " ".join(quote.text for quote in told)
        cited = {found.cited(quote.citation).passage_id for quote in told}
        says = all(re.search(rf"\b{re.escape(word)}\b", text) for word in self.says)
        return bool(cited & self.origin) and says

    def _told(self, found: Answer) -> bool:
        days = []
        for step in found.timeline:
            cited = found.cited(step.citation)
            said = about(f"{cited.item or ''} {cited.section or ''} {step.text}")
            if len(self.story & said) >= OF_IT * len(self.story):
                days.append(step.date)
        return len(set(days)) > 1 and 2 * len(days) >= len(found.timeline)


@dataclass(frozen=True, slots=True)
class Item:
    """What a meeting had before it: its subject as a sentence has it, the stems that it is `about`,
    and what was resolved and asked of it, or is told of it in other `passages`, as in trackers.
    `recurs` says that other meetings had the same."""

    subject: str
    about: frozenset[str]
    day: date | None
    committee: str | None
    resolutions: tuple[Entry[Resolution], ...] = ()
    asked: tuple[Entry[Asked], ...] = ()
    passages: tuple[StoredPassage, ...] = ()
    recurs: bool = False

    @property
    def when(self) -> str:
        """The month of the meeting, as a question ends with it."""
        return f" in {self.day:%B %Y}" if self.day else ""

    @property
    def rows(self) -> tuple[StoredPassage, ...]:
        """The rows of trackers that tell of it."""
        return tuple(one for one in self.passages if kind_of(one.passage.document).is_tracker)

    def alike(self, other: Item) -> bool:
        """Whether another item has about the same subject."""
        return alike(self.about, other.about)


# What may be asked of an item; None where it holds no answer.


def happened(item: Item) -> Suggestion | None:
    """What became of it, where a tracker or another meeting may tell."""
    recurs = item.recurs and (item.resolutions or item.passages)
    if not (item.rows or recurs) or DOING.match(item.subject):
        return None
    courses = COURSES.intersection(item.subject.lower().split())
    asks = "What happened to {}?" if courses else "What is the latest on {}?"
    return Suggestion(asks.format(item.subject), story=item.about)


def carried_out(item: Item) -> Suggestion | None:
    """Whether it was done, where a tracker gives a status."""
    rows = frozenset(row.id for row in item.rows if statuses(row.passage.text))
    asks = f"Have the recommendations on {item.subject} been carried out?"
    return Suggestion(asks, rows) if rows else None


def promised(item: Item) -> Suggestion | None:
    """What somebody is to do."""
    origin = frozenset(
        entry.passages[action.words.passage].id
        for entry in item.resolutions
        for action in entry.record.actions
    )
    asks = f"What was promised about {item.subject}{item.when}?"
    return Suggestion(asks, origin) if origin else None


def decided(item: Item) -> Suggestion | None:
    """What was resolved, where that is more than to note a report."""
    origin = frozenset(
        entry.passages[words.passage].id
        for entry in item.resolutions
        if entry.record.kind == "resolution" and not _is_form(entry)
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
            return Suggestion(asks, _how(entry), (str(votes.favour),))
    return None


def proposed(item: Item) -> Suggestion | None:
    """Who proposed it, where the minutes have a name."""
    for entry in _resolutions_first(item):
        name = (entry.record.proposer or "").split()
        if len(name) > 1 and entry.record.kind in PROPOSED and not OFFICE.search(name[-1]):
            what = f"the {entry.record.kind} on {item.subject}"
            asks = f"Which councillor proposed {what}{item.when}?"
            return Suggestion(asks, _how(entry), (name[-1],))
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


def told(item: Item) -> Suggestion | None:
    """What the answer to a formal question was, where the paper says whose it was."""
    for entry in item.asked:
        by = (entry.record.by or "").split(",")[0].strip()
        if entry.record.formal and len(by) <= MAX_LENGTH and PERSON.fullmatch(by):
            asks = f"What did we tell {by} about {item.subject}{item.when}?"
            return Suggestion(asks, frozenset(one.id for one in entry.passages.values()))
    return None


def _resolutions_first(item: Item) -> list[Entry[Resolution]]:
    return sorted(item.resolutions, key=lambda entry: entry.record.kind != "resolution")


def _how(entry: Entry[Resolution]) -> frozenset[int]:
    record = entry.record
    return frozenset(entry.passages[w.passage].id for w in (*record.how, *record.words))


def _is_form(entry: Entry[Resolution]) -> bool:
    """Whether a resolution only notes or approves a paper, and tells nothing that was decided."""
    text = " ".join(map(entry.text_of, entry.record.words))
    return len(text.split()) < FORM or bool(NOTES.search(text) and not DOES.search(text))


def items(
    resolutions: Iterable[Entry[Resolution]],
    questions: Iterable[Entry[Asked]],
    passages: Iterable[StoredPassage],
    library: Library,
    worth: Callable[[str], float] = lambda subject: 0.0,
) -> list[Item]:
    """The items of meetings that these are of, but for those without a subject.

    Of several subjects that a title names, an item's is the first of the greatest `worth`.
    """
    groups: dict[tuple[object, ...], _Group] = defaultdict(_Group)
    formal = []
    for resolution in resolutions:
        groups[_place(first(resolution))].resolutions.append(resolution)
    for one in questions:
        if one.record.formal:
            formal.append(one)
        else:
            groups[_place(first(one))].asked.append(one)
    for passage in passages:
        groups[_place(passage)].passages.append(passage)
    found = [item for group in groups.values() if (item := _item(group, library, worth))]
    known = [item.subject for item in found]
    found += [item for one in formal if (item := _formal(one, known))]
    return [
        replace(item, recurs=any(item.day != o.day and item.alike(o) for o in found))
        for item in found
    ]


@dataclass(frozen=True, slots=True)
class _Group:
    """What belongs to one item of a meeting."""

    resolutions: list[Entry[Resolution]] = field(default_factory=list)
    asked: list[Entry[Asked]] = field(default_factory=list)
    passages: list[StoredPassage] = field(default_factory=list)


def _place(stored: StoredPassage) -> tuple[object, ...]:
    meeting = stored.passage.meeting
    return meeting.date, meeting.committee, stored.passage.item


def first(entry: Entry[Record]) -> StoredPassage:
    """The passage that an entry begins in."""
    return entry.passages[min(entry.passages)]


def _item(group: _Group, library: Library, worth: Callable[[str], float]) -> Item | None:
    own = [*map(first, group.resolutions), *map(first, group.asked), *group.passages]
    title, meeting = own[0].passage.item, own[0].passage.meeting
    if not subjects(title):
        return None
    around = [*own, *library.store.passages.neighbours(own[0].id, AROUND)]
    text = "\n".join(one.passage.text for one in around)
    subject = max(subjects(title, text, library.embedder.knows), key=worth)
    return Item(
        subject,
        about(subject),
        meeting.date,
        meeting.committee,
        tuple(group.resolutions),
        tuple(group.asked),
        tuple(group.passages),
    )


def _formal(entry: Entry[Asked], known: Sequence[str]) -> Item | None:
    """A formal question as an item: on a `known` subject that it names, or else on what is named
    in both the question and the reply."""
    record, meeting = entry.record, first(entry).passage.meeting
    question = " ".join(map(entry.text_of, record.question))
    replies = " ".join(entry.text_of(words) for reply in record.replies for words in reply.words)
    there = [one for one in known if one.removeprefix("the ").lower() in mended(question).lower()]
    people = " ".join(filter(None, [record.by, *record.to]))
    names = [
        name
        for name in NAME.findall(mended(question))
        if name in mended(replies)
        and name not in people
        and len(name) <= MAX_LENGTH
        and not is_routine(name)
    ]
    subject = max(there, key=len, default="") or max(names, key=len, default="")
    if not subject:
        return None
    return Item(subject, about(subject), meeting.date, meeting.committee, asked=(entry,))
