"""The page of papers: a calendar of meetings, their papers, and when a subject was discussed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

import streamlit as st

from qa.answers.discussed import MAX_PASSAGES, Discussed, discussed
from qa.answers.registers.decisions import MAX_ENTRIES, decisions
from qa.answers.understanding.letter import MAX_LETTER_LENGTH
from qa.library.filters import Filters
from qa.library.library import Library
from qa.library.meetings import ListedPaper, PaperPart, StoredMeeting
from qa.papers.paper import Problem
from qa.papers.source import Source
from qa.papers.text import comparable
from qa.publication import safe_address
from qa.web import inputs, register_view, state
from qa.web.address import COMMITTEE, MEETING, chosen, front
from qa.web.answer_view import TEMPLATES, describe_limits
from qa.web.discussion_chart import chart
from qa.web.markdown import escaped

OfCommittee = TypeVar("OfCommittee", StoredMeeting, ListedPaper)

UNDATED = "Undated"
MAX_PROBLEMS = 500  # that are listed


@dataclass(frozen=True, slots=True)
class Row:
    """A committee on the calendar, with its meetings in each of the twelve months."""

    committee: str | None
    councils: tuple[str, ...]
    months: tuple[tuple[StoredMeeting, ...], ...]


@dataclass(frozen=True, slots=True)
class MeetingPaper:
    """A paper of a meeting: the parts of it that belong to the meeting, and its problems."""

    paper: ListedPaper
    parts: tuple[PaperPart, ...]
    problems: tuple[Problem, ...]

    @property
    def copy(self) -> Source | None:
        """Its source without the meeting, where the address of the council's copy is known."""
        said = self.paper.source
        return replace(said, meeting_address=None) if said and safe_address(said.address) else None


def page() -> None:
    """Show the meeting that the address names, or else the calendar."""
    st.title("Papers", anchor=False)
    library = state.library()
    generation = library.store.generation
    choose = st.container(horizontal=True)
    with choose:
        committee, council = chosen_committee(generation), chosen_council(generation)
    met = of(meetings(generation), committee, council)
    asked = st.query_params.get(MEETING, "")
    if found := [one for one in met if one.day.isoformat() == asked]:
        show_day(found, met, library)
        return
    if asked:
        st.info(escaped(f"No paper is of this meeting ({asked[:40]}). Choose another."))
    loose = of(undated(generation), committee, council)
    with choose:
        year = chosen_year(met, bool(loose))
        subject = inputs.text("When was it discussed? Name a subject", "about", MAX_LETTER_LENGTH)
    if subject:
        discussion = discussion_of(generation, subject, committee, council)
        bars, within = chart(discussion, subject), describe_limits(discussion.limits)
        st.html(drawn("discussed", subject, discussion, bars, within, MAX_PASSAGES))
    if year == UNDATED:
        register_view.show_in_parts(
            loose, (generation, UNDATED, committee, council), partial(drawn, "listed")
        )
    elif year:
        st.html(drawn("calendar", year, rows(met, int(year))))
    problems = library.store.meetings.problems()
    faults = [(paper, problem) for paper, problem in problems if of([paper], committee, council)]
    faults.sort(key=lambda one: one[1].kind == "ocr")  # papers that could not be read come first
    held_back = 0 if committee or council else len(library.store.unread.held_back())
    if faults or held_back:
        broken = len({paper.id for paper, problem in faults if problem.kind == "fault"})
        st.html(drawn("faulty", faults[:MAX_PROBLEMS], len(faults), held_back, broken))


@st.cache_resource(max_entries=state.KEPT, show_spinner=False)
def meetings(generation: str) -> Sequence[StoredMeeting]:
    """The meetings in the library of this `generation`, newest first."""
    return state.library().store.meetings.all()


@st.cache_resource(max_entries=state.KEPT, show_spinner=False)
def undated(generation: str) -> Sequence[ListedPaper]:
    """The papers of no stated meeting in the library of this `generation`."""
    return state.library().store.meetings.undated()


@st.cache_resource(max_entries=50, show_spinner="Searching the papers…")
def discussion_of(
    generation: str, subject: str, committee: str | None, council: str | None
) -> Discussed:
    """When a subject was discussed, in the library of this `generation`."""
    with state.turn():
        return discussed(subject, state.library(), Filters(committee, council=council))


def chosen_council(generation: str) -> str | None:
    """The chosen council, or None for all."""
    facets = state.facets(generation)
    named = (named for one in meetings(generation) for named in one.councils)
    loose = (one.council for one in undated(generation))
    names = {*facets.councils, *named, *filter(None, loose)}
    return inputs.council(replace(facets, councils=tuple(sorted(names))))


def chosen_committee(generation: str) -> str | None:
    """The chosen committee, or None for all. Those of papers without text are listed too."""
    facets = state.facets(generation)
    met = (one.committee for one in meetings(generation))
    loose = (one.committee for one in undated(generation))
    names = {*facets.committees, *filter(None, met), *filter(None, loose)}
    return inputs.committee(replace(facets, committees=tuple(sorted(names))))


def chosen_year(met: Sequence[StoredMeeting], loose: bool) -> str | None:
    """The chosen year, the newest by default; or `UNDATED`, where there are undated papers."""
    years = [*dict.fromkeys(str(one.day.year) for one in met), *[UNDATED][: int(loose)]]
    newest = years[0] if years else None

    def read(words: str) -> str | None:
        return words if words in years else newest

    def write(year: str | None) -> str:
        return year if year and year != newest else ""

    def ask(key: str) -> str | None:
        year: str | None = st.selectbox("Year", years, key=key)
        return year

    return inputs.kept_in_address("year", read, write, ask)


def show_day(
    found: Sequence[StoredMeeting], others: Sequence[StoredMeeting], library: Library
) -> None:
    """Show the meeting of a day.

    Where there are several, they are listed, and the one without a committee is shown, as no other
    address leads to it.
    """
    if len(found) > 1:
        named = [one for one in found if one.committee or one.whose]
        st.html(drawn("several", found[0].day, named))
        found = [one for one in found if one not in named]
    for one in found:
        show_meeting(one, others, library)


def show_meeting(met: StoredMeeting, others: Sequence[StoredMeeting], library: Library) -> None:
    """Show a meeting: its papers, their items, and the number of decisions.

    `others` are the meetings before and after it, newest first.
    """
    own = Filters(met.committee, met.day, met.day)
    same = [one for one in others if _body(one) == _body(met)]
    here = same.index(met)
    papers = papers_of(met, library)
    st.html(
        drawn(
            "meeting",
            met=met,
            said=source_of(met, (one.paper for one in papers)),
            calendar=chosen("papers", {COMMITTEE: met.committee or "", "year": str(met.day.year)}),
            earlier=same[here + 1] if here + 1 < len(same) else None,
            later=same[here - 1] if here else None,
            decided=len(decisions(library, "", own, MAX_ENTRIES).found),
            decisions=chosen("decisions", inputs.query(own)),
            ask=front({}, inputs.query(own)),
        )
    )
    register_view.show_in_parts(papers, met, partial(drawn, "papers", met=met))


def _body(met: StoredMeeting) -> tuple[str, str]:
    """The body that met: committees of two councils may have the same name."""
    return comparable(met.committee), met.whose


def papers_of(met: StoredMeeting, library: Library) -> list[MeetingPaper]:
    """The papers of a meeting, those written for it first, each with its parts of the meeting.

    A paper without such parts, such as the minutes of another meeting on its agenda, has all of its
    parts.
    """
    store = library.store.meetings
    parts: dict[int, list[PaperPart]] = defaultdict(list)
    for part in store.parts(met.papers, met):
        parts[part.paper].append(part)
    for part in store.parts(set(met.papers) - parts.keys()):
        parts[part.paper].append(part)
    problems: dict[int, list[Problem]] = defaultdict(list)
    for paper, problem in store.problems(met.papers):
        problems[paper.id].append(problem)
    papers = sorted(store.papers(met.papers), key=lambda one: (one.day != met.day, not one.day))
    return [MeetingPaper(one, tuple(parts[one.id]), tuple(problems[one.id])) for one in papers]


def source_of(met: StoredMeeting, papers: Iterable[ListedPaper]) -> Source:
    """What the council's site states of a meeting, from one of the meeting's own `papers`."""
    for one in papers:
        own = one.day == met.day and comparable(one.committee) == comparable(met.committee)
        if own and one.source and one.source.meeting_address:
            return replace(one.source, address=None)
    return Source()


def rows(met: Iterable[StoredMeeting], year: int) -> list[Row]:
    """The rows of the calendar of a year, sorted by committee."""
    by_committee: dict[tuple[str, str], list[StoredMeeting]] = defaultdict(list)
    for one in met:
        if one.day.year == year:
            by_committee[_body(one)].append(one)
    return [_row(same) for _, same in sorted(by_committee.items())]


def _row(same: Sequence[StoredMeeting]) -> Row:
    """The row of one committee; `same` are its meetings of a year, newest first."""
    councils = {name for one in same for name in one.councils} - {same[0].committee}
    months = [
        tuple(one for one in reversed(same) if one.day.month == month) for month in range(1, 13)
    ]
    return Row(same[0].committee, tuple(sorted(councils)), tuple(months))


def of(
    listed: Iterable[OfCommittee], committee: str | None, council: str | None = None
) -> list[OfCommittee]:
    """The meetings or papers of a committee of a council, or all."""
    return [
        one
        for one in listed
        if (committee is None or comparable(one.committee) == comparable(committee))
        and (council is None or comparable(council) in map(comparable, _councils(one)))
    ]


def _councils(one: StoredMeeting | ListedPaper) -> Sequence[str | None]:
    return one.councils if isinstance(one, StoredMeeting) else [one.council]


def drawn(macro: str, *given: object, **named: object) -> str:
    """A part of the page as HTML, from a macro of its template; all values are escaped."""
    return str(getattr(TEMPLATES.get_template("papers.html").module, macro)(*given, **named))


if __name__ == "__main__":
    page()
