"""What was asked before, over the sample papers: nearest first, and what the papers said since."""

from __future__ import annotations

import json
from datetime import date

from qa.answers.registers.entry import together
from qa.answers.registers.previous import Earlier, previous
from qa.library.filters import Filters
from qa.library.library import Library


def test_the_nearest_question_comes_with_the_answer_given_then(samples: Library) -> None:
    found = previous(samples, "how many tenants have registered for the reconciliation process?")
    first = found.found[0]
    assert (first.formal, first.number, first.by) == (True, "Question 4", "Ms Kate Lowndes")
    assert first.to == ("Mrs Helen Marchetti, Cabinet Member for Housing and Communities",)
    assert "204 had registered" in together(first.replies[0].quotes)
    assert "had died before they could be seen" in together(first.supplementary)
    assert "it was five" in together(first.supplementary_replies[0].quotes)
    assert (first.citation.meeting_date, first.pages) == (date(2023, 7, 13), (2, 3))


def test_what_the_papers_have_said_since_and_what_is_new(samples: Library) -> None:
    found = previous(samples, "how many tenants have registered for the reconciliation process?")
    since = found.found[0].since
    assert since
    assert all(one.citation.meeting_date == date(2023, 9, 19) for one in since)
    assert any("262" in one.figures for one in since)


def test_nothing_later_is_an_empty_list_and_not_unknown(samples: Library) -> None:
    found = previous(samples, "who will sit on the panel for the next heating contract?")
    assert found.found[0].citation.meeting_date == date(2023, 9, 19)
    assert found.found[0].since == ()
    assert found.searched.latest == date(2023, 9, 19)


def test_a_point_of_debate_is_marked_as_such(samples: Library) -> None:
    found = previous(samples, "was the leisure centre operator compensated for its losses?")
    point = next(one for one in found.found if not one.formal)
    assert "compensated" in together(point.question)
    assert "£11,400 a month" in together(point.replies[0].quotes)
    assert point.replies[0].by == "ADLL"
    assert (point.number, point.citation.document) == (None, "minutes")


def test_a_question_served_twice_is_one(samples: Library) -> None:
    found = previous(samples, "half way through their swimming badges when the pool was closed")
    first = found.found[0]
    assert first.number == "PQ 3"
    assert first.citation.paper.startswith("Printed minutes 13072021")
    assert [place.paper[:28] for place in first.also_in] == ["Agenda reports pack 14092021"]


def test_without_a_draft_the_newest_are_listed(samples: Library) -> None:
    found = previous(samples, limit=200)
    days = [one.citation.meeting_date or date.min for one in found.found]
    assert days == sorted(days, reverse=True)
    assert sum(one.formal for one in found.found) == 18  # of which one was put with a petition
    assert all(one.since is None for one in found.found)


def test_what_was_never_asked_is_not_found(samples: Library) -> None:
    assert not previous(samples, "are there any mermaids in the canal?").found


def test_filters_limit_what_was_asked_and_what_came_since(samples: Library) -> None:
    found = previous(samples, "heating", Filters(committee="council"))
    assert {one.citation.committee for one in found.found} <= {"Council"}


def told(earlier: Earlier) -> str:
    """All of its words that are shown."""
    replies = (*earlier.replies, *earlier.supplementary_replies)
    quotes = (*earlier.question, *earlier.supplementary, *(q for r in replies for q in r.quotes))
    return together(quotes)


def test_every_word_stands_in_the_passage_that_it_cites(samples: Library) -> None:
    for earlier in previous(samples, limit=200).found:
        texts = "\n".join(citation.text for citation in earlier.citations)
        assert told(earlier)
        for line in told(earlier).split("\n"):
            assert line in texts


def test_it_is_the_same_for_programs(samples: Library) -> None:
    [first, *_] = previous(samples, "will the number 17 bus go on?").found
    found = json.loads(json.dumps(first.to_json()))
    assert found["number"] == "Question 1"
    assert found["answers"][0]["text"].startswith("I thank Mr Rees")
    assert found["meeting_date"] == "2023-07-13"
    assert found["pdf_page"] == 1
