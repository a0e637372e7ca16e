"""Which resolution, motion or amendment of the register a question is about, and how surely."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from qa.answers.line.apart import shares_apart
from qa.answers.line.asked import PHRASES as ASKED
from qa.answers.line.asked import asks_for, matter_of, mover_named
from qa.answers.line.clause import Clause, before_of, clauses_of
from qa.answers.line.fits import is_of_the_financial_year
from qa.answers.registers.entry import day_of, once
from qa.answers.search.candidates import sentence_cosines
from qa.answers.search.context import Context, Hit
from qa.answers.search.search import search
from qa.answers.search.term_weights import TermWeights
from qa.library.records import Entry, StoredPassage
from qa.library.stemming import stems
from qa.papers.register import Resolution, Words

PASSAGES = 12  # of the register that are looked through, beside those found already
HITS = 8  # of those found already
UNFOUND = 0.1  # that a passage which the search did not find is behind the last that it did
RANK = 0.01  # taken for each place in the order in which passages were found
ALL = 0.99
SAME_MATTER = 0.95  # of the share that another entry holds, so that it is of the same matter…
AS_NEAR = 0.1  # …and its nearest clause may be less near by so much
# What being behind in the search takes from an entry. Of 93 questions to two councils whose marked
# passage has an entry among those found, that one is taken in 62; without this, in 55.
BEHIND = 2.0
# A resolution is about what the sentence before it says, where so much more of the matter is there.
LED_TO = 0.25
# Of the matter, that another entry says more; and how far it is behind at most.
CLEARLY, NEAR_BEHIND = 0.2, 0.3
BY_TITLE = 0.4  # of what an entry holds of the matter, that its title holds
TITLE = re.compile(r"[^\W\d_]+")  # the words of a title without its number


@dataclass(frozen=True, slots=True)
class FoundResolution:
    """An entry with the clause of it that is nearest to the question.

    `share` is that of the question's matter which the entry and its item hold; `rank` is that of
    its passage among those found; `behind` is how far its score in the search is below that of the
    first passage of such papers; `before` is the sentence without which it cannot be understood,
    where that says what it is about; `apart` is the share that no other entry of its item holds;
    `titled` is the share that its item holds.
    """

    entry: Entry[Resolution]
    clause: Clause
    share: float
    rank: int
    behind: float = 0.0
    before: Words | None = None
    apart: float = 0.0
    titled: float = 0.0

    @property
    def score(self) -> float:
        """How well it fits the question."""
        return self.clause.cosine + self.share - RANK * self.rank

    @property
    def is_amendment(self) -> bool:
        """Whether it was put to change a motion."""
        return self.record.kind == "amendment"

    @property
    def record(self) -> Resolution:
        """What was resolved."""
        return self.entry.record

    @property
    def passage(self) -> StoredPassage:
        """The passage in which the words of it stand that are nearest to the question."""
        return self.entry.passages[self.clause.words.passage]


def resolutions_asked(context: Context, *, member: str = "") -> list[FoundResolution]:
    """The entries that the question may be about, best first.

    Where it asks how a `member` voted, amendments are among them. Neither that name nor the name of
    who moved something is part of the matter.
    """
    ids = [i for hit in context.hits[:HITS] for i in hit.ids]
    limits = replace(context.limits, register="resolutions")
    by_matter = _by_matter(context)
    more = search(replace(by_matter, limits=limits, tokens=None, top=PASSAGES)).hits
    ids += [i for hit in more for i in hit.ids]
    ranks = {i: rank for rank, i in enumerate(dict.fromkeys(ids))}
    entries = context.library.store.registers.resolutions(list(ranks))
    entries = [e for e in entries if _may_be_asked(e, context, amended=bool(member))]
    texts = ["\n".join(map(entry.text_of, entry.record.words)) for entry in entries]
    entries = [entry for entry, _ in once(entries, texts)]
    cosines = sentence_cosines([p.id for e in entries for p in e.passages.values()], context)
    named = set(stems(f"{member} {mover_named(context.question)}"))
    matter = matter_of(context.term_weights, context.question, named)
    by_id = {i: hit for hit in context.hits for i in hit.ids}
    found = [_found(entry, ranks, cosines, matter) for entry in entries]
    apart = zip(found, shares_apart(entries, matter), strict=True)
    found = _beside_hits([replace(one, apart=share) for one, share in apart], by_id)
    if more and by_matter is not context:
        found = [replace(o, behind=0.0) if _is_whole(o, more[0]) else o for o in found]
    return sorted(found, key=lambda one: -one.score)


def _by_matter(context: Context) -> Context:
    """The search for the matter alone, where the question also has words that every vote has."""
    question, of_votes = context.question, ASKED.words("of_votes")
    matter = tuple(one for one in question.terms if one not in of_votes)
    if not matter or len(matter) == len(question.terms):
        return context
    vector = context.library.embedder.embed_one(" ".join(matter))
    return replace(context, question=replace(question, terms=matter), vector=vector)


def _is_whole(found: FoundResolution, first: Hit) -> bool:
    """Whether an entry has a clause with all of the matter, in the passage that the search for the
    matter alone found `first`: then others are only ahead of it by such words as "vote"."""
    return found.clause.share >= ALL and found.passage.id in first.ids


def _beside_hits(
    found: Sequence[FoundResolution], hits: Mapping[int, Hit]
) -> list[FoundResolution]:
    """The entries with how far they are behind the first of such papers in the search.

    A report on the same matter may come first: it is no rival of what was decided.
    """
    kinds = {one.passage.passage.document for one in found}
    scores = [hit.score for hit in hits.values() if hit.stored.passage.document in kinds]
    first, last = max(scores, default=0.0), min(scores, default=0.0)
    beside = []
    for one in found:
        own = [hits[p.id] for p in one.entry.passages.values() if p.id in hits]
        behind = first - max((hit.score for hit in own), default=last - UNFOUND)
        beside.append(replace(one, behind=behind))
    return beside


def the_one(found: Sequence[FoundResolution]) -> FoundResolution | None:
    """The one of `found` that fits best and is not far behind; None where there is none."""
    return max(found, key=lambda one: one.score - BEHIND * one.behind, default=None)


def is_unclear(best: FoundResolution, found: Sequence[FoundResolution]) -> bool:
    """Whether an entry of another item fits better and says clearly more of the matter in its own
    words, and is behind only because its passage was found later: either may be meant."""
    return any(
        one.score > best.score and one.clause.share >= best.clause.share + CLEARLY
        for one in found
        if one.passage.passage.item != best.passage.passage.item and one.behind <= NEAR_BEHIND
    )


def decided_later(
    best: FoundResolution, found: Sequence[FoundResolution]
) -> FoundResolution | None:
    """The latest of `found` that decided the same matter after `best` did, if any.

    It holds as much of what was asked, and did more than note something.
    """
    day, meeting = day_of(best.entry), best.passage.passage.meeting
    later = [
        (on, one)
        for one in found
        if day
        and (on := day_of(one.entry))
        and on > day
        and not one.passage.passage.meeting.is_elsewhere(meeting)
        and (_goes_on(one, best) or _has_title_of(one, best))
        and not one.clause.notes
        and one.record.outcome != "not stated"
    ]
    return max(later, key=lambda each: (each[0], each[1].score))[1] if later else None


def _goes_on(one: FoundResolution, best: FoundResolution) -> bool:
    """Whether an entry holds as much of the matter as `best` and is as near to the question."""
    near = one.clause.cosine >= best.clause.cosine - AS_NEAR
    return near and one.share >= SAME_MATTER * best.share


def _has_title_of(one: FoundResolution, best: FoundResolution) -> bool:
    """Whether an entry stands under the very title of `best`, which holds most of the matter: under
    "Website" it may be told in other words that all stays as it was."""
    titles = [TITLE.findall((each.passage.passage.item or "").lower()) for each in (one, best)]
    return titles[0] == titles[1] and best.titled >= BY_TITLE * best.share > 0


def _may_be_asked(entry: Entry[Resolution], context: Context, *, amended: bool) -> bool:
    """Whether an entry is of the time and the body that the question names, and of its kind."""
    question, record = context.question, entry.record
    passage = next(iter(entry.passages.values())).passage
    preference, meeting = question.preference, passage.meeting
    if preference.is_of_another(passage):
        return False
    if preference.period and not (meeting.date and preference.period.holds(meeting.date)):
        return False
    if preference.months and not (meeting.date and meeting.date.month in preference.months):
        return False
    if preference.committees and meeting.committee not in preference.committees:
        return False
    text = "\n".join(map(entry.text_of, record.words))
    if not is_of_the_financial_year(text, meeting.date, question.text):
        return False
    if record.kind == "amendment":
        asked = ("amendment", "moved", "vote")
        return amended or any(asks_for(what, question) for what in asked)
    return record.kind != "actions" and not asks_for("amendment", question)


def _found(
    entry: Entry[Resolution],
    ranks: dict[int, int],
    cosines: dict[int, tuple[float, ...]],
    matter: TermWeights,
) -> FoundResolution:
    first = next(iter(entry.passages.values())).passage
    item = first.item or first.section or ""
    words = (*entry.record.words, *entry.record.how)
    before = before_of(entry)
    led = entry.text_of(before) if before else ""
    whole = "\n".join([item, led, *map(entry.text_of, words)])
    best = max(clauses_of(entry, cosines, matter), key=lambda one: one.nearness)
    own = matter.share_in("\n".join([item, *map(entry.text_of, words)]))
    share = matter.share_in(whole)
    if share - own < LED_TO:
        before, share = None, own
    rank = min(ranks.get(stored.id, len(ranks)) for stored in entry.passages.values())
    titled = matter.share_in(item)
    return FoundResolution(entry, best, share, rank, before=before, titled=titled)
