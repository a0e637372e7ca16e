"""What words are worth, where the register of decisions knows more than the phrases do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.papers.paper import Standing
from qa.papers.register import Outcome, Resolution, ResolutionKind, Words
from qa.papers.registers.resolution import resolutions
from qa.papers.standing import with_decided
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


@pytest.mark.parametrize("was", ["draft", "proposed", "answered"])
def test_what_is_a_draft_moved_or_an_answer_stays_so(was: Standing) -> None:
    assert worth(MOTION, MOTION, "motion", "carried", was) == was


@pytest.mark.parametrize(
    "lines",
    [
        ("R2031-41 A. Oak, B. Elm:", MOTION, "Carried"),
        ("Moved by Councillor Oak", "Seconded by Councillor Elm", MOTION, "CARRIED"),
    ],
)
def test_forms_of_minutes_that_no_phrase_of_standing_knows(lines: tuple[str, ...]) -> None:
    minutes = replace(a_passage("\n".join(lines)), document="minutes", standing="recorded")
    [passage] = with_decided([minutes], tuple(resolutions([minutes])))
    assert passage.standing == "decided"
