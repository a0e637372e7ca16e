"""Minutes cut into clauses: the words that move, put, count or decide one thing.

A clause is a sentence, or the part of one that a label or a word in capitals begins: the lines of a
page often run together, so that "Proposed by Cllr Ash" may stand in the middle of a paragraph. The
phrases stand in clause.toml.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa.papers.paper import Passage, Standing
from qa.papers.register import Words
from qa.papers.registers.ballot import spans
from qa.papers.registers.vote_columns import is_row_of_names
from qa.papers.registers.vote_table import is_head, is_row
from qa.papers.text import sentences
from qa.phrases import Phrase, Phrases

_PHRASES = Phrases.beside(__file__)
JOINING = _PHRASES["joining"]
MOVES, MOVER = _PHRASES["moves"], _PHRASES["mover"]
BEGINS, BEGINS_ALWAYS = _PHRASES["begins"], _PHRASES["begins_always"]
ABBREVIATION = _PHRASES["abbreviation"]
NEW = re.compile(r"[A-Z\d“\"(•▪–-]")
# What a line that ends so leaves open stands on the next.
UNFINISHED = re.compile(
    r"(?:[,;]|\b(?:and|or|of|the|an?|to|by|for|in|on|at|with|from|that"
    r"|[Cc]ouncill?ors?|C[Ll]{1,2}[Rr]s?\.?|Crs?\.?|Mrs?\.?|Ms\.?|Miss|Dr\.?|Alderm[ae]n|Director"
    r"|Commissioner|Trustee|Selectman|Supervisor)) $"
)
NEXT_CLAUSE = re.compile(r"[\s.;,)]*(?=[A-Z“\"(])")  # behind a vote by name
WITHIN = re.compile(r"[^.\s] ?\($")  # in brackets within a sentence
LOOK_BACK = 24  # characters in which a word that joins is looked for


@dataclass(frozen=True, slots=True)
class Clause:
    """Some words of a passage, where they stand, and what the line that they are of is worth.

    `first` is true of the first clause of a line, `new_line` of one with which a printed line
    begins, because the one before it ended early.
    """

    text: str
    words: Words
    standing: Standing
    first: bool
    new_line: bool = False

    @property
    def place(self) -> tuple[int, int]:
        """The passage it is of, and where it begins there: they sort clauses as they stand."""
        return self.words.passage, self.words.start


def clauses(
    index: int,
    passage: Passage,
    standings: Sequence[Standing],
    begins: Sequence[Phrase] | None = None,
) -> Iterator[Clause]:
    """The clauses of the passage with that index, in order; a standing is given for each line.

    `begins` are the words that begin a clause within a sentence, where they are not those of what
    is moved and resolved.
    """
    start = 0
    for line, standing in zip(passage.text.split("\n"), standings, strict=True):
        new_lines = _new_lines(line, start, passage.ends) if begins is None else set()
        cuts: Collection[int]
        cuts = _cuts(line, new_lines) if begins is None else _cuts_at(line, begins)
        of_table = is_row(line) or is_head(line) or is_row_of_names(line)
        if of_table:
            cuts, new_lines = [0], set()
        voted = _Voted(line, start, passage.ends) if begins is None and not of_table else None
        if voted:
            cuts, new_lines = voted.around(cuts), voted.around(new_lines)
        first = True
        for first_letter, ends in pairwise([*sorted({*cuts, *new_lines}), len(line)]):
            text = voted.text(first_letter, ends) if voted else line[first_letter:ends]
            left = len(text) - len(text.lstrip())
            text = text.strip()
            if text:
                at = start + first_letter + left
                begins_line = first_letter in new_lines
                words = Words(index, at, at + len(text))
                yield Clause(text, words, standing, first, begins_line)
                first = False
        start += len(line) + 1


class _Voted:
    """The votes by name in a line of a passage, which begins at `start`: each is of one clause.

    A list of names may have no other mark between them than that a printed line ends early.
    """

    def __init__(self, line: str, start: int, ends: Sequence[int]) -> None:
        self._line = self._printed = line
        breaks = [end - start for end in ends if start < end < start + len(line)]
        breaks = [at for at in breaks if line[at] == " "]
        if breaks:
            parts = (line[a + 1 : b] for a, b in pairwise([-1, *breaks, len(line)]))
            self._printed = "\n".join(parts)
        self._spans = [*spans(self._printed), *self._tables()]

    def _tables(self) -> Iterator[tuple[int, int]]:
        """Where a table of votes stands whose rows are printed lines."""
        at, begins, ends = 0, -1, -1
        for text in self._printed.split("\n") if "\n" in self._printed else ():
            if is_head(text) or (begins >= 0 and is_row(text)):
                begins, ends = (at if begins < 0 else begins), at + len(text)
            elif begins >= 0:
                yield begins, ends
                begins = -1
            at += len(text) + 1
        if begins >= 0:
            yield begins, ends

    def around(self, cuts: Collection[int]) -> set[int]:
        """The cuts that are within no vote, and those behind each."""
        found = {cut for cut in cuts if not any(a < cut < b for a, b in self._spans)}
        for begins, ends in self._spans:
            within = WITHIN.search(self._printed[max(0, begins - LOOK_BACK) : begins])
            if not within and (behind := NEXT_CLAUSE.match(self._printed, ends)):
                found.add(behind.end())
        return found

    def text(self, start: int, end: int) -> str:
        """The words between two offsets: as printed, line by line, if a vote is among them."""
        holds_one = any(a < end and b > start for a, b in self._spans)
        return (self._printed if holds_one else self._line)[start:end]


def _new_lines(line: str, start: int, ends: Sequence[int]) -> set[int]:
    """The offsets in a line of a passage, which begins at `start`, at which a printed line begins
    that may tell something new, because the one before it ended early."""
    found = set()
    for end in ends:
        at = end - start
        at += line[at : at + 1] == " "  # a line that ends in a hyphen is joined without a space
        if 0 < at < len(line) and NEW.match(line, at) and not UNFINISHED.search(line[:at]):
            found.add(at)
    return found


def _cuts(line: str, new_lines: Collection[int]) -> list[int]:
    """The offsets in a line at which a clause begins, but for those of its printed lines."""
    found = _sentences(line)
    begins = sorted(found.union(new_lines))
    for match in BEGINS.finditer(line):
        at = match.start()
        if not at or JOINING.search(line[max(0, at - LOOK_BACK) : at]):
            continue
        sentence = begins[bisect(begins, at) - 1]
        if not (MOVES.match(match[0]) and MOVER.fullmatch(line[sentence:at])):
            found.add(at)
    found |= {match.start() for match in BEGINS_ALWAYS.finditer(line)}
    return sorted(found)


def _cuts_at(line: str, begins: Sequence[Phrase]) -> list[int]:
    """The offsets at which a sentence begins, or one of these phrases stands."""
    found = _sentences(line)
    return sorted(found.union(match.start() for one in begins for match in one.finditer(line)))


def _sentences(line: str) -> set[int]:
    """The offsets in a line at which a sentence begins. "WHEREAS …; AND THAT …" stays together: one
    motion moves it all."""
    found = {0}
    for begins, _ in sentences(line):
        before = line[max(0, begins - LOOK_BACK) : begins].rstrip()
        if begins and not (before.endswith((";", ",")) or ABBREVIATION.search(before)):
            found.add(begins)
    return found
