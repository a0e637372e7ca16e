"""What is asked for or moved is not told as what was decided."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.papers.register import Outcome, Votes
from tests.answers.line.lines import (
    entry,
    line_to,
    recorded,
)


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
        (  # a community council, in few words
            "The Clerk gave three options for the precept of 2031/32: £5,100, £5,300 and £5,700. "
            "Mr Ash proposed the second. Precept set at £5,300.",
            "What is the precept for 2031/32?",
            "£5,300",
            "£5,700",
        ),
    ],
)
def test_of_what_was_asked_for_and_what_was_given_the_second_is_marked(
    text: str, question: str, told: str, other: str, tmp_path: Path
) -> None:
    line = line_to(question, tmp_path, recorded("a.pdf", text))
    assert line
    marked = [piece for part in line.parts for piece, is_marked in part.pieces if is_marked]
    assert marked == [told]
    assert other not in marked


def test_what_was_asked_for_is_told_where_that_is_what_is_asked(tmp_path: Path) -> None:
    text = (
        "A request for a grant of £4,000 for the bandstand was considered. "
        "It was RESOLVED to award £1,250 to the bandstand trust."
    )
    line = line_to(
        "How much money did the bandstand trust ask for?", tmp_path, recorded("a.pdf", text)
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
    line = line_to(question, tmp_path, recorded("a.pdf", text, motion))
    assert line
    assert next(part.text for part in line.parts if not part.verbatim) == told


def test_how_a_motion_ended_is_not_told_before_what_was_decided_after_it(tmp_path: Path) -> None:
    text = (
        "Ms Elm moved a grant of £4,000 for the bandstand. "
        "After a long debate members looked at the accounts of the trust. "
        "Council RESOLVED to give the bandstand a grant of £1,250 instead."
    )
    lost = entry(text, "Ms Elm moved a grant of £4,000 for the bandstand.", "lost")
    agreed = entry(text, text[text.index("Council") :], "agreed", "resolution")
    line = line_to(
        "How much money does the bandstand get as a grant?",
        tmp_path,
        recorded("a.pdf", text, lost, agreed),
    )
    assert line
    assert "£1,250" in line.text
    assert "lost" not in line.text


@pytest.mark.parametrize(
    ("question", "with_it"),
    [
        ("How much is the grant for the bandstand?", True),
        ("What grant was assumed for the bandstand?", False),
    ],
)
def test_a_figure_that_was_assumed_is_told_with_what_was_confirmed_since(
    question: str, with_it: bool, tmp_path: Path
) -> None:
    text = (
        "The report in May assumed a grant of £4,000 for the bandstand in the coming year. The "
        "grant for the bandstand was announced in June, and confirms that it is £1,200 more."
    )
    line = line_to(question, tmp_path, recorded("a.pdf", text))
    assert ("£1,200 more" in line.text if line else False) == with_it
