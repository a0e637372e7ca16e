"""How a story stands is told by what was decided of its subject, and never as done if it is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from qa.answers.answering import answer
from qa.papers.register import Resolution, Votes, Words
from tests.answers.line.lines import (
    APRIL,
    MARCH,
    asked_of,
    decided_on,
    entry,
    line_of,
    line_to,
    minutes,
    of_words,
)
from tests.made import a_paper, a_passage, library_of

pytestmark = pytest.mark.usefixtures("engine")


def test_a_lost_motion_is_a_step_of_its_story_and_never_agreed(tmp_path: Path) -> None:
    said = "The ferry fares were talked about, and members asked what other ferry fares are."
    motion = "Mr Ash moved that it be agreed that the ferry fares be doubled. The motion was lost."
    start = motion.index("that it be")
    lost = Resolution("motion", "lost", (Words(0, start, motion.index(" The motion")),))
    earlier = a_paper("talk.pdf", a_passage(said, date(2031, 1, 7)))
    with library_of([earlier, minutes("ferry.pdf", motion, lost)], tmp_path) as library:
        found = answer("what happened to the ferry fares?", library)
    [step] = [step for step in found.timeline if step.date == MARCH]
    assert step.kind == "rejected"
    assert found.line
    assert found.line.kind == "story"
    assert found.line.text.startswith("Not agreed, 4 March 2031:")


def test_the_present_state_of_a_story_is_not_that_an_update_was_noted(tmp_path: Path) -> None:
    state = "The ferry fares were put off: the new ferry fares are delayed until June."
    noted = "3) RESOLVED that Council notes the update on the ferry fares."
    update = Resolution("resolution", "agreed", (of_words(noted, noted),))
    earlier = a_paper("state.pdf", a_passage(state, date(2031, 1, 7)))
    with library_of([earlier, minutes("noted.pdf", noted, update)], tmp_path) as library:
        found = answer("what happened to the ferry fares?", library)
    assert found.line
    assert found.line.text.startswith("Delayed, 7 January 2031:")


def test_that_something_was_refused_is_told_as_refused_and_with_the_reasons(tmp_path: Path) -> None:
    lead = "RESOLVED that permission for the osier sheds be refused for these reasons:"
    reasons = ["1. The osier sheds would flood.", "2. The lane to them is too narrow."]
    text = "\n".join([lead, *reasons])
    words = tuple(of_words(text, part) for part in (lead, *reasons))
    passage = replace(a_passage(text, MARCH), standing="decided", document="minutes")
    paper = replace(
        a_paper("march.pdf", passage),
        resolutions=(Resolution("resolution", "carried", words),),
    )
    talk = a_paper("talk.pdf", a_passage("The osier sheds were talked about.", date(2031, 1, 7)))
    told = line_of(asked_of([talk, paper], "What happened to the osier sheds?", tmp_path))
    assert told.text.startswith("Refused, 4 March 2031:")
    assert all(reason in told.text for reason in reasons)


def test_of_mixed_news_only_that_of_the_subject_is_told(tmp_path: Path) -> None:
    news = (
        "The tarmac at the school has been removed and the holes have been filled.\n"
        "A letter says that the postal service will take away the signal box.\n"
        "Planings have been delivered to the cart road."
    )
    boxes = "The councillors had no objection to window boxes, and it was agreed to allow them."
    papers = [
        a_paper("news.pdf", replace(a_passage(news, MARCH), document="minutes")),
        a_paper("boxes.pdf", replace(a_passage(boxes, APRIL), document="minutes")),
        minutes("hall.pdf", "Apologies were received. The hall keeper's wages were paid."),
    ]
    found = asked_of(papers, "What has happened to the signal box?", tmp_path)
    assert all("window" not in step.text for step in found.timeline)
    told = line_of(found).text
    assert "the signal box" in told
    assert not told.startswith("Done")
    assert "April" not in told.split("Last mentioned")[1].split(";")[0]


def test_of_a_story_asked_for_a_year_that_year_is_told(tmp_path: Path) -> None:
    told_of = "RESOLVED that the sea wall plan of {} be endorsed and sent to the harbour board."
    papers = []
    for year in (2029, 2031):
        text = told_of.format(year)
        entry = Resolution("resolution", "agreed", (of_words(text, text),))
        passage = replace(a_passage(text, date(year, 5, 5)), standing="decided", document="minutes")
        papers.append(replace(a_paper(f"{year}.pdf", passage), resolutions=(entry,)))
    found = asked_of(papers, "What became of the sea wall plan in 2029?", tmp_path)
    assert "5 May 2029:" in line_of(found).text.split("Last mentioned")[0]


def test_a_story_tells_the_decision_and_not_the_report_before_it(tmp_path: Path) -> None:
    text = (
        "4. Mill Brae cycle route\nThere was submitted a report setting out three options for the "
        "Mill Brae cycle route. Option B for the Mill Brae cycle route was recommended. "
        "Ms Elm, seconded by Dr Fir, moved that the matter be continued for a site visit. "
        "Mr Oak moved as an amendment that Option B be approved. 4 voted for the motion and 3 for "
        "the amendment."
    )
    moved = "Ms Elm, seconded by Dr Fir, moved that the matter be continued for a site visit."
    amended = "Mr Oak moved as an amendment that Option B be approved."
    motion = entry(text, moved, "carried", "resolution", Votes(4, 3))
    amendment = entry(text, amended, "lost", "amendment", Votes(3, 4))
    passage = replace(
        a_passage(text, MARCH),
        standing="decided",
        document="minutes",
        item="4. Mill Brae cycle route",
    )
    paper = replace(a_paper("a.pdf", passage), resolutions=(amendment, motion))
    line = line_to("What happened to the Mill Brae cycle route?", tmp_path, paper)
    assert line
    assert line.kind == "story"
    assert moved in line.text


def test_a_story_is_not_told_by_a_decision_on_another_matter(tmp_path: Path) -> None:
    text = (
        "The chair told members of a report on the Mill Brae cycle route, which was with the "
        "engineers. Council RESOLVED to send its thanks to the choir."
    )
    thanks = entry(text, text[text.index("Council") :], "agreed", "resolution")
    passage = replace(
        a_passage(text, MARCH), standing="decided", document="minutes", item="3. Announcements"
    )
    paper = replace(a_paper("a.pdf", passage), resolutions=(thanks,))
    line = line_to("What happened to the Mill Brae cycle route?", tmp_path, paper)
    assert line is None or ("choir" not in line.text and not line.text.startswith("Agreed"))


def test_the_present_state_is_what_was_decided_and_not_the_report_to_that_meeting(
    tmp_path: Path,
) -> None:
    report = "The Mill Brae day centre costs £487,000 a year. The Mill Brae day centre is old."
    text = (
        "That the report on the Mill Brae day centre be not approved; and\n"
        "That the Mill Brae day centre be kept until July."
    )
    cut = text.index("\n")
    words = (Words(0, 0, cut), Words(0, cut + 1, len(text)))
    passage = replace(a_passage(text, MARCH), standing="decided", document="minutes")
    decided = replace(
        a_paper("a-minutes.pdf", passage),
        resolutions=(Resolution("resolution", "agreed", words),),
    )
    to_it = a_paper("z-report.pdf", replace(a_passage(report, MARCH), document="report"))
    line = line_to("What happened to the Mill Brae day centre?", tmp_path, decided, to_it)
    assert line
    assert line.text.startswith("Agreed, 4 March 2031: That the report on the Mill Brae")
    assert "be kept until July" in line.text


def test_what_is_only_added_to_another_matter_is_told_without_it(tmp_path: Path) -> None:
    text = (
        "The clerk will put up a notice to the owners of dogs. Also a friend of the osier bench "
        "would like to paint the osier bench, if the oil is paid for."
    )
    before = a_paper(
        "b.pdf", a_passage("The osier bench was broken in the storm.", date(2031, 1, 7))
    )
    paper = a_paper("a.pdf", replace(a_passage(text, MARCH), document="minutes"))
    found = asked_of([before, paper], "What happened to the osier bench?", tmp_path)
    assert found.line
    assert "paint the osier bench" in found.line.text
    assert "dogs" not in found.line.text


def test_what_another_body_is_called_on_to_decide_is_no_step(tmp_path: Path) -> None:
    rods = "RESOLVED to call on the ministry to review its decision on fishing rods."
    kept = "RESOLVED that the decision on the osier hubs stands as it was made."
    called_in = a_passage("The decision on the osier hubs was called in.", date(2031, 1, 7))
    papers = [
        a_paper("a.pdf", called_in),
        decided_on("b.pdf", MARCH, kept),
        decided_on("c.pdf", MARCH, rods),
    ]
    question = "What happened to the osier hubs decision after it was called in?"
    found = asked_of(papers, question, tmp_path)
    assert found.line and kept in found.line.text
    assert not any("fishing rods" in step.text for step in found.timeline)


def test_what_became_of_one_members_amendment_is_told_by_no_other_words(tmp_path: Path) -> None:
    text = (
        "d) That staff ask for further money for the canoe museum in the next term of Council.\n"
        "Moved by Mr Rowan\nThat £4,000 be paid to it."
    )
    papers = [
        a_paper("a.pdf", a_passage(text, MARCH)),
        a_paper("b.pdf", a_passage("Hello.", MARCH)),
    ]
    question = "What became of Mr Rowan's amendment on money for the canoe museum?"
    with library_of(papers, tmp_path) as library:
        found = answer(question, library)
    assert found.timeline
    assert found.line is None or "further money" not in found.line.text
