"""A citation on one line, as officers paste it."""

from __future__ import annotations

from datetime import date

import pytest

from qa.wording import citation_line

COMMITTEE, DAY = "Children and young people scrutiny committee", date(2020, 9, 15)


def test_it_names_the_committee_the_day_the_paper_the_item_and_both_pages() -> None:
    assert citation_line(COMMITTEE, DAY, "minutes", "8. Review of buses", "18", 14, 14) == (
        "Children and young people scrutiny committee, 15 September 2020, minutes, item 8, "
        "p. 18 (PDF p. 14)"
    )


def test_what_the_paper_does_not_state_is_left_out() -> None:
    assert citation_line("Scan 4.pdf", None, "other", None, None, 14, 15) == (
        "Scan 4.pdf, paper, PDF pp. 14–15"
    )


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ("4.2 Fees", "item 4.2"),
        ("12a. Fees", "item 12a"),
        ("IV. Fees", "item IV"),
        ("Item 5", "item 5"),
        ("Agenda item 6: Fees", "item 6"),
        ("Work programme (Item 10)", "item 10"),
        ("92. 24/00096 - Commissioning plan", "item 92"),
        ("20/00012 – Fees", "20/00012 – Fees"),
        ("2024 Annual report", "2024 Annual report"),
        ("1.5% increase", "1.5% increase"),
        ("Vic. Park", "Vic. Park"),
        ("PQ 2", "PQ 2"),
    ],
)
def test_an_item_is_its_number_or_its_title(item: str, words: str) -> None:
    assert citation_line("Cabinet", DAY, "report", item, None, 1, 1) == (
        f"Cabinet, 15 September 2020, report, {words}, PDF p. 1"
    )


def test_a_long_title_is_cut_between_words() -> None:
    title = "Review of performance and progress against the improvement plan - 2020 and after"
    line = citation_line("Cabinet", DAY, "report", title, None, 1, 1)
    assert ", Review of performance and progress against the improvement …, PDF" in line


def test_an_appendix_is_not_named_twice() -> None:
    line = citation_line("Cabinet", DAY, "appendix", "Appendix 2", None, 1, 1)
    assert line == "Cabinet, 15 September 2020, Appendix 2, PDF p. 1"


def test_words_read_from_a_picture_say_so() -> None:
    line = citation_line("Cabinet", DAY, "letter", None, "1", 1, 1, ocr=True)
    assert line.endswith(", letter, p. 1 (PDF p. 1), read from a picture (OCR)")


def test_nothing_in_it_breaks_the_line_or_turns_it_round() -> None:
    line = citation_line("Cabi\u202enet\r\nand", DAY, "letter", "a\tb\x00", "1", 1, 1)
    assert line == "Cabinet and, 15 September 2020, letter, a b, p. 1 (PDF p. 1)"
