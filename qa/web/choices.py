"""What a person can limit a search to: one input for each limit, the same on every page.

What is chosen stands in the address, under the input's name, and stays from page to page.
"""

from __future__ import annotations

from datetime import date

import streamlit as st

from qa.errors import InputRefused
from qa.library.filters import Filters
from qa.library.records import Facets
from qa.papers.paper import Document
from qa.web.words import escaped, initial
from qa.wording import DOCUMENT_WORDS


def committee(facets: Facets) -> str | None:
    """The committee that is chosen, or None for all."""
    return st.selectbox(
        "Committee",
        (None, *facets.committees),
        format_func=lambda name: name or "All committees",
        key="committee",
        bind="query-params",
    )


def meetings(facets: Facets) -> tuple[date | None, date | None]:
    """The first and the last date of the meetings that are chosen, None where it is open."""
    return _day("Meetings from", "from", facets), _day("Meetings to", "to", facets)


def document(facets: Facets) -> Document | None:
    """The kind of document that is chosen, or None for all."""
    return st.selectbox(
        "Kind of document",
        (None, *facets.documents),
        format_func=lambda kind: initial(DOCUMENT_WORDS[kind]) if kind else "All kinds",
        key="document",
        bind="query-params",
    )


def filters(
    committee: str | None,
    date_from: date | None,
    date_to: date | None,
    document: Document | None = None,
) -> Filters | None:
    """The limits as they are chosen, or None, with a word why, where they make no sense."""
    try:
        return Filters(committee, date_from, date_to, document)
    except InputRefused as error:
        st.error(escaped(str(error)))
        return None


def query(filters: Filters) -> dict[str, str]:
    """The limits as an address has them."""
    chosen = {
        "committee": filters.committee,
        "from": filters.date_from and filters.date_from.isoformat(),
        "to": filters.date_to and filters.date_to.isoformat(),
        "document": filters.document and initial(DOCUMENT_WORDS[filters.document]),
    }
    return {name: value for name, value in chosen.items() if value}


def _day(label: str, name: str, facets: Facets) -> date | None:
    """A date that need not be chosen, among those of the meetings in the library."""
    return st.date_input(
        label,
        value=None,
        min_value=facets.earliest,
        max_value=facets.latest,
        format="DD/MM/YYYY",
        key=name,
        bind="query-params",
    )
