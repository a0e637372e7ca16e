"""A sentence is told only if it is of the time, the measure and the kind that are asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from qa.answers.answer_line import AnswerLine
from qa.answers.answering import answer
from qa.answers.line.certainty import LEAST
from qa.answers.line.fits import figures_that_fit, is_of_the_financial_year, of_another_time
from qa.papers.paper import Paper
from qa.papers.register import Asked, Outcome, Reply, Resolution, Votes, Words
from tests.answers.line.lines import decided_on, line_to
from tests.made import a_paper, a_passage, library_of

DAY, LATER = date(2031, 3, 4), date(2032, 3, 2)


def minutes(name: str, text: str, day: date = DAY, *entries: Resolution, over: str = "") -> Paper:
    passage = replace(
        a_passage(text, day), standing="recorded", document="minutes", context=over, item=name
    )
    return replace(a_paper(f"{name}.pdf", passage), resolutions=entries)


def entry(
    text: str, part: str, outcome: Outcome = "carried", votes: Votes | None = None
) -> Resolution:
    start = text.index(part)
    return Resolution("motion", outcome, (Words(0, start, start + len(part)),), (), votes=votes)


def line_of(question: str, folder: Path, *papers: Paper) -> AnswerLine | None:
    others = minutes("Baths", "Apologies were received. The wages of the keeper were paid.")
    with library_of([*papers, others], folder) as library:
        return answer(question, library).line


@pytest.mark.parametrize(
    ("text", "question", "not_told"),
    [
        (  # a county: what a sum went up by is not what it comes to
            "The harbour maintenance block for 2031-32 has increased by £3.4m (6%) for the year.",
            "How much is the harbour maintenance block for 2031-32?",
            "£3.4m",
        ),
        (  # a parish
            "The rent of the reading room has gone down by £120 since the boiler was mended.",
            "How much is the rent of the reading room?",
            "£120",
        ),
        (  # a scorecard: a baseline is no target
            "Ferry crossings on time: the baseline of 71% was set by the last survey of crossings.",
            "What is the target for ferry crossings on time, how much is it?",
            "71%",
        ),
        (  # a reply: days are no children
            "The officers visit each of the children who are taught on a barge within 10 days.",
            "How many children are taught on a barge?",
            "10",
        ),
        (  # why: that she came back does not say why she went
            "Councillor Holm returned to the table after the ferry accounts were read.",
            "Why did Councillor Holm leave the table for the ferry accounts?",
            "returned",
        ),
        (  # where: the minutes are of a day and no place
            "The minutes of the harbour meeting held on the 3rd February 2031 had been circulated.",
            "Where was the harbour meeting held?",
            "circulated",
        ),
        (  # how often
            "The lifeboat drill was watched by the mayor and by the crew of the tug.",
            "How often is the lifeboat drill?",
            "mayor",
        ),
    ],
)
def test_what_answers_another_question_is_not_told(
    tmp_path: Path, text: str, question: str, not_told: str
) -> None:
    line = line_of(question, tmp_path, minutes("Harbour", text))
    assert line is None or not_told not in line.text


@pytest.mark.parametrize(
    ("text", "question", "told"),
    [
        (
            "The harbour maintenance block for 2031-32 has increased by £3.4m to £61.2m this year.",
            "By how much has the harbour maintenance block increased?",
            "£3.4m",
        ),
        (
            "Councillor Holm had to leave the table because her brother runs the ferry.",
            "Why did Councillor Holm leave the table?",
            "her brother runs the ferry",
        ),
        (
            "The regatta prizes were given out in the Sail Loft by Mrs Holm.",
            "Where were the regatta prizes given out?",
            "in the Sail Loft",
        ),
        (
            "The drill of the lifeboat crew is held every second Thursday, weather allowing.",
            "How often is the drill of the lifeboat crew held?",
            "every second Thursday",
        ),
        (
            "The officers visit 214 children who are taught on a barge, most within 10 days.",
            "How many children are taught on a barge?",
            "214",
        ),
    ],
)
def test_what_gives_the_answer_is_told(tmp_path: Path, text: str, question: str, told: str) -> None:
    line = line_of(question, tmp_path, minutes("Harbour", text))
    assert line
    assert told in line.text


def test_the_level_is_marked_beside_its_change() -> None:
    text = "The toll was increased by £2 to £11."
    spans = [(text.index(one), text.index(one) + len(one)) for one in ("£2", "£11")]
    assert figures_that_fit(text, spans, "how much is the toll?") == spans[1:]
    assert figures_that_fit(text, spans, "how much did the toll go up?") == spans


@pytest.mark.parametrize("over", ["Statement of the ferry fund for the year 2030", ""])
def test_another_years_statement_is_not_told(tmp_path: Path, over: str) -> None:
    """Neither what a heading says is of another year, nor what another year's meeting was told."""
    day = LATER if over else DAY
    statement = minutes(
        "Ferry fund", "The ferry fund paid out £18,400 for moorings.", day, over=over
    )
    line = line_of("How much did the ferry fund pay for moorings in 2032?", tmp_path, statement)
    assert line is None or "£18,400" not in line.text


def test_the_statement_of_the_year_asked_is_told(tmp_path: Path) -> None:
    papers = [
        minutes("Ferry fund", "The ferry fund had to pay £18,400 for moorings.", DAY),
        minutes(
            "Accounts", "Moorings: to pay for them cost £21,900, which the ferry fund met.", LATER
        ),
    ]
    line = line_of("How much did the ferry fund pay for moorings in 2031?", tmp_path, *papers)
    assert line
    assert "£18,400" in line.text
    assert not of_another_time("from spring 2031 to 2032", "in 2032?")


CROSSINGS = (
    "The board resolves to replace the chain ferry with a bridge.\n"
    "For (4)\nAgainst (9)\nMotion lost."
)
LAMPS = "The debate followed. The motion was put to the vote. It was carried by a vote of 8 to 2."


@pytest.mark.parametrize(
    "question",
    [
        "What became of the motion to replace the chain ferry?",
        "How did the vote on the motion to replace the chain ferry go?",
    ],
)
def test_a_motion_is_told_by_how_it_ended(tmp_path: Path, question: str) -> None:
    """Each vote has a motion; what was moved tells which one is meant, in a story too."""
    lost = entry(
        CROSSINGS, "replace the chain ferry with a bridge.", "lost", Votes(4, 9, None, (), (), ())
    )
    carried = [
        minutes(f"Lamps {n}", f"{n}. {LAMPS}", LATER, entry(f"{n}. {LAMPS}", LAMPS))
        for n in range(9)
    ]
    line = line_of(question, tmp_path, minutes("Crossings", CROSSINGS, DAY, lost), *carried)
    assert line
    assert line.text.startswith("Motion lost: for 4, against 9.")


def test_who_checks_progress_asks_for_no_story(tmp_path: Path) -> None:
    text = "The inspector will check progress on the ferry plan at least every six months."
    line = line_of(
        "How often will the inspector check progress on the ferry plan?",
        tmp_path,
        minutes("Plan", text),
    )
    assert line is None or line.kind != "story"


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (
            "A letter from the Tide Gauge Society asked for a donation. The members "
            "resolved not to support the Tide Gauge Society.",
            "Did the Tide Gauge Society get its donation?",
        ),
        (
            "The rowing club's request for a grant for oars was refused by the trustees.",
            "Did the rowing club get a grant for oars?",
        ),
    ],
)
def test_whether_somebody_got_what_was_sought_is_told_by_the_decision(
    tmp_path: Path, text: str, question: str
) -> None:
    line = line_of(question, tmp_path, minutes("Finance", text))
    assert line
    assert "not to support" in line.text or "refused" in line.text


def test_a_story_stands_as_the_step_of_its_own_subject_says(tmp_path: Path) -> None:
    """The next election of the trustees is not the cadets' one."""
    papers = [
        minutes("Cadets", "The cadet trustees were elected in a ballot of 800 cadets.", DAY),
        minutes(
            "Close", "The chair wished all trustees well before they are elected again.", LATER
        ),
    ]
    line = line_of("What happened to the elected cadet trustees?", tmp_path, *papers)
    assert line
    assert line.kind == "story"
    assert "ballot of 800 cadets" in line.text


def test_an_earlier_answer_gives_the_count_and_not_the_days(tmp_path: Path) -> None:
    asked = "Mr Elm asked how many children are taught on barges and who visits them."
    reply = (
        "Mrs Holm replied that the trust knows of 214 pupils who are taught on barges. Where the "
        "trust is told of children who are newly taught on barges, officers visit within 10 days. "
        "The trust has asked the ministry for a register of all children who are taught on barges, "
        "and will go on asking for it, since children who are taught on barges move between ports. "
        "What is taught is looked at once a year, and a letter is written where it is not enough."
    )
    text = f"{asked}\n{reply}"
    exchange = Asked(
        True,
        (Words(0, 0, len(asked)),),
        (Reply((Words(0, len(asked) + 1, len(text)),), "Mrs Holm"),),
        by="Mr Elm",
    )
    passage = replace(a_passage(text, DAY), standing="answered", document="questions")
    paper = replace(a_paper("asked.pdf", passage), asked=(exchange,))
    line = line_of("How many children are taught on barges?", tmp_path, paper)
    assert line
    assert "214 pupils" in line.text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How many pupils of the huts have been taken into care?", []),
        ("How many pupils are taught in huts?", ["4,321"]),
        ("How many pupils are there?", ["4,321"]),
    ],
)
def test_how_many_there_are_is_not_of_how_many_something_was_done_with(
    question: str, told: list[str]
) -> None:
    text = "The county has 4,321 pupils who are taught in huts."
    spans = [(text.index("4,321"), text.index("4,321") + 5)]
    assert [text[a:b] for a, b in figures_that_fit(text, spans, question)] == told


@pytest.mark.parametrize(
    ("text", "met_on", "may_be"),
    [
        ("Precept 2031/32 – It was resolved to ask for £5,000.", date(2031, 1, 9), True),
        ("Precept 2031-2032: £5,000.", date(2031, 1, 9), True),
        ("It was resolved to ask for a precept of £5,000.", date(2031, 1, 9), True),
        ("It was resolved to ask for a precept of £5,000.", None, True),
        # of another year, by its words or by the day of its meeting
        ("Precept 2033/34 – It was resolved to ask for £7,000.", date(2031, 1, 9), False),
        ("It was resolved to ask for a precept of £7,000.", date(2033, 1, 9), False),
        ("It was resolved to ask for a precept of £3,000.", date(2030, 1, 9), False),
    ],
)
def test_what_was_set_for_another_financial_year_is_not_of_this(
    text: str, met_on: date | None, may_be: bool
) -> None:
    question = "What precept was agreed for 2031/32?"
    assert is_of_the_financial_year(text, met_on, question) == may_be
    assert is_of_the_financial_year(text, met_on, "What is the precept?")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Was the precept agreed for 2031/32?", "£5,000"),
        ("Was the precept agreed?", "£7,000"),
    ],
)
def test_the_precept_of_a_later_year_is_not_told_of_this(
    question: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(LEAST, "decision", 0.0)
    papers = [
        decided_on(f"{year}.pdf", date(year, 1, 9), f"Resolved that the precept be {of}.", "agreed")
        for year, of in ((2031, "£5,000"), (2034, "£7,000"))
    ]
    draft = a_paper("draft.pdf", a_passage("The accounts for 2031/32 were read.", DAY))
    line = line_to(question, tmp_path, *papers, draft)
    assert line and told in line.text
    assert told == "£7,000" or "£7,000" not in line.text
