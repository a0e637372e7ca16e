"""What a rule refuses alone: only where the sentence has the passage's own words."""

from __future__ import annotations

import pytest

from qa.checking.comparing import Comparison
from qa.checking.passage import CheckedPassage
from qa.checking.reading import read
from qa.checking.reasons import RULES, refusal
from qa.checking.signs import signs_of

# A letter of a health trust, a housing report, a flood report, papers on vaccines and school buses,
# a lido and a ferry, all invented.
LETTER = CheckedPassage(
    "It is consulting until 9 December on three options. Thank you for your letter of 14 October "
    "about the closure of the clinic."
)
COTTAGES = CheckedPassage(
    "The average time taken to let a cottage again had been 61 days in 2021 and was now 38; the "
    "best landlords took 27."
)
VACCINES = CheckedPassage(
    "Take-up among care home staff stood at 93%, against 78% of those who go to people's homes. "
    "From May care home staff must be vaccinated."
)
BUSES = CheckedPassage(
    "Mr Hale, head of admissions, said that 4,312 pupils travelled at the council's expense, 288 "
    "fewer than the year before. Ms Dorn asked whether parents could be paid to drive."
)
LIDO = CheckedPassage(
    "The attendance at the lido rose from 300 to 450 a day after the new slide was opened."
)
FARE = CheckedPassage(
    "The proposed increase of the fare would be published for fourteen days. The last increase was "
    "in 2012."
)


@pytest.mark.parametrize(
    ("sign", "passage", "own", "free"),
    [
        (
            "substituted",
            LETTER,
            "It is consulting until 14 October.",
            "People have until 9 December to respond to the consultation.",
        ),
        (
            "miscounted",
            COTTAGES,
            "The average time taken to let a cottage again was 27 days.",
            "It now takes 38 days on average before a cottage has a tenant again.",
        ),
        (
            "unreal",
            VACCINES,
            "Care home staff have been vaccinated from May.",
            "Fewer of those who look after people at home have been vaccinated, 78%.",
        ),
        (
            "other subject",
            BUSES,
            "The council paid parents to drive.",
            "The council paid for the travel of 4,312 pupils, 288 fewer than a year earlier.",
        ),
        (
            "opposites",
            LIDO,  # five words in six are the passage's
            "Attendance at the lido fell after the slide was opened.",
            "Attendance at the lido dropped once they had put in a slide for the children.",
        ),
        (
            "opposites",
            FARE,
            "The last decrease of the fare was in 2012.",
            "The higher fare would be made public for a fortnight first.",
        ),
    ],
)
def test_what_is_but_doubtful_refuses_alone_in_the_passages_own_words_only(
    sign: str, passage: CheckedPassage, own: str, free: str
) -> None:
    [rule] = [one for one in RULES if one.sign == sign]
    for sentence, is_refused in ((own, True), (free, False)):
        compared = Comparison(read(sentence), passage)
        signs = signs_of(compared)
        assert signs[sign] >= rule.least  # the sign is there in both
        assert (refusal(compared, signs) is not None) == is_refused
