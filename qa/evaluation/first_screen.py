"""What a reader meets first: how much of an answer stands in its line and its first words.

People read one screen, often on a phone, and then they go. So the key facts are looked for where
they are read: in the answer line, in the first quote, and in the first words of both together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median

from qa.evaluation.evaluation import ask_all, read_gold_for
from qa.evaluation.gold import GoldQuestion
from qa.evaluation.page_words import split_words
from qa.evaluation.scoring import SEVERAL, Json, Measures
from qa.library.library import Library

SHOWN = 80  # words that a reader meets first
REGISTER_KINDS = ("decision", "vote", "member vote")  # of a line that is an entry of the register
DECIDED_KINDS = ("decision", "vote")  # of a question whose answer is a decision


@dataclass(frozen=True, slots=True)
class FirstScreen:
    """What one answer shows first.

    `in_line`, `in_quote` and `in_first` are the shares of the key facts that stand in the answer
    line, in the first quote, and in the first SHOWN words of the line and the quotes; None where
    the question has no key facts. `words` counts those of the line and of the first quote.
    """

    gold: GoldQuestion
    kind: str | None
    in_line: float | None
    in_quote: float | None
    in_first: float | None
    words: int


def measure_first_screens(path: Path, library: Library) -> Measures:
    """Ask the questions in the file at `path` and measure what their answers show first.

    Raises as `qa.evaluation.evaluation.evaluate` does.
    """
    questions = read_gold_for(path, library)
    screens = map(first_screen, questions, ask_all(questions, library))
    return first_screen_measures(list(screens))


def first_screen(gold: GoldQuestion, answer: Json) -> FirstScreen:
    """What `answer`, as `python -m qa ask --json` prints it, shows first of what `gold` asks."""
    line = answer.get("answer") or {"kind": None, "text": ""}
    quoted = [quote["text"] for quote in answer["quotes"]]
    shown = split_words(" ".join([line["text"], *quoted]))
    in_line, first_quote = split_words(line["text"]), split_words(" ".join(quoted[:1]))
    return FirstScreen(
        gold,
        line["kind"],
        _facts_in(gold, in_line),
        _facts_in(gold, first_quote),
        _facts_in(gold, shown[:SHOWN]),
        len(in_line) + len(first_quote),
    )


def _facts_in(gold: GoldQuestion, words: Sequence[str]) -> float | None:
    """The share of the key facts that stand in `words`, as whole words."""
    text = f" {' '.join(words)} "
    found = [f" {' '.join(split_words(fact))} " in text for fact in gold.keyfacts]
    return fmean(found) if found else None


def first_screen_measures(screens: Sequence[FirstScreen]) -> Measures:
    """The measures of what answers show first: shares from 0 to 1, and a median of words.

    Key facts are of questions that one passage may answer. "lines" are the answers with a line.
    """
    answerable = [one for one in screens if one.gold.answerable]
    single = [one for one in answerable if one.gold.kind not in SEVERAL]
    decided = [one for one in answerable if one.gold.kind in DECIDED_KINDS]
    return {
        "questions": len(screens),
        "lines": _mean(one.kind not in (None, "nothing") for one in answerable),
        "facts in the answer line": _mean(_known(one.in_line for one in single)),
        "facts in the first quote": _mean(_known(one.in_quote for one in single)),
        f"facts in the first {SHOWN} words": _mean(_known(one.in_first for one in single)),
        "decisions told from the register": _mean(one.kind in REGISTER_KINDS for one in decided),
        "words in line and first quote": median(one.words for one in answerable)
        if answerable
        else None,
    }


def _known(shares: Iterable[float | None]) -> Iterable[float]:
    return (share for share in shares if share is not None)


def _mean(values: Iterable[float]) -> float | None:
    given = list(values)
    return fmean(given) if given else None
