"""Names beside the words of a motion, where no verb says that they moved it: "Ash/Elm" over
"Carried", "S. Ash – D. Elm" over "RESOLVED THAT …", "ASH: That the report be received".

Only what stands around them tells that they are those of mover and seconder: such a clause is read
as if it said so. So is what is moved in the first person: "Mr Ash: I move that it be approved." The
phrases stand in beside.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from qa.papers.registers.clause import Clause
from qa.papers.registers.continuation import THAT
from qa.papers.registers.likelihood import verbs
from qa.papers.registers.telling import RESULT
from qa.phrases import Phrases

_PHRASES = Phrases.beside(__file__)
MOVES, SECONDS = _PHRASES["moves"], _PHRASES["seconds"]
ALONE = _PHRASES["alone"]
PAIR, ONE, NUMBER = _PHRASES["pair"], _PHRASES["one"], _PHRASES["number"]
OPENS_MOTION = re.compile(
    r"(?:BE IT (?:\w+ )?)?RESOLVED\W*(?:THAT\b|that\b|$)|WHEREAS\b|(?:That|THAT)\b"
)


def with_movers(clauses: Sequence[Clause]) -> Iterator[Clause]:
    """The clauses of an item, of which those that name mover and seconder without a verb say so."""
    for i, clause in enumerate(clauses):
        before, after = (clauses[j] if 0 <= j < len(clauses) else None for j in (i - 1, i + 1))
        yield _as_moved(clause, before, after)


def _as_moved(clause: Clause, before: Clause | None, after: Clause | None) -> Clause:
    if spoken := MOVES.match(clause.text):
        told = f"Moved by {spoken['name']} {clause.text[spoken.end() :]}"
        return replace(clause, text=told)
    if spoken := SECONDS.fullmatch(clause.text):
        return replace(clause, text=f"Seconded by {spoken['name']}.")
    if alone := ALONE.fullmatch(clause.text):
        return replace(clause, text=f"Resolved, moved by {alone['name']}")
    opens = after is not None and OPENS_MOTION.match(after.text)
    if opens and not verbs(clause.text) and (one := ONE.fullmatch(clause.text)):
        return replace(clause, text=f"{one['number'] or ''}Moved by {one['name']}")
    found = PAIR.fullmatch(clause.text)
    ends = before is not None and after is not None and RESULT.match(after.text)
    if not found or not (opens or (ends and before and _is_motion(before.text))):
        return clause
    told = f"{found['number'] or ''}Moved by {found['proposer']}, seconded by {found['seconder']}"
    return replace(clause, text=told)


def _is_motion(text: str) -> bool:
    return THAT.match(NUMBER.sub("", text)) is not None
