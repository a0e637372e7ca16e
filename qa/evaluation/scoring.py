"""How good answers are, by the measures that retrieval is usually judged by.

An answer is taken in the shape that `python -m qa ask --json` prints.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean, median_high
from typing import Any

from qa.evaluation.gold import Evidence, GoldQuestion
from qa.evaluation.pages import PageWords, run_share, words

K = 5
SEVERAL = ("timeline", "list")  # kinds of question that it takes several passages to answer
Json = dict[str, Any]
Measures = dict[str, float | None]


@dataclass(frozen=True, slots=True)
class Score:
    """How one answer did.

    `text` and `page` have, for each group of evidence, the rank (from 1) of the first passage that
    holds some of it, and of the first that is on its page. `facts` is the share of the key facts
    that stand in the quotes, None where there are none. `told` says for each group whether some of
    it stands in what the answer itself says: its quotes, or the steps of its timeline.
    """

    gold: GoldQuestion
    refused: bool
    seconds: float
    text: Sequence[int | None]
    page: Sequence[int | None]
    facts: float | None
    told: Sequence[bool]


def score(gold: GoldQuestion, answer: Json, pages: PageWords) -> Score:
    """The score of `answer` to the question `gold`."""

    def shows(evidence: Evidence, passage: Json) -> bool:
        return run_share(words(evidence.quote), words(passage["text"])) >= 0.5

    def is_on_page(evidence: Evidence, passage: Json) -> bool:
        return passage["pdf_page"] in pages.where(evidence)

    def rank(group: Iterable[Evidence], test: Callable[[Evidence, Json], bool]) -> int | None:
        for n, passage in enumerate(answer["citations"], 1):
            same = [e for e in group if e.file.lower() == passage["paper"].lower()]
            if any(test(evidence, passage) for evidence in same):
                return n
        return None

    paper_of = {citation["n"]: citation["paper"].lower() for citation in answer["citations"]}
    said = [(one["text"], paper_of[one["citation"]]) for one in _said(answer)]

    def tells(evidence: Evidence) -> bool:
        quote, file = words(evidence.quote), evidence.file.lower()
        return any(paper == file and run_share(quote, words(text)) >= 0.5 for text, paper in said)

    quoted = f" {' '.join(words(' '.join(quote['text'] for quote in answer['quotes'])))} "
    facts = [f" {' '.join(words(fact))} " in quoted for fact in gold.keyfacts]
    return Score(
        gold,
        answer["status"] == "not_found",
        answer["seconds"],
        [rank(group, shows) for group in gold.groups],
        [rank(group, is_on_page) for group in gold.groups],
        fmean(facts) if facts else None,
        [any(tells(evidence) for evidence in group) for group in gold.groups],
    )


def measures(scores: Sequence[Score]) -> Measures:
    """The number of `scores`, each measure over them (a share from 0 to 1, or None where none of
    them has it), and the median time in seconds."""
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
        "timeline/list groups told": _mean(fmean(s.told) for s in several),
        f"follow-up text@{K}": _mean(_share(s.text, K) for s in follow_ups),
        "wrongly refused": _mean(s.refused for s in answerable),
        "rightly refused": _mean(s.refused for s in scores if not s.gold.answerable),
        "median seconds": median_high(s.seconds for s in scores) if scores else None,
    }


def unfaithful(answers: Iterable[Json], pages: PageWords) -> tuple[list[str], int]:
    """The quotes and passages that are not on the page they cite, of how many."""
    bad, n = [], 0
    for answer in answers:
        for text, citation in _cited(answer):
            n += 1
            first, last = citation["pdf_page"], citation["pdf_page_end"]
            if not pages.hold(text, citation["paper"], first, last):
                bad.append(f"{citation['paper']}, PDF page {first}: {text}")
    return bad, n


def _cited(answer: Json) -> Iterator[tuple[str, Json]]:
    citations = {citation["n"]: citation for citation in answer["citations"]}
    for quote in _said(answer):
        yield quote["text"], citations[quote["citation"]]
    for citation in answer["citations"]:
        yield citation["text"], citation


def _said(answer: Json) -> list[Json]:
    """The quotes of an answer, and the steps of its timeline."""
    return [*answer["quotes"], *answer.get("timeline", ())]


def _share(found: Sequence[int | None], k: float = float("inf")) -> float:
    """The share of the groups found among the first `k`."""
    return fmean(rank is not None and rank <= k for rank in found)


def _mean(values: Iterable[float]) -> float | None:
    listed = list(values)
    return fmean(listed) if listed else None
