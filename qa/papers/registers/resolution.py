"""What was resolved: the resolutions, motions and amendments of minutes and decision papers.

Each item is read clause by clause, as its clerk wrote it: somebody moves, the chair puts it to the
vote, the result is printed, and the resolution stands under it. A resolution takes its mover and
its vote from the motion that it carries; what was lost or withdrawn stays a motion.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from qa.papers.kinds import kind_of
from qa.papers.paper import Passage, Standing
from qa.papers.register import Resolution
from qa.papers.registers.clause import Clause, clauses
from qa.papers.registers.item_reader import ItemReader
from qa.papers.registers.motion import Motion, record
from qa.papers.standing import standings_in_minutes

# The title of an item that names the resolution to be moved under it: it resolves nothing itself.
TITLED_RESOLUTION = re.compile(r"(?:resolution|ordinance|by-?law)\b", re.IGNORECASE)


def resolutions(passages: Sequence[Passage], *, learned: bool = True) -> Iterator[Resolution]:
    """The resolutions of one paper, with the motions and amendments that were put, in order.

    Without `learned` they are found by phrases alone.
    """
    for items in clauses_by_item(passages):
        first = passages[items[0][0].words.passage] if items and items[0] else None
        if first is None:
            continue
        kind = kind_of(first.document)
        if kind.is_record:
            of = first.meeting
            yield from ItemReader(of.committee, of.council, learned=learned).read(items)
        elif kind.is_decision_notice:
            yield from _decisions([clause for item in items for clause in item])


def clauses_by_item(passages: Sequence[Passage]) -> Iterator[list[list[Clause]]]:
    """The clauses of each meeting that a paper tells of, item by item."""
    for _, group in groupby(enumerate(passages), lambda pair: _meeting(pair[1])):
        yield [
            [clause for i, passage in item for clause in _clauses(i, passage)]
            for item in _items(list(group))
        ]


def _meeting(passage: Passage) -> tuple[object, ...]:
    return passage.document, passage.meeting


def _items(found: list[tuple[int, Passage]]) -> Iterator[list[tuple[int, Passage]]]:
    for _, item in groupby(found, lambda pair: pair[1].item):
        yield list(item)


def _clauses(index: int, passage: Passage) -> Iterator[Clause]:
    """The clauses of a passage, without the title over it that only names a resolution."""
    lines = passage.text.split("\n")
    titled = len(lines) > 1 and _plain(lines[0]) == _plain(passage.item or "")
    is_named = titled and TITLED_RESOLUTION.match(lines[0])
    return (
        clause
        for clause in clauses(index, passage, _standings(passage, lines))
        if not is_named or clause.words.start >= len(lines[0])
    )


def _plain(text: str) -> str:
    """The letters and figures of words, all small."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _standings(passage: Passage, texts: Sequence[str]) -> Sequence[Standing]:
    """What each line of a passage is worth; of draft minutes, what it will be once they are agreed.

    The entry itself stands as draft, as does the passage that it cites.
    """
    if passage.standing != "draft" or not kind_of(passage.document).is_record:
        return [passage.standing] * len(texts)
    of = passage.meeting.committee
    return standings_in_minutes(texts, [0.0] * len(texts), [False] * len(texts), of)


def _decisions(lines: list[Clause]) -> Iterator[Resolution]:
    """The decisions of a decision paper: each run of lines that stand as decided."""
    for decided, run in groupby(lines, lambda line: line.standing == "decided"):
        if decided:
            yield record(Motion("resolution", list(run), outcome="agreed"), ())
