"""When the papers do not answer, and why: what a clerk would say before naming what is there.

A passage may be near to a question and still not answer it: the subject is there, but not the
amount asked for; a road is named, but another one. So the best passages are checked as a person
would check them: is this what the question names, of the time it names, and does it give what is
asked for?
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from qa.answers.search.answerable import Evidence, evidence, thresholds
from qa.answers.search.business import COUNTED, Count, elsewhere
from qa.answers.search.context import Context, Hit
from qa.answers.search.given_name import unprinted
from qa.answers.search.headers import VALUE
from qa.answers.search.term_weights import TermWeights
from qa.answers.search.whose import judged_by
from qa.answers.understanding.period import without_time
from qa.answers.understanding.question import Question, dealing_stems
from qa.answers.understanding.synonyms import is_known
from qa.answers.understanding.wanted import Want, wanted
from qa.library.filters import Filters
from qa.library.library import Library
from qa.library.stemming import stems
from qa.papers.dates import dates_in
from qa.papers.names import other_spellings
from qa.papers.text import mended, sentences
from qa.wording import short_date, spoken_list

# "2024/25", "2024-25", "24/25"; but "10-11" is hours.
FINANCIAL_YEAR = re.compile(r"\b(?:20(\d\d)-|(?:20)?(\d\d)/)(?:20)?(\d\d)\b")
CHECKED = 5  # of the best passages
CHECKED_FOR_NAMES = 10  # of the best passages
# A passage is near enough if its cosine, plus HOLDING times the share of the question's weight that
# it holds, is at least NEAR. Where no paper has one of the question's words, MISSING more is asked.
NEAR, HOLDING, MISSING = 0.43, 0.3, 0.07
# What is asked for must stand within a sentence of so much of the question's weight (a share).
BESIDE = 0.16


def refuse(context: Context) -> Context:
    """The step that says why the papers are not believed to answer, or may not."""
    hits = judged_by(context)
    best = hits[:CHECKED]
    if not best:
        return replace(context, refusal="There are no papers within these limits.")
    if not context.weights.refusal:
        return replace(context, refusal=_too_far(best, context.term_weights))
    named = hits[:CHECKED_FOR_NAMES]
    texts = [_searched_text(hit) for hit in named]
    late = _not_of_the_time(context.question, named, texts, context.library)
    if late and _asks_of_a_meeting(context.question):
        return replace(context, refusal=late)
    if reason := elsewhere(
        context.question.own, named, texts[:CHECKED], _counting(context.library)
    ):
        return replace(context, refusal=reason)
    judged = _judged(context, best, texts)
    if late:
        # What else answers is quoted: the time may be remembered wrongly.
        answered = judged.refusal is None and judged.doubt is None
        return replace(judged, doubt=late if answered else None, refusal=None if answered else late)
    if judged.refusal is None and judged.doubt is None:
        return judged
    # The papers do not answer, or may not: what they say of the service is something else.
    whose = elsewhere(context.question.own, named, (), _counting(context.library))
    return replace(judged, refusal=whose, doubt=None) if whose else judged


def _counting(library: Library) -> Count:
    """How many passages of a library have any of each of several groups of words."""
    return lambda groups: library.holding(groups, COUNTED)


@dataclass(frozen=True, slots=True)
class Gaps:
    """What of a question was not found: its `unnamed` names and numbers, in none of the passages;
    what is asked for, as a sentence that says so; and its words that no paper has."""

    unnamed: Sequence[str]
    lacking: str | None
    unknown: Sequence[str]


def evidence_of(context: Context) -> Evidence | None:
    """What shows whether the papers answer, of a search that was made; None where it found
    nothing."""
    hits = judged_by(context)
    best = hits[:CHECKED]
    if not best:
        return None
    texts = [_searched_text(hit) for hit in hits[:CHECKED_FOR_NAMES]]
    return _evidence(context, best, texts, _gaps(context, best, texts))


def _gaps(context: Context, best: Sequence[Hit], texts: Sequence[str]) -> Gaps:
    question, weights = context.question, context.term_weights
    given = unprinted(question, texts)
    return Gaps(
        [name for name in _names_missing(question, texts) if name.lower() not in given],
        _want_missing(question, best, weights),
        [word for word in _missing(weights) if word not in given],
    )


def _evidence(context: Context, best: Sequence[Hit], texts: Sequence[str], gaps: Gaps) -> Evidence:
    return evidence(
        context,
        best,
        texts,
        unknown=gaps.unknown,
        unnamed=gaps.unnamed,
        lacking=gaps.lacking is not None,
    )


def _judged(context: Context, best: Sequence[Hit], texts: Sequence[str]) -> Context:
    """The context with a refusal or a doubt, where it is not likely that the papers answer."""
    weights, gaps = context.term_weights, _gaps(context, best, texts)
    found = _evidence(context, best, texts, gaps)
    if not found.is_doubtful:
        return context
    reason = gaps.lacking
    if gaps.unnamed:
        reason = f"None of the passages found mentions {_in_quotes(gaps.unnamed)}."
    reason = reason or _too_far(best, weights) or "Nothing found is near enough to be sure."
    # Nothing of what is asked stands in what was found, and nothing there is near it in meaning. Of
    # 2,918 questions to left-out councils that decided none, so it refuses none wrongly; it is for
    # libraries of a few papers.
    strange = not any(map(weights.share_in, texts)) and not near_enough(best, weights)
    if found.likelihood < thresholds()["refused"] or strange:
        return replace(context, refusal=reason)
    return replace(context, doubt=reason)


def near_enough(hits: Iterable[Hit], weights: TermWeights) -> list[Hit]:
    """Those of `hits` that are near in meaning to what is asked, and hold its words."""
    enough = NEAR + (MISSING if _missing(weights) else 0)
    return [h for h in hits if h.cosine + HOLDING * weights.share_in(_searched_text(h)) >= enough]


def _missing(weights: TermWeights) -> list[str]:
    """The words of the question that no paper has, and that are no term of local government.

    That a paper writes "Decision" where it is asked what was decided says nothing of the matter.
    """
    return [
        word
        for word in weights.missing
        if word.isalpha() and not is_known(word) and not dealing_stems().issuperset(stems(word))
    ]


def _searched_text(hit: Hit) -> str:
    """The words of a passage, and all that it is found by: its headings, meeting and paper."""
    passage = hit.stored.passage
    meeting = passage.meeting
    found_by = (passage.item, passage.section, passage.context, meeting.committee, meeting.council)
    terms = (word for term in passage.terms for word in term)
    day = short_date(meeting.date) if meeting.date else ""
    return " ".join(filter(None, [*found_by, hit.stored.paper, day, *terms, passage.text]))


def _not_of_the_time(
    question: Question, hits: Sequence[Hit], texts: Sequence[str], library: Library
) -> str | None:
    """The question names a day or a month, and nothing found is of it or mentions it."""
    preference = question.preference
    period = preference.period
    if not period or not (period.days == 1 or period.is_a_month):
        return None
    dated = [hit for hit in hits if hit.stored.passage.meeting.date]
    if 2 * len(dated) < len(hits):
        return None  # papers that do not say their day may be of that time
    is_a_day = period.days == 1
    month = f"{period.first:%B %Y}"
    when = f"{'on' if is_a_day else 'in'} {period.spoken()}"
    has_a_day = any(period.holds(day) for text in texts for day, _, _ in dates_in(text))
    mentioned = has_a_day or any(month.lower() in text.lower() for text in texts)
    of_a_decision = "decided" in preference.standings
    if not library.searched(Filters(date_from=period.first, date_to=period.last)).papers:
        # A day that a passage has may be the one on which what was decided takes effect.
        if (is_a_day and has_a_day) or (mentioned and not of_a_decision):
            return None
        return f"There are no papers of a meeting {when}."
    timely = any(preference.timely(hit.stored.passage) for hit in hits)
    if timely or mentioned or not _asks_of_a_meeting(question):
        return None
    return f"Nothing found is of a meeting {when}, or speaks of it."


def _asks_of_a_meeting(question: Question) -> bool:
    """Whether it is asked what a meeting did, which no other paper than its own can tell."""
    return "decided" in question.preference.standings or "meeting" in question.text.lower()


def _names_missing(question: Question, texts: Sequence[str]) -> list[str]:
    """The names and numbers of the question that stand in none of the passages."""
    text = mended(" ".join(texts))
    there = set(stems(text))
    missing = [
        name
        for name in question.named
        if not set(stems(" ".join([name, *other_spellings(name)]))) & there
    ]
    for year in FINANCIAL_YEAR.finditer(without_time(question.text)):
        begins, ends = year[1] or year[2], year[3]
        if int(ends) == int(begins) + 1 and not re.search(
            rf"\b(?:20)?{begins} ?[/-] ?(?:20)?{ends}\b", text
        ):
            missing.append(year[0])
    return missing


def _want_missing(question: Question, hits: Sequence[Hit], weights: TermWeights) -> str | None:
    """The subject is there, but what is asked for does not stand beside it."""
    for want in wanted(question.own):
        if want.needed and not any(_stands_beside(want, hit, weights) for hit in hits):
            return f"The passages found do not give {want.name} for it."
    return None


def _stands_beside(want: Want, hit: Hit, weights: TermWeights) -> bool:
    """Whether a passage has what is wanted, near enough to what the question is about."""
    passage = hit.stored.passage
    text = f"{passage.context}\n{passage.text}"
    heading = set(stems(f"{passage.item or ''} {passage.section or ''}"))
    if want.name == "a date" and passage.standing == "decided" and passage.meeting.date:
        # What was decided was decided on the day of the meeting.
        return weights.share(set(stems(text)) | heading) >= BESIDE
    header = passage.header.text if passage.header else ""
    in_rows = bool(header and want.headed and want.headed.search(header))
    spans = sentences(text)
    for i, (start, end) in enumerate(spans):
        line = text[start:end]
        if want.looks.search(line) or (in_rows and VALUE.search(line)):
            around = text[spans[max(0, i - 1)][0] : spans[min(len(spans) - 1, i + 1)][1]]
            if weights.share(set(stems(around)) | heading) >= BESIDE:
                return True
    return False


def _too_far(hits: Sequence[Hit], weights: TermWeights) -> str | None:
    """Nothing found is near in meaning and holds the words."""
    if near_enough(hits, weights):
        return None
    missing = _missing(weights)
    if missing:
        return f"No paper mentions {_in_quotes(missing)}."
    return "Nothing found is near enough to what was asked."


def _in_quotes(words: Sequence[str]) -> str:
    return spoken_list([f"“{word}”" for word in words])
