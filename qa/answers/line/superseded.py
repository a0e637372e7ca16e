"""Words that tell what was to be, or was only assumed: what came of it stands behind them."""

from __future__ import annotations

from qa.answers.line.asked import PHRASES, asks_for
from qa.answers.line.found import Found
from qa.answers.line.proposal import Piece
from qa.answers.understanding.question import Question
from qa.papers.text import sentences

NEXT = 2  # sentences behind an estimate, in which it may be confirmed


def is_superseded(found: Found, question: Question) -> bool:
    """Whether a sentence tells what was to be, and nothing that came after: "The pier was to have
    opened in May." Nobody should take it for what holds."""
    asked = asks_for("earliest", question) or asks_for("superseded", question)
    last = found.text[sentences(found.text)[-1][0] :]
    return not asked and bool(PHRASES["superseded"].search(last))


def confirmed_next(best: Found, question: Question) -> tuple[Piece, ...]:
    """The sentence behind a figure that was only assumed which tells what was confirmed since, in
    its passage: an estimate is not what it came to."""
    text, stored = best.text, best.hit.stored
    if not PHRASES["assumed"].search(text) or PHRASES["assumed"].search(question.own):
        return ()
    below = [span for span in sentences(stored.passage.text) if span[0] >= best.end][:NEXT]
    said = ((a, b, stored.passage.text[a:b]) for a, b in below)
    told = ((a, b) for a, b, one in said if PHRASES["confirmed"].search(one))
    return tuple(Piece(stored, a, b) for a, b in told)[:1]
