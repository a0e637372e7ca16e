"""What a paper says of its meeting, or of itself: cancelled, postponed, inquorate, withdrawn.

The words stand in a line of their own near the top of its first page. The site that published it
may say nothing of this, and whoever reads only a quote of a later page has to know it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from qa.papers.dates import days_in
from qa.papers.source import Source
from qa.papers.text import mended
from qa.phrases import Phrases

_PHRASES = Phrases.beside(__file__)
OFF = _PHRASES["off"]
OF_ANOTHER, DUE = _PHRASES["of_another"], _PHRASES["due"]
HEAD_LINES = 25
HEAD_LENGTH = 1500  # characters of the first page in which these lines stand
MAX_LINE_LENGTH = 110  # characters: a longer line is part of a paragraph


def own_status(head: str, day: date | None = None) -> str | None:
    """The line of the `head` of a first page that says so, as it is printed; None if none does.

    The paper's own meeting was to be held on `day`, where that is known.
    """
    return next(_lines_of_status(head, day), None)


def _lines_of_status(head: str, day: date | None) -> Iterator[str]:
    for line in head[:HEAD_LENGTH].splitlines()[:HEAD_LINES]:
        words = mended(line).strip()
        if len(words) <= MAX_LINE_LENGTH and OFF.search(words) and not _is_of_another(words, day):
            yield line.strip()


def _is_of_another(words: str, day: date | None) -> bool:
    """Whether a line speaks of another meeting than that of `day`, or of a part of it."""
    due = DUE.search(words)
    named = days_in(words[due.end() :]) if due else []
    if day and named and (named[0].month, named[0].of_month) != (day.month, day.day):
        return True
    return bool(OF_ANOTHER.search(words))


def with_own_status(source: Source | None, status: str | None, day: date | None) -> Source | None:
    """What the `source` of a paper states, with the `status` that its first page gives its meeting,
    which was to be held on `day`."""
    if not status:
        return source
    source = source or Source(meeting_date=day)
    stated = source.status or ""
    words = stated if OFF.search(f"Meeting {stated}") else "; ".join(filter(None, [stated, status]))
    return replace(source, status=words)
