"""Several proposals before a meeting at once: which of them a vote is on, and what was put off."""

from __future__ import annotations

import pytest

from tests.papers.registers.test_decisions_of_councils import Told
from tests.papers.registers.test_minutes_from_afar import told

ROWAN, LARCH = "Cllr. Rowan", "Cllr. Larch"
RIVALS = (
    "Cllr. Rowan proposed that the rate be left at 5%. This was seconded by Cllr. Elm.\n"
    "Cllr. Larch proposed an increase of 10%, seconded by Cllr. Fir.\n"
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (  # counties in Ireland: each vote names whose proposal it is on
            f"{RIVALS}A vote was taken on the proposal of Cllr. Rowan:\n"
            "For (2): Cllrs. Rowan, Elm.\nAgainst (3): Cllrs. Larch, Fir, Oak.\n"
            "The proposal was defeated.\nA vote was then taken on the proposal of Cllr. Larch:\n"
            "For (3): Cllrs. Larch, Fir, Oak.\nAgainst (2): Cllrs. Rowan, Elm.\n"
            "The proposal was carried.",
            [
                ("motion", "lost", ROWAN, "Cllr. Elm", (2, 3, None)),
                ("resolution", "carried", LARCH, "Cllr. Fir", (3, 2, None)),
            ],
        ),
        (  # the same, by the name before it
            f"{RIVALS}A vote was taken on Cllr. Rowan's proposal:\n"
            "For (3): Cllrs. Rowan, Elm, Oak.\nAgainst (2): Cllrs. Larch, Fir.\n"
            "The proposal was carried.",
            [
                ("resolution", "carried", ROWAN, "Cllr. Elm", (3, 2, None)),
                ("motion", "not stated", LARCH, "Cllr. Fir", ()),
            ],
        ),
        (  # cities in Canada: a motion to put off what is before the meeting
            'MOVED by Councillor Rowan, SECONDED by Councillor Elm: "That lets be limited."\n'
            'MOVED by Councillor Larch, SECONDED by Councillor Fir: "That the main motion be '
            'postponed to the meeting of November 24, 2025."\n'
            "The motion to postpone was put and CARRIED",
            [
                ("motion", "deferred", "Councillor Rowan", "Councillor Elm", ()),
                ("resolution", "carried", "Councillor Larch", "Councillor Fir", ()),
            ],
        ),
        (  # cities in the United States: a motion to table that fails puts nothing off
            "Motion by Rowan, seconded by Elm, to buy the barge.\n"
            "Motion by Larch, seconded by Fir, to table the motion. Motion failed 2-3.\n",
            [
                ("motion", "not stated", "Rowan", "Elm", ()),
                ("motion", "lost", "Larch", "Fir", (2, 3, None)),
            ],
        ),
        (  # districts in South Australia: the amendment became the motion, which was carried
            "Moved Cr Rowan Seconded Cr Elm\nThat Council spend $180,000 on the footpath.\n"
            "AMENDMENT\nMoved Cr Larch Seconded Cr Fir\nThat the amount be $120,000.\n"
            "The amendment was put and CARRIED\n"
            "The amendment became the motion and was put and CARRIED",
            [
                ("resolution", "carried", "Cr Rowan", "Cr Elm", ()),
                ("amendment", "carried", "Cr Larch", "Cr Fir", ()),
            ],
        ),
    ],
)
def test_each_has_its_own_end(text: str, found: list[Told]) -> None:
    assert told(text) == found
