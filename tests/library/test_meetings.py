"""The meetings of a library, and what papers hold of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from qa.library.filters import NO_LIMITS, Filters
from qa.library.library import Library
from qa.library.meetings import ListedItem, StoredMeeting, one_spelling
from qa.papers.paper import Meeting, Paper, Passage, Problem
from tests.made import MEETING, WordEmbedder, a_paper, a_passage, library_of

pytestmark = pytest.mark.usefixtures("engine")

JULY, AUTUMN, MARCH = date(2021, 7, 13), date(2021, 9, 14), date(2022, 3, 15)
SCAN = Problem("no text", "These pages have no text.", "Run it through OCR.", (1, 2))
ROOF, BUSES = "The pool hall roof was surveyed.", "The bus passes were renewed."


def under(item: str, text: str, day: date, page: int = 1) -> Passage:
    """A passage of an item."""
    return replace(a_passage(text, day, page), item=item)


def of(day: date | None, name: str, *passages: Passage) -> Paper:
    """A paper that is itself of the meeting of that day."""
    return replace(a_paper(name, *passages), meeting=replace(MEETING, date=day))


def shouted(passage: Passage) -> Passage:
    """A passage whose committee is spelt in capitals."""
    committee = (passage.meeting.committee or "").upper()
    return replace(passage, meeting=replace(passage.meeting, committee=committee))


PAPERS = (
    of(
        AUTUMN,
        "pack.pdf",
        under("8. Pool", ROOF, JULY, 2),
        under("9. Buses", BUSES, JULY, 3),
        under("8. Pool", "It will be mended.", JULY, 4),
        replace(under("16. Buses", "A report.", AUTUMN, 5), document="report"),
    ),
    of(JULY, "minutes.pdf", shouted(under("8. Pool", ROOF, JULY))),
    replace(of(MARCH, "scan.pdf"), problems=(SCAN,)),
    of(None, "bus tariff.pdf", a_passage("The stalls of the market.", None)),
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with library_of(PAPERS, tmp_path) as opened:
        yield opened


def names(library: Library, met: StoredMeeting) -> list[str]:
    return [paper.name for paper in library.store.meetings.papers(met.papers)]


def held(library: Library, *terms: str, filters: Filters | None = None) -> list[str]:
    """The texts of the passages that hold all of `terms`."""
    way = [[term] for term in terms]
    ids = library.store.words.containing([way], filters or NO_LIMITS, 10)
    return sorted(stored.passage.text for stored in library.store.passages.get(ids))


def test_a_meeting_has_the_papers_written_for_it_and_those_that_record_it(
    library: Library,
) -> None:
    march, autumn, july = library.store.meetings.all()
    assert [one.day for one in (march, autumn, july)] == [MARCH, AUTUMN, JULY]
    assert names(library, july) == ["minutes.pdf", "pack.pdf"]
    assert names(library, autumn) == ["pack.pdf"]
    assert names(library, march) == ["scan.pdf"]  # though no word of it can be read
    assert july.councils == (MEETING.council,)


def test_a_committee_that_is_spelt_otherwise_in_one_paper_is_still_one(library: Library) -> None:
    assert {one.committee for one in library.store.meetings.all()} == {MEETING.committee}


def test_each_body_is_offered_once_to_filter_by_as_most_papers_spell_it(library: Library) -> None:
    assert library.store.facets().committees == (MEETING.committee,)
    assert one_spelling({"Audit committee": 2, "AUDIT COMMITTEE": 1, "Cabinet": 1}) == (
        "Audit committee",
        "Cabinet",
    )


def test_a_paper_holds_items_in_their_order_each_from_where_it_begins(library: Library) -> None:
    july = library.store.meetings.all()[2]
    [pack] = [p for p in library.store.papers.all() if p.name == "pack.pdf"]
    minutes, report = library.store.meetings.parts([pack.id])
    assert (minutes.day, minutes.document, minutes.page) == (JULY, "minutes", 2)
    assert minutes.items == (ListedItem("8. Pool", 2, "4"), ListedItem("9. Buses", 3, "5"))
    assert (report.day, report.document, report.items) == (
        AUTUMN,
        "report",
        (ListedItem("16. Buses", 5, "7"),),
    )
    assert [part.items for part in library.store.meetings.parts(july.papers, july)] == [
        (ListedItem("8. Pool", 1, "3"),),
        minutes.items,
    ]


def test_papers_of_no_stated_meeting_and_problems_are_listed(library: Library) -> None:
    assert [paper.name for paper in library.store.meetings.undated()] == ["bus tariff.pdf"]
    [(paper, problem)] = library.store.meetings.problems()
    assert (paper.name, paper.day, problem) == ("scan.pdf", MARCH, SCAN)


def test_words_are_found_in_passages_and_over_them_but_not_in_names_of_files(
    library: Library,
) -> None:
    assert held(library, "buses") == ["A report.", BUSES]
    assert held(library, "buses", "renewing") == [BUSES]
    assert held(library, "tariff") == []
    assert held(library, "pool roof") == []
    assert held(library, 'pool" OR "buses') == []
    assert held(library, "buses", filters=Filters(date_from=AUTUMN)) == ["A report."]
    assert library.store.words.containing([], NO_LIMITS, 10) == []


def test_any_of_the_ways_and_of_their_alternatives_will_do(library: Library) -> None:
    ways = [[["tram", "hall roof"], ["surveys"]], [["market"]]]
    ids = library.store.words.containing(ways, NO_LIMITS, 10)
    assert {s.passage.text for s in library.store.passages.get(ids)} == {
        ROOF,
        "The stalls of the market.",
    }
    assert len(library.store.words.containing(ways, NO_LIMITS, 1)) == 1


def test_what_is_printed_twice_of_a_meeting_counts_once(library: Library) -> None:
    ids = library.store.words.containing([[["pool"]], [["market"]]], NO_LIMITS, 10)
    assert len(ids) == 4
    [july], undated = library.store.meetings.count_passages(ids)
    assert ((july.day, july.passages), undated) == ((JULY, 2), 1)


def test_passages_are_had_by_page_and_by_number(library: Library) -> None:
    [pack] = [p for p in library.store.papers.all() if p.name == "pack.pdf"]
    passages = library.store.passages
    assert [s.passage.text for s in passages.on_page(pack.id, 3, 10)] == [BUSES]
    assert passages.on_page(pack.id, 9, 10) == []
    assert [s.passage.page for s in passages.in_order(pack.id, 1, 2)] == [3, 4]


def test_the_sample_papers_meet_on_the_days_that_they_print(samples: Library) -> None:
    met = samples.store.meetings.all()
    council = [one.day for one in met if one.committee == "Council"]
    assert council == [date(2023, 7, 13), date(2023, 2, 23)]
    [july] = [one for one in met if one.day == JULY]
    assert names(samples, july) == [
        "Agenda reports pack 13072021 1000 Adults and communities scrutiny committee.pdf",
        "Printed minutes 13072021 1000 Adults and communities scrutiny committee.pdf",
        "Agenda reports pack 14092021 1000 Adults and communities scrutiny committee.pdf",
        "Schedule of recommendations and actions.pdf",
    ]


def test_items_of_the_sample_papers_begin_on_their_pages(samples: Library) -> None:
    checked = 0
    for paper in samples.store.papers.all():
        pages = {page.number: page for page in samples.store.papers.pages(paper.id)}
        for part in samples.store.meetings.parts([paper.id]):
            for item in part.items:
                assert item.printed == pages[item.page].printed
                if part.document in ("minutes", "questions", "report"):
                    title = item.title.lstrip("0123456789. ")  # reports print it without
                    assert letters(title) in letters(pages[item.page].text)
                    checked += 1
    assert checked > 90


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))


def test_an_empty_library_has_no_meetings(tmp_path: Path) -> None:
    with Library(tmp_path, embedder=WordEmbedder(), create=True) as library:
        meetings = library.store.meetings
        assert not any((meetings.all(), meetings.undated(), meetings.problems()))


def test_the_name_of_a_council_limits_to_the_meetings_of_all_its_members(tmp_path: Path) -> None:
    met = {
        "thurl.pdf": Meeting("Thurl Town Council", "Council", date(2031, 5, 6)),
        "weir.pdf": Meeting("Weir Parish Council", "Council", date(2031, 5, 6)),
        "panel.pdf": Meeting("Thurl Town Council", "Council Tax Panel", date(2031, 5, 6)),
    }
    papers = [
        replace(a_paper(name, replace(a_passage("Buses."), meeting=meeting)), meeting=meeting)
        for name, meeting in met.items()
    ]
    with library_of(papers, tmp_path) as library:

        def count(committee: str) -> int:
            return library.searched(Filters(committee=committee)).papers

        assert count("Thurl Town Council") == 1
        assert count("thurl town council") == 1
        assert count("Full Council") == count("the Council") == 2
        assert count("Council Tax Panel") == count("tax panel") == 1
        assert count("Thurl") == 0
