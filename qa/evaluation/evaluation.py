"""Gold questions asked of a library, and the measures of the answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qa.answers.answering import answer
from qa.answers.search.weights import WEIGHTS, Weights
from qa.errors import InputRefused
from qa.evaluation.gold import GoldQuestion, read_gold
from qa.evaluation.page_words import PageWords, library_pages
from qa.evaluation.scoring import Json, Measures, Score, compute_measures, find_unfaithful, score
from qa.library.library import Library
from qa.settings import settings


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The measures over all questions, and by kind.

    `quoted` counts the quotes and passages that were checked; `unfaithful` lists those of them that
    are not on the page they cite.
    """

    measures: Measures
    kinds: dict[str, Measures]
    quoted: int
    unfaithful: list[str]


def evaluate(path: Path, library: Library) -> Evaluation:
    """Ask the questions in the file at `path` and measure the answers.

    Raises `InputRefused` where the file is not as it should be, or the library lacks a paper that
    the answers stand in.
    """
    questions = read_gold_for(path, library)
    answers = ask_all(questions, library)
    pages = library_pages(library)
    scores = score_answers(questions, answers, pages)
    unfaithful, quoted = find_unfaithful(answers, pages)
    return Evaluation(compute_measures(scores), measures_by_kind(scores), quoted, unfaithful)


def read_gold_for(path: Path, library: Library) -> list[GoldQuestion]:
    """The questions in the file at `path`, all of whose evidence stands in papers of the library.

    Raises as `evaluate` does.
    """
    questions = read_gold(path)
    held = {paper.name.lower() for paper in library.store.papers.all()}
    for question in questions:
        for evidence in (piece for group in question.groups for piece in group):
            if evidence.file.lower() not in held:
                raise InputRefused(
                    f"The answer to {question.id} stands in {evidence.file}, which is not in the "
                    "library. Index the folder that has it first."
                )
    return questions


def ask_all(
    questions: Sequence[GoldQuestion], library: Library, weights: Weights = WEIGHTS
) -> list[Json]:
    """The answers to `questions`, as `python -m qa ask --json` prints them."""
    return [
        answer(
            question.question,
            library,
            top=settings().top,
            previous=question.previous,
            weights=weights,
        ).to_json()
        for question in questions
    ]


def score_answers(
    questions: Sequence[GoldQuestion], answers: Sequence[Json], pages: PageWords
) -> list[Score]:
    """The score of each answer."""
    pairs = zip(questions, answers, strict=True)
    return [score(question, answer, pages) for question, answer in pairs]


def measures_by_kind(scores: Sequence[Score]) -> dict[str, Measures]:
    """The measures of each kind of question."""
    kinds = sorted({score.gold.kind for score in scores})
    return {kind: compute_measures([s for s in scores if s.gold.kind == kind]) for kind in kinds}
