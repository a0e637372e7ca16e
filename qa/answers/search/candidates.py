"""Retrieval: the passages that may answer a question, by their words and by their meaning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from qa.answers.search.context import Candidate, Context
from qa.library.records import Candidates

CANDIDATES = 200  # from each of the two indexes


def retrieve(context: Context) -> Context:
    """The step that finds candidates within the limits: by BM25 and by cosine, CANDIDATES each."""
    question, library = context.question, context.library
    terms = [*question.terms, *(question.names if context.weights.names else ())]
    found, words = library.store.nearest(context.vector, terms, CANDIDATES, context.limits)
    return replace(context, candidates=_by_id(found, words))


def sentence_cosines(ids: Sequence[int], context: Context) -> dict[int, tuple[float, ...]]:
    """The cosines to the question of the sentences of each passage of `ids`, by its id."""
    found = context.library.store.vectors.candidates(ids, context.vector)
    return {i: one.sentences for i, one in _by_id(found, {}).items()}


def _by_id(found: Candidates, words: Mapping[int, float]) -> dict[int, Candidate]:
    """The passages found, by their ids; `words` has their BM25 scores."""
    each = zip(found.outlines, found.cosines, found.sentences, strict=True)
    return {
        outline.id: Candidate(outline, words.get(outline.id), cosine, sentences)
        for outline, cosine, sentences in each
    }
