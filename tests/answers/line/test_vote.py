"""Which vote, whose motion and which member a line tells: another one told is worse than none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from qa.answers.answering import answer
from qa.answers.line.asked import asks_for
from qa.answers.line.named import persons_named
from qa.answers.understanding.question import parse_question
from qa.library.library import Library
from qa.papers.paper import Paper
from qa.papers.register import Resolution, ResolutionKind, Votes, Words
from tests.made import a_paper, a_passage, library_of

pytestmark = pytest.mark.usefixtures("engine")

MARCH, APRIL = date(2031, 3, 4), date(2031, 4, 1)
MOTION = (
    "The trust is asked to endorse the joining of the pilot scheme for island ferries.",
    "The trust notes that the trustees' elections due in May may be put off.",
)


@dataclass(frozen=True)
class Put:
    """A motion or an amendment that was put: its clauses, who moved it, and the two lists."""

    clauses: Sequence[str]
    mover: str
    favour: Sequence[str]
    against: Sequence[str]
    kind: ResolutionKind = "amendment"
    day: date = MARCH


def minutes(*put: Put) -> list[Paper]:
    """Minutes of one item, in which each was put to a recorded vote."""
    papers = []
    for n, one in enumerate(put):
        parts = [
            f"{one.mover} proposed the following:",
            *one.clauses,
            f"For ({len(one.favour)})\n{', '.join(one.favour)}",
            f"Against ({len(one.against)})\n{', '.join(one.against)}",
            "Lost.",
        ]
        text = "\n".join(parts)
        spans = [Words(0, text.index(part), text.index(part) + len(part)) for part in parts]
        votes = Votes(
            len(one.favour), len(one.against), None, tuple(one.favour), tuple(one.against), ()
        )
        words, how = spans[1:-3], (spans[0], *spans[-3:])
        entry = Resolution(one.kind, "lost", tuple(words), how, one.mover, None, votes)
        passage = replace(a_passage(text, one.day), standing="decided", item="7. Island ferries")
        papers.append(replace(a_paper(f"{n}.pdf", passage), resolutions=(entry,)))
    return papers


def told(library: Library, question: str) -> str:
    """The line that a question is answered with; empty where there is none."""
    line = answer(question, library).line
    return line.text if line else ""


@pytest.mark.parametrize(
    ("asked", "printed", "found"),
    [
        ("Ms Oak", ["Mr Oak"], []),
        ("Ms Oak", ["Mr Oak", "Mrs Oak"], ["Mrs Oak"]),
        ("Councillor Oak", ["Mr Oak", "Ms Elm"], ["Mr Oak"]),
        ("Sir John Oak", ["Mrs J Oak", "Sir J Oak OBE"], ["Sir J Oak OBE"]),
        ("Ruth Oak", ["Mrs R Oak", "Mr Elm"], ["Mrs R Oak"]),
        ("Ruth Oak", ["Mr J Oak"], []),
        ("Ruth Oak", ["Mrs Oak", "Mr Oak"], []),  # which of the two she is, nobody says
        ("Mr McElm", ["Mr MacElm"], ["Mr MacElm"]),
        ("Mr Oakham", ["Mr Oak"], []),
    ],
)
def test_members_of_one_surname_are_told_apart(
    asked: str, printed: list[str], found: list[str]
) -> None:
    assert persons_named(asked, printed) == found


def test_how_a_member_voted_is_not_told_of_a_namesake(tmp_path: Path) -> None:
    papers = minutes(Put(["The quay fund be closed."], "Mr Fir", ["Mr Oak"], ["Mr Elm"], "motion"))
    with library_of(papers, tmp_path) as library:
        assert told(library, "how did Mr Oak vote on closing the quay fund?").startswith(
            "Mr Oak voted for."
        )
        assert "Oak voted" not in told(library, "how did Mrs Oak vote on closing the quay fund?")


def test_of_amendments_that_print_the_motion_again_the_one_with_the_clause_is_told(
    tmp_path: Path,
) -> None:
    held = "The trust asks that the elections take place in May as planned."
    slower = "The trust would rather that a county board were founded first."
    papers = minutes(
        Put([*MOTION, slower], "Mr Fir", ["Mr Oak"], ["Mr Elm", "Ms Yew"]),
        Put([*MOTION, held], "Ms Yew", ["Mr Elm", "Ms Yew"], ["Mr Oak", "Mr Ash", "Dr Bay"]),
        Put(MOTION, "Mr Ash", ["Mr Ash", "Mr Elm", "Dr Bay"], ["Ms Yew"], "motion"),
    )
    with library_of(papers, tmp_path) as library:
        for question in (
            "how did the vote on the amendment that elections take place as planned go?",
            "how did Mr Oak vote on the amendment that elections take place as planned?",
        ):
            assert "for 2, against 3" in told(library, question)


def test_what_every_later_amendment_repeats_was_moved_by_the_first(tmp_path: Path) -> None:
    open_to_all = "The trust expects the accounts to be open to all."
    others = ("Mr Elm", ["Mr Oak", "Dr Bay"], ["Ms Yew", "Mr Elm", "Mr Ash"])
    papers = minutes(
        Put([*MOTION, open_to_all], "Ms Yew", ["Mr Elm", "Ms Yew"], ["Mr Oak"]),
        Put([*MOTION, "The trust would rather wait.", open_to_all], *others),
        Put(MOTION, "Mr Ash", ["Mr Ash", "Mr Elm", "Dr Bay"], ["Ms Yew"], "motion"),
    )
    with library_of(papers, tmp_path) as library:
        asked = (
            "Who moved the amendment that expects the accounts to be open to all, and not to wait?"
        )
        line = told(library, asked)
    assert line.startswith("Moved by Ms Yew")


def test_another_vote_is_not_told_because_the_member_is_on_its_lists(tmp_path: Path) -> None:
    both = ["Mr Oak", "Ms Elm"]  # the paper has Mr Oak on both lists of the vote asked about
    papers = minutes(
        Put(["The lantern of the lighthouse be sold."], "Mr Fir", both, ["Mr Oak"], "motion"),
        Put(
            ["The lantern of the lighthouse be let."],
            "Mr Fir",
            ["Mr Oak"],
            ["Ms Elm"],
            "motion",
            APRIL,
        ),
    )
    with library_of(papers, tmp_path) as library:
        line = told(library, "how did Mr Oak vote on the sale of the lantern, that it be sold?")
        assert "voted" not in line


def test_whose_amendment_is_asked_about_is_the_one_told(tmp_path: Path) -> None:
    papers = minutes(
        Put(["The ferry fares be halved for pupils."], "Mr Fir", ["Mr Oak"], ["Mr Elm", "Ms Yew"]),
        Put(["The ferry fares be halved for all."], "Ms Yew", ["Ms Yew", "Mr Elm"], ["Mr Oak"]),
    )
    with library_of(papers, tmp_path) as library:
        assert "for 2, against 1" in told(
            library, "how did the vote on Ms Yew's amendment on ferry fares go?"
        )
        assert "for 1, against 2" in told(
            library, "how did the vote on the amendment of Mr Fir on ferry fares go?"
        )
        assert not told(library, "how did the vote on Dr Bay's amendment on ferry fares go?")


def test_who_proposed_a_motion_is_not_who_proposed_its_amendment(tmp_path: Path) -> None:
    papers = minutes(
        Put(["The island ferries be painted blue, not white."], "Ms Yew", ["Mr Oak"], ["Mr Elm"]),
        Put(["The island ferries be painted."], "Mr Fir", ["Mr Elm"], ["Mr Oak"], "motion"),
    )
    with library_of(papers, tmp_path) as library:
        line = told(library, "who proposed the motion on painting the island ferries?")
        assert line.startswith("Moved by Mr Fir")


def test_that_something_was_put_to_the_vote_is_no_answer(tmp_path: Path) -> None:
    texts = (
        "Following the debate on the bell tower the chairman put the motion to the vote and the"
        " voting was as follows.",
        "Motion for Time Limited Debate on the Chapel Ground Rent\nThe debate was on a limited"
        " number of points and took some time.",
    )
    papers = [a_paper(f"{n}.pdf", a_passage(text, MARCH)) for n, text in enumerate(texts)]
    with library_of(papers, tmp_path) as library:
        assert not told(library, "how did Mr Oak vote on the bell tower?")
        assert not told(library, "who seconded the motion on the chapel ground rent?")


def test_a_vote_is_told_of_which_only_the_item_names_the_matter(tmp_path: Path) -> None:
    clauses = ["The trust is asked to let the matter lie until the summer."]
    papers = minutes(Put(clauses, "Mr Ash", ["Mr Ash", "Ms Elm"], ["Mr Oak"], "motion"))
    with library_of(papers, tmp_path) as library:
        line = answer("How did the vote on the island ferries go?", library).line
    assert line
    assert line.text.startswith("Motion lost: for 2, against 1.")


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("When can I vote early in the election?", False),
        ("what are the advance voting dates", False),
        ("where do I vote", False),
        ("did we vote on the ferry", True),
        ("who voted for the mayor", True),
        ("How did the vote go?", True),
    ],
)
def test_how_electors_vote_is_no_vote_of_the_council(question: str, asked: bool) -> None:
    assert asks_for("vote", parse_question(question)) == asked
