"""Asking gold questions of a library, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qa.answers.answering import answer
from qa.errors import InputRefused
from qa.evaluation.gold import read_gold
from qa.evaluation.pages import library_pages
from qa.evaluation.scoring import Measures, measures, score, unfaithful
from qa.library.filters import Filters
from qa.library.library import Library
from qa.settings import settings


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The measures over all questions, and by kind.

    `unfaithful` are those of the `quoted` texts that are not on the page they cite.
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
    questions = read_gold(path)
    held = {paper.name.lower() for paper in library.store.papers()}
    for question in questions:
        for evidence in (piece for group in question.groups for piece in group):
            if evidence.file.lower() not in held:
                raise InputRefused(
                    f"The answer to {question.id} stands in {evidence.file}, which is not in the "
                    "library. Index the folder that has it first."
                )
    answers = [
        answer(
            question.question,
            library,
            filters=Filters(),
            top=settings().top,
            previous=question.previous,
        ).to_json()
        for question in questions
    ]
    pages = library_pages(library)
    scores = [
        score(question, given, pages) for question, given in zip(questions, answers, strict=True)
    ]
    kinds = sorted({question.kind for question in questions})
    bad, quoted = unfaithful(answers, pages)
    return Evaluation(
        measures(scores),
        {kind: measures([s for s in scores if s.gold.kind == kind]) for kind in kinds},
        quoted,
        bad,
    )
