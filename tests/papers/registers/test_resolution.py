"""What was resolved: of the sample papers, whose truth we wrote, of real ones, quirk by quirk."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from qa.papers.paper import Paper, Passage, Standing
from qa.papers.reading import reading
from qa.papers.register import Outcome, Resolution, Votes, passages_of
from qa.papers.registers.resolution import resolutions
from qa.papers.registers.vote import outcome_in
from qa.papers.standing import standings_in_minutes
from tests.made import a_passage

CORPUS = Path(__file__).parents[3] / "corpus"
PAPERS = Path(__file__).parents[4] / "shared" / "papers"
TRUTH: list[dict[str, Any]] = json.loads((CORPUS / "truth.json").read_text(encoding="utf-8"))
real = pytest.mark.skipif(
    not PAPERS.is_dir(), reason="the real papers are not beside this checkout"
)
READABLE = [one for one in TRUTH if any(page["text"] for page in one["pages"])]


@cache
def paper(path: Path) -> Paper:
    """A paper, read once."""
    return reading().read(path)


def sample(name: str) -> Paper:
    """A sample paper."""
    return paper(CORPUS / "thurlbridge" / name)


def real_paper(pattern: str) -> Paper:
    """The one real paper whose path matches."""
    [path] = PAPERS.glob(pattern)
    return paper(path)


def said(passages: tuple[Passage, ...] | list[Passage], found: Resolution) -> str:
    """Its words, a line each."""
    return "\n".join(passages[w.passage].text[w.start : w.end] for w in found.words)


def minuted(*texts: str, standing: Standing = "recorded") -> list[Passage]:
    """Passages of one item."""
    return [replace(a_passage(text), standing=standing, item="8. Buses") for text in texts]


def counts(found: Resolution) -> tuple[int | None, ...]:
    """The counts of its vote; empty where none is printed."""
    votes = found.votes
    return (votes.favour, votes.against, votes.abstained) if votes else ()


def truly_carried(words: str) -> tuple[Outcome, tuple[int | None, ...]]:
    """How a resolution was carried, and the counts, from the words of the truth."""
    numbers = [int(n) for n in re.findall(r"\d+", words)]
    if numbers:
        favour, against, *abstained = numbers
        return "carried", (favour, against, abstained[0] if abstained else None)
    return ("unanimous" if words == "unanimously" else "agreed"), ()


@pytest.mark.parametrize("truth", READABLE, ids=lambda truth: truth["file"])
def test_every_resolution_of_the_samples_is_found_and_none_invented(truth: dict[str, Any]) -> None:
    found = sample(truth["file"])
    kinds = ("resolution", "recommendation")
    # What was only noted is not in the truth.
    resolved = [o for o in found.resolutions if o.kind in kinds and o.outcome != "noted"]
    assert len(resolved) == len(truth["resolutions"])
    for one, true in zip(resolved, truth["resolutions"], strict=True):
        words, text = (" ".join(t.split()) for t in (said(found.passages, one), true["text"]))
        # A decision that running minutes tell is a sentence of the paragraph.
        assert text in words or words[:100] in text
        assert (one.outcome, counts(one)) == truly_carried(true["carried"])
        assert (one.proposer, one.seconder) == (true.get("proposer"), true.get("seconder"))
        assert found.passages[one.words[0].passage].page == true["pages"][0]


def test_every_recorded_vote_of_the_samples_has_its_counts_and_its_names() -> None:
    for truth in READABLE:
        found = [one for one in sample(truth["file"]).resolutions if one.votes]
        for vote in truth["votes"]:
            names = Votes(
                len(vote["for"]),
                len(vote["against"]),
                len(vote["abstain"]),
                tuple(vote["for"]),
                tuple(vote["against"]),
                tuple(vote["abstain"]),
            )
            [one] = [one for one in found if one.votes == names]
            assert (one.proposer, one.seconder) == (vote["proposer"], vote["seconder"])
            lost = "lost" in vote["result"]
            assert one.outcome == ("lost" if lost else "carried")
            assert one.kind == ("amendment" if "Amendment" in vote["result"] else "resolution")


def test_amendments_stand_apart_from_the_motion_that_was_carried() -> None:
    found = sample("Printed minutes 23rd-Feb-2023 10.30 Full Council.pdf")
    amendments = [one for one in found.resolutions if one.kind == "amendment"]
    assert [(one.proposer, one.seconder, one.outcome, counts(one)) for one in amendments] == [
        ("Ms Lowndes", "Mr Siddall", "lost", (9, 14, 1)),
        ("Mrs Haq", "Mrs Tarrant", "carried", (16, 7, 1)),
        ("Mr Rees", "Mrs Marsh", "withdrawn", ()),
        ("Mr Arkwright", "Mr Amos", "lost", (10, 13, 1)),
    ]
    assert "3.99%" in said(found.passages, amendments[0])
    carried = next(one for one in found.resolutions if counts(one) == (14, 9, 1))
    assert "4.99%" in said(found.passages, carried)
    assert "3.99%" not in said(found.passages, carried)


def test_what_somebody_is_to_do_has_its_owner_and_its_day() -> None:
    found = sample("Printed minutes 09th-Nov-2021 14.30 Cabinet.pdf")
    [land] = [a for one in found.resolutions for a in one.actions if a.owner]
    assert land.owner == "Director of Highways and Environment"
    [place] = [a for one in found.resolutions for a in one.actions if a.due]
    assert place.due == "in place by 1 April 2022"
    assert place.by and place.by.isoformat() == "2022-04-01"


# What was read in the minutes themselves: kind, outcome, proposer, seconder, counts.
KENT_JANUARY = [
    ("resolution", "unanimous", "Mr Gough", "Mr Brady", ()),
    ("amendment", "carried", "Mr Streatfeild", "Mr Sole", ()),
    ("amendment", "lost", "Mr Hood", "Mr Baldock", (14, 45, 4)),
    ("amendment", "lost", "Mr Brady", "Ms Constantine", (17, 43, 3)),
    ("amendment", "lost", "Mr Passmore", "Mr Hook", (13, 45, 4)),
    ("amendment", "lost", "Mr Lehmann", "Mr Streatfeild", (14, 40, 7)),
    ("resolution", "carried", "Mr Gough", "Mr Oakford", (39, 19, 1)),
]
KENT_FEBRUARY = [
    ("resolution", "agreed", None, None, ()),
    ("resolution", "carried", "Mr Oakford", "Mr Gough", (57, 0, 2)),
    ("amendment", "lost", "Mr Brady", "Ms Meade", (12, 42, 7)),
    ("amendment", "lost", "Mr Hood", "Mr Lewis", (16, 41, 0)),
    ("amendment", "lost", "Mr Hook", "Mr Streatfeild", (9, 41, 8)),
    ("amendment", "lost", "Mr Streatfeild", "Mr Hook", (8, 40, 10)),
    ("amendment", "lost", "Mr Passmore", "Mr Chittenden", (13, 39, 3)),
    ("amendment", "lost", "Mr Lehmann", "Mr Hood", (15, 43, 1)),
    ("resolution", "carried", "Mr Oakford", "Mr Gough", (41, 10, 7)),
]
KENT_MARCH = [
    ("resolution", "agreed", None, None, ()),
    ("resolution", "noted", None, None, ()),
    ("resolution", "unanimous", "Mr Sweetland", "Mr Ridgers", ()),
    ("resolution", "noted", None, None, ()),
    ("resolution", "carried", "Mr Derek Murphy", "Mr Rob Thomas", (52, 0, 11)),
    ("resolution", "carried", "Mr Booth", "Mrs Binks", ()),
    ("resolution", "agreed", "Mr Richardson", "Mr Crow-Brown", ()),
    ("resolution", "carried", "Mr Gough", "Mr Oakford", (38, 5, 4)),
    ("resolution", "unanimous", "Mr Oakford", "Mr Rayner", ()),
    ("resolution", "unanimous", "Mr Jeffrey", "Mr Bartlett", ()),
    ("resolution", "unanimous", "Mr Jeffrey", "Mrs Binks", ()),
    ("amendment", "carried", "Mr Holden", "Mr Lewis", (32, 11, 0)),
    ("motion", "carried", "The Chairman", "the Vice-Chairman", (39, 3, 0)),
    ("resolution", "agreed", None, None, (36, 4, 0)),
    ("resolution", "carried", "Mr Gough", "Mr Jeffrey", (37, 0, 2)),
    ("motion", "agreed", "Mr Brady", "Ms Meade", ()),
    ("resolution", "carried", "Mr Oakford", "Mr Jeffrey", (32, 1, 2)),
    ("amendment", "agreed", "Mr Watkins", "Mr Brazier", ()),
    ("motion", "carried", "Mr Rayner", "Mr Meade", (33, 2, 0)),
    ("resolution", "carried", "Mr Hood", "Ms Hawkins", (34, 0, 0)),
]
GANDY = "Councillor Carole Gandy"
HEREFORDSHIRE_SEPTEMBER = [
    ("resolution", "agreed", None, None, ()),
    ("resolution", "unanimous", GANDY, "Councillor Diana Toynbee", ()),
    ("recommendation", "unanimous", GANDY, "Councillor Graham Andrews", ()),
    ("resolution", "carried", "Councillor Paul Andrews", "Councillor Kath Hey", ()),
    ("resolution", "unanimous", GANDY, "Councillor Phillip Howells", ()),
]
HEREFORDSHIRE_OCTOBER = [
    ("resolution", "agreed", None, None, ()),
    ("recommendation", "agreed", None, None, ()),
    ("resolution", "unanimous", None, None, ()),
    ("resolution", "unanimous", None, None, ()),
    ("resolution", "agreed", None, None, ()),
]


@real
@pytest.mark.parametrize(
    ("pattern", "read"),
    [
        ("*/Printed minutes 09th-Jan-2025 10.00 County Council.pdf", KENT_JANUARY),
        ("*/Printed minutes 13th-Feb-2025 09.30 County Council.pdf", KENT_FEBRUARY),
        ("*/Printed minutes 13th-Mar-2025 10.00 County Council.pdf", KENT_MARCH),
        ("*/Agenda reports pack 01122020*", HEREFORDSHIRE_SEPTEMBER),
        ("*/Agenda reports pack 23112021*", HEREFORDSHIRE_OCTOBER),
        ("*/Printed minutes 16032020*", [("resolution", "agreed", None, None, ())] * 4),
    ],
)
def test_real_minutes_have_what_was_read_in_them(pattern: str, read: list[Any]) -> None:
    found = real_paper(pattern).resolutions
    assert [(o.kind, o.outcome, o.proposer, o.seconder, counts(o)) for o in found] == read


@real
def test_the_last_words_of_a_resolution_over_two_pages_are_its_own() -> None:
    found = real_paper("*/Printed minutes 09th-Jan-2025 10.00 County Council.pdf")
    last = found.resolutions[-1]
    words = said(found.passages, last)
    assert words.startswith("26) RESOLVED that the County Council:")
    assert words.endswith(
        "(5) Expects there to be as much transparency as possible in this process."
    )


@real
def test_actions_of_minutes_have_their_owners() -> None:
    found = real_paper("*/Agenda reports pack 23112021*").resolutions
    owners = [action.owner for one in found for action in one.actions]
    assert owners[:3] == ["Children's Commissioning Manager", "Deputy Monitoring Officer", None]


def test_who_was_cut_off_from_the_meeting_lost_nothing_else() -> None:
    passages = minuted(
        "Councillor Ash proposed and Councillor Elm seconded the recommendations. The "
        "recommendations were carried, Councillor Oak having lost connection with the meeting.\n"
        "RESOLVED – That the committee notes the report.",
        standing="decided",
    )
    [one] = resolutions(passages)
    assert (one.outcome, one.proposer, one.seconder) == (
        "carried",
        "Councillor Ash",
        "Councillor Elm",
    )


def test_a_lost_motion_resolves_nothing() -> None:
    passages = minuted(
        "1) Mr Ash proposed, and Ms Elm seconded the motion that buses be free.",
        standing="proposed",
    ) + minuted("2) The motion was put to the vote and was lost by 13 votes to 10.")
    [one] = resolutions(passages)
    assert (one.kind, one.outcome, counts(one)) == ("motion", "lost", (10, 13, None))


def test_a_vote_that_runs_over_the_page_keeps_its_counts() -> None:
    passages = minuted(
        "4) Mr Ash proposed and Ms Elm seconded the following amendment:\n“That it be free.”",
        standing="proposed",
    ) + minuted(
        "5) The Chairman put the amendment set out in paragraph 4 to the vote and the voting was "
        "as follows:\nFor (2)\nMr Ash, Ms Elm, OBE",
        "Against (3)\nMr Oak, Mr Fir, Mr Yew Abstain (0)",
        "Amendment lost.",
    )
    [one] = resolutions(passages)
    assert one.votes == Votes(2, 3, 0, ("Mr Ash", "Ms Elm, OBE"), ("Mr Oak", "Mr Fir", "Mr Yew"))
    assert one.outcome == "lost"


@pytest.mark.parametrize(
    "sentence",
    [
        "It was agreed to pay £25 a year for the defibrillator.",
        "After a discussion it was agreed that the tree should be felled.",
        "Agreed that KD would write to the council.",
    ],
)
def test_running_minutes_tell_decisions_in_a_sentence(sentence: str) -> None:
    passages = minuted(f"DR reported on the park. {sentence} There was no other news.")
    [one] = resolutions(passages)
    assert said(passages, one) == sentence


@pytest.mark.parametrize(
    "text",
    [
        "All agreed that the planters looked excellent.",
        "The DCF said that it was agreed in 2019 that there would be a review.",
        "BMcT agreed to arrange this if posters are given to her.",
        "The previous minutes had been approved online.",
        "The developer agreed to plant oaks along Mill Lane.",
        "Ms Fir asked what would happen if it was decided to close the baths.",
        "It was not resolved to close the baths. Members agreed to disagree.",
        "The works will be carried out in May.",
        "As it was agreed in May to mend the weir, nothing more need be done.",
    ],
)
def test_what_is_no_decision_is_not_entered(text: str) -> None:
    assert not list(resolutions(minuted(text)))


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("The motion was not carried.", "lost"),
        ("The amendment was not, after debate, supported.", None),
        ("The motion was duly carried.", "carried"),
        ("The proposal did not pass.", "lost"),
        ("The works will be carried out in May.", None),
        ("The sum is carried forward.", None),
        ("The motion would be carried.", None),
        ("Councillor Ash withdrew her interest.", None),
        ("Councillor Ash withdrew from the meeting.", None),
        ("Councillor Ash withdrew her amendment.", "withdrawn"),
        ("The motion was withdrawn.", "withdrawn"),
    ],
)
def test_a_result_is_of_what_was_moved(text: str, outcome: Outcome | None) -> None:
    assert outcome_in(text) == outcome


@pytest.mark.parametrize("result", ["The motion was not carried.", "The motion did not carry."])
def test_what_was_not_carried_is_lost(result: str) -> None:
    moved = "Councillor Ash proposed and Councillor Elm seconded that the kiosk be let."
    assert standings_in_minutes([moved, result], [0, 0], [False, False])[1] == "recorded"
    [one] = resolutions(minuted(f"{moved}\n{result}"))
    assert (one.kind, one.outcome) == ("motion", "lost")


def test_a_casting_vote_tells_what_became_of_a_motion() -> None:
    passages = minuted(
        "Councillor Ash proposed and Councillor Elm seconded that the kiosk be let.\n"
        "For: Councillors Ash and Elm (2). Against: Councillors Fir and Oak (2). The Mayor gave a "
        "casting vote against and the motion was LOST."
    )
    [one] = resolutions(passages)
    assert (one.kind, one.outcome, counts(one)) == ("motion", "lost", (2, 2, None))


def test_the_resolutions_of_draft_minutes_are_entered_from_passages_that_stand_as_draft() -> None:
    passages = minuted(
        "The Clerk reported on the kiosk.\nRESOLVED: That the kiosk be let.", standing="draft"
    )
    [one] = resolutions(passages)
    assert said(passages, one) == "RESOLVED: That the kiosk be let."
    assert passages[one.words[0].passage].standing == "draft"


def test_the_end_of_the_meeting_is_no_part_of_its_last_resolution() -> None:
    passages = minuted(
        "RESOLVED that the scheme be approved. The meeting closed at 4.20 pm.", standing="decided"
    )
    [one] = resolutions(passages)
    assert said(passages, one) == "RESOLVED that the scheme be approved."


RECORD = (
    "RECORD OF DECISION",
    "",
    "DECISION TAKEN BY:",
    "Cabinet Member for Highways and Transport",
    "",
    "Decision:",
    "The Cabinet Member agrees to buy two buses for route 17, at a cost of £310,000,",
    "and asks the Director of Transport to report by 1 May 2023.",
    "",
    "Reason(s) for decision:",
    "The present buses are eleven years old and cost more each year to repair.",
)


def typeset(path: Path, lines: tuple[str, ...]) -> Path:
    """A PDF of one page with `lines`."""
    page = Canvas(str(path), pagesize=A4)
    for n, line in enumerate(lines):
        page.drawString(72, 760 - 24 * n, line)
    page.save()
    return path


def test_a_record_of_decision_is_entered_up_to_its_reasons(tmp_path: Path) -> None:
    found = reading().read(typeset(tmp_path / "23-00041 - RoD.pdf", RECORD))
    [one] = found.resolutions
    words = said(found.passages, one)
    assert words.startswith("Decision: The Cabinet Member agrees to buy two buses")
    assert words.endswith("report by 1 May 2023.")
    assert [(a.owner, a.due) for a in one.actions] == [("Director of Transport", "by 1 May 2023")]


def test_a_proposed_record_of_decision_decides_nothing(tmp_path: Path) -> None:
    lines = ("PROPOSED RECORD OF DECISION", *RECORD[1:])
    assert not reading().read(typeset(tmp_path / "23-00041 - PRoD.pdf", lines)).resolutions


LINES = st.lists(
    st.one_of(
        st.text(max_size=60),
        st.sampled_from(
            [
                "RESOLVED: That the committee:",
                "(a) notes the report; and",
                "Mr Ash proposed and Ms Elm seconded the following amendment:",
                "2) The Chairman put the amendment set out in paragraph 1 to the vote",
                "For (3)",
                "Mr Ash, Ms Elm",
                "Amendment lost.",
                "Agreed unanimously.",
                "Actions arising:",
                "• The Clerk to write by 1 May 2022",
                "The committee",
                "The meeting closed at 4.20 pm.",
                "It was agreed to pay £25.",
                "The proposal was agreed.",
            ]
        ),
    ),
    min_size=1,
    max_size=12,
)


@given(st.lists(st.tuples(LINES, st.sampled_from(["decided", "proposed", "recorded"])), max_size=4))
def test_whatever_stands_there_words_are_words_of_the_paper(
    drawn: list[tuple[list[str], Standing]],
) -> None:
    passages = [
        replace(a_passage("\n".join(lines)), standing=standing) for lines, standing in drawn
    ]
    for one in resolutions(passages):
        assert one.words
        for words in (*one.words, *one.how, *(action.words for action in one.actions)):
            assert 0 <= words.start < words.end <= len(passages[words.passage].text)
        assert passages_of(one)
