"""Papers whose lines are tested, and the lines that are told of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from qa.answers.answer import Answer
from qa.answers.answer_line import AnswerLine
from qa.answers.answering import answer
from qa.papers.document import Document
from qa.papers.paper import Paper
from qa.papers.register import Outcome, Resolution, ResolutionKind, Votes, Words
from tests.made import a_paper, a_passage, library_of

MARCH, APRIL = date(2031, 3, 4), date(2031, 4, 1)

FERRY = (
    "Mr Ash proposed and Ms Elm seconded that the ferry fares be doubled from June.\n"
    "For (2)\nMr Ash, Ms Elm\nAgainst (3)\nMr Oak, Mrs Yew, Dr Fir\nAbstain (1)\nMs Bay\n"
    "Motion lost."
)

QUAY = "RESOLVED that the quay be rebuilt in stone at a cost of £90,000."

PLAN = "The director recommends that the lighthouse be sold to the highest bidder."

ASKED = (
    "Mrs Holm of Netherby asked when the slipway would be mended.\n"
    "Mr Oak replied that the slipway would be mended before the regatta in August."
)

Ask = Callable[[str], Answer]

ELSEWHERE = "Apologies were received. The wages of the keeper of the baths were paid."


def of_words(text: str, part: str, passage: int = 0) -> Words:
    """Where `part` stands in `text`, the passage numbered `passage`."""
    start = text.index(part)
    return Words(passage, start, start + len(part))


def minutes(
    name: str, text: str, resolution: Resolution | None = None, document: Document = "minutes"
) -> Paper:
    """Minutes of one passage that says `text`, with its entry in the register."""
    passage = replace(
        a_passage(text, MARCH),
        standing="decided" if resolution else "recorded",
        document=document,
    )
    paper = a_paper(name, passage)
    return replace(paper, resolutions=(resolution,) if resolution else ())


def recorded(name: str, text: str, *resolutions: Resolution) -> Paper:
    passage = replace(a_passage(text, MARCH), standing="recorded", document="minutes")
    return replace(a_paper(name, passage), resolutions=resolutions)


def entry(
    text: str,
    part: str,
    outcome: Outcome,
    kind: ResolutionKind = "motion",
    votes: Votes | None = None,
) -> Resolution:
    start = text.index(part)
    return Resolution(kind, outcome, (Words(0, start, start + len(part)),), (), votes=votes)


def line_of(found: Answer) -> AnswerLine:
    """The line of an answer, every part of which stands on its citation."""
    assert found.line
    for part in found.line.parts:
        cited = found.cited(part.citation)
        assert not part.verbatim or part.text in cited.text
    return found.line


def asked_of(papers: list[Paper], question: str, folder: Path) -> Answer:
    """The answer of a library of `papers`."""
    with library_of(papers, folder) as library:
        return answer(question, library)


def line_to(question: str, folder: Path, *papers: Paper) -> AnswerLine | None:
    others = recorded("baths.pdf", ELSEWHERE)
    with library_of([*papers, others], folder) as library:
        return answer(question, library).line


def decided_on(name: str, day: date, text: str, outcome: Outcome = "agreed") -> Paper:
    """Minutes of a day with one resolution, which is all that they say."""
    passage = replace(a_passage(text, day), standing="decided", document="minutes")
    resolution = Resolution("resolution", outcome, (of_words(text, text),))
    return replace(a_paper(name, passage), resolutions=(resolution,))


def a_vote(name: str, words: str, favour: int, kind: ResolutionKind, day: date) -> Paper:
    """Minutes with one vote on `words`."""
    text = f"Mr Ash proposed that {words}.\nFor ({favour})\nAgainst (20)\nLost."
    put = of_words(text, f"that {words}.")
    votes = Votes(favour=favour, against=20)
    entry = Resolution(kind, "lost", (put,), how=(of_words(text, "Lost."),), votes=votes)
    paper = minutes(name, text, entry)
    passage = replace(paper.passages[0], meeting=replace(paper.passages[0].meeting, date=day))
    return replace(paper, passages=(passage,))
