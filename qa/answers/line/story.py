"""The line of a story: the present state first, in the words of its latest step."""

from __future__ import annotations

from qa.answers.answer import Step
from qa.answers.answer_line import AnswerLine, Part
from qa.answers.search.context import Context
from qa.answers.search.unit import PHRASES as UNITS
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
    latest = context.timeline[-1]
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
    """The first whole sentences of a step, as many as a line has room for."""
    spans = sentences(step.text)
    whole = [(a, b) for a, b in spans if len(step.text[a:b].split()) >= MIN_WORDS] or spans
    start, end = whole[0]
    for _, further in whole[1:]:
        if len(step.text[start:further].split()) > MAX_WORDS:
            break
        if not UNITS["continues"].match(step.text[end:further].strip()):
            break
        end = further
    return step.text[start:end]
