"""Stories over the sample papers, whose truth is in `corpus/source`, and over made ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from qa.answers.answer import Answer
from qa.answers.answering import answer
from qa.answers.story.mention import date_of
from qa.answers.story.timeline import MAX_STEPS
from qa.library.filters import Filters
from qa.library.ingest import ingest
from qa.library.library import Library
from qa.library.records import StoredPassage
from qa.papers.paper import Paper, Passage
from qa.papers.register import Resolution, Words
from tests.made import KEY, WordEmbedder, a_paper, a_passage

pytestmark = pytest.mark.usefixtures("engine")


@pytest.fixture(scope="module")
def reconciliation(samples: Library) -> Answer:
    return answer("what happened to the reconciliation process?", samples)


def steps_of(found: Answer, kind: str) -> list[tuple[date, str]]:
    return [
        (step.date, " ".join(step.text.split())) for step in found.timeline if step.kind == kind
    ]


def test_the_story_of_the_reconciliation_process(reconciliation: Answer) -> None:
    days = [step.date for step in reconciliation.timeline]
    assert days == sorted(days)
    assert days[0] == date(2021, 7, 13)
    assert days[-1] == date(2023, 9, 19)
    assert len(days) <= MAX_STEPS
    accepted = [
        text for day, text in steps_of(reconciliation, "accepted") if day == date(2021, 11, 9)
    ]
    assert any("be in place by 1 April 2022" in text for text in accepted)
    delayed = [
        text for day, text in steps_of(reconciliation, "delayed") if day == date(2022, 7, 12)
    ]
    assert any("delayed for lack of an independent chair" in text for text in delayed)
    done = [text for day, text in steps_of(reconciliation, "completed") if day == date(2023, 7, 11)]
    assert any("had opened on Monday 3 April 2023" in text for text in done)


def test_steps_are_word_for_word_and_speak_of_the_subject(reconciliation: Answer) -> None:
    for step in reconciliation.timeline:
        cited = reconciliation.cited(step.citation)
        assert step.text in cited.text
        assert step.standing == cited.standing
        assert any(word in cited.text.lower() for word in ("reconcil", "process"))


def test_a_story_that_reaches_the_newest_papers_ends_without_silence(
    reconciliation: Answer,
) -> None:
    assert reconciliation.last_mentioned
    assert reconciliation.last_mentioned.date == date(2023, 9, 19)
    assert reconciliation.nothing_later_up_to is None


def test_silence_begins_after_the_last_mention_within_the_limits(samples: Library) -> None:
    until = Filters(date_to=date(2022, 7, 31))
    found = answer("what happened to the reconciliation process?", samples, filters=until)
    assert found.last_mentioned
    assert found.last_mentioned.date <= date(2022, 7, 31)
    assert all(step.date <= date(2022, 7, 31) for step in found.timeline)


def test_the_json_of_a_story_has_its_steps_and_its_end(reconciliation: Answer) -> None:
    data = reconciliation.to_json()
    numbers = {cited["n"] for cited in data["citations"]}
    for step in data["timeline"]:
        assert {"date", "citation", "text", "step", "standing", "also_in"} <= step.keys()
        assert step["citation"] in numbers
    assert data["last_mentioned"]["citation"] in numbers
    assert data["nothing_later_up_to"] is None


def test_figures_that_differ_stand_beside_each_other(samples: Library) -> None:
    found = answer("how has the wait for adult care assessments moved since summer 2021", samples)
    [waiting] = [d for d in found.differences if d.about == "people waiting"]
    given = {figure.text: figure.date for figure in waiting.figures}
    assert given["412"] == date(2021, 9, 14)
    assert given["188"] == date(2023, 7, 13)


def library_of(folder: Path, *papers: Paper) -> Library:
    by_name = {paper.name: paper for paper in papers}
    (folder / "papers").mkdir()
    for name in by_name:
        (folder / "papers" / name).write_text(name)
    library = Library(folder / "index", embedder=WordEmbedder(), create=True)
    ingest([folder / "papers"], library, read=lambda path: by_name[path.name])
    return library


RECOMMENDED = "That the committee recommends that a mobile library be bought for the villages."


def test_a_recommendation_repeated_in_three_papers_is_one_step_with_its_places(
    tmp_path: Path,
) -> None:
    day = date(2021, 7, 13)
    papers = [
        a_paper("minutes.pdf", a_passage(RECOMMENDED, day)),
        a_paper("pack.pdf", replace(a_passage(RECOMMENDED, day), published_with=date(2021, 9, 14))),
        a_paper("later.pdf", a_passage(f"{RECOMMENDED} It was noted.", date(2021, 11, 9))),
        a_paper("news.pdf", a_passage("Bus passes were renewed.", date(2022, 5, 3))),
    ]
    with library_of(tmp_path, *papers) as library:
        found = answer("what happened to the mobile library?", library)
    [step] = found.timeline
    assert (step.date, step.kind) == (day, "recommended")
    assert {found.cited(step.citation).paper, *(place.paper for place in step.also_in)} == {
        "minutes.pdf",
        "pack.pdf",
        "later.pdf",
    }
    assert found.ending()[-1] == "Nothing later in papers up to 3 May 2022."


def test_a_mention_that_is_no_step_is_the_last_one(tmp_path: Path) -> None:
    agenda = replace(a_passage("7. The mobile library", date(2022, 3, 1)), document="agenda")
    papers = [
        a_paper("minutes.pdf", a_passage(RECOMMENDED)),
        a_paper("agenda.pdf", agenda),
        a_paper("news.pdf", a_passage("Bus passes were renewed.", date(2022, 5, 3))),
    ]
    with library_of(tmp_path, *papers) as library:
        found = answer("what happened to the mobile library?", library)
    assert found.ending() == (
        "Last mentioned 1 March 2022, in an agenda.",
        "Nothing later in papers up to 3 May 2022.",
    )


def a_tracker_row(text: str, printed: date | None) -> StoredPassage:
    row = a_passage(text, date(2020, 9, 15))
    passage: Passage = replace(row, document="tracker", published_with=printed)
    return StoredPassage(1, 1, KEY, "tracker.pdf", passage)


def test_what_a_tracker_reports_was_said_when_it_was_printed() -> None:
    printed = date(2021, 6, 1)
    report = "We expect it by June and apologise for the delay."
    assert date_of(a_tracker_row(report, printed), report) == printed
    assert date_of(a_tracker_row(RECOMMENDED, printed), RECOMMENDED) == date(2020, 9, 15)
    assert date_of(a_tracker_row(report, None), report) == date(2020, 9, 15)


def test_a_bus_without_its_number_is_another_bus(samples: Library) -> None:
    found = answer("what happened to the number 17 bus?", samples)
    assert found.timeline
    assert all("17" in found.cited(step.citation).text for step in found.timeline)
    assert found.ending() == (
        "Last mentioned 13 July 2023, in a question or its answer.",
        "Nothing later in papers up to 19 September 2023.",
    )


def test_a_resolution_and_its_row_in_a_tracker_are_one_step(tmp_path: Path) -> None:
    day = date(2031, 3, 4)
    resolved = (
        "RESOLVED that the harbour office reviews the berth charges for visiting boats, and "
        "reports what it finds to the meeting in October."
    )
    row = "The harbour office to review berth charges of visiting boats and report in October."
    other = (
        "The berth charges of the ferry company were not agreed, and will be put to arbitration."
    )
    papers = (
        a_paper("minutes.pdf", replace(a_passage(resolved, day), standing="decided")),
        a_paper("tracker.pdf", replace(a_passage(row, day), document="tracker")),
        a_paper("other.pdf", replace(a_passage(other, day), document="tracker")),
    )
    with library_of(tmp_path, *papers) as library:
        found = answer("what happened to the berth charges?", library)
    texts = [step.text for step in found.timeline]
    assert resolved in texts
    assert row not in texts
    assert other in texts  # another matter of the same day stays a step of its own


def test_what_the_register_says_was_carried_is_agreed_and_not_only_reported(tmp_path: Path) -> None:
    day, later = date(2031, 3, 4), date(2031, 5, 6)
    carried = "R31-17 A. Roy, B. Pell: That the weir at Oakham be rebuilt in stone. Carried."
    noted = "R31-40 A. Roy, B. Pell: That the report on the weir at Oakham be noted. Carried."

    def minutes(name: str, text: str, on: date) -> Paper:
        start = text.index("That")
        words = (Words(0, start, text.index(" Carried")),)
        passage = replace(a_passage(text, on), document="minutes")
        entry = Resolution("resolution", "carried", words)
        return replace(a_paper(name, passage), resolutions=(entry,))

    papers = (minutes("a.pdf", carried, day), minutes("b.pdf", noted, later))
    with library_of(tmp_path, *papers) as library:
        found = answer("what happened to the weir at Oakham?", library)
    assert {step.date: step.kind for step in found.timeline} == {day: "accepted", later: "progress"}
