"""A library of a harbour council, to ask."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from qa.answers.answering import answer
from qa.library.library import Library
from qa.papers.register import Asked, Reply, Resolution, Votes, Words
from tests.answers.line.lines import (
    APRIL,
    ASKED,
    FERRY,
    PLAN,
    QUAY,
    Ask,
    minutes,
    of_words,
)
from tests.made import a_paper, a_passage, library_of


@pytest.fixture
def ask(tmp_path: Path) -> Iterator[Ask]:
    ferry = Resolution(
        "motion",
        "lost",
        (of_words(FERRY, "the ferry fares be doubled from June."),),
        (
            of_words(FERRY, "Mr Ash proposed and Ms Elm seconded"),
            of_words(FERRY, "For (2)"),
            of_words(FERRY, "Mr Ash, Ms Elm"),
            of_words(FERRY, "Against (3)"),
            of_words(FERRY, "Mr Oak, Mrs Yew, Dr Fir"),
            of_words(FERRY, "Abstain (1)"),
            of_words(FERRY, "Ms Bay"),
            of_words(FERRY, "Motion lost."),
        ),
        "Mr Ash",
        "Ms Elm",
        Votes(2, 3, 1, ("Mr Ash", "Ms Elm"), ("Mr Oak", "Mrs Yew", "Dr Fir"), ("Ms Bay",)),
    )
    quay = Resolution("resolution", "agreed", (of_words(QUAY, QUAY),))
    slipway = Asked(
        True,
        (of_words(ASKED, "Mrs Holm of Netherby asked when the slipway would be mended."),),
        (Reply((Words(0, ASKED.index("Mr Oak"), len(ASKED)),), "Mr Oak"),),
        by="Mrs Holm of Netherby",
    )
    papers = (
        minutes("ferry.pdf", FERRY, ferry),
        minutes("quay.pdf", QUAY, quay),
        minutes("plan.pdf", PLAN, document="report"),
        replace(
            a_paper("asked.pdf", replace(a_passage(ASKED, APRIL), standing="answered")),
            asked=(slipway,),
        ),
        minutes("hall.pdf", "Apologies were received. The hall keeper's wages were paid."),
    )
    with ExitStack() as stack:
        library: Library = stack.enter_context(library_of(papers, tmp_path))
        yield lambda question: answer(question, library)
