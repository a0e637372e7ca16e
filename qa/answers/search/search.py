"""Finding the passages that speak of a question: candidates, ranked, near-copies folded."""

from __future__ import annotations

from qa.answers.search.candidates import retrieve
from qa.answers.search.context import Context
from qa.answers.search.copies import fold_copies
from qa.answers.search.ranking import rank
from qa.answers.search.whose import of_its_council


def search(context: Context) -> Context:
    """The step that finds the hits within the limits, best first, at most `context.top`."""
    return fold_copies(rank(of_its_council(retrieve(context))))
