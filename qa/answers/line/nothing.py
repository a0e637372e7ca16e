"""The line where the papers do not answer: what they say nearest."""

from __future__ import annotations

from dataclasses import replace

from qa.answers.line import sentence
from qa.answers.line.proposal import Proposal
from qa.answers.search.context import Context

OF_MATTER = 0.5  # of the question that a sentence must hold, or it is of something else altogether


def propose(context: Context) -> Proposal | None:
    """The sentence that is nearest to what was asked; None where none is near."""
    nearest = sentence.propose(context)
    if nearest is None:
        return None
    told = "\n".join(one.stored.passage.text[one.start : one.end] for one in nearest.pieces)
    is_near = context.term_weights.of_the_matter.share_in(told) >= OF_MATTER
    return replace(nearest, kind="nothing") if is_near else None
