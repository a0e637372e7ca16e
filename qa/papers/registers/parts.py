"""The parts of a motion that were voted on one by one: "Upon recommendation c), the motion lost."

A part that was lost says nothing of the others. The phrases stand in parts.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from itertools import pairwise

from qa.papers.register import Outcome
from qa.papers.registers.clause import Clause
from qa.papers.registers.marks import MARK, behind
from qa.papers.registers.motion import Motion
from qa.papers.registers.telling import settled
from qa.papers.registers.vote import outcome_in
from qa.phrases import Phrases

NAMED = Phrases.beside(__file__)["named"]
MARKS = re.compile(r"\b(?:\d+|[ivx]+|[A-Za-z])\b")


def results_of_parts(text: str) -> Iterator[tuple[frozenset[str], Outcome]]:
    """The marks of the parts that a result names, with how these ended: "Clauses 1 and 2 were
    carried and clause 3 was lost." tells of two. Where it says so of none, nothing."""
    named = [*NAMED.finditer(text)]
    begins = [0, *(one.start() for one in named[1:]), len(text)]
    pieces = [text[a:b] for a, b in pairwise(begins)]
    ends = [outcome_in(piece) for piece in pieces] if len(named) > 1 else []
    if not all(ends) or not ends:  # "item 3 and recommendation 7 carried"
        ends = [settled(text)] * len(named)
    for one, end in zip(named, ends, strict=False):
        if end:
            yield frozenset(mark.lower() for mark in MARKS.findall(one["marks"])), end


def parted(motion: Motion, marks: Set[str]) -> tuple[list[Clause], list[Clause]] | None:
    """The clauses of a motion that are of the parts which have these marks in its list, and those
    of its other parts, each below the words that lead to the list; None where it has no such part.
    """
    lead, own, others = list[Clause](), list[Clause](), list[Clause]()
    at, leading, last = lead, list[Clause](), ""
    for line in motion.lines:
        found = MARK.match(line.text) if line is not motion.lines[0] else None
        mark = found["mark"].lower() if found else ""
        if mark and (not last or mark in behind(last)):  # and none of a list within it
            last = mark
            at = own if mark in marks else others
        elif line.text.endswith(":") and at is not lead:
            leading.append(line)  # who put the next part there
            continue
        at += [*leading, line]
        leading = []
    if not own:
        return None
    return [*lead, *own], [*lead, *others] if others else []
