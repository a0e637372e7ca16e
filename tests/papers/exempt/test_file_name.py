"""What names and titles of files say of whether they are for the public."""

from __future__ import annotations

import pytest

from qa.papers.exempt.file_name import is_exempt_by_name


@pytest.mark.parametrize(
    "name",
    [
        "Private reports pack 14th-May-2024 10.00 Harbour Board.pdf",
        "(Private Pack)Agenda Document for Harbour Board, 14/05/2024 10:00",
        "Agenda (private pack).pdf",
        "Part 2 report - Harbour wall.pdf",
        "Item 7 Part II minutes.pdf",
        "Harbour wall_NFP.pdf",
        "NFP - Harbour wall.pdf",
        "Harbour wall (pink).pdf",
        "Harbour_wall_pink.pdf",
        "Pink papers 14 May.pdf",
        "Not for publication - Harbour wall.pdf",
        "Harbour wall - do not publish.pdf",
        "Harbour wall_exempt.pdf",
        "Harbour wall confidential.pdf",
        "EXEMPT Appendix B - Housing strategy.pdf",
        "Pay policy (exempt).pdf",
        "Closed session minutes.pdf",
        "Closed report - Harbour wall.pdf",
        "Advice for members' eyes only.pdf",
        "Nid i'w gyhoeddi - Harbwr.pdf",
        "Adroddiad harbwr (eithriedig).pdf",
        "ConfidenƟal appendix 2.pdf",
        "Harbour Board Part II.pdf",
        "Pt 2 report - Harbour wall.pdf",
        "Part B agenda 14 May.pdf",
        "Cyfrinachol.pdf",
    ],
)
def test_what_is_called_exempt_is(name: str) -> None:
    assert is_exempt_by_name(name, has_marked_pages=False)


@pytest.mark.parametrize(
    "name",
    [
        "Public reports pack 14th-May-2024 10.00 Harbour Board.pdf",
        "(Public Pack)Agenda Document for Harbour Board, 14/05/2024 10:00",
        "Agenda pack part 2 of 3.pdf",
        "Local plan part 2 report.pdf",
        "Private hire fees.pdf",
        "Private rented homes.pdf",
        "Roads that are closed.pdf",
        "Closed schools and open ones.pdf",
        "Report of closed session.pdf",
        "Exclusion of the press and public.pdf",
        "Confidential reporting (whistleblowing) policy.pdf",
        "Guidance on exempt reports.pdf",
        "Harbour wall (public version, exempt appendix removed).pdf",
        "Non-exempt minutes.pdf",
        "Pink Lane traffic order.pdf",
        "Minutes NFPA training.pdf",
    ],
)
def test_what_only_mentions_it_is_not(name: str) -> None:
    assert not is_exempt_by_name(name, has_marked_pages=False)
