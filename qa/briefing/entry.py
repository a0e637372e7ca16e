"""The entry of a register that kept words belong to, whole: a question comes with its answer, a
resolution with how it ended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qa.library.protocol import Store
from qa.library.records import Entry, Record, StoredPassage
from qa.library.reference import Reference
from qa.papers.register import Asked, Reply, Resolution, Words
from qa.wording import spoken_list, verdict_words

BELONGS = 0.5  # of the words kept, so many must be of the entry


@dataclass(frozen=True, slots=True)
class Portion:
    """Words of an entry as they stand in their passages, a line each, and what they are."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class KeptEntry:
    """What the register states of an entry, in sentences, and its portions in order; whether it
    states how it ended."""

    stated: tuple[str, ...]
    portions: tuple[Portion, ...]
    has_ended: bool = False


def entry_of(reference: Reference, stored: StoredPassage, store: Store) -> KeptEntry | None:
    """The entry that most of the words of `reference` belong to; None where there is none.

    They stand in the passage `stored`.
    """
    asked = owner_of(reference, stored.id, store.registers.asked([stored.id]))
    if asked:
        return _asked(asked)
    resolution = owner_of(reference, stored.id, store.registers.resolutions([stored.id]))
    return _resolution(resolution) if resolution else None


def owner_of(
    reference: Reference, passage: int, entries: Sequence[Entry[Record]]
) -> Entry[Record] | None:
    """That of `entries` which most of the words of `reference` belong to, in the passage with the
    id `passage`; None where there is none."""

    def share(entry: Entry[Record]) -> float:
        return share_of(reference, passage, entry, _all_words(entry.record))

    best = max(entries, key=share, default=None)
    return best if best and share(best) >= BELONGS else None


def share_of(
    reference: Reference, passage: int, entry: Entry[Record], words_of: Iterable[Words]
) -> float:
    """The share of the characters of a reference that are of some words of an entry."""
    own = {
        at
        for words in words_of
        if entry.passages[words.passage].id == passage
        for at in range(max(words.start, reference.start), min(words.end, reference.end))
    }
    return len(own) / max(1, reference.end - reference.start)


def _all_words(record: Resolution | Asked) -> Iterator[Words]:
    if isinstance(record, Resolution):
        yield from (*record.words, *record.how)
        return
    yield from (*record.question, *record.supplementary)
    for reply in (*record.replies, *record.supplementary_replies):
        yield from reply.words


def _resolution(entry: Entry[Resolution]) -> KeptEntry:
    record = entry.record
    stated = [verdict_words(record.kind, record.outcome, record.votes, record.amends)]
    if record.proposer:
        seconded = f", seconded by {record.seconder}" if record.seconder else ""
        stated.append(f"Moved by {record.proposer}{seconded}.")
    return KeptEntry(
        tuple(stated),
        tuple(
            _portions(
                entry,
                [
                    ("", record.words),
                    ("How it was put and ended", record.how),
                    ("Amendment to", record.amends.words if record.amends else ()),
                ],
            )
        ),
        has_ended=record.outcome != "not stated",
    )


def _asked(entry: Entry[Asked]) -> KeptEntry:
    record = entry.record
    number, by = record.number or "Question", f" by {record.by}" if record.by else ""
    to = f", to {spoken_list(record.to)}" if record.to else ""
    return KeptEntry(
        (f"{number}{by}{to}.",),
        tuple(
            _portions(
                entry,
                [
                    ("Question", record.question),
                    *_replies("Answer", record.replies),
                    ("Supplementary question", record.supplementary),
                    *_replies("Answer to it", record.supplementary_replies),
                ],
            )
        ),
    )


def _replies(label: str, replies: Iterable[Reply]) -> Iterator[tuple[str, tuple[Words, ...]]]:
    for reply in replies:
        yield (f"{label} by {reply.by}" if reply.by else label), reply.words


def _portions(
    entry: Entry[Record], labelled: Iterable[tuple[str, tuple[Words, ...]]]
) -> Iterator[Portion]:
    for label, words in labelled:
        if words:
            yield Portion(label, "\n".join(map(entry.text_of, words)))
