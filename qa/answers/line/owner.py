"""Who is to do what a row of a tracker says: the cell behind the action, before its date."""

from __future__ import annotations

from dataclasses import replace

from qa.answers.line.asked import asks_for
from qa.answers.line.found import Found
from qa.answers.understanding.question import Question
from qa.papers import kinds
from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)
MOST_LINES, MOST_WORDS = 5, 16  # of the cell of an owner


def with_owner(found: Found, question: Question) -> Found:
    """A sentence of a tracker with the owner whose cell stands below it, where that is asked for.

    A row is read cell by cell: "To mend the lamps" / "Ann Elm, Head of Piers" / "May 2031". What
    stands between an action and its date, and is no sentence, is whose action it is.
    """
    passage = found.hit.stored.passage
    if not asks_for("owner", question) or not kinds.kind_of(passage.document).is_tracker:
        return found
    end, words = found.end, 0
    for n, line in enumerate(passage.text[found.end :].lstrip("\n").split("\n")):
        if PHRASES["by_when"].match(line):
            return replace(found, end=end) if n else found
        dated = PHRASES["then_a_day"].search(line)  # the owner and the day on one line
        if dated and words + len(line[: dated.start()].split()) <= MOST_WORDS:
            start = passage.text.index(line, end)
            return replace(found, end=start + dated.start())
        words += len(line.split())
        if n == MOST_LINES or words > MOST_WORDS or line.rstrip()[-1:] in ".;:?":
            break
        end = passage.text.index(line, end) + len(line)
    return found
