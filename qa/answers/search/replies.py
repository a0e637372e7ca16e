"""Formal questions and their replies, where a long one was cut in two.

A question without its answer is a bad citation: the reply takes the question's place, unless it is
asked what was asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from qa.library.library import Library
from qa.library.records import Entry, Outline
from qa.papers.register import Asked, Reply

ASKED = re.compile(r"\b(?:ask(?:ed|ing)?|question|quer(?:y|ied)|raised)\b", re.IGNORECASE)


def put_first(scores: dict[int, float], found: Mapping[int, Outline], library: Library) -> None:
    """Give the best reply among those `found` the score of its question, and the question its."""
    answered = [i for i, outline in found.items() if outline.standing == "answered"]
    if not answered:
        return
    for entry in library.store.registers.asked(answered):
        record = entry.record
        told = _stands_in(entry, record.replies)
        more = _stands_in(entry, record.supplementary_replies)
        # A passage may hold a reply and, after it, the supplementary question.
        asked = {entry.passages[w.passage].id for w in record.question} - told - more
        again = {entry.passages[w.passage].id for w in record.supplementary} - told - more
        _swap(scores, asked, told)
        _swap(scores, again, more)


def _stands_in(entry: Entry[Asked], replies: Iterable[Reply]) -> set[int]:
    return {entry.passages[w.passage].id for reply in replies for w in reply.words}


def _swap(scores: dict[int, float], questions: Iterable[int], replies: Iterable[int]) -> None:
    """Give the best of `replies` the score of the best of `questions`, if that is better."""
    asked = max((i for i in questions if i in scores), key=scores.__getitem__, default=None)
    told = max((i for i in replies if i in scores), key=scores.__getitem__, default=None)
    if asked is not None and told is not None and scores[asked] > scores[told]:
        scores[asked], scores[told] = scores[told], scores[asked]
