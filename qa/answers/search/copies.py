"""Near-copies: passages that say the same, as minutes and the pack they are printed in again do."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from itertools import chain

from qa.answers.search.context import Context, Hit
from qa.library.records import StoredPassage
from qa.papers.text import mended

SAME = 0.8  # passages that share so much of the shorter one's three-word runs say the same
CACHED = 4096  # texts whose runs are remembered, since they are compared again and again

Runs = frozenset[str]


def fold_copies(context: Context) -> Context:
    """The step that folds near-copies together, so that ten hits are ten different things."""
    return replace(context, hits=tuple(_folded(context.hits, context.top)))


@lru_cache(CACHED)
def runs(text: str) -> Runs:
    """The three-word runs of `text`, in lower case."""
    words = re.findall(r"[a-z0-9£%]+", mended(text).lower())
    # Strings rather than tuples: the garbage collector would go through thousands of tuples.
    found = frozenset(map(" ".join, zip(words, words[1:], words[2:], strict=False)))
    return found or frozenset({" ".join(words)})


def same(a: Runs, b: Runs) -> bool:
    """Whether two texts, by their runs, say the same."""
    return len(a & b) >= SAME * min(len(a), len(b))


def published_late(stored: StoredPassage) -> bool:
    """Whether a passage was published with the papers of another meeting than its own.

    A passage that does not say what it was published with counts as late too: another that is
    known to be of its own meeting's papers is better to cite.
    """
    return stored.passage.published_with != stored.passage.meeting.date


def _folded(hits: Iterable[Hit], limit: int) -> list[Hit]:
    """The first `limit` hits that say different things, each with its near-copies."""
    kept: list[Hit] = []
    lengths: list[int] = []
    places: dict[str, list[int]] = defaultdict(list)  # the indices in `kept` that have each run
    for hit in hits:
        own = runs(hit.stored.passage.text)
        shared = Counter(chain.from_iterable(places[run] for run in own & places.keys()))
        alike = (at for at, n in shared.items() if n >= SAME * min(len(own), lengths[at]))
        at = min(alike, default=None)
        if at is not None:
            kept[at] = _with_copy(kept[at], hit)
        elif len(kept) < limit:
            for run in own:
                places[run].append(len(kept))
            kept.append(hit)
            lengths.append(len(own))
    return kept


def _with_copy(kept: Hit, copy: Hit) -> Hit:
    """The one of two near-copies that is cited, with the other beside it.

    Where minutes stand in a paper of their own and again in the next meeting's pack, the paper of
    their own is cited.
    """
    if (
        published_late(kept.stored)
        and not published_late(copy.stored)
        and kept.stored.passage.meeting.date == copy.stored.passage.meeting.date
    ):
        copies = (*kept.copies, kept.stored)
        return replace(copy, score=kept.score, cosine=kept.cosine, copies=copies)
    return replace(kept, copies=(*kept.copies, copy.stored))
