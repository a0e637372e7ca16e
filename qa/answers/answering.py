"""From a question to an answer."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from qa.answers.answer import Answer, Citation, Mention, Place, Quote, Step
from qa.answers.registers.response import statuses
from qa.answers.registers.tracked import row_of, statuses_asked, tracked
from qa.answers.search.gist import gist
from qa.answers.search.quotes import best_quote
from qa.answers.search.ranking import RANKING, Ranking
from qa.answers.search.refusal import doubt
from qa.answers.search.search import Hit, follow, nearness, question_vector, search
from qa.answers.search.term_weights import Evidence, evidence
from qa.answers.search.unread import unread
from qa.answers.story.timeline import (
    DEPTH,
    Subject,
    Telling,
    differences,
    goes_on,
    mentions,
    subject,
    telling,
)
from qa.answers.understanding.question import Question, understood
from qa.answers.understanding.spelling import corrected
from qa.library.filters import Filters
from qa.library.library import Library, consistent
from qa.library.records import Matrix

TOP = 10
QUOTED = 4  # citations that an answer quotes
WHOLE = 150  # words: a list in a passage no longer than this is quoted whole
BEFORE = (1, 2)  # passages before one found, from which it goes on
LOOKS = 8  # at papers later than the latest that was found
LATER = 20  # passages later than a story's last step that are looked through for its subject


@consistent
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
    asked = understood(typed, previous, library.totals.committees)
    limits = (filters or Filters()).within(asked.leaning.limits)
    vector = question_vector(asked, library, ranking)
    hits = search(asked, vector, library, limits, top, ranking)
    known = evidence(asked, library)
    reason = doubt(asked, hits, known, library, ranking)
    notes = (*(slip.said() for slip in slips), *filter(None, [asked.leaning.said()]))
    told = _Told(question, asked, vector, known, limits, top, ranking, reason, notes)
    return told.answer(hits, library, began)


@consistent
def more_like(passage_id: int, library: Library, *, story: bool = False) -> Answer | None:
    """What other passages say of what this one is about; None where it is no longer there.

    As a `story`, what was said of it meeting by meeting, itself included.
    """
    began = time.perf_counter()
    found = library.store.passages.get([passage_id])
    if not found:
        return None
    [stored] = found
    asked = understood(gist(stored.passage, library))
    _, [vector] = library.store.vectors.get([passage_id])
    hits = search(asked, vector, library, Filters(), TOP + 1)
    if story:
        shared = gist(stored.passage, library, [hit.stored.passage for hit in hits])
        asked = understood(shared or asked.text)
        hits = search(asked, vector, library, Filters(), TOP)
    else:
        hits = [hit for hit in hits if passage_id not in _ids(hit)][:TOP]
    asked = replace(asked, story=story, listed=False)
    known = evidence(asked, library)
    told = _Told(asked.text, asked, vector, known, Filters(), TOP, RANKING, None, ())
    return told.answer(hits, library, began)


def _ids(hit: Hit) -> set[int]:
    return {stored.id for stored in (hit.stored, *hit.copies)}


@dataclass(frozen=True, slots=True)
class _Told:
    """All that an answer is made from, but for what is found."""

    question: str
    asked: Question
    vector: Matrix
    known: Evidence
    limits: Filters
    top: int
    ranking: Ranking
    reason: str | None
    notes: tuple[str, ...]

    def answer(self, hits: list[Hit], library: Library, began: float) -> Answer:
        """The answer that `hits`, best first, give."""
        asked, answered = self.asked, self.reason is None
        rows = tracked(asked, self.vector, library, self.limits) if answered else []
        held = {row.stored.id for row in rows}
        hits = [*rows, *(hit for hit in hits if hit.stored.id not in held)]
        story: list[Telling] = []
        last: tuple[date, Hit] | None = None
        if answered and asked.story:
            about = subject(asked, hits, self.known)
            thread = follow(hits, self.vector, library, self.ranking)
            depth = max(self.top, DEPTH)
            hits = search(asked, thread, library, self.limits, depth, self.ranking)
            story = _story(hits, about, self.vector, library)
            if story:
                last = _last_mention(asked, thread, about, story, hits, library, self.limits)
            if last and last[1] not in hits:
                hits.append(last[1])
        citations = tuple(_citation(hit, n) for n, hit in enumerate(hits, 1))
        by_passage = {cited.passage_id: cited for cited in citations}
        steps = tuple(_step(one, by_passage[one.hit.stored.id], library) for one in story)
        mention = last and Mention(last[0], by_passage[last[1].stored.id].n)
        kept = {step.citation for step in steps} | ({mention.citation} if mention else set())
        quoted = citations[: len(rows) or _quoted(asked)] if answered else ()
        shown = max(self.top, len(rows))
        found = Answer(
            question=self.question,
            asked=asked.text,
            status="answered" if answered else "not_found",
            shape="timeline" if steps else "passages",
            quotes=tuple(
                _quote(asked, cited, self.known, hit, library)
                for cited, hit in zip(quoted, hits, strict=False)
            ),
            citations=tuple(c for c in citations if c.n <= shown or c.n in kept),
            searched=library.searched(self.limits),
            seconds=0.0,
            timeline=steps,
            reason=self.reason,
            notes=self.notes,
            last_mentioned=mention,
            differences=differences(steps),
        )
        gaps = unread(found, library, self.limits)
        return replace(found, unread=gaps, seconds=time.perf_counter() - began)


def _quoted(asked: Question) -> int:
    """How many citations are quoted."""
    return QUOTED + QUOTED * asked.listed


def _quote(asked: Question, cited: Citation, known: Evidence, hit: Hit, library: Library) -> Quote:
    """The words of a citation that answer; all of them where a list is asked for."""
    printed = _printed(cited, library)
    wanted = statuses_asked(asked)
    if wanted & set(statuses(cited.text)):
        return Quote.of(cited, *row_of(cited.text, wanted), printed)
    if asked.listed and len(cited.text.split()) <= WHOLE:
        return Quote.of(cited, 0, len(cited.text), printed)
    return best_quote(asked, cited, known, hit.sentences, printed)


def _story(hits: Sequence[Hit], about: Subject, vector: Matrix, library: Library) -> list[Telling]:
    """The steps that `hits` tell, oldest first; one merely recorded is "raised" if it is first."""
    near = nearness([hit.stored.id for hit in hits], vector, library)
    later = [hit.stored.id for hit in hits if goes_on(hit.stored)]
    before = library.store.passages.get([i - n for i in later for n in BEFORE])
    story = telling(hits, about, near, before)
    if story and story[0].kind == "progress":
        story[0] = replace(story[0], kind="raised")
    return story


def _last_mention(
    asked: Question,
    thread: Matrix,
    about: Subject,
    story: Sequence[Telling],
    hits: Sequence[Hit],
    library: Library,
    limits: Filters,
) -> tuple[date, Hit] | None:
    """The last day on which the subject is spoken of, and where: later papers are searched for it,
    until there are none that do. None where that takes more than some LOOKS."""
    told = max(story, key=lambda one: one.day)
    last = max([*mentions(hits, about)[:1], (told.day, told.hit)], key=lambda one: one[0])
    for _ in range(LOOKS):
        if limits.date_to and last[0] >= limits.date_to:
            return last
        later = replace(limits, date_from=last[0] + timedelta(days=1))
        found = mentions(search(asked, thread, library, later, LATER), about)
        if not found:
            return last
        last = found[0]
    return None


def _step(one: Telling, cited: Citation, library: Library) -> Step:
    quote = Quote.of(cited, one.start, one.end, _printed(cited, library))
    return Step(one.day, quote, one.kind, cited.standing, tuple(map(Place.of, one.copies)))


def _citation(hit: Hit, n: int) -> Citation:
    return Citation.of(hit.stored, n, hit.score, tuple(map(Place.of, hit.copies)))


def _printed(citation: Citation, library: Library) -> Mapping[int, str | None]:
    """The printed numbers of the pages of a citation that runs over several."""
    return library.store.papers.printed_pages(citation.paper_id) if citation.breaks else {}
