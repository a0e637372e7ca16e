"""What is asked for or moved is not told as what was decided, and no title as an answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from qa.answers.answer_line import AnswerLine
from qa.answers.answering import answer
from qa.papers.paper import Paper
from qa.papers.register import Outcome, Resolution, ResolutionKind, Votes, Words
from tests.made import a_paper, a_passage, library_of

DAY = date(2031, 3, 4)
ELSEWHERE = "Apologies were received. The wages of the keeper of the baths were paid."


def minutes(name: str, text: str, *resolutions: Resolution) -> Paper:
    passage = replace(a_passage(text, DAY), standing="recorded", document="minutes")
    return replace(a_paper(name, passage), resolutions=resolutions)


def entry(
    text: str,
    part: str,
    outcome: Outcome,
    kind: ResolutionKind = "motion",
    votes: Votes | None = None,
) -> Resolution:
    start = text.index(part)
    return Resolution(kind, outcome, (Words(0, start, start + len(part)),), (), votes=votes)


def line_of(question: str, folder: Path, *papers: Paper) -> AnswerLine | None:
    others = minutes("baths.pdf", ELSEWHERE)
    with library_of([*papers, others], folder) as library:
        return answer(question, library).line


@pytest.mark.parametrize(
    ("text", "question", "told", "other"),
    [
        (  # a parish
            "6. Bandstand\nA request for a grant of £4,000 for the bandstand was considered. "
            "It was proposed by Mr Ash and RESOLVED to award £1,250 to the bandstand trust.",
            "How much did the bandstand get as a grant?",
            "£1,250",
            "£4,000",
        ),
        (  # a city in dollars
            "The Skating Club applied for $30,000 towards the roof of the rink. "
            "Council approved $12,500 for the roof of the rink from the reserve.",
            "How much money did the Skating Club get for the roof of the rink?",
            "$12,500",
            "$30,000",
        ),
    ],
)
def test_of_what_was_asked_for_and_what_was_given_the_second_is_marked(
    text: str, question: str, told: str, other: str, tmp_path: Path
) -> None:
    line = line_of(question, tmp_path, minutes("a.pdf", text))
    assert line
    marked = [piece for part in line.parts for piece, is_marked in part.pieces if is_marked]
    assert marked == [told]
    assert other not in marked


def test_what_was_asked_for_is_told_where_that_is_what_is_asked(tmp_path: Path) -> None:
    text = (
        "A request for a grant of £4,000 for the bandstand was considered. "
        "It was RESOLVED to award £1,250 to the bandstand trust."
    )
    line = line_of(
        "How much money did the bandstand trust ask for?", tmp_path, minutes("a.pdf", text)
    )
    assert line is None or "£1,250" not in [
        piece for part in line.parts for piece, is_marked in part.pieces if is_marked
    ]


@pytest.mark.parametrize(
    ("outcome", "votes", "told"),
    [
        ("carried", Votes(6, 1, 1), "Motion carried: for 6, against 1, abstained 1."),
        ("lost", None, "Motion lost."),
        ("withdrawn", None, "Motion withdrawn."),
    ],
)
def test_a_motion_that_answers_is_told_with_how_it_ended(
    outcome: Outcome, votes: Votes | None, told: str, tmp_path: Path
) -> None:
    text = (
        "Ms Elm proposed a precept of £5,200 for the coming year, seconded by Dr Fir. "
        "Members spoke at length."
    )
    motion = entry(text, text[: text.index(" Members")], outcome, votes=votes)
    question = "What precept was put for the coming year?"
    line = line_of(question, tmp_path, minutes("a.pdf", text, motion))
    assert line
    assert next(part.text for part in line.parts if not part.verbatim) == told


@pytest.mark.parametrize(
    ("title", "question"),
    [
        (
            "Minutes of the Meeting of Harbour Town Council held in the Guildhall on Tuesday",
            "Who was absent from Harbour Town Council?",
        ),
        (
            "HARBOUR SWIMMING BATHS: STATE OF THE ROOF AND OF THE BOILERS IN THE EAST WING",
            "Who looked at the boilers and the roof of the harbour swimming baths?",
        ),
    ],
)
def test_a_title_is_no_answer(title: str, question: str, tmp_path: Path) -> None:
    text = f"{title}\nThe mayor opened the meeting at seven. Mr Oak was absent."
    line = line_of(question, tmp_path, minutes("a.pdf", text))
    assert line is None or title not in line.text


def test_the_next_meeting_is_not_the_one_that_the_minutes_are_of(tmp_path: Path) -> None:
    first = "Minutes of the Meeting of Harbour Town Council held on Tuesday, 4th March 2031"
    papers = [minutes("a.pdf", first), minutes("b.pdf", "Next meeting: Tuesday 1st April 2031")]
    line = line_of("When is the next meeting of Harbour Town Council?", tmp_path, *papers)
    assert line is None or "March" not in line.text
