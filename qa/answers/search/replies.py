"""Formal questions and their replies, where a long one was cut into two passages.

A question without its reply is a bad citation: the reply takes the place of the question, unless
somebody asks what was asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from qa.library.library import Library
from qa.library.records import Entry, Outline
from qa.papers.register import Asked, Words


def swap_replies(scores: dict[int, float], found: Mapping[int, Outline], library: Library) -> None:
    """Exchange the scores of each question and the best of its replies, where that is lower."""
    answered = [i for i, outline in found.items() if outline.standing == "answered"]
    if not answered:
        return
    for entry in library.store.registers.asked(answered):
        record = entry.record
        replies = _passages(entry, (w for reply in record.replies for w in reply.words))
        more = _passages(entry, (w for reply in record.supplementary_replies for w in reply.words))
        # A passage may hold a reply and, after it, the supplementary question.
        questions = _passages(entry, record.question) - replies - more
        supplementary = _passages(entry, record.supplementary) - replies - more
        _swap(scores, questions, replies)
        _swap(scores, supplementary, more)


def _passages(entry: Entry[Asked], words: Iterable[Words]) -> set[int]:
    """The ids of the passages in which `words` stand."""
    return {entry.passages[one.passage].id for one in words}


def _swap(scores: dict[int, float], questions: Iterable[int], replies: Iterable[int]) -> None:
    """Exchange the scores of the best of `questions` and the best of `replies`, if lower."""
    question = max((i for i in questions if i in scores), key=scores.__getitem__, default=None)
    reply = max((i for i in replies if i in scores), key=scores.__getitem__, default=None)
    if question is not None and reply is not None and scores[question] > scores[reply]:
        scores[question], scores[reply] = scores[reply], scores[question]
