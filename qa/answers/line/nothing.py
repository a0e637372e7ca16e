"""The line where the papers do not answer: what they say nearest."""

from __future__ import annotations

from dataclasses import replace

from qa.answers.line import sentence
from qa.answers.line.proposal import Proposal
from qa.answers.search.context import Context


def propose(context: Context) -> Proposal | None:
    """The sentence that is nearest to what was asked; None where none is near."""
    nearest = sentence.propose(context)
    return replace(nearest, kind="nothing") if nearest else None
