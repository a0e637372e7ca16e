"""What a resolution is about may stand in its recitals alone.

"WHEREAS a new mower is too dear; THEREFORE we authorize the purchase of a reconditioned Ransomes
213 for $9,400": of the clause that was resolved, who asks what the mower cost knows no word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.answers.line.found import Found
from qa.answers.search.term_weights import TermWeights
from qa.answers.search.unit import is_preamble

OF_MATTER = 0.25  # of the question, that a clause lacks and the recital above it has
MAX_WORDS = 60  # of both
FIGURE = re.compile(r"\d")  # one of a recital would be taken for that which was resolved


def with_recital(found: Found, spans: Sequence[tuple[int, int]], weights: TermWeights) -> Found:
    """A clause with hardly a word of the question, from that recital on which says what it is of,
    where one stands right above it; else `found` itself."""
    if found.own >= OF_MATTER:
        return found
    text = found.hit.stored.passage.text
    for start, end in reversed([span for span in spans if span[1] <= found.start]):
        if not is_preamble(text[start:end]) or FIGURE.search(text[start:end]):
            break
        whole = text[start : found.end]
        if len(whole.split()) > MAX_WORDS:
            break
        if (held := weights.share_in(whole)) >= found.own + OF_MATTER:
            return replace(found, start=start, own=held)
    return found
