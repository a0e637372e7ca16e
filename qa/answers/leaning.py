"""What a question leans towards: a time, a committee, a kind of paper, a decision, an answer.

These are preferences: a passage that fits is put a little forward, and one that does not fit may
still come first. Only where a person says so ("minutes of 2021 only") is the search limited.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from qa.library.filters import Filters
from qa.papers.dates import MONTHS, dates_in
from qa.papers.paper import Document, Passage, Standing
from qa.wording import DOCUMENT_PLURALS, day_and_month, listed

# Words of a question, and the standing of the passages it is likely to be answered by.
STANDINGS: tuple[tuple[re.Pattern[str], Standing], ...] = (
    (
        re.compile(
            r"\bdecid\w*|\bdecision\b|\bresol(?:ved?|ution)\b|\bagreed?\b|\bvot(?:e|ed|es|ing)\b"
            r"|\bapproved?\b|\bcarried\b|\bpassed\b|\bsettled\b|\bsigned off\b|\bsay yes\b"
            r"|\bwhat did (?:\w+ ){1,3}(?:want|ask for|recommend|call for)\b|\bpropos(?:ed|er)\b"
            r"|\bseconde[dr]\b",
            re.IGNORECASE,
        ),
        "decided",
    ),
    (
        re.compile(
            r"\b(?:has|have|did) (?:anyone|anybody|any|a member|a resident)\b.*\b(?:ask|rais)"
            r"|\bwhat (?:did|have) we (?:say|said|tell|told|reply|replied|answer)"
            r"|\bour (?:reply|answer|response)\b|\b(?:public|member'?s'?) question\b"
            r"|\bwas (?:told|said to)\b|\basked about\b|\bcheck (?:our|the) (?:reply|answer)",
            re.IGNORECASE,
        ),
        "answered",
    ),
)
# Words that name a kind of paper, where they are not about something else ("20 minutes").
DOCUMENTS: dict[Document, re.Pattern[str]] = {
    "minutes": re.compile(
        r"\b(?:the|in|of|from|only|printed) (?:\w+ )?minutes\b|\bminutes (?:of|from|in|only)\b"
        r"|^minutes\b|\bminuted\b",
        re.IGNORECASE,
    ),
    "agenda": re.compile(r"\bagendas?\b(?! item)", re.IGNORECASE),
    "questions": re.compile(r"\b(?:public|members?'?|written|formal) questions?\b", re.IGNORECASE),
    "tracker": re.compile(
        r"\btrackers?\b|\b(?:schedule|list) of (?:recommendations|actions)\b|\baction log\b",
        re.IGNORECASE,
    ),
    "letter": re.compile(r"\bletters?\b", re.IGNORECASE),
    "decision": re.compile(
        r"\bdecision (?:notices?|papers?)\b|\brecords? of decisions?\b", re.IGNORECASE
    ),
    "report": re.compile(
        r"\b(?:officers?'?|committee) reports?\b|\breports? (?:of|from|in) (?=20\d\d)"
        r"|\breports? only\b|\bonly (?:in |the |\d+ )*reports?\b",
        re.IGNORECASE,
    ),
}
# "minutes of 2021 only", "only in the minutes", "just the minutes of March": a limit, not a wish.
ONLY = re.compile(r"[,;]?\s*\b(?:only|nothing but|just (?=the |in ))\b", re.IGNORECASE)
# What may stand between "only" and what it limits to.
LINK = re.compile(r"(?:\s|\b(?:of|from|in|the|for|and|to|meetings?|papers?)\b)*", re.IGNORECASE)
_MONTH = "|".join(f"{name[:3].lower()}(?:{name[3:].lower()})?" for name in MONTHS) + "|sept"
MONTH_YEAR = re.compile(
    rf"\b({_MONTH})\.?,?\s+(?:of\s+)?(20\d\d|'?[12]\d)(?![\d/]|:\d|(?:st|nd|rd|th)\b)",
    re.IGNORECASE,
)
# "in January", "from January through to March", "the March meeting"; but "may" is mostly a verb.
MONTH = re.compile(
    rf"\b(?:in|of|from|since|until|to|by|for|last|the|and|through|between|during) ({_MONTH})\b"
    rf"(?!\s+(?:be|have|not|need|only)\b)"
    rf"|\b({_MONTH})(?='?s? (?:meeting|minutes|one|vote|report|agenda|pack)\b)",
    re.IGNORECASE,
)
SEASON_YEAR = re.compile(
    r"\b(spring|summer|autumn|winter|early|mid|late|start of|end of)[\s-]+(?:in\s+)?(20\d\d)\b",
    re.IGNORECASE,
)
YEAR = re.compile(r"\b(20\d\d)\b(?![/-]\d)")
# A time that was taken out, with the words that led to it.
TIME_GONE = "\0"
BEFORE_TIME = re.compile(
    rf"(?:\b(?:in|of|from|since|until|to|by|on|at|during|between|and|through|the)\s+)*{TIME_GONE}"
)
# First and last month of what people call a part of a year.
PARTS = {
    "spring": (3, 5),
    "summer": (6, 8),
    "autumn": (9, 12),
    "winter": (1, 3),
    "early": (1, 4),
    "start of": (1, 3),
    "mid": (5, 8),
    "late": (9, 12),
    "end of": (10, 12),
}
# Words that many committees have in their names; the rest tell one from another.
COMMON = frozenset(
    ("a", "and", "board", "committee", "council", "county", "for", "group", "of", "panel", "the")
)


NO_LIMITS = Filters()
# "Is it still …", "are members getting …": of the present, the latest papers know most.
NOW = re.compile(r"\b(?:is|are|has|have|do|does|will|now|still|latest|current(?:ly)?)\b", re.I)


@dataclass(frozen=True, slots=True)
class Leaning:
    """The meetings, the kinds of paper and the standing that a question leans towards.

    `period` is the first and last day, `months` are those named without a year. `limits` holds
    what the search is limited to because the question says "only". `now` says that it asks of the
    present.
    """

    period: tuple[date, date] | None = None
    months: frozenset[int] = frozenset()
    committees: frozenset[str] = frozenset()
    documents: frozenset[Document] = frozenset()
    standings: frozenset[Standing] = frozenset()
    limits: Filters = NO_LIMITS
    now: bool = False

    def timely(self, passage: Passage) -> bool:
        """Whether `passage` is of a meeting of that time."""
        day = passage.meeting.date
        if not day:
            return False
        within = bool(self.period and self.period[0] <= day <= self.period[1])
        return within or day.month in self.months

    def fitting(self, passage: Passage) -> bool:
        """Whether `passage` is of that committee, kind or standing."""
        return (
            passage.standing in self.standings
            or passage.document in self.documents
            or passage.meeting.committee in self.committees
        )

    def said(self) -> str | None:
        """What was limited or preferred, said back: "Searched minutes of 2021 only."."""
        only = self.limits
        if only.document or (only.date_from and only.date_to):
            days = (only.date_from, only.date_to) if only.date_from and only.date_to else None
            kinds = frozenset({only.document} if only.document else ())
            return f"Searched {_papers(kinds, frozenset(), days)} only, as you asked."
        if self.period or self.months or self.committees or self.documents:
            words = _papers(self.documents, self.committees, self.period, self.months)
            return f"Looked first at {words}."
        return None


def _papers(
    documents: frozenset[Document],
    committees: frozenset[str],
    period: tuple[date, date] | None,
    months: frozenset[int] = frozenset(),
) -> str:
    """Papers in words: "minutes of Cabinet of March 2021"."""
    kinds = [DOCUMENT_PLURALS[kind] for kind in sorted(documents)]
    words = [listed(kinds) if kinds else "papers", *(f"of {name}" for name in sorted(committees))]
    if period:
        words.append(f"of {_spoken(*period)}")
    elif months:
        words.append(f"of {listed([MONTHS[month - 1] for month in sorted(months)])}")
    return " ".join(words)


def leaning(question: str, committees: Sequence[str] = ()) -> Leaning:
    """What the words of `question` lean towards; `committees` are those there are papers of."""
    times = list(_periods(question))
    period = (min(t[0] for t in times), max(t[1] for t in times)) if times else None
    months = (
        frozenset() if times else frozenset(_month(m[1] or m[2]) for m in MONTH.finditer(question))
    )
    documents = [
        (kind, found) for kind, asks in DOCUMENTS.items() if (found := asks.search(question))
    ]
    return Leaning(
        period,
        frozenset(months),
        _committees(question, committees),
        frozenset(kind for kind, _ in documents),
        frozenset(standing for asks, standing in STANDINGS if asks.search(question)),
        _limits(question, times, [(kind, match.span()) for kind, match in documents]),
        not times and bool(NOW.search(question)),
    )


def without_time(question: str) -> str:
    """`question` without the dates, months and years that it names."""
    for _, start, end in reversed(dates_in(question)):
        question = question[:start] + TIME_GONE + question[end:]
    for pattern in (MONTH_YEAR, SEASON_YEAR, MONTH, YEAR):
        question = pattern.sub(TIME_GONE, question)
    return " ".join(BEFORE_TIME.sub(" ", question).split())


def names_a_time(question: str) -> bool:
    """Whether `question` names a date, a month or a year."""
    return bool(list(_periods(question)) or MONTH.search(question))


def without_limits(question: str) -> str:
    """`question` without the "only" by which it limits the search."""
    return ONLY.sub("", question) if leaning(question).limits != NO_LIMITS else question


def _limits(
    question: str,
    times: Sequence[tuple[date, date, int, int]],
    documents: Sequence[tuple[Document, tuple[int, int]]],
) -> Filters:
    """The time and the kind of paper that stand beside "only"."""
    spans = [span for _, span in documents] + [(start, end) for _, _, start, end in times]
    blanked = list(question)
    for start, end in spans:
        blanked[start:end] = " " * (end - start)
    for only in ONLY.finditer(question):

        def beside(span: tuple[int, int], only: re.Match[str] = only) -> bool:
            before, after = blanked[span[1] : only.start()], blanked[only.end() : span[0]]
            return bool(LINK.fullmatch("".join(before if span[0] < only.start() else after)))

        kinds = [kind for kind, span in documents if beside(span)]
        days = [(first, last) for first, last, *span in times if beside((span[0], span[1]))]
        if kinds or days:
            return Filters(
                None,
                min((first for first, _ in days), default=None),
                max((last for _, last in days), default=None),
                kinds[0] if kinds else None,
            )
    return NO_LIMITS


def _committees(question: str, committees: Sequence[str]) -> frozenset[str]:
    """Those of `committees` that the question names by all words that tell them from others."""
    asked = set(re.findall(r"[a-z]+", question.lower()))
    found = set()
    for name in committees:
        telling = set(re.findall(r"[a-z]+", name.lower())) - COMMON
        if telling and telling <= asked:
            found.add(name)
    return frozenset(found) if len(found) < len(committees) else frozenset()


def _periods(text: str) -> list[tuple[date, date, int, int]]:
    """The times that a question names: first and last day, and where the words begin and end.

    Those of the finest kind only: a date, a month, a part of a year, a year.
    """
    return (
        [(day, day, start, end) for day, start, end in dates_in(text)]
        or [
            (*_months(_year(m[2]), _month(m[1]), _month(m[1])), *m.span())
            for m in MONTH_YEAR.finditer(text)
        ]
        or [
            (*_months(int(m[2]), *PARTS[m[1].lower()]), *m.span())
            for m in SEASON_YEAR.finditer(text)
        ]
        or [(*_months(int(m[1]), 1, 12), *m.span()) for m in YEAR.finditer(text)]
    )


def _spoken(first: date, last: date) -> str:
    """A period in words: "15 September 2020", "March 2020", "2021", "March to June 2021"."""
    if first == last:
        return day_and_month(first)
    whole_years = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    spell = "%Y" if whole_years else "%B %Y"
    begins, ends = f"{first:{spell}}", f"{last:{spell}}"
    return begins if begins == ends else f"{begins} to {ends}"


def _year(text: str) -> int:
    year = int(text.lstrip("'"))
    return year if year > 99 else 2000 + year


def _month(name: str) -> int:
    return next(i for i, full in enumerate(MONTHS, 1) if full.lower()[:3] == name.lower()[:3])


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])
