"""Words as printed, and as searched."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.papers.dates import dates_in, month_in
from qa.papers.text import joined, mended, sentences, unaccented


def test_line_end_hyphens_stay_and_the_whole_word_is_searched() -> None:
    text, cut = joined(["a meeting of the Coun-", "cillor and the multi-", "agency team"])
    assert text == "a meeting of the Coun-cillor and the multi-agency team"
    assert cut == ["Councillor", "multiagency"]


def test_a_dash_at_a_line_end_is_no_hyphen() -> None:
    assert joined(["in the years 2017 -", "2019"])[0] == "in the years 2017 - 2019"


def test_lost_ligatures_are_mended_for_search_only() -> None:
    assert (
        mended("our meeƟng was aƩended by ﬁve oﬃcers")
        == "our meeting was attended by five officers"
    )


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        (
            "Mr. Smith of St. Mary's spoke. It was noted.",
            ["Mr. Smith of St. Mary's spoke.", "It was noted."],
        ),
        ("The cost was £1.5m. Members asked why.", ["The cost was £1.5m.", "Members asked why."]),
        (
            "That the committee:\n(a) notes it;\n(b) agrees.",
            ["That the committee:", "(a) notes it;", "(b) agrees."],
        ),
        ("Was it safe? It was.", ["Was it safe?", "It was."]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, whole: list[str]) -> None:
    assert [text[a:b] for a, b in sentences(text)] == whole


@given(st.text())
def test_sentences_never_overlap_or_leave_words_out(text: str) -> None:
    spans = sentences(text)
    assert all(a < b for a, b in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    said = "".join("".join(text[a:b].split()) for a, b in spans)
    assert said == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("held on Monday 16 March 2020 at 10.15 am", "2020-03-16"),
        ("Thursday, 9th January, 2025, at 10.00 am", "2025-01-09"),
        ("10 th December 2025 19.00", "2025-12-10"),
        ("Printed minutes 13th-Feb-2025 09.30 County Council.pdf", "2025-02-13"),
        ("Agenda reports pack 01062021 1015 Scrutiny.pdf", "2021-06-01"),
        ("CPP Minutes 10.12.24.pdf", "2024-12-10"),
        ("(Public Pack)Agenda Document for Cabinet, 13/03/2025 15:00", "2025-03-13"),
    ],
)
def test_dates_are_read_as_councils_write_them(text: str, day: str) -> None:
    [(found, _, _)] = dates_in(text)
    assert found.isoformat() == day


@pytest.mark.parametrize(
    "text", ["31 February 2021", "99/99/2020", "paragraph 4.2.10", "01432 383690"]
)
def test_what_is_no_date_is_not_read_as_one(text: str) -> None:
    assert not dates_in(text)


def test_a_file_name_may_give_only_the_month() -> None:
    assert month_in("feb25m.pdf") == (2025, 2)
    assert month_in("september24.pdf") == (2024, 9)
    assert month_in("report.pdf") is None


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("Łukasz Żurek", "Lukasz Zurek"),
        ("Bjørn Ødegård", "Bjorn Odegard"),
        ("Đorđe", "Dorde"),
        ("Weiß", "Weiss"),
        ("Þóra", "Thora"),
        ("Tŷ Gwyn", "Ty Gwyn"),
        ("£1,200 – “as is”", '£1,200 - "as is"'),
    ],
)
def test_accents_and_strokes_are_left_out_of_what_is_searched(printed: str, plain: str) -> None:
    assert unaccented(printed) == plain


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("veri fi cation takes a year", {"verification"}),
        ("of the o ffi ce stock", {"office"}),
        ("the sta ff are few", {"staff"}),
        ("the fi nance team", {"finance"}),
        ("a new wi fi network", set()),
        ("the first office is flat", set()),
        ("hi-fi sets are sold", set()),
    ],
)
def test_words_with_a_ligature_set_apart_are_searched(line: str, words: set[str]) -> None:
    text, cut = joined([line])
    assert text == line
    assert words <= set(cut)
    assert bool(cut) == bool(words)


def test_the_grounds_of_a_resolution_and_what_was_resolved_are_sentences_of_their_own() -> None:
    text = (
        "WHEREAS the pier was closed in May; AND WHEREAS the grant is £40; NOW THEREFORE the board "
        "reopens the pier; AND THAT the clerk write to the port. Carried."
    )
    assert [text[a:b] for a, b in sentences(text)] == [
        "WHEREAS the pier was closed in May;",
        "AND WHEREAS the grant is £40;",
        "NOW THEREFORE the board reopens the pier;",
        "AND THAT the clerk write to the port.",
        "Carried.",
    ]
    plain = "The pier was closed; and that was a pity, whereas the quay stayed open."
    assert len(sentences(plain)) == 1
