"""The line of a story: the present state first, in the words of its latest step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.answers.answer import Mention, Step
from qa.answers.answer_line import AnswerLine, Part
from qa.answers.line.asked import PHRASES as ASKED
from qa.answers.line.asked import asks_for, mover_named
from qa.answers.line.tellable import is_label
from qa.answers.registers.entry import only_notes
from qa.answers.search.context import Context
from qa.answers.search.term_weights import TermWeights
from qa.answers.search.unit import PHRASES as UNITS
from qa.answers.search.unit import is_cut
from qa.answers.story.excerpt import heading
from qa.answers.story.kind import kind_by_words
from qa.library.stemming import stems
from qa.papers.paper import StepKind
from qa.papers.text import sentences
from qa.wording import STEP_WORDS, short_date

DECIDES = ASKED["did_decide"]
CERTAINTY = 0.7  # that the latest step tells the present state
# Where a step holds so much of the matter, another tells how it stands only if it holds half of
# that at least. Of a long question no step holds so much, and more of them would be left out.
MOST, OF_MOST = 0.8, 0.5
OF_BEST = 0.6  # of the share of the question in a step's best sentence, for another to be of it
MIN_WORDS, MAX_WORDS = 4, 45  # of the words of a step that are told
WHOLE = 60  # words: a decision that has no more is told whole
MAX_LIST = 90  # of them, where they lead to a list


def story_line(context: Context) -> AnswerLine | None:
    """How the subject stood when it was last told of, and until when nothing more is said.

    The steps are those of `context`, whose citations are numbered.
    """
    if not context.timeline:
        return None
    # That an update was noted says that there was one, and not how things stood.
    told = [step for step in context.timeline if not only_notes(step.text)] or context.timeline
    told = _of_the_subject(told, context)
    latest = _latest(_of_the_time(told, context) or told, context)
    told_words = _told(latest, context.term_weights)
    if not {*stems(mover_named(context.question))[-1:]} <= {*stems(told_words)}:
        return None  # what became of one member's amendment is told by no step of another's
    ended, whose = STEP_WORDS[_kind(latest, told_words)].capitalize(), _whose(latest, context)
    state = ", ".join(filter(None, [ended, short_date(latest.date), whose])) + ":"
    parts = [
        Part(state, latest.citation, verbatim=False),
        Part(told_words, latest.citation, verbatim=True),
        *(_resolved_below(latest, context) if latest.kind == "rejected" else ()),
    ]
    mention = context.last_mentioned
    if mention and (mention.date <= latest.date or _is_mentioned(mention, latest, context)):
        words = f"Last mentioned {short_date(mention.date)}"
        limits = replace(context.limits, council=whose) if whose else context.limits
        until = context.library.searched(limits).latest
        if until and until > mention.date:
            words += f"; nothing later in papers up to {short_date(until)}"
        parts.append(Part(f"{words}.", mention.citation, verbatim=False))
    return AnswerLine("story", tuple(parts), CERTAINTY)


def _whose(step: Step, context: Context) -> str | None:
    """The council that a step is of, where the library has papers of several."""
    several = len(context.library.totals.councils) > 1
    return context.hits[step.citation - 1].stored.passage.meeting.council if several else None


def _latest(steps: Sequence[Step], context: Context) -> Step:
    """The step that tells how things stand: of the last day what was decided, if anything was, and
    of several decisions the last of those that hold most of the subject. A report that was written
    for that meeting tells how things stood before it."""
    last = [step for step in steps if step.date == steps[-1].date]
    decided = [step for step in last if step.decided]
    shares = [_share(step.citation, step.text, context) for step in decided]
    of_it = [step for step, own in zip(decided, shares, strict=True) if own == max(shares)]
    return (of_it or last)[-1]


def _resolved_below(lost: Step, context: Context) -> tuple[Part, ...]:
    """What was resolved under the item of a motion that was lost, further down: that a motion to do
    nothing was lost is not how things stand."""
    passage = context.hits[lost.citation - 1].stored
    for n, hit in enumerate(context.hits, 1):
        own, first = hit.stored.passage, passage.passage
        same = (hit.stored.paper_id, own.item) == (passage.paper_id, first.item) and own.item
        if not (same and own.standing == "decided" and hit.stored.id > passage.id):
            continue
        for a, b in sentences(own.text):
            told = own.text[a:b]
            if DECIDES.search(told) and not only_notes(told) and len(told.split()) <= WHOLE:
                return (Part("Then decided:", n, verbatim=False), Part(told, n, verbatim=True))
    return ()


def _of_the_subject(steps: Sequence[Step], context: Context) -> list[Step]:
    """The steps that hold about as much of the subject as any: how another election was spoken of
    is not how the one asked about stands."""
    shares = [_share(step.citation, step.text, context) for step in steps]
    least = OF_MOST * max(shares)
    of_it = [step for step, share in zip(steps, shares, strict=True) if share >= least]
    return of_it if max(shares) >= MOST else [*steps]


def _is_mentioned(mention: Mention, latest: Step, context: Context) -> bool:
    """Whether what mentions the subject last holds about as much of it as the step that is told."""
    text = context.citations[mention.citation - 1].text
    own = _share(latest.citation, latest.text, context)
    return own < MOST or _share(mention.citation, text, context) >= OF_MOST * own


def _share(citation: int, text: str, context: Context) -> float:
    """The share of the matter that words hold with the headings that they stand under."""
    over = heading(context.hits[citation - 1].stored.passage)
    return context.term_weights.of_the_matter.share_in(f"{over}\n{text}")


def _of_the_time(steps: Sequence[Step], context: Context) -> list[Step]:
    """The steps of the time that the question names: how it stood in 2019 is no news of 2021."""
    period = context.question.preference.period
    if period is None or asks_for("span", context.question):
        return []
    return [step for step in steps if period.holds(step.date)]


def _kind(step: Step, told: str) -> StepKind:
    """The kind of a step whose words `told` are quoted: not done where they do not say so, because
    mixed news may say of another thing that it is done."""
    if step.kind != "completed":
        return step.kind
    return kind_by_words(told, step.standing) or "progress"


def _told(step: Step, weights: TermWeights) -> str:
    """The sentence of a step that shows its kind and speaks of what was asked, with what it
    continues; else the longest that speaks of it. A short decision is told whole."""
    text = step.text[slice(*step.decided)] if step.decided else step.text
    if step.decided and len(text.split()) <= WHOLE:
        return text
    spans = sentences(text)
    shows = [kind_by_words(text[a:b], step.standing) == step.kind for a, b in spans]
    notes = [only_notes(text[a:b]) for a, b in spans]
    words = [len(text[a:b].split()) for a, b in spans]
    shares = [weights.share_in(text[a:b]) for a, b in spans]
    on_subject = [share >= OF_BEST * max(shares) for share in shares]
    best = max(
        range(len(spans)),
        key=lambda i: (
            not is_label(text[slice(*spans[i])]) and (shows[i] or not notes[i]),
            words[i] >= MIN_WORDS and on_subject[i] + shows[i],
            on_subject[i],
            words[i],
        ),
    )
    start, end = spans[best]
    while is_cut(text, spans, best):
        best += 1
        end = spans[best][1]
    if text[start:end].endswith(":"):  # with the list that it leads to
        below = [b for a, b in spans if a >= end]
        end = max((b for b in below if len(text[start:b].split()) <= MAX_LIST), default=end)
    before = spans[best - 1][0] if best else start
    # What is only added to another matter can be understood without it.
    apart = UNITS["adds"].match(text[start:end]) and not shares[max(0, best - 1)]
    continues = UNITS["continues"].match(text[start:end]) and not apart
    if continues and len(text[before:end].split()) <= MAX_WORDS:
        start = before
    return text[start:end]
