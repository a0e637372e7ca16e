"""What is asked for or moved is not told as what was decided, and no title as an answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from qa.answers.answer_line import AnswerLine
from qa.answers.answering import answer
from qa.answers.line.line import tell_line
from qa.answers.search.candidates import retrieve
from qa.answers.search.context import understand
from qa.answers.search.ranking import rank
from qa.papers.money import amounts_in
from qa.papers.paper import Paper
from qa.papers.register import (
    Asked,
    Outcome,
    Reply,
    Resolution,
    ResolutionKind,
    Votes,
    Words,
)
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


def test_the_total_is_not_told_for_one_service(tmp_path: Path) -> None:
    text = (
        "3. Projected outturn\n3.1 The projected outturn is an overspend of £2.37m, an increase of "
        "£0.84m since Quarter 1. The main reason is the cost of placements outside the area.\n"
        "Service Annual budget £ Projected outturn £ Variance £\n"
        "Harbour Services 61,420 63,905 2,485\nSocial Care 78,310 78,122 (188)"
    )
    line = line_of(
        "How much is the overspend of Harbour Services?", tmp_path, minutes("a.pdf", text)
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
    line = line_of("Are the swimming baths closing?", tmp_path, minutes("a.pdf", text, clauses))
    assert line
    assert line.text.startswith("Agreed. (i) to close the swimming baths on the quay")


def test_the_purpose_of_a_paper_settles_nothing(tmp_path: Path) -> None:
    purpose = "Paper on the swimming baths.\nTo close the swimming baths on the quay."
    assert not line_of("Are the swimming baths closing?", tmp_path, minutes("b.pdf", purpose))


def test_how_a_member_voted_is_told_by_no_sentence_without_the_name(tmp_path: Path) -> None:
    text = "The council approved the purchase of a new street sweeper for £214,500 by a vote."
    motion = entry(text, text, "carried")
    question = "How did Mr Oak vote on the new street sweeper?"
    line = line_of(question, tmp_path, minutes("a.pdf", text, motion))
    assert line is None or line.kind == "vote"


OPENING = (
    "The school was to have opened in August 2031. "
    "Because of a fault in the drains it will now open in January 2032."
)


@pytest.mark.parametrize("more", ["", " " + "The drains run under the annexe and the hall. " * 8])
def test_what_was_to_be_is_told_with_what_came_of_it(more: str, tmp_path: Path) -> None:
    text = f"When will the new school at Seaview open?\n{OPENING}{more}".strip()
    asked = Words(0, 0, text.index("\n"))
    reply = Reply((Words(0, asked.end + 1, len(text)),), "Mrs Yew")
    passage = replace(a_passage(text, DAY), standing="answered")
    paper = replace(
        a_paper("a.pdf", passage), asked=(Asked(True, (asked,), (reply,), by="Mr Oak"),)
    )
    line = line_of("When will the new school at Seaview open?", tmp_path, paper)
    assert line
    assert line.kind == "earlier answer"
    assert "January 2032" in line.text


def test_minutes_say_what_was_to_be_and_no_line_tells_it_as_what_holds(tmp_path: Path) -> None:
    text = "The pier was to have opened to visitors in May 2031. The wind took its roof."
    line = line_of("When will the pier open to visitors?", tmp_path, minutes("a.pdf", text))
    assert line is None or "was to have" not in line.text


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
        a_passage(text, DAY),
        standing="decided",
        document="minutes",
        item="4. Mill Brae cycle route",
    )
    paper = replace(a_paper("a.pdf", passage), resolutions=(amendment, motion))
    line = line_of("What happened to the Mill Brae cycle route?", tmp_path, paper)
    assert line
    assert line.kind == "story"
    assert moved in line.text


def test_what_was_declined_is_not_told_as_agreed(tmp_path: Path) -> None:
    text = (
        "Councillors considered a late request of the bowls club for money from the levy and it "
        "was resolved that the request be declined."
    )
    own = entry(text, text, "agreed", "resolution")
    question = "Was the request of the bowls club for levy money agreed?"
    line = line_of(question, tmp_path, minutes("a.pdf", text, own))
    assert line
    assert not line.text.startswith("Agreed")


def test_how_a_motion_ended_is_not_told_before_what_was_decided_after_it(tmp_path: Path) -> None:
    text = (
        "Ms Elm moved a grant of £4,000 for the bandstand. "
        "After a long debate members looked at the accounts of the trust. "
        "Council RESOLVED to give the bandstand a grant of £1,250 instead."
    )
    lost = entry(text, "Ms Elm moved a grant of £4,000 for the bandstand.", "lost")
    agreed = entry(text, text[text.index("Council") :], "agreed", "resolution")
    line = line_of(
        "How much money does the bandstand get as a grant?",
        tmp_path,
        minutes("a.pdf", text, lost, agreed),
    )
    assert line
    assert "£1,250" in line.text
    assert "lost" not in line.text


def test_what_another_thing_costs_is_not_the_newest_cost_of_this(tmp_path: Path) -> None:
    motion = (
        "Mr Oak moved, and Mr Ash seconded, the following motion:\n"
        "“This Council believes that the lido should stay open and calls on the Cabinet to provide "
        "£150,000 for its repair.”"
    )
    survey = "Decision To appoint Larch Structures Ltd to survey the lido at a cost of £18,750."
    passage = replace(a_passage(survey, date(2031, 8, 5)), standing="recorded", document="minutes")
    papers = [minutes("a.pdf", motion), a_paper("b.pdf", passage)]
    line = line_of("How much will the lido repair cost?", tmp_path, *papers)
    assert line is None or "£18,750" not in line.text


def test_a_story_is_not_told_by_a_decision_on_another_matter(tmp_path: Path) -> None:
    text = (
        "The chair told members of a report on the Mill Brae cycle route, which was with the "
        "engineers. Council RESOLVED to send its thanks to the choir."
    )
    thanks = entry(text, text[text.index("Council") :], "agreed", "resolution")
    passage = replace(
        a_passage(text, DAY), standing="decided", document="minutes", item="3. Announcements"
    )
    paper = replace(a_paper("a.pdf", passage), resolutions=(thanks,))
    line = line_of("What happened to the Mill Brae cycle route?", tmp_path, paper)
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
    passage = replace(a_passage(text, DAY), standing="decided", document="minutes")
    decided = replace(
        a_paper("a-minutes.pdf", passage),
        resolutions=(Resolution("resolution", "agreed", words),),
    )
    to_it = a_paper("z-report.pdf", replace(a_passage(report, DAY), document="report"))
    line = line_of("What happened to the Mill Brae day centre?", tmp_path, decided, to_it)
    assert line
    assert line.text.startswith("Agreed, 4 March 2031: That the report on the Mill Brae")
    assert "be kept until July" in line.text


def test_what_officers_recommended_is_not_told_by_what_was_decided(tmp_path: Path) -> None:
    text = "RESOLVED that the recommendation to close the osier baths be not approved."
    own = entry(text, text, "agreed", "resolution")
    line = line_of(
        "What did officers recommend about the osier baths?", tmp_path, minutes("a.pdf", text, own)
    )
    assert line is None


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("The vote to refuse the osier kiosk was carried by 4 votes to 3.", False),
        ("The osier kiosk was refused because it would stand in the flood plain.", True),
    ],
)
def test_why_is_told_by_nothing_but_a_reason(text: str, is_told: bool, tmp_path: Path) -> None:
    line = line_of("Why was the osier kiosk refused?", tmp_path, minutes("a.pdf", text))
    assert bool(line and "flood plain" in line.text) == is_told
    assert line is None or "4 votes" not in line.text


RECOMMENDED = "The director recommends that the council agrees to close the osier baths in July."
KEPT = "RESOLVED that the recommendation to close the osier baths be not approved."


def report_and_minutes(*, decided: bool) -> list[Paper]:
    """A report that proposes something, and the minutes of that meeting if they are there."""
    proposed = replace(a_passage(RECOMMENDED, DAY), standing="proposed", document="report")
    papers = [a_paper("report.pdf", proposed)]
    if decided:
        own = entry(KEPT, KEPT, "agreed", "resolution")
        passage = replace(a_passage(KEPT, DAY), standing="decided", document="minutes")
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
    line = line_of("Are the osier baths closing?", tmp_path, *report_and_minutes(decided=False))
    assert line is None or line.text.startswith("Proposed, not decided:")


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
    line = line_of(question, tmp_path, minutes("a.pdf", text))
    assert line is None or text not in line.text


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
    line = line_of(question, tmp_path, minutes("a.pdf", text, own))
    assert line and line.text.startswith(told or "Carried: for 3, against 2.")


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Has the osier pump been moved?", "later"),
        ("Is the osier pump going to be moved?", "later"),
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
        for (name, text), day in zip(said.items(), (DAY, date(2031, 5, 6)), strict=True)
    ]
    with library_of([*papers, minutes("baths.pdf", ELSEWHERE)], tmp_path) as library:
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
