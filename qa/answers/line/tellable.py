"""Sentences that may be told by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa.answers.line.asked import PHRASES as ASKED
from qa.answers.line.fits import gives_answer, is_of_the_time
from qa.answers.line.found import Found
from qa.answers.line.marks import KINDS, gives_value, marks, wants_of
from qa.answers.line.recital import with_recital
from qa.answers.search.context import Context
from qa.answers.search.quotes import answers_from
from qa.answers.search.sentence import score_of, signs
from qa.answers.search.unit import PHRASES as UNITS
from qa.answers.search.unit import is_cut, is_preamble, is_unfinished
from qa.answers.understanding.question import Question
from qa.library.stemming import stems
from qa.papers import kinds
from qa.papers.layout.title import has_verb
from qa.papers.text import sentences
from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)
HITS = 8  # passages in which they are looked for
MIN_WORDS, MAX_WORDS = 5, 60  # of a sentence that is told
MIN_DECIDED = 3  # words of one that decides what is asked for
MIN_OPEN = 10  # words of one without its full stop, as many minutes have them
MAX_LABEL = 8  # words of a line that only labels the next
IN_CAPITALS = 0.7  # of the letters of a heading that is set in capitals
# A whole sentence ends with one of the first, within the others or not.
CLAUSE = re.compile(r";\s+(?:and\b|AND\b|that\b|THAT\b)")
ENDS, CLOSING = ".!;", ")]\"'”’"
SMALL = re.compile(r"(?<![\w-])[a-z]+")


def tellable(context: Context, hits: int = HITS) -> Iterator[Found]:
    """The sentences of the first hits that may be told, each with that which it continues."""
    question = context.question
    wants = wants_of(question)
    small = frozenset(
        word for hit in context.hits[:hits] for word in SMALL.findall(hit.stored.passage.text)
    )
    for rank, hit in enumerate(context.hits[:hits]):
        passage = hit.stored.passage
        another = question.preference.is_of_another(passage)
        if another or kinds.kind_of(passage.document).is_front_sheet:
            continue
        text, spans = passage.text, sentences(passage.text)
        titled = context.term_weights.share_in(passage.item or passage.section or "")
        each = signs(context, hit, rank)
        first = answers_from(question, passage.standing, text, spans)
        for i in range(first, len(spans)):
            start, end = spans[i]
            continues = UNITS["continues"].match(text[start:end]) or is_cut(text, spans, i - 1)
            if i > first and continues:
                start = spans[i - 1][0]
                bare = is_label(text[start : spans[i - 1][1]]) and not wants
                if bare and not ASKED["ruled"].search(text[start:end]):
                    continue  # only the heading is near to the question: "Quay. This was read."
            labels = i + 1 < len(spans) and is_label(text[start:end])
            if labels and (not wants or KINDS[wants[0].name] == "person"):
                continue  # a heading is near to any question on its matter, whatever stands below
            if labels or is_cut(text, spans, i):
                end = spans[i + 1][1]  # what the label is of, or what was cut off
            if not wants:
                end = _with_verdict_below(text, start, end, spans)
            if wants and KINDS[wants[0].name] != "person":
                end = _with_value_below(text, end, spans, question)
                end = _first_clauses(text, start, end)
            resolved = _is_resolved(text, spans[:i])
            told = text[start:end]
            if _is_of_cover(told, question) or _is_beside_question(told, question):
                continue
            own = context.term_weights.share_in(told)
            if not is_of_the_time(told, passage, question):
                continue
            if not gives_answer(told, own, question):
                continue
            if _may_be_told(told, as_value=bool(wants), resolved=resolved):
                found = Found(hit, start, end, each[i], score_of(each[i]), own, small, titled)
                untold = _is_title(found.text) or _is_heading(found)
                if not untold or marks(found, question):
                    yield with_recital(found, spans, context.term_weights)


def _with_value_below(
    text: str, end: int, spans: Sequence[tuple[int, int]], question: Question
) -> int:
    """Where the few words end that stand behind a sentence and give the value which it has not:
    "That we take part in the scheme for 2024. Total: $4,048." is one."""
    below = next(((a, b) for a, b in spans if a >= end), None)
    if below is None or len(text[slice(*below)].split()) >= MIN_WORDS:
        return end
    value = text[slice(*below)]
    return below[1] if _ends(value) and gives_value(value, question) else end


def _with_verdict_below(text: str, start: int, end: int, spans: Sequence[tuple[int, int]]) -> int:
    """Where the few words end that say what was made of what a line without a verb only names:
    "24/01 Two-storey extension, 4 Chapel Row. No objection." (parishes on planning)"""
    below = next(((a, b) for a, b in spans if a >= end), None)
    if below is None or has_verb(text[start:end]) or not _ends(text[start:end]):
        return end
    verdict = text[slice(*below)]
    few = len(verdict.split()) < MIN_WORDS and not any(map(str.isdigit, verdict))
    return below[1] if few and _ends(verdict) else end


def _first_clauses(text: str, start: int, end: int) -> int:
    """Where the first clauses end of a sentence that is too long to be told: "RESOLVED that the
    depot be moved on 1 May; and that …"; `end` of one that is not, or has none that are short."""
    if len(text[start:end].split()) <= MAX_WORDS:
        return end
    ends = (cut.start() for cut in CLAUSE.finditer(text, start, end))
    return max((at for at in ends if len(text[start:at].split()) <= MAX_WORDS), default=end)


def _is_of_cover(text: str, question: Question) -> bool:
    """Whether words are labels of a cover sheet, or run into one, and the question asks for none of
    these: who wrote a report is told by its label."""
    labels = [found[0] for found in PHRASES["cover"].finditer(text)]
    if not labels:
        return False
    asked = {*stems(question.own)}
    return len(labels) > 1 or asked.isdisjoint(stems(labels[0])) or not wants_of(question)


def _is_beside_question(text: str, question: Question) -> bool:
    """Whether words only say that somebody asked for information, or how a meeting began or ended,
    and the question does not ask for that."""
    return any(
        PHRASES[said].search(text) and not PHRASES[asked].search(question.own)
        for said, asked in (("requests", "asks_of_requests"), ("formal", "asks_of_form"))
    )


def tells_no_figure(found: Found, question: Question) -> bool:
    """Whether a figure is asked for and none can be told from a sentence: it is a row of a table,
    of which only its header says what each figure is and in what unit."""
    wants, text, passage = wants_of(question), found.text, found.hit.stored.passage
    if not wants or KINDS[wants[0].name] != "figure":
        return False
    if is_sentence(text):
        return False
    cells = [*PHRASES["cell"].finditer(text)]
    heads = f"{passage.context}\n{passage.text}"
    return len(cells) > 1 or bool(PHRASES["thousands"].search(heads))


def is_label(text: str) -> bool:
    """Whether words are a label or a heading, over that which they are of."""
    return text[-1] not in ".!?;:" and len(text.split()) <= MAX_LABEL


def _is_title(text: str) -> bool:
    """Whether words are the title of a paper, or a heading in capitals: either is near to any
    question that names the meeting or the matter, and tells nothing but the day."""
    if UNITS["title"].match(text) and not PHRASES["finite"].search(text):
        return True
    if is_sentence(text):
        return False
    letters = [letter for letter in text if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    return capitals > IN_CAPITALS * len(letters)


def _is_heading(found: Found) -> bool:
    """Whether words have neither a verb nor an end, as a heading; but not in a tracker, whose
    actions may be as bare: "Print a leaflet on the lamps"."""
    passage = found.hit.stored.passage
    bare = found.text[-1].isalnum() and not has_verb(found.text)
    return bare and not kinds.kind_of(passage.document).is_tracker


def is_sentence(text: str) -> bool:
    """Whether words are a whole sentence, and no heading."""
    return _ends(text) and len(text.split()) >= MIN_WORDS


def _ends(text: str) -> bool:
    """Whether words end as a sentence does."""
    return text.rstrip(CLOSING)[-1:] in {*ENDS}


def _is_resolved(text: str, above: Sequence[tuple[int, int]]) -> bool:
    """Whether the lead that stands above a sentence says that what follows is decided: "The
    committee agreed: (a) to close the baths"."""
    leads = (text[a:b] for a, b in reversed(above) if UNITS["lead"].search(text[a:b]))
    return bool(ASKED["did_decide"].search(next(leads, "")))


def _may_be_told(text: str, *, as_value: bool, resolved: bool) -> bool:
    """Whether words can be understood by themselves: not a question, a lead, an if, a purpose,
    somebody's "I", or only the grounds of a resolution.

    A short line without an end is told only `as_value`, for the figure, date or name in it, and so
    is one of few words that decides it: "Precept set at £900." What is `resolved` may begin as a
    purpose does: "to close the baths".
    """
    if any(UNITS[what].search(text) for what in ("lead", "if")) or is_unfinished(text):
        return False
    if UNITS["purpose"].search(text) and not resolved:
        return False
    if PHRASES["asked"].search(text) or (not as_value and PHRASES["submitted"].search(text)):
        return False
    if UNITS["continues"].match(text) or UNITS["speaks"].match(text) or is_preamble(text):
        return False
    words = len(text.split())
    least = MIN_WORDS if as_value or is_sentence(text) else MIN_OPEN
    if as_value and ASKED["did_decide"].search(text):
        least = MIN_DECIDED
    return least <= words <= MAX_WORDS
