"""When the papers do not answer, and why: what a clerk would say before saying what is there.

A passage may be near to a question and still not answer it: the subject is there, the amount asked
for is not; the road is named, but another one. So it is asked of the best passages what a person
would ask: is this what the question names, of the time it names, and is there what it asks for?
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from qa.answers.search.ranking import RANKING, Ranking
from qa.answers.search.search import Hit
from qa.answers.search.term_weights import Evidence
from qa.answers.understanding.period import without_time
from qa.answers.understanding.question import Question
from qa.answers.understanding.synonyms import is_known
from qa.answers.understanding.wanted import Want, wanted
from qa.library.filters import Filters
from qa.library.library import Library
from qa.library.stemming import stems
from qa.papers.text import mended, sentences
from qa.wording import day_and_month, listed

# "2024/25", "2024-25", "24/25"; but "10-11" is hours.
FINANCIAL_YEAR = re.compile(r"\b(?:20(\d\d)-|(?:20)?(\d\d)/)(?:20)?(\d\d)\b")
LOOKED_AT = 5  # passages, the best ones
NAMED_IN = 10  # in which what the question names may stand
# A passage is near enough whose cosine, and HOLDING times the share of the question's words that it
# holds, come to NEAR together; UNHEARD is asked for more where no paper has a word of the question.
NEAR, HOLDING, UNHEARD = 0.43, 0.3, 0.07
# What is asked for must stand within a sentence of so much of what the question names (a share).
BESIDE = 0.16


def doubt(
    question: Question,
    hits: Sequence[Hit],
    evidence: Evidence,
    library: Library,
    ranking: Ranking = RANKING,
) -> str | None:
    """Why the papers are not believed to answer `question`, in a sentence; None if they are."""
    best = hits[:LOOKED_AT]
    if not best:
        return "There are no papers within these limits."
    if not ranking.doubt:
        return _too_far(best, evidence)
    texts = [_told(hit) for hit in hits[:NAMED_IN]]
    return (
        _not_of_the_time(question, hits[:NAMED_IN], texts, library)
        or _not_named(question, texts)
        or _not_told(question, best, evidence)
        or _too_far(best, evidence)
    )


def near_enough(hits: Iterable[Hit], evidence: Evidence) -> list[Hit]:
    """Those of `hits` that are near in meaning to what is asked, and hold its words."""
    enough = NEAR + (UNHEARD if _unheard(evidence) else 0)
    return [h for h in hits if h.cosine + HOLDING * evidence.held(_told(h)) >= enough]


def _unheard(evidence: Evidence) -> list[str]:
    """The words that no paper has, other names of things apart."""
    return [word for word in evidence.unheard if word.isalpha() and not is_known(word)]


def _told(hit: Hit) -> str:
    """All that a passage is known by, and its words."""
    passage = hit.stored.passage
    meeting = passage.meeting
    known_by = (passage.item, passage.section, passage.context, meeting.committee, meeting.council)
    terms = (word for term in passage.terms for word in term)
    day = day_and_month(meeting.date) if meeting.date else ""
    return " ".join(filter(None, [*known_by, hit.stored.paper, day, *terms, passage.text]))


def _not_of_the_time(
    question: Question, hits: Sequence[Hit], texts: Sequence[str], library: Library
) -> str | None:
    """A day or a month is named that nothing found is of, nor speaks of."""
    period = question.leaning.period
    if not period or not (period.days == 1 or period.is_a_month):
        return None
    month = f"{period.first:%B %Y}"
    when = f"{'on' if period.days == 1 else 'in'} {period.spoken()}"
    spoken_of = any(month.lower() in text.lower() for text in texts)
    decided = "decided" in question.leaning.standings
    if not library.searched(Filters(date_from=period.first, date_to=period.last)).papers:
        return None if spoken_of and not decided else f"There are no papers of a meeting {when}."
    of_a_meeting = decided or "meeting" in question.text.lower()
    timely = any(question.leaning.timely(hit.stored.passage) for hit in hits)
    if timely or spoken_of or not of_a_meeting:
        return None
    return f"Nothing found is of a meeting {when}, or speaks of it."


def _not_named(question: Question, texts: Sequence[str]) -> str | None:
    """A name or number of the question stands in none of the passages."""
    told = mended(" ".join(texts))
    there = set(stems(told))
    missing = [name for name in question.named if not set(stems(name)) & there]
    for year in FINANCIAL_YEAR.finditer(without_time(question.text)):
        begins, ends = year[1] or year[2], year[3]
        if int(ends) == int(begins) + 1 and not re.search(
            rf"\b(?:20)?{begins} ?[/-] ?(?:20)?{ends}\b", told
        ):
            missing.append(year[0])
    if not missing:
        return None
    return f"None of the passages found mentions {_quoted(missing)}."


def _not_told(question: Question, hits: Sequence[Hit], evidence: Evidence) -> str | None:
    """The subject is there, but what is asked for does not stand beside it."""
    for want in wanted(question.own):
        if want.needed and not any(_beside(want, hit, evidence) for hit in hits):
            return f"The passages found do not give {want.called} for it."
    return None


def _beside(want: Want, hit: Hit, evidence: Evidence) -> bool:
    """Whether what is wanted stands in a passage, near enough of what the question names."""
    passage = hit.stored.passage
    text = f"{passage.context}\n{passage.text}"
    heading = set(stems(f"{passage.item or ''} {passage.section or ''}"))
    spans = sentences(text)
    for i, (start, end) in enumerate(spans):
        if want.looks.search(text[start:end]):
            around = text[spans[max(0, i - 1)][0] : spans[min(len(spans) - 1, i + 1)][1]]
            if evidence.share(set(stems(around)) | heading) >= BESIDE:
                return True
    return False


def _too_far(hits: Sequence[Hit], evidence: Evidence) -> str | None:
    """Nothing is near in meaning and holds the words."""
    if near_enough(hits, evidence):
        return None
    unheard = _unheard(evidence)
    if unheard:
        return f"No paper mentions {_quoted(unheard)}."
    return "Nothing found is near enough to what was asked."


def _quoted(words: Sequence[str]) -> str:
    return listed([f"“{word}”" for word in words])
