"""Who acted, and whether it was done, where all words of a sentence stand in the passage."""

from __future__ import annotations

import pytest

from qa.checking.comparing import Comparison
from qa.checking.passage import CheckedPassage
from qa.checking.reading import read
from qa.checking.roles import other_subject, unreal

SLUICE = CheckedPassage(
    "Mr Tolland explained that the sluice leaked. Ms Brae asked whether the gate could be welded. "
    "The trust agreed to hold an open day, and the pump has been greased. The path was gravelled "
    "by the Scouts."
)
MOTION = CheckedPassage(
    "Moved by Councillor Esker, seconded by Councillor Lowe, that the ramp be widened. The "
    "treasurer will order the grit if the quotation is accepted."
)

CARRIED = CheckedPassage(
    "Moved by Anna Voss that the motion be amended to add a sub-committee on transit, and that the "
    "ramp be widened. Carried."
)


def compared(sentence: str, passage: CheckedPassage) -> Comparison:
    return Comparison(read(sentence), passage)


@pytest.mark.parametrize(
    ("passage", "right", "wrong"),
    [
        (
            SLUICE,
            "Ms Brae asked about welding the gate.",
            "Mr Tolland asked whether the gate could be welded.",
        ),
        (SLUICE, "The Scouts gravelled the path.", "Ms Brae gravelled the path."),
        (MOTION, "Councillor Esker moved to widen the ramp.", "Councillor Lowe moved the ramp."),
    ],
)
def test_an_act_stands_behind_who_acts(passage: CheckedPassage, right: str, wrong: str) -> None:
    assert other_subject(compared(right, passage)) == 0.0
    assert other_subject(compared(wrong, passage)) > 0.0


def test_nobody_acts_where_something_is_done_to_them() -> None:
    assert other_subject(compared("The trust was asked about the gate.", SLUICE)) == 0.0
    assert other_subject(compared("There was talk of welding the gate.", SLUICE)) == 0.0


@pytest.mark.parametrize(
    ("passage", "done", "to_be"),
    [
        (SLUICE, "The pump was greased.", "The gate has been welded."),
        (SLUICE, "The path has been gravelled.", "An open day has been held."),
        (MOTION, "The ramp would be widened.", "The grit has been ordered."),
    ],
)
def test_what_is_to_be_done_is_not_done(passage: CheckedPassage, done: str, to_be: str) -> None:
    assert unreal(compared(done, passage)) == 0.0
    assert unreal(compared(to_be, passage)) > 0.0


def test_what_is_decided_is_done_where_deciding_does_it() -> None:
    assert unreal(compared("The motion was amended.", CARRIED)) == 0.0
    assert unreal(compared("The ramp was widened.", CARRIED)) > 0.0


# A parish council's precept, a county's savings and a city's roll call, invented.
PRECEPT = CheckedPassage(
    "It was resolved to increase the precept to £5,200, as it was cut last year."
)
CHANGE = CheckedPassage(
    "This is not possible due to a change in the law. Due to their declared interests Mr Pell and "
    "Mrs Yeo did not vote. Figures from the Parkwell survey show that Members queried the count."
)
ROLL_CALL = CheckedPassage(
    "Councillor Ruiz moved to reduce the fee. Yeas: Ruiz, Bell. Nays: Foss, Nguyen, Mayor Hart. "
    "The Mayor called for a recorded vote."
)


@pytest.mark.parametrize(
    ("passage", "sentence"),
    [
        (PRECEPT, "The precept was increased to £5,200."),
        (CHANGE, "The law has changed."),
        (CHANGE, "Mr Pell and Mrs Yeo had declared interests."),
    ],
)
def test_a_noun_behind_to_tells_nothing_of_what_is_to_be(
    passage: CheckedPassage, sentence: str
) -> None:
    assert unreal(compared(sentence, passage)) == 0.0


@pytest.mark.parametrize(
    ("passage", "sentence"),
    [
        (CHANGE, "The Parkwell survey shows the count."),
        (ROLL_CALL, "Only Ruiz and Bell voted to reduce the fee."),
    ],
)
def test_what_is_part_of_a_name_or_listed_is_nobody_elses_act(
    passage: CheckedPassage, sentence: str
) -> None:
    assert other_subject(compared(sentence, passage)) == 0.0
