"""When the sample papers do not answer, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from qa.answers.answering import answer
from qa.library.ingest import ingest
from qa.library.library import Library

CORPUS = Path(__file__).parents[3] / "corpus"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library(tmp_path_factory.mktemp("index"), create=True) as opened:
        ingest([CORPUS], opened)
        yield opened


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        (
            "what did the council say about the A4042 junction at Marsh Pelham?",
            "None of the passages found mentions “A4042”.",
        ),
        (
            "what was decided about the pool roof in May 2019?",
            "There are no papers of a meeting in May 2019.",
        ),
    ],
)
def test_what_the_papers_do_not_tell_is_refused_with_the_reason(
    library: Library, question: str, reason: str
) -> None:
    found = answer(question, library)
    assert found.status == "not_found"
    assert found.reason is not None
    assert found.reason.startswith(reason)
    assert found.citations, "what is there instead is shown"
    assert not found.quotes


def test_a_time_that_no_paper_is_of_refuses_nothing_by_itself(library: Library) -> None:
    found = answer("how much will the pool roof cost in June 2021?", library)
    assert found.status == "uncertain"
    assert found.reason == "There are no papers of a meeting in June 2021."
    assert found.quotes, "what other papers say of it is quoted"
    nothing = answer("are there any mermaids in Hexley in May 2019?", library)
    assert nothing.status == "not_found"
    assert nothing.reason == "There are no papers of a meeting in May 2019."


@pytest.mark.parametrize(
    "question",
    [
        "how much will the pool roof cost?",
        "who was in charge of the leisure centre in winter 2022?",
        "when did the refunds to sheltered tenants start?",
        "What was decided about council tax in February 2023?",
        "who proposed the pay policy statement?",
        "is the evening bus still running?",
        "what is the council tax for 23/24?",
        "how much was council tax for 2023-24?",
        "what was decided about the leisure centre on 18/01/2022?",
    ],
)
def test_what_the_papers_tell_is_not_refused(library: Library, question: str) -> None:
    found = answer(question, library)
    assert found.reason is None
    assert found.status == "answered"


@pytest.mark.parametrize(
    "question",
    ["what day are the brown bins collected in tolbury", "are there any mermaids in Hexley?"],
)
def test_what_the_papers_hardly_speak_of_is_never_said_to_be_answered(
    library: Library, question: str
) -> None:
    found = answer(question, library)
    assert found.status in ("uncertain", "not_found")
    assert found.reason


def test_what_may_not_be_answered_is_said_to_be_uncertain_and_quoted(library: Library) -> None:
    found = answer(
        "I am fed up to the back teeth with the pool roof, when will it ordinarily be mended?",
        library,
    )
    assert found.status == "uncertain"
    assert found.reason == "The passages found do not give a date for it."
    assert found.quotes
    assert found.doubt.startswith("The papers may not answer this.")


@pytest.mark.parametrize(
    "question",
    [
        "is the teeny weeny evening bus still running, lads?",
        "I am fed up to the back teeth with the pool roof, when will it ordinarily be mended?",
    ],
)
def test_how_a_thing_is_said_refuses_nothing(library: Library, question: str) -> None:
    assert answer(question, library).status != "not_found"


def test_a_limit_in_the_question_is_kept_and_said_back(library: Library) -> None:
    found = answer("what was said about the pool roof, minutes of 2022 only", library)
    assert found.notes == ("Searched minutes of 2022 only, as you asked.",)
    assert found.citations
    assert all(c.document == "minutes" for c in found.citations)
    assert all(c.meeting_date and c.meeting_date.year == 2022 for c in found.citations)


def test_a_slip_of_the_pen_is_mended_and_said_back(library: Library) -> None:
    found = answer("how much will the pool rooof cost?", library)
    assert found.asked == "how much will the pool roof cost?"
    assert found.notes[0] == "Read “rooof” as “roof”."


def test_a_correction_takes_the_place_of_the_time_before(library: Library) -> None:
    before = "What was decided about council tax in February 2022?"
    found = answer("no, February 2023", library, previous=before)
    assert found.asked == "What was decided about council tax, February 2023"
    first = found.citations[0].meeting_date
    assert first and (first.year, first.month) == (2023, 2)


WELSH = (
    "Hysbysiad o ymgynghoriad ar barcio yn Stryd y Felin",
    "Bydd tocyn parcio i breswylwyr yn costio 45 punt y flwyddyn.",
    "Rhaid anfon sylwadau at y cyngor cyn diwedd y mis.",
)


@pytest.mark.parametrize(
    ("question", "is_refused"),
    [
        ("Faint mae tocyn parcio i breswylwyr yn costio?", False),
        ("Faint mae gwersi nofio i blant yn costio?", True),  # swimming lessons are in no paper
    ],
)
def test_what_one_sentence_says_in_full_is_not_refused_in_another_language(
    tmp_path: Path, question: str, is_refused: bool
) -> None:
    with library_of_one(tmp_path, WELSH) as library:
        found = answer(question, library)
    assert (found.status == "not_found") == is_refused
    assert is_refused or any("45 punt" in quote.text for quote in found.quotes)


DECISION = (
    "Saltby District Council",
    "Record of officer decision",
    "Subject: Ferry Lane crossing    Date of decision: 12 June 2023    Decision:",
    "To put a raised crossing in Ferry Lane beside the clinic.",
    "Reasons for the decision: two people fell there last winter.",
)


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("What was decided about the Ferry Lane crossing?", "answered"),
        ("Was the raised crossing in Ferry Lane agreed?", "answered"),
        ("What was decided about the mermaids?", "not_found"),
    ],
)
def test_how_it_was_dealt_with_is_no_matter_that_the_papers_must_name(
    tmp_path: Path, question: str, status: str
) -> None:
    with library_of_one(tmp_path, DECISION) as library:
        assert answer(question, library).status == status


@contextmanager
def library_of_one(folder: Path, lines: tuple[str, ...]) -> Iterator[Library]:
    """A library of one paper of one page, with these lines."""
    page = Canvas(str(folder / "paper.pdf"))
    for n, line in enumerate(lines):
        page.drawString(72, 760 - 30 * n, line)
    page.save()
    with Library(folder / "index", create=True) as library:
        ingest([folder], library)
        yield library


WAGES = (
    "Saltby District Council",
    "Minutes of the Staffing Committee held on 6 December 2011",
    "Present: Councillors Ash, Birch and Cole",
    "1. Pay of the grounds staff",
    "RESOLVED that the pay of the grounds staff rise by 2 per cent from January 1, 2012.",
)


@pytest.mark.parametrize(
    ("question", "is_refused"),
    [
        ("What pay rise was agreed for the grounds staff from 1 January 2012?", False),
        ("What pay rise was agreed for the grounds staff on 5 January 2012?", True),
    ],
)
def test_a_day_that_a_passage_has_need_not_be_that_of_a_meeting(
    tmp_path: Path, question: str, is_refused: bool
) -> None:
    with library_of_one(tmp_path, WAGES) as library:
        assert (answer(question, library).status == "not_found") == is_refused
