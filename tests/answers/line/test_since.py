"""Whether something is so is told as it was settled last, and what was put by what was decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from qa.answers.line.certainty import LEAST
from qa.papers.paper import Paper
from tests.answers.line.lines import MARCH, line_to
from tests.made import a_paper, a_passage

THEN, SINCE = date(2029, 9, 5), date(2031, 9, 3)


def under(item: str, name: str, day: date, *texts: str) -> Paper:
    """Minutes of a day, with passages under one item."""
    passages = [replace(a_passage(text, day), item=item, document="minutes") for text in texts]
    return a_paper(name, *passages)


@pytest.mark.parametrize(
    ("question", "then", "since"),
    [
        (  # a parish
            "Has the bench under the lime tree been repaired?",
            "The bench under the lime tree has not yet been repaired, as the wood is stored.",
            "The bench under the lime tree has now been repaired and we would like to thank him.",
        ),
        (  # a township in Canada
            "Have the Larch Road culverts been replaced?",
            "The Larch Road culverts have not been replaced, since no tender was received.",
            "The Larch Road culverts have been replaced by Rowan Works Inc. within the budget.",
        ),
    ],
)
def test_what_was_not_yet_so_is_told_as_it_is_since(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, question: str, then: str, since: str
) -> None:
    monkeypatch.setitem(LEAST, "sentence", 0.4)  # of few papers nothing is so sure
    papers = [under("4. News", "then.pdf", THEN, then), under("5. News", "now.pdf", SINCE, since)]
    line = line_to(question, tmp_path, *papers)
    assert line
    told, _, earlier = line.text.partition(" Earlier, 5 September 2029: ")
    assert told.endswith(since)
    assert earlier in ("", then)


def test_that_something_is_hoped_for_later_does_not_settle_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(LEAST, "sentence", 0.4)
    then = "The bench under the lime tree has not yet been repaired, as the wood is stored."
    hoped = "It is hoped that the bench under the lime tree will be repaired in spring."
    papers = [under("4. News", "then.pdf", THEN, then), under("5. News", "now.pdf", SINCE, hoped)]
    line = line_to("Has the bench under the lime tree been repaired?", tmp_path, *papers)
    assert line is None or not line.text.startswith("3 September 2031")


ASKED = (
    "Mrs Holm, for the nursery, requested gravel matting for parking at the nursery gate. "
    "Some members were against it."
)
RESOLVED = "After discussion it was resolved to sow the bare verge with clover in spring."


def test_what_was_put_is_told_with_what_was_decided_below_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A parish, of which the decision stands in the next passage of the item."""
    monkeypatch.setitem(LEAST, "sentence", 0.4)
    paper = under("6. Parking", "a.pdf", MARCH, ASKED, RESOLVED)
    question = "Did the council agree to gravel matting for parking at the nursery gate?"
    line = line_to(question, tmp_path, paper)
    assert line
    assert line.text.endswith(RESOLVED)
    assert "requested gravel matting" in line.text


@pytest.mark.parametrize(
    ("item", "decided"),
    [("7. Trees", RESOLVED), ("6. Parking", f"2. A van blocks the lane.\n{RESOLVED}")],
)
def test_what_was_decided_of_another_matter_is_not_told_of_it(
    item: str, decided: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(LEAST, "sentence", 0.4)
    passages = [
        replace(a_passage(text, MARCH), item=own, document="minutes")
        for own, text in (("6. Parking", ASKED), (item, decided))
    ]
    question = "Did the council agree to gravel matting for parking at the nursery gate?"
    line = line_to(question, tmp_path, a_paper("a.pdf", *passages))
    assert line is None or "clover" not in line.text
