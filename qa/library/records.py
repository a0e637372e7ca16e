"""The records that the library hands out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

from qa.papers.document import Document
from qa.papers.file_name import Form
from qa.papers.paper import Meeting, MeetingPart, Passage, Problem, Standing
from qa.papers.register import Asked, Resolution, Words
from qa.papers.source import Source

Matrix = npt.NDArray[np.float32]
Record = TypeVar("Record", Resolution, Asked)


@dataclass(frozen=True, slots=True)
class PassageVectors:
    """The vectors of a passage, float32 [dimension], and of its sentences, float32 [n, dimension].

    Each is of length 1; a sentence too short to mean anything has zeros. `tokens` are those of the
    passage, int8 [n, their own dimension], for late interaction; none if the model compares none.
    """

    passage: Matrix
    sentences: Matrix
    tokens: npt.NDArray[np.int8] = field(default_factory=lambda: np.empty((0, 0), dtype=np.int8))


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage with the ids of itself and its paper, the paper's key, file name, source and form,
    and its place among the paper's passages, counted from 0.

    `whose` is the name of the council whose library it is in, where several are asked at once.
    """

    id: int
    paper_id: int
    paper_key: str
    paper: str
    passage: Passage
    source: Source | None = None
    form: Form = "pdf"
    ordinal: int = 0
    whose: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """What a search ranks a passage by, beside its words: its paper, meeting, kind and standing."""

    id: int
    paper_id: int
    meeting: Meeting
    document: Document
    standing: Standing
    item: str | None


@dataclass(frozen=True, slots=True)
class Counted:
    """What BM25 goes by: how many `passages` there are, and words in all of them, and in how many
    passages each of some `stems` stands, and each of some terms of several words (`phrases`)."""

    passages: int
    words: int
    stems: Mapping[str, int]
    phrases: Mapping[str, int]

    @property
    def mean(self) -> float:
        """The words of a passage, in the mean."""
        return self.words / max(self.passages, 1)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Passages that a search ranks, in the order of their ids, each with its cosine to what is
    searched for, and those of its `sentences`, in the order of `qa.papers.text.sentences`."""

    outlines: Sequence[Outline]
    cosines: Sequence[float]
    sentences: Sequence[tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Entry(Generic[Record]):
    """An entry of a register, and the passages that it stands in.

    `passages` has as its keys the indexes by which `record` names them.
    """

    id: int
    record: Record
    passages: Mapping[int, StoredPassage]

    def text_of(self, words: Words) -> str:
        """The text of `words`, a place in one of its passages."""
        return self.passages[words.passage].passage.text[words.start : words.end]


@dataclass(frozen=True, slots=True)
class StoredPaper:
    """A paper in the library; `pages` and `passages` are counts. One that could not be read has
    no pages, and the reason among its problems. `key` is its lasting name."""

    id: int
    key: str
    name: str
    path: Path
    title: str | None
    council: str | None
    committee: str | None
    meeting_date: date | None
    document: Document
    pages: int
    passages: int
    problems: tuple[Problem, ...]
    source: Source | None = None
    form: Form = "pdf"
    last_day: date | None = None
    inferred: tuple[tuple[MeetingPart, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Searched:
    """How much lies within some filters: papers, and the first and last of their meetings.

    Where councils share a service, `councils` are those whose libraries were searched, and
    `left_out` those that could not be, each with the reason.
    """

    papers: int
    earliest: date | None
    latest: date | None
    councils: tuple[str, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Totals:
    """What a library holds in all: what a search without limits searches, the number of passages,
    and the committees and councils that it has papers of."""

    searched: Searched
    passages: int
    committees: tuple[str, ...]
    councils: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facets:
    """What there is to filter by: each committee, each kind of document, the date range, and each
    council that papers name."""

    committees: tuple[str, ...]
    documents: tuple[Document, ...]
    earliest: date | None
    latest: date | None
    councils: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Position:
    """Where a store stands: its own random name (`store`), the `last` id that it gave to a passage,
    and the number of the last passage that was taken out (`gone`). Later positions are greater."""

    store: str
    last: int
    gone: int


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed in a store since one position, up to another, its `position`.

    `came` are the ids of new passages, with their `vectors`, float32 [n, dimension]; `gone` are
    the ids of those taken out.
    """

    came: list[int]
    vectors: Matrix
    gone: list[int]
    position: Position
