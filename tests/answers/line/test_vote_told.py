"""What is told of a vote and its members: none upside down, and none of another meeting."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.answers.answering import answer
from qa.library.library import Library
from qa.papers.register import Resolution, ResolutionKind, Votes
from tests.answers.line.lines import (
    APRIL,
    MARCH,
    Ask,
    a_vote,
    asked_of,
    entry,
    line_of,
    line_to,
    minutes,
    of_words,
    recorded,
)
from tests.made import library_of

pytestmark = pytest.mark.usefixtures("engine")


def test_a_vote_is_told_with_its_sides_named(ask: Ask) -> None:
    line = line_of(ask("how did the vote on doubling the ferry fares go?"))
    assert line.kind == "vote"
    assert line.text.startswith("Motion lost: for 2, against 3, abstained 1.")
    assert "ferry fares be doubled" in line.text
    assert "4 March 2031" in line.text


def test_who_moved_it_is_told_with_how_it_ended(ask: Ask) -> None:
    line = line_of(ask("who proposed to double the ferry fares?"))
    assert line.kind == "person"
    assert line.text.startswith("Moved by Mr Ash, seconded by Ms Elm. Motion lost")


@pytest.mark.parametrize(
    ("member", "told"),
    [
        ("Mrs Yew", "Mrs Yew voted against."),
        ("Mr Ash", "Mr Ash voted for."),
        ("Ms Bay", "Ms Bay abstained."),
    ],
)
def test_how_a_member_voted_is_told_from_the_lists(ask: Ask, member: str, told: str) -> None:
    line = line_of(ask(f"how did {member} vote on the ferry fares?"))
    assert line.kind == "member vote"
    assert line.text.startswith(told)


def test_the_names_of_one_side_are_quoted(ask: Ask) -> None:
    line = line_of(ask("who voted against doubling the ferry fares?"))
    assert line.parts[0].text == "Against (3)\nMr Oak, Mrs Yew, Dr Fir"


def test_a_member_on_no_list_is_not_said_to_have_voted(ask: Ask) -> None:
    found = ask("how did Mr Larch vote on the ferry fares?")
    assert found.line is None or "Larch" not in found.line.text


def test_a_vote_of_another_meeting_is_not_told(ask: Ask) -> None:
    found = ask("how did the vote on doubling the ferry fares go in July 2029?")
    assert found.line is None or found.line.kind not in ("vote", "decision", "member vote")


def test_how_a_member_voted_on_an_amendment_is_told_though_the_name_is_on_all_lists(
    tmp_path: Path,
) -> None:
    def voted(motion: str, sides: tuple[str, str], outcome: str) -> str:
        return f"{motion}\nFor (1)\n{sides[0]}\nAgainst (1)\n{sides[1]}\n{outcome}"

    texts = {
        "study.pdf": voted(
            "That a study of cheaper ferries to the outer isles be paid for.",
            ("Mr Oak", "Ms Elm"),
            "Amendment fell.",
        ),
        "rates.pdf": voted(
            "That the harbour rates be agreed for the year.", ("Ms Elm", "Mr Oak"), "Lost."
        ),
    }
    papers = []
    for name, text in texts.items():
        motion, _, one, _, other, end = text.splitlines()
        entry = Resolution(
            "amendment" if name == "study.pdf" else "motion",
            "lost",
            (of_words(text, motion),),
            (of_words(text, f"For (1)\n{one}"), of_words(text, end)),
            votes=Votes(1, 1, 0, (one,), (other,), ()),
        )
        papers.append(minutes(name, text, entry))
    found = asked_of(papers, "How did Mr Oak vote on the study of ferries?", tmp_path)
    assert line_of(found).text.startswith("Mr Oak voted for. Amendment lost")


def test_of_two_votes_that_are_as_likely_none_is_told(tmp_path: Path) -> None:
    papers = [
        a_vote("a.pdf", "the harbour elections be held by lot", 3, "motion", MARCH),
        a_vote("b.pdf", "the harbour elections be held in June", 9, "motion", APRIL),
    ]
    question = "how did the vote on the harbour elections go?"
    with library_of(papers, tmp_path) as library:
        assert not answer(question, library).line
    (tmp_path / "one").mkdir()
    only = asked_of(papers[:1], question, tmp_path / "one")
    assert "for 3, against 20" in line_of(only).text


def test_an_amendment_is_told_where_no_motion_is_of_the_matter(tmp_path: Path) -> None:
    papers = [
        a_vote("a.pdf", "the regatta stand be painted in blue and gold", 3, "amendment", MARCH),
        a_vote("b.pdf", "the harbour elections be held in June", 9, "motion", MARCH),
    ]
    with library_of(papers, tmp_path) as library:
        line = line_of(answer("how did the vote on painting the regatta stand go?", library))
        assert "for 3, against 20" in line.text


def test_who_voted_against_a_motion_is_not_told_of_its_likelier_amendment(
    samples: Library,
) -> None:
    """Those against the amendment were for the motion, and its words are nearer to the question."""
    told = line_of(answer("who voted against the council tax increase?", samples)).text
    assert "Carried: for 14, against 9" in told and "Ms Greaves" in told
    assert "Mr Amos" not in told


def test_how_a_member_voted_is_told_of_the_motion_rather_than_of_its_amendment(
    tmp_path: Path,
) -> None:
    papers = []
    for kind, words, sides in (
        ("amendment", "the harbour budget be amended", ("Mr Oak", "Ms Elm")),
        ("motion", "the harbour budget be agreed", ("Ms Elm", "Mr Oak")),
    ):
        text = f"That {words}.\nFor (1)\n{sides[0]}\nAgainst (1)\n{sides[1]}\nLost."
        how = (of_words(text, f"For (1)\n{sides[0]}"), of_words(text, "Lost."))
        votes = Votes(1, 1, 0, (sides[0],), (sides[1],), ())
        put: ResolutionKind = "amendment" if kind == "amendment" else "motion"
        entry = Resolution(put, "lost", (of_words(text, f"That {words}."),), how, votes=votes)
        papers.append(minutes(f"{kind}.pdf", text, entry))
    found = asked_of(papers, "how did Mr Oak vote on the harbour budget?", tmp_path)
    assert line_of(found).text.startswith("Mr Oak voted against")


def test_how_a_member_voted_is_told_by_no_sentence_without_the_name(tmp_path: Path) -> None:
    text = "The council approved the purchase of a new street sweeper for £214,500 by a vote."
    motion = entry(text, text, "carried")
    question = "How did Mr Oak vote on the new street sweeper?"
    line = line_to(question, tmp_path, recorded("a.pdf", text, motion))
    assert line is None or line.kind == "vote"


@pytest.mark.parametrize(
    ("names", "told"),
    [(("Hargrave", "Phan"), "Hargrave and Phan voted against."), (("Hargrave",), "")],
)
def test_who_voted_against_is_told_of_a_roll_call_if_all_are_named(
    names: tuple[str, ...], told: str, tmp_path: Path
) -> None:
    text = (
        "Motion by Ortez to rezone the osier baths. Roll call: Ayes – Ortez, Lind, Beck. "
        f"Nays – {', '.join(names)}. Motion carried 3-2."
    )
    votes = Votes(3, 2, None, ("Ortez", "Lind", "Beck"), names)
    own = entry(text, text, "carried", "resolution", votes)
    question = "Who voted against rezoning the osier baths?"
    line = line_to(question, tmp_path, recorded("a.pdf", text, own))
    assert line and line.text.startswith(told or "Carried: for 3, against 2.")
