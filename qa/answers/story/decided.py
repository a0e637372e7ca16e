"""What the register of decisions says of the subject of a story: each is one of its steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from qa.answers.registers.entry import best_rank, day_of, only_notes
from qa.answers.search.context import Context, Hit
from qa.answers.search.search import search
from qa.answers.story.excerpt import MAX_WORDS, OF_SUBJECT
from qa.answers.story.kind import kind_by_words, kind_of, lead_of
from qa.answers.story.subject import Subject
from qa.answers.story.timeline import MAX_STEPS, OWN_SHARE, FoundStep
from qa.library.records import Entry, StoredPassage
from qa.papers import kinds
from qa.papers.paper import StepKind
from qa.papers.register import Outcome, Resolution, Words
from qa.papers.standing import AGREED as AGREED_IN_WORDS
from qa.papers.standing import DECIDED, MARKED_OR_SMALL

PASSAGES = 20  # of the register that are looked through
MAX_ADDED = 4  # steps that the search for a story did not find
# What became of a motion that did not become a resolution. It was never agreed, whatever it says.
ENDED: dict[Outcome, StepKind] = {
    "lost": "rejected",
    "fell": "rejected",
    "withdrawn": "withdrawn",
    "not stated": "recommended",
    "deferred": "deferred",
}
AGREED: tuple[Outcome, ...] = ("agreed", "carried", "unanimous")
# Kinds that words of what was agreed may seem to be: only told, or denied, where it was agreed that
# something be not approved.
AGREED_AS: tuple[StepKind, ...] = ("raised", "progress", "rejected")


@dataclass(frozen=True, slots=True)
class Decided:
    """Entries of the register, and the hits that they stand in by the ids of all their passages,
    best first."""

    entries: Sequence[Entry[Resolution]]
    hits: Mapping[int, Hit]


def decided(context: Context) -> Decided:
    """What the register has that is near to what is searched for."""
    limits = replace(context.limits, register="resolutions")
    hits = search(replace(context, limits=limits, tokens=None, top=PASSAGES)).hits
    by_id = {i: hit for hit in hits for i in hit.ids}
    entries = context.library.store.registers.resolutions(list(by_id))
    return Decided([entry for entry in entries if entry.record.kind != "actions"], by_id)


def with_decisions(steps: Sequence[FoundStep], found: Decided, subject: Subject) -> list[FoundStep]:
    """The steps with what was decided of the subject: oldest first, each told by how it ended."""
    by_id, entries = found.hits, found.entries
    ranks = {i: n for n, i in enumerate(by_id)}
    told = [_told_by_outcome(step, entries, subject) for step in steps]
    added: list[FoundStep] = []
    for entry in sorted(entries, key=lambda one: best_rank(one, ranks)):
        step = _step(entry, by_id, subject)
        if step and not any(_tells(other, entry, step) for other in (*told, *added)):
            added.append(step)
    added = added[:MAX_ADDED]
    told = sorted(told, key=lambda step: -step.score)[: MAX_STEPS - len(added)]
    return sorted(map(_as_noted, (*told, *added)), key=_order)


def _as_noted(step: FoundStep) -> FoundStep:
    """A step by which a report was only noted, which agreed to nothing that is in it."""
    noted = step.kind == "accepted" and only_notes(step.text)
    return replace(step, kind="progress") if noted else step


def _order(step: FoundStep) -> tuple[date, bool, str, int]:
    """Where a step comes in a story. The report to a meeting was written before its minutes."""
    stored = step.hit.stored
    of_record = kinds.kind_of(stored.passage.document).is_record
    return step.day, of_record, stored.paper, stored.id


def _told_by_outcome(
    step: FoundStep, entries: Sequence[Entry[Resolution]], subject: Subject
) -> FoundStep:
    """A step told by how that ended of which its words are: what was agreed is no report. Where it
    holds a motion and its amendment, it is told by the motion.

    Words that say nothing of being agreed, in minutes that record a decision below them, are told
    with that decision.
    """
    ordered = sorted(entries, key=lambda one: one.record.kind == "amendment")
    for entry in ordered:
        whole = _widened(step, entry, subject)
        if _overlaps(whole, entry) and (told := _by_outcome(whole, entry)):
            return told
    if step.kind != "accepted" or _says_so(step):
        return step
    below = (_with_decision(step, entry, subject) for entry in ordered)
    told = next(filter(None, below), None)
    return told or (step if _is_clause(step.text) else replace(step, kind="progress"))


def _widened(step: FoundStep, entry: Entry[Resolution], subject: Subject) -> FoundStep:
    """A step that quotes words of an entry which say less of the subject than the entry does, with
    all its words: of a vote the motion, and not only the names. One that ends where a list begins
    is told with as much of the list as fits."""
    words = _words_in(step, entry)
    if not words or not _overlaps(step, entry):
        return step
    start, end = min(step.start, words[0]), max(step.end, words[1])
    text = step.hit.stored.passage.text[start:end]
    says_more = subject.share_in(text) > subject.share_in(step.text)
    if says_more and _is_short(text):
        return replace(step, start=start, end=end)
    return replace(step, end=_end_of_list(step.hit.stored, entry, step.start, step.end))


def _is_short(text: str) -> bool:
    return len(text.split()) <= MAX_WORDS


def _by_outcome(step: FoundStep, entry: Entry[Resolution]) -> FoundStep | None:
    """The step as the outcome of an entry has it of which it quotes words; None if that tells
    nothing."""
    outcome, words = entry.record.outcome, _words_in(step, entry)
    quoted = words and (max(words[0], step.start), min(words[1], step.end))
    decided = quoted if quoted and quoted[0] < quoted[1] else None
    if outcome in ENDED:
        return replace(step, kind=ENDED[outcome], decided=decided)
    if outcome in AGREED and not only_notes(step.text):
        kind = "accepted" if step.kind in AGREED_AS else step.kind
        return replace(step, kind=kind, decided=decided)
    return None


def _with_decision(step: FoundStep, entry: Entry[Resolution], subject: Subject) -> FoundStep | None:
    """A step with the decision that stands below it in its passage, or this alone where both are
    too long; None where an entry stands elsewhere, or neither it nor the item is of the subject."""
    words, passage = _words_in(step, entry), step.hit.stored.passage
    if not words or words[0] < step.end:
        return None
    if subject.share_in(passage.item or "", passage.text[slice(*words)]) < OF_SUBJECT:
        return None
    whole = _is_short(passage.text[step.start : words[1]])
    moved = replace(step, start=step.start if whole else words[0], end=words[1])
    return _by_outcome(moved, entry)


def _says_so(step: FoundStep) -> bool:
    """Whether the words of a step, or what leads to them, say how it ended."""
    passage = step.hit.stored.passage
    lead = lead_of(passage, step.start)
    says = any(kind_by_words(text, passage.standing) for text in (step.text, lead) if text)
    return says or any(one.search(step.text) for one in (DECIDED, AGREED_IN_WORDS))


def _is_clause(text: str) -> bool:
    """Whether words are a clause of a list, or of a resolution that began before them."""
    return bool(MARKED_OR_SMALL.match(text)) or text.startswith(("That ", "THAT ", "To "))


def _overlaps(step: FoundStep, entry: Entry[Resolution]) -> bool:
    """Whether a step quotes words of an entry, or how that ended."""
    return any(
        entry.passages[words.passage].id == step.hit.stored.id
        and words.start < step.end
        and words.end > step.start
        for words in (*entry.record.words, *entry.record.how)
    )


def _words_in(step: FoundStep, entry: Entry[Resolution]) -> tuple[int, int] | None:
    """Where the words of an entry begin and end that stand in the passage of a step."""
    own = [
        words
        for words in entry.record.words
        if entry.passages[words.passage].id == step.hit.stored.id
    ]
    return (own[0].start, own[-1].end) if own else None


def _tells(step: FoundStep, entry: Entry[Resolution], own: FoundStep) -> bool:
    """Whether a step tells an entry, whose `own` step is: of the same day, it stands in a passage
    of the entry, or says its words."""
    if step.day != own.day:
        return False
    ids = {stored.id for stored in entry.passages.values()}
    level = " ".join(step.text.split())
    return step.hit.stored.id in ids or any(
        " ".join(entry.text_of(words).split()) in level for words in entry.record.words
    )


def _step(entry: Entry[Resolution], hits: Mapping[int, Hit], subject: Subject) -> FoundStep | None:
    """The step that an entry is, if its item and its words are of the subject."""
    record, day = entry.record, day_of(entry)
    best = max(record.words, key=lambda words: subject.share_in(entry.text_of(words)))
    stored = entry.passages[best.passage]
    item = stored.passage.item or ""
    whole = " ".join(map(entry.text_of, record.words))
    if day is None or stored.id not in hits or subject.share_in(item, whole) < OF_SUBJECT:
        return None
    if subject.share_in(whole) < OWN_SHARE:
        return None
    hit = hits[stored.id]
    if hit.stored.id != stored.id:  # a near-copy, which is cited as the other one
        hit = replace(hit, stored=stored, copies=())
    span = best.start, _end_of_list(stored, entry, best.start, best.end)
    return FoundStep(hit, day, *span, hit.score, _kind(entry, best), decided=span)


def _end_of_list(stored: StoredPassage, entry: Entry[Resolution], start: int, end: int) -> int:
    """Where words of an entry end, with as much as fits of the list that they lead to: "That
    permission be refused for these reasons:" is half of what was decided."""
    text = stored.passage.text
    if not text[start:end].rstrip().endswith(":"):
        return end
    own = (words for words in entry.record.words if entry.passages[words.passage].id == stored.id)
    below = (one.end for one in own if one.end > end and _is_short(text[start : one.end]))
    return max(below, default=end)


def _kind(entry: Entry[Resolution], words: Words) -> StepKind:
    if entry.record.outcome in ENDED:
        return ENDED[entry.record.outcome]
    passage = entry.passages[words.passage].passage
    kind = kind_of(entry.text_of(words), "decided", lead_of(passage, words.start))
    return "accepted" if kind == "rejected" and entry.record.outcome in AGREED else kind
