"""What the register of decisions says of the subject of a story: each is one of its steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from qa.answers.registers.entry import best_rank, day_of, only_notes
from qa.answers.search.context import Context, Hit
from qa.answers.search.search import search
from qa.answers.story.excerpt import OF_SUBJECT
from qa.answers.story.kind import kind_of, lead_of
from qa.answers.story.subject import Subject
from qa.answers.story.timeline import MAX_STEPS, OWN_SHARE, FoundStep
from qa.library.records import Entry
from qa.papers.paper import StepKind
from qa.papers.register import Outcome, Resolution, Words

PASSAGES = 20  # of the register that are looked through
MAX_ADDED = 4  # steps that the search for a story did not find
# What became of a motion that did not become a resolution. It was never agreed, whatever it says.
ENDED: dict[Outcome, StepKind] = {
    "lost": "rejected",
    "fell": "rejected",
    "withdrawn": "rejected",
    "not stated": "recommended",
}
AGREED: tuple[Outcome, ...] = ("agreed", "carried", "unanimous")
TOLD: tuple[StepKind, ...] = ("raised", "progress")  # kinds of what is only told


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
    told = [_told_by_outcome(step, entries) for step in steps]
    added: list[FoundStep] = []
    for entry in sorted(entries, key=lambda one: best_rank(one, ranks)):
        step = _step(entry, by_id, subject)
        if step and not any(_tells(other, entry, step) for other in (*told, *added)):
            added.append(step)
    added = added[:MAX_ADDED]
    told = sorted(told, key=lambda step: -step.score)[: MAX_STEPS - len(added)]
    each = (*told, *added)
    return sorted(each, key=lambda step: (step.day, step.hit.stored.paper, step.hit.stored.id))


def _told_by_outcome(step: FoundStep, entries: Sequence[Entry[Resolution]]) -> FoundStep:
    """A step told by how that ended of which its words are: what was agreed is no report."""
    for entry in entries:
        outcome = entry.record.outcome
        if not _overlaps(step, entry):
            continue
        if outcome in ENDED:
            return replace(step, kind=ENDED[outcome])
        if outcome in AGREED and step.kind in TOLD and not only_notes(step.text):
            return replace(step, kind="accepted")
    return step


def _overlaps(step: FoundStep, entry: Entry[Resolution]) -> bool:
    """Whether a step quotes words of an entry."""
    return any(
        entry.passages[words.passage].id == step.hit.stored.id
        and words.start < step.end
        and words.end > step.start
        for words in (*entry.record.words, *entry.record.how)
    )


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
    return FoundStep(hit, day, best.start, best.end, hit.score, _kind(entry, best))


def _kind(entry: Entry[Resolution], words: Words) -> StepKind:
    if entry.record.outcome in ENDED:
        return ENDED[entry.record.outcome]
    passage = entry.passages[words.passage].passage
    return kind_of(entry.text_of(words), "decided", lead_of(passage, words.start))
