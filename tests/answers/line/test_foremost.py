"""What is quoted first: of the time that is asked about, decided and not proposed, the latest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from qa.answers.answering import answer
from qa.answers.line.line import tell_line
from qa.answers.search.candidates import retrieve
from qa.answers.search.context import understand
from qa.answers.search.ranking import rank
from qa.papers.paper import Paper
from tests.answers.line.lines import (
    APRIL,
    ELSEWHERE,
    MARCH,
    asked_of,
    entry,
    line_to,
    recorded,
)
from tests.made import a_paper, a_passage, library_of


def test_a_time_that_is_asked_about_is_not_answered_by_another_meeting(tmp_path: Path) -> None:
    hours = (
        "That the office close at {} on the eve of the fair, and that the tip close on that day."
    )
    papers = [
        a_paper(f"{day.year}.pdf", replace(a_passage(hours.format(at), day), document="minutes"))
        for at, day in (("noon", date(2030, 7, 1)), ("three o'clock", date(2031, 7, 1)))
    ]
    for year, at in ((2030, "noon"), (2031, "three o'clock")):
        folder = tmp_path / str(year)
        folder.mkdir()
        found = asked_of(papers, f"What time did the office close for the fair in {year}?", folder)
        assert at in found.quotes[0].text


RECOMMENDED = "The director recommends that the council agrees to close the osier baths in July."

KEPT = "RESOLVED that the recommendation to close the osier baths be not approved."


def report_and_minutes(*, decided: bool) -> list[Paper]:
    """A report that proposes something, and the minutes of that meeting if they are there."""
    proposed = replace(a_passage(RECOMMENDED, MARCH), standing="proposed", document="report")
    papers = [a_paper("report.pdf", proposed)]
    if decided:
        own = entry(KEPT, KEPT, "agreed", "resolution")
        passage = replace(a_passage(KEPT, MARCH), standing="decided", document="minutes")
        papers.append(replace(a_paper("minutes.pdf", passage), resolutions=(own,)))
    return papers


@pytest.mark.parametrize(
    "question", ["Are the osier baths closing?", "Will the osier baths close?"]
)
def test_whether_it_is_so_is_not_answered_by_what_was_only_proposed(
    question: str, tmp_path: Path
) -> None:
    with library_of(report_and_minutes(decided=True), tmp_path) as library:
        found = answer(question, library)
    assert found.quotes[0].text == KEPT
    assert found.line is None or not found.line.text.startswith(("Agreed", "The director"))


def test_a_proposal_alone_is_told_as_proposed(tmp_path: Path) -> None:
    line = line_to("Are the osier baths closing?", tmp_path, *report_and_minutes(decided=False))
    assert line is None or line.text.startswith("Proposed, not decided:")


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Has the osier pump been moved?", "later"),
        ("Is the osier pump going to be moved?", "later"),
        ("By whom is the osier pump moved to the quay now?", "later"),
        ("Was the osier pump to be moved?", "earlier"),  # how it was
    ],
)
def test_whether_it_is_so_is_quoted_first_of_the_latest_meeting(
    question: str, first: str, tmp_path: Path
) -> None:
    said = {
        "earlier": "The chair said that the osier pump would be moved to the quay in October.",
        "later": "Osier pump – not yet moved: the post on the quay needs a licence.",
    }
    papers = [
        a_paper(f"{name}.pdf", replace(a_passage(text, day), document="minutes"))
        for (name, text), day in zip(said.items(), (MARCH, date(2031, 5, 6)), strict=True)
    ]
    with library_of([*papers, recorded("baths.pdf", ELSEWHERE)], tmp_path) as library:
        found = answer(question, library)
    assert found.line is not None or found.quotes[0].text == said[first]


@pytest.mark.parametrize("decided_first", [True, False])
def test_a_decision_is_quoted_before_the_proposal_whichever_was_found_first(
    decided_first: bool, tmp_path: Path
) -> None:
    with library_of(report_and_minutes(decided=True), tmp_path) as library:
        found = rank(retrieve(understand("Are the osier baths closing?", library)))
        hits = sorted(
            found.hits, key=lambda hit: (hit.stored.passage.standing == "decided") != decided_first
        )
        told = tell_line(replace(found, hits=tuple(hits)))
        assert told.line or told.foremost
        assert told.hits[0].stored.passage.standing == "decided"


# What was put to a meeting, in its own passage, and what was decided under the same item, by whom.
PUT_AND_DECIDED = [
    (  # a council in Scotland: an amendment made another fee of it
        "A report proposed a yearly permit of £45 for each brown bin at the kerb.",
        "The Committee agreed to introduce a garden permit of £30 from July.",
        "How much will the brown bin permit cost?",
    ),
    (  # a licensing sub-committee
        "The Sub-Committee considered an application by the Copper Kettle to sell ale until 2 am.",
        "The application was GRANTED in part: ale may be sold until midnight.",
        "Until when may the Copper Kettle sell ale?",
    ),
    (  # a parish
        "Osier Rowing Club had asked for £900 towards a new boathouse roof.",
        "It was resolved to give the club £400.",
        "How much did Osier Rowing Club get for its boathouse roof?",
    ),
]


def of_one_item(put: str, decided: str, other: str = "") -> Paper:
    """Minutes in which something is put in one passage, and decided in another, of the same item or
    of the `other` one."""
    passages = (
        replace(a_passage(put, MARCH), item="6. Fees"),
        replace(a_passage(decided, MARCH), item=other or "6. Fees", standing="decided"),
        replace(a_passage(ELSEWHERE, MARCH), item="8. Wages"),
    )
    return a_paper("minutes.pdf", *passages)


@pytest.mark.parametrize(("put", "decided", "question"), PUT_AND_DECIDED)
def test_what_was_decided_under_the_item_is_quoted_before_what_was_put(
    put: str, decided: str, question: str, tmp_path: Path
) -> None:
    with library_of([of_one_item(put, decided)], tmp_path) as library:
        found = answer(question, library)
    assert found.quotes[0].text == decided


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("Why did Osier Rowing Club ask for money?", ""),  # what was put says why
        ("How much did Osier Rowing Club get for its boathouse roof?", "7. Paths"),
    ],
)
def test_what_was_put_stays_first_where_it_is_asked_for_or_no_decision_is_of_it(
    question: str, other: str, tmp_path: Path
) -> None:
    put = "Osier Rowing Club had asked for £900 towards a new boathouse roof, as the old one leaks."
    decided = "It was resolved to give the ramblers £400."
    with library_of([of_one_item(put, decided, other)], tmp_path) as library:
        found = answer(question, library)
    assert found.quotes[0].text == put


REPAIR = "The repair of the osier pier will begin in August, once a licence is granted."
PUT_OFF = "The repair of the osier pier is now to begin in January, as a survey is wanted."


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("When will the repair of the osier pier begin?", PUT_OFF),
        ("How much will the osier crane cost?", "The osier crane will cost £4,000 by May."),
    ],
)
def test_what_is_to_be_is_quoted_first_of_the_latest_meeting_that_is_of_it(
    question: str, first: str, tmp_path: Path
) -> None:
    """A later meeting that speaks of another cost is of another matter."""
    papers = [
        a_paper("a.pdf", a_passage(REPAIR, MARCH)),
        a_paper("b.pdf", a_passage("The osier crane will cost £4,000 by May.", MARCH)),
        a_paper("c.pdf", a_passage(PUT_OFF, APRIL)),
        a_paper("d.pdf", a_passage("The gate of the lock will cost £9,000 by May.", APRIL)),
    ]
    with library_of(papers, tmp_path) as library:
        found = answer(question, library)
    assert found.line is not None or found.quotes[0].text == first
    assert found.line is None or first in found.line.text


def test_that_money_is_to_be_asked_for_does_not_say_that_it_was_got(tmp_path: Path) -> None:
    text = "RESOLVED that the harbour master apply for a grant for the osier pier."
    own = entry(text, text, "agreed", "resolution")
    passage = replace(a_passage(text, MARCH), standing="decided", document="minutes")
    papers = [replace(a_paper("minutes.pdf", passage), resolutions=(own,))]
    line = line_to("Did the harbour get the grant for the osier pier?", tmp_path, *papers)
    assert line is None or not line.text.startswith(("Agreed", "RESOLVED"))


def test_who_voted_against_is_not_answered_by_what_was_approved(tmp_path: Path) -> None:
    text = "RESOLVED that the change in crewing at Osier be approved by the Authority at once."
    line = line_to(
        "Who voted against the change in crewing at Osier?", tmp_path, recorded("m.pdf", text)
    )
    assert line is None or not line.text.startswith("RESOLVED")


def test_of_grants_one_of_which_was_not_given_no_yes_is_told(tmp_path: Path) -> None:
    text = (
        "RESOLVED to make these grants: Osier Band £400; Osier Bees £150. The request of Osier "
        "Rowers for £600 was not supported, as it was late."
    )
    own = entry(text, text, "agreed", "resolution")
    passage = replace(a_passage(text, MARCH), standing="decided", document="minutes")
    papers = [replace(a_paper("minutes.pdf", passage), resolutions=(own,))]
    line = line_to("Did Osier Rowers get a grant?", tmp_path, *papers)
    assert line is None or not line.text.startswith("Agreed")


def test_the_number_of_a_paragraph_is_no_figure(tmp_path: Path) -> None:
    text = (
        "5. Call-in: EDR-0457 School Street at Osier Primary\n5.1 The Board considered the call-in "
        "of the school street by three councillors."
    )
    line = line_to(
        "How many people supported the school street?", tmp_path, recorded("m.pdf", text)
    )
    assert line is None or line.kind != "figure"


@pytest.mark.parametrize(
    ("said", "question"),
    [
        (
            "The clerk said that the field by the osier baths had been valued at £28,000. It was "
            "resolved to offer £26,000.",
            "How much did the council offer for the field by the osier baths?",
        ),
        (
            "The osier crane was put at £9,000 by the maker of the crane. Members agreed to spend "
            "£26,000 in all.",
            "How much did members spend on the osier crane?",
        ),
    ],
)
def test_what_was_done_is_not_answered_by_what_a_thing_is_worth(
    said: str, question: str, tmp_path: Path
) -> None:
    line = line_to(question, tmp_path, recorded("m.pdf", said))
    assert line is None or "£26,000" in line.text
