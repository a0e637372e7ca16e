"""What became of that which a sentence puts: what is asked for or moved is not yet decided."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from qa.answers.line.asked import PHRASES, asks_for
from qa.answers.line.found import Found
from qa.answers.line.marks import marks
from qa.answers.line.proposal import Piece
from qa.answers.registers.entry import only_notes
from qa.answers.understanding.question import Question
from qa.library.records import Entry
from qa.library.stemming import stems
from qa.papers.register import Outcome, Resolution, Words
from qa.papers.registers.telling import is_empty
from qa.papers.text import sentences
from qa.wording import verdict_words

YES: tuple[Outcome, ...] = ("agreed", "carried", "unanimous")  # what reads as yes by itself
BESIDE = 4  # words before and behind what is said, of which one is of the question
ALL, OF_MATTER = 0.99, 0.5  # of the question
NUMBERED = re.compile(r"^\W{0,2}(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s", re.MULTILINE)  # another matter
# Questions that what was lost answers too.
OF_LOST = ("moved", "vote", "amendment", "ended", "put", "were_lost", "amendments")
BELOW = 4  # passages of an item, over which what was put and what was decided on it may reach
MAX_NEXT = 40  # words of a decision that is told with what it was on
# Outcomes that the words of one clause give to a resolution of several.
BY_A_CLAUSE: dict[Outcome, Callable[[str], object]] = {
    "deferred": PHRASES["puts_off"].search,
    "noted": only_notes,
}
# Kinds of entries whose words do not say how they ended, or of what body it was.
UNSAID = ("motion", "amendment", "recommendation")


def decided_below(
    best: Found,
    found: Sequence[Found],
    entries: Sequence[Entry[Resolution]],
    question: Question,
) -> Found:
    """What was decided further down in the passage on what `best` only puts, where that gives what
    is asked for: of a grant of £3,000 that was asked for, the £1,500 that were given, by words that
    say so or by one of the `entries` of the passage that was carried; else `best`.
    """
    if asks_for("put", question) or not _puts(best.text):
        return best
    below = [one for one in found if one.hit is best.hit and one.end > best.end]
    decided = (
        one
        for one in below
        if _marks_decided(one, question) or (marks(one, question) and _is_carried(one, entries))
    )
    return min(decided, key=lambda one: one.end, default=best)


def _is_carried(found: Found, entries: Sequence[Entry[Resolution]]) -> bool:
    """Whether a sentence stands in the words of a motion that was carried, or of an amendment; but
    not in those of a motion that was amended before, as other words were carried then."""
    amended = any(
        entry.record.kind == "amendment" and entry.record.outcome in YES for entry in entries
    )
    return any(
        entry.record.outcome in YES and (entry.record.kind == "amendment" or not amended)
        for entry in _ended_entries(found, entries)
    )


def ruling_on(best: Found, found: Sequence[Found], question: Question) -> Found | None:
    """The first sentence further down under the same number that says what was decided, where
    `best`, which says most of what is asked, only puts it to the meeting: "asked for matting by the
    school … it was resolved to sow grass"; None where there is none, or no decision is asked for.
    What was lost on the way is told only where nothing else was decided.
    """
    if not asks_for("decided", question) or best.own < OF_MATTER or not _puts(best.text):
        return None
    texts = {one.hit.stored.id: one.hit.stored.passage.text for one in found}
    below = [one for one in found if _decides(one.text) and _stands_below(one, best, texts)]
    return min(
        below,
        key=lambda one: (bool(PHRASES["beaten"].search(one.text)), one.hit.stored.id, one.start),
        default=None,
    )


def _stands_below(one: Found, best: Found, texts: Mapping[int, str]) -> bool:
    """Whether a sentence stands further down than another, in its passage or in one of the next of
    its item, with no other number of a matter between them. `texts` are those of passages, by their
    ids."""
    own, first = one.hit.stored, best.hit.stored
    if own.id == first.id:
        between = own.passage.text[best.end : one.start + 1]
        return one.start >= best.end and not NUMBERED.search(between)
    middle = range(first.id + 1, own.id)
    if not first.id < own.id <= first.id + BELOW or own.paper_id != first.paper_id:
        return False
    if own.passage.item != first.passage.item or not texts.keys() >= set(middle):
        return False
    rest, begins = first.passage.text[best.end :], own.passage.text[: one.start + 1]
    between = "\n".join([rest, *(texts[i] for i in middle), begins])
    return not NUMBERED.search(between)


def marks_settled(found: Found, question: Question) -> tuple[tuple[int, int], ...]:
    """Where what was asked for stands; of words that put something and then decide it, only where
    it is decided."""
    decided = () if asks_for("put", question) else _marks_decided(found, question)
    return decided or marks(found, question)


def ended(best: Found, entries: Sequence[Entry[Resolution]]) -> Piece | None:
    """How that of the `entries` of its passage ended in whose words `best` stands, as fields, where
    these words do not say so themselves; None where there is no such entry."""
    for entry in _ended_entries(best, entries):
        record = entry.record
        if record.outcome in YES and PHRASES["denied"].search(best.text):
            continue  # "Agreed." before what was refused would read as yes
        if record.kind in UNSAID or not _decides(best.text):
            outcome = outcome_of(best.text, entry)
            words = verdict_words(record.kind, outcome, record.votes, record.amends)
            how = record.how[-1] if record.how else record.words[-1]
            return Piece(entry.passages[how.passage], fields=words)
    return None


def is_recommended(best: Found, entries: Sequence[Entry[Resolution]]) -> bool:
    """Whether `best` stands in what was only recommended to another body."""
    return any(entry.record.kind == "recommendation" for entry in _ended_entries(best, entries))


def is_lost(best: Found, entries: Sequence[Entry[Resolution]], question: Question) -> bool:
    """Whether `best` stands in what was lost, of which nobody asks: that it be £40 is no price."""
    if any(asks_for(what, question) for what in OF_LOST):
        return False
    outcomes = [entry.record.outcome for entry in _ended_entries(best, entries)]
    return bool(outcomes) and all(one in ("lost", "fell", "withdrawn") for one in outcomes)


def outcome_of(clause: str, entry: Entry[Resolution]) -> Outcome:
    """How a clause of a resolution ended: where another one of it puts something off, or only notes
    it, this one was agreed."""
    record = entry.record
    says = BY_A_CLAUSE.get(record.outcome)
    clauses = [words for words in record.words if not is_empty(entry.text_of(words))]
    if says is None or len(clauses) < 2 or is_empty(clause) or says(clause):
        return record.outcome
    return "agreed" if any(says(entry.text_of(words)) for words in clauses) else record.outcome


def has_ended(best: Found, entries: Sequence[Entry[Resolution]]) -> bool:
    """Whether `best` stands in the words of an entry of which the paper says how it ended, or says
    that itself."""
    return any(
        _is_within(best, entry, (*entry.record.words, *entry.record.how))
        for entry in entries
        if entry.record.outcome != "not stated"
    )


def _ended_entries(
    best: Found, entries: Sequence[Entry[Resolution]]
) -> Iterator[Entry[Resolution]]:
    """The entries in whose words `best` stands, and of which it is known how they ended."""
    for entry in entries:
        if entry.record.outcome != "not stated" and _is_within(best, entry, entry.record.words):
            yield entry


def tells_another_deed(told: str, question: Question) -> bool:
    """Whether a question asks if something was done to a matter, and the words `told` of what was
    decided on it do not name that: "was the licence revoked" where it was suspended."""
    asked = PHRASES["deed_done"].search(question.own)
    if not asked or PHRASES["decided"].search(question.own):
        return False
    return {*stems(asked["verb"])}.isdisjoint(stems(told))


def says_yes_to_another(
    best: Found, entries: Sequence[Entry[Resolution]], question: Question
) -> bool:
    """Whether `best` stands in words that were agreed, and "Agreed" would say yes to something else
    that is asked."""
    agreed = any(
        entry.record.outcome in YES and entry.record.kind != "recommendation"
        for entry in _ended_entries(best, entries)
    )
    return agreed and tells_another_deed(best.text, question)


def decided_next(best: Found, entries: Sequence[Entry[Resolution]]) -> tuple[Piece, ...]:
    """What the meeting decided in the sentences behind `best`, where its passage has one decision
    that was not lost and that is short: "The clock is broken. The council agreed to look for a
    funder."; with how it ended, where its words do not say so."""
    stored = best.hit.stored
    kept = [one for one in entries if one.record.outcome not in ("lost", "fell", "withdrawn")]
    if len(kept) != 1 or kept[0].record.outcome == "not stated":
        return ()
    [entry] = kept
    words = entry.record.words
    start, end = words[0].start, words[-1].end
    own = all(entry.passages[one.passage].id == stored.id for one in words)
    text = stored.passage.text
    if not own or start < best.end or len(text[start:end].split()) > MAX_NEXT:
        return ()
    if NUMBERED.search(text[best.end : start]):
        return ()
    record = entry.record
    ended = verdict_words(record.kind, record.outcome, record.votes, record.amends)
    said = record.kind not in UNSAID and _decides(text[start:end])
    return (*(() if said else (Piece(stored, fields=ended),)), Piece(stored, start, end))


def _marks_decided(found: Found, question: Question) -> tuple[tuple[int, int], ...]:
    """The marks that stand in a sentence which says what was decided."""
    text = found.text
    decided = [(a, b) for a, b in sentences(text) if _decides(text[a:b])]
    return tuple(
        (start, end)
        for start, end in marks(found, question)
        if any(a <= start - found.start < b for a, b in decided)
    )


def _puts(text: str) -> bool:
    """Whether a text only says what was asked for, put forward or looked at."""
    return bool(PHRASES["put"].search(text)) and not _decides(text)


def _decides(text: str) -> bool:
    """Whether a text says what was decided."""
    return bool(PHRASES["did_decide"].search(text))


def _is_within(found: Found, entry: Entry[Resolution], words: Sequence[Words]) -> bool:
    """Whether a sentence shares some of these `words` of an entry."""
    return any(
        entry.passages[one.passage].id == found.hit.stored.id
        and one.start < found.end
        and found.start < one.end
        for one in words
    )


def settles(text: str, own: float, question: Question) -> bool:
    """Whether a sentence says what became of something, or denies what was asked, of which it holds
    the share `own`: that something was raised or looked at answers no question by yes or no."""
    open_still = PHRASES["open"].search(text) and not PHRASES["done_now"].search(text)
    if own >= ALL and PHRASES["done"].search(text) and not open_still:
        return True  # every word of what was asked is told to be so
    return bool(PHRASES["ruled"].search(text)) or stands_beside("denied", text, question)


def stands_beside(what: str, text: str, question: Question) -> bool:
    """Whether what a phrase of asked.toml says, as a denial, stands beside a word of the question:
    "the lamp will not be kept"; but not "there is one lamp, as the other is not ours"."""
    asked = {*stems(" ".join(question.terms))}
    for said in PHRASES[what].finditer(text):
        beside = [*text[: said.start()].split()[-BESIDE:], *text[said.end() :].split()[:BESIDE]]
        if asked & {*stems(" ".join(beside))}:
            return True
    return False
