"""Rows of a table are quoted under the header that names their columns."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qa.answers.answering import answer
from qa.papers.paper import Header
from tests.made import a_paper, a_passage, library_of

pytestmark = pytest.mark.usefixtures("engine")

HEADER = "Date Supplier Paid £"
FIRST = a_passage(
    f"{HEADER}\n01/04/2025 Marram Works 400.00\n02/04/2025 Sallow Works 510.00", page=1
)
SECOND = replace(
    a_passage("03/04/2025 Tamarisk Works 615.00\n04/04/2025 Bracken Works 720.00", page=2),
    context=HEADER,
    header=Header(HEADER, 0),
)


def test_the_header_of_a_page_before_is_quoted_with_its_own_page(tmp_path: Path) -> None:
    with library_of([a_paper("payments.pdf", FIRST, SECOND)], tmp_path) as library:
        found = answer("How much was paid to Tamarisk Works?", library)
        assert "Tamarisk" in found.quotes[1].text
        head = found.quotes[0]
        assert (head.text, head.pdf_page) == (HEADER, 1)
        assert found.cited(head.citation).text == FIRST.text


def test_a_header_that_is_quoted_already_is_not_repeated(tmp_path: Path) -> None:
    first = replace(FIRST, header=Header(HEADER))
    with library_of([a_paper("payments.pdf", first)], tmp_path) as library:
        found = answer("How much was paid to Sallow Works?", library)
        assert " ".join(quote.text for quote in found.quotes).count(HEADER) == 1
