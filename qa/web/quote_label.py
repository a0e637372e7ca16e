"""What the words shown of a source are, in a word: "Carried", "Lost", "Asked", "Proposed".

What a passage is worth says little of the words that are shown of it: minutes record votes, and a
formal answer stands behind its question.
"""

from __future__ import annotations

from dataclasses import dataclass

from qa.answers.citation import Citation
from qa.briefing.entry import owner_of, share_of
from qa.library.protocol import Store
from qa.library.reference import Reference
from qa.papers.kinds import kind_of
from qa.papers.register import Outcome
from qa.wording import OUTCOME_WORDS, STANDING_WORDS

MOSTLY = 0.5  # of the words shown that must be the question, for them to be "asked"
IN_FORCE: tuple[Outcome, ...] = ("unanimous", "carried", "agreed")


@dataclass(frozen=True, slots=True)
class QuoteLabel:
    """A word for the words shown, and the kind by which it is coloured."""

    word: str
    kind: str


def quote_label(cited: Citation, reference: Reference, store: Store) -> QuoteLabel:
    """The label of the words of `cited` to which `reference` leads."""
    standing = QuoteLabel(STANDING_WORDS[cited.standing].partition(": ")[0], cited.standing)
    ids = [cited.passage_id]
    if asked := owner_of(reference, cited.passage_id, store.registers.asked(ids)):
        put = (*asked.record.question, *asked.record.supplementary)
        is_put = share_of(reference, cited.passage_id, asked, put) > MOSTLY
        return QuoteLabel("asked", "recorded") if is_put else QuoteLabel("answered", "answered")
    found = owner_of(reference, cited.passage_id, store.registers.resolutions(ids))
    # A proposed record of a decision has words of what would be agreed; minutes say how it ended.
    proposed = cited.standing == "proposed" and not kind_of(cited.document).is_record
    if found is None or found.record.outcome == "not stated" or proposed:
        return standing
    outcome = found.record.outcome
    if found.record.kind == "recommendation" and outcome in IN_FORCE:
        return QuoteLabel("recommended", "proposed")  # to another body, which may decide otherwise
    return QuoteLabel(OUTCOME_WORDS[outcome], "decided" if outcome in IN_FORCE else "recorded")
