"""The decisions register over the sample papers, and over made ones."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from qa.answers.registers.decisions import Decision, Decisions, decisions
from qa.library.filters import Filters
from qa.library.ingest import ingest
from qa.library.library import Library
from qa.papers.paper import Paper
from qa.papers.registers.resolution import resolutions
from tests.made import WordEmbedder, a_paper, a_passage

JULY = Filters(date_from=date(2022, 7, 12), date_to=date(2022, 7, 12))


def one(found: Decisions, words: str) -> Decision:
    """The one decision whose words hold `words`."""
    [decision] = [d for d in found.found if words in d.text]
    return decision


def test_what_was_decided_is_found_by_what_it_speaks_of(samples: Library) -> None:
    found = decisions(samples, "heavy lorries in the town centre")
    assert "Castle Street" in found.found[0].text


def test_every_decision_stands_word_for_word_on_the_page_that_it_cites(samples: Library) -> None:
    found = decisions(samples).found
    assert len(found) >= 30
    for decision in found:
        cited = {citation.n: citation for citation in decision.citations}
        for quote in (*decision.quotes, *decision.how, *(t.quote for t in decision.tasks)):
            assert quote.text == cited[quote.citation].text[quote.start : quote.end]
            pages = samples.store.papers.pages(cited[quote.citation].paper_id)
            [page] = [page.text for page in pages if page.number == quote.pdf_page]
            assert " ".join(quote.text.split())[:40] in " ".join(page.split())


def test_the_newest_come_first_without_a_text(samples: Library) -> None:
    days = [d.citation.meeting_date for d in decisions(samples).found]
    assert days == sorted(days, key=lambda day: day or date.min, reverse=True)


def test_minutes_served_twice_are_entered_once_and_both_places_are_given(samples: Library) -> None:
    found = one(decisions(samples), "deplores the failure")
    assert found.citation.paper.startswith("Printed minutes 13072021")
    [again] = found.also_in
    assert again.paper.startswith("Agenda reports pack 14092021")
    assert (again.pdf_page, again.printed_page) == (7, "5")


def test_a_tracker_tells_what_became_of_a_resolution(samples: Library) -> None:
    found = one(decisions(samples, filters=JULY), "extended by the length of the delay")
    [response] = found.responses
    assert response.statuses == ("accepted", "completed")
    words = "\n".join(quote.text for quote in response.quotes)
    assert "Accepted by cabinet on 11 October 2022" in words
    assert "recommends to cabinet" not in words
    assert response.citation.paper.startswith("Schedule")


def test_an_overdue_recommendation_is_shown_as_such(samples: Library) -> None:
    found = one(decisions(samples), "in place by 1 April 2022;")
    assert "overdue" in found.statuses


def test_a_lost_amendment_is_no_resolution_and_has_no_response(samples: Library) -> None:
    found = one(decisions(samples), "3.99%")
    assert (found.kind, found.outcome) == ("amendment", "lost")
    assert found.votes and (found.votes.favour, found.votes.against) == (9, 14)
    assert not found.responses


def test_what_nobody_decided_is_not_found_and_it_says_what_was_searched(samples: Library) -> None:
    found = decisions(samples, "mermaids")
    assert not found.found
    assert found.searched.papers == 15


def test_filters_limit_by_committee_and_by_day(samples: Library) -> None:
    found = decisions(samples, filters=Filters(committee="cabinet"))
    assert {d.citation.committee for d in found.found} == {"Cabinet"}
    assert not decisions(samples, filters=Filters(committee="planning")).found


def test_a_listing_says_that_there_are_more(samples: Library) -> None:
    found = decisions(samples, limit=5)
    assert len(found.found) == 5
    assert found.more


def test_it_is_the_same_for_programs(samples: Library) -> None:
    found = one(decisions(samples), "Approves the net revenue budget")
    data = json.loads(json.dumps(found.to_json()))
    assert data["votes"]["for"] == 14
    assert len(data["votes"]["names"]["against"]) == 9
    assert (data["proposer"], data["seconder"], data["outcome"]) == (
        "Mr Pell",
        "Mr Strickland",
        "carried",
    )
    assert (data["meeting_date"], data["pdf_page"], data["printed_page"]) == (
        "2023-02-23",
        5,
        "5",
    )


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Library]:
    """Minutes of two councils' committees of one name on one day."""

    def paper(name: str, council: str, words: str) -> Paper:
        passage = a_passage(words)
        meeting = replace(passage.meeting, council=council)
        passages = (replace(passage, meeting=meeting, standing="decided"),)
        return replace(a_paper(name, *passages), resolutions=tuple(resolutions(passages)))

    papers = {
        p.name: p
        for p in (
            paper("a.pdf", "Ashford", "RESOLVED that the minutes be approved."),
            paper("b.pdf", "Elmham", "RESOLVED that the minutes be approved."),
        )
    }
    folder = tmp_path / "papers"
    folder.mkdir()
    for name in papers:
        (folder / name).write_text(name)
    with Library(tmp_path / "index", embedder=WordEmbedder(), create=True) as library:
        ingest([folder], library, read=lambda path: papers[path.name])
        yield library


def test_two_councils_that_resolve_the_same_are_two_decisions(made: Library) -> None:
    found = decisions(made).found
    assert {d.citation.council for d in found} == {"Ashford", "Elmham"}


def test_a_paper_that_is_taken_out_takes_its_decisions_along(made: Library) -> None:
    made.store.remove(made.store.papers.all()[0].id)
    assert len(decisions(made).found) == 1
