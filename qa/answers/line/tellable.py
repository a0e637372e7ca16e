"""Sentences that may be told by themselves, and where in them that which was asked for stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date

from qa.answers.answer_line import LineKind
from qa.answers.line.asked import PHRASES as PHRASES_ASKED
from qa.answers.line.fits import counts_in_words, figures_that_fit, gives_answer, is_of_the_time
from qa.answers.line.person import PHRASES, persons_in
from qa.answers.registers.entry import is_preamble
from qa.answers.search.context import Context, Hit
from qa.answers.search.quotes import answers_from
from qa.answers.search.sentence import Signs, score_of, signs
from qa.answers.search.unit import PHRASES as UNITS
from qa.answers.search.unit import is_cut, is_unfinished
from qa.answers.understanding.question import Question
from qa.answers.understanding.wanted import Want, wanted
from qa.library.stemming import stems
from qa.papers import kinds
from qa.papers.dates import MONTH_IN_FULL, dates_in
from qa.papers.money import amounts_in
from qa.papers.text import sentences
from qa.phrases import Phrases

VALUES = Phrases.beside(__file__)
HITS = 8  # passages in which they are looked for
MIN_WORDS, MAX_WORDS = 5, 60  # of a sentence that is told
MIN_DECIDED = 3  # words of one that decides what is asked for
MIN_OPEN = 10  # words of one without its full stop, as many minutes have them
MAX_LABEL = 8  # words of a line that only labels the next
IN_CAPITALS = 0.7  # of the letters of a heading that is set in capitals
ENDS, CLOSING = (
    ".!;",
    ")]\"'”’",
)  # a whole sentence ends with one of the first, within the others or not
# Not within a code or a year: "PPL24-001", "R2025-207", "16-007", "4.2.1", "2020/21".
FIGURE = re.compile(
    r"(?<![\w./-])"
    r"(?:\d+ ?[-–] ?\d+ ?(?:%|per cent\b)"  # "70-80%"
    r"|\d[\d,.]*\d(?: ?(?:%|per cent\b|million\b|billion\b|bn\b|[mk]\b))?|\d(?: ?%)?)"
)
SHARE = re.compile(r"(?<![\w.-])\d[\d.]*(?: ?[-–] ?\d[\d.]*)? ?(?:%|per cent\b)")
NUMBERED = re.compile(r"\W*\d+(?:\.\d+)*[.)]\s|\W*\d+(?:\.\d+)+\s(?=[A-Z])")  # "4) The", "3.3 The"
TIME = re.compile(
    rf"\b(?:{MONTH_IN_FULL})(?: (?:19|20)\d\d)?\b|\b(?:19|20)\d\d\b"
    r"|\b\d{1,2}[:.]\d\d ?(?:am|pm)?\b",
    re.IGNORECASE,
)
DAY = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{MONTH_IN_FULL})\b|(?:{MONTH_IN_FULL}) \d{{1,2}}\b",
    re.IGNORECASE,
)
NEXT = re.compile(r"\bnext\b", re.IGNORECASE)
SMALL = re.compile(r"(?<![\w-])[a-z]+")
CODE = re.compile(r"\d+(?:[-/.]\d+){2,}|(?!\d+ ?- ?\d+ ?(?:%|per cent))\d+[-/][A-Za-z\d]")
MONEY, TIME_TAKEN, SPEED = "an amount of money", "a length of time", "a speed"
# What questions want, by its name in wanted.toml, and the kind of line that tells it.
KINDS: dict[str, LineKind] = {
    MONEY: "figure",
    "a count of votes": "figure",
    TIME_TAKEN: "figure",
    SPEED: "figure",
    "a figure": "figure",
    "a time of day": "date",
    "a date": "date",
    "a name": "person",
}


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence found, by its hit and its place in the passage, and how well it answers.

    `own` is the share of the question's weight that it holds; `small` are the words that stand in
    small letters in the passages found.
    """

    hit: Hit
    start: int
    end: int
    signs: Signs
    score: float
    own: float
    small: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        """Its words."""
        return self.hit.stored.passage.text[self.start : self.end]

    @property
    def day(self) -> date | None:
        """The day of the meeting that its passage is of."""
        return self.hit.stored.passage.meeting.date


def wants_of(question: Question) -> list[Want]:
    """What a question asks for that can be marked in a sentence."""
    return [want for want in wanted(question.own) if want.name in KINDS]


def tellable(context: Context, hits: int = HITS) -> Iterator[Found]:
    """The sentences of the first hits that may be told, each with that which it continues."""
    question = context.question
    wants = wants_of(question)
    small = frozenset(
        word for hit in context.hits[:hits] for word in SMALL.findall(hit.stored.passage.text)
    )
    for rank, hit in enumerate(context.hits[:hits]):
        passage = hit.stored.passage
        if kinds.kind_of(passage.document).is_front_sheet:
            continue
        text, spans = passage.text, sentences(passage.text)
        each = signs(context, hit, rank)
        first = answers_from(question, passage.standing, text, spans)
        for i in range(first, len(spans)):
            start, end = spans[i]
            continues = UNITS["continues"].match(text[start:end]) or is_cut(text, spans, i - 1)
            if i > first and continues:
                start = spans[i - 1][0]
                bare = is_label(text[start : spans[i - 1][1]]) and not wants
                if bare and not PHRASES_ASKED["ruled"].search(text[start:end]):
                    continue  # only the heading is near to the question: "Quay. This was read."
            labels = i + 1 < len(spans) and is_label(text[start:end])
            if labels and (not wants or KINDS[wants[0].name] == "person"):
                continue  # a heading is near to any question on its matter, whatever stands below
            if labels or is_cut(text, spans, i):
                end = spans[i + 1][1]  # what the label is of, or what was cut off
            resolved = _is_resolved(text, spans[:i])
            told = text[start:end]
            if _is_of_cover(told, question):
                continue
            own = context.term_weights.share_in(told)
            if not is_of_the_time(told, passage, question):
                continue
            if not gives_answer(told, own, question):
                continue
            if _may_be_told(told, as_value=bool(wants), resolved=resolved):
                found = Found(hit, start, end, each[i], score_of(each[i]), own, small)
                if not _is_title(found.text) or marks(found, question):
                    yield found


def _is_of_cover(text: str, question: Question) -> bool:
    """Whether words are labels of a cover sheet, or run into one, and the question asks for none of
    these: who wrote a report is told by its label."""
    labels = [found[0] for found in VALUES["cover"].finditer(text)]
    if not labels:
        return False
    asked = {*stems(question.own)}
    return len(labels) > 1 or asked.isdisjoint(stems(labels[0])) or not wants_of(question)


def tells_no_figure(found: Found, question: Question) -> bool:
    """Whether a figure is asked for and none can be told from a sentence: it is a row of a table,
    of which only its header says what each figure is and in what unit."""
    wants, text, passage = wants_of(question), found.text, found.hit.stored.passage
    if not wants or KINDS[wants[0].name] != "figure":
        return False
    if is_sentence(text):
        return False
    cells = [*VALUES["cell"].finditer(text)]
    heads = f"{passage.context}\n{passage.text}"
    return len(cells) > 1 or bool(VALUES["thousands"].search(heads))


def is_label(text: str) -> bool:
    """Whether words are a label or a heading, over that which they are of."""
    return text[-1] not in ".!?;:" and len(text.split()) <= MAX_LABEL


def _is_title(text: str) -> bool:
    """Whether words are the title of a paper, or a heading in capitals: either is near to any
    question that names the meeting or the matter, and tells nothing but the day."""
    if is_sentence(text):
        return False
    letters = [letter for letter in text if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    return capitals > IN_CAPITALS * len(letters) or bool(UNITS["title"].match(text))


def is_sentence(text: str) -> bool:
    """Whether words are a whole sentence, and no heading."""
    return text.rstrip(CLOSING)[-1:] in {*ENDS} and len(text.split()) >= MIN_WORDS


def _is_resolved(text: str, above: Sequence[tuple[int, int]]) -> bool:
    """Whether the lead that stands above a sentence says that what follows is decided: "The
    committee agreed: (a) to close the baths"."""
    leads = (text[a:b] for a, b in reversed(above) if UNITS["lead"].search(text[a:b]))
    return bool(PHRASES_ASKED["did_decide"].search(next(leads, "")))


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
    if UNITS["continues"].match(text) or UNITS["speaks"].match(text) or is_preamble(text):
        return False
    words = len(text.split())
    least = MIN_WORDS if as_value or is_sentence(text) else MIN_OPEN
    if as_value and PHRASES_ASKED["did_decide"].search(text):
        least = MIN_DECIDED
    return least <= words <= MAX_WORDS


def marks(found: Found, question: Question) -> tuple[tuple[int, int], ...]:
    """Where in the passage that which was asked for stands, as far as the sentence has it."""
    wants, text = wants_of(question), found.text
    if not wants:
        return ()
    kind = KINDS[wants[0].name]
    if kind == "date":
        asked = {day for day, _, _ in dates_in(question.text)}
        days = [*dates_in(text)]
        spans = [(a, b) for day, a, b in days if day not in asked]
        if found.day and NEXT.search(question.own):  # its own day is not the next
            spans = [(a, b) for day, a, b in days if day > found.day]
        spans = spans or [match.span() for match in TIME.finditer(text) if not days]
    elif wants[0].name in (TIME_TAKEN, SPEED):
        spans = [match.span() for match in wants[0].looks.finditer(text)]
    elif kind == "figure":
        spans = figures_that_fit(
            text, figures_in(text, of_money=wants[0].name == MONEY), question.own
        )
    else:
        spans = _persons(text, found.small, set(stems(question.text)))
    return tuple((found.start + a, found.start + b) for a, b in spans)


def gives_value(text: str, question: Question) -> bool:
    """Whether words give a value that is asked for: of a figure one of its measure and unit."""
    wants = wanted(question.own)
    if not wants or not wants[0].looks.search(text):
        return False
    if KINDS.get(wants[0].name) != "figure" or wants[0].name in (TIME_TAKEN, SPEED):
        return True
    figures = figures_in(text, of_money=wants[0].name == MONEY)
    return bool(figures_that_fit(text, figures, question.own)) or counts_in_words(text)


def values_of(found: Found, question: Question) -> list[str]:
    """That which was asked for, as the sentence gives it."""
    text = found.hit.stored.passage.text
    return [text[a:b] for a, b in marks(found, question)]


def _persons(text: str, small: Set[str], asked: set[str]) -> list[tuple[int, int]]:
    """Where persons are named, but none with a word of the question, whose stems are `asked`.

    Who is named there is not who is asked for, and of a deputy chair nobody asks who chairs. What
    stands in `small` letters elsewhere names nobody: "Time Limited Debate".
    """
    for other in PHRASES["other_office"].finditer(text):
        if asked.issuperset(stems(other["office"])) and asked.isdisjoint(stems(other["rank"])):
            return []
    named = asked.difference(stems(" ".join(PHRASES.words("titles"))))
    return [
        (a, b)
        for a, b in persons_in(text)
        if named.isdisjoint(stems(text[a:b])) and not _is_of_words(text[a:b], small)
    ]


def _is_of_words(name: str, small: Set[str]) -> bool:
    """Whether most words of a name without a title are words that stand in small letters too."""
    words = name.lower().split()
    if words[0].rstrip(".") in PHRASES.words("titles"):
        return False
    return 2 * sum(word in small for word in words) > len(words)


def figures_in(text: str, *, of_money: bool) -> list[tuple[int, int]]:
    """Where figures stand, but no dates, years and numbers of reports. Of money only amounts, or
    shares where there are none: "how much" may ask for either."""
    amounts = [(one.start, one.end) for one in amounts_in(text)]
    if of_money:
        return amounts or [match.span() for match in SHARE.finditer(text)]
    taken = [*amounts, *((a, b) for _, a, b in dates_in(text))]
    for pattern in (TIME, DAY, VALUES["reference"]):
        taken += [match.span() for match in pattern.finditer(text)]
    if number := NUMBERED.match(text):
        taken.append(number.span())
    others = (
        match.span() for match in FIGURE.finditer(text) if not CODE.match(text, match.start())
    )
    within = [(a, b) for a, b in others if not any(start < b and a < end for start, end in taken)]
    return sorted([*amounts, *within])
