"""The context of a search: what was asked of which library, and what each step has found so far.

A search is a list of steps. Each step is a function that takes the context and returns another one
with what it found. `understand` makes the first context; see `qa/answers/answering.py` for the
steps of an answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from qa.answers.answer import Mention, Step
from qa.answers.answer_line import AnswerLine
from qa.answers.citation import Citation, Quote
from qa.answers.search.term_weights import TermWeights, term_weights
from qa.answers.search.weights import WEIGHTS, Weights
from qa.answers.understanding.letter import question_and_note
from qa.answers.understanding.question import Question, parse_question
from qa.answers.understanding.spelling import correct_spelling
from qa.library.filters import NO_LIMITS, Filters
from qa.library.library import Library
from qa.library.records import Matrix, Outline, StoredPassage
from qa.library.relevance import QuestionTokens

TOP = 10  # hits of a search, unless another number is asked for
NAMES_IN_VECTOR = 12  # other names of the subject that the question's vector is drawn towards
THREAD = 3  # hits whose meaning a story follows


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may answer, before it is ranked.

    `words` is its BM25 score, None where it was found by its meaning alone. `cosine` and
    `sentences` are the cosines of the passage and of each of its sentences to the question.
    """

    outline: Outline
    words: float | None
    cosine: float
    sentences: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found: `score` 0…1 within this search, `cosine` its vector's to the question's.

    `sentences` are the cosines of its sentences, in the order of `qa.papers.text.sentences`;
    `nearness`, 0…1, is how near its tokens are to the question's, as was learned from examples, and
    0 where none are compared; `copies` are the near-copies that were folded into it.
    """

    stored: StoredPassage
    score: float
    cosine: float
    sentences: tuple[float, ...] = ()
    copies: tuple[StoredPassage, ...] = ()
    nearness: float = 0.0

    @property
    def ids(self) -> list[int]:
        """The ids of the passage and of its near-copies."""
        return [stored.id for stored in (self.stored, *self.copies)]


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """One search. What stands below `notes` is filled in step by step."""

    question: Question
    library: Library
    limits: Filters
    """What is searched: the caller's filters, and what the question itself says "only" of."""
    top: int
    """How many hits are wanted."""
    weights: Weights
    vector: Matrix
    """The vector of the question, float32 [dimension], of length 1."""
    term_weights: TermWeights
    tokens: QuestionTokens | None = None
    """The question's tokens, for late interaction; None where the model compares none."""
    notes: tuple[str, ...] = ()
    """How the question was read: typing errors corrected, a time or kind of paper preferred."""
    candidates: Mapping[int, Candidate] = field(default_factory=dict)
    """Passages that may answer, by their ids."""
    hits: tuple[Hit, ...] = ()
    """The passages found, best first."""
    foremost: bool = False
    """Whether the first of them stands over the others by what is asked, and is quoted first."""
    nearest: tuple[int, int, int] | None = None
    """The passage, by its id, and the words of it that give what is asked for, if no line does."""
    refusal: str | None = None
    """Why the papers are not believed to answer; None where they are."""
    doubt: str | None = None
    """Why they may not answer; None where they are believed to, or are not at all."""
    rows: int = 0
    """How many of the first hits are rows of a tracker that has the status asked for."""
    citations: tuple[Citation, ...] = ()
    """The hits as citations, numbered from 1 in their order."""
    quotes: tuple[Quote, ...] = ()
    timeline: tuple[Step, ...] = ()
    last_mentioned: Mention | None = None
    line: AnswerLine | None = None
    """What a reader is told first, on the citations."""


def understand(
    text: str,
    library: Library,
    filters: Filters | None = None,
    *,
    previous: str | None = None,
    joined: bool | None = None,
    top: int = TOP,
    weights: Weights = WEIGHTS,
) -> Context:
    """The first step: the question with its spelling corrected, its limits and its vector.

    `previous` is the question before it, from which a follow-up question is completed; `joined`
    says whether it is one where the person said so. Of a letter the first question is read.
    """
    text, letter = question_and_note(text)
    typed, slips = correct_spelling(text, library) if weights.spelling else (text, ())
    totals = library.totals
    question = parse_question(typed, previous, totals.committees, totals.councils, joined=joined)
    notes = [letter, *(slip.note() for slip in slips), question.preference.note()]
    context = context_for(
        question,
        library,
        (filters or NO_LIMITS).within(question.preference.limits),
        top=top,
        weights=weights,
    )
    return replace(context, notes=tuple(filter(None, notes)))


def context_for(
    question: Question,
    library: Library,
    limits: Filters = NO_LIMITS,
    *,
    vector: Matrix | None = None,
    top: int = TOP,
    weights: Weights = WEIGHTS,
) -> Context:
    """The context of a search for `question`; its `vector` is made here unless one is given."""
    asked = vector is None  # where one is given, it is not the question that is looked for
    return Context(
        question=question,
        library=library,
        limits=limits,
        top=top,
        weights=weights,
        vector=_question_vector(question, library, weights) if vector is None else vector,
        tokens=library.embedder.question_tokens(question.subject) if asked else None,
        term_weights=term_weights(question, library),
    )


def _question_vector(question: Question, library: Library, weights: Weights) -> Matrix:
    """The vector of the question's subject, drawn a little towards the subject's other names."""
    vector = library.embedder.embed_one(question.subject)
    if question.names and weights.names:
        names = ", ".join(question.names[:NAMES_IN_VECTOR])
        vector = vector + weights.names * library.embedder.embed_one(
            f"{question.subject} ({names})"
        )
        vector /= np.linalg.norm(vector)
    return vector


def follow(context: Context, hits: Sequence[Hit]) -> Context:
    """The same search, its vector drawn towards the first of `hits`.

    The words for a subject change from meeting to meeting, so its story is followed by the words
    of the passages that are nearest to the question.
    """
    _, thread = context.library.store.vectors.get([hit.stored.id for hit in hits[:THREAD]])
    if not len(thread):
        return context
    drawn = context.vector + context.weights.thread * thread.mean(axis=0)
    vector = np.asarray(drawn / np.linalg.norm(drawn), dtype=np.float32)
    return replace(context, vector=vector)
