"""Forms in which councils write, line by line, with what is true of each: how many are read right.

A file of forms has one on each line: its `lines`, as a PDF gives them, and its `truth`, whose first
name says what the file is of: openings, decisions, questions, items or markings. Conventions are
those of the files: "Council" is the meeting of a whole council whatever it is called.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qa.errors import InputRefused
from qa.evaluation.json_lines import read_objects
from qa.papers.pages.sheet import Line, Pdf, Sheet
from qa.papers.paper import Paper
from qa.papers.reader import paper
from qa.papers.register import Asked, Words

# How forms are set on sheets of A4, in points.
WIDTH, HEIGHT = 595.0, 842.0
LEFT, TOP, TYPE_SIZE, LEADING, TAB, LETTER = 50.0, 44.0, 10.0, 13.0, 72.0, 4.8
LINES_A_SHEET = 58
FILE_NAME = "paper.pdf"  # says nothing of what is in it
# What is put before a form that is only a part of a paper.
MINUTES_HEAD = (
    "COUNCIL",
    "Minutes of the meeting of the Council held on Monday, 4 November 2024 at 7.00 pm",
    "Present: Councillor C Carver (Chair), Councillors D Dyer and F Fowler",
)
QUESTIONS_HEAD = ("Appendix 2 - Questions from members of the public",)


@dataclass(frozen=True, slots=True)
class Form:
    """A form: its lines, what is true of it, and its number in the file, from 0. All of a `style`
    were written by one council, or by one hand."""

    number: int
    lines: tuple[str, ...]
    truth: dict[str, Any]
    style: str = ""

    def read(self) -> Paper:
        """The form as the program reads it, set as a paper of its own."""
        return paper(FILE_NAME, Pdf(self.sheets(), None))

    def sheets(self) -> tuple[Sheet, ...]:
        """The form, and what is put before it, set on sheets."""
        head = next((head for name, head in HEADS.items() if name in self.truth), ())
        return tuple(_sheets((*head, *self.lines)))


@dataclass(slots=True)
class Tally:
    """How many were right of how many, by what was looked at, and what was wrong in words."""

    right: Counter[str] = field(default_factory=Counter)
    all: Counter[str] = field(default_factory=Counter)
    wrong: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def count(self, name: str, right: bool, said: str) -> None:
        """Count one thing of the kind `name`; `said` is what is listed where it is not right."""
        self.all[name] += 1
        self.right[name] += right
        if not right:
            self.wrong[name].append(said)

    @property
    def shares(self) -> dict[str, float]:
        """The share that was right, from 0 to 1, by what was looked at."""
        return {name: self.right[name] / n for name, n in self.all.items()}


HEADS = {"decisions": MINUTES_HEAD, "items": MINUTES_HEAD, "asked": QUESTIONS_HEAD}
Measure = Callable[[Form, Paper, Tally], None]


def measure_forms(path: Path, on_step: Callable[[str], None] = lambda step: None) -> Tally:
    """What is read right of the forms in the file at `path`.

    Raises `InputRefused`, which names the line, where one is no form.
    """
    forms = list(forms_in(path))
    tally = Tally()
    for form in forms:
        on_step(f"Reading form {form.number + 1} of {len(forms)}")
        measure = _measure_of(form.truth)
        if measure:
            measure(form, form.read(), tally)
    return tally


def forms_in(path: Path) -> Iterator[Form]:
    """The forms in the file at `path`; raises `InputRefused`, which names the line, where one is
    none."""
    for number, (line, found) in enumerate(read_objects(path)):
        lines, truth = found.get("lines"), found.get("truth")
        if not isinstance(lines, list) or not isinstance(truth, dict) or _measure_of(truth) is None:
            raise InputRefused(
                f"Line {line} of {path} is no form. It needs lines: a list of text, and truth: an "
                f"object with one of {', '.join(MEASURES)}."
            )
        yield Form(number, tuple(map(str, lines)), truth, str(found.get("form", number)))


def _measure_of(truth: dict[str, Any]) -> Measure | None:
    return next((measure for name, measure in MEASURES.items() if name in truth), None)


def _sheets(lines: tuple[str, ...]) -> Iterator[Sheet]:
    for start in range(0, max(1, len(lines)), LINES_A_SHEET):
        number = start // LINES_A_SHEET + 1
        on_sheet = lines[start : start + LINES_A_SHEET]
        found = (_line(text, at, number) for at, text in enumerate(on_sheet))
        yield Sheet(number, WIDTH, HEIGHT, tuple(line for line in found if line.text))


def _line(text: str, at: int, page: int) -> Line:
    """A line at its place on a sheet; what stands behind a tab is another cell."""
    cells: list[tuple[float, str]] = []
    x = LEFT
    for cell in text.split("\t"):
        if words := " ".join(cell.split()):
            cells.append((x, words))
        x += LETTER * len(cell)
        x = LEFT + TAB * ((x - LEFT) // TAB + 1)
    top = TOP + LEADING * at
    right = cells[-1][0] + LETTER * len(cells[-1][1]) if cells else LEFT
    left = cells[0][0] if cells else LEFT
    words = " ".join(words for _, words in cells)
    return Line(words, page, left, right, top, top + TYPE_SIZE, TYPE_SIZE, cells=tuple(cells))


def in_plain_letters(text: str | None) -> str:
    """The words of a text, in small letters and without marks."""
    return " ".join(re.findall(r"\w+", (text or "").replace("&", " and ").casefold()))


def _said(form: Form, wanted: object, found: object) -> str:
    return f"{form.number}: {wanted!s:.90} | read as: {found!s:.90}"


# The meeting of a whole council, by whatever name.
WHOLE_COUNCIL = re.compile(r"council$|^cyngor|^comhairle", re.IGNORECASE)


def _opening(form: Form, read: Paper, tally: Tally) -> None:
    truth, meeting = form.truth, read.meeting
    tally.count(
        "document",
        read.document == truth["document"],
        _said(form, truth["document"], read.document),
    )
    body = meeting.committee
    right = in_plain_letters(body) == in_plain_letters(truth["committee"]) or (
        truth["committee"] == "Council" and bool(body and WHOLE_COUNCIL.search(body))
    )
    tally.count("committee", right, _said(form, truth["committee"], body))
    day = meeting.date.isoformat() if meeting.date else None
    tally.count("date", day == truth["date"], _said(form, truth["date"], day))
    tally.count("no wrong date", day in (None, truth["date"]), _said(form, truth["date"], day))
    right = in_plain_letters(meeting.council) == in_plain_letters(truth["council"])
    tally.count("council", right, _said(form, truth["council"], meeting.council))
    draft = any(passage.standing == "draft" for passage in read.passages)
    tally.count("draft", draft == truth["draft"], _said(form, truth["draft"], draft))


AGREED = {"unanimous", "carried", "agreed"}
# The outcomes of the registers that are right for an outcome of the forms.
OUTCOMES: dict[str, set[str]] = {
    "agreed": AGREED,
    "lost": {"lost", "fell"},
    "deferred": {"deferred", "not stated", *AGREED},
    "withdrawn": {"withdrawn"},
    "noted": {"noted", "not stated", *AGREED},
    "not stated": {"not stated", *AGREED},
}


def _text(read: Paper, words: tuple[Words, ...]) -> str:
    return " ".join(read.passages[one.passage].text[one.start : one.end] for one in words)


def _decisions(form: Form, read: Paper, tally: Tally) -> None:
    texts = [in_plain_letters(_text(read, (*one.words, *one.how))) for one in read.resolutions]
    taken: set[int] = set()
    for wanted in form.truth["decisions"]:
        begins = in_plain_letters(wanted["words_begin"])
        hits = [i for i, text in enumerate(texts) if begins in text]
        hit = min(hits, key=lambda i: i in taken, default=None)
        tally.count("found", hit is not None, _said(form, wanted["words_begin"], "nothing"))
        if hit is None:
            continue
        taken.add(hit)
        entry = read.resolutions[hit]
        outcome = wanted["outcome"]
        right = entry.outcome in OUTCOMES[outcome]
        tally.count("outcome of those", right, _said(form, outcome, entry.outcome))
        for role, name in (("mover", entry.proposer), ("seconder", entry.seconder)):
            _count_person(form, role, wanted[role], name, tally)
        votes = entry.votes
        found = (votes.favour, votes.against, votes.abstained) if votes else (None, None, None)
        counts = tuple(wanted[name] for name in ("for", "against", "abstain"))
        if counts != (None, None, None):
            right = all(a is None or a == b for a, b in zip(counts, found, strict=True))
            tally.count("votes", right, _said(form, counts, found))
        elif found != (None, None, None):
            tally.count("no vote invented", False, _said(form, counts, found))
    for i, text in enumerate(texts):
        trap = next((n for n in form.truth["not_decisions"] if in_plain_letters(n) in text), "")
        tally.count("entries that are decisions", i in taken, _said(form, trap or "none", text))


def _count_person(
    form: Form, role: str, wanted: str | None, found: str | None, tally: Tally
) -> None:
    if wanted:
        right = in_plain_letters(wanted).split()[-1] in in_plain_letters(found)
        tally.count("movers and seconders", right, _said(form, f"{role} {wanted}", found))
    else:
        tally.count("no person invented", not found, _said(form, f"no {role}", found))


def _questions(form: Form, read: Paper, tally: Tally) -> None:
    formal = [one for one in read.asked if one.formal]
    for wanted in form.truth["asked"]:
        words = wanted["question_begins"]
        hit = next((one for one in formal if _asks(one, read, wanted)), None)
        name = "supplementary found" if wanted["supplementary"] else "found"
        tally.count(name, hit is not None, _said(form, words, "nothing"))
        if wanted["answer_begins"] and not wanted["supplementary"]:
            replies = (
                in_plain_letters(" ".join(_text(read, r.words) for r in hit.replies)) if hit else ""
            )
            right = in_plain_letters(wanted["answer_begins"])[:25] in replies
            tally.count("with its answer", right, _said(form, wanted["answer_begins"], replies))


def _asks(one: Asked, read: Paper, wanted: dict[str, Any]) -> bool:
    words = one.supplementary if wanted["supplementary"] else one.question
    return in_plain_letters(wanted["question_begins"])[:40] in in_plain_letters(_text(read, words))


def _items(form: Form, read: Paper, tally: Tally) -> None:
    found = list(dict.fromkeys(in_plain_letters(p.item) for p in read.passages if p.item))
    wanted = {
        in_plain_letters(f"{one['number'] or ''} {one['title']}"): one
        for one in form.truth["items"]
    }
    for words, one in wanted.items():
        title = in_plain_letters(one["title"])
        tally.count("titles", any(title in item for item in found), _said(form, words, found))
        tally.count("numbers and titles", words in found, _said(form, words, found))
    for item in found:
        right = any(in_plain_letters(one["title"]) in item for one in wanted.values())
        tally.count("headings that are items", right, _said(form, "none", item))


def _marking(form: Form, read: Paper, tally: Tally) -> None:
    held = any(problem.kind == "exempt" for problem in read.problems)
    name = "exempt held back" if form.truth["exempt"] else "public let through"
    tally.count(name, held == form.truth["exempt"], _said(form, " / ".join(form.lines), held))


# By the name in a truth that says what it is of.
MEASURES: dict[str, Measure] = {
    "document": _opening,
    "decisions": _decisions,
    "asked": _questions,
    "items": _items,
    "exempt": _marking,
}
