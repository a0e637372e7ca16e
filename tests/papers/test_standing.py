"""What words are worth, where the register of decisions knows more than the phrases do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.papers.paper import Standing
from qa.papers.register import Outcome, Resolution, ResolutionKind, Words
from qa.papers.registers.resolution import resolutions
from qa.papers.standing import standings_in_minutes, with_decided
from tests.made import a_passage

MOTION = "That the ferry rate be set at $4.10 from the first of May for all who live on the island."
DEBATE = (
    "Members spoke of the ferry and its rate, of the island and of the winter, for an hour. " * 3
)


def worth(text: str, part: str, kind: ResolutionKind, outcome: Outcome, was: Standing) -> Standing:
    """What a passage is worth of which `part` is an entry of the register."""
    start = text.index(part)
    entry = Resolution(kind, outcome, (Words(0, start, start + len(part)),))
    [passage] = with_decided([replace(a_passage(text), standing=was)], [entry])
    return passage.standing


@pytest.mark.parametrize("outcome", ["carried", "unanimous", "agreed", "noted", "deferred"])
def test_a_passage_that_is_a_decision_is_decided(outcome: Outcome) -> None:
    assert worth(MOTION, MOTION, "resolution", outcome, "recorded") == "decided"


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [("motion", "lost"), ("motion", "not stated"), ("amendment", "carried"), ("actions", "agreed")],
)
def test_what_was_not_carried_or_only_amended_is_not(
    kind: ResolutionKind, outcome: Outcome
) -> None:
    assert worth(MOTION, MOTION, kind, outcome, "recorded") == "recorded"


def test_a_debate_with_a_decision_in_it_is_a_debate() -> None:
    assert worth(DEBATE + MOTION, MOTION, "resolution", "carried", "recorded") == "recorded"


@pytest.mark.parametrize("was", ["draft", "answered"])
def test_what_is_a_draft_or_an_answer_stays_so(was: Standing) -> None:
    assert worth(MOTION, MOTION, "motion", "carried", was) == was


@pytest.mark.parametrize(
    ("outcome", "standing"),
    [("carried", "decided"), ("lost", "proposed"), ("not stated", "proposed")],
)
def test_what_was_moved_is_decided_where_it_was_carried(
    outcome: Outcome, standing: Standing
) -> None:
    assert worth(MOTION, MOTION, "motion", outcome, "proposed") == standing


def test_what_was_moved_and_amended_before_it_was_carried_stays_proposed() -> None:
    text = f"{MOTION}\nAmendment: that the rate be $3.80."
    entries = [
        Resolution("resolution", "carried", (Words(0, 0, len(MOTION)),)),
        Resolution("amendment", "carried", (Words(0, len(MOTION) + 1, len(text)),)),
    ]
    [passage] = with_decided([replace(a_passage(text), standing="proposed")], entries)
    assert passage.standing == "proposed"


OFFICERS = (
    "9.1 Pool season",
    "Officer's Recommendation",
    "That Council keep the pool open until 30 April at an additional cost of $38,000.",
)


@pytest.mark.parametrize(
    ("below", "standings"),
    [
        (  # a shire: what the council decided otherwise, and how it ended
            ("Council Decision 112/25", "Moved: Cr Oak Seconded: Cr Elm That it be 6 April."),
            ["recorded", "proposed", "proposed", "recorded", "proposed"],
        ),
        (("(a) That notice be given.",), ["recorded", "proposed", "proposed", "proposed"]),
        (("Cr Oak spoke against it.",), ["recorded", "proposed", "proposed", "recorded"]),
    ],
)
def test_what_officers_recommended_is_only_proposed_in_minutes(
    below: tuple[str, ...], standings: list[Standing]
) -> None:
    texts = [*OFFICERS, *below]
    assert (
        standings_in_minutes(texts, [0.0] * len(texts), [True, *[False] * len(texts)]) == standings
    )


def test_a_committees_own_recommendation_is_its_decision() -> None:
    texts = ["9.1 Pool", "The Committee agreed the recommendation: That the pool be kept open."]
    assert standings_in_minutes(texts, [0.0, 0.0], [True, False])[1] == "decided"


@pytest.mark.parametrize(
    "lines",
    [
        ("R2031-41 A. Oak, B. Elm:", MOTION, "Carried"),
        ("Moved by Councillor Oak", "Seconded by Councillor Elm", MOTION, "CARRIED"),
        (  # a shire: the names of the vote below a short motion
            "Moved: Cr Oak Seconded: Cr Elm",
            "That the ferry rate be set at $4.10.",
            "CARRIED 4/2",
            "For: Cr Ash, Cr Elm, Cr Oak, Cr Yew",
            "Against: Cr Fir, Cr Larch",
        ),
    ],
)
def test_forms_of_minutes_that_no_phrase_of_standing_knows(lines: tuple[str, ...]) -> None:
    minutes = replace(a_passage("\n".join(lines)), document="minutes", standing="recorded")
    [passage] = with_decided([minutes], tuple(resolutions([minutes])))
    assert passage.standing == "decided"
