"""The sentence that answers: of the matter, whole, with the figure, day or name asked for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qa.answers.answering import answer
from qa.answers.line.certainty import LEAST
from qa.papers.money import amounts_in
from tests.answers.line.lines import (
    MARCH,
    Ask,
    asked_of,
    entry,
    line_of,
    line_to,
    minutes,
    recorded,
)
from tests.made import a_paper, a_passage, library_of


def test_the_words_asked_for_are_marked(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LEAST, "figure", 0.0)
    line = line_of(ask("at what cost will the quay be rebuilt in stone?"))
    marked = [part.text[a:b].strip() for part in line.parts for a, b in part.marked]
    assert "£90,000" in marked


def test_that_something_was_queried_is_no_answer(tmp_path: Path) -> None:
    text = (
        "• The tender for the weir at Osney was queried. The clerk explained that the tender for "
        "the weir had been accepted and that work would begin after the floods."
    )
    hall = minutes("hall.pdf", "Apologies were received. The hall keeper's wages were paid.")
    found = asked_of([minutes("weir.pdf", text), hall], "Was the weir tender queried?", tmp_path)
    assert found.quotes[0].text.startswith("• The tender for the weir at Osney was queried.")
    assert found.line is None or not found.line.text.endswith("was queried.")


def test_who_is_named_in_the_question_is_not_who_is_asked_for(tmp_path: Path) -> None:
    resigned = "That we accept the resignation of Ann Lennow from the Wyeford Library Board."
    paper = a_paper("m.pdf", a_passage(f"{resigned} Carried.", MARCH))
    with library_of([paper], tmp_path) as library:
        line = answer("who took the place of Ann Lennow on the library board?", library).line
        assert not line or not any(part.marked for part in line.parts)


def test_a_sentence_beside_the_matter_is_not_told(tmp_path: Path) -> None:
    croquet = (
        "Some wish to play croquet on the green, and the councillors have no objection "
        "(all hoops are to be taken away)."
    )
    paper = a_paper("m.pdf", a_passage(f"The chair will buy the oil with thanks. {croquet}", MARCH))
    with library_of([paper], tmp_path) as library:
        line = answer("are we allowed to play croquet on the green?", library).line
        assert not line or line.text == croquet


def test_of_a_deputy_nobody_asks_who_chairs(tmp_path: Path) -> None:
    paper = a_paper(
        "m.pdf", a_passage("It was agreed that Mr Bream be Vice Chair of the Harbour Panel.", MARCH)
    )
    with library_of([paper], tmp_path) as library:
        asked = answer("who chairs the Harbour Panel?", library).line
        assert not asked or not any(part.marked for part in asked.parts)
        deputy = answer("who is the vice chair of the Harbour Panel?", library).line
        assert not deputy or "Mr Bream" in deputy.text


def test_how_long_is_told_by_a_length_of_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(LEAST, "figure", 0.0)
    monkeypatch.setitem(LEAST, "sentence", 0.0)
    text = (
        "A copy of the closure notice for the ferry will be shown on 18 May. "
        "The ferry closure notice should last for at least 12 months, until the end of April."
    )
    with library_of([a_paper("m.pdf", a_passage(text, MARCH))], tmp_path) as library:
        line = answer("how long will the ferry closure notice last?", library).line
        assert line and [p.text[a:b] for p in line.parts for a, b in p.marked] == ["12 months"]


def test_a_year_is_no_figure_that_was_asked_for_and_a_range_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(LEAST, "figure", 0.0)
    monkeypatch.setitem(LEAST, "sentence", 0.0)
    number = "3.4 Reviews of ferry wardens\\nThe number of ferry wardens was looked at with care."
    year = "The ferry wardens were thanked by the mayor for their work on the quay in 2030/31."
    share = "It was known that 70-80% of the time of a harbour pilot is spent on paper work."
    texts = {"y.pdf": year, "s.pdf": share, "n.pdf": number}
    papers = [a_paper(name, a_passage(text, MARCH)) for name, text in texts.items()]
    with library_of(papers, tmp_path) as library:
        line = answer("how many ferry wardens were there in 2030/31?", library).line
        assert not line or not any(part.marked for part in line.parts)
        line = line_of(answer("what share of a harbour pilot's time goes on paper work?", library))
        assert [p.text[a:b] for p in line.parts for a, b in p.marked] == ["70-80%"]


def test_that_something_was_raised_settles_nothing(tmp_path: Path) -> None:
    raised = (
        "Concern was raised by a member of the public about the blue rubbish sacks on the quay "
        "and the gulls that tear them."
    )
    denied = "There will be no new lamps on the mole, since they would dazzle the ferry."
    papers = [
        a_paper("r.pdf", a_passage(raised, MARCH)),
        a_paper("d.pdf", a_passage(denied, MARCH)),
    ]
    with library_of(papers, tmp_path) as library:
        assert not answer("are we getting bins instead of the blue rubbish sacks?", library).line
        assert (
            "no new lamps" in line_of(answer("will there be new lamps on the mole?", library)).text
        )


def test_no_heading_no_grounds_no_if_and_no_mere_name_is_told(tmp_path: Path) -> None:
    texts = {
        "heading.pdf": "Plan of the Wyeford harbour trust\nThis had been sent round to all.",
        "grounds.pdf": "WHEREAS the sluice at Cawl mill was to be surveyed in the spring of 2031;",
        "purpose.pdf": "To report what the survey of the bell tower found to the trustees.",
        "if.pdf": "If the vote on the lifeboat lease is put off, the lease will end in 2032.",
        "name.pdf": "The chapel ground belongs to the county. The chairman thanked Mr Guy Holm.",
    }
    papers = [a_paper(name, a_passage(text, MARCH)) for name, text in texts.items()]
    asked = (
        "what did we say of the plan of the Wyeford harbour trust?",
        "what is charged for the survey of the sluice at Cawl mill?",
        "what did the survey of the bell tower find?",
        "how did the vote on the lifeboat lease end?",
        "who owns the chapel ground?",
    )
    with library_of(papers, tmp_path) as library:
        for question in asked:
            line = answer(question, library).line
            told = line.text if line else ""
            assert not any(
                words in told
                for words in ("sent round", "WHEREAS", "To report", "put off", "Guy Holm")
            )


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
    line = line_to(question, tmp_path, recorded("a.pdf", text))
    assert line is None or title not in line.text


def test_the_next_meeting_is_not_the_one_that_the_minutes_are_of(tmp_path: Path) -> None:
    first = "Minutes of the Meeting of Harbour Town Council held on Tuesday, 4th March 2031"
    papers = [recorded("a.pdf", first), recorded("b.pdf", "Next meeting: Tuesday 1st April 2031")]
    line = line_to("When is the next meeting of Harbour Town Council?", tmp_path, *papers)
    assert line is None or "Tuesday, 4th March" not in line.text


def test_the_total_is_not_told_for_one_service(tmp_path: Path) -> None:
    text = (
        "3. Projected outturn\n3.1 The projected outturn is an overspend of £2.37m, an increase of "
        "£0.84m since Quarter 1. The main reason is the cost of placements outside the area.\n"
        "Service Annual budget £ Projected outturn £ Variance £\n"
        "Harbour Services 61,420 63,905 2,485\nSocial Care 78,310 78,122 (188)"
    )
    line = line_to(
        "How much is the overspend of Harbour Services?", tmp_path, recorded("a.pdf", text)
    )
    assert line is None or "£2.37m" not in line.text


def test_the_unit_of_a_column_is_no_amount() -> None:
    assert [*amounts_in("Budget £000s, variance £000, last year £'000")] == []
    assert [amount.value for amount in amounts_in("a grant of £000s, or £1,000")] == [1000]


def test_a_clause_that_was_resolved_settles_a_question(tmp_path: Path) -> None:
    text = (
        "The Committee agreed:-\n(i) to close the swimming baths on the quay from 1 April 2031;\n"
        "(ii) that a saving of £22,400 a year be taken."
    )
    clauses = entry(text, text, "agreed", "resolution")
    line = line_to("Are the swimming baths closing?", tmp_path, recorded("a.pdf", text, clauses))
    assert line
    assert line.text.startswith("Agreed. to close the swimming baths on the quay")


def test_the_purpose_of_a_paper_settles_nothing(tmp_path: Path) -> None:
    purpose = "Paper on the swimming baths.\nTo close the swimming baths on the quay."
    assert not line_to("Are the swimming baths closing?", tmp_path, recorded("b.pdf", purpose))


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("The vote to refuse the osier kiosk was carried by 4 votes to 3.", False),
        ("The osier kiosk was refused because it would stand in the flood plain.", True),
    ],
)
def test_why_is_told_by_nothing_but_a_reason(text: str, is_told: bool, tmp_path: Path) -> None:
    line = line_to("Why was the osier kiosk refused?", tmp_path, recorded("a.pdf", text))
    assert bool(line and "flood plain" in line.text) == is_told
    assert line is None or "4 votes" not in line.text


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (
            "All three sailing support services are using the plan of the sailing schools.",
            "Are any sailing schools paying for a support worker?",
        ),
        (
            "The carers' support group is using the hall for its carers' lunches and other events.",
            "Is the carers' group paying for the support officer?",
        ),
    ],
)
def test_support_in_a_name_settles_nothing(tmp_path: Path, text: str, question: str) -> None:
    line = line_to(question, tmp_path, recorded("a.pdf", text))
    assert line is None or text not in line.text


def test_of_two_that_say_the_same_the_one_in_print_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(LEAST, "figure", 0.0)
    monkeypatch.setitem(LEAST, "sentence", 0.0)
    printed = "The survey of the Wyeford ferry will cost £4,500 in the spring, as the clerk said."
    misread = a_passage(printed.replace("spring", "raccsprlng"), MARCH)
    papers = [
        a_paper("scan.pdf", replace(misread, ocr=True)),
        a_paper("print.pdf", a_passage(f"The hall was let to the choir. {printed}", MARCH)),
    ]
    with library_of(papers, tmp_path) as library:
        line = line_of(answer("what will the survey of the Wyeford ferry cost?", library))
    assert line.text == printed


@pytest.mark.parametrize(
    ("below", "told"),
    [
        ("Total cost £4,048. Carried.", True),
        # of something else, in a sentence of its own, or no value at all
        ("The mooring fee for visitors is £4,048.", False),
        ("Carried.", False),
    ],
)
def test_a_value_in_the_few_words_behind_a_sentence_belongs_to_it(
    below: str, told: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(LEAST, "figure", 0.0)
    text = f"That we take part in the hazardous waste day of Osney for 2031. {below}"
    paper = minutes("waste.pdf", text)
    line = line_to("How much is the hazardous waste day?", tmp_path, paper)
    assert bool(line and "£4,048" in line.text and "hazardous" in line.text) == told


@pytest.mark.parametrize(
    ("heading", "is_told"),
    [
        # of a Canadian city: no sentence, though it is as long as one
        (
            "Zoning By-law Amendment - Section 6 - Ferry Exemption for Public Use, Report P2",
            False,
        ),
        # minutes without full stops
        (
            "The zoning by-law was amended with a ferry exemption for public use in part 6",
            True,
        ),
    ],
)
def test_a_heading_without_a_verb_is_no_line(
    heading: str, is_told: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(LEAST, "sentence", 0.0)
    paper = minutes("zoning.pdf", f"{heading}\nMoved by Mr Oak")
    line = line_to("What did they do with the ferry exemption for public use?", tmp_path, paper)
    assert bool(line and "xemption" in line.text) == is_told
