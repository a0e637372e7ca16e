"""Questions to go on with: what the papers answer too, and an answer does not say yet.

They are made from the items of meetings that the answer cites, and from phrases that the question
and the citations share. Each is asked before it is offered.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from qa.answers.answer import Answer
from qa.answers.citation import Citation, Quote
from qa.answers.registers.entry import first_passage
from qa.answers.search.term_weights import TermWeights, term_weights
from qa.answers.suggestions.forms import (
    Form,
    Suggestion,
    asked,
    carried_out,
    decided,
    happened,
    proposed,
    voted,
)
from qa.answers.suggestions.item import Item, items
from qa.answers.suggestions.phrase import phrases
from qa.answers.suggestions.title import about, alike, spelt, subjects
from qa.answers.understanding.question import parse_question, terms
from qa.library.filters import Filters
from qa.library.library import Library
from qa.library.records import Entry, StoredPassage
from qa.papers.kinds import TRACKER
from qa.papers.register import Asked, Resolution

MAX_FOLLOWUPS = 3
TRIED = 4  # answers that are looked at
SECONDS = 0.6
CITED = 6  # citations, the first ones, that are looked at
LATEST_STEPS = 3  # of a story, looked at before those
MAX_ITEMS = 3  # whose meetings are looked up in the registers
MAX_PHRASES = 3
PASSAGES = 50  # with an item's words, or with a phrase
NEXT = 2  # questions about a subject come before the first one about the next subject
SHARE = 0.03  # of what the question asks that a subject must hold

# Best first.
FORMS: tuple[Form, ...] = (decided, happened, voted, carried_out, asked, proposed)


def followups(
    found: Answer,
    library: Library,
    *,
    filters: Filters | None = None,
    seconds: float = SECONDS,
) -> tuple[str, ...]:
    """Up to MAX_FOLLOWUPS questions that the papers within `filters` answer and `found` does not.

    The best come first. No more are looked for after about so many `seconds`.
    """
    until = time.perf_counter() + seconds
    shown = {quote.text for quote in _quotes(found)}
    chosen: list[str] = []
    for suggestion in islice(_suggestions(found, library), TRIED):
        if len(chosen) == MAX_FOLLOWUPS or time.perf_counter() > until:
            break
        answered = suggestion.answered(library, filters)
        if answered and any(quote.text not in shown for quote in _quotes(answered)):
            chosen.append(suggestion.question)
    return tuple(chosen)


def _quotes(found: Answer) -> list[Quote]:
    return [*found.quotes, *(step.quote for step in found.timeline)]


def _suggestions(found: Answer, library: Library) -> Iterator[Suggestion]:
    """What may be asked next, about what is nearest to the question first.

    Of several subjects that are alike each form is asked about one.
    """
    question = parse_question(found.asked)
    weights = term_weights(question, library)
    latest = [found.cited(step.citation) for step in reversed(found.timeline)][:LATEST_STEPS]
    cited = list({one.n: one for one in (*latest, *found.citations)}.values())[:CITED]
    titled = _items(found, cited, weights, library)
    phrased = [
        _phrase_item(phrase, library)
        for phrase in phrases([found.asked, *(one.text for one in cited)], weights)[:MAX_PHRASES]
        if not any(about(phrase) <= item.about for item in titled)
    ]
    topics: dict[str, list[Item]] = {}
    for item in (*titled, *phrased):
        topics.setdefault(item.subject, []).append(item)
    of_a_decision = "decided" in question.preference.standings
    left_out: dict[Form, bool] = {happened: bool(found.timeline), proposed: not of_a_decision}
    forms = [form for form in FORMS if not left_out.get(form)]
    taken: list[tuple[Form, frozenset[str]]] = []
    ranked: list[tuple[int, Suggestion]] = []
    for n, subject in enumerate(sorted(topics, key=weights.share_in, reverse=True)):
        stems, before = about(subject), len(taken)
        for form in forms:
            if any(form is other and alike(stems, one) for other, one in taken[:before]):
                continue
            made = filter(None, map(form, topics[subject]))
            if suggestion := next((one for one in made if _is_open(one, found)), None):
                ranked.append((NEXT * n + len(taken) - before, suggestion))
                taken.append((form, stems))
    yield from (suggestion for _, suggestion in sorted(ranked, key=lambda one: one[0]))


def _is_open(suggestion: Suggestion, found: Answer) -> bool:
    """Whether an answer leaves a question to be asked."""
    if suggestion.question.lower() in (found.question.lower(), found.asked.lower()):
        return False
    quotes = _quotes(found)
    if suggestion.says:
        return suggestion.says not in " ".join(quote.text for quote in quotes)
    shown = {found.cited(quote.citation).passage_id for quote in quotes}
    return bool(suggestion.story) or not suggestion.origin & shown


def _items(
    found: Answer, cited: Sequence[Citation], weights: TermWeights, library: Library
) -> list[Item]:
    """The items of the citations, with what else their meetings have on them.

    Of items whose subject the question does not mention only the one that several quotes are of.
    """
    titles = {one.passage_id: named[0] for one in cited if (named := subjects(one.item))}
    topics = [about(title) for title in titles.values()]

    def on_topic(stored: StoredPassage) -> bool:
        own = [about(title) for title in subjects(stored.passage.item)[:1]]
        return any(alike(one, topic) for one in own for topic in topics)

    store = library.store
    stored = store.passages.get(list(titles))
    passages = {one.id: one for one in stored}
    resolutions: dict[int, Entry[Resolution]] = {}
    questions: dict[int, Entry[Asked]] = {}
    days = [(one.passage.meeting.date, titles[one.id]) for one in stored]
    for day, title in list(dict.fromkeys(days))[:MAX_ITEMS]:
        if day:
            limits, words = Filters(date_from=day, date_to=day), terms(title)
            resolved = _ids(words, replace(limits, register="resolutions"), library)
            debated = _ids(words, replace(limits, register="asked"), library)
            tracked = _ids(words, replace(limits, document=TRACKER.name), library)
            resolutions |= {e.id: e for e in store.registers.resolutions(resolved)}
            questions |= {e.id: e for e in store.registers.asked(debated) if not e.record.formal}
            passages |= {row.id: row for row in store.passages.get(tracked) if on_topic(row)}
    quoted = [found.cited(quote.citation).item for quote in found.quotes]
    main = quoted[0] if quoted and quoted[0] in quoted[1:] else None
    every = items(
        [one for one in resolutions.values() if on_topic(first_passage(one))],
        [one for one in questions.values() if on_topic(first_passage(one))],
        passages.values(),
        library,
        weights.share_in,
    )
    return [
        item
        for item in every
        if any(alike(item.about, topic) for topic in topics)
        and (
            weights.share_in(item.subject) >= SHARE
            or (main and any(one.passage.item == main for one in item.passages))
        )
    ]


def _phrase_item(phrase: str, library: Library) -> Item:
    """A phrase as an item of no meeting, with the passages that have it."""
    anywhere = _ids([phrase], Filters(), library)
    tracked = _ids([phrase], Filters(document=TRACKER.name), library)
    found = library.store.passages.get(list(dict.fromkeys([*anywhere, *tracked])))
    subject = spelt(phrase, "\n".join(one.passage.text for one in found))
    days = {one.passage.meeting.date for one in found} - {None}
    return Item(subject, about(subject), passages=tuple(found), recurs=len(days) > 1)


def _ids(words: Sequence[str], limits: Filters, library: Library) -> list[int]:
    """The ids of passages within `limits` that have any of `words`, best first."""
    return [i for i, _ in library.store.words.search(words, PASSAGES, limits)]
