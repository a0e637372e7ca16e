"""The line of a story: the present state first, in the words of its latest step."""

from __future__ import annotations

from qa.answers.answer import Step
from qa.answers.answer_line import AnswerLine, Part
from qa.answers.line.asked import PHRASES
from qa.answers.search.context import Context
from qa.answers.search.unit import PHRASES as UNITS
from qa.answers.story.kind import kind_by_words
from qa.papers.text import sentences
from qa.wording import STEP_WORDS, short_date

CERTAINTY = 0.7  # that the latest step tells the present state
MIN_WORDS, MAX_WORDS = 4, 45  # of the words of a step that are told


def story_line(context: Context) -> AnswerLine | None:
    """How the subject stood when it was last told of, and until when nothing more is said.

    The steps are those of `context`, whose citations are numbered.
    """
    if not context.timeline:
        return None
    # That an update was noted says that there was one, and not how things stood.
    told = [step for step in context.timeline if not PHRASES["notes"].search(step.text)]
    latest = (told or context.timeline)[-1]
    state = f"{STEP_WORDS[latest.kind].capitalize()}, {short_date(latest.date)}:"
    parts = [
        Part(state, latest.citation, verbatim=False),
        Part(_told(latest), latest.citation, verbatim=True),
    ]
    if mention := context.last_mentioned:
        words = f"Last mentioned {short_date(mention.date)}"
        until = context.library.searched(context.limits).latest
        if until and until > mention.date:
            words += f"; nothing later in papers up to {short_date(until)}"
        parts.append(Part(f"{words}.", mention.citation, verbatim=False))
    return AnswerLine("story", tuple(parts), CERTAINTY)


def _told(step: Step) -> str:
    """The sentence of a step that shows its kind, with what it continues; else the longest."""
    text, spans = step.text, sentences(step.text)
    shows = [kind_by_words(text[a:b], step.standing) == step.kind for a, b in spans]
    words = [len(text[a:b].split()) for a, b in spans]
    best = max(range(len(spans)), key=lambda i: (shows[i] and words[i] >= MIN_WORDS, words[i]))
    start, end = spans[best]
    before = spans[best - 1][0] if best else start
    if UNITS["continues"].match(text[start:end]) and len(text[before:end].split()) <= MAX_WORDS:
        start = before
    return text[start:end]
