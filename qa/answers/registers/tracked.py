"""Lists of recommendations and actions by what became of them: "which are overdue?".

A tracker has them row by row, each with its response or status in the papers' own few words, which
no question repeats: "partially agreed" answers "which did cabinet not fully accept?". So the rows
of the schedule that the question is about are read for their statuses.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from qa.answers.registers.response import statuses
from qa.answers.search.context import Context, Hit
from qa.answers.search.search import search
from qa.answers.understanding.question import Question
from qa.papers.kinds import TRACKER
from qa.papers.text import sentences
from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)
DEPTH = 400  # rows of trackers that are looked through
NEAR = 0.95  # a schedule is asked about if its best row scores so much of the best one of all
MOSTLY = 0.8  # of the rows of a paper, that are items of their own
MAX_WORDS = 90  # of a row that are quoted


def statuses_asked(question: Question) -> frozenset[str]:
    """The statuses of recommendations or actions that `question` asks a list of."""
    if not PHRASES["of_them"].search(question.own):
        return frozenset()
    asked = (one for one in PHRASES.data["asked"] if PHRASES.unnamed(one).search(question.own))
    return frozenset(next(asked, {"statuses": ()})["statuses"])


def list_rows(context: Context) -> Context:
    """The step that puts first the rows of trackers with the status that the question asks for.

    A question with no subject but recommendations or actions is answered by such rows, however
    little their words are those of the question.
    """
    about_all = _is_about_all(context.question)
    if context.refusal is not None and not about_all:
        return context
    rows = _rows(context)
    if not rows:
        return context
    ids = {row.stored.id for row in rows}
    others = (hit for hit in context.hits if hit.stored.id not in ids)
    found = replace(context, hits=(*rows, *others), rows=len(rows))
    return replace(found, refusal=None, doubt=None) if about_all else found


def _is_about_all(question: Question) -> bool:
    """Whether a question speaks of no subject but recommendations or actions."""
    return PHRASES.words("general").issuperset(question.terms)


def _row_by_row(hits: Sequence[Hit]) -> set[int]:
    """The papers whose rows are each an item of its own: all of one is one schedule."""
    rows = Counter(hit.stored.paper_id for hit in hits)
    items = Counter(
        paper for paper, _ in {(h.stored.paper_id, h.stored.passage.item) for h in hits}
    )
    return {paper for paper, n in rows.items() if items[paper] > MOSTLY * n}


def _rows(context: Context) -> list[Hit]:
    """The rows of trackers with the status asked for, in the order of their schedule."""
    question, limits = context.question, context.limits
    wanted = statuses_asked(question)
    if not wanted or limits.document not in (None, TRACKER.name):
        return []
    limits = replace(limits, document=TRACKER.name)
    found = search(replace(context, limits=limits, top=DEPTH)).hits
    by_row = _row_by_row(found)
    schedules: dict[tuple[int, str | None], list[Hit]] = defaultdict(list)
    for hit in found:
        paper, item = hit.stored.paper_id, hit.stored.passage.item
        schedules[paper, None if paper in by_row else item].append(hit)
    best = max((hit.score for hit in found), default=0.0)
    about_all = _is_about_all(question)
    return [
        hit
        for rows in schedules.values()
        if about_all or max(hit.score for hit in rows) >= NEAR * best
        for hit in sorted(rows, key=lambda hit: hit.stored.id)
        if wanted & set(statuses(hit.stored.passage.text))
    ]


def row_of(text: str, wanted: frozenset[str]) -> tuple[int, int]:
    """Where in `text` the row begins and ends that has one of the `wanted` statuses."""
    spans = sentences(text)
    at = next((i for i, (a, b) in enumerate(spans) if wanted & set(statuses(text[a:b]))), 0)
    first, last = at, at
    while first and _words(text, spans, first - 1, last) <= MAX_WORDS:
        first -= 1
    while last + 1 < len(spans) and _words(text, spans, first, last + 1) <= MAX_WORDS:
        last += 1
    return spans[first][0], spans[last][1]


def _words(text: str, spans: Sequence[tuple[int, int]], first: int, last: int) -> int:
    """How many words the sentences from `first` to `last` have."""
    return len(text[spans[first][0] : spans[last][1]].split())
