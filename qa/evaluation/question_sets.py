"""Sets of questions whose answers are known, asked of their papers by one way of searching after
another."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Protocol

from qa.answers.search.context import understand
from qa.answers.search.refusal import refuse
from qa.answers.search.search import search
from qa.answers.search.weights import WEIGHTS, Weights
from qa.evaluation.evaluation import ask_all, read_gold_for, score_answers
from qa.evaluation.gold import Evidence, GoldQuestion
from qa.evaluation.left_out import Drawn, drawn_questions, ranks_of, share_refused
from qa.evaluation.page_words import library_pages
from qa.evaluation.passage_library import Place, library_of
from qa.evaluation.scoring import Score, find_unfaithful
from qa.library.ingest import ingest
from qa.library.library import Library

OnStep = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """The scores of the questions of a set by each way of searching; how many quotes and passages
    of answers were checked, and which of them are not on the page they cite."""

    scores: Mapping[str, list[Score]]
    quoted: int = 0
    unfaithful: Sequence[str] = ()


class QuestionSet(Protocol):
    """Questions and their papers, under a name; `is_left_out` says whether nothing that the search
    uses was learned from them."""

    @property
    def name(self) -> str: ...

    @property
    def is_left_out(self) -> bool: ...

    def ask(self, folder: Path, ways: Mapping[str, Weights], on_step: OnStep) -> Asked:
        """Ask them by each of the `ways`. A library is kept under `folder`.

        Raises `InputRefused` where a file or folder is not as it should be.
        """


@dataclass(frozen=True, slots=True)
class GoldSet:
    """Questions whose answers are known (`gold`), and the folder of the papers they are about."""

    gold: Path
    papers: Path

    @property
    def name(self) -> str:
        """The name of its rows: "hexley" for hexley.dev.jsonl, else that of the folder."""
        stem = self.gold.name.split(".")[0]
        return self.papers.resolve().name if stem == "gold" else stem

    @property
    def is_left_out(self) -> bool:
        return False

    def ask(self, folder: Path, ways: Mapping[str, Weights], on_step: OnStep) -> Asked:
        on_step(f"Indexing {self.papers}")
        scores, quoted, unfaithful = {}, 0, list[str]()
        with Library(folder / self.name, create=True) as library:
            ingest([self.papers], library)
            questions = read_gold_for(self.gold, library)
            pages = library_pages(library)
            for way, weights in ways.items():
                on_step(f"Asking {self.name}: {way}")
                answers = ask_all(questions, library, weights)
                scores[way] = score_answers(questions, answers, pages)
                if weights == WEIGHTS:
                    unfaithful, quoted = find_unfaithful(answers, pages)
        return Asked(scores, quoted, unfaithful)


@dataclass(frozen=True, slots=True)
class LeftOutSet:
    """Up to `count` questions of a council of the `folder` that relevance is learned from, asked
    of its passages; `learned` is what was learned without it."""

    name: str
    folder: Path
    learned: Path | None
    count: int

    @property
    def is_left_out(self) -> bool:
        return True

    def ask(self, folder: Path, ways: Mapping[str, Weights], on_step: OnStep) -> Asked:
        drawn = drawn_questions(self.folder, self.name, self.count, kinds=("questions",))
        index = folder / self.name
        scores = {}
        with library_of(self.folder, self.name, self.learned, index, on_step) as (library, places):
            for way, weights in ways.items():
                on_step(f"Asking {self.name}: {way}")
                scores[way] = [_score(one, library, weights, places) for one in drawn]
        return Asked(scores)


def _score(drawn: Drawn, library: Library, weights: Weights, places: Mapping[str, Place]) -> Score:
    """The score of what is found for a question, and refused; nothing is quoted of it."""
    start = perf_counter()
    found = refuse(search(understand(drawn.question, library, weights=weights)))
    text, page = ranks_of(found.hits, drawn, places)
    evidence = Evidence(drawn.passage, drawn.text)
    gold = GoldQuestion(
        drawn.passage, drawn.question, None, "left out", ((evidence,),), (), all_needed=False
    )
    seconds = perf_counter() - start
    return Score(gold, share_refused(found), seconds, [text], [page], None, [False])
