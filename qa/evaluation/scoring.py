"""How good answers are, by the measures that retrieval is usually judged by.

An answer is taken in the shape that `python -m qa ask --json` prints.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean, median_high
from typing import Any, Literal

from qa.answers import Status
from qa.evaluation.gold import Evidence, GoldQuestion
from qa.evaluation.page_words import PageWords, run_share, split_words

K = 5
HELD = 0.5  # the share of the runs of a piece of evidence that a passage must have to hold it
# Kinds of question that it takes several passages to answer.
SEVERAL = ("timeline", "list")
Json = dict[str, Any]
REFUSED: dict[Status, float] = {"answered": 0.0, "uncertain": 0.5, "not_found": 1.0}
Measures = dict[str, float | None]


@dataclass(frozen=True, slots=True)
class Score:
    """How one answer did.

    `text` and `page` have, for each group of evidence, the rank (from 1) of the first passage that
    holds a piece of it, and of the first passage that is on its page; None where there is none.
    `facts` is the share of the key facts that stand in the quotes, None where the question has
    none. `refused` is 1 for a refusal and half for an uncertain answer. `stated` says
    for each group whether a piece of it stands in the answer itself: in its quotes, or in the steps
    of its timeline.
    """

    gold: GoldQuestion
    refused: float
    seconds: float
    text: Sequence[int | None]
    page: Sequence[int | None]
    facts: float | None
    stated: Sequence[bool]


def score(gold: GoldQuestion, answer: Json, pages: PageWords) -> Score:
    """The score of `answer` to the question `gold`."""

    def is_on_page(evidence: Evidence, passage: Json) -> bool:
        return passage["pdf_page"] in pages.pages_of(evidence)

    return Score(
        gold,
        REFUSED[answer["status"]],
        answer["seconds"],
        [_rank(group, answer, _holds) for group in gold.groups],
        [_rank(group, answer, is_on_page) for group in gold.groups],
        _facts_in_quotes(gold, answer),
        _stated_groups(gold, answer),
    )


def _holds(evidence: Evidence, passage: Json) -> bool:
    return run_share(split_words(evidence.quote), split_words(passage["text"])) >= HELD


def _rank(
    group: Iterable[Evidence], answer: Json, test: Callable[[Evidence, Json], bool]
) -> int | None:
    """The rank of the first cited passage that meets `test` for a piece of the group's evidence."""
    for rank, passage in enumerate(answer["citations"], 1):
        same_paper = [e for e in group if e.file.lower() == passage["paper"].lower()]
        if any(test(evidence, passage) for evidence in same_paper):
            return rank
    return None


def _facts_in_quotes(gold: GoldQuestion, answer: Json) -> float | None:
    """The share of the key facts that stand in the quotes, as whole words."""
    quoted = f" {' '.join(split_words(' '.join(quote['text'] for quote in answer['quotes'])))} "
    found = [f" {' '.join(split_words(fact))} " in quoted for fact in gold.keyfacts]
    return fmean(found) if found else None


def _stated_groups(gold: GoldQuestion, answer: Json) -> list[bool]:
    """For each group of evidence, whether the quotes or the timeline hold a piece of it."""
    papers = {citation["n"]: citation["paper"].lower() for citation in answer["citations"]}
    quoted = [(quote, papers[quote["citation"]]) for quote in _quotes_and_steps(answer)]
    return [
        any(
            paper == evidence.file.lower() and _holds(evidence, quote)
            for evidence in group
            for quote, paper in quoted
        )
        for group in gold.groups
    ]


def compute_measures(scores: Sequence[Score]) -> Measures:
    """The number of `scores`, each measure over them, and the median time in seconds.

    A measure is a share from 0 to 1, or None where it applies to none of the scores. MRR is the
    mean reciprocal rank.
    """
    answerable = [s for s in scores if s.gold.answerable]
    single = [s for s in answerable if s.gold.kind not in SEVERAL]
    several = [s for s in answerable if s.gold.kind in SEVERAL]
    follow_ups = [s for s in answerable if s.gold.kind == "follow_up"]
    return {
        "questions": len(scores),
        "text@1": _mean(_share(s.text, 1) for s in single if not s.gold.all_needed),
        f"text@{K}": _mean(_share(s.text, K) for s in answerable),
        f"page@{K}": _mean(_share(s.page, K) for s in answerable),
        "text@all": _mean(_share(s.text) for s in answerable),
        "MRR": _mean(max((1 / n for n in s.text if n), default=0.0) for s in single),
        "facts in quotes": _mean(s.facts for s in single if s.facts is not None),
        "timeline/list groups found": _mean(_share(s.text) for s in several),
        "timeline/list groups told": _mean(fmean(s.stated) for s in several),
        f"follow-up text@{K}": _mean(_share(s.text, K) for s in follow_ups),
        "wrongly refused": _mean(s.refused for s in answerable),
        "rightly refused": _mean(s.refused for s in scores if not s.gold.answerable),
        "median seconds": median_high(s.seconds for s in scores) if scores else None,
    }


def shares(scores: Sequence[Score], what: Literal["text", "page"], k: int) -> list[float]:
    """For each answerable question, the share of its groups whose `what` was found among the first
    `k` passages."""
    answerable = (score for score in scores if score.gold.answerable)
    return [_share(one.text if what == "text" else one.page, k) for one in answerable]


def find_unfaithful(answers: Iterable[Json], pages: PageWords) -> tuple[list[str], int]:
    """The quotes and passages that are not on the page they cite, and how many were checked."""
    unfaithful, checked = [], 0
    for answer in answers:
        for text, citation in _cited_texts(answer):
            checked += 1
            first, last = citation["pdf_page"], citation["pdf_page_end"]
            if not pages.hold(text, citation["paper"], first, last):
                unfaithful.append(f"{citation['paper']}, PDF page {first}: {text}")
    return unfaithful, checked


def _cited_texts(answer: Json) -> Iterator[tuple[str, Json]]:
    """Each quote, step and passage of an answer with its citation."""
    citations = {citation["n"]: citation for citation in answer["citations"]}
    for quote in _quotes_and_steps(answer):
        yield quote["text"], citations[quote["citation"]]
    for citation in answer["citations"]:
        yield citation["text"], citation


def _quotes_and_steps(answer: Json) -> list[Json]:
    return [*answer["quotes"], *answer.get("timeline", ())]


def _share(ranks: Sequence[int | None], k: float = float("inf")) -> float:
    """The share of the groups that were found among the first `k` passages."""
    return fmean(rank is not None and rank <= k for rank in ranks)


def _mean(values: Iterable[float]) -> float | None:
    given = list(values)
    return fmean(given) if given else None
