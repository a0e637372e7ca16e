"""Retrieval: the passages that may answer a question, by their words and by their meaning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from qa.answers.search.context import Candidate, Context
from qa.answers.understanding.preference import own_words
from qa.answers.understanding.question import Question
from qa.library.records import Candidates
from qa.library.stemming import stems

CANDIDATES = 200  # from each of the two indexes


def retrieve(context: Context) -> Context:
    """The step that finds candidates within the limits: by BM25 and by cosine, CANDIDATES each."""
    question, library = context.question, context.library
    terms = [*_terms(question), *(question.names if context.weights.names else ())]
    found, words = library.store.nearest(context.vector, terms, CANDIDATES, context.limits)
    return replace(context, candidates=_by_id(found, words))


def _terms(question: Question) -> list[str]:
    """The words of the question, but for the name of a council that it prefers.

    Among the papers of several councils that name is a rare word: passages that say it would come
    before those that are of that council and do not.
    """
    names = {word for council in question.preference.councils for word in own_words(council)}
    own = set(stems(" ".join(names)))
    return [one for one in question.terms if not own & set(stems(one))] or [*question.terms]


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
