"""Sentences over invented passages: right ones are borne out, and each kind of wrong one is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from qa.checking import near_words
from qa.checking.check import MAX_PASSAGES, MAX_SENTENCE, check
from qa.checking.comparing import Comparison
from qa.checking.denials import opposites
from qa.checking.passage import CheckedPassage
from qa.checking.reading import read
from qa.errors import ModelUnusable

WEIR = CheckedPassage(
    "14. MILL WEIR\nMr Corrie, the engineer, reported that the weir had lost 12 of its 90 stones "
    "in the flood of 3 January 2022. Two remedies had been costed: new stones at £18,500, and a "
    "concrete sill at £64,000. The fishing club did not support the sill. It was proposed that the "
    "stones be ordered in April. The Committee recommended to Cabinet that the club be consulted.",
    committee="Rivers Committee",
    meeting_date=date(2022, 2, 8),
    document="minutes",
    item="14. Mill Weir",
)
FERRY = CheckedPassage(
    "RESOLVED (by 9 votes to 4): That the Ferry Board approves the winter timetable, and that the "
    "fare for a bicycle rise from £1.20 to £1.50.",
    committee="Ferry Board",
    meeting_date=date(2019, 10, 1),
    document="minutes",
    standing="decided",
)
TABLE = CheckedPassage(
    "Visitors to the town museum\n2021 2022\nAdults 4,120 6,377\nChildren 980 1,455",
    document="report",
)
ANSWERED = CheckedPassage(
    "Question by Mrs Ilse Bauer to Mr Tom Rudd, Cabinet Member for Parks\nHow many benches were "
    "broken last year?\nAnswer\nThirty-one benches were broken, of which 27 have been mended.",
    document="questions",
    standing="answered",
)
TOWNSHIP = CheckedPassage(
    "Moved by Councillor Leduc, Seconded by Councillor Marr: That the tender of Halden Paving in "
    "the amount of $212,400 be accepted for the Shore Road culvert. Carried.",
    committee="Council",
    meeting_date=date(2018, 5, 15),
    document="minutes",
    standing="decided",
)

RIGHT = (
    (WEIR, "The flood of 3 January 2022 took 12 of the weir's 90 stones."),
    (WEIR, "New stones were costed at £18,500 and a concrete sill at £64,000."),
    (WEIR, "The fishing club did not back the sill."),
    (WEIR, "It was proposed to order the stones in April 2022."),
    (WEIR, "In February 2022 the committee recommended that the fishing club be consulted."),
    (FERRY, "The Ferry Board approved the winter timetable by 9 votes to 4."),
    (FERRY, "The bicycle fare rises from £1.20 to £1.50."),
    (TABLE, "Children made 1,455 visits in 2022, up from 980 in 2021."),
    (ANSWERED, "Mr Rudd said that 31 benches were broken and 27 of them mended."),
    (TOWNSHIP, "Council accepted Halden Paving's tender of $212,400 for the Shore Road culvert."),
)
WRONG = {
    "a figure": (WEIR, "The flood took 21 of the weir's 90 stones.", "21"),
    "a figure in words": (FERRY, "A bicycle costs five pounds on the ferry.", "five"),
    "a count of votes": (
        FERRY,
        "The timetable was approved by nine votes to five.",
        "how the vote",
    ),
    "two figures in each other's place": (
        WEIR,
        "New stones were costed at £64,000 and a concrete sill at £18,500.",
        "",
    ),
    "the way round": (FERRY, "The bicycle fare falls from £1.50 to £1.20.", ""),
    "a column": (TABLE, "Children made 980 visits in 2022.", "table"),
    "a date": (WEIR, "The flood of 5 January 2022 took 12 of the weir's stones.", "5 January 2022"),
    "a name": (WEIR, "Mr Penhallow reported that the weir had lost 12 stones.", "Penhallow"),
    "a firm": (TOWNSHIP, "Council accepted the tender of Corran Paving.", "Corran"),
    "who acted": (FERRY, "The cabinet approved the winter timetable.", "cabinet"),
    "who answered": (ANSWERED, "Mrs Bauer said that 31 benches were broken.", "another"),
    "a denial": (FERRY, "The Ferry Board did not approve the winter timetable.", ""),
    "a denial lost": (WEIR, "The fishing club did support the sill.", "denies"),
    "the opposite": (FERRY, "The Ferry Board rejected the winter timetable.", "opposite"),
    "a proposal told as done": (WEIR, "The stones were ordered in April.", "proposed"),
    "another meeting": (
        FERRY,
        "On 5 November 2019 the Ferry Board approved the winter timetable.",
        "another meeting",
    ),
    "a cause": (
        TOWNSHIP,
        "Council accepted the tender of Halden Paving because nobody else had replied.",
        "",
    ),
    "more": (TABLE, "There were 6,377 adult visitors in 2022, and the café won a prize.", ""),
}


@pytest.mark.parametrize(("passage", "sentence"), RIGHT, ids=[one[:30] for _, one in RIGHT])
def test_what_a_passage_says_is_borne_out(passage: CheckedPassage, sentence: str) -> None:
    found = check(sentence, [WEIR if passage is not WEIR else TABLE, passage])
    assert found.borne_out, found.why
    assert found.passage == 1


@pytest.mark.parametrize("kind", WRONG)
def test_what_it_does_not_say_is_not(kind: str) -> None:
    passage, sentence, told = WRONG[kind]
    found = check(sentence, [passage])
    assert not found.borne_out
    assert found.passage is None
    assert found.nearest == 0
    assert told in found.why
    assert found.why[0].isupper() and found.why.endswith(".")


def test_its_own_words_are_borne_out_whatever_they_say() -> None:
    for passage in (WEIR, FERRY, TOWNSHIP, ANSWERED):
        last = passage.text.rsplit("\n", 1)[-1].strip()
        assert check(last, [passage]).borne_out


def test_one_passage_must_bear_out_the_whole() -> None:
    merged = "The weir lost 12 of its 90 stones, and the bicycle fare goes up to £1.50."
    assert not check(merged, [WEIR, FERRY]).borne_out


def test_twelve_months_are_a_year_and_twelve_others_are_none() -> None:
    passage = replace(FERRY, text="The Ferry Board carried 4,100 bicycles in the year to March.")
    assert check(
        "In the twelve months to March the Ferry Board carried 4,100 bicycles.", [passage]
    ).borne_out
    found = check("The Ferry Board carried 4,100 bicycles on twelve boats.", [passage])
    assert "twelve" in found.why


def test_a_name_in_short_is_known_by_its_initials() -> None:
    passage = replace(FERRY, text="The Department for Transport (DfT) agreed to pay for the quay.")
    assert check("The DfT agreed to pay for the quay.", [passage]).borne_out
    assert check("The Department for Transport agreed to pay for the quay.", [passage]).borne_out


@pytest.mark.parametrize("sentence", ["", "   ", "?!", "The.", "\ud800", "\0" * 50])
def test_nothing_is_not_borne_out(sentence: str) -> None:
    found = check(sentence, [WEIR])
    assert not found.borne_out
    assert "too little" in found.why


def test_what_is_endless_is_refused_and_not_read() -> None:
    assert "too long" in check("The weir lost stones. " * MAX_SENTENCE, [WEIR]).why
    endless = replace(WEIR, text="stone 12 £5 " * 100_000)
    assert not check("The weir lost 12 of its 90 stones.", [endless]).borne_out


def test_only_so_many_passages_are_compared() -> None:
    others = [FERRY] * MAX_PASSAGES
    assert not check(RIGHT[0][1], [*others, WEIR]).borne_out


def test_without_passages_nothing_is_borne_out() -> None:
    found = check(RIGHT[0][1], [])
    assert (found.borne_out, found.nearest) == (False, None)


def test_it_works_without_the_file_of_near_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(near_words, "FILE", near_words.FILE.with_name("none"))
    near_words.near_words.cache_clear()
    try:
        assert check("Mr Corrie reported that the weir had lost 12 of 90 stones.", [WEIR]).borne_out
        assert not check("Mr Corrie reported that it had lost 13 of 90 stones.", [WEIR]).borne_out
    finally:
        monkeypatch.undo()
        near_words.near_words.cache_clear()


def test_another_file_of_near_words_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(near_words, "SHA256", "0" * 64)
    near_words.near_words.cache_clear()
    try:
        with pytest.raises(ModelUnusable, match="train words"):
            near_words.near_words()
    finally:
        monkeypatch.undo()
        near_words.near_words.cache_clear()


BALLOT = CheckedPassage(
    "The Chairman put the motion to the vote and the voting was as follows:\nFor (8)\nMs Abel, "
    "Mr Brand, Mr Cole, Ms Dent, Mr Eade, Ms Fry, Mr Gore, Ms Hale\nAgainst (3)\nMr Ives, Ms Judd, "
    "Mr Kemp\nMotion carried.",
    committee="Council",
    item="7. Town Hall Clock",
    standing="decided",
)
AMENDMENT = replace(BALLOT, text=BALLOT.text.replace("otion", "mendment").replace("Mm", "Am"))


@pytest.mark.parametrize(
    "invented",
    [
        "The Committee sold the weir.",
        "The fishing club was fined.",
        "Mr Corrie resigned.",
        "The Ferry Board approved a new lighthouse.",
        "The winter timetable was printed in colour.",
        "Benches were stolen from the park.",
        "The town museum was burgled.",
    ],
)
def test_what_somebody_invented_is_borne_out_by_no_passage(invented: str) -> None:
    assert not check(invented, [WEIR, FERRY, TABLE, ANSWERED]).borne_out


def test_a_word_that_no_passage_has_is_named() -> None:
    found = check("The Ferry Board approved the winter timetable and bought a lighthouse.", [FERRY])
    assert not found.borne_out and "lighthouse" in found.why


def test_a_vote_ended_as_it_ended_and_was_on_what_it_was_on() -> None:
    assert check("Council approved the town hall clock by 8 votes to 3.", [BALLOT]).borne_out
    assert not check("Council rejected the town hall clock by 8 votes to 3.", [BALLOT]).borne_out
    assert not check("Council approved the town hall clock by 8 to 3.", [AMENDMENT]).borne_out
    assert not check("The amendment on the town hall clock was carried.", [BALLOT]).borne_out


def test_what_was_recommended_is_not_told_as_what_will_be() -> None:
    asked = CheckedPassage(
        "That the committee recommends to cabinet that the ferry remain free until May.",
        standing="proposed",
    )
    assert not check("The ferry will remain free until May.", [asked]).borne_out
    told = "The committee recommends that the ferry remain free until May."
    assert check(told, [asked]).borne_out


HARBOUR_DUES = CheckedPassage(
    "Harbour dues brought in £48,600, which was £3,100 more than in 2021. The number of yachts "
    "fell by 12%, to 640. The harbour was shut for a week in May. Asked whether dues would go up, "
    "the Harbour Master said that they would not. Two berths were given up.",
    committee="Harbour Trust",
    meeting_date=date(2022, 11, 8),
    document="minutes",
)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (
            "Harbour dues came to £48,600, £3,100 more than in 2021.",
            "Harbour dues came to £48,600, £3,100 less than in 2021.",
        ),
        (
            "The number of yachts was down by 12%, to 640.",
            "The number of yachts was up by 12%, to 640.",
        ),
    ],
)
def test_a_figure_goes_the_way_that_the_paper_has_it_go(right: str, wrong: str) -> None:
    assert check(right, [HARBOUR_DUES]).borne_out
    found = check(wrong, [HARBOUR_DUES])
    assert not found.borne_out
    assert found.why == "The figures stand the other way round."


def test_a_bound_is_no_direction() -> None:
    lights = CheckedPassage("Repairs of street lights done in time fell to 93% in the quarter.")
    assert check("More than 90% of street lights were repaired in time: 93%.", [lights]).why != (
        "The figures stand the other way round."
    )


def test_another_form_of_a_word_is_not_its_opposite() -> None:
    gates = CheckedPassage("The lock gates were closed in March. They should reopen in June.")
    assert opposites(Comparison(read("The lock gates have been shut since March."), gates)) == 0
    lock = CheckedPassage("The lock gates were closed in March.")
    assert opposites(Comparison(read("The lock gates were opened in March."), lock)) > 0


def test_what_follows_a_denial_that_ends_its_sentence_is_not_denied() -> None:
    reading = HARBOUR_DUES.reading
    assert not next(one for one in reading.units if one.word == "berths").denied
    assert not any(one.denied for one in reading.units if one.word == "two")


def test_a_range_has_the_unit_of_its_end() -> None:
    desk = CheckedPassage("It was known that 70-80% of a surveyor's time is spent at a desk.")
    assert check("Between 70% and 80% of a surveyor's time is spent at a desk.", [desk]).why != (
        "The figure 70% is not there."
    )


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (
            "The ferry to Skerry was kept by nine votes to four.",
            "The ferry to Skerry was kept by nine votes to five.",
        ),
        (
            "The amendment on Tuesdays was lost by eight votes to five.",
            "The amendment on Tuesdays was lost by nine votes to five.",
        ),
        ("The last boat runs on Fridays.", "The last boat runs on Saturdays."),
        ("The pier is to be tarred in the autumn.", "The pier is to be tarred in the spring."),
    ],
)
def test_a_count_a_day_of_the_week_and_a_season_are_those_of_the_paper(
    right: str, wrong: str
) -> None:
    boats = CheckedPassage(
        "An amendment to leave out the boat on Tuesdays was lost (5 for, 8 against). It was agreed "
        "by 9 votes to 4 that the ferry to Skerry be kept. The last boat runs on Friday. The pier "
        "is to be tarred in the autumn."
    )
    assert check(right, [boats]).borne_out
    found = check(wrong, [boats])
    assert not found.borne_out
    assert found.why.startswith(("The paper tells otherwise", "The passage has another time"))
