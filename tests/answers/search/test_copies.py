"""Which passages say the same, and which are only nearly alike."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qa.answers.answering import answer
from qa.answers.search.copies import says_no_more
from tests.made import a_paper, a_passage, library_of

ORDER = (
    "RESOLVED: That the order which diverts bridleway 9 around Linnet Farm between the mill and "
    "the weir be {}."
)
PLAIN = "The ditch by the mill be cleared each spring and that the clerk writes to the owner"


LONG = (
    "The committee looked at the report of the harbour master on moorings at the quay and on the "
    "ferry steps, with what people had said to it in the spring and what the signs would cost. "
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It is safe for children.", "It is unsafe for children."),
        ("All owners of boats wrote back.", "Some owners of boats wrote back."),
        ("The opinion was qualified.", "The opinion was unqualified."),
        ("The closure is temporary.", "The closure is permanent."),
        ("The work is in train.", "The work is delayed."),
        ("It helps people who leave care.", "It helps people with disabilities."),
        ("The budget moves by -8,437.0 thousand.", "The budget moves by 8,437.0 thousand."),
        ("The reserve moves by (1,250) thousand.", "The reserve moves by 1,250 thousand."),
        ("Berths are for residents only.", "Berths are for residents and visitors."),
    ],
)
def test_long_passages_that_differ_in_what_a_sentence_states_are_no_copies(
    one: str, other: str
) -> None:
    assert not says_no_more(LONG + one, LONG + other)
    assert not says_no_more(LONG + other, LONG + one)


def test_long_passages_that_differ_in_small_words_and_spellings_are_copies() -> None:
    one = f"{LONG}The master is to report upon the recognised moorings."
    assert says_no_more(one, f"{LONG}The master will report on recognized moorings.")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (ORDER.format("made"), ORDER.format("revoked")),
        (ORDER.format("confirmed"), ORDER.format("not confirmed")),
        (ORDER.format("kept for good"), ORDER.format("done away with")),
        (ORDER.format("made"), ORDER.format("made by 4 July 2023")),
        (ORDER.format("made"), ORDER.format("made, subject to the consent of the owner")),
        (f"{PLAIN}, at £412,000.", f"{PLAIN}, at £655,000."),  # a report and its revision
        (f"{PLAIN} of plot 1.", f"{PLAIN} of plot 2."),
        (f"{PLAIN} Ash.", f"{PLAIN} Elm."),
        (f"{PLAIN} in May.", f"{PLAIN} in June."),
        (f"{PLAIN}. Carried by 33 to 2.", f"{PLAIN}. Carried by 34 to 0."),
        (f"{PLAIN}.\nFor\n33", f"{PLAIN}.\nFor\n34"),  # a table of votes
        (f"{PLAIN}. The motion was not carried.", f"{PLAIN}. The motion was carried."),
        (f"{PLAIN}. The motion was lost.", f"{PLAIN}."),
        (f"It was not agreed that {PLAIN}.", f"It was agreed that {PLAIN}."),
        (f"It is recommended that {PLAIN}.", f"It was resolved that {PLAIN}."),
        (f"{PLAIN} for three years.", f"{PLAIN} for two years."),
    ],
)
def test_opposites_are_not_copies(one: str, other: str) -> None:
    assert not says_no_more(one, other)
    assert not says_no_more(other, one)


@pytest.mark.parametrize(
    "other",
    [
        "RESOLVED: That the weir at “Tarn’s Mill” be mended for £1,200; and that the clerk\n"
        "reports in May.",
        'RESOLVED: That the weir at "Tarn\'s Mill" be mended for £1200; and that the clerk re-\n'
        "ports in May.",
        "1) RESOLVED: That the weir at “Tarn’s Mill” be mended for £1,200; and that the clerk "
        "reports in May.",
        "• Resolved that weir at “Tarn’s Mill” be mended for £1,200; and the clerk reports in May.",
        "RESOLVED: That the weir at “Tarn’s Mill” be mended\nPage 4 of 9\nfor £1,200; and that the "
        "clerk reports in May.",
    ],
)
def test_the_same_words_otherwise_set_are_copies(other: str) -> None:
    text = (
        "RESOLVED: That the weir at “Tarn’s Mill” be mended for £1,200; and that the clerk "
        "reports in May."
    )
    text, other = f"{text} {PLAIN}.", f"{other} {PLAIN}."
    assert says_no_more(text, other)
    assert says_no_more(other, text)


def test_what_stands_before_or_behind_a_copy_may_be_more_if_it_reverses_nothing() -> None:
    cleared = f"{PLAIN}.\nThe ditch was cleared on 3 March."
    assert says_no_more(f"{PLAIN}.", cleared)
    assert says_no_more(cleared, f"{PLAIN}.")
    assert says_no_more(f"Recommendation 4: that {PLAIN}.", f"{PLAIN}.")
    revoked = f"{PLAIN}.\nThis was rescinded on 3 March."
    assert not says_no_more(revoked, f"{PLAIN}.")
    assert not says_no_more(f"{PLAIN}.", revoked)


@pytest.mark.parametrize("names", [("a.pdf", "b.pdf"), ("b.pdf", "a.pdf")])
def test_minutes_are_cited_as_they_are_printed_and_not_as_they_were_scanned(
    names: tuple[str, str], tmp_path: Path
) -> None:
    passage = a_passage(f"{LONG}It was agreed to paint the moorings at the quay.")
    scanned, printed = names
    papers = [
        a_paper(scanned, replace(passage, ocr=True, published_with=passage.meeting.date)),
        a_paper(printed, passage),
    ]
    with library_of(papers, tmp_path) as library:
        found = answer("What was agreed on the moorings at the quay?", library)
    assert [citation.paper for citation in found.citations] == [printed]
