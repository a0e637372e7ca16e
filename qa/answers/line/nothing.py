"""The line where the papers do not answer: what they say nearest."""

from __future__ import annotations

from dataclasses import replace

from qa.answers.line import sentence
from qa.answers.line.proposal import Proposal
from qa.answers.search.context import Context

LEAST = 0.3  # the certainty of a sentence that is near enough to be told


def propose(context: Context) -> Proposal | None:
    """The sentence that is nearest to what was asked; None where none is near."""
    nearest = sentence.propose(context)
    if nearest is None or nearest.certainty < LEAST:
        return None
    return replace(nearest, kind="nothing")
