"""The page of papers as a visitor uses it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from qa.answers.discussed import Discussed
from qa.errors import ProgramFault
from qa.library.filters import Filters
from qa.library.library import Library
from qa.library.meetings import PassageCount
from qa.library.records import Searched
from qa.papers.paper import Meeting, Paper, Problem
from qa.papers.register import Resolution, Words
from qa.web import state
from qa.web.discussion_chart import MAX_BARS, chart
from qa.web.pages import papers
from tests.made import MEETING, PUBLISHED, a_paper, a_passage
from tests.web.conftest import CABINET, EVIL, HOSTILE, PAGE, build, key_of

PAPERS = Path(papers.__file__)
SCRUTINY = MEETING.committee or ""
JULY, AUTUMN = date(2021, 7, 13), date(2021, 9, 14)
RESOLVED = "RESOLVED: that the mobile library keeps its round to Ashcombe."
HELD = Problem("exempt", "It says so.", "Let it in.")
SCAN = Problem("no text", "These pages have no text.", "Run them through OCR.", (2, 3, 4, 9))


def held() -> tuple[Paper, ...]:
    recorded = replace(a_passage("The bus passes were renewed.", page=3), item="8. Bus passes")
    pack = a_paper("pack.pdf", replace(a_passage("Agenda", AUTUMN), document="agenda"), recorded)
    minutes = a_paper(
        "minutes.pdf",
        replace(a_passage("The bus passes were renewed."), item="8. Bus passes"),
        replace(a_passage(RESOLVED, page=2), item="9. Mobile library", standing="decided"),
    )
    cabinet = replace(a_passage("The mobile library was heard of."), meeting=CABINET)
    scan = Meeting(MEETING.council, "Licensing panel", JULY)
    evil = Meeting("<i>Council</i>", "<u>Committee</u>", JULY)
    return (
        replace(pack, meeting=replace(MEETING, date=AUTUMN)),
        replace(
            minutes,
            meeting=replace(MEETING, date=JULY),
            resolutions=(Resolution("resolution", "agreed", (Words(1, 0, len(RESOLVED)),)),),
        ),
        replace(a_paper("cabinet.pdf", cabinet), meeting=CABINET),
        replace(a_paper("scan.pdf"), meeting=scan, problems=(SCAN,)),
        replace(
            a_paper("secret settlement.pdf"),
            title="The secret settlement",
            meeting=Meeting(MEETING.council, "Secret panel", JULY),
            problems=(HELD, SCAN),
        ),
        replace(a_paper("secret undated.pdf"), problems=(HELD,)),
        replace(a_paper("old.pdf", a_passage("Old.", date(2009, 3, 4))), meeting=Meeting()),
        replace(
            a_paper(EVIL, replace(a_passage(HOSTILE), meeting=evil, item="<img src=x>")),
            meeting=evil,
        ),
    )


@pytest.fixture
def library(index: Path) -> Library:
    build(index, held())
    return state.library()


def opened(**asked: str) -> AppTest:
    """The page with what is asked in its address."""
    page = AppTest.from_file(str(PAPERS), default_timeout=300)
    for name, value in asked.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def shown(page: AppTest) -> str:
    """All text of the page that is HTML, with each run of spaces as one."""
    return " ".join(" ".join(node.proto.body for node in page.get("html")).split())


def test_the_newest_year_is_a_calendar_of_its_meetings(library: Library) -> None:
    page = opened()
    assert page.title[0].value == "Papers"
    found = shown(page)
    assert "Meetings in 2021</h2>" in found
    for link in (
        'meeting=2021-07-13" aria-label="13 July 2021: 2 papers"',
        'meeting=2021-09-14" aria-label="14 September 2021: 1 paper"',
        'committee=Cabinet&amp;meeting=2021-11-09" aria-label="9 November 2021: 1 paper"',
        'committee=Licensing%20panel&amp;meeting=2021-07-13" aria-label="13 July 2021: 1 paper"',
    ):
        assert link in found
    assert '<td role="cell" data-month="July">' in found
    assert 'scope="row" role="rowheader"><bdi>Licensing panel</bdi>' in found


def test_year_and_committee_are_in_the_address(library: Library) -> None:
    page = opened(year="2009")
    assert "Meetings in 2009</h2>" in shown(page)
    assert "meeting=2009-03-04" in shown(page)
    page = opened(committee="Cabinet")
    assert page.selectbox[0].value == "Cabinet"
    assert page.selectbox[2].options == ["2021"]
    assert "Licensing panel" not in shown(page)
    assert shown(opened(year="1066")) == shown(opened())


def test_papers_of_no_stated_meeting_are_listed(library: Library) -> None:
    found = shown(opened(year=papers.UNDATED))
    assert "Papers whose meeting is not stated: 1 of 1</h2>" in found
    assert f'href="paper?paper={key_of(library, "old.pdf")}&amp;page=1"' in found


def test_papers_with_problems_tell_their_pages_by_number(library: Library) -> None:
    found = shown(opened())
    problems = found[found.index("Papers with problems</h2>") :]
    assert f'href="paper?paper={key_of(library, "scan.pdf")}&amp;page=2"' in problems
    assert "These pages have no text.</bdi> Pages 2 to 4, 9. <bdi>Run them" in problems
    assert "Papers with problems" not in shown(opened(committee="Cabinet"))


def test_a_paper_of_a_meeting_tells_its_pages_that_could_not_be_read(library: Library) -> None:
    found = shown(opened(meeting="2021-07-13", committee="Licensing panel"))
    assert "<strong>Minutes</strong>, without text that could be read</p>" in found
    assert "These pages have no text.</bdi> Pages 2 to 4, 9. <bdi>Run them" in found


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"year": papers.UNDATED},
        {"committee": "Secret panel"},
        {"meeting": "2021-07-13"},
        {"meeting": "2021-07-13", "committee": "Secret panel"},
        {"about": "secret settlement"},
    ],
)
def test_a_paper_that_is_held_back_is_counted_and_nothing_else(
    library: Library, asked: dict[str, str]
) -> None:
    page = opened(**asked)
    found = shown(page)
    for said in (found, *(str(box.options) for box in page.selectbox)):
        for secret in ("secret settlement.pdf", "secret undated.pdf", "The secret", "Secret panel"):
            assert secret not in said
    if asked.keys() <= {"year", "about"}:
        assert "2 papers are marked as not for the public and were held back." in found


def test_papers_that_met_a_fault_of_this_program_are_counted_apart(index: Path) -> None:
    whole = Problem("fault", ProgramFault.reason, ProgramFault.remedy)
    build(
        index,
        (
            replace(a_paper("a.pdf"), problems=(whole,)),
            replace(a_paper("b.pdf", a_passage("Buses.")), problems=(replace(whole, pages=(1,)),)),
            replace(a_paper("c.pdf"), problems=(replace(whole, kind="unread"),)),
        ),
    )
    assert "2 papers could not be read, or not whole, because of a fault in this" in shown(opened())


def test_pages_that_are_not_for_the_public_are_told_by_number(index: Path) -> None:
    said = a_passage("The bus passes were renewed.", JULY)
    held = Problem("exempt", "It says so.", "Let it in.", (12, 13, 14))
    by_ocr = Problem("ocr", "Read by OCR.", "Compare.", (1,))
    let_in = replace(held, kind="let in", pages=(7,))
    build(index, (replace(a_paper("a.pdf", said), problems=(by_ocr, held, let_in)),))
    found = shown(opened())
    assert "a.pdf</bdi></a>: Pages 12 to 14 are marked as not for the public and are held" in found
    let = "Page 7 is marked as not for the public; let in by the keeper&#39;s setting."
    assert found.index(let) < found.index("Read by OCR.")
    assert "were held back" not in found and "It says so." not in found


def test_a_meeting_has_its_papers_with_their_items(library: Library) -> None:
    found = shown(opened(meeting="2021-07-13", committee=SCRUTINY))
    assert f"<bdi>{SCRUTINY}</bdi>, Tuesday 13 July 2021</h2> <p><bdi>{MEETING.council}" in found
    minutes, pack = key_of(library, "minutes.pdf"), key_of(library, "pack.pdf")
    own, again = found.index(f"paper={minutes}"), found.index(f"paper={pack}&amp;page=3")
    assert own < again
    assert "<strong>Minutes</strong>, from PDF page 1</p>" in found[own:again]
    item = f'paper?paper={minutes}&amp;page=2"><bdi>9. Mobile library</bdi></a>, printed page 4'
    assert item in found[own:again]
    assert "of this meeting, in the papers for Tuesday 14 September 2021, from PDF" in found[again:]


def test_a_meeting_leads_on(library: Library) -> None:
    found = shown(opened(meeting="2021-07-13", committee=SCRUTINY))
    asked = "committee=Adults%20and%20communities%20scrutiny%20committee"
    day = f"{asked}&amp;from=2021-07-13&amp;to=2021-07-13"
    assert f'href="decisions?{day}">What was decided: 1 entry</a>' in found
    assert f'href="./?{day}">Ask the papers of this meeting</a>' in found
    assert f'href="papers?{asked}&amp;meeting=2021-09-14">Meeting after: 14 September' in found
    assert f'href="papers?{asked}&amp;meeting=2009-03-04">Meeting before: 4 March' in found
    assert f'href="papers?{asked}&amp;year=2021">All meetings in 2021</a>' in found


def test_a_paper_without_text_is_of_its_meeting(library: Library) -> None:
    found = shown(opened(meeting="2021-07-13", committee="Licensing panel"))
    assert '<bdi class="file">scan.pdf</bdi></a></h4>' in found
    assert "without text that could be read" in found
    assert "What was decided" not in found
    assert "Meeting before" not in found


def test_a_paper_for_a_meeting_that_records_another_says_so(index: Path) -> None:
    recorded = replace(a_passage("Buses were renewed."), item="8. Bus passes")
    build(index, (replace(a_paper("july.pdf", recorded), meeting=replace(MEETING, date=AUTUMN)),))
    found = shown(opened(meeting="2021-09-14", committee=SCRUTINY))
    assert "<strong>Minutes</strong> of a meeting, Tuesday 13 July 2021, from PDF page 1" in found
    assert "<bdi>8. Bus passes</bdi>" in found


def test_several_meetings_of_one_day_are_told_apart(library: Library) -> None:
    found = shown(opened(meeting="2021-07-13"))
    assert "Meetings on Tuesday 13 July 2021</h2>" in found
    assert f"<bdi>{SCRUTINY}</bdi></a>, 2 papers</li>" in found
    assert "<bdi>Licensing panel</bdi></a>, 1 paper</li>" in found


@pytest.mark.parametrize("day", ["2021-07-14", "yesterday", "<script>", "2021-13-99"])
def test_an_address_of_no_meeting_says_so_and_shows_the_calendar(
    library: Library, day: str
) -> None:
    page = opened(meeting=day)
    assert "No paper is of this meeting" in page.info[0].value
    assert "Meetings in 2021</h2>" in shown(page)


def test_a_subject_has_a_chart_of_its_meetings(library: Library) -> None:
    page = opened(about="bus passes")
    found = shown(page)
    assert "<strong>1 passage</strong> at 1 meeting speak of it." in found
    link = found[found.index('<ol class="when"') : found.index("</ol>")]
    assert (
        "./?q=bus%20passes&amp;committee=Adults%20and%20communities%20scrutiny%20committee"
        "&amp;from=2021-07-13&amp;to=2021-07-13" in link
    )
    assert f"13 July 2021, <bdi>{SCRUTINY}</bdi></span>" in link
    assert "<span>1 passage</span>" in link
    assert "Searched 5 papers, of meetings from Wednesday 4 March 2009" in found
    page.selectbox[0].select("Cabinet").run()
    assert "No paper speaks of it." in shown(page)
    assert "Limited to: <bdi>Cabinet</bdi>." in shown(page)


def test_a_subject_that_no_paper_speaks_of_says_why(library: Library) -> None:
    found = shown(opened(about="mermaids"))
    assert "<strong>No paper speaks of it.</strong> <bdi>No paper mentions “mermaids”." in found
    assert '<ol class="when"' not in found


def test_words_from_papers_and_addresses_are_inert(library: Library) -> None:
    meeting = shown(opened(meeting="2021-07-13", committee="<u>Committee</u>"))
    assert "&lt;img src=x&gt;</bdi></a>" in meeting
    subject = shown(opened(about="<script>alert(1)</script> hostile witness"))
    assert "&lt;script&gt;" in subject
    for found in (shown(opened()), meeting, subject):
        for live in ("<script", "<img", "<b>", "<u>", "<i>"):
            assert live not in found


def test_many_papers_of_a_meeting_are_shown_some_at_a_time(index: Path) -> None:
    dated = replace(MEETING, date=JULY)
    build(
        index,
        tuple(
            replace(a_paper(f"{n:02}.pdf", a_passage(f"Number {n}.")), meeting=dated)
            for n in range(23)
        ),
    )
    page = opened(meeting="2021-07-13", committee=SCRUTINY)
    assert "22.pdf" not in shown(page)
    page.button[0].click().run()
    assert "22.pdf" in shown(page)


def test_the_page_stands_among_the_others(library: Library) -> None:
    page = AppTest.from_file(str(PAGE), default_timeout=300).run()
    page.switch_page("papers.py").run()
    assert not page.exception
    assert "Meetings in 2021</h2>" in shown(page)


def test_an_empty_library_says_what_to_do(index: Path) -> None:
    page = AppTest.from_file(str(PAGE), default_timeout=300).run()
    page.switch_page("papers.py").run()
    assert "No papers are indexed yet" in page.error[0].value


def told(*days: date, limits: Filters | None = None) -> Discussed:
    """What was found of a subject: on the n-th of `days` n passages."""
    counts = tuple(PassageCount("Cabinet", day, n) for n, day in enumerate(days, 1))
    searched = Searched(len(days), None, None)
    return Discussed("buses", limits or Filters(), searched, (), meetings=counts)


def test_the_longest_bar_fills_the_row() -> None:
    found = chart(told(JULY, AUTUMN), "buses")
    assert found
    assert [(bar.when, bar.who, bar.width) for bar in found.bars] == [
        ("13 July 2021", "Cabinet", 50.0),
        ("14 September 2021", "Cabinet", 100.0),
    ]
    assert chart(told(), "buses") is None


def test_many_meetings_are_put_together_by_month_and_then_by_year() -> None:
    days = [date(2020 + n // 24, 1 + n // 2 % 12, 1 + n % 2 * 14) for n in range(MAX_BARS + 8)]
    months = chart(told(*(day for day in days if day.month != 2)), "buses")
    assert months
    assert months.per == "month"
    assert [bar.when for bar in months.bars[:3]] == ["January 2020", "February 2020", "March 2020"]
    assert (months.bars[0].passages, months.bars[0].who) == (1 + 2, "2 meetings")
    assert "from=2020-01-01&to=2020-01-31" in months.bars[0].link
    assert (months.bars[1].passages, months.bars[1].link) == (0, "")
    years = chart(told(date(1999, 1, 1), *days, limits=Filters("Cabinet")), "buses")
    assert years
    assert (years.per, len(years.bars)) == ("year", 2022 - 1999)
    assert "committee=Cabinet&from=1999-01-01&to=1999-12-31" in years.bars[0].link


@pytest.fixture
def over_samples(samples: Library, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """The page over the sample papers."""
    monkeypatch.setattr(state, "library", lambda: samples)
    st.cache_resource.clear()
    yield samples
    st.cache_resource.clear()


def test_every_meeting_of_the_sample_papers_has_its_page(over_samples: Library) -> None:
    for met in over_samples.store.meetings.all():
        found = shown(opened(meeting=met.day.isoformat(), committee=met.committee or ""))
        assert f"<bdi>{met.committee}</bdi>, " in found
        assert found.count('<article class="entry items">') == len(met.papers)


def test_the_sample_papers_have_calendar_chart_and_problem(over_samples: Library) -> None:
    found = shown(opened(about="heating charges", year="2021"))
    assert "9 November 2021, <bdi>Cabinet</bdi>" in found
    assert 'aria-label="13 July 2021: 4 papers"' in found
    assert "These pages have no text: they are a scan, or drawn.</bdi> Pages 1 to 2." in found


def test_a_meeting_links_to_its_own_page_and_its_papers_to_the_councils_copies(
    index: Path,
) -> None:
    gone = replace(PUBLISHED, withdrawn=date(2026, 3, 3))
    said = {"a.pdf": PUBLISHED, "b.pdf": gone}
    build(
        index,
        tuple(
            replace(
                a_paper(name, a_passage(f"In {name}.")),
                meeting=replace(MEETING, date=JULY),
                source=source,
            )
            for name, source in said.items()
        ),
    )
    found = shown(opened(meeting="2021-07-13", committee=SCRUTINY))
    head, one, other = found.split("<h4>")
    assert "Tuesday 13 July 2021, <bdi>10.00 am</bdi></h2>" in head
    assert "Status of the meeting: <strong><bdi>Rescheduled from 6 July 2021</bdi>" in head
    assert found.count("ieListDocuments.aspx") == head.count("ieListDocuments.aspx") == 1
    assert "The council&#39;s copy" in one and "Withdrawn" not in one
    assert "<strong>Minutes (approved)</strong>" in one
    assert "Withdrawn from the council&#39;s site</strong> first noticed on 3 March 2026" in other
