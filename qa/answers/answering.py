"""From a question to an answer."""

from __future__ import annotations

import time
from collections.abc import Mapping

from qa.answers.answer import Answer, Citation, Place
from qa.answers.doubt import doubt
from qa.answers.evidence import evidence
from qa.answers.question import understood
from qa.answers.quotes import best_quote
from qa.answers.ranking import RANKING, Ranking
from qa.answers.search import Hit, follow, question_vector, search
from qa.answers.spelling import corrected
from qa.answers.timeline import DEPTH, telling, timeline
from qa.library.filters import Filters
from qa.library.library import Library
from qa.library.records import Searched, StoredPassage

TOP = 10
QUOTED = 4  # citations that an answer quotes


def answer(
    question: str,
    library: Library,
    *,
    filters: Filters | None = None,
    top: int = TOP,
    previous: str | None = None,
    ranking: Ranking = RANKING,
) -> Answer:
    """What the papers in `library` within `filters` say to `question`.

    `previous` is the question before it in a conversation, taken up where this one leans on it.
    `ranking` is another than the usual one where that is measured.
    """
    began = time.perf_counter()
    typed, slips = corrected(question, library) if ranking.spelling else (question, ())
    asked = understood(typed, previous, library.whole.committees)
    limits = (filters or Filters()).within(asked.leaning.limits)
    vector = question_vector(asked, library, ranking)
    hits = search(asked, vector, library, limits, top, ranking)
    known = evidence(asked, library)
    reason = doubt(asked, hits, known, library, ranking)
    answered = reason is None
    story: list[Hit] = []
    if answered and asked.story:
        thread = follow(hits, vector, library, ranking)
        hits = search(asked, thread, library, limits, max(top, DEPTH), ranking)
        story = telling(hits)
    citations = tuple(_citation(hit, n) for n, hit in enumerate(hits, 1))
    told = {
        cited.n: best_quote(asked, cited, known, hit.sentences, _printed(cited, library))
        for cited, hit in zip(citations, hits, strict=True)
        if answered and (cited.n <= QUOTED or hit in story)
    }
    steps = timeline(
        (cited, told[cited.n]) for cited, hit in zip(citations, hits, strict=True) if hit in story
    )
    kept = {step.citation for step in steps}
    return Answer(
        question=question,
        asked=asked.text,
        status="answered" if answered else "not_found",
        shape="timeline" if steps else "passages",
        quotes=tuple(quote for n, quote in told.items() if n <= QUOTED),
        citations=tuple(c for c in citations if c.n <= top or c.n in kept),
        searched=_searched(library, limits),
        seconds=time.perf_counter() - began,
        timeline=steps,
        reason=reason,
        notes=(*(slip.said() for slip in slips), *filter(None, [asked.leaning.said()])),
    )


def _searched(library: Library, limits: Filters) -> Searched:
    return library.whole.searched if limits == Filters() else library.store.searched(limits)


def _citation(hit: Hit, n: int) -> Citation:
    return Citation.of(hit.stored, n, hit.score, tuple(_place(copy) for copy in hit.copies))


def _printed(citation: Citation, library: Library) -> Mapping[int, str | None]:
    """The printed numbers of the pages of a citation that runs over several."""
    return library.store.printed_pages(citation.paper_id) if citation.breaks else {}


def _place(stored: StoredPassage) -> Place:
    passage = stored.passage
    return Place(stored.paper, passage.page, passage.printed_page, passage.meeting.date)
