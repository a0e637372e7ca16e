"""Ranking: candidates by their words and their meaning together, and by what the question prefers.

The BM25 score and the cosine of a candidate are each brought to 0…1 and added (`weights.py` has the
weights). To the cosine of a passage that of its nearest sentence is added, because one bullet of a
long debate may be what is asked for. Passages that the question prefers move up. Then the tokens of
the best are compared with those of the question, as was learned from examples
(`qa/library/relevance.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from qa.answers.search.candidates import CANDIDATES
from qa.answers.search.context import Candidate, Context, Hit
from qa.answers.search.replies import swap_replies
from qa.library.records import Outline, StoredPassage

COMPARED = 40  # of the best passages, whose tokens are compared with the question's
COPIES = 50  # passages beyond those wanted that are looked through for near-copies


def rank(context: Context) -> Context:
    """The step that ranks the candidates: the best as hits, near-copies still among them."""
    scores = _fused(context)
    outlines = {i: one.outline for i, one in context.candidates.items()}
    _prefer(scores, outlines, context)
    if context.weights.replies and not context.question.asks_for_questions:
        swap_replies(scores, outlines, context.library)
    ranked = sorted(scores, key=lambda i: (-scores[i], i))[: context.top + COPIES]
    store = context.library.store
    passages, compared = store.both(
        lambda: store.passages.get(ranked), lambda: _compare_tokens(scores, ranked, context)
    )
    best, nearness = passages(), compared()
    hits = [
        _hit(stored, scores[stored.id], context.candidates[stored.id], nearness.get(stored.id, 0.0))
        for stored in best
    ]
    hits.sort(key=lambda hit: (-hit.score, hit.stored.id))
    return replace(context, hits=tuple(hits))


def _hit(stored: StoredPassage, score: float, candidate: Candidate, nearness: float) -> Hit:
    return Hit(stored, score, candidate.cosine, candidate.sentences, nearness=nearness)


def _fused(context: Context) -> dict[int, float]:
    """The scores by meaning and by words as one, 0…1."""
    weights, candidates = context.weights, context.candidates
    by_meaning = _normalised(
        {i: one.cosine + weights.sentence * max(one.sentences) for i, one in candidates.items()}
    )
    by_words = _normalised({i: one.words for i, one in candidates.items() if one.words is not None})
    named = context.question.named
    meaning = weights.meaning_with_names if named else weights.meaning
    return {
        i: meaning * score + (1 - meaning) * by_words.get(i, 0.0) for i, score in by_meaning.items()
    }


def _normalised(scores: Mapping[int, float]) -> dict[int, float]:
    """The best CANDIDATES of `scores` brought to 0…1; any beyond them are 0.

    Where there are fewer than CANDIDATES, the lowest did not just miss a cut: 0 stays 0 then.
    """
    if not scores:
        return {}
    best = sorted(scores.values(), reverse=True)[:CANDIDATES]
    low, high = best[-1] if len(best) == CANDIDATES else 0.0, best[0]
    return {i: max(0.0, s - low) / (high - low) if high > low else 1.0 for i, s in scores.items()}


def _prefer(scores: dict[int, float], outlines: Mapping[int, Outline], context: Context) -> None:
    """Raise the scores of what the question prefers."""
    weights, preference = context.weights, context.question.preference
    timely = weights.month if preference.exact else weights.time
    for i, one in outlines.items():
        scores[i] += timely * preference.timely(one) + weights.kind * preference.fitting(one)
        scores[i] += weights.council * preference.of_council(one)
        scores[i] += weights.told * preference.tells(one)


def _compare_tokens(
    scores: dict[int, float], ranked: Sequence[int], context: Context
) -> dict[int, float]:
    """Lower the scores of passages whose tokens are less near to the question's than the nearest.

    Returns how near those of the best of `ranked` are, by their ids.
    Those that are not among the best of `ranked` are taken to be as near as their least near one.
    """
    question = context.tokens
    if question is None:
        return {}
    tokens = context.library.store.vectors.tokens(ranked[:COMPARED])
    nearness = {i: question.nearness(held) for i, held in tokens.items()}
    least, greatest = min(nearness.values(), default=0.0), max(nearness.values(), default=0.0)
    for i in ranked:
        scores[i] -= context.weights.late * (greatest - nearness.get(i, least))
    return nearness
