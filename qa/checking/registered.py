"""Whether the register has a decision as a sentence tells it: who moved and who seconded it, how it
ended, how many were on each side, and who.

A passage may have all words of a sentence, and yet the vote of another motion, or of an amendment.
The register says what belongs together, so one of its entries must have all that is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from qa.answers.line.named import persons_named
from qa.checking.dissent import CLAUSE, SIDES, TOLD_UNANIMOUS
from qa.checking.passage import CheckedPassage
from qa.checking.reading import Reading, read
from qa.checking.votes import counts_told
from qa.library.records import Entry
from qa.papers.register import Outcome, Resolution
from qa.phrases import Phrase, Phrases

PHRASES = Phrases.beside(__file__)
NAME, NOBODY = PHRASES["name"], PHRASES.words("nobody")
MOVED, SECONDED = PHRASES["moved"], PHRASES["seconded"]
ENDS = PHRASES["ends"]
LOST, WON, IN_MORE_WORDS = PHRASES["lost"], PHRASES["won"], PHRASES["in_more_words"]
NO: tuple[Outcome, ...] = ("lost", "fell", "withdrawn")
YES: tuple[Outcome, ...] = ("unanimous", "carried", "agreed")
LISTS = {"for": "in_favour", "against": "opposed", "abstained": "abstaining"}
COUNTS = {"for": "favour", "against": "against", "abstained": "abstained"}
TOLD = {"for": "in favour", "against": "against", "abstained": "who abstained"}
ENDED = {"fell": "lost", "unanimous": "carried"}
COUNTED = {
    "for": PHRASES["counted_for"],
    "against": PHRASES["counted_against"],
    "abstained": PHRASES["counted_abstained"],
}
AS_MUCH = 0.8  # of the words of a sentence that the nearest entry has: such entries may be meant

# What an entry has otherwise, in a sentence for a reader; "" where it has it so, None where it does
# not say.
Found = str | None
Claim = Callable[[Resolution], Found]


def tells_decision(sentence: str) -> bool:
    """Whether a sentence tells of a decision what a register holds."""
    return any(_claims(read(sentence)))


def told_otherwise(sentence: str, entries: Sequence[Entry[Resolution]], passage: str) -> str | None:
    """What the register has otherwise than a sentence; None where one of `entries`, which stand in
    `passage`, may have it so, or the sentence tells nothing that a register holds.

    Where the passage tells more votes than were entered, it may be of one that was not: then only
    what belongs to another entry is known to be wrong.
    """
    reading = read(sentence)
    claims = list(_claims(reading))
    meant = _meant(reading, entries) if claims else []
    if _votes_told(passage) > len(entries):
        claims = [claim for claim in claims if any(claim(one.record) == "" for one in entries)]
    found = [next(filter(None, (claim(one.record) for claim in claims)), None) for one in meant]
    return found[0] if found and all(found) else None


def _votes_told(text: str) -> int:
    return sum(1 for _ in ENDS.finditer(text))


def as_told(sentence: str, entry: Entry[Resolution]) -> CheckedPassage | None:
    """An entry in words, where it has all that a sentence tells of a decision: its mover and its
    vote may stand in other lines, in figures or under a head. None where it has not."""
    reading = read(sentence)
    claims = list(_claims(reading))
    record = entry.record
    if not claims or any(claim(record) != "" for claim in claims) or not _meant(reading, [entry]):
        return None
    is_done = record.outcome in YES or LOST.search(reading.lower)
    if not is_done and not any(_is_of_people(claim) for claim in claims):
        return None
    stored = entry.passages[record.words[0].passage]
    words = " ".join(entry.text_of(one) for one in record.words)
    return replace(CheckedPassage.of_stored(stored), text="\n".join([words, *_in_words(record)]))


def _is_of_people(claim: Claim) -> bool:
    return isinstance(claim, partial) and claim.func in (_of_movers, _of_seconders, _on_side)


def _in_words(record: Resolution) -> Iterator[str]:
    what = "amendment" if record.kind == "amendment" else "motion"
    if record.proposer:
        yield f"{record.proposer} moved the {what}."
    if record.seconder:
        yield f"{record.seconder} seconded the {what}."
    votes = record.votes
    by = f" by {votes.favour} votes to {votes.against}" if votes and votes.is_whole else ""
    yield f"The {what} was {ENDED.get(record.outcome, record.outcome)}{by}."
    for side, names in LISTS.items() if votes else ():
        count, listed = getattr(votes, COUNTS[side]), ", ".join(getattr(votes, names))
        if count is not None:
            yield f"{count} voted {TOLD[side]}." if side != "abstained" else f"{count} abstained."
        if listed:
            yield f"{listed} voted {TOLD[side]}." if side != "abstained" else f"{listed} abstained."


def _meant(reading: Reading, entries: Sequence[Entry[Resolution]]) -> list[Entry[Resolution]]:
    """The entries that a sentence may be about, nearest first: those that have about as many of its
    words as any. Where it says "amendment" or "motion", it is one."""
    for word, is_one in (("amendment", True), ("motion", False)):
        if word in reading.lower:
            entries = [one for one in entries if (one.record.kind == "amendment") == is_one]
            break
    shares = {one.id: len(reading.stems & _stems_of(one)) for one in entries}
    most = max(shares.values(), default=0)
    near = [one for one in entries if shares[one.id] >= AS_MUCH * most]
    return sorted(near, key=lambda one: -shares[one.id])


def _stems_of(entry: Entry[Resolution]) -> frozenset[str]:
    return frozenset().union(*(read(entry.text_of(one)).stems for one in entry.record.words))


def _claims(reading: Reading) -> Iterator[Claim]:
    """What a sentence tells of a decision."""
    text, lower = reading.text, reading.lower
    if movers := _people(MOVED, text):
        yield partial(_of_movers, movers)
    if seconders := _people(SECONDED, text):
        yield partial(_of_seconders, seconders)
    is_lost, is_won = bool(LOST.search(lower)), bool(WON.search(lower))
    if is_lost and not is_won:
        yield partial(_ended, YES, NO)
    elif is_won and not is_lost and not IN_MORE_WORDS.search(lower):
        yield partial(_ended, NO, YES)
    if TOLD_UNANIMOUS.search(lower):
        yield _was_unanimous
    if counts := counts_told(reading):
        yield partial(_counted, counts)
    for side in SIDES:
        if numbers := frozenset(_numbers(side, reading)):
            yield partial(_counted_on, side, numbers)
    for clause in CLAUSE.findall(text):
        sides = [side for side, told in SIDES.items() if told.search(clause.lower())]
        if len(sides) == 1 and (people := _names(clause)):
            yield partial(_on_side, sides[0], people)


def _people(phrase: Phrase, text: str) -> list[str]:
    who = (next(filter(None, one.groups())) for one in phrase.finditer(text))
    return [name for some in who for name in _names(some)]


def _names(text: str) -> list[str]:
    found = (one[0] for one in NAME.finditer(text))
    return [one for one in found if not set(one.lower().split()) <= NOBODY]


def _numbers(side: str, reading: Reading) -> Iterator[object]:
    """The numbers of those on a side: "34 members were for it"."""
    for one in reading.figures:
        behind = reading.lower[one.end :]
        if one.figure and one.figure.kind == "number" and COUNTED[side].match(behind):
            yield one.figure.value


def _is_among(person: str, printed: Sequence[str | None]) -> bool:
    names = [*filter(None, printed)]
    return bool(persons_named(person, names))


def _of_movers(people: Sequence[str], record: Resolution) -> Found:
    if not record.proposer:
        return None
    movers = [record.proposer, record.seconder if len(people) > 1 else None]
    if all(_is_among(one, movers) for one in people):
        return ""
    return f"The paper has it moved by {record.proposer}."


def _of_seconders(people: Sequence[str], record: Resolution) -> Found:
    if not record.seconder:
        return None
    if all(_is_among(one, [record.seconder]) for one in people):
        return ""
    return f"The paper has it seconded by {record.seconder}."


def _ended(against: Sequence[Outcome], told: Sequence[Outcome], record: Resolution) -> Found:
    if record.outcome in against:
        return f"The paper has it otherwise: it was {ENDED.get(record.outcome, record.outcome)}."
    return "" if record.outcome in told else None


def _was_unanimous(record: Resolution) -> Found:
    votes = record.votes
    if votes and (votes.against or votes.opposed):
        return f"The paper has {votes.against or len(votes.opposed)} against it."
    return "" if record.outcome == "unanimous" or (votes and votes.against == 0) else None


def _counted(counts: frozenset[tuple[object, object]], record: Resolution) -> Found:
    votes = record.votes
    if not votes or not votes.is_whole:
        return None
    # What was lost by 4 to 9 may be told as rejected by 9 to 4; what was carried has more first.
    ways = [(votes.favour, votes.against)]
    ways += [(votes.against, votes.favour)] if record.outcome not in YES else []
    is_so = any(way in counts for way in ways)
    return "" if is_so else f"The paper has the vote as {votes.favour} to {votes.against}."


def _counted_on(side: str, numbers: frozenset[object], record: Resolution) -> Found:
    votes = record.votes
    count = getattr(votes, COUNTS[side]) if votes else None
    if count is None:
        return None
    return "" if count in numbers else f"The paper has {count} {TOLD[side]}."


def _on_side(side: str, people: Sequence[str], record: Resolution) -> Found:
    if not record.votes:
        return None
    lists = {one: getattr(record.votes, names) for one, names in LISTS.items()}
    found = None
    for person in people:
        sides = [one for one, names in lists.items() if _is_among(person, names)]
        if sides and side not in sides:
            return f"The paper lists {person} among those {TOLD[sides[0]]}."
        found = "" if sides else found
    return found
