"""From a question to an answer."""

from __future__ import annotations

import time

from qa.answers.answer import Answer, Citation, Place
from qa.answers.evidence import Evidence, evidence
from qa.answers.question import understood
from qa.answers.quotes import best_quote
from qa.answers.search import Hit, search
from qa.answers.timeline import DEPTH, timeline
from qa.library.filters import Filters
from qa.library.library import Library
from qa.library.records import StoredPassage

TOP = 10
QUOTED = 4  # citations that an answer quotes
# An answer is believed on two signs together: how near a passage is in meaning (NEAR is a cosine
# that leaves no doubt), and the share of the question's worth that it holds. On the development
# questions of three councils ENOUGH refuses 5 % of those with an answer, 43 % of those without.
NEAR = 0.7
TRUST_IN_MEANING = 0.75
ENOUGH = 0.58


def answer(
    question: str,
    library: Library,
    *,
    filters: Filters | None = None,
    top: int = TOP,
    previous: str | None = None,
) -> Answer:
    """What the papers in `library` within `filters` say to `question`.

    `previous` is the question before it in a conversation, taken up where this one leans on it.
    """
    began = time.perf_counter()
    limits = filters or Filters()
    asked = understood(question, previous)
    hits = search(asked, library, limits, max(top, DEPTH if asked.story else top))
    known = evidence(asked, library)
    citations = tuple(_citation(hit, n) for n, hit in enumerate(hits, 1))
    answered = _answers(hits, known)
    told = [
        (citation, best_quote(asked, citation, known, hit.sentences))
        for citation, hit in zip(citations, hits, strict=True)
        if answered and (asked.story or citation.n <= QUOTED)
    ]
    steps = timeline(told, known) if asked.story else ()
    kept = {step.citation for step in steps}
    return Answer(
        question=question,
        asked=asked.text,
        status="answered" if answered else "not_found",
        shape="timeline" if steps else "passages",
        quotes=tuple(quote for _, quote in told[:QUOTED]),
        citations=tuple(c for c in citations if c.n <= top or c.n in kept),
        searched=library.store.searched(limits),
        seconds=time.perf_counter() - began,
        timeline=steps,
    )


def _citation(hit: Hit, n: int) -> Citation:
    return Citation.of(hit.stored, n, hit.score, tuple(_place(copy) for copy in hit.copies))


def _place(stored: StoredPassage) -> Place:
    passage = stored.passage
    return Place(stored.paper, passage.page, passage.printed_page, passage.meeting.date)


def _answers(hits: list[Hit], known: Evidence) -> bool:
    """Whether what was found answers: one of the first passages makes us sure enough."""
    return max((confidence(hit, known) for hit in hits[:5]), default=0.0) >= ENOUGH


def confidence(hit: Hit, known: Evidence) -> float:
    """How sure a passage makes us, 0…1."""
    passage = hit.stored.passage
    held = known.held(f"{passage.item} {passage.section} {passage.context} {passage.text}")
    near = min(1.0, max(0.0, hit.cosine) / NEAR)
    return TRUST_IN_MEANING * near + (1 - TRUST_IN_MEANING) * held
