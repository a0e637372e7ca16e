"""Who voted how, where a passage lists the names under "For", "Against" and "Abstain"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.checking.comparing import Comparison
from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)
SIDES = ("for", "against", "abstained")
HEAD = {side: PHRASES[f"head_{side}"] for side in SIDES}
SAID = {side: PHRASES[f"said_{side}"] for side in SIDES}
COUNTS = PHRASES["counts"]


def voted_otherwise(compared: Comparison) -> float:
    """Whether a name or a count of the sentence stands under another head in the passage."""
    lists = dict(_lists(compared.passage.reading.text))
    if len(lists) < 2:
        return 0.0
    return float(_is_elsewhere(compared, lists) or _is_counted_otherwise(compared, lists))


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
    if not said:
        return False
    counts = {side: re.search(r"\d+", words) for side, words in lists.items()}
    held_for, held_against = counts.get("for"), counts.get("against")
    if not held_for or not held_against:
        return False
    return (said["for"], said["against"]) == (held_against[0], held_for[0]) and said["for"] != said[
        "against"
    ]
