"""The headers of tables, quoted before the rows that mean nothing without them.

A header is a quote of its own, since it stands apart from the row: above others, or on a page
before, in another passage, which is then cited too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.answers.citation import Citation, Quote
from qa.library.library import Library

# A figure that stands by itself, or a tick behind the head of its column: what a header explains.
VALUE = re.compile(r"(?<!\S)[-–(£$€]*\d[\d,.]*[)%mk]*(?!\S)|\S [✓✔✗✘xX](?!\S)")


def with_headers(
    citations: Sequence[Citation], quotes: Sequence[Quote], library: Library
) -> tuple[tuple[Citation, ...], tuple[Quote, ...]]:
    """The citations and the quotes, with the header of its table before each quote of rows."""
    cited, headed = list(citations), list[Quote]()
    for quote in quotes:
        own = next(one for one in cited if one.n == quote.citation)
        header = own.header
        if header and header.text not in quote.text and VALUE.search(quote.text):
            holder = _holder(own, cited, library)
            at = holder.text.find(header.text) if holder else -1
            if holder and at >= 0 and not (holder is own and quote.start <= at):
                told = Quote.of(holder, at, at + len(header.text))
                if told not in headed:
                    headed.append(told)
        headed.append(quote)
    return tuple(cited), tuple(headed)


def _holder(own: Citation, cited: list[Citation], library: Library) -> Citation | None:
    """The citation of the passage that has the header, which is put among those `cited`."""
    if own.header is None or own.header.passage is None:
        return own
    for stored in library.store.passages.in_order(own.paper_id, own.header.passage, 1):
        known = next((one for one in cited if one.passage_id == stored.id), None)
        if known is None:
            known = Citation.of(stored, len(cited) + 1, 0.0)
            cited.append(known)
        return known
    return None
