"""Who voted how, where a passage lists the names under "For", "Against" and "Abstain"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from qa.checking.comparing import Comparison
from qa.checking.dissent import dissents_otherwise
from qa.checking.reading import Reading
from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)
SIDES = ("for", "against", "abstained")
HEAD = {
    "for": PHRASES["head_for"],
    "against": PHRASES["head_against"],
    "abstained": PHRASES["head_abstained"],
}
SAID = {
    "for": PHRASES["said_for"],
    "against": PHRASES["said_against"],
    "abstained": PHRASES["said_abstained"],
}
COUNTS = PHRASES["counts"]
BETWEEN_COUNTS, BEFORE_COUNTS = PHRASES["between_counts"], PHRASES["before_counts"]
LEAST = 2  # lists of those who voted, of which one is no vote by name
CLOSE = 14  # characters between the two numbers of a count, at most
LOST, CARRIED, RESULT = PHRASES["lost"], PHRASES["carried"], PHRASES["result"]


def voted_otherwise(compared: Comparison) -> float:
    """Whether a name or a count of the sentence stands under another head in the passage, or the
    vote ended otherwise, or was on something else."""
    if _ended_otherwise(compared) or _has_another_tally(compared) or dissents_otherwise(compared):
        return 1.0
    lists = dict(_lists(compared.passage.reading.text))
    if len(lists) < LEAST:
        return 0.0
    return float(_is_elsewhere(compared, lists) or _is_counted_otherwise(compared, lists))


def has_lists(text: str) -> bool:
    """Whether a text lists who voted on either side."""
    return len(dict(_lists(text))) >= LEAST


def _ended_otherwise(compared: Comparison) -> bool:
    """Whether the sentence tells another end than all votes of the passage had, or tells the vote
    on an amendment as one on what was to be amended."""
    said, held = compared.sentence.lower, compared.passage.reading.lower
    results = [(one["what"], LOST.search(one[0]) is not None) for one in RESULT.finditer(held)]
    is_lost = LOST.search(said) is not None
    if not results or not (is_lost or CARRIED.search(said) or COUNTS.search(said)):
        return False
    on_amendments = {what == "amendment" for what, _ in results}
    if on_amendments == {True} and "amend" not in said:
        return True
    if on_amendments == {False} and "amendment" in said:
        return True
    ends = {lost for _, lost in results}
    if is_lost:
        return ends == {False}
    return ends == {True} and CARRIED.search(said) is not None


def _has_another_tally(compared: Comparison) -> bool:
    """Whether the sentence tells a count of votes that is none of those that the passage tells."""
    # Whichever comes first, as what is lost by 4 to 9 is rejected by 9 to 4.
    held = list(_pairs(compared.passage.reading))
    if not any(is_count for _, is_count in held):
        return False
    told = {frozenset(one) for one in counts_told(compared.sentence)}
    return not told <= {frozenset(values) for values, _ in held}


def counts_told(reading: Reading) -> frozenset[tuple[object, object]]:
    """The counts of votes that a sentence tells, as they stand there."""
    return frozenset(values for values, is_count in _pairs(reading) if is_count)


def _pairs(reading: Reading) -> Iterator[tuple[tuple[object, object], bool]]:
    """Two numbers that stand close to each other, and whether they are a count of votes: "9 votes
    to 4", "by six to five"."""
    for one, other in pairwise(reading.figures):
        between = reading.lower[one.end : other.start]
        if one.figure and other.figure and len(between) <= CLOSE:
            numbers = (one.figure.kind, other.figure.kind) == ("number", "number")
            is_count = BETWEEN_COUNTS.fullmatch(between) and (
                "vote" in between or BEFORE_COUNTS.search(reading.lower[: one.start])
            )
            if numbers:
                yield (one.figure.value, other.figure.value), bool(is_count)


def _lists(text: str) -> Iterator[tuple[str, str]]:
    """What stands under each head, up to the next."""
    heads = sorted((m.start(), side) for side in SIDES for m in HEAD[side].finditer(text))
    ends = [*(start for start, _ in heads), len(text)][1:]
    for (start, side), end in zip(heads, ends, strict=True):
        yield side, text[start:end]


def _is_elsewhere(compared: Comparison, lists: dict[str, str]) -> bool:
    text = compared.sentence.text
    for side in SIDES:
        for said in SAID[side].finditer(text):
            names = [
                one.word
                for one in compared.sentence.units
                if one.is_name and said.start() <= one.start < said.end()
            ]
            others = [words for other, words in lists.items() if other != side]
            for name in names:
                own = re.search(rf"\b{re.escape(name)}\b", lists.get(side, ""), re.IGNORECASE)
                if not own and any(
                    re.search(rf"\b{re.escape(name)}\b", words, re.IGNORECASE) for words in others
                ):
                    return True
    return False


def _is_counted_otherwise(compared: Comparison, lists: dict[str, str]) -> bool:
    """Whether "14 votes to 9" is 9 for and 14 against in the passage."""
    said = COUNTS.search(compared.sentence.text)
    # What was lost by 9 to 14 may be told as rejected by 14 to 9.
    if not said or LOST.search(compared.sentence.lower):
        return False
    counts = {side: re.search(r"\d+", words) for side, words in lists.items()}
    held_for, held_against = counts.get("for"), counts.get("against")
    if not held_for or not held_against:
        return False
    return (said["for"], said["against"]) == (held_against[0], held_for[0]) and said["for"] != said[
        "against"
    ]
