"""From a question to an answer."""

from __future__ import annotations

import time
from collections.abc import Mapping

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
# An answer is believed where a passage is near enough in meaning (a cosine), or holds nearly all of
# the question's words and is not far off. On 163 development questions with an answer over four
# councils this refuses about 6 %; of 27 without one it refuses about one in four: most of those are
# near misses, whose subject the papers do speak of.
NEAR, NOT_FAR = 0.43, 0.3
NEARLY_ALL = 0.85


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
        (
            citation,
            best_quote(asked, citation, known, hit.sentences, _printed(citation, library)),
        )
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


def _printed(citation: Citation, library: Library) -> Mapping[int, str | None]:
    """The printed numbers of the pages of a citation that runs over several."""
    return library.store.printed_pages(citation.paper_id) if citation.breaks else {}


def _place(stored: StoredPassage) -> Place:
    passage = stored.passage
    return Place(stored.paper, passage.page, passage.printed_page, passage.meeting.date)


def _answers(hits: list[Hit], known: Evidence) -> bool:
    """Whether one of the first passages found is near enough to be believed."""
    return any(
        hit.cosine >= NEAR or (hit.cosine >= NOT_FAR and _held(hit, known) >= NEARLY_ALL)
        for hit in hits[:5]
    )


def _held(hit: Hit, known: Evidence) -> float:
    passage = hit.stored.passage
    return known.held(f"{passage.item} {passage.section} {passage.context} {passage.text}")
