"""What kind of step words tell, and which words of a passage tell it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answers.story.step import WORDS, figures, kind_of, wordings
from qa.papers.paper import STANDINGS, Standing, StepKind
from qa.papers.text import sentences
from qa.wording import STEP_WORDS
from tests.made import a_passage

# Words as the sample papers and real ones print them.
TOLD: list[tuple[StepKind, Standing, str]] = [
    ("completed", "recorded", "The process had opened on Monday 3 April 2023 under Dr Castell."),
    ("completed", "recorded", "This was signed off in March and was issued to schools in April."),
    ("completed", "recorded", "Completed: Guidance has been issued to schools."),
    (
        "delayed",
        "decided",
        "notes with great regret that the process is delayed for want of a chair;",
    ),
    (
        "delayed",
        "recorded",
        "The process, which should have been in place in April, was not in place.",
    ),
    ("delayed", "recorded", "We expect this to be launched by June – we apologise for the delay."),
    ("delayed", "recorded", "The RPZ process is being put back until 2026/27."),
    ("completed", "recorded", "Complete"),
    ("completed", "recorded", "Lead: the director\nCompleted - the guidance is with the schools."),
    ("completed", "recorded", "Completed July 2023"),
    ("rejected", "recorded", "Not agreed. The service is in negotiation with the CPS."),
    ("rejected", "recorded", "Kent has not been selected to be included on the programme."),
    ("deferred", "decided", "That the item be deferred to the meeting of 18 January 2022."),
    ("superseded", "recorded", "These figures are interim and are superseded by those in table 2."),
    (
        "recommended",
        "decided",
        "RESOLVED: That the committee recommends to cabinet that it be built.",
    ),
    ("recommended", "decided", "Calls on the executive to consider the recommendations."),
    ("recommended", "decided", "requests that a site visit to the facility is arranged."),
    ("accepted", "decided", "RESOLVED that Cabinet agree that a trust take over the library."),
    ("accepted", "recorded", "Response: Partially agreed. We will look into what is available."),
    ("recommended", "proposed", "That the process remain open until 3 October 2024."),
    ("raised", "recorded", "It was queried what a reconciliation process would cost."),
    ("progress", "recorded", "The contract is under way and stands at its second stage."),
    ("progress", "answered", "The director has looked at what other councils do."),
]


@pytest.mark.parametrize(("kind", "standing", "text"), TOLD)
def test_the_kind_of_a_step_is_told_by_its_words(
    kind: StepKind, standing: Standing, text: str
) -> None:
    assert kind_of(text, standing) == kind


@pytest.mark.parametrize(
    "text",
    [
        "Nothing can be done until the plans are issued and the survey is complete.",
        "The work is to be completed by April.",
        "The guidance will be published once it has been completed.",
        "1. Complete a survey of the roofs by May.",
        "Complete training of the volunteers",
        "Completed actions will be moved to the second table.",
    ],
)
def test_what_is_yet_to_come_is_not_done(text: str) -> None:
    assert kind_of(text, "recorded") != "completed"


@given(st.text(max_size=400), st.sampled_from(STANDINGS))
def test_any_words_are_some_kind_of_step(text: str, standing: Standing) -> None:
    assert kind_of(text, standing) in STEP_WORDS
    assert all(figure and figure in " ".join(text.split()) for _, figure in figures(text)) or (
        not text.isascii()
    )


def held(*texts: str) -> float:
    """Whether one of `texts` speaks of the roof."""
    return float(any("roof" in text.lower() for text in texts))


def test_the_sentence_that_tells_is_quoted_and_not_the_one_that_names_the_item() -> None:
    text = (
        "8. POOL ROOF\n"
        "The committee considered a report about the roof of the pool and its history.\n"
        "Members spoke of the swimming club and of its gala in the summer of the year.\n"
        "The scaffolding for it has been delayed until 4 May 2022, and costs £12,000 more."
    )
    passage = replace(a_passage(text), item="8. POOL ROOF")
    near = [0.3] * len(sentences(text))
    first = wordings(passage, held, near, on_subject=False)[0]
    assert "delayed until 4 May 2022" in text[first.start : first.end]
    assert "POOL ROOF" not in text[first.start : first.end]


def test_of_a_formal_question_only_the_reply_is_a_step() -> None:
    text = (
        "PQ 1 Mrs Haq, Castle\nIs it true that the roof was delayed until 2030 by the council?\n"
        "Response:\nThe roof was finished on 2 March 2022 and the pool has opened."
    )
    passage = replace(a_passage(text, date(2022, 7, 12)), standing="answered", document="questions")
    near = [0.5] * len(sentences(text))
    for told in wordings(passage, held, near, on_subject=False):
        assert "Is it true" not in text[told.start : told.end]


@given(st.lists(st.text(alphabet="roof. delayed\n2021", min_size=1, max_size=60), max_size=8))
def test_words_of_a_step_are_whole_sentences_of_the_passage(parts: list[str]) -> None:
    text = " ".join(parts)
    spans = sentences(text)
    starts, ends = {a for a, _ in spans}, {b for _, b in spans}
    for told in wordings(a_passage(text), held, [0.1] * len(spans), on_subject=True):
        assert told.start in starts
        assert told.end in ends
        words = text[told.start : told.end].split()
        assert len(words) <= 2 * WORDS or max(len(text[a:b].split()) for a, b in spans) > WORDS


@pytest.mark.parametrize(
    ("text", "about", "figure"),
    [
        ("There were 355 children in care at the end of March.", "children care", "355"),
        (
            "The framework will be fully operational from July 2021.",
            "fully operational",
            "July 2021",
        ),
        ("The estimated cost was £3.1 million, of which", "estimated cost", "£3.1 million"),
    ],
)
def test_a_figure_is_known_by_the_words_beside_it(text: str, about: str, figure: str) -> None:
    assert (about, figure) in list(figures(text))


@pytest.mark.parametrize(
    "text", ["within 20 working days of it", "in 2021 the committee met twice"]
)
def test_times_and_years_are_no_counts(text: str) -> None:
    assert not list(figures(text))


def test_a_proposal_is_no_more_than_recommended_whatever_it_says() -> None:
    words = "(b) notes that the reconciliation process is in place; and (c) agrees to its budget."
    assert kind_of(words, "proposed") == "recommended"
    assert kind_of(words, "decided") == "completed"


def test_a_clause_takes_its_kind_from_what_leads_up_to_it() -> None:
    clause = "(b) the independent chair be chosen by a panel of tenants;"
    assert kind_of(clause, "decided") == "accepted"
    lead = "RESOLVED: That the committee recommends to cabinet that:"
    assert kind_of(clause, "decided", lead) == "recommended"
