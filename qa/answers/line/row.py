"""A row of a table, told with what heads its figures: "Lamps: mended in June 12; in July 30."

A figure of a row says nothing without its column, so a row is told only where its cells are as many
as the columns, row after row, and where one row is clearly the one asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.answers.line.marks import KINDS, wants_of
from qa.answers.line.proposal import Piece, Proposal
from qa.answers.search.context import Context
from qa.answers.search.headers import VALUE
from qa.answers.search.term_weights import TermWeights
from qa.library.stemming import stems
from qa.papers.paper import Passage

HITS = 5  # passages in which it is looked for
OF_MATTER = 0.7  # of the question that a row must hold, with its columns and the headings over it
AHEAD = 0.1  # of the question, that its label must hold more than that of any other row
MOST = 4  # figures of a row that are told where no column is asked for
CERTAINTY = 0.8
MAX_LABEL = 15  # words
LABEL = re.compile(r"[^\W\d_]")  # it begins with a letter
ENDS_IN_VALUES = re.compile(
    r"(?P<label>.*?[^\W\d_].*?)(?P<values>(?: (?:[-–(£$€]*\d[\d,.]*[)%mk]*|[-–]))+)"
)


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of a row, each below its column, and the words that name it."""

    label: str
    figures: Sequence[tuple[str, str]]

    def told(self, figures: Sequence[tuple[str, str]]) -> str:
        """The row with some of its figures, as fields."""
        return f"{self.label}: " + "; ".join(f"{head} {value}" for head, value in figures) + "."


def propose(context: Context) -> Proposal | None:
    """The line of the row that gives the figure asked for; None where no row clearly does."""
    wants, weights = wants_of(context.question), context.term_weights
    if not wants or KINDS[wants[0].name] != "figure":
        return None
    for hit in context.hits[:HITS]:
        passage = hit.stored.passage
        rows = sorted(rows_of(passage), key=lambda row: -weights.share_in(row.label))
        if not rows or not _is_meant(rows, passage, weights):
            continue
        if figures := _asked(rows[0], context.question.own):
            told = Piece(hit.stored, fields=rows[0].told(figures))
            return Proposal("figure", (told,), CERTAINTY)
    return None


def _is_meant(rows: Sequence[Row], passage: Passage, weights: TermWeights) -> bool:
    """Whether the first of `rows`, which hold ever less of the question, is the one asked for."""
    first, *others = rows
    second = max((weights.share_in(row.label) for row in others), default=0.0)
    if weights.share_in(first.label) < second + AHEAD:
        return False
    over = [passage.item, passage.section, passage.context, *(head for head, _ in first.figures)]
    return weights.share_in("\n".join(filter(None, [first.label, *over]))) >= OF_MATTER


def _asked(row: Row, question: str) -> Sequence[tuple[str, str]]:
    """The figure below the column that a question names, by words that no other has; all figures
    where it names none and they are few."""
    asked = {*stems(question)}
    held = [asked & {*stems(head)} for head, _ in row.figures]
    most = max(map(len, held))
    named = [figure for figure, own in zip(row.figures, held, strict=True) if len(own) == most]
    if len(named) == 1:
        return named
    return row.figures if len(row.figures) <= MOST else ()


def rows_of(passage: Passage) -> list[Row]:
    """The rows of a passage of a table that is read beyond doubt: two at least, each a label and
    a figure for every other column. A cell that is left out, or a head that was cut, would put
    figures below the heads of others."""
    if passage.header is None:
        return []
    text, columns = passage.text, passage.header.text.split("\n")
    at = text.find(passage.header.text)
    cells = [*_cells(text[at + len(passage.header.text) :] if at >= 0 else text)]
    rows = list[Row]()
    for start in range(0, len(cells), len(columns)):
        label, *figures = cells[start : start + len(columns)]
        whole = len(figures) == len(columns) - 1 and all(map(VALUE.fullmatch, figures))
        if not whole or not LABEL.match(label) or len(label.split()) > MAX_LABEL:
            break
        rows.append(Row(label, [*zip(columns[1:], figures, strict=True)]))
    is_clear = len(rows) > 1 and not any(head[:1].islower() for head in columns)
    return rows if is_clear else []


def _cells(text: str) -> Iterator[str]:
    """The cells of the rows of a table, as they are read: figures each by itself, words line by
    line until the next figure."""
    words = list[str]()
    for line in filter(None, text.split("\n")):
        found = ENDS_IN_VALUES.fullmatch(line)
        values = line.split() if all(map(VALUE.fullmatch, line.split())) else []
        if found and not values:
            words.append(found["label"])
            values = found["values"].split()
        elif not values:
            words.append(line)
        if values:
            if words:
                yield " ".join(words)
            words = []
            yield from values
    if words:
        yield " ".join(words)
