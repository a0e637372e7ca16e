"""The steps of a story: what was said of a subject, meeting by meeting, oldest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from qa.answers.search.context import Hit
from qa.answers.search.copies import runs, same, says_no_more
from qa.answers.search.unit import PHRASES as UNITS
from qa.answers.story.excerpt import OF_SUBJECT, TOUCHES, excerpts, heading
from qa.answers.story.kind import kind_of, lead_of
from qa.answers.story.mention import REPORTED, date_of
from qa.answers.story.subject import Subject, searched_text, shares_by_passage
from qa.answers.understanding.question import terms
from qa.library.records import StoredPassage
from qa.library.stemming import stems
from qa.papers import kinds
from qa.papers.paper import Passage, StepKind
from qa.papers.text import sentences

MAX_STEPS = 12  # of a story
PER_MEETING = 5  # steps
SAME_MEETING = 0.2  # taken from a step's score for each step of its meeting that is there already
WORTHWHILE = 0.55  # a step is shown if its score is at least so much of the best one's
# What counts for a passage: its score in the search, its share of the subject, and that it was
# decided.
SCORE, SHARE, DECIDED = 0.5, 0.5, 0.1
OWN_SHARE = 0.3  # of the subject that a step's own words, or its headings, must hold
# A row of a tracker is of a resolution of the same day if so much of the fewer words is of both.
TRACKED, MIN_CARRYING = 0.65, 4
UNDATED = 0.3  # taken where a tracker does not say when what it reports happened


@dataclass(frozen=True, slots=True)
class FoundStep:
    """A step found: the words from `start` to `end` of a passage, said on `day`.

    `copies` are other passages that say the same. `score` ranks it within its story. `decided` is
    where the words stand that the register of decisions has of it.
    """

    hit: Hit
    day: date
    start: int
    end: int
    score: float
    kind: StepKind
    copies: tuple[StoredPassage, ...] = ()
    decided: tuple[int, int] | None = None

    @property
    def text(self) -> str:
        """The words."""
        return self.hit.stored.passage.text[self.start : self.end]


def find_steps(
    hits: Sequence[Hit],
    subject: Subject,
    cosines: Mapping[int, Sequence[float]],
    before: Sequence[StoredPassage],
) -> list[FoundStep]:
    """The steps of the story of `subject` in `hits`, oldest first.

    `cosines` has, by passage, those of its sentences to the question. `before` are the passages
    that stand before hits that go on from them.
    """
    shares = shares_by_passage([*(hit.stored for hit in hits), *before], subject)
    left = [s for hit in hits for s in _steps_in(hit, subject, cosines, shares[hit.stored.id])]
    least = WORTHWHILE * max((step.score for step in left), default=0.0)
    kept: list[FoundStep] = []
    while left and len(kept) < MAX_STEPS:
        step = max(left, key=lambda step: step.score - SAME_MEETING * _of_day(step.day, kept))
        left.remove(step)
        if step.score - SAME_MEETING * _of_day(step.day, kept) < least:
            break
        at = next((i for i, other in enumerate(kept) if _same(step, other)), None)
        if at is not None:
            kept[at] = _merged(kept[at], step)
        elif _of_day(step.day, kept) < PER_MEETING:
            kept.append(step)
    return sorted(kept, key=lambda step: (step.day, step.hit.stored.paper, step.hit.stored.id))


def _steps_in(
    hit: Hit, subject: Subject, cosines: Mapping[int, Sequence[float]], share: float
) -> Iterator[FoundStep]:
    """The steps that a passage tells, if it is of the subject, of which it holds a `share`."""
    passage = hit.stored.passage
    document = kinds.kind_of(passage.document)
    if passage.meeting.date is None or document.is_front_sheet or share < OF_SUBJECT:
        return
    carried_over = subject.share_in(searched_text(passage)) < OF_SUBJECT
    base = SCORE * hit.score + SHARE * share + DECIDED * (passage.standing == "decided")
    for one in excerpts(passage, subject.share_in, cosines[hit.stored.id], on_subject=carried_over):
        text = passage.text[one.start : one.end]
        if not carried_over and subject.share_in(heading(passage), text) < OWN_SHARE:
            continue  # a long paragraph may be about many things
        level = " ".join(text.split())
        copies = [c for c in hit.copies if level in " ".join(c.passage.text.split())]
        day = date_of(hit.stored, text, copies) or passage.meeting.date
        own = _of_subject(text, passage, subject)
        kind = kind_of(own, passage.standing, lead_of(passage, one.start))
        undated = document.is_tracker and kind in REPORTED and day == passage.meeting.date
        score = base + one.score - UNDATED * undated
        yield FoundStep(hit, day, one.start, one.end, score, kind, hit.copies)


def _of_subject(text: str, passage: Passage, subject: Subject) -> str:
    """The sentences of an excerpt that are of the subject, which tell its kind; all of them under a
    heading that is of it. Mixed news says of another thing that it is done."""
    if subject.share_in(heading(passage)) >= OF_SUBJECT:
        return text
    kept, on_subject = [], False
    for start, end in sentences(text):
        line = text[start:end]
        continues = on_subject and UNITS["continues"].match(line) is not None
        on_subject = continues or subject.share_in(line) >= TOUCHES
        kept += [line] if on_subject else []
    return "\n".join(kept) or text


def _of_day(day: date, steps: Sequence[FoundStep]) -> int:
    return sum(other.day == day for other in steps)


def _same(step: FoundStep, other: FoundStep) -> bool:
    """Whether two steps say the same, so that the earlier one tells all that the later one does."""
    if _is_tracked(step, other) or _is_tracked(other, step):
        return True
    if not same(runs(step.text), runs(other.text)):
        return False
    first, second = _in_order(step, other)
    return says_no_more(second.text, first.text)


def _is_tracked(row: FoundStep, step: FoundStep) -> bool:
    """Whether the row of a tracker repeats, in its own words, what minutes of its day resolved."""
    kinds_of = [kinds.kind_of(one.hit.stored.passage.document) for one in (row, step)]
    if not kinds_of[0].is_tracker or kinds_of[1].is_tracker or row.day != step.day:
        return False
    own, others = _carrying(row.text), _carrying(step.text)
    fewest = min(len(own), len(others))
    return fewest >= MIN_CARRYING and len(own & others) >= TRACKED * fewest


def _carrying(text: str) -> set[str]:
    """The stems of the words of a text that carry a meaning."""
    return set(stems(" ".join(terms(text))))


def _in_order(kept: FoundStep, copy: FoundStep) -> tuple[FoundStep, FoundStep]:
    """The earlier of two steps, and the later one."""
    return (copy, kept) if copy.day < kept.day else (kept, copy)


def _merged(kept: FoundStep, copy: FoundStep) -> FoundStep:
    """Two steps that say the same as one, at the earlier of their days, with both their places.

    Of minutes and a tracker it is told in the words of the minutes.
    """
    first, second = _in_order(kept, copy)
    if _is_tracked(first, second):
        first, second = second, first
    places = {one.id: one for one in (*first.copies, second.hit.stored, *second.copies)}
    places.pop(first.hit.stored.id, None)
    return replace(first, score=max(kept.score, copy.score), copies=tuple(places.values()))
