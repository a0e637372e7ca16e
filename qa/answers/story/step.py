"""The words of a passage that tell a step of a story, and what kind of step they tell.

The rules are data (`steps.toml`): words on the page, in order of precedence. The kind is found
from the words alone; where none of them tells, from what the words are worth. The same rules find
the sentence to quote: of a passage on the subject, the one that says what became of it, and when.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice, takewhile
from pathlib import Path
from typing import Any

import re2

from qa.answers.search.quotes import LEANS, REPLY
from qa.papers.dates import MONTH_IN_FULL
from qa.papers.paper import STANDINGS, Passage, Standing, StepKind
from qa.papers.text import mended, sentences

RULES = Path(__file__).with_name("steps.toml")
NOTHING = r"[^\s\S]"  # a pattern of what stands nowhere

WORDS = 90  # of a step, unless one sentence is longer
SENTENCES = 2  # of a step, beside short lines
FULL = 15  # words: what is shorter is a heading, a cell or a list item rather than a sentence
FEW = 5  # words: a step does not begin with less
LINES = 4
KEPT = 4096  # sentences whose kind is known: stories of one subject have the same
OF_IT = 0.5  # of the subject, by its worth: what holds so much of it is on the subject
TOUCHES = 0.2  # what holds so much of it may stand beside a sentence that is
# What a sentence's nearness to the question (a cosine), the share of the subject that it holds by
# itself and under its headings, the words of a step, and a figure or date count for.
NEAR, HOLDS, UNDER, TELLS, DATED = 0.5, 0.2, 0.3, 0.3, 0.3
BESIDE = 0.3  # of what a second sentence tells, where it is on the subject
AFTER = 0.15  # the same, where it merely follows
ASTRAY = 0.1  # taken where it is on something else
FIGURE = re.compile(
    rf"\d\d|[£%]|\b(?:{MONTH_IN_FULL}|spring|summer|autumn|winter)\b",
    re.IGNORECASE,
)
# What was asked in a debate: the answer is the next sentence.
QUERY = re.compile(
    r"\b(?:it was (?:queried|asked|questioned)|was requested"
    r"|asked (?:whether|if|when|how|why|about)|queried (?:whether|if|when|how|why))\b"
    r"[^.]{0,300}[.?]$",
    re.IGNORECASE,
)

_WORD = r"[a-z][a-z'-]+"
# A count with what is counted ("355 children in care"), money with what it is for ("the estimated
# cost was £3.1 million"), a date with what falls on it ("fully operational from July 2021").
COUNT = re.compile(
    rf"(?<![\w£.,/-])(?<!\d )(\d[\d,]*(?:\.\d+)?)(?: in| of)? ({_WORD}(?: {_WORD}){{1,3}})"
)
MONEY = re.compile(
    rf"({_WORD}(?: {_WORD}){{1,3}}) (£\d[\d,]*(?:\.\d+)?(?: ?(?:million|bn|m|k)\b)?)"
)
WHEN = re.compile(
    rf"({_WORD}(?: {_WORD}){{1,3}}) (?:by|from|in|until|on|at) (?:the )?"
    r"(?:(?:end|start|beginning|middle) of |early |late |mid[- ])?"
    rf"((?:\d{{1,2}}(?:st|nd|rd|th)? )?{MONTH_IN_FULL}(?: 20\d\d)?)\b"
)
# Words between which and a figure nothing of the thing stands.
_LINK_WORDS = """
a an and are as at be been by for from had has have in is it its now of on or put that the
these this those to was were which who will with would there their than per
"""
_LINKS = frozenset(_LINK_WORDS.split())
# What is of every meeting: its dates and figures differ, and are of different things.
_MEETING_WORDS = """
meeting meetings committee council cabinet board panel held minutes agenda report reports
members councillors published dated date page pages appendix item paragraph
"""
_MEETINGS = frozenset(_MEETING_WORDS.split())
# What is measured rather than counted: "within 5 working days" of many things.
_UNITS = re.compile(
    rf"^(?:working |calendar )?(?:{MONTH_IN_FULL}"
    r"|days?|weeks?|months?|years?|hours?|minutes?|times)\b"
)

# A line that begins the next row of a tracker.
NEXT = re.compile(r"(?:recommendation|resolution|action)s? \(?\w{1,5}\)?[.:]?$", re.IGNORECASE)

Held = Callable[..., float]


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a passage, from `start` to `end` of its text, that tell a step, and how well."""

    start: int
    end: int
    worth: float


class Rules:
    """What words tell a kind of step, in order of precedence (`steps.toml`)."""

    def __init__(self, rules: Sequence[Mapping[str, Any]]) -> None:
        self._steps: list[tuple[StepKind, frozenset[Standing]]] = [
            (rule["step"], frozenset(rule.get("standings", STANDINGS))) for rule in rules
        ]
        self._says = _set(rule["says"] for rule in rules)
        self._unless = _set(rule.get("unless", [NOTHING]) for rule in rules)

    def step(self, level: str, standing: Standing) -> StepKind | None:
        """The first kind of step whose words stand in `level`, as `_level` makes it, and are of
        this `standing`; None where none does."""
        said = self._says.Match(level)
        if not said:
            return None
        untold = self._unless.Match(level) or ()
        kinds = (self._steps[n] for n in sorted({*said} - {*untold}))
        return next((step for step, standings in kinds if standing in standings), None)


@lru_cache(KEPT)
def told(text: str, standing: Standing) -> StepKind | None:
    """The kind of step that the words of `text` tell; None where none of them does."""
    return _rules()[0].step(_level(text), standing)


def kind_of(text: str, standing: Standing, lead: str = "") -> StepKind:
    """The kind of step that `text` is, by its words, by those that lead up to it, or else by its
    standing.

    What is proposed is no more than recommended, whatever it says was agreed or done.
    """
    if standing == "proposed":
        return _rules()[1][standing]
    return told(text, standing) or told(lead, standing) or _rules()[1][standing]


def lead_to(passage: Passage, start: int) -> str:
    """What leads up to the clause of a resolution that begins at `start`: "RESOLVED: That the
    committee recommends to cabinet that:"."""
    above = [line for line in passage.text[:start].splitlines() if line.rstrip().endswith(":")]
    context = passage.context if passage.context.endswith(":") else ""
    return (above or [context])[-1] if passage.standing == "decided" else ""


def figures(text: str) -> Iterator[tuple[str, str]]:
    """What `text` gives figures for, in two of its words, and each figure as it is printed."""
    level = " ".join(mended(text).split())
    lower = level.lower()
    for count in COUNT.finditer(lower):
        words = list(takewhile(lambda word: word not in _LINKS - {"in", "of"}, count[2].split()))
        year = re.fullmatch(r"(?:19|20)\d\d", count[1])
        if not year and not _UNITS.match(count[2]) and (about := _about(words[:3], last=False)):
            yield about, level[slice(*count.span(1))]
    for pattern in (MONEY, WHEN):
        for given in pattern.finditer(lower):
            if about := _about(given[1].split(), last=True):
                yield about, level[slice(*given.span(2))]


def _about(words: Sequence[str], *, last: bool) -> str:
    """The first or `last` two of `words` that tell of what a figure is; none where they do not."""
    telling = [word for word in words if word not in _LINKS]
    two = telling[-2:] if last else telling[:2]
    return " ".join(two) if len(two) == 2 and not _MEETINGS & set(two) else ""


def wordings(
    passage: Passage, held: Held, near: Sequence[float], *, on_subject: bool
) -> list[Wording]:
    """The words of `passage` that tell a step best, and the next best elsewhere in it, if any.

    `held` tells the share (0…1) of the subject that texts hold together, `near` has the cosine of
    each sentence to the question; where the passage is `on_subject` as a whole, its sentences are
    too.
    """
    text = passage.text
    spans = sentences(text)
    lines = [text[start:end] for start, end in spans]
    over = heading(passage)
    all_of_it = on_subject or held(over) >= OF_IT
    own = [held(line) for line in lines]
    tells = [
        TELLS * bool(told(line, passage.standing)) + DATED * bool(FIGURE.search(line))
        for line in lines
    ]
    worth = [
        NEAR * near[k]
        + tells[k]
        + UNDER * held(over, lines[k])
        + (0 if all_of_it else HOLDS * own[k])
        for k in range(len(lines))
    ]

    def beside(k: int, top: int, first: int) -> float:
        """What sentence `k` adds to a step that begins at `first` and is told by `top`."""
        runs_on = k > first and lines[k - 1][-1] not in ".;?!"
        if all_of_it or own[k] >= TOUCHES or runs_on or LEANS.match(lines[k]):
            return BESIDE * tells[k]
        return AFTER * tells[k] if k == top + 1 else -ASTRAY

    reply, plain = _reply(passage), _plain(over)
    headings = [_plain(line) in plain for line in lines]
    found: list[tuple[float, int, int]] = []
    for i, j in _runs(lines):
        if spans[i][0] >= reply and not headings[i]:
            top = max(range(i, j + 1), key=lambda k: worth[k])
            rest = sum(beside(k, top, i) for k in range(i, j + 1) if k != top)
            found.append((worth[top] + rest, i, j))
    if not found:
        return []
    found.sort(key=lambda run: (-run[0], run[1:]))
    _, i, j = found[0]
    others = (
        run
        for run in found
        if (run[1] > j or run[2] < i)
        and max(own[run[1] : run[2] + 1]) >= OF_IT
        and max(tells[run[1] : run[2] + 1]) > 0
    )
    return [
        Wording(*_led_in(text, spans, first, last, reply), score)
        for score, first, last in (found[0], *islice(others, 1))
    ]


def heading(passage: Passage) -> str:
    """What a passage stands under."""
    return f"{passage.item or ''} {passage.section or ''}"


def _runs(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The first and last of each run of sentences that is short enough for a step."""
    lengths = [len(line.split()) for line in lines]
    for i in range(len(lines)):
        for j in range(i, min(i + LINES, len(lines))) if lengths[i] >= FEW else ():
            full = sum(length >= FULL for length in lengths[i : j + 1])
            long = sum(lengths[i : j + 1]) > WORDS or full > SENTENCES
            if j > i and (long or NEXT.match(lines[j])):
                break
            yield i, j


def _led_in(
    text: str, spans: Sequence[tuple[int, int]], i: int, j: int, reply: int
) -> tuple[int, int]:
    """Where the run begins with the sentence that it leans on, and ends with what was answered."""
    if i and LEANS.match(text[slice(*spans[i])]) and spans[i - 1][0] >= reply:
        i -= 1
    if j + 1 < len(spans) and QUERY.search(text[spans[i][0] : spans[j][1]]):
        j += 1
    return spans[i][0], spans[j][1]


def _reply(passage: Passage) -> int:
    """Where the reply to a formal question begins: what a questioner claims is no step."""
    found = REPLY.search(passage.text) if passage.standing == "answered" else None
    return found.end() if found and passage.text[found.end() :].strip() else 0


def _plain(heading: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", heading.lower()))


def _level(text: str) -> str:
    """Lower case, straight quotes, no runs of blanks; lines stay lines."""
    return "\n".join(" ".join(line.split()) for line in mended(text).lower().splitlines())


@cache
def _rules() -> tuple[Rules, dict[Standing, StepKind]]:
    """The rules, and the kind of each standing where none fits."""
    told = tomllib.loads(RULES.read_text(encoding="utf-8"))
    return Rules(told["rule"]), told["standing"]


def _set(each: Iterable[Sequence[str]]) -> re2.Set:
    """What tells by their numbers which of lists of patterns stand in a text.

    RE2 looks for all at once, and so in a thirtieth of the time of Python's own expressions, which
    look for one after another; and no text makes it take longer.
    """
    made = re2.Set.SearchSet()
    for patterns in each:
        made.Add("|".join(f"(?:{pattern})" for pattern in patterns))
    made.Compile()
    return made
