"""What kind of step words show."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answers.story.kind import kind_of
from qa.papers.paper import STANDINGS, Standing, StepKind
from qa.wording import STEP_WORDS

# Words as the sample papers and real ones print them.
SAMPLES: list[tuple[StepKind, Standing, str]] = [
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
    ("progress", "recorded", "The new signs are in place with the exception of two in Mill Lane."),
    ("progress", "recorded", "The survey is largely complete."),
    ("completed", "recorded", "Lead: the director\nCompleted - the guidance is with the schools."),
    ("completed", "recorded", "Completed July 2023"),
    ("rejected", "recorded", "Not agreed. The service is in negotiation with the CPS."),
    ("rejected", "recorded", "Kent has not been selected to be included on the programme."),
    ("refused", "decided", "That planning permission be REFUSED for these reasons: 1. Noise."),
    ("refused", "recorded", "The Board voted to refuse the licence of the Quay Bar."),
    ("refused", "recorded", "The grant was refused, and the club may appeal to the panel."),
    ("rejected", "recorded", "The amendment was lost, so the kiosk stays."),
    ("refused", "recorded", "The application to the Flood Fund had been unsuccessful."),
    ("refused", "recorded", "Our bid for money to mend the pier was turned down in May."),
    ("progress", "recorded", "The licence was refused, but the appeal of the bar was allowed."),
    ("accepted", "decided", "RESOLVED that the offer not be refused."),
    ("withdrawn", "recorded", "Cllr Tate thanked the engineer and withdrew his motion."),
    ("withdrawn", "recorded", "The application had been withdrawn by the applicant."),
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


@pytest.mark.parametrize(("kind", "standing", "text"), SAMPLES)
def test_the_kind_of_a_step_is_found_by_its_words(
    kind: StepKind, standing: Standing, text: str
) -> None:
    assert kind_of(text, standing) == kind


@given(st.text(max_size=400), st.sampled_from(STANDINGS))
def test_any_words_are_some_kind_of_step(text: str, standing: Standing) -> None:
    assert kind_of(text, standing) in STEP_WORDS


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


@pytest.mark.parametrize(
    "text",
    [
        "The quay works are complete, save for the railings.",
        "All but two of the sluices have been installed.",
        "The chapel roof has been completed but the gutter remains to be done.",
        "The first phase of the ferry steps has been completed.",
        "The orchard scheme has been completed in part.",
        "The register has been published, although its map is outstanding.",
        "Three of the four footbridges have been opened.",
        "The kiln review was completed, subject to sign-off.",
        "The survey has been completed for 60% of the moorings.",
    ],
)
def test_what_is_done_but_for_something_is_not_done(text: str) -> None:
    assert kind_of(text, "recorded") != "completed"


@pytest.mark.parametrize(
    "text",
    [
        "The sluices have all been installed.",
        "The ferry steps were opened at the end of the month.",
        "The survey has been completed for 100% of the moorings.",
        "The register has been published on the parish's pages.",
    ],
)
def test_what_is_done_is_done(text: str) -> None:
    assert kind_of(text, "recorded") == "completed"


def test_a_proposal_is_no_more_than_recommended_whatever_it_says() -> None:
    words = "(b) notes that the reconciliation process is in place; and (c) agrees to its budget."
    assert kind_of(words, "proposed") == "recommended"
    assert kind_of(words, "decided") == "completed"


def test_a_clause_takes_its_kind_from_what_leads_up_to_it() -> None:
    clause = "(b) the independent chair be chosen by a panel of tenants;"
    assert kind_of(clause, "decided") == "accepted"
    lead = "RESOLVED: That the committee recommends to cabinet that:"
    assert kind_of(clause, "decided", lead) == "recommended"
