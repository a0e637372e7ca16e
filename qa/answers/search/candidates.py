"""Retrieval: the passages that may answer a question, by their words and by their meaning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from qa.answers.search.context import Candidate, Context

CANDIDATES = 200  # from each of the two indexes


def retrieve(context: Context) -> Context:
    """The step that finds candidates within the limits: by BM25 and by cosine, CANDIDATES each."""
    question, library = context.question, context.library
    vectors, limits = library.store.vectors, context.limits
    nearest = {i for i, _ in vectors.nearest(context.vector, CANDIDATES, limits)}
    terms = [*question.terms, *(question.names if context.weights.names else ())]
    words = dict(library.store.words.search(terms, CANDIDATES, limits))
    return replace(context, candidates=_candidates([*{*nearest, *words}], words, context))


def sentence_cosines(ids: Sequence[int], context: Context) -> dict[int, tuple[float, ...]]:
    """The cosines to the question of the sentences of each passage of `ids`, by its id."""
    return {i: one.sentences for i, one in _candidates(ids, {}, context).items()}


def _candidates(
    ids: Sequence[int], words: Mapping[int, float], context: Context
) -> dict[int, Candidate]:
    """The passages of `ids` that are still in the library; `words` has their BM25 scores."""
    found = context.library.store.vectors.candidates(ids, context.vector)
    each = zip(found.outlines, found.cosines, found.sentences, strict=True)
    return {
        outline.id: Candidate(outline, words.get(outline.id), cosine, sentences)
        for outline, cosine, sentences in each
    }
