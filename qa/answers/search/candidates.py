"""Retrieval: the passages that may answer a question, by their words and by their meaning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from qa.answers.search.context import Candidate, Context
from qa.library.records import Matrix

CANDIDATES = 200  # from each of the two indexes


def retrieve(context: Context) -> Context:
    """The step that finds candidates within the limits: by BM25 and by cosine, CANDIDATES each."""
    question, library = context.question, context.library
    allowed = library.allowed(context.limits)
    if allowed is not None and not allowed:
        return replace(context, candidates={})
    nearest = {i for i, _ in library.vectors.search(context.vector, CANDIDATES, allowed)}
    terms = [*question.terms, *(question.names if context.weights.names else ())]
    words = dict(library.store.words.search(terms, CANDIDATES, allowed))
    return replace(context, candidates=_candidates([*{*nearest, *words}], words, context))


def sentence_cosines(ids: Sequence[int], context: Context) -> dict[int, tuple[float, ...]]:
    """The cosines to the question of the sentences of each passage of `ids`, by its id."""
    return {i: one.sentences for i, one in _candidates(ids, {}, context).items()}


def _candidates(
    ids: Sequence[int], words: Mapping[int, float], context: Context
) -> dict[int, Candidate]:
    """The passages of `ids` that are still in the library; `words` has their BM25 scores."""
    found = context.library.store.vectors.candidates(ids)
    if not found.outlines:
        return {}
    cosines = _cosines(found.vectors, context.vector)
    sentences = _cosines(found.sentences, context.vector)
    ends = [*found.begins[1:], len(sentences)]
    return {
        outline.id: Candidate(outline, words.get(outline.id), cosine, tuple(sentences[begin:end]))
        for outline, cosine, begin, end in zip(
            found.outlines, cosines, found.begins, ends, strict=True
        )
    }


def _cosines(vectors: Matrix, vector: Matrix) -> list[float]:
    # "@" would hand this to BLAS threads, which then spin while they wait for more work and take
    # the cores from other questions.
    cosines: list[float] = np.einsum("nd,d->n", vectors, vector).tolist()
    return cosines
