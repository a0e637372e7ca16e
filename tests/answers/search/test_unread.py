"""What could not be read is named where it could matter, and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from qa.answers.answer import Answer, Mention, Step
from qa.answers.answering import answer
from qa.answers.citation import Citation, Quote
from qa.answers.search.unread import unread
from qa.library.filters import Filters
from qa.library.records import Searched, StoredPassage
from qa.library.unread import Gap, Gaps
from qa.papers.paper import Meeting, Page, Paper, Problem
from tests.made import MEETING, a_paper, a_passage, library_of

pytestmark = pytest.mark.usefixtures("engine")

JULY, AUTUMN, WINTER = date(2021, 7, 13), date(2021, 9, 14), date(2022, 1, 18)
RENEWED = "how many bus passes were renewed?"
UNANSWERED = "how many unicorns were sighted at the ring road?"
SILENT = Problem("no text", "No text.", "Run it through OCR.", (3, 2))
DAMAGED = Problem("unread", "Damaged.", "Ask for it again.", (3, 5))
LOCKED = Problem("unread", "Encrypted.", "Ask for the open copy.")
FAULT = Problem("fault", "A fault in this program.", "Report it.", (3, 5))
EXEMPT = Problem("exempt", "Not for publication.", "Let it in.", (1,))


def of_day(paper: Paper, day: date | None, *problems: Problem) -> Paper:
    """A paper of the committee's meeting on a day."""
    return replace(paper, meeting=replace(MEETING, date=day), problems=problems)


def minutes(*problems: Problem) -> Paper:
    heard = a_passage("The committee heard that 412 bus passes were renewed in the spring.")
    return of_day(a_paper("minutes.pdf", heard), JULY, *problems)


def scan(day: date | None, name: str = "scan.pdf") -> Paper:
    return of_day(a_paper(name), day, SILENT)


def held(papers: Sequence[Paper], folder: Path) -> Gaps:
    """What is said to be unread beside the answer to a question that the minutes answer."""
    with library_of(papers, folder) as library:
        found = answer(RENEWED, library)
        assert found.status == "answered"
        return found.unread


def names(gaps: Gaps) -> list[str]:
    return [gap.name for gap in gaps.papers]


def test_the_scan_of_the_very_meeting_is_named_with_its_pages(tmp_path: Path) -> None:
    papers = [minutes(), of_day(a_paper("scan.pdf"), JULY, SILENT, DAMAGED), scan(WINTER, "b.pdf")]
    [gap] = held(papers, tmp_path).papers
    assert gap == Gap(
        gap.key, "scan.pdf", MEETING.committee, JULY, ("no text", "unread"), (2, 3, 5)
    )
    assert len(gap.key) == 16


@pytest.mark.parametrize("problem", [DAMAGED, FAULT], ids=["damaged", "fault"])
def test_pages_of_the_cited_paper_are_named(tmp_path: Path, problem: Problem) -> None:
    assert [gap.pages for gap in held([minutes(problem)], tmp_path).papers] == [(3, 5)]


def test_another_committee_of_the_day_is_not(tmp_path: Path) -> None:
    other = replace(scan(JULY), meeting=Meeting(None, "Cabinet", JULY))
    read_by_ocr = Problem("ocr", "Read by OCR.", "Compare.", (1,))
    assert held([minutes(read_by_ocr), other], tmp_path) == Gaps()


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        (Filters(), ["winter.pdf", "minutes.pdf", "locked.pdf"]),
        (Filters(date_from=AUTUMN), ["winter.pdf"]),
        (Filters(date_to=AUTUMN), ["minutes.pdf"]),
        (Filters("cabinet"), []),
        (Filters("SCRUTINY", document="report"), ["winter.pdf", "minutes.pdf"]),
    ],
)
def test_where_there_is_no_answer_all_that_was_searched_and_not_read_is_named(
    tmp_path: Path, limits: Filters, expected: list[str]
) -> None:
    locked = replace(a_paper("locked.pdf"), meeting=Meeting(), problems=(LOCKED,))
    papers = [locked, minutes(DAMAGED), scan(WINTER, "winter.pdf")]
    with library_of(papers, tmp_path) as library:
        found = answer(UNANSWERED, library, filters=limits)
    assert found.status == "not_found"
    assert names(found.unread) == expected


def test_three_are_named_and_the_rest_is_counted(tmp_path: Path) -> None:
    papers = [minutes(), *(scan(date(2022, n, 1), f"scan {n}.pdf") for n in range(1, 6))]
    with library_of(papers, tmp_path) as library:
        found = answer(UNANSWERED, library)
    assert names(found.unread) == ["scan 5.pdf", "scan 4.pdf", "scan 3.pdf"]
    [sentence] = found.unread_words()
    assert sentence == (
        "Some pages could not be read, and may hold the answer: scan 5.pdf (PDF pages 2 to 3), "
        "scan 4.pdf (PDF pages 2 to 3), scan 3.pdf (PDF pages 2 to 3) and 2 more papers."
    )
    data = found.to_json()["unread"]
    assert (data["more"], data["held_back"]) == (2, False)
    assert data["papers"][0] == {
        "paper": "scan 5.pdf",
        "key": found.unread.papers[0].key,
        "committee": MEETING.committee,
        "meeting_date": "2022-05-01",
        "kinds": ["no text"],
        "pages": [2, 3],
        "ranges": [[2, 3]],
        "number_of_pages": 2,
    }


def test_a_paper_that_could_not_be_opened_is_named_as_a_whole(tmp_path: Path) -> None:
    locked = replace(a_paper("locked.pdf"), meeting=Meeting(), problems=(LOCKED, SILENT))
    with library_of([minutes(), locked], tmp_path) as library:
        [sentence] = answer(UNANSWERED, library).unread_words()
    assert sentence.endswith("may hold the answer: locked.pdf (all of it).")


def test_the_same_file_in_two_folders_is_named_once(tmp_path: Path) -> None:
    with library_of([minutes(), scan(JULY)], tmp_path) as library:
        files = library.store.papers.fingerprints()
        [(_, file, digest)] = [one for one in files if one[1].name == "scan.pdf"]
        again = replace(file, path=file.path.with_name("copy") / "scan.pdf")
        library.store.put(scan(JULY), again, digest, [], {})
        assert names(answer(RENEWED, library).unread) == ["scan.pdf"]


def a_story(last: date, until: date) -> Answer:
    """A story that begins in July and was last spoken of at `last`, of papers up to `until`."""
    cited = Citation.of(StoredPassage(1, 1, "0" * 16, "minutes.pdf", a_passage("It began.")), 1, 1)
    step = Step(JULY, Quote.of(cited, 0, 9), "raised", "recorded")
    searched = Searched(1, JULY, until)
    return Answer(
        RENEWED,
        RENEWED,
        "answered",
        "timeline",
        (),
        (cited,),
        searched,
        0,
        (step,),
        last_mentioned=Mention(last, "minutes", 1),
    )


@pytest.mark.parametrize(
    ("committee", "day", "expected"),
    [
        (MEETING.committee, WINTER, True),
        (MEETING.committee, AUTUMN, True),
        (MEETING.committee, None, True),
        (MEETING.committee, date(2020, 1, 1), False),  # before it began
        ("Cabinet", AUTUMN, False),
        ("Cabinet", WINTER, True),
        (None, date(2023, 1, 1), True),
        (None, None, False),
    ],
)
def test_what_may_break_the_silence_of_a_story_is_named(
    tmp_path: Path, committee: str | None, day: date | None, expected: bool
) -> None:
    paper = replace(scan(day), meeting=Meeting(None, committee, day))
    with library_of([minutes(), paper], tmp_path) as library:
        assert names(unread(a_story(AUTUMN, WINTER), library, Filters())) == ["scan.pdf"] * expected
        assert unread(a_story(WINTER, WINTER), library, Filters()) == Gaps()
        limits = Filters(date_to=date(2021, 8, 1))
        assert unread(a_story(AUTUMN, WINTER), library, limits) == Gaps()


def test_what_is_held_back_of_a_cited_meeting_is_named_without_a_name(tmp_path: Path) -> None:
    secret = of_day(a_paper("secret.pdf"), JULY, EXEMPT, SILENT)
    with library_of([minutes(), secret], tmp_path) as library:
        found = answer(RENEWED, library)
        assert found.unread == Gaps(held_back=True)
        [sentence] = found.unread_words()
        assert "not for the public" in sentence and "secret" not in sentence
        assert answer(UNANSWERED, library).unread == Gaps()


def test_what_is_held_back_of_another_meeting_is_not_named(tmp_path: Path) -> None:
    secret = of_day(a_paper("secret.pdf"), AUTUMN, EXEMPT)
    assert held([minutes(), secret], tmp_path) == Gaps()


def test_a_paper_is_held_back_as_a_whole_where_nothing_of_it_is_left(tmp_path: Path) -> None:
    pages = (Page(1, None, ""), Page(2, None, ""))
    papers = [
        minutes(EXEMPT),
        replace(of_day(a_paper("whole.pdf"), JULY, replace(EXEMPT, pages=()))),
        replace(of_day(a_paper("rest is a scan.pdf"), JULY, EXEMPT), pages=pages),
        scan(JULY),
    ]
    with library_of(papers, tmp_path) as library:
        store, whole = library.store, library.store.unread.held_back()
        by_id = {paper.id: paper for paper in store.papers.all()}  # for the clerk, all
        assert {by_id[i].name for i in whole} == {"whole.pdf", "rest is a scan.pdf"}
        [met] = store.meetings.all()
        public = [paper.name for paper in store.meetings.papers(by_id)]
        assert public == ["minutes.pdf", "scan.pdf"]
        assert {by_id[i].name for i in met.papers} == set(public)
        assert [paper.name for paper, _ in store.meetings.problems()] == public
        assert [paper.name for paper, _ in store.meetings.problems(whole)] == []
        for paper in by_id.values():
            assert (store.papers.get(paper.key) is None) == (paper.id in whole)


def test_the_pages_that_could_not_be_read_of_a_paper(tmp_path: Path) -> None:
    with library_of([minutes(SILENT, DAMAGED, EXEMPT)], tmp_path) as library:
        [paper] = library.store.papers.all()
        assert library.store.unread.pages(paper.id) == [2, 3, 5]
