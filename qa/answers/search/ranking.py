"""Ranking: candidates by their words and their meaning together, and by what the question prefers.

The BM25 score and the cosine of a candidate are each brought to 0…1 and added (`weights.py` has the
weights). To the cosine of a passage that of its nearest sentence is added, because one bullet of a
long debate may be what is asked for. Passages that the question prefers, and those beside a good
passage under the same item, move up; boilerplate moves down. Then the tokens of the best are
compared with those of the question, as was learned from examples (`qa/library/relevance.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from qa.answers.search.candidates import CANDIDATES
from qa.answers.search.context import Candidate, Context, Hit
from qa.answers.search.replies import swap_replies
from qa.library.boilerplate import boilerplate_share, sentence_hashes
from qa.library.records import Outline, Searched, StoredPassage

CHECKED_FOR_BOILERPLATE = 30  # of the best passages
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
    best = context.library.store.passages.get(ranked)
    _lower_boilerplate(scores, best[:CHECKED_FOR_BOILERPLATE], context)
    nearness = _compare_tokens(scores, ranked, context)
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
    """Raise the scores of what the question prefers, and of neighbours of good passages."""
    weights, preference = context.weights, context.question.preference
    alone = dict(scores)
    for i, one in outlines.items():
        beside = (outlines.get(j) for j in (i - 1, i + 1))
        scores[i] += weights.neighbour * max(
            (alone[other.id] for other in beside if other and _same_item(one, other)), default=0
        )
        scores[i] += weights.preference * (preference.timely(one) + preference.fitting(one))
    if preference.now:
        whole = context.library.totals.searched
        for i, one in outlines.items():
            scores[i] += weights.now * _lateness(one.meeting.date, whole)


def _same_item(a: Outline, b: Outline) -> bool:
    return a.paper_id == b.paper_id and a.item == b.item


def _lateness(day: date | None, whole: Searched) -> float:
    """Where `day` lies between the first meeting of the library (0) and the last (1)."""
    if not (day and whole.earliest and whole.latest and whole.earliest < whole.latest):
        return 0.0
    return (day - whole.earliest) / (whole.latest - whole.earliest)


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


def _lower_boilerplate(
    scores: dict[int, float], found: Iterable[StoredPassage], context: Context
) -> None:
    """Lower the scores of passages made of sentences that are printed again and again."""
    sentences = {stored.id: sentence_hashes(stored.passage) for stored in found}
    places = context.library.store.words.item_counts(
        {one for each in sentences.values() for one in each}
    )
    for i, own in sentences.items():
        scores[i] -= context.weights.boilerplate * boilerplate_share(own, places)
