"""What the papers beside a paper say of its meeting, where it says nothing itself.

An appendix often names neither its meeting nor its council. The agenda that lists it by its title
does, and so do the papers of a folder that are all of one meeting. What is taken from them is
marked as inferred, with the paper that says it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from qa.papers.file_name import without_ending
from qa.papers.kinds import kind_of
from qa.papers.paper import Meeting, MeetingPart
from qa.papers.text import comparable
from qa.phrases import Phrases

_PHRASES = Phrases.beside(__file__)
WORD = re.compile(r"[^\W\d_]{3,}")
MIN_WORDS = 2  # of a title that an agenda lists; of fewer, any agenda has them somewhere
MIN_TITLED = 0.8  # the share of the words of a title that a line of an agenda must have
MIN_BESIDE = 2  # papers of one meeting in a folder, beside an agenda or without one
# Of the papers that name a council in a folder, those that name the same one, and their share.
MIN_NAMING, MIN_SHARE = 2, 0.8


@dataclass(frozen=True)
class Neighbour:
    """A paper with what it says of its meeting itself, and of a front sheet the lines."""

    id: int
    path: Path
    document: str
    meeting: Meeting
    title: str | None = None
    lines: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name of its file."""
        return self.path.name

    @cached_property
    def titles(self) -> tuple[frozenset[str], ...]:
        """The words of its name and of its title that tell it from others."""
        names = (without_ending(self.name), self.title or "")
        return tuple(words for one in names if len(words := _words(one)) >= MIN_WORDS)


def inferred(papers: Sequence[Neighbour]) -> dict[int, Meeting]:
    """The meeting of each paper, by its id, that lacks something which others say."""
    by_folder: dict[Path, list[Neighbour]] = defaultdict(list)
    for paper in papers:
        by_folder[paper.path.parent].append(paper)
    councils = _councils(papers)
    found = {}
    for folder, beside in by_folder.items():
        listed = _Listed(beside)
        together = _of_one_meeting(beside)
        for paper in beside:
            meeting = _of_listing(paper, listed) or _of_folder(paper, together) or paper.meeting
            council = None if meeting.council else _council_of(folder, councils)
            if council:
                marks = (*meeting.inferred, _mark("council", ""))
                meeting = replace(meeting, council=council, inferred=marks)
            if meeting.inferred:
                found[paper.id] = meeting
    return found


class _Listed:
    """The agendas of a folder, and which of them lists a title."""

    def __init__(self, beside: Iterable[Neighbour]) -> None:
        self._agendas = [
            (paper, list(map(_words, _entries(paper.lines))))
            for paper in beside
            if paper.lines and paper.meeting.date
        ]

    def agenda_of(self, paper: Neighbour) -> Neighbour | None:
        """The one agenda that lists a paper by its title; None where several meetings' do."""
        own = [
            agenda
            for agenda, entries in self._agendas
            if agenda is not paper and any(_names(entries, title) for title in paper.titles)
        ]
        return own[0] if len({agenda.meeting.date for agenda in own}) == 1 else None


def _entries(lines: Sequence[str]) -> Iterator[str]:
    """The lines of an agenda, each alone and with the next, on which a title may go on."""
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        yield line
        yield f"{line} {following}"


def _names(entries: Iterable[frozenset[str]], title: frozenset[str]) -> bool:
    return any(len(title & entry) >= MIN_TITLED * len(title) for entry in entries)


def _words(text: str) -> frozenset[str]:
    """The words of a title but for those that any paper may have."""
    found = WORD.findall(comparable(text.replace("_", " ")))
    return frozenset(word for word in found if word not in _PHRASES.words("common"))


def _of_one_meeting(beside: Sequence[Neighbour]) -> Neighbour | None:
    """The paper that says of which meeting all papers of a folder are, if they are of one: minutes
    are left out, since those of the last meeting lie beside the agenda of the next."""
    dated = [one for one in beside if one.meeting.date and not kind_of(one.document).is_record]
    agendas = [one for one in dated if kind_of(one.document).is_front_sheet]
    met = {(one.meeting.date, comparable(one.meeting.committee)) for one in dated}
    if len({day for day, _ in met}) != 1 or len({body for _, body in met if body}) > 1:
        return None
    if not agendas and len(dated) < MIN_BESIDE:
        return None
    return next((one for one in (*agendas, *dated) if one.meeting.committee), dated[0])


def _of_listing(paper: Neighbour, listed: _Listed) -> Meeting | None:
    if not kind_of(paper.document).meeting_inferred or paper.meeting.date:
        return None
    agenda = listed.agenda_of(paper)
    return _filled(paper, agenda) if agenda else None


def _of_folder(paper: Neighbour, one: Neighbour | None) -> Meeting | None:
    """The meeting of a paper that lies among those of `one` meeting."""
    if one is None or one is paper or kind_of(paper.document).meeting_inferred != "beside":
        return None
    return _filled(paper, one)


def _filled(paper: Neighbour, other: Neighbour) -> Meeting | None:
    """The meeting of a paper with what it lacks from another; None where they contradict."""
    own, said = paper.meeting, other.meeting
    if own.date not in (None, said.date):
        return None
    if own.committee and comparable(own.committee) != comparable(said.committee):
        return None
    marks = [
        _mark(part, other.name)
        for part, lacks in (
            ("committee", bool(said.committee) and not own.committee),
            ("date", not own.date),
        )
        if lacks
    ]
    filled = replace(own.filled_up(said), council=own.council, inferred=tuple(marks))
    return filled if marks else None


def _mark(part: str, name: str) -> tuple[MeetingPart, str]:
    parts: Mapping[str, MeetingPart] = {
        "council": "council",
        "committee": "committee",
        "date": "date",
    }
    return parts[part], name


def _councils(papers: Iterable[Neighbour]) -> dict[Path, list[tuple[str, Path]]]:
    """The councils that papers name in each folder, and in those within it: each with the place
    that names it, a paper of the folder or a folder within it."""
    found: dict[Path, list[tuple[str, Path]]] = defaultdict(list)
    for paper in papers:
        if paper.meeting.council:
            place = paper.path
            for folder in paper.path.parents:
                found[folder].append((paper.meeting.council, place))
                place = folder
    return found


def _council_of(folder: Path, councils: Mapping[Path, list[tuple[str, Path]]]) -> str | None:
    """The council of a folder: that which nearly all papers name that name any there, or in the
    nearest folder above it that names one in several places. Folders may also be of different
    councils."""
    for above in (folder, *folder.parents):
        named = councils.get(above, [])
        if len({place for _, place in named}) >= MIN_NAMING:
            name, count = Counter(name for name, _ in named).most_common(1)[0]
            return name if count >= MIN_SHARE * len(named) else None
    return None
