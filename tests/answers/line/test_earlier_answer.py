"""An earlier answer is not told as today's: what was answered since is told with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from qa.answers.answering import answer
from qa.papers.paper import Paper
from qa.papers.register import Asked, Reply, Words
from tests.answers.line.lines import APRIL, Ask, line_of, of_words
from tests.made import a_paper, a_passage, library_of

JULY, NOVEMBER = date(2031, 7, 3), date(2031, 11, 6)
HALL = "The hall was painted green by the scouts, who were thanked with a cake."


def exchange(name: str, day: date, asked: str, reply: str, by: str = "Mr Oak") -> Paper:
    """A paper of one question with its reply."""
    text = f"{asked}\n{reply}"
    passage = replace(a_passage(text, day), standing="answered", document="questions")
    record = Asked(
        True,
        (Words(0, 0, len(asked)),),
        (Reply((Words(0, text.index(reply), len(text)),), by),),
        by="Mrs Holm",
    )
    return replace(a_paper(name, passage), asked=(record,))


def told(question: str, folder: Path, *papers: Paper) -> str:
    """The line that answers; empty if there is none."""
    hall = a_paper("hall.pdf", a_passage(HALL, JULY))
    with library_of([*papers, hall], folder) as library:
        found = answer(question, library)
    return " ".join(found.line.text.split()) if found.line else ""


FIRST = exchange(
    "july.pdf",
    JULY,
    "What is the extra cost of the Wool Exchange?",
    "The extra cost of the Wool Exchange is put at £340,000.",
)


def test_of_two_answers_on_one_matter_the_newest_is_told_first(tmp_path: Path) -> None:
    since = exchange(
        "november.pdf",
        NOVEMBER,
        "What is the extra cost of the Wool Exchange by now?",
        "It has risen to £415,000, since more rot was found.",
        "Ms Elm",
    )
    line = told("What is the extra cost of the Wool Exchange?", tmp_path, FIRST, since)
    assert line.startswith("Asked by Mrs Holm, answered by Ms Elm, 6 November 2031: It has risen")
    assert "Earlier, asked by Mrs Holm, answered by Mr Oak, 3 July 2031:" in line
    assert line.index("£415,000") < line.index("£340,000")


def test_a_later_answer_about_the_same_named_thing_is_told_as_later(tmp_path: Path) -> None:
    reopens = exchange(
        "july.pdf",
        JULY,
        "When will the Wool Exchange reopen after its repair?",
        "The Wool Exchange will reopen after its repair on 3 October 2031.",
    )
    since = exchange(
        "november.pdf",
        NOVEMBER,
        "Could the leader tell us more of the Wool Exchange?",
        "The builder hands it back in spring, and a concert is booked for 26 April 2032.",
        "Ms Elm",
    )
    line = told("When will the Wool Exchange reopen after its repair?", tmp_path, reopens, since)
    assert line.index("3 October 2031") < line.index("Later, asked by Mrs Holm")
    assert "26 April 2032" in line


def test_a_figure_that_was_given_later_among_others_is_told_as_later(tmp_path: Path) -> None:
    fees = exchange(
        "july.pdf",
        JULY,
        "How much has been spent on architects for the Wool Exchange?",
        "We have spent £41,300 on architects, within a budget for the whole of £790,000.",
    )
    since = exchange(
        "november.pdf",
        NOVEMBER,
        "What is the latest cost of the Wool Exchange?",
        "The forecast is now £860,000. The fees of the architects stand at £47,900.",
    )
    line = told(
        "How much has been spent on architects for the Wool Exchange?", tmp_path, fees, since
    )
    assert line.index("£41,300") < line.index("Later, asked") < line.index("£47,900")


def test_an_answer_on_another_matter_is_not_told_as_later(tmp_path: Path) -> None:
    other = exchange(
        "november.pdf",
        NOVEMBER,
        "What is the extra cost of the Corn Loft?",
        "The extra cost of the Corn Loft is put at £90,000.",
    )
    line = told("What is the extra cost of the Wool Exchange?", tmp_path, FIRST, other)
    assert "£340,000" in line
    assert "£90,000" not in line


def test_of_a_time_that_is_named_no_later_answer_is_told(tmp_path: Path) -> None:
    since = exchange(
        "november.pdf",
        NOVEMBER,
        "What is the extra cost of the Wool Exchange by now?",
        "It has risen to £415,000, since more rot was found.",
    )
    asked = "What was the extra cost of the Wool Exchange in July 2031?"
    assert "£415,000" not in told(asked, tmp_path, FIRST, since)


@pytest.mark.usefixtures("engine")
def test_of_an_earlier_question_the_answer_is_told_and_by_whom(ask: Ask) -> None:
    line = line_of(ask("has anyone asked when the slipway would be mended?"))
    assert line.kind == "earlier answer"
    assert line.text.startswith("Asked by Mrs Holm of Netherby, answered by Mr Oak, 1 April 2031:")
    assert "before the regatta in August" in line.text


@pytest.mark.usefixtures("engine")
def test_an_answer_that_nobody_asks_for_must_be_of_the_matter(ask: Ask) -> None:
    line = line_of(ask("when will the slipway be mended, before the regatta in August?"))
    assert line.kind == "earlier answer"
    unsure = ask("will the council borrow more so that a slipway can be lengthened?").line
    assert unsure is None or unsure.kind != "earlier answer"


def test_an_earlier_answer_on_another_subject_is_not_told(tmp_path: Path) -> None:
    asked = (
        "Mr Rowe asked whether the village green would be drained.\n"
        "Ms Lune replied that the green would be drained in the spring by the farmer."
    )
    exchange = Asked(
        True,
        (of_words(asked, "Mr Rowe asked whether the village green would be drained."),),
        (Reply((Words(0, asked.index("Ms Lune"), len(asked)),), "Ms Lune"),),
        by="Mr Rowe",
    )
    papers = [
        replace(
            a_paper("asked.pdf", replace(a_passage(asked, APRIL), standing="answered")),
            asked=(exchange,),
        ),
        a_paper("other.pdf", a_passage("The fireworks permit costs nothing this year.", APRIL)),
    ]
    with library_of(papers, tmp_path) as library:
        about = answer("will the village green be drained?", library).line
        assert about and about.text.startswith("Asked by Mr Rowe, answered by Ms Lune")
        other = answer("has anyone asked about fireworks permits on the green?", library).line
        assert not other or other.kind != "earlier answer"


def test_whether_it_is_so_is_answered_by_where_the_council_stands(tmp_path: Path) -> None:
    asked = "Mrs Holm asked about the plans for a second ferry slip at Cawl."
    stand = "The policy says that we oppose a second ferry slip at Cawl."
    reply = (
        "While the trust at Cawl wrote it for another second ferry slip at Cawl, today the "
        f"trust at Cawl looks at a second ferry slip in another way. {stand} "
        + "Our position is that of ten years ago, on which the trust voted with one voice. " * 2
        + "Those plans came to us with the papers of the harbour master, who is to be thanked."
    )
    paper = exchange("july.pdf", JULY, asked, reply)
    line = told("Does the trust back a second ferry slip at Cawl?", tmp_path, paper)
    assert stand in line


def test_a_figure_that_was_not_given_is_told_by_no_earlier_answer(tmp_path: Path) -> None:
    pupils = exchange(
        "july.pdf",
        JULY,
        "How many pupils are taught at home, and who takes care of them?",
        "There are 4,321 pupils who are taught outside of school, and more of them each year.",
    )
    assert "4,321" in told("How many pupils are taught at home?", tmp_path, pupils)
    (tmp_path / "care").mkdir()
    moved = told("How many pupils have been taken into care?", tmp_path / "care", pupils)
    assert "4,321" not in moved


def test_when_something_will_be_is_not_when_it_was_looked_at(tmp_path: Path) -> None:
    reply = (
        "I thank the member for the question, and am sorry that nobody wrote about the holes in "
        "Osier Lane and in Weir Lane, as somebody should have done. A team inspected the holes in "
        "Osier Lane on 3 March 2031, and has marked and ordered all work. The present plan is to "
        "mend the holes in Osier Lane by the end of May 2031, once a closure has been agreed."
    )
    question = "What is done about the holes in Osier Lane?"
    asked = exchange("a.pdf", date(2031, 3, 13), question, reply)
    line = told("When will the holes in Osier Lane be mended?", tmp_path, asked)
    assert "May 2031" in line
    assert "inspected" not in line
