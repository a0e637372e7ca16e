"""Answer lines: what was decided and how, who moved it, who voted how, and the words that answer.

A wrong line is worse than none: no vote is told upside down, no proposal as a decision, and no
other meeting's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from qa.answers.answer import Answer
from qa.answers.answer_line import AnswerLine
from qa.answers.answering import answer
from qa.answers.line.certainty import LEAST
from qa.library.library import Library
from qa.papers.document import Document
from qa.papers.paper import Paper
from qa.papers.register import Asked, Outcome, Reply, Resolution, ResolutionKind, Votes, Words
from tests.made import a_paper, a_passage, library_of

pytestmark = pytest.mark.usefixtures("engine")

MARCH, APRIL = date(2031, 3, 4), date(2031, 4, 1)
FERRY = (
    "Mr Ash proposed and Ms Elm seconded that the ferry fares be doubled from June.\n"
    "For (2)\nMr Ash, Ms Elm\nAgainst (3)\nMr Oak, Mrs Yew, Dr Fir\nAbstain (1)\nMs Bay\n"
    "Motion lost."
)
QUAY = "RESOLVED that the quay be rebuilt in stone at a cost of £90,000."
PLAN = "The director recommends that the lighthouse be sold to the highest bidder."
ASKED = (
    "Mrs Holm of Netherby asked when the slipway would be mended.\n"
    "Mr Oak replied that the slipway would be mended before the regatta in August."
)
Ask = Callable[[str], Answer]


def of_words(text: str, part: str, passage: int = 0) -> Words:
    """Where `part` stands in `text`, the passage numbered `passage`."""
    start = text.index(part)
    return Words(passage, start, start + len(part))


def minutes(
    name: str, text: str, resolution: Resolution | None = None, document: Document = "minutes"
) -> Paper:
    """Minutes of one passage that says `text`, with its entry in the register."""
    passage = replace(
        a_passage(text, MARCH),
        standing="decided" if resolution else "recorded",
        document=document,
    )
    paper = a_paper(name, passage)
    return replace(paper, resolutions=(resolution,) if resolution else ())


@pytest.fixture
def ask(tmp_path: Path) -> Iterator[Ask]:
    ferry = Resolution(
        "motion",
        "lost",
        (of_words(FERRY, "the ferry fares be doubled from June."),),
        (
            of_words(FERRY, "Mr Ash proposed and Ms Elm seconded"),
            of_words(FERRY, "For (2)"),
            of_words(FERRY, "Mr Ash, Ms Elm"),
            of_words(FERRY, "Against (3)"),
            of_words(FERRY, "Mr Oak, Mrs Yew, Dr Fir"),
            of_words(FERRY, "Abstain (1)"),
            of_words(FERRY, "Ms Bay"),
            of_words(FERRY, "Motion lost."),
        ),
        "Mr Ash",
        "Ms Elm",
        Votes(2, 3, 1, ("Mr Ash", "Ms Elm"), ("Mr Oak", "Mrs Yew", "Dr Fir"), ("Ms Bay",)),
    )
    quay = Resolution("resolution", "agreed", (of_words(QUAY, QUAY),))
    slipway = Asked(
        True,
        (of_words(ASKED, "Mrs Holm of Netherby asked when the slipway would be mended."),),
        (Reply((Words(0, ASKED.index("Mr Oak"), len(ASKED)),), "Mr Oak"),),
        by="Mrs Holm of Netherby",
    )
    papers = (
        minutes("ferry.pdf", FERRY, ferry),
        minutes("quay.pdf", QUAY, quay),
        minutes("plan.pdf", PLAN, document="report"),
        replace(
            a_paper("asked.pdf", replace(a_passage(ASKED, APRIL), standing="answered")),
            asked=(slipway,),
        ),
        minutes("hall.pdf", "Apologies were received. The hall keeper's wages were paid."),
    )
    with ExitStack() as stack:
        library: Library = stack.enter_context(library_of(papers, tmp_path))
        yield lambda question: answer(question, library)


def line_of(found: Answer) -> AnswerLine:
    """The line of an answer, every part of which stands on its citation."""
    assert found.line
    for part in found.line.parts:
        cited = found.cited(part.citation)
        assert not part.verbatim or part.text in cited.text
    return found.line


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


def test_what_was_agreed_is_told_with_the_day(ask: Ask) -> None:
    line = line_of(ask("was the rebuilding of the quay in stone agreed?"))
    assert line.kind == "decision"
    assert line.text.startswith("Agreed. RESOLVED that the quay be rebuilt")
    line = line_of(ask("when was the rebuilding of the quay in stone agreed?"))
    assert line.kind == "date"
    assert "4 March 2031" in line.parts[0].text


def test_what_is_only_proposed_is_not_told_as_decided(ask: Ask) -> None:
    found = ask("was it agreed to sell the lighthouse to the highest bidder?")
    assert found.line is None or not found.line.text.startswith("Agreed")


def test_a_vote_of_another_meeting_is_not_told(ask: Ask) -> None:
    found = ask("how did the vote on doubling the ferry fares go in July 2029?")
    assert found.line is None or found.line.kind not in ("vote", "decision", "member vote")


def test_of_an_earlier_question_the_answer_is_told_and_by_whom(ask: Ask) -> None:
    line = line_of(ask("has anyone asked when the slipway would be mended?"))
    assert line.kind == "earlier answer"
    assert line.text.startswith("Asked by Mrs Holm of Netherby, answered by Mr Oak, 1 April 2031:")
    assert "before the regatta in August" in line.text


def test_an_answer_that_nobody_asks_for_must_be_of_the_matter(ask: Ask) -> None:
    line = line_of(ask("when will the slipway be mended, before the regatta in August?"))
    assert line.kind == "earlier answer"
    unsure = ask("will the council borrow more so that a slipway can be lengthened?").line
    assert unsure is None or unsure.kind != "earlier answer"


def test_the_words_asked_for_are_marked(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LEAST, "figure", 0.0)
    line = line_of(ask("at what cost will the quay be rebuilt in stone?"))
    marked = [part.text[a:b].strip() for part in line.parts for a, b in part.marked]
    assert "£90,000" in marked


def test_the_passage_that_a_line_stands_on_comes_first(ask: Ask) -> None:
    found = ask("how did the vote on doubling the ferry fares go?")
    assert found.citations[0].paper == "ferry.pdf"
    assert found.quotes[0].text.endswith("Motion lost.")


def test_the_line_is_in_the_json_of_an_answer(ask: Ask) -> None:
    told = ask("was the rebuilding of the quay in stone agreed?").to_json()["answer"]
    assert told["text"] == " ".join(part["text"] for part in told["parts"])
    assert {"text", "citation", "verbatim"} <= told["parts"][0].keys()
    assert 0 < told["certainty"] <= 1


def test_when_something_was_refused_is_the_day_of_the_meeting(tmp_path: Path) -> None:
    text = "RESOLVED that the osier mast be refused."
    refused = Resolution("resolution", "agreed", (of_words(text, text),))
    with library_of([minutes("mast.pdf", text, refused)], tmp_path) as library:
        found = answer("When was the osier mast refused?", library)
    assert found.status == "answered"
    assert found.line
    assert "4 March 2031" in found.line.text


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


def asked_of(papers: list[Paper], question: str, folder: Path) -> Answer:
    """The answer of a library of `papers`."""
    with library_of(papers, folder) as library:
        return answer(question, library)


def test_that_something_was_queried_is_no_answer(tmp_path: Path) -> None:
    text = (
        "• The tender for the weir at Osney was queried. The clerk explained that the tender for "
        "the weir had been accepted and that work would begin after the floods."
    )
    hall = minutes("hall.pdf", "Apologies were received. The hall keeper's wages were paid.")
    found = asked_of([minutes("weir.pdf", text), hall], "Was the weir tender queried?", tmp_path)
    assert found.quotes[0].text.startswith("• The tender for the weir at Osney was queried.")
    assert found.line is None or not found.line.text.endswith("was queried.")


THIS = "Mrs Holm asked that the mill race be cleared of weed. "
SUMMER = "The councillors resolved that this be a summer project."


def test_a_resolution_is_told_with_what_it_is_about(tmp_path: Path) -> None:
    text = f"{THIS}{SUMMER}"
    race = Resolution("resolution", "agreed", (of_words(text, SUMMER),))
    papers = [minutes("race.pdf", text, race), minutes("hall.pdf", "The hall keeper was paid.")]
    found = asked_of(papers, "What was decided about clearing the mill race?", tmp_path)
    told = line_of(found)
    assert told.kind == "decision"
    assert THIS.strip() in told.text
    assert "summer project" in told.text


def test_what_was_decided_later_is_told_with_what_was_decided_first(tmp_path: Path) -> None:
    first = "RESOLVED that the osier bed at Netherby be drained and let for grazing next spring."
    then = "RESOLVED that the osier bed at Netherby be not drained, and not be let for grazing."
    papers = [
        replace(
            a_paper(name, replace(a_passage(text, day), standing="decided", document="minutes")),
            resolutions=(Resolution("resolution", "agreed", (of_words(text, text),)),),
        )
        for name, text, day in (("march.pdf", first, MARCH), ("april.pdf", then, APRIL))
    ]
    found = asked_of(papers, "What was decided about draining the osier bed?", tmp_path)
    told = line_of(found).text
    assert then in told
    assert first not in told or told.index(first) < told.index("Later, 1 April 2031:")


def decided_on(name: str, day: date, text: str, outcome: Outcome = "agreed") -> Paper:
    """Minutes of a day with one resolution, which is all that they say."""
    passage = replace(a_passage(text, day), standing="decided", document="minutes")
    resolution = Resolution("resolution", outcome, (of_words(text, text),))
    return replace(a_paper(name, passage), resolutions=(resolution,))


def test_what_was_put_off_and_granted_since_is_told_as_granted(tmp_path: Path) -> None:
    put_off = (
        "The panel considered the osier sheds at Netherby and deferred the application for consent."
    )
    granted = (
        "RESOLVED that consent be granted to the osier sheds at Netherby, "
        "subject to a bond of £900."
    )
    papers = [
        decided_on("march.pdf", MARCH, put_off, "deferred"),
        decided_on("april.pdf", APRIL, granted),
    ]
    asked = "Was consent for the osier sheds at Netherby granted?"
    told = line_of(asked_of(papers, asked, tmp_path))
    assert told.text.startswith(f"Agreed. {granted}")
    assert "1 April 2031" in told.text


def test_what_is_put_off_is_no_yes(tmp_path: Path) -> None:
    put_off = "The panel considered the osier sheds at Netherby and deferred the application."
    papers = [decided_on("march.pdf", MARCH, put_off, "deferred")]
    told = line_of(asked_of(papers, "Was the application for osier sheds approved?", tmp_path))
    assert told.text.startswith(f"Deferred. {put_off}")


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


def test_a_proposal_does_not_answer_whether_it_was_agreed(tmp_path: Path) -> None:
    text = (
        "The estate is proposing to hand the common to the parish with the agreement that the "
        "parish pays for the deeds. After debate it was resolved to go ahead with the common."
    )
    papers = [minutes("common.pdf", text), minutes("hall.pdf", "The hall keeper was paid.")]
    found = asked_of(papers, "Did the parish agree to take the common from the estate?", tmp_path)
    assert found.line is None or "resolved to go ahead" in found.line.text


def test_words_in_quotation_marks_get_no_second_ones(tmp_path: Path) -> None:
    text = "“That the sluice be raised by a foot.” The motion was carried."
    end = text.index(" The motion")
    entry = Resolution("motion", "carried", (Words(0, 0, end),), (of_words(text, "carried"),))
    papers = [minutes("sluice.pdf", text, entry), minutes("hall.pdf", "The keeper was paid.")]
    found = asked_of(papers, "Was the raising of the sluice agreed?", tmp_path)
    assert "““" not in line_of(found).spoken
    assert "“That the sluice be raised by a foot.”" in found.line.spoken if found.line else False


FEE_2029, FEE_2030 = date(2029, 2, 6), date(2030, 2, 5)


@pytest.mark.parametrize(
    ("question", "earlier", "later", "shown"),
    [
        (
            "what is the mooring fee?",
            "Councillors resolved that the mooring fee be £120.",
            "Councillors resolved that the mooring fee be raised to £145.",
            "£145",
        ),
        (
            "how much does the hazardous waste programme cost us?",
            "THAT we participate in the hazardous waste programme at a total cost of $4,100.",
            "THAT we participate in the hazardous waste programme at a total cost of $5,300.",
            "$5,300",
        ),
    ],
)
def test_of_what_changed_the_newest_is_told_first_and_the_older_as_earlier(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    question: str,
    earlier: str,
    later: str,
    shown: str,
) -> None:
    monkeypatch.setitem(LEAST, "figure", 0.5)  # of few papers nothing is so sure
    monkeypatch.setitem(LEAST, "sentence", 0.5)
    papers = [
        a_paper("then.pdf", a_passage(f"The clerk spoke. {earlier}", FEE_2029)),
        a_paper("now.pdf", a_passage(f"The bridge is shut. {later}", FEE_2030)),
        a_paper("hall.pdf", a_passage("The hall was painted green by the scouts.", FEE_2030)),
    ]
    with library_of(papers, tmp_path) as library:
        line = line_of(answer(question, library))
        assert line.text == f"5 February 2030: {later} Earlier, 6 February 2029: {earlier}"
        assert [part.text[a:b] for part in line.parts[:2] for a, b in part.marked] == [shown]
        # A time that is named is not superseded.
        of_2029 = answer(f"{question.rstrip('?')} in 2029?", library)
        assert not of_2029.line or "2030" not in of_2029.line.text


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


def test_a_resolution_is_told_by_what_it_resolves_and_not_by_its_grounds(tmp_path: Path) -> None:
    text = (
        "WHEREAS the ministry has published plans to spray the Wyeford forest with herbicide;\n"
        "AND WHEREAS residents are troubled by the spraying of herbicide in the forest;\n"
        "AND WHEREAS other ways of keeping the forest are at hand and are cheaper by far;\n"
        "AND WHEREAS the spraying was put off in two of the three years before this one;\n"
        "AND WHEREAS the neighbouring townships have written to the ministry to the same end;\n"
        "NOW THEREFORE the council asks the ministry to cancel the spraying of the forest."
    )
    resolution = Resolution("resolution", "agreed", (of_words(text, text),))
    with library_of([minutes("m.pdf", text, resolution)], tmp_path) as library:
        line = line_of(answer("is council against spraying the forest?", library))
        assert "NOW THEREFORE the council asks the ministry to cancel" in line.text
        assert "has published plans" not in line.text


def test_a_later_tale_of_what_was_before_is_not_told_as_later(tmp_path: Path) -> None:
    text = "RESOLVED that the tender for the Bromwell nursery be put off by a year."
    tale = "The tender for the Bromwell nursery was put off by a year on 4 March 2031."
    resolution = Resolution("resolution", "agreed", (of_words(text, text),))
    papers = [
        minutes("m.pdf", text, resolution),
        a_paper("later.pdf", a_passage(tale, APRIL)),
    ]
    with library_of(papers, tmp_path) as library:
        line = line_of(answer("what was decided about the Bromwell nursery tender?", library))
        assert "Later" not in line.text


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


def a_vote(name: str, words: str, favour: int, kind: ResolutionKind, day: date) -> Paper:
    """Minutes with one vote on `words`."""
    text = f"Mr Ash proposed that {words}.\nFor ({favour})\nAgainst (20)\nLost."
    put = of_words(text, f"that {words}.")
    votes = Votes(favour=favour, against=20)
    entry = Resolution(kind, "lost", (put,), how=(of_words(text, "Lost."),), votes=votes)
    paper = minutes(name, text, entry)
    passage = replace(paper.passages[0], meeting=replace(paper.passages[0].meeting, date=day))
    return replace(paper, passages=(passage,))


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
