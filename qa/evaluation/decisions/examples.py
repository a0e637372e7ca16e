"""Clauses of minutes with what they tell, to learn from: of forms, of real papers, and written."""

from __future__ import annotations

import hashlib
import json
import random
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qa.errors import UnreadablePaper
from qa.evaluation.forms import HEADS, Form, forms_in, in_plain_letters
from qa.papers.kinds import kind_of
from qa.papers.paper import Paper
from qa.papers.reading import reading
from qa.papers.register import Resolution, Words
from qa.papers.registers.clause import Clause
from qa.papers.registers.likelihood import Context, Told, contexts, verbs
from qa.papers.registers.resolution import clauses_by_item, resolutions
from qa.papers.registers.vote import votes

WRITTEN, MADE = Path(__file__).with_name("written.txt"), Path(__file__).with_name("made.toml")
FORMS = Path(__file__).with_name("forms.jsonl")
LABELS = Path(__file__).with_name("labels.json")
MARKS: dict[str, Told] = {"+ ": "decided", "= ": "put", "- ": "tale"}
# A clause that begins so is of a list, or of a motion whose first words stand before it.
PART_OF_A_MOTION = re.compile(
    r"^\W*(?:\w{1,4}[).] )?[“\"]?(?:[Tt]hat|THAT|Whereas|AND|Be it|BE IT|NOW)\b"
    r"|^\d\d-\d+ Being|^\w{1,4}\) |WHEREAS"
)
SLOT = re.compile(r"\{(\w+)\}")
TIMES, SEED = 6, 1  # how often a piece with words that are drawn is made
REAL_WEIGHT = 0.1  # of a clause of which only the phrases say what it tells
KEY_LETTERS, BEFORE_LETTERS = 12, 40


@dataclass(frozen=True, slots=True)
class Example:
    """A clause, and what it tells; all of a `source` (a style, a piece, a council) are left out
    together."""

    source: str
    context: Context
    told: Told
    weight: float = 1.0


def of_forms(path: Path) -> Iterator[Example]:
    """The clauses of forms of decisions. What is in no entry that is right is a tale."""
    for form in forms_in(path):
        if "decisions" not in form.truth:
            continue
        paper = form.read()
        style = f"{path.stem} {form.style}"
        yield from _of_form(form, paper, style)


def _of_form(form: Form, paper: Paper, style: str) -> Iterator[Example]:
    wanted = [in_plain_letters(one["words_begin"]) for one in form.truth["decisions"]]
    traps = [in_plain_letters(one) for one in form.truth["not_decisions"]]
    head = {in_plain_letters(line) for line in HEADS["decisions"]}
    found = resolutions(paper.passages, learned=False)
    right = [one for one in found if _is_wanted(paper, one, wanted)]
    for clause, context in _clauses(paper):
        text = in_plain_letters(clause.text)
        if not verbs(clause.text) or text in head:
            continue
        begins = any(one in text for one in wanted)
        is_trap = any(one in text for one in traps)
        entered = any(_holds(one, clause) for one in right)
        decides = begins or (entered and not is_trap)
        told: Told = "put" if not begins and votes(clause.text) else _told(clause.text)
        yield Example(style, context, told if decides else "tale")


def _is_wanted(paper: Paper, entry: Resolution, wanted: Iterable[str]) -> bool:
    spans = (*entry.words, *entry.how)
    told = " ".join(paper.passages[w.passage].text[w.start : w.end] for w in spans)
    return any(one in in_plain_letters(told) for one in wanted)


def _told(text: str) -> Told:
    """What a clause of an entry tells: a decision, or who moved it or how it ended."""
    return "put" if {*verbs(text)} <= {"moved", "end"} else "decided"


def of_written() -> Iterator[Example]:
    """The clauses that were written for training."""
    for number, piece, weight in _pieces():
        label = ""
        texts = [line[2:] if line[:2] in MARKS else line for line in piece]
        for i, (line, text) in enumerate(zip(piece, texts, strict=True)):
            told = MARKS.get(line[:2])
            if told and verbs(text):
                # Drawn pieces list examples: only a title, and who moved, stands around them.
                listed = weight < 1 and i > 1 and told != "put" and piece[i - 1][:2] != "= "
                before = texts[0] if listed else (texts[i - 1] if i else "")
                after = texts[i + 1] if i + 1 < len(texts) and weight == 1 else ""
                context = Context(text, before, after, label)
                yield Example(f"written {number}", context, told, weight)
            if len(text.split()) <= 8 and text[-1:] not in ".;,":
                label = text


def _pieces() -> Iterator[tuple[int, list[str], float]]:
    """Each piece that was written, with its number and what its lines weigh."""
    words = tomllib.loads(MADE.read_text("utf-8"))
    chance = random.Random(SEED)
    for number, piece in enumerate(WRITTEN.read_text("utf-8").split("\n\n")):
        lines = [line for line in piece.split("\n") if line and not line.startswith("#")]
        times = TIMES if SLOT.search(piece) else 1
        for _ in range(times):
            yield number, [_filled(line, words, chance) for line in lines], 1 / times


def _filled(line: str, words: dict[str, list[str]], chance: random.Random) -> str:
    def drawn(slot: re.Match[str]) -> str:
        name = slot[1]
        if name in words:
            return chance.choice(words[name])
        small = name.lower() if name.lower() in words else name[0].lower() + name[1:]
        word = chance.choice(words[small])
        return word.upper() if name.isupper() else word[0].upper() + word[1:]

    return SLOT.sub(drawn, line)


def of_papers(files: Sequence[Path], folder: Path) -> Iterator[Example]:
    """The clauses of the minutes among `files`, which lie in a folder of `folder` for each council.

    What somebody read and marked (`labels.json` keeps a hash of each such clause) weighs fully,
    what only the phrases tell little.
    """
    labels: dict[str, Told | None] = json.loads(LABELS.read_text("utf-8"))
    for file in files:
        try:
            paper = reading().read(file)
        except UnreadablePaper:
            continue
        council = file.relative_to(folder).parts[0]
        yield from _of_paper(paper, council, labels)


def _of_paper(paper: Paper, council: str, labels: dict[str, Told | None]) -> Iterator[Example]:
    entries = list(resolutions(paper.passages, learned=False))
    firsts = [one.words[0] for one in entries if one.words]
    hows = [words for one in entries for words in one.how]
    rest = [words for one in entries for words in one.words]
    for clause, context in _clauses(paper):
        if not verbs(clause.text):
            continue
        if (name := key(context)) in labels:
            if told := labels[name]:
                yield Example(council, context, told)
        elif not PART_OF_A_MOTION.search(clause.text):
            begins, tells_how = (_any_holds(some, clause) for some in (firsts, hows))
            if begins or tells_how:
                yield Example(council, context, _told(clause.text), REAL_WEIGHT)
            elif not _any_holds(rest, clause):
                yield Example(council, context, "tale", REAL_WEIGHT)


def key(context: Context) -> str:
    """What a clause is known by, where its words are not kept."""
    told = f"{context.text}\n{context.before[-BEFORE_LETTERS:]}"
    return hashlib.sha256(told.encode()).hexdigest()[:KEY_LETTERS]


def _clauses(paper: Paper) -> Iterator[tuple[Clause, Context]]:
    """The clauses of minutes, with what stands around them."""
    for items in clauses_by_item(paper.passages):
        for item in items:
            if item and kind_of(paper.passages[item[0].words.passage].document).is_record:
                yield from zip(item, contexts(item), strict=True)


def _holds(entry: Resolution, clause: Clause) -> bool:
    return _any_holds((*entry.words, *entry.how), clause)


def _any_holds(words: Iterable[Words], clause: Clause) -> bool:
    own = clause.words
    return any(
        one.passage == own.passage and one.start < own.end and one.end > own.start for one in words
    )
