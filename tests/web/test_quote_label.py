"""A label speaks of the words shown: how a vote ended, a question that was asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qa.answers.citation import Citation
from qa.library.filters import Filters
from qa.library.library import Library
from qa.papers.document import Document
from qa.papers.register import Asked, Outcome, Reply, Resolution, Words
from qa.web.quote_label import QuoteLabel, quote_label
from tests.made import a_paper, a_passage, library_of

WEIR = "Mrs Moor moved that the weir be lowered by a foot. The motion was lost by nine to five."
TOWER = "Mr Tarn asked why the bell tower is dark. Ms Lune replied that its lamp is on order."
HALL = "The hall was let to the choir on Tuesdays, at the usual rate for singers."
QUAY = "That the quay be mended at a cost of $4,000. Carried."


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    weir = Resolution(
        "motion", "lost", (Words(0, 0, WEIR.index(" The")),),
        (Words(0, WEIR.index("The motion"), len(WEIR)),),
    )  # fmt: skip
    tower = Asked(
        True, (Words(1, 0, TOWER.index(" Ms")),),
        (Reply((Words(1, TOWER.index("Ms Lune"), len(TOWER)),), "Ms Lune"),),
    )  # fmt: skip
    quay = Resolution("resolution", "carried", (Words(3, 0, len(QUAY)),))
    passages = [a_passage(one, page=n) for n, one in enumerate((WEIR, TOWER, HALL, QUAY), 1)]
    paper = replace(a_paper("m.pdf", *passages), resolutions=(weir, quay), asked=(tower,))
    with library_of([paper], tmp_path) as opened:
        yield opened


@pytest.mark.parametrize(
    ("shown", "label"),
    [
        (WEIR, QuoteLabel("Lost", "recorded")),
        ("The motion was lost by nine to five.", QuoteLabel("Lost", "recorded")),
        (QUAY, QuoteLabel("Carried", "decided")),
        ("Mr Tarn asked why the bell tower is dark.", QuoteLabel("asked", "recorded")),
        ("Ms Lune replied that its lamp is on order.", QuoteLabel("answered", "answered")),
        (HALL, QuoteLabel("recorded", "recorded")),
    ],
)
def test_the_label_is_of_the_words_shown(library: Library, shown: str, label: QuoteLabel) -> None:
    all_there = library.store.passages.latest(Filters(), 10)
    stored = next(one for one in all_there if shown in one.passage.text)
    cited = Citation.of(stored, 1, 1.0)
    start = cited.text.index(shown)
    reference = replace(cited.reference_to(), start=start, end=start + len(shown))
    assert quote_label(cited, reference, library.store) == label


@pytest.mark.parametrize(
    ("document", "label"),
    [
        ("minutes", QuoteLabel("Lost", "recorded")),
        ("decision", QuoteLabel("proposed", "proposed")),  # one that is still to be taken
    ],
)
def test_what_was_moved_is_labelled_as_it_ended_where_minutes_say_so(
    document: Document, label: QuoteLabel, tmp_path: Path
) -> None:
    motion = Resolution("motion", "lost", (Words(0, 0, len(WEIR)),))
    passage = replace(a_passage(WEIR), standing="proposed", document=document)
    paper = replace(a_paper("m.pdf", passage), resolutions=(motion,))
    with library_of([paper], tmp_path) as library:
        [stored] = library.store.passages.latest(Filters(), 10)
        cited = Citation.of(stored, 1, 1.0)
        assert quote_label(cited, cited.reference_to(), library.store) == label


@pytest.mark.parametrize(
    ("outcome", "label"),
    [
        ("agreed", QuoteLabel("recommended", "proposed")),
        ("carried", QuoteLabel("recommended", "proposed")),
        ("lost", QuoteLabel("Lost", "recorded")),
    ],
)
def test_what_is_recommended_to_another_body_is_not_labelled_as_decided(
    outcome: Outcome, label: QuoteLabel, tmp_path: Path
) -> None:
    text = "RESOLVED that the Cabinet be recommended to pay parents 50p a mile."
    resolution = Resolution("recommendation", outcome, (Words(0, 0, len(text)),))
    passage = replace(a_passage(text), standing="decided", document="minutes")
    paper = replace(a_paper("m.pdf", passage), resolutions=(resolution,))
    with library_of([paper], tmp_path) as library:
        [stored] = library.store.passages.latest(Filters(), 10)
        cited = Citation.of(stored, 1, 1.0)
        assert quote_label(cited, cited.reference_to(), library.store) == label
