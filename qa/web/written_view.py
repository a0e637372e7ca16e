"""What a language model writes of an answer, on the page: under its line, apart from the quotes.

It is written beside the page, which can be used meanwhile, and its sentences appear one by one.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from qa.answers.answer import Answer
from qa.answers.written import Written
from qa.web import metrics, state
from qa.web.answer_view import TEMPLATES, anchors_of
from qa.web.browser import say
from qa.web.markdown import escaped
from qa.web.state import Turn
from qa.web.writing_job import WritingJob
from qa.wording import count
from qa.writing.writer import Writer, writer

JOB = "writing"  # the key of this visit's job, with the key of the answer that it writes for
PAUSE = 0.4  # seconds between two looks at what is written
ALONE = "The quotes stand alone."


def begin(turn: Turn) -> None:
    """Have it written what `turn` says, unless that needs the reader's consent."""
    found = _writes_for(turn)
    if found and not found[0].needs_consent:
        _start(turn, *found)


def is_shown(turn: Turn) -> bool:
    """Whether something is, or may be, written of `turn`."""
    return bool(_writes_for(turn))


def show(turn: Turn) -> None:
    """Show what is written of `turn`, or a button that says who would be sent what, to write it."""
    key, job = st.session_state.get(JOB, ("", None))
    if turn.found and turn.found.written:
        st.html(html(turn.found.written, turn.found, turn.key))
    elif job and key == turn.key:
        watch(turn, job)
    elif (found := _writes_for(turn)) and found[0].needs_consent:
        offer(turn, *found)


def offer(turn: Turn, mine: Writer, found: Answer) -> None:
    """Offer to send the question and the passages to a host outside."""
    st.button(
        f"Put this in sentences, by {escaped(mine.server.host)}",
        key=f"write-{turn.key}",
        on_click=partial(_start, turn, mine, found, agreed=True),
    )
    template = TEMPLATES.get_template("written_offer.html")
    st.html(template.render(host=mine.server.host, number=len(mine.passages_of(found))))


@st.fragment(run_every=PAUSE)
def watch(turn: Turn, job: WritingJob) -> None:
    """Show what is written so far, until all of it is."""
    if job.done:
        _finish(turn, job)
        st.rerun()
    st.html(html(job.written, job.found, turn.key, is_whole=False))


def html(written: Written | None, found: Answer, key: str, is_whole: bool = True) -> str:
    """What is `written` of the answer `found`, as HTML."""
    return TEMPLATES.get_template("written.html").render(
        written=written, anchors=anchors_of(found, key), is_whole=is_whole, alone=ALONE
    )


def summary(written: Written) -> str:
    """What is written, for a screen reader to announce."""
    if written.status == "shown":
        return f"{count(len(written.sentences), 'sentence')} written below the answer."
    return f"{written.reason} {ALONE}"


def _writes_for(turn: Turn) -> tuple[Writer, Answer] | None:
    """The writer, and the answer of `turn`, where it writes for that."""
    mine = writer()
    if mine and turn.found and mine.writes_for(turn.found):
        return mine, turn.found
    return None


def _start(turn: Turn, mine: Writer, found: Answer, agreed: bool = False) -> None:
    _, before = st.session_state.get(JOB, ("", None))
    if before:
        before.stop()
    st.session_state[JOB] = turn.key, WritingJob(mine, found, agreed, state.address())


def _finish(turn: Turn, job: WritingJob) -> None:
    """Put what was written into the conversation."""
    st.session_state.pop(JOB, None)
    turns = state.conversation()
    for n, one in enumerate(turns):
        if one.key == turn.key and job.written:
            turns[n] = replace(one, found=replace(job.found, written=job.written))
            metrics.count_written(job.written)
            say(summary(job.written))
            return
