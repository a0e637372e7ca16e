"""What a question prefers: a time, a committee, a kind of paper, a decision, an answer.

A passage that fits a preference is ranked a little higher, and one that does not fit may still come
first. The search is limited only where a person says so ("minutes of 2021 only").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.answers.understanding.period import Period, months, periods, spanning
from qa.library.filters import NO_LIMITS, Filters
from qa.library.records import Outline
from qa.papers.dates import MONTHS
from qa.papers.document import Document
from qa.papers.heads.body_name import WHOLE_COUNCIL
from qa.papers.kinds import KINDS, kind_of
from qa.papers.paper import Passage, Standing
from qa.papers.text import unaccented
from qa.phrases import Phrases
from qa.wording import spoken_list

PHRASES = Phrases.beside(__file__)
PREFERRED: tuple[Standing, ...] = ("decided", "answered")  # standings that words may prefer
# Behind these a council's name says where or whose something is.
PLACED = ("in", "of", "for", "at", "by", "from", "across", "around", "within", "throughout")
MONTH_DAYS = 31  # of the longest month


@dataclass(frozen=True, slots=True)
class Preference:
    """The meetings, the kinds of paper, the standing and the councils that a question prefers.

    `months` are those named without a year. `limits` is what the search is limited to because the
    question says "only". `told` are those of the `documents` of which it asks what they say.
    """

    period: Period | None = None
    months: frozenset[int] = frozenset()
    committees: frozenset[str] = frozenset()
    documents: frozenset[Document] = frozenset()
    told: frozenset[Document] = frozenset()
    standings: frozenset[Standing] = frozenset()
    limits: Filters = NO_LIMITS
    councils: frozenset[str] = frozenset()

    @property
    def exact(self) -> bool:
        """Whether the time is a day or a month."""
        return bool(self.months) or (self.period is not None and self.period.days <= MONTH_DAYS)

    def timely(self, passage: Passage | Outline) -> bool:
        """Whether `passage` is of a meeting of that time."""
        day = passage.meeting.date
        if not day:
            return False
        days = [day, passage.meeting.last_day or day]
        in_period = self.period and any(map(self.period.holds, days))
        return bool(in_period) or day.month in self.months

    def fitting(self, passage: Passage | Outline) -> bool:
        """Whether `passage` is of that committee, kind or standing."""
        return (
            passage.standing in self.standings
            or passage.document in self.documents
            or passage.meeting.committee in self.committees
        )

    def tells(self, passage: Passage | Outline) -> bool:
        """Whether `passage` is of a kind of paper of which the question asks what it says."""
        return passage.document in self.told

    def of_council(self, passage: Passage | Outline) -> bool:
        """Whether `passage` is of a council that the question names."""
        return passage.meeting.council in self.councils

    def is_of_another(self, passage: Passage | Outline) -> bool:
        """Whether `passage` is of another council than the question names: it answers nothing."""
        own = passage.meeting.council
        return bool(self.councils and own) and own not in self.councils

    def note(self) -> str | None:
        """What was limited or preferred, in words: "Searched minutes of 2021 only."."""
        first, last = self.limits.date_from, self.limits.date_to
        days = Period(first, last) if first and last else None
        if self.limits.document or days:
            kinds = frozenset({self.limits.document} if self.limits.document else ())
            return f"Searched {_papers(kinds, frozenset(), days)} only, as you asked."
        if self.period or self.months or self.committees or self.documents:
            words = _papers(self.documents, self.committees, self.period, self.months)
            return f"Looked first at {words}."
        return None


def _papers(
    documents: frozenset[Document],
    committees: frozenset[str],
    period: Period | None,
    months: frozenset[int] = frozenset(),
) -> str:
    """Papers in words: "minutes of Cabinet of March 2021"."""
    kinds = [kind_of(kind).plural for kind in sorted(documents)]
    words = [
        spoken_list(kinds) if kinds else "papers",
        *(f"of {name}" for name in sorted(committees)),
    ]
    if period:
        words.append(f"of {period.spoken()}")
    elif months:
        words.append(f"of {spoken_list([MONTHS[month - 1] for month in sorted(months)])}")
    return " ".join(words)


def preference_of(
    question: str, committees: Sequence[str] = (), councils: Sequence[str] = ()
) -> Preference:
    """What the words of `question` prefer; `committees` and `councils` are those that there are
    papers of."""
    times = periods(question)
    documents = [
        (kind.name, found)
        for kind in KINDS
        if kind.asked and (found := kind.asked.search(question))
    ]
    return Preference(
        spanning(times),
        frozenset() if times else months(question),
        _committees(question, committees),
        frozenset(kind for kind, _ in documents),
        frozenset(kind for kind, match in documents if _is_told(question, match)),
        frozenset(one for one in PREFERRED if PHRASES[one].search(question)),
        _limits(question, times, documents),
        _councils(question, councils),
    )


def without_limits(question: str) -> str:
    """`question` without the "only" by which it limits the search."""
    return (
        PHRASES["only"].sub("", question)
        if preference_of(question).limits != NO_LIMITS
        else question
    )


def _limits(
    question: str, times: Sequence[Period], documents: Sequence[tuple[Document, re.Match[str]]]
) -> Filters:
    """The time and the kind of paper that the search is limited to by an "only" beside them."""
    spans = [match.span() for _, match in documents] + [(time.start, time.end) for time in times]
    blanked = question
    for start, end in spans:
        blanked = blanked[:start] + " " * (end - start) + blanked[end:]
    for only in PHRASES["only"].finditer(question):
        kinds = [kind for kind, match in documents if _beside(only, *match.span(), blanked)]
        days = spanning([time for time in times if _beside(only, time.start, time.end, blanked)])
        if kinds or days:
            return Filters(
                date_from=days.first if days else None,
                date_to=days.last if days else None,
                document=kinds[0] if kinds else None,
            )
    return NO_LIMITS


def _is_told(question: str, kind: re.Match[str]) -> bool:
    """Whether a question asks what the papers say whose `kind` it names: "what do the minutes say",
    but not "who wrote the letter"."""
    named, behind = question[: kind.end()], question[kind.end() :]
    return bool(PHRASES["named"].search(named) or PHRASES["says"].match(behind))


def _beside(only: re.Match[str], start: int, end: int, blanked: str) -> bool:
    """Whether only linking words stand between "only" and the words from `start` to `end`."""
    between = blanked[end : only.start()] if start < only.start() else blanked[only.end() : start]
    return bool(PHRASES["link"].fullmatch(between))


def _committees(question: str, committees: Sequence[str]) -> frozenset[str]:
    """Those of `committees` that the question names by all words that distinguish them.

    "Scrutiny" may be any committee with that word in its name. Words that people use of other
    things ("the budget", "a city centre plan") name a committee only beside "committee" or the
    like, or where it is asked what it did.
    """
    asked = _words(question)
    distinct = {name: _distinct(name) for name in committees}
    each = ([*words] if {*words} <= {*asked} else _needed(words) for words in distinct.values())
    every = [set(words) for words in each if words and _names(asked, words)]
    # Who says "the planning advisory committee" does not mean the planning committee as well.
    named = [words for words in every if not any(words < other for other in every)]
    found = {name for name in committees if any(words <= set(distinct[name]) for words in named)}
    if PHRASES["full_council"].search(question):
        found |= {name for name in committees if name == WHOLE_COUNCIL}
    return frozenset(found) if len(found) < len(committees) else frozenset()


def _needed(words: Sequence[str]) -> list[str]:
    """Of the words that distinguish a body, those by which people call it."""
    return [word for word in words if word not in PHRASES.words("left_out")]


def own_words(council: str) -> set[str]:
    """The words of a council's name that distinguish it: "hexley" of "Hexley Town Council"."""
    return set(_words(council)) - PHRASES.words("of_councils")


def without_councils(text: str, councils: Sequence[str]) -> str:
    """`text` without the names of these councils: "the precept for Hexley Town Council" without
    "for" and all behind it. Their own papers hardly ever say them, but for the head of each.

    A name alone may be part of another, as in "the Hexley Challenge": it is left out behind a word
    such as "in", with a kind of council behind it, or as whose something is.
    """
    said = set(_words(text))
    kinds = "|".join(sorted(PHRASES.words("of_councils")))
    for name in councils:
        own_of_name = own_words(name)
        if not own_of_name or not own_of_name <= said:
            continue  # most of hundreds of councils
        words = [one.lower() for one in re.findall(r"[^\W\d_]+", name)]
        own = [n for n, word in enumerate(words) if unaccented(word) in own_of_name]
        printed = r"\W+".join(map(re.escape, words[own[0] : own[-1] + 1]))
        of_council = rf"(?:['’]s|(?:\W+(?:{kinds})\b)+(?:['’]s)?)"
        alone = rf"\b(?:{'|'.join(PLACED)})\s+{printed}\b(?!\W+(?-i:[A-Z]))"
        pattern = rf"(?:\b(?:{'|'.join(PLACED)})\s+)?\b{printed}{of_council}|{alone}"
        text = re.sub(pattern, " ", text, flags=re.IGNORECASE)
    return " ".join(text.split())


def _councils(question: str, councils: Sequence[str]) -> frozenset[str]:
    """Those of `councils` that the question names by all words that distinguish them."""
    asked = set(_words(question))
    named = {name: own_words(name) for name in councils}
    found = {name for name, words in named.items() if words and words <= asked}
    return frozenset(found) if len(found) < len(councils) else frozenset()


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", unaccented(text).lower())


def _distinct(name: str) -> list[str]:
    return [word for word in _words(name) if word not in PHRASES.words("common")]


def _names(asked: Sequence[str], words: Sequence[str]) -> bool:
    """Whether a question of the words `asked` names the body that `words` distinguish."""
    if not set(words) <= set(asked):
        return False
    at = [i for i, word in enumerate(asked) if word in words]
    beside = {word for i in at for word in asked[max(0, i - 3) : i + 2]}
    if not beside.isdisjoint(PHRASES.words("nouns")):
        return True
    if len(words) > 1:
        return any(_acts(asked, i) for i in at)
    is_body = words[0] in PHRASES.words("bodies")
    return is_body and any(_stands_for_itself(asked, i) for i in at)


def _acts(asked: Sequence[str], i: int) -> bool:
    """Whether the word at `i` begins the name of who does something: "what did health and
    wellbeing say", but not "a plan for health and wellbeing"."""
    before = [word for word in asked[max(0, i - 2) : i] if word != "the"]
    return bool(before) and before[-1] in PHRASES.words("acting")


def _stands_for_itself(asked: Sequence[str], i: int) -> bool:
    """Whether the word at `i` is not the first of something else: "executive summary"."""
    return i + 1 == len(asked) or asked[i + 1] not in PHRASES.words("of_others")
