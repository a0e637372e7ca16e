"""What could not be read and might matter to an answer."""

from __future__ import annotations

from qa.answers.answer import Answer
from qa.library.filters import Filters
from qa.library.library import Library
from qa.library.unread import Gaps


def unread(found: Answer, library: Library, limits: Filters) -> Gaps:
    """What could not be read within `limits` and might matter to what was `found`.

    Where the papers do not answer, that is all of it; else what is of the meetings cited, and where
    a story goes silent, what might break the silence.
    """
    store = library.store.unread
    if found.status == "not_found":
        return store.within(limits)
    told = {q.citation for q in found.quotes} | {step.citation for step in found.timeline}
    cited = [one for one in found.citations if one.n in told]
    meetings = {(one.committee, one.meeting_date) for one in cited if one.meeting_date}
    until = found.nothing_later_up_to
    silence = (found.timeline[0].date, until) if until and found.timeline else None
    return store.at(meetings, limits, silence)
