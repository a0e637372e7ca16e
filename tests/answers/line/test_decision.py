"""A decision is told by how it ended and what was decided later; a proposal never as decided."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qa.answers.answering import answer
from qa.papers.register import Resolution, Votes, Words
from tests.answers.line.lines import (
    APRIL,
    MARCH,
    Ask,
    asked_of,
    decided_on,
    entry,
    line_of,
    line_to,
    minutes,
    of_words,
    recorded,
)
from tests.made import a_paper, a_passage, library_of

pytestmark = pytest.mark.usefixtures("engine")


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


def test_when_something_was_refused_is_the_day_of_the_meeting(tmp_path: Path) -> None:
    text = "RESOLVED that the osier mast be refused."
    refused = Resolution("resolution", "agreed", (of_words(text, text),))
    with library_of([minutes("mast.pdf", text, refused)], tmp_path) as library:
        found = answer("When was the osier mast refused?", library)
    assert found.status == "answered"
    assert found.line
    assert "4 March 2031" in found.line.text


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


def test_what_was_declined_is_not_told_as_agreed(tmp_path: Path) -> None:
    text = (
        "Councillors considered a late request of the bowls club for money from the levy and it "
        "was resolved that the request be declined."
    )
    own = entry(text, text, "agreed", "resolution")
    question = "Was the request of the bowls club for levy money agreed?"
    line = line_to(question, tmp_path, recorded("a.pdf", text, own))
    assert line
    assert not line.text.startswith("Agreed")


def test_what_officers_recommended_is_not_told_by_what_was_decided(tmp_path: Path) -> None:
    text = "RESOLVED that the recommendation to close the osier baths be not approved."
    own = entry(text, text, "agreed", "resolution")
    line = line_to(
        "What did officers recommend about the osier baths?", tmp_path, recorded("a.pdf", text, own)
    )
    assert line is None


def test_a_vote_to_refuse_is_not_told_as_a_yes(tmp_path: Path) -> None:
    text = "Ms Whit moved to deny the variance for the osier fence. Motion passed 3-1."
    put = of_words(text, "Ms Whit moved to deny the variance for the osier fence.")
    votes = Votes(favour=3, against=1)
    denied = Resolution(
        "motion", "carried", (put,), (of_words(text, "Motion passed 3-1."),), votes=votes
    )
    line = line_to(
        "Was the variance for the osier fence allowed?", tmp_path, recorded("a.pdf", text, denied)
    )
    assert line
    assert line.text.startswith("Ms Whit moved to deny")
