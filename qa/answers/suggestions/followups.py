"""Questions to go on with: what the papers answer too, and an answer does not say yet.

They are made, in the forms of questions to begin with, from the items of meetings that the answer
cites, and from what the question and its citations speak of in the same words; each is asked before
it is offered.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice

from qa.answers.answer import Answer, Citation, Quote
from qa.answers.search.term_weights import TermWeights, term_weights
from qa.answers.suggestions.item import (
    Item,
    Suggestion,
    asked,
    carried_out,
    decided,
    first,
    happened,
    items,
    proposed,
    told,
    voted,
)
from qa.answers.suggestions.phrase import phrases
from qa.answers.suggestions.title import about, alike, spelt, subjects
from qa.answers.understanding.question import parse_question, terms
from qa.library.filters import Filters
from qa.library.library import Library
from qa.library.records import Entry, Record, StoredPassage
from qa.papers.kinds import TRACKER
from qa.papers.register import Asked, Resolution, Words
from qa.papers.text import mended

MOST = 3
TRIED = 4  # answers that are looked at
SECONDS = 0.6
CITED = 6  # citations, the first ones, that are looked at
LAST = 3  # steps of a story, before those
ITEMS = 3  # of theirs, and as many PHRASES, that are looked for
PHRASES = 3
FOUND = 50  # passages of each kind with an item's words, or a phrase
NEXT = 2  # forms of a subject that come before the first of the next one
HELD_BY_TITLE = 0.03  # of what the question asks (a share) that a subject has

# What may be asked, best first: what became of a thing not of a story again, and who proposed it
# only where the question was of a decision.
FORMS = (decided, happened, voted, told, carried_out, asked, proposed)


def followups(
    found: Answer,
    library: Library,
    *,
    filters: Filters | None = None,
    seconds: float = SECONDS,
) -> tuple[str, ...]:
    """Up to MOST questions that the papers within `filters` answer and `found` does not, best
    first; those that were found after about so many `seconds`."""
    until = time.perf_counter() + seconds
    said = {quote.text for quote in _quotes(found)}
    chosen: list[str] = []
    for suggestion in islice(_suggestions(found, library), TRIED):
        if len(chosen) == MOST or time.perf_counter() > until:
            break
        answered = suggestion.answered(library, filters)
        if answered and any(quote.text not in said for quote in _quotes(answered)):
            chosen.append(suggestion.question)
    return tuple(chosen)


def _quotes(found: Answer) -> list[Quote]:
    return [*found.quotes, *(step.quote for step in found.timeline)]


def _suggestions(found: Answer, library: Library) -> Iterator[Suggestion]:
    """What may be asked next: of what is nearest to the question first, and of the like only once
    in each form."""
    question = parse_question(found.asked, None, library.totals.committees)
    known = term_weights(question, library)
    last = [found.cited(step.citation) for step in reversed(found.timeline)][:LAST]
    cited = list({one.n: one for one in (*last, *found.citations)}.values())[:CITED]
    titled = _items(found, cited, known, library)
    topics: dict[str, list[Item]] = defaultdict(list)
    for item in titled:
        topics[item.subject].append(item)
    for phrase in phrases([found.asked, *(one.text for one in cited)], known)[:PHRASES]:
        if not any(about(phrase) <= item.about for item in titled):
            for item in _at_meetings(phrase, library):
                topics[item.subject].append(item)
    of_a_decision = "decided" in question.preference.standings
    left_out = {happened: bool(found.timeline), proposed: not of_a_decision}
    forms = [form for form in FORMS if not left_out.get(form)]
    taken: list[tuple[object, frozenset[str]]] = []
    ranked: list[tuple[int, Suggestion]] = []
    for n, subject in enumerate(sorted(topics, key=known.share_in, reverse=True)):
        stems, before = about(subject), len(taken)
        free = [f for f in forms if not any(f is form and alike(stems, one) for form, one in taken)]
        for form in free:
            made = filter(None, map(form, topics[subject]))
            if one := next((each for each in made if _is_open(each, found)), None):
                ranked.append((NEXT * n + len(taken) - before, one))
                taken.append((form, stems))
    yield from (one for _, one in sorted(ranked, key=lambda each: each[0]))


def _is_open(one: Suggestion, found: Answer) -> bool:
    """Whether an answer leaves it to be asked."""
    if one.question.lower() in (found.question.lower(), found.asked.lower()):
        return False
    quotes = _quotes(found)
    if one.says:
        text = " ".join(quote.text for quote in quotes)
        return not all(word in text for word in one.says)
    shown = {found.cited(quote.citation).passage_id for quote in quotes}
    return bool(one.story) or not one.origin & shown


def _items(
    found: Answer, cited: Sequence[Citation], known: TermWeights, library: Library
) -> list[Item]:
    """The items that citations are of, with what else is known of them; of those that the question
    does not speak of only the one that the first of several quotes is of."""
    titles = {one.passage_id: subjects(one.item)[0] for one in cited if subjects(one.item)}
    topics = {i: about(title) for i, title in titles.items()}

    def near(stored: StoredPassage) -> bool:
        own = [about(title) for title in subjects(stored.passage.item)[:1]]
        return any(alike(one, topic) for one in own for topic in topics.values())

    stored = library.store.passages.get(list(titles))
    days = [(one.passage.meeting.date, titles[one.id]) for one in stored]
    passages = {one.id: one for one in stored}
    resolutions: list[Entry[Resolution]] = []
    questions: list[Entry[Asked]] = []
    for day, title in list(dict.fromkeys(days))[:ITEMS]:
        if day:
            limits = Filters(date_from=day, date_to=day)
            resolved, put, rows = _entries(terms(title), limits, library)
            resolutions += [entry for entry in resolved if near(first(entry))]
            questions += [entry for entry in put if entry.record.formal or near(first(entry))]
            passages |= {row.id: row for row in rows if near(row)}
    quoted = [found.cited(quote.citation).item for quote in found.quotes]
    main = quoted[0] if quoted and quoted[0] in quoted[1:] else None
    return [
        item
        for item in items(
            _once(resolutions), _once(questions), passages.values(), library, known.share_in
        )
        if any(alike(item.about, topic) for topic in topics.values())
        and (
            known.share_in(item.subject) >= HELD_BY_TITLE
            or (main and any(one.passage.item == main for one in item.passages))
        )
    ]


def _at_meetings(phrase: str, library: Library) -> Iterator[Item]:
    """A phrase as an item of no meeting, and of each, newest first, that resolved or asked
    something of it."""

    def says(entry: Entry[Record], words: Iterable[Words]) -> bool:
        return any(phrase in mended(entry.text_of(one)).lower() for one in words)

    store = library.store
    resolved, put, rows = _entries([phrase], Filters(), library)
    resolutions = [entry for entry in resolved if says(entry, entry.record.words)]
    questions = [entry for entry in put if says(entry, entry.record.question)]
    found = store.passages.get([i for i, _ in store.words.search([phrase], FOUND)])
    passages = list({one.id: one for one in (*found, *rows)}.values())
    days = {one.passage.meeting.date for one in passages} - {None}
    subject = spelt(phrase, "\n".join(one.passage.text for one in passages))
    stems, recurs = about(subject), len(days) > 1
    yield Item(subject, stems, None, None, passages=tuple(passages), recurs=recurs)
    meetings = [_meeting(first(entry)) for entry in resolutions]
    meetings += [_meeting(first(entry)) for entry in questions]
    for day, committee in dict.fromkeys(meetings):
        yield Item(
            subject,
            stems,
            day,
            committee,
            tuple(e for e in resolutions if _meeting(first(e)) == (day, committee)),
            tuple(e for e in questions if _meeting(first(e)) == (day, committee)),
        )


def _entries(
    words: Sequence[str], limits: Filters, library: Library
) -> tuple[list[Entry[Resolution]], list[Entry[Asked]], list[StoredPassage]]:
    """What within `limits` was resolved, asked and tracked in passages with any of `words`."""
    store = library.store

    def ids(narrower: Filters) -> list[int]:
        return [i for i, _ in store.words.search(words, FOUND, library.allowed(narrower))]

    within_resolutions = ids(replace(limits, register="resolutions"))
    within_asked = ids(replace(limits, register="asked"))
    return (
        store.registers.resolutions(within_resolutions),
        store.registers.asked(within_asked),
        store.passages.get(ids(replace(limits, document=TRACKER.name))),
    )


def _once(entries: Iterable[Entry[Record]]) -> list[Entry[Record]]:
    return list({entry.id: entry for entry in entries}.values())


def _meeting(stored: StoredPassage) -> tuple[date | None, str | None]:
    return stored.passage.meeting.date, stored.passage.meeting.committee
