"""What trackers say became of a resolution."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.answers.registers.response import responses, statuses
from qa.library.records import StoredPassage
from tests.made import KEY, a_passage


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Circulated on 3 October 2019\nCompleted", ("completed",)),
        ("Complete\nd", ("completed",)),
        ("Accepted in part: families for six years.\nOngoing", ("accepted in part", "ongoing")),
        ("Partially agreed. We will look into it.", ("accepted in part",)),
        ("Part agree. This will be incorporated.", ("accepted in part",)),
        ("Not agreed. The service is in negotiations.", ("not accepted",)),
        ("(b) Accepted. Panel formed.", ("accepted",)),
        ("Accepted. NOT MET. Reported as delayed.", ("overdue",)),
        ("Legal services checking\nOVERDUE", ("overdue",)),
        ("To be completed", ("ongoing",)),
        ("A letter was sent to the trust.", ()),
    ],
)
def test_statuses_are_found_as_trackers_print_them(text: str, wanted: tuple[str, ...]) -> None:
    assert statuses(text) == wanted


def row(text: str, item: str = "Buses") -> StoredPassage:
    """A row of a tracker."""
    passage = replace(a_passage(text), document="tracker", item=item)
    return StoredPassage(1, 1, KEY, "tracker.pdf", passage)


CLAUSES = (
    "RESOLVED: That the committee:",
    "(a) asks that the evening bus to Hexley be restored by the spring; and",
)


def test_a_response_is_what_the_row_says_beside_the_resolution() -> None:
    found = row(
        "13 July 2021\nBuses\nThe evening bus to Hexley be restored by the spring.\n"
        "The operator has agreed to two journeys.\nOngoing"
    )
    [response] = responses(CLAUSES, [], [found])
    assert [q.text for q in response.quotes] == [
        "The operator has agreed to two journeys.\nOngoing"
    ]
    assert response.statuses == ("ongoing",)


def test_a_row_about_something_else_of_the_same_day_is_no_response() -> None:
    other = row("A briefing on school meals be circulated to members.\nCompleted", "School meals")
    assert not list(responses(CLAUSES, [], [other]))


def test_what_stands_under_another_resolution_of_the_day_answers_that() -> None:
    found = row(
        "RESOLVED: That the committee:\nThe evening bus to Hexley be restored by the spring.\n"
        "Agreed by the operator.\nCompleted\n9. School meals\nA briefing on school meals be "
        "circulated to all members.\nOverdue"
    )
    others = ["RESOLVED: That a briefing on school meals be circulated to all members."]
    [response] = responses(CLAUSES, others, [found])
    assert [q.text for q in response.quotes] == ["Agreed by the operator.\nCompleted"]
    assert response.statuses == ("accepted", "completed")


def test_a_response_that_repeats_a_date_of_the_resolution_is_still_a_response() -> None:
    clauses = ["(b) asks that a report be brought to its meeting on 14 September 2021;"]
    found = row(
        "Item Recommendations Executive responses / update\nasks that a report be brought to its "
        "meeting on 14 September 2021;\nReported on 14 September 2021 Complete"
    )
    [response] = responses(clauses, [], [found])
    assert [q.text for q in response.quotes] == ["Reported on 14 September 2021 Complete"]
