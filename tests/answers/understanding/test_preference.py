"""What a question prefers, what it is limited to, and the note on that."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answers.understanding.period import Period, without_time
from qa.answers.understanding.preference import preference_of, without_limits
from qa.library.filters import Filters
from tests.made import a_passage

COMMITTEES = ("Cabinet", "Children and young people scrutiny committee", "Planning committee")


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("apologies 16/3/20", date(2020, 3, 16), date(2020, 3, 16)),
        ("what was agreed on 9th January 2025?", date(2025, 1, 9), date(2025, 1, 9)),
        ("the vote of March 2021", date(2021, 3, 1), date(2021, 3, 31)),
        ("how ready were schools in autumn 2020?", date(2020, 9, 1), date(2020, 12, 31)),
        ("from Sept 2020 to June 2021", date(2020, 9, 1), date(2021, 6, 30)),
        ("the budget of 2023", date(2023, 1, 1), date(2023, 12, 31)),
    ],
)
def test_the_time_that_is_named_is_preferred(question: str, first: date, last: date) -> None:
    found = preference_of(question)
    assert found.period == Period(first, last)
    assert found.timely(a_passage("words", first))
    assert not found.timely(a_passage("words", date(2019, 1, 1)))
    assert not found.timely(a_passage("words", None))


def test_a_month_without_a_year_is_that_month_of_any() -> None:
    found = preference_of("How close was the vote in January?")
    assert found.timely(a_passage("words", date(2025, 1, 9)))
    assert found.timely(a_passage("words", date(2024, 1, 11)))
    assert not found.timely(a_passage("words", date(2025, 3, 13)))
    assert not preference_of("who may speak at meetings?").months


def test_a_month_that_names_an_event_is_not_when_it_was_spoken_of() -> None:
    for question in ("will the May elections go ahead?", "who paid for the June regatta lunch?"):
        assert not preference_of(question).months
    for question in ("no, the May one", "how close was it, the May or the June?", "the May budget"):
        assert 5 in preference_of(question).months


@pytest.mark.parametrize(
    ("question", "limits", "said"),
    [
        (
            "parking, minutes of 2021 only",
            Filters(None, date(2021, 1, 1), date(2021, 12, 31), "minutes"),
            "Searched minutes of 2021 only, as you asked.",
        ),
        (
            "only in the minutes of March 2021: what was said of parking?",
            Filters(None, date(2021, 3, 1), date(2021, 3, 31), "minutes"),
            "Searched minutes of March 2021 only, as you asked.",
        ),
        (
            "what do the public questions say about buses, 2022 only",
            Filters(None, date(2022, 1, 1), date(2022, 12, 31), None),
            "Searched papers of 2022 only, as you asked.",
        ),
    ],
)
def test_only_limits_the_search_and_is_said_back(question: str, limits: Filters, said: str) -> None:
    found = preference_of(question)
    assert found.limits == limits
    assert found.note() == said
    assert "only" not in without_limits(question)


@pytest.mark.parametrize(
    "question",
    [
        "Which school is the only one without a policy?",
        "Was only one councillor against?",
        "how long are the 20 minutes of public questions",
    ],
)
def test_only_limits_nothing_where_it_stands_beside_no_limit(question: str) -> None:
    assert preference_of(question).limits == Filters()
    assert without_limits(question) == question


@pytest.mark.parametrize("question", ["20 minutes of questions", "how long are the 20 minutes?"])
def test_minutes_of_a_clock_are_no_paper(question: str) -> None:
    assert not preference_of(question).documents


@pytest.mark.parametrize(
    "question",
    [
        "what do the minutes say about the ferry?",
        "In the minutes, who spoke on the ferry?",
        "what was minuted about the slipway",
        "According to the agenda, is the ferry up for debate in March?",
        "What's on the agenda of the harbour board?",
        "what did the officers' report recommend for the pier",
        "What does the minister’s letter ask councils to send in?",
        "do the decision notices on moorings list the fees?",
    ],
)
def test_what_a_kind_of_paper_says_is_asked_of_such_papers(question: str) -> None:
    found = preference_of(question)
    assert found.told == found.documents != frozenset()


@pytest.mark.parametrize(
    "question",
    [
        "who wrote the letter about the pier?",
        "Did the ferry petition get anywhere?",
        "Why was the slipway put on the agenda?",
        "I had a letter about my mooring, who do I ring?",
        "Who moved Harbour Committee Report 15 in October 2009?",
    ],
)
def test_a_paper_may_be_a_matter_of_which_others_tell(question: str) -> None:
    assert not preference_of(question).told


def test_a_preference_is_said_back() -> None:
    found = preference_of("What did cabinet agree in March 2021, by the minutes?", COMMITTEES)
    assert found.committees == {"Cabinet"}
    assert found.note() == "Looked first at minutes of Cabinet of March 2021."
    assert preference_of("what became of the roof?").note() is None


def test_a_committee_is_known_by_the_words_that_tell_it_from_others() -> None:
    named = preference_of(
        "did the children and young people scrutiny committee see it?", COMMITTEES
    )
    assert named.committees == {"Children and young people scrutiny committee"}
    assert not preference_of("how many children are in care?", COMMITTEES).committees


def test_people_leave_out_that_a_committee_advises() -> None:
    committees = ("Council", "Parks Advisory Committee", "Planning Committee", "Cabinet")
    assert preference_of("who chairs the parks committee?", committees).committees == {
        "Parks Advisory Committee"
    }
    assert not preference_of("how many parks are there?", committees).committees
    overview = ("Cabinet", "Overview and Scrutiny Committee")
    assert preference_of("what did scrutiny decide?", overview).committees == {overview[1]}


def test_the_longer_name_is_not_the_shorter_ones() -> None:
    committees = ("Planning Committee", "Planning Advisory Committee", "Council", "Cabinet")
    named = preference_of("what did the planning advisory committee say?", committees).committees
    assert named == {"Planning Advisory Committee"}
    both = preference_of("what did the planning committee say?", committees).committees
    assert both == {"Planning Advisory Committee", "Planning Committee"}


def test_the_whole_council_is_a_body_too() -> None:
    committees = ("Council", "Cabinet", "Planning Committee")
    for question in ("did full council agree?", "who proposed it at the county council?"):
        assert preference_of(question, committees).committees == {"Council"}
    for question in ("who cleans the county council offices?", "does the county council own it?"):
        assert not preference_of(question, committees).committees


def test_a_word_that_two_committees_share_may_be_either() -> None:
    committees = (*COMMITTEES, "Scrutiny Committee")
    found = preference_of("what did scrutiny ask for?", committees).committees
    assert found == {"Scrutiny Committee", "Children and young people scrutiny committee"}


@pytest.mark.parametrize(
    ("question", "without"),
    [
        ("How close was the vote in February 2023?", "How close was the vote ?"),
        ("apologies on 16/3/20", "apologies"),
        ("what changed from January to March?", "what changed ?"),
        ("no date at all", "no date at all"),
    ],
)
def test_a_time_is_taken_out_with_what_leads_to_it(question: str, without: str) -> None:
    assert without_time(question) == without


@given(st.text(max_size=120))
def test_any_question_has_some_preference_or_none(question: str) -> None:
    found = preference_of(question, COMMITTEES)
    assert found.period is None or found.period.days > 0
    assert (found.note() or ".").endswith(".")
    assert (found.limits.document is None) or found.limits.document in found.documents


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("what does Hexley spend on its swings?", {"Hexley Town Council"}),
        ("grit bins in East Saltby", {"East Saltby District Council"}),
        ("grit bins in the east of the parish", set()),
        ("which town council has swings?", set()),
    ],
)
def test_a_council_is_known_by_the_words_that_tell_it_from_others(
    question: str, named: set[str]
) -> None:
    councils = ("East Saltby District Council", "Hexley Town Council", "Township of Orrin")
    assert preference_of(question, councils=councils).councils == named
    assert not preference_of(question, councils=sorted(named)).councils, "all papers are of it"


BODIES = (
    "Council", "Cabinet", "Executive", "Budget Committee", "Committee of the Whole",
    "City Centre Committee", "General Committee", "Harbour Board", "Health and Wellbeing Board",
)  # fmt: skip


@pytest.mark.parametrize(
    "question",
    [
        "what is the city doing about the weir?",
        "how big is the budget?",
        "tell me the whole story of the bridge",
        "did the whole council vote?",
        "in general, are fees rising?",
        "is there a city centre plan?",
        "what is done for health and wellbeing?",
        "what does the executive summary say?",
        "what did the cabinet member reply?",
        "is the harbour dredged?",
    ],
)
def test_common_words_of_a_question_name_no_committee(question: str) -> None:
    assert not preference_of(question, BODIES).committees


@pytest.mark.parametrize(
    ("question", "committee"),
    [
        ("what did the budget committee cut?", "Budget Committee"),
        ("was it put to the committee of the whole?", "Committee of the Whole"),
        ("what did health and wellbeing ask for?", "Health and Wellbeing Board"),
        ("what did the executive agree on the weir?", "Executive"),
        ("minutes of the harbour board", "Harbour Board"),
    ],
)
def test_a_committee_that_a_question_names_is_known(question: str, committee: str) -> None:
    assert preference_of(question, BODIES).committees == {committee}
