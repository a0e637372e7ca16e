"""What is asked for, proposed or possible is not told as what will be, or was, done."""

from __future__ import annotations

import pytest

from qa.checking.check import check
from qa.checking.passage import CheckedPassage

# Minutes of a city council, of a parish council and of a community council, all invented.
PLEBISCITE = CheckedPassage(
    "Councillor Ortega advised that she planned to make a motion to hold a plebiscite in 2020 on "
    "the water matter. The Mayor ruled that it could only be considered if the main motion lost."
)
MATTING = CheckedPassage(
    "Mrs Teal asked for initial thoughts on the possibility that matting be laid beside the "
    "school. The Estate would have to approve."
)
SWAP = CheckedPassage(
    "A request was made to bring back, next spring, the plant swap. It was noted that the market "
    "would move to Castle Street on 3 June, and that the shelters will be painted."
)


@pytest.mark.parametrize(
    ("passage", "sentence"),
    [
        (PLEBISCITE, "A plebiscite on water will be held in 2020."),
        (MATTING, "Matting will be laid beside the school."),
        (SWAP, "The plant swap will be brought back next spring."),
        (MATTING, "Matting has been laid beside the school."),
    ],
)
def test_what_is_left_open_is_not_certain(passage: CheckedPassage, sentence: str) -> None:
    assert not check(sentence, [passage]).borne_out


@pytest.mark.parametrize(
    ("passage", "sentence"),
    [
        (SWAP, "The market will move to Castle Street on 3 June."),
        (SWAP, "The shelters will be painted."),
    ],
)
def test_what_papers_say_will_be_or_decide_is(passage: CheckedPassage, sentence: str) -> None:
    assert check(sentence, [passage]).borne_out
