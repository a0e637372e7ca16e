"""Pages and papers that could not be read, and that might matter to an answer."""

from __future__ import annotations

from qa.answers.answer import Answer
from qa.library.filters import Filters
from qa.library.library import Library
from qa.library.unread import Gaps


def unread(answer: Answer, library: Library, limits: Filters) -> Gaps:
    """What could not be read within `limits` and might matter to `answer`.

    Where the papers do not answer, that is all of it. Otherwise it is what belongs to the meetings
    quoted and, where nothing later is said of a story, what is of that later time.
    """
    store = library.store.unread
    if answer.status == "not_found":
        return store.within(limits)
    quoted = {q.citation for q in answer.quotes} | {step.citation for step in answer.timeline}
    cited = [one for one in answer.citations if one.n in quoted]
    meetings = {(one.committee, one.meeting_date) for one in cited if one.meeting_date}
    until = answer.nothing_later_up_to
    silence = (answer.timeline[0].date, until) if until and answer.timeline else None
    return store.at(meetings, limits, silence)
