"""What a language model writes of answers: how much is shown, how much of that is right, how soon.

Whether a sentence is right only a person can say: what bears it out was the check's own judgement
already. So each sentence is written to a file with its passage, to be marked there, and the marks
are counted the next time.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median, quantiles

from qa.answers.answer import Answer
from qa.answers.answering import answer
from qa.answers.written import Written, WrittenSentence
from qa.evaluation.evaluation import read_gold_for
from qa.evaluation.gold import GoldQuestion
from qa.evaluation.json_lines import read_objects
from qa.evaluation.page_words import split_words
from qa.evaluation.scoring import SEVERAL, Measures
from qa.library.library import Library
from qa.settings import settings
from qa.writing.writer import Writer, last

Marks = dict[tuple[str, str], bool]  # whether a sentence is right, by its question's id


@dataclass(frozen=True, slots=True)
class WrittenAnswer:
    """A question, its answer, and what was written of that; None where nothing was asked for."""

    gold: GoldQuestion
    answer: Answer
    written: Written | None

    @property
    def is_shown(self) -> bool:
        """Whether something written is shown."""
        return bool(self.written and self.written.sentences)

    def facts_in(self, text: str) -> float | None:
        """The share of the key facts that stand in a text; None where there are none to look for,
        or it takes several passages to tell them."""
        if not self.gold.keyfacts or self.gold.kind in SEVERAL:
            return None
        words = f" {' '.join(split_words(text))} "
        return fmean(f" {' '.join(split_words(one))} " in words for one in self.gold.keyfacts)

    @property
    def text(self) -> str:
        """What is written, as one text."""
        return " ".join(one.text for one in self.written.sentences) if self.written else ""


def write_all(
    path: Path, library: Library, writer: Writer, on_step: Callable[[str], None]
) -> list[WrittenAnswer]:
    """The questions in the file at `path`, with their answers and what is written of them.

    Raises as `qa.evaluation.evaluation.evaluate` does.
    """
    questions, found = read_gold_for(path, library), []
    for n, gold in enumerate(questions, 1):
        on_step(f"{n} of {len(questions)} questions")
        told = answer(gold.question, library, top=settings().top, previous=gold.previous)
        while writer.rest.is_on:
            time.sleep(1)
        found.append(WrittenAnswer(gold, told, last(writer.write(told, agreed=True))))
    return found


def written_measures(found: Sequence[WrittenAnswer], marks: Marks) -> Measures:
    """How often something was shown, how much was dropped, what was right, and how long it took."""
    asked = [one for one in found if one.written]
    shown = [one for one in asked if one.is_shown]
    sentences = [(one.gold.id, s.text) for one in shown for s in _sentences(one)]
    marked = [marks[key] for key in sentences if key in marks]
    dropped = sum(one.written.dropped for one in asked if one.written)
    seconds = [one.written.seconds for one in asked if one.written]
    without = [one for one in found if not one.gold.answerable]
    answered = [one for one in shown if one.gold.answerable]
    return {
        "questions": len(found),
        "answers that were to be written": len(asked),
        "shown": len(shown),
        "unavailable": sum(one.written.status == "unavailable" for one in asked if one.written),
        "sentences shown": len(sentences),
        "sentences dropped": dropped,
        "sentences marked by a person": len(marked),
        "sentences right, of those marked": _mean(marked),
        "facts in what is written": _mean(_facts(answered, lambda one: one.text)),
        "facts in the first quote, of the same": _mean(_facts(answered, _first_quote)),
        "questions without an answer": len(without),
        "written of them all the same": sum(one.is_shown for one in without),
        "seconds, median": median(seconds) if seconds else None,
        "seconds, 95 of 100 within": _late(seconds),
    }


def _sentences(one: WrittenAnswer) -> Iterable[WrittenSentence]:
    return one.written.sentences if one.written else ()


def _first_quote(one: WrittenAnswer) -> str:
    return one.answer.quotes[0].text if one.answer.quotes else ""


def _facts(found: Iterable[WrittenAnswer], text: Callable[[WrittenAnswer], str]) -> Iterable[float]:
    return (share for one in found if (share := one.facts_in(text(one))) is not None)


def _mean(values: Iterable[float]) -> float | None:
    given = list(values)
    return fmean(given) if given else None


def _late(seconds: Sequence[float]) -> float | None:
    return quantiles(seconds, n=20, method="inclusive")[-1] if len(seconds) > 1 else None


def read_marks(path: Path) -> Marks:
    """The marks in a file that `write_sentences` wrote; none where there is no such file."""
    if not path.exists():
        return {}
    rows = (row for _, row in read_objects(path))
    return {
        (str(row.get("id")), str(row.get("sentence"))): row["right"]
        for row in rows
        if isinstance(row.get("right"), bool)
    }


def write_sentences(path: Path, found: Sequence[WrittenAnswer], marks: Marks) -> None:
    """Write each sentence that is shown with its passage, a line each: “right” is to be marked as
    true or false, where it is not yet."""
    with path.open("w", encoding="utf-8") as file:
        for one in found:
            for sentence in _sentences(one):
                row = {
                    "id": one.gold.id,
                    "question": one.gold.question,
                    "sentence": sentence.text,
                    "right": marks.get((one.gold.id, sentence.text)),
                    "passage": sentence.cited.text,
                }
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
