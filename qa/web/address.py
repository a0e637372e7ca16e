"""The addresses of papers, pages, citations and answers.

They are relative and one step deep from the front page, so that they hold wherever it is served.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from datetime import date
from urllib.parse import quote, urlencode

from qa.library.reference import Reference
from qa.papers.file_name import Form

# The names of parameters.
QUESTION, AFTER, LIKE, FOLLOW = "q", "after", "like", "follow"  # of the chat page
READ = "read"  # of the chat page: how a question after another is read, where the person says so
ALONE, JOINED = "alone", "joined"  # its values
BRIEFING = "briefing"  # the page of the briefing
PAPER, PAGE, CITE = "paper", "page", "cite"  # of the page of one paper
COUNCIL = "council"  # of every page, where several councils share the service
MEETING, COMMITTEE = "meeting", "committee"  # of the page of papers
NOTHING: Mapping[str, str] = {}
ENDINGS: dict[Form, str] = {"pdf": "pdf", "word": "docx", "web page": "html"}  # of files


# What every address of a page that is being drawn carries: the councils that were chosen there.
councils: ContextVar[str] = ContextVar("councils", default="")


def pdf(key: str, page: int) -> str:
    """The file of a paper, opened at a PDF page."""
    return f"{_with_councils(f'papers/{key}.pdf')}#page={page}"


def file(key: str, form: Form) -> str:
    """The file of a paper."""
    return _with_councils(f"papers/{key}.{ENDINGS[form]}")


def picture(key: str, page: int, cited: Reference | None = None) -> str:
    """A page as a picture, with the words of a citation marked."""
    return _with_councils(f"papers/{key}/{page}.png", {CITE: str(cited)} if cited else {})


def paper(key: str, page: int = 1) -> str:
    """A paper, at a page."""
    return chosen("paper", {PAPER: key, PAGE: str(page)})


def citation(cited: Reference) -> str:
    """The page that words stand on, with the words marked."""
    return chosen("paper", {CITE: str(cited)})


def meeting(committee: str | None, day: date, whose: str = "") -> str:
    """The papers of a meeting, of the council `whose` where several are asked."""
    of = {COMMITTEE: committee or "", MEETING: day.isoformat()}
    return chosen("papers", of | ({COUNCIL: whose} if whose else {}))


def decisions(committee: str | None, day: date, whose: str = "") -> str:
    """The decisions of a meeting, likewise."""
    limits = {COMMITTEE: committee or "", "from": day.isoformat(), "to": day.isoformat()}
    return chosen("decisions", limits | ({COUNCIL: whose} if whose else {}))


def front(asks: Mapping[str, str], limits: Mapping[str, str]) -> str:
    """The chat page with a question (`asks`) and its limits, as parameters."""
    return chosen("./", {**asks, **limits})


def like(cited: Reference) -> str:
    """The chat page with passages like this one."""
    return chosen("./", {LIKE: str(cited)})


def through_time(cited: Reference) -> str:
    """The chat page with what was said of it, meeting by meeting."""
    return chosen("./", {FOLLOW: str(cited)})


def chosen(page: str, query: Mapping[str, str]) -> str:
    """A page with the parameters that are not empty."""
    return _with_councils(page, query) if any(query.values()) or councils.get() else f"{page}?"


def _with_councils(path: str, query: Mapping[str, str] = NOTHING) -> str:
    given = {name: value for name, value in {COUNCIL: councils.get(), **query}.items() if value}
    return f"{path}?{urlencode(given, quote_via=quote)}" if given else path
