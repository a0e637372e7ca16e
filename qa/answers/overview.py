"""What a library is about, for who sees it first: whose papers, what is new, what goes on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from qa.answers.registers.decisions import Decision, decisions
from qa.answers.suggestions.title import about, is_routine, subjects
from qa.library.filters import Filters
from qa.library.library import Library, consistent
from qa.library.meetings import StoredMeeting
from qa.library.records import Searched
from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)
FEW_MEETINGS = (
    0.02  # of all: a council named at fewer is a guest rather than whose papers these are
)
LATEST = 3  # meetings with decisions that are shown
DECISIONS = 3  # of a meeting, in one line each
LOOKED_AT = 60  # of the newest meetings
SUBJECTS = 6
PERIOD = timedelta(days=365)  # before the latest meeting, in which subjects are counted
# A title that so large a share of the meetings of a body has, of at least so many, is routine.
ROUTINE_SHARE, ROUTINE_MEETINGS = 0.34, 4


@dataclass(frozen=True, slots=True)
class LatestMeeting:
    """One of the latest meetings: its first `decisions`, and how many `more` there are."""

    meeting: StoredMeeting
    decisions: tuple[Decision, ...]
    more: int


@dataclass(frozen=True, slots=True)
class DiscussedSubject:
    """A subject in the words of an item's title, and at how many meetings it was lately."""

    words: str
    meetings: int
    latest: date


@dataclass(frozen=True, slots=True)
class Overview:
    """Whose papers a library holds, of what time, what was decided lately and is going on."""

    searched: Searched
    councils: tuple[str, ...]
    bodies: tuple[str, ...]
    latest: tuple[LatestMeeting, ...]
    subjects: tuple[DiscussedSubject, ...]


@consistent
def overview(library: Library) -> Overview:
    """The overview of `library`. Only its newest meetings are looked through."""
    met = library.store.meetings.all()
    named = Counter(council for one in met for council in one.councils)
    newest = met[:LOOKED_AT]
    return Overview(
        library.totals.searched,
        tuple(name for name, n in named.most_common() if n >= FEW_MEETINGS * len(met)),
        tuple(sorted({one.committee for one in met if one.committee}, key=str.casefold)),
        _latest(library, newest),
        _subjects(library, newest),
    )


def _latest(library: Library, newest: Sequence[StoredMeeting]) -> tuple[LatestMeeting, ...]:
    """The newest meetings that decided something."""
    found: list[LatestMeeting] = []
    for one in newest:
        limits = Filters(one.committee, one.day, one.day)
        decided = [
            decision
            for decision in decisions(library, filters=limits).found
            if decision.citation.committee == one.committee
            and decision.citation.whose == one.whose
            and decision.kind != "actions"
        ]
        telling = [one for one in decided if _says_something(one)]
        if telling:
            found.append(LatestMeeting(one, tuple(telling[:DECISIONS]), len(decided) - DECISIONS))
        if len(found) == LATEST:
            break
    return tuple(found)


def _says_something(decision: Decision) -> bool:
    """Whether a decision is more than routine: apologies and earlier minutes are not news."""
    routine = is_routine(decision.citation.item or "") or PHRASES["routine"].search(decision.text)
    return not routine and len(decision.text.split()) > 3


def _subjects(library: Library, newest: Sequence[StoredMeeting]) -> tuple[DiscussedSubject, ...]:
    """The subjects of items that most of the meetings of the last year had, but for routine."""
    if not newest:
        return ()
    recent = [one for one in newest if one.day >= newest[0].day - PERIOD]
    seen: dict[frozenset[str], list[tuple[str, StoredMeeting]]] = defaultdict(list)
    for one in recent:
        for words in set(_titles(library, one)):
            seen[about(words)].append((words, one))
    held = Counter(one.committee for one in recent)
    found = []
    for key, named in seen.items():
        meetings = {one for _, one in named}
        by_body = Counter(one.committee for one in meetings)
        routine = any(
            held[body] >= ROUTINE_MEETINGS and number > ROUTINE_SHARE * held[body]
            for body, number in by_body.items()
        )
        if key and not routine and len(meetings) > 1:
            words = Counter(words for words, _ in named).most_common(1)[0][0]
            found.append(DiscussedSubject(words, len(meetings), max(one.day for one in meetings)))
    found.sort(key=lambda one: (one.meetings, one.latest), reverse=True)
    return tuple(found[:SUBJECTS])


def _titles(library: Library, met: StoredMeeting) -> Iterator[str]:
    """The subjects of the items of a meeting, each as a sentence has it."""
    for part in library.store.meetings.parts(met.papers, met):
        for item in part.items:
            yield from subjects(item.title, knows=library.embedder.knows)[:1]
