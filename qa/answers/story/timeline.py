"""The story over time: what was said of a subject, meeting by meeting, oldest first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from qa.answers.answer import Difference, Figure, Step
from qa.answers.search.search import Hit, runs, same
from qa.answers.search.term_weights import Evidence
from qa.answers.story.step import OF_IT, figures, heading, kind_of, lead_to, wordings
from qa.answers.understanding.question import Question
from qa.answers.understanding.synonyms import other_names
from qa.library.records import StoredPassage
from qa.library.stemming import stems
from qa.papers import kinds
from qa.papers.paper import Passage, StepKind
from qa.papers.text import mended

DEPTH = 160  # passages that a story is looked for in
TOPMOST = 10  # of the passages found first, which tell what the subject is
STEPS = 12  # of a story
PER_MEETING = 5
AGAIN = 0.2  # taken from a step's worth for each one of its meeting already told
WORTH = 0.55  # a step is worth telling if it has so much of the best one's worth
SCORE, HELD, DECIDED = (
    0.5,
    0.5,
    0.1,
)  # of a passage: its place in the search, its subject, its standing
SAID = 0.3  # of the subject that a step's own words hold, or its heading
UNDATED = 0.3  # taken where a tracker reports of a meeting's recommendation, not known when
# "the number 17 bus", "route 17", "phase 2": the number is the name.
CALLED = re.compile(
    r"\b(?:number|no\.?|route|bus|phase|stage|zone|plot|unit|option|recommendation|amendment|motion"
    r"|lot|ward|site) (\d{1,3})\b",
    re.IGNORECASE,
)
UNNUMBERED = 0.5  # of the subject is held by what lacks its number
LONGEST = 4  # words of a name
IDLY = 0.25  # what words count for that tell how a story goes rather than what it is about
_IDLE = """
idea plan first final start end begin now moved move change keep try come open close closed
promised slip slipped date live progress update happen happened story far
"""
IDLE = frozenset(stems(_IDLE))
# How a passage begins that goes on from the one before it: "This recommendation has been delayed",
# "We have now sourced such a partner"; but "this year" and "this meeting" point elsewhere.
GOES_ON = re.compile(
    r"\b(?:this|these|such an?)\s+(?!(?:year|month|week|meeting|committee|report|paper|council|time"
    r"|agenda|financial|item|morning|afternoon|evening|is|was|has|will|would)\b)\w{4,}",
    re.IGNORECASE,
)
BEGINNING = 220  # characters
CARRIED = 0.9  # of the subject goes on to such a passage
# Steps that a tracker reports of a recommendation, later than the meeting that made it.
REPORTED: frozenset[StepKind] = frozenset(
    ("accepted", "rejected", "deferred", "progress", "delayed", "completed", "superseded")
)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a story is about: stems of the question with their worth, and other names of some.

    Where all stems of one of the `names` stand, so do the words that it is another name of.
    `numbers` are those that it is called by: the 17 of "the number 17 bus".
    """

    worth: dict[str, float]
    names: tuple[tuple[frozenset[str], frozenset[str]], ...] = ()
    numbers: frozenset[str] = frozenset()
    known: dict[tuple[str, ...], float] = field(default_factory=dict, repr=False, compare=False)
    own: dict[str, set[str]] = field(default_factory=dict, repr=False, compare=False)

    def held(self, *texts: str) -> float:
        """The share (0…1) of the subject that `texts` hold together, by its own words or other
        names.

        It is kept: a passage is asked for it several times while its story is told.
        """
        if texts not in self.known:
            found = self.heard(*texts)
            total = sum(self.worth.values())
            held = sum(worth for stem, worth in self.worth.items() if stem in found)
            # Of the number 17 bus, a bus without the number is only half the subject.
            part = 1.0 if self.numbers <= found else UNNUMBERED
            self.known[texts] = part * held / total if total else 0.0
        return self.known[texts]

    def heard(self, *texts: str) -> set[str]:
        """The stems of `texts`, with those that other names in them stand for."""
        for text in texts:
            if text not in self.own:
                self.own[text] = {*stems(text), *(_words(text) if self.names else ())}
        found = set().union(*(self.own[text] for text in texts))
        for own, other in self.names:
            if other <= found:
                found |= own
        return found


@dataclass(frozen=True, slots=True)
class Telling:
    """A step found: the words from `start` to `end` of a passage, said on `day`.

    `copies` are other passages that tell the same. `worth` ranks it within its story.
    """

    hit: Hit
    day: date
    start: int
    end: int
    worth: float
    kind: StepKind
    copies: tuple[StoredPassage, ...] = ()

    @property
    def text(self) -> str:
        """The words."""
        return self.hit.stored.passage.text[self.start : self.end]


def subject(question: Question, first: Sequence[Hit], known: Evidence) -> Subject:
    """What a story is about: each word of the question by what it is worth, squared, and by how
    many of the passages found `first` have it. What none of them has is not the subject."""
    named = Subject({}, tuple(_other_names(question.subject)))
    found = [named.heard(_all(hit.stored.passage)) for hit in first[:TOPMOST]]
    worth = {
        stem: worth**2 * (IDLY if stem in IDLE else 1.0) * sum(stem in each for each in found)
        for stem, worth in known.worth.items()
        if not stem.isdigit() or CALLED.search(question.subject)
    }
    numbers = frozenset(match[1] for match in CALLED.finditer(question.subject))
    return Subject({stem: w for stem, w in worth.items() if w}, named.names, numbers)


def telling(
    hits: Sequence[Hit],
    about: Subject,
    near: Mapping[int, Sequence[float]],
    before: Sequence[StoredPassage],
) -> list[Telling]:
    """The steps that `hits` tell of the story `about` a subject, oldest first.

    `near` has, by passage, the cosines of its sentences to the question; `before` are passages that
    stand before hits that go on from them.
    """
    held = subject_held([*(hit.stored for hit in hits), *before], about)
    left = [one for hit in hits for one in _steps(hit, about, near, held[hit.stored.id])]
    least = WORTH * max((one.worth for one in left), default=0.0)
    kept: list[Telling] = []
    while left and len(kept) < STEPS:
        one = max(left, key=lambda one: one.worth - AGAIN * _told_of(one.day, kept))
        left.remove(one)
        if one.worth - AGAIN * _told_of(one.day, kept) < least:
            break
        own = runs(one.text)
        at = next((i for i, other in enumerate(kept) if same(own, runs(other.text))), None)
        if at is not None:
            kept[at] = _folded(kept[at], one)
        elif _told_of(one.day, kept) < PER_MEETING:
            kept.append(one)
    return sorted(kept, key=lambda one: (one.day, one.hit.stored.paper, one.hit.stored.id))


def subject_held(found: Sequence[StoredPassage], about: Subject) -> dict[int, float]:
    """The share (0…1) of the subject that each passage holds; one that goes on from the passage
    before it, under the same item, has it from that."""
    held: dict[int, float] = {}
    by_id = {one.id: one for one in found}
    for i, one in sorted(by_id.items()):
        held[i] = about.held(_all(one.passage))
        before = by_id.get(i - 1)
        if (
            before
            and before.paper_id == one.paper_id
            and before.passage.item == one.passage.item
            and goes_on(one)
        ):
            held[i] = max(held[i], CARRIED * held[before.id])
    return held


def goes_on(one: StoredPassage) -> bool:
    """Whether a passage begins as one that goes on from the one before it does."""
    return bool(GOES_ON.search(one.passage.text[:BEGINNING]))


def said_on(stored: StoredPassage, text: str, copies: Sequence[StoredPassage] = ()) -> date | None:
    """When `text` of a passage was said: what a tracker reports of a recommendation was printed
    with a later meeting's papers, or with those of its `copies`, than made it."""
    passage = stored.passage
    day = passage.meeting.date
    tracker = kinds.kind_of(passage.document).is_tracker
    if not tracker or kind_of(text, passage.standing) not in REPORTED or not day:
        return day
    printed = (one.passage.published_with for one in (stored, *copies))
    return min((one for one in printed if one and one > day), default=day)


def mentions(found: Sequence[Hit], about: Subject) -> list[tuple[date, Hit]]:
    """Those of `found` that speak of the subject themselves, with the day, latest first."""
    dated = (
        (said_on(hit.stored, hit.stored.passage.text), hit)
        for hit in found
        if about.held(_all(hit.stored.passage)) >= OF_IT
    )
    known = [(day, hit) for day, hit in dated if day]
    return sorted(known, key=lambda one: (one[0], one[1].score), reverse=True)


def differences(steps: Sequence[Step]) -> tuple[Difference, ...]:
    """What `steps`, oldest first, give different figures for: the same two words beside each."""
    given: dict[tuple[bool, frozenset[str]], tuple[str, list[Figure]]] = {}
    for step in steps:
        for about, text in figures(step.text):
            thing = (text[-1].isalpha() or " " in text, frozenset(stems(about)))  # dates apart
            _, others = given.setdefault(thing, (about, []))
            # "5 February" and "5 February 2025" are one date.
            if not any(_one_figure(text, other.text) for other in others):
                others.append(Figure(text, step.date, step.citation))
    return tuple(
        Difference(about, tuple(others))
        for about, others in given.values()
        if len({other.citation for other in others}) > 1
    )


def _one_figure(a: str, b: str) -> bool:
    return a.lower() == b.lower() or f"{a} ".startswith(f"{b} ") or f"{b} ".startswith(f"{a} ")


def _steps(
    hit: Hit, about: Subject, near: Mapping[int, Sequence[float]], held: float
) -> Iterator[Telling]:
    """The steps that a passage tells, if it is of the subject."""
    passage = hit.stored.passage
    if (
        passage.meeting.date is None
        or kinds.kind_of(passage.document).is_front_sheet
        or held < OF_IT
    ):
        return
    carried = about.held(_all(passage)) < OF_IT
    base = SCORE * hit.score + HELD * held + DECIDED * (passage.standing == "decided")
    for words in wordings(passage, about.held, near[hit.stored.id], on_subject=carried):
        text = passage.text[words.start : words.end]
        if not carried and about.held(heading(passage), text) < SAID:
            continue  # a long paragraph speaks of many things
        level = " ".join(text.split())
        copies = [c for c in hit.copies if level in " ".join(c.passage.text.split())]
        day = said_on(hit.stored, text, copies) or passage.meeting.date
        kind = kind_of(text, passage.standing, lead_to(passage, words.start))
        undated = (
            kinds.kind_of(passage.document).is_tracker
            and kind in REPORTED
            and day == passage.meeting.date
        )
        worth = base + words.worth - UNDATED * undated
        yield Telling(hit, day, words.start, words.end, worth, kind, hit.copies)


def _told_of(day: date, kept: Sequence[Telling]) -> int:
    return sum(other.day == day for other in kept)


def _folded(kept: Telling, copy: Telling) -> Telling:
    """Two that tell the same as one, at the earlier of their days, with the other's places."""
    first, second = (copy, kept) if copy.day < kept.day else (kept, copy)
    places = {one.id: one for one in (*first.copies, second.hit.stored, *second.copies)}
    places.pop(first.hit.stored.id, None)
    return replace(first, worth=max(kept.worth, copy.worth), copies=tuple(places.values()))


def _other_names(subject: str) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """The stems of each word or words of `subject` that have another name, with that name's."""
    words = re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", mended(subject).lower())
    known: list[str] = []
    for length in range(1, LONGEST + 1):
        for start in range(len(words) - length + 1):
            span = " ".join(words[start : start + length])
            if any(f" {shorter} " in f" {span} " for shorter in known):
                continue
            others = other_names(span)
            known += [span] if others else []
            yield from ((frozenset(stems(span)), _heard_by(other)) for other in others)


def _heard_by(name: str) -> frozenset[str]:
    """What a name is heard by: its stems; an abbreviation as it is, for "AED" would be "a"."""
    return frozenset(_words(name) if name.isupper() else stems(name))


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", mended(text).lower())


def _all(passage: Passage) -> str:
    """The words of a passage, and those that it stands under."""
    terms = map(" ".join, passage.terms)
    over = (passage.item, passage.section, passage.context, *terms)
    return " ".join(filter(None, [*over, passage.text]))
