"""All amendments of one item that ended as is asked: "which amendments to the budget were lost"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.answers.answer_line import LineKind
from qa.answers.line.asked import asks_for
from qa.answers.line.certainty import of_resolution
from qa.answers.line.proposal import Piece, Proposal
from qa.answers.line.resolution import FoundResolution
from qa.answers.line.settled import YES
from qa.answers.line.told import met
from qa.answers.registers.entry import first_passage
from qa.answers.search.context import Context
from qa.answers.understanding.question import Question
from qa.library.records import Entry
from qa.papers.register import Resolution
from qa.papers.text import sentences
from qa.wording import verdict_words

BESIDE = 20  # passages before and behind one of them, in which the others stand
MOST = 6  # of them that are told
WORDS = 160  # of all of them: of longer ones only what leads to them, which says who moved each


def propose(context: Context, found: Sequence[FoundResolution]) -> Proposal | None:
    """The line that tells them all, in the order of the paper; None where there are none, or more
    than can be told: some of them are not all."""
    best = next((one for one in found if one.is_amendment), None)
    if best is None:
        return None
    store, first = context.library.store, first_passage(best.entry)
    beside = store.passages.neighbours(first.id, BESIDE)
    item = [one.id for one in (first, *beside) if one.passage.item == first.passage.item]
    entries = store.registers.resolutions(sorted(item))
    told = [one for one in entries if _is_asked_for(one, context.question)]
    if not 0 < len(told) <= MOST:
        return None
    told.sort(key=lambda one: (first_passage(one).id, one.record.words[0].start))
    kind: LineKind = "vote" if any(one.record.votes for one in told) else "decision"
    pieces = [piece for one in told for piece in _pieces(one)]
    if sum(len(piece.text.split()) for piece in pieces) > WORDS:
        pieces = [piece for one in told for piece in _pieces(one, lead=True)]
    where = filter(None, [met(best)])
    return Proposal(kind, (*pieces, *where), of_resolution(best))


def _is_asked_for(entry: Entry[Resolution], question: Question) -> bool:
    """Whether an entry is an amendment that ended as is asked, or in any way where that is not."""
    record = entry.record
    if record.kind != "amendment":
        return False
    lost, carried = (asks_for(how, question) for how in ("were_lost", "were_carried"))
    if lost == carried:
        return True
    return record.outcome in (YES if carried else ("lost", "fell"))


def _pieces(entry: Entry[Resolution], *, lead: bool = False) -> Iterator[Piece]:
    """How an amendment ended, and its words as far as the first that it does not only lead to; or
    only those that `lead` to it."""
    record, first = entry.record, entry.record.words[0]
    ended = (record.how or record.words)[-1]
    said = verdict_words(record.kind, record.outcome, record.votes)
    yield Piece(entry.passages[ended.passage], fields=said)
    own = [one for one in record.words if one.passage == first.passage]
    whole = (one for one in own if not entry.text_of(one).rstrip().endswith(":"))
    last = first if lead else next(whole, first)
    stored = entry.passages[first.passage]
    ends = (b for a, b in sentences(stored.passage.text) if last.start < b <= last.end)
    yield Piece(stored, first.start, next(ends, last.end))
