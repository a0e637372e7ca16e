"""An answer as HTML, in the cases that a small library does not bring about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from qa.answers.answer import Answer, Difference, Figure, Mention, Step
from qa.answers.citation import Citation, Place, Quote
from qa.library.filters import Filters
from qa.library.library import Library
from qa.library.records import Searched, StoredPassage
from qa.library.unread import Gap, Gaps
from qa.papers.source import Source
from qa.web.answer_view import answer_html, refusal_html
from tests.made import KEY, PUBLISHED, a_passage

PLACES = (
    Place(KEY, "pack.pdf", 6, "4", date(2021, 9, 14)),
    Place(KEY, "scan.pdf", 1, None, None),
)
Show = Callable[[Answer], str]

TEXT = "First it was asked. Then it was answered."
ASKED = Answer(
    question="what happened?",
    asked="what happened?",
    status="answered",
    shape="passages",
    quotes=(),
    citations=(),
    searched=Searched(14, date(2021, 7, 13), date(2023, 9, 19)),
    seconds=0.01,
)


def a_citation(n: int, text: str = TEXT) -> Citation:
    stored = StoredPassage(10 * n, n, f"{n:016}", f"paper {n}.pdf", a_passage(text))
    return Citation.of(stored, n, 0.9)


@pytest.fixture
def shown(library: Library) -> Show:
    return lambda answer: " ".join(answer_html(answer, Filters(), library.store).split())


def a_story(*steps: Step, last: Mention) -> Answer:
    citations = (a_citation(1), a_citation(2))
    return replace(
        ASKED, shape="timeline", citations=citations, timeline=steps, last_mentioned=last
    )


def test_a_timeline_is_told_oldest_first_and_says_where_silence_begins(shown: Show) -> None:
    days = (date(2021, 7, 13), date(2022, 1, 18))
    story = a_story(
        Step(days[0], Quote.of(a_citation(2), 0, 19), "raised", "recorded"),
        Step(days[1], Quote.of(a_citation(1), 20, 41), "delayed", "recorded"),
        last=Mention(date(2022, 3, 1), "minutes", 2),
    )
    html = shown(replace(story, quotes=(Quote.of(a_citation(2), 0, 19),)))
    first = html.index('class="heading">Tuesday 13 July 2021')
    second = html.index('class="heading">Tuesday 18 January 2022')
    assert first < html.index("2.pdf#page") < second < html.index("1.pdf#page")
    assert "<mark>First it was asked.</mark> Then it was answered." in html
    assert html.count("<blockquote>First it was asked.") == 1  # not once more as a quote
    assert "Last mentioned 1 March 2022, in minutes." in html
    assert "Nothing later in papers up to 19 September 2023." in html


def test_the_kind_of_a_step_is_said_in_words_beside_its_standing(shown: Show) -> None:
    step = Step(date(2021, 7, 13), Quote.of(a_citation(1), 0, 19), "delayed", "recorded")
    html = shown(a_story(step, last=Mention(step.date, "minutes", 1)))
    assert "Step: <strong>delayed</strong>" in html
    assert html.index("Step: <strong>delayed") < html.index('class="standing recorded">Recorded')


def test_the_places_of_a_step_are_listed(shown: Show) -> None:
    quote = Quote.of(a_citation(1), 0, 19)
    step = Step(date(2021, 7, 13), quote, "recommended", "recorded", PLACES)
    assert "The same words stand in 2 other places" in shown(
        a_story(step, last=Mention(step.date, "minutes", 1))
    )


def test_figures_that_differ_are_shown_with_their_dates_and_inert(shown: Show) -> None:
    days = (date(2021, 7, 13), date(2022, 1, 18))
    step = Step(days[0], Quote.of(a_citation(1), 0, 19), "progress", "recorded")
    differing = Difference("<b>people", (Figure("412", days[0], 1), Figure("188", days[1], 2)))
    html = shown(
        replace(a_story(step, last=Mention(days[1], "minutes", 2)), differences=(differing,))
    )
    assert "The papers differ on “<bdi>&lt;b&gt;people</bdi>”" in html
    assert "<bdi>412</bdi> (13 July 2021); <bdi>188</bdi> (18 January 2022)." in html


def test_nothing_later_is_not_said_of_what_reaches_the_newest_papers(shown: Show) -> None:
    day = date(2023, 9, 19)
    step = Step(day, Quote.of(a_citation(1), 0, 19), "completed", "recorded")
    assert "Nothing later" not in shown(a_story(step, last=Mention(day, "minutes", 1)))


def test_a_quote_is_cited_by_the_page_that_it_begins_on(shown: Show, library: Library) -> None:
    later = replace(a_citation(1), pdf_page_end=2, breaks=(20,))
    quote = Quote.of(later, 20, 41, {2: "7"})
    html = shown(replace(ASKED, citations=(later,), quotes=(quote,)))
    assert "Printed page 7 (PDF page 2) of" in html
    assert f"papers/{later.paper_key}.pdf#page=2" in html
    assert f"papers/{later.paper_key}/2.png?cite={later.reference_to(quote)}" in html


def test_a_printed_page_is_that_of_the_quote(shown: Show) -> None:
    html = shown(replace(ASKED, citations=(c := a_citation(1),), quotes=(Quote.of(c, 0, 5),)))
    assert "Printed page 3 (PDF page 1) of" in html


@pytest.mark.parametrize(
    ("stated", "line"),
    [
        ({}, "Adults and communities scrutiny committee, 13 July 2021</bdi>, p. 3 (PDF p. 1)"),
        ({"committee": None}, "Thurlbridge Council, 13 July 2021</bdi>, p. 3 (PDF p. 1)"),
        (
            {"meeting_date": None, "published_with": date(2021, 9, 14)},
            "Adults and communities scrutiny committee, papers for 14 September 2021</bdi>",
        ),
        ({"meeting_date": None, "published_with": None, "committee": None, "council": None},
            ">paper 1.pdf</bdi>, p. 3 (PDF p. 1)"),
    ],
)  # fmt: skip
def test_a_source_is_one_line_of_what_is_known(
    shown: Show, stated: dict[str, Any], line: str
) -> None:
    cited = replace(a_citation(1), **stated)
    html = shown(replace(ASKED, citations=(cited,), quotes=(Quote.of(cited, 0, 19),)))
    at = html[html.index('<p class="at">') :]
    at = at[: at.index("</p>")]
    assert line in at
    assert "not stated" not in at


def test_other_places_of_the_same_words_are_listed(shown: Show) -> None:
    html = shown(replace(ASKED, citations=(replace(a_citation(1), also_in=PLACES),)))
    assert "The same words stand in 2 other places" in html
    assert f'href="paper?paper={KEY}&amp;page=6"' in html
    assert "pack.pdf</bdi></a>, printed page 4 (PDF page 6), Tuesday 14 September 2021" in html
    assert "scan.pdf</bdi></a>, PDF page 1</li>" in " ".join(html.split()).replace(
        " </li>", "</li>"
    )
    assert "not stated" not in html


def test_what_is_not_quoted_is_kept_below_best_first(shown: Show) -> None:
    citations = tuple(a_citation(n) for n in (1, 2, 3))
    html = shown(replace(ASKED, citations=citations, quotes=(Quote.of(citations[0], 0, 5),)))
    more = html.index("More passages (2)")
    assert more < html.index("2.pdf#page") < html.index("3.pdf#page")


def test_what_stands_in_the_way_is_escaped() -> None:
    assert refusal_html(ValueError("<b>")) == '<p role="alert">&lt;b&gt;</p>'


def test_an_abbreviation_is_explained_where_it_is_quoted_and_only_there(shown: Show) -> None:
    text = "The DHC <b>spoke</b>. The HLS agreed."
    cited = replace(
        a_citation(1, text), terms=(("DHC", "director of <i>housing</i>"), ("HLS", "head of law"))
    )
    html = shown(replace(ASKED, citations=(cited,), quotes=(Quote.of(cited, 0, 21),)))
    told = "In this paper: <bdi>DHC</bdi> is <bdi>director of &lt;i&gt;housing&lt;/i&gt;</bdi>."
    assert told in html
    assert "head of law" not in html


def test_how_the_question_was_read_is_said_back(shown: Show) -> None:
    html = shown(replace(ASKED, notes=("Read “<b>agaisnt” as “against”.",)))
    assert "Read “&lt;b&gt;agaisnt” as “against”." in html


READ = replace(a_citation(1), ocr=True)


def test_what_was_read_from_a_picture_says_so_and_shows_it(shown: Show) -> None:
    html = shown(replace(ASKED, citations=(READ,), quotes=(Quote.of(READ, 0, 19),)))
    label = '<strong class="standing ocr">Read from a picture (OCR)</strong> check the words on'
    assert html.count(label) == 1
    assert '<details class="page" open> <summary>See it <span class="long">on the page' in html
    assert f'src="papers/{READ.paper_key}/1.png?cite=' in html
    assert 'alt="PDF page 1 of paper 1.pdf, as a picture">' in html  # its words need not be marked
    assert 'data-copy="Adults and communities scrutiny committee, 13 July 2021, minutes' in html
    assert 'p. 3 (PDF p. 1), read from a picture (OCR)">' in html


def test_what_was_read_from_text_is_not_said_to_be_from_a_picture(shown: Show) -> None:
    cited = a_citation(1)
    html = shown(replace(ASKED, citations=(cited,), quotes=(Quote.of(cited, 0, 19),)))
    assert "OCR" not in html
    assert '<details class="page"> <summary>See it <span class="long">on the page' in html
    assert "as a picture, the cited words marked" in html


def test_pages_that_could_matter_are_named_with_links_and_the_rest_counted(shown: Show) -> None:
    papers = (
        Gap(KEY, "<b>scan.pdf", None, None, ("no text",), (2, 3, 5)),
        Gap("", "locked.pdf", None, None, ("unread",), ()),
    )
    html = shown(replace(ASKED, status="not_found", unread=Gaps(papers, 4)))
    link = f'<a class="within" href="paper?paper={KEY}&amp;page=2"><bdi class="file">&lt;b&gt;scan'
    assert f"Some pages could not be read, and may hold the answer: {link}.pdf</bdi></a>" in html
    told = (
        '(PDF pages 2 to 3, 5), <bdi class="file">locked.pdf</bdi> (all of it) and 4 more papers.'
    )
    assert told in html
    html = shown(replace(ASKED, unread=Gaps(papers)))
    assert '(PDF pages 2 to 3, 5) and <bdi class="file">locked.pdf</bdi> (all of it).' in html
    assert "may hold more: <a" in html
    assert "not for the public" not in html


def test_that_something_of_a_cited_meeting_is_held_back_is_said(shown: Show) -> None:
    html = shown(replace(ASKED, unread=Gaps(held_back=True)))
    assert "of a meeting that is cited are not for the public, and are held back." in html
    assert "could not be read" not in shown(ASKED)


def test_where_it_was_published_is_linked_by_name_and_what_is_said_there_is_shown(
    shown: Show,
) -> None:
    cited = replace(a_citation(1), source=PUBLISHED)
    html = shown(replace(ASKED, citations=(cited,), quotes=(Quote.of(cited, 0, 19),)))
    link = 'rel="noopener noreferrer" target="_blank">'
    site = "https://democracy.example.gov.uk/"
    assert (
        f'href="{site}documents/g1/Printed%20minutes.pdf?T=1&amp;copy=2#page=1" {link}'
        'The council&#39;s copy<span class="unseen"> of paper 1.pdf</span>, '
        "on democracy.example.gov.uk</a>"
    ) in html
    assert (
        f'href="{site}ieListDocuments.aspx?CId=1&amp;MId=2" {link}'
        "The meeting of 13 July 2021, on democracy.example.gov.uk</a>"
    ) in html
    assert "Tuesday 13 July 2021, <bdi>10.00 am</bdi></p>" in html
    assert "Status of the meeting: <strong><bdi>Rescheduled from 6 July 2021</bdi>" in html
    assert "Minutes (approved)" in html
    assert "published as “<bdi>Minutes of the meeting</bdi>”" in html
    copied = html[html.index('data-copy="') : html.index(">Copy")]
    assert copied.endswith('Printed%20minutes.pdf?T=1&amp;copy=2#page=1"')
    assert "Withdrawn" not in html


def test_what_was_withdrawn_says_so_before_its_words(shown: Show) -> None:
    cited = replace(a_citation(1), source=replace(PUBLISHED, withdrawn=date(2026, 3, 3)))
    quoted = shown(replace(ASKED, citations=(cited,), quotes=(Quote.of(cited, 0, 19),)))
    whole = shown(replace(ASKED, status="not_found", citations=(cited,)))
    said = "Withdrawn from the council&#39;s site</strong> first noticed on 3 March 2026"
    assert quoted.index(said) < quoted.index("<blockquote>")
    assert whole.index(said) < whole.index(TEXT)
    assert "Former address of the council&#39;s copy" in quoted
    assert "withdrawn from the council&#39;s site, https://" in quoted  # as it is pasted


def test_minutes_of_an_earlier_meeting_have_no_status_of_that_of_their_pack(shown: Show) -> None:
    pack = replace(PUBLISHED, meeting_date=date(2021, 9, 14), status="Cancelled", document=None)
    html = shown(replace(ASKED, citations=(replace(a_citation(1), source=pack),)))
    assert "Cancelled" not in html and "10.00 am" not in html and "approved" not in html
    assert "The meeting of 14 September 2021, on democracy" in html


def test_what_a_site_says_is_inert_and_only_the_web_is_linked(shown: Show) -> None:
    evil = "<img src=x onerror=alert(1)>"
    words = replace(
        PUBLISHED, time=evil, status=evil, title=evil, address=f"https://a.example/{evil}"
    )
    for said in (words, Source("javascript:alert(1)", "data:text/html,x")):
        html = shown(replace(ASKED, citations=(replace(a_citation(1), source=said),)))
        assert "<img src=x" not in html
        assert "javascript:" not in html and "data:text" not in html


def test_an_answer_is_copied_with_its_sources_and_its_link(library: Library) -> None:
    cited = a_citation(1)
    answer = replace(ASKED, citations=(cited,), quotes=(Quote.of(cited, 0, 19),))
    html = answer_html(answer, Filters(), library.store, "./?q=what")
    copied = html[html.index('data-copy="what happened?') :]
    assert (
        "“First it was asked.” (Adults and communities scrutiny committee, 13 July 2021" in copied
    )
    assert 'data-link="./?q=what"' in copied
    assert 'data-share="./?q=what" data-title="what happened?"' in copied
