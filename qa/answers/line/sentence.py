"""The sentence that answers, with what was asked for marked in it: a figure, a date, a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.answers.answer_line import LineKind
from qa.answers.line.asked import PHRASES as ASKED
from qa.answers.line.asked import asks_for
from qa.answers.line.certainty import MOST_AHEAD, of_sentence
from qa.answers.line.proposal import Piece, Proposal
from qa.answers.search.context import Context, Hit
from qa.answers.search.quotes import answers_from
from qa.answers.search.sentence import Signs, score_of, signs
from qa.answers.search.unit import PHRASES as UNITS
from qa.answers.search.unit import is_cut, is_unfinished
from qa.answers.understanding.question import Question
from qa.answers.understanding.wanted import Want, wanted
from qa.letters import with_all_letters
from qa.papers import kinds
from qa.papers.dates import MONTH_IN_FULL, dates_in
from qa.papers.money import amounts_in
from qa.papers.text import sentences

OF_MATTER = 0.5  # of the question that a sentence must hold, with those beside it and its headings
HITS = 8  # passages in which it is looked for
MIN_WORDS, MAX_WORDS = 5, 60  # of a sentence that is told
MAX_LABEL = 8  # words of a line that only labels the next
# Not within a code: "PPL24-001", "R2025-207", "16-007", "4.2.1".
FIGURE = re.compile(
    r"(?<![\w.-])"
    r"(?:\d[\d,.]*\d(?: ?(?:%|per cent\b|million\b|billion\b|bn\b|[mk]\b))?|\d ?%?)"
)
TIME = re.compile(
    rf"\b(?:{MONTH_IN_FULL})(?: (?:19|20)\d\d)?\b|\b(?:19|20)\d\d\b"
    r"|\b\d{1,2}[:.]\d\d ?(?:am|pm)?\b",
)
NAME = re.compile(
    with_all_letters(
        r"\b(?:(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor|Sir|Dame)\.? [A-Z][\w'’-]+"
        r"(?: [A-Z][\w'’-]+){0,2}"
        r"|(?!(?:The|This|That|Parish|Town|County|City|District|Borough|Village|Community|General"
        r"|Head)\b)[A-Z][a-z'’-]+(?: [A-Z]\.?)? [A-Z][a-z'’-]+)"
        r"(?! (?:Council|Committee|Board|Cabinet|Road|Street|Lane|Drive|Services?|Group|Plan)\b)"
    )
)
CODE = re.compile(r"\d+(?:[-/.]\d+){2,}|\d+[-/][A-Za-z\d]")
MONEY = "an amount of money"
# What questions want, by its name in wanted.toml, and the kind of line that tells it.
KINDS: dict[str, LineKind] = {
    MONEY: "figure",
    "a count of votes": "figure",
    "a figure": "figure",
    "a time of day": "date",
    "a date": "date",
    "a name": "person",
}


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence found, by its hit and its place in the passage, and how well it answers."""

    hit: Hit
    start: int
    end: int
    signs: Signs
    score: float

    @property
    def text(self) -> str:
        """Its words."""
        return self.hit.stored.passage.text[self.start : self.end]


def propose(context: Context) -> Proposal | None:
    """The line of the sentence that answers best; None where no sentence may stand by itself."""
    found = sorted(_candidates(context), key=lambda one: -one.score)
    if not found:
        return None
    question = context.question
    wants = [want for want in wanted(question.own) if want.name in KINDS]
    best = next((one for one in found if not wants or any(_marks(one, wants))), found[0])
    if asks_for("decided", question) and not ASKED["ruled"].search(best.text):
        # Only the very passage may say elsewhere what became of it.
        ruled = (one for one in found if one.hit is best.hit and ASKED["ruled"].search(one.text))
        best = next(ruled, best)
    marked = tuple(_marks(best, wants))
    kind = _kind(question, wants, marked)
    if kind in ("yes or no", "sentence") and best.signs.around < OF_MATTER:
        return None  # it is about half of the matter at best, and gives nothing that was asked for
    if asks_for("decided", question) and not ASKED["ruled"].search(best.text):
        return None  # it does not say what became of it
    piece = Piece(best.hit.stored, best.start, best.end, marked=marked)
    proposed = best.hit.stored.passage.standing == "proposed" and asks_for("decided", question)
    told = (Piece(best.hit.stored, fields="Proposed, not decided:"),) if proposed else ()
    rivals = [one.score for one in found if one.hit is not best.hit]
    ahead = best.score - max(rivals, default=best.score - MOST_AHEAD)
    return Proposal(kind, (*told, piece), of_sentence(best.signs, ahead))


def _kind(question: Question, wants: list[Want], marked: tuple[tuple[int, int], ...]) -> LineKind:
    if wants and marked:
        return KINDS[wants[0].name]
    return "yes or no" if asks_for("yes_or_no", question) else "sentence"


def _candidates(context: Context) -> Iterator[Found]:
    """The sentences of the first hits that may be told, each with that which it continues."""
    question = context.question
    wants = [want for want in wanted(question.own) if want.name in KINDS]
    for rank, hit in enumerate(context.hits[:HITS]):
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
            labels = i + 1 < len(spans) and _is_label(text[start:end])
            if labels or is_cut(text, spans, i):
                end = spans[i + 1][1]  # what the label is of, or what was cut off
            if _may_be_told(text[start:end], as_value=bool(wants)):
                yield Found(hit, start, end, each[i], score_of(each[i]))


def _is_label(text: str) -> bool:
    """Whether words are a label or a heading, over that which they are of."""
    return text[-1] not in ".!?;:" and len(text.split()) <= MAX_LABEL


def is_sentence(text: str) -> bool:
    """Whether words are a whole sentence, and no heading."""
    return text[-1] in ".!;" and len(text.split()) >= MIN_WORDS


def _may_be_told(text: str, *, as_value: bool) -> bool:
    """Whether words can be understood by themselves: not a question, a lead, or somebody's "I".

    A line that is no sentence is told only `as_value`, for the figure, date or name in it.
    """
    if UNITS["lead"].search(text) or is_unfinished(text):
        return False
    if UNITS["continues"].match(text) or UNITS["speaks"].match(text):
        return False
    if not as_value and not is_sentence(text):
        return False
    return MIN_WORDS <= len(text.split()) <= MAX_WORDS


def _marks(found: Found, wants: list[Want]) -> Iterator[tuple[int, int]]:
    """Where in the passage that which was asked for stands, as far as the sentence has it."""
    if not wants:
        return
    kind = KINDS[wants[0].name]
    if kind == "date":
        spans = [(a, b) for _, a, b in dates_in(found.text)]
        spans = spans or [match.span() for match in TIME.finditer(found.text)]
    elif kind == "figure":
        spans = _figures(found.text, of_money=wants[0].name == MONEY)
    else:
        spans = [match.span() for match in NAME.finditer(found.text)]
    yield from ((found.start + a, found.start + b) for a, b in spans)


def _figures(text: str, *, of_money: bool) -> list[tuple[int, int]]:
    """Where figures stand, but no dates, years and numbers of reports; of money only amounts."""
    amounts = [(one.start, one.end) for one in amounts_in(text)]
    if of_money:
        return amounts
    taken = [*amounts, *((a, b) for _, a, b in dates_in(text))]
    taken += [match.span() for match in TIME.finditer(text)]
    others = (
        match.span() for match in FIGURE.finditer(text) if not CODE.match(text, match.start())
    )
    within = [(a, b) for a, b in others if not any(start < b and a < end for start, end in taken)]
    return sorted([*amounts, *within])
