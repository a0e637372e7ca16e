"""The JSON that a check is printed as, for other programs."""

from __future__ import annotations

from qa.answers import contract
from qa.answers.json_object import Contract, field
from qa.checking.paragraph import Finding


class Verdict(Contract):
    """What the given passages say of a sentence."""

    borne_out: bool = field("Whether one passage bears the whole sentence out.")
    passage: int | None = field("Which of the passages that is, counted from 0; null where none.")
    why: str = field("Why, in a sentence for a reader.")


class Checked(Contract):
    """What the papers say of a sentence."""

    sentence: str = field("The sentence.")
    borne_out: bool = field("Whether one passage bears the whole sentence out.")
    finding: Finding = field("Whether it is borne out, is not, or the papers do not speak of it.")
    why: str = field("Why, in a sentence for a reader.")
    citation: contract.Citation | None = field(
        "The passage that bears it out, or else the one that is nearest to it."
    )
