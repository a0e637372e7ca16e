"""When a subject was discussed, counted over the sample papers and over made ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from qa.answers import discussed as module
from qa.answers.discussed import Discussed, discussed
from qa.library.filters import Filters
from qa.library.library import Library
from qa.library.stemming import stems
from tests.made import a_paper, a_passage, library_of

pytestmark = pytest.mark.usefixtures("engine")

NO_LIMITS = Filters()
JULY, AUTUMN = date(2021, 7, 13), date(2021, 9, 14)
PAPERS = (
    a_paper(
        "minutes.pdf",
        a_passage("The heating charges at Orchard Court were wrong."),
        a_passage("The heating charges were repaid to the tenants."),
        a_passage("The heating of the pool hall has failed again."),
        a_passage("The charges for garden waste will rise in the spring."),
        replace(a_passage("A meter was read by nobody."), item="7. Heating charges"),
    ),
    a_paper("again.pdf", a_passage("The heating charges were repaid to the tenants.")),
    a_paper("later.pdf", a_passage("A report on heating charges is awaited.", AUTUMN)),
    a_paper("heating charges.pdf", a_passage("The tombola raised a sum for the band.", AUTUMN)),
    a_paper("leaflet.pdf", a_passage("What heating charges are, and who pays them.", None)),
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with library_of(PAPERS, tmp_path) as opened:
        yield opened


def days(found: Discussed) -> dict[date, int]:
    """How many passages of each day were counted, whoever met."""
    counts: dict[date, int] = {}
    for one in found.meetings:
        counts[one.day] = counts.get(one.day, 0) + one.passages
    return counts


def test_passages_with_the_whole_subject_count_once_for_their_meeting(library: Library) -> None:
    found = discussed("heating charges", library, NO_LIMITS)
    assert days(found) == {JULY: 3, AUTUMN: 1}
    assert (found.passages, found.undated, found.reason, found.more) == (4, 1, None, False)
    assert found.words == ("heating", "charges")


def test_a_subject_is_counted_within_limits(library: Library) -> None:
    found = discussed("heating charges", library, Filters(date_from=AUTUMN))
    assert days(found) == {AUTUMN: 1}
    assert found.searched.papers == 2


def test_a_word_that_no_paper_has_is_no_subject(library: Library) -> None:
    found = discussed("heating charges of mermaids", library, NO_LIMITS)
    assert (found.passages, found.undated) == (0, 0)
    assert found.reason == "No paper mentions “mermaids”."


def test_a_typing_error_is_mended_and_said(library: Library) -> None:
    found = discussed("heatng charges", library, NO_LIMITS)
    assert found.passages == 4
    assert found.notes == ("Read “heatng” as “heating”.",)


def test_that_there_are_too_many_is_said(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_PASSAGES", 2)
    found = discussed("heating charges", library, NO_LIMITS)
    assert found.more
    assert found.passages + found.undated <= 2


@pytest.mark.parametrize("subject", ["", "the", "?!", '" OR "', "a" * 600, "x " * 250])
def test_no_subject_is_too_odd(library: Library, subject: str) -> None:
    assert discussed(subject, library, NO_LIMITS).passages >= 0


def test_the_sample_papers_discuss_a_subject_when_they_print_it(samples: Library) -> None:
    assert list(days(discussed("leisure centre", samples, NO_LIMITS))) == [
        JULY,
        date(2022, 3, 15),
        date(2023, 2, 23),
        date(2023, 9, 19),
    ]
    heating = days(discussed("heating charges", samples, NO_LIMITS))
    assert max(heating, key=lambda day: heating[day]) in (JULY, AUTUMN)
    assert date(2023, 9, 19) in heating
    assert discussed("mermaids", samples, NO_LIMITS).reason == "No paper mentions “mermaids”."


def test_nothing_is_counted_that_does_not_hold_the_words(samples: Library) -> None:
    found = discussed("waiting times in adult social care", samples, NO_LIMITS)
    assert found.passages
    for one in found.meetings:
        day = Filters(one.committee, one.day, one.day)
        there = samples.store.passages.latest(day, 10_000)
        assert there
        holding = {
            passage.text
            for passage in (stored.passage for stored in there)
            if {"wait", "time"} <= set(stems(f"{passage.item} {passage.section} {passage.text}"))
        }
        assert 0 < one.passages <= len(holding) + 2  # some hold it in what stands over a table


def test_a_subject_is_counted_by_its_other_names(samples: Library) -> None:
    assert not samples.store.words.frequencies(stems("kids"))
    found = discussed("kids", samples, NO_LIMITS)
    assert found.reason is None
    assert found.passages > 3
