"""What everything above the library asks of a store, whatever engine keeps it.

An engine promises:

- A paper is written whole or not at all, and is found as soon as it is written.
- What `Store.read` hands out is one consistent state: nothing in it changes while it is read.
- Ids are never given to another passage or entry, and those that are given later are greater. What
  else an id means is the engine's own: what stands beside a passage is asked for.
- A limit (`Filters`) is handed over as it is. How passages within it are told apart is the
  engine's own, too.
- The same papers, put in the same order, give the same answers in every engine.

Methods raise `LibraryDamaged` where the engine cannot use what it keeps, `LibraryOutdated` once
another version or model took it over, `LibraryUnreachable` where a server does not answer, and
where they write, `DiskFull`, `LibraryUnwritable` and `LibraryBusy`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol, TypeVar

from qa.library.files import PaperFile
from qa.library.filters import Filters
from qa.library.integrity import Misfit
from qa.library.meetings import Meetings
from qa.library.papers import Papers
from qa.library.passages import Passages
from qa.library.records import Candidates, Counted, Facets, Matrix, PassageVectors, Searched
from qa.library.registers import Registers
from qa.library.relevance import Tokens
from qa.library.unread import Unread
from qa.papers.paper import Paper
from qa.papers.source import Source

Found = TypeVar("Found")
Other = TypeVar("Other")


class Words(Protocol):
    """The index of words: passages found by their words, and how common and how spelt words are."""

    def search(
        self,
        terms: Sequence[str],
        limit: int,
        filters: Filters = ...,
        counted: Counted | None = ...,
    ) -> list[tuple[int, float]]:
        """The ids of passages within `filters` with any of `terms`, best first, with their BM25
        (higher is better): among the passages of this store, or of all those that were `counted`.

        A term of several words is found where they stand side by side. In a large library only
        passages with one of the rarer terms are ranked; the commoner ones add to their score.
        """
        ...

    def counted(self, terms: Sequence[str]) -> Counted:
        """What BM25 goes by for `terms`: their stems, and those of them that have several words."""
        ...

    def containing(
        self, ways: Iterable[Iterable[Iterable[str]]], filters: Filters, limit: int
    ) -> list[int]:
        """The ids of passages within `filters` whose words, or headings, have all that one of
        `ways` asks.

        A way is a list of alternatives: of each, one must be there, as words side by side.
        """
        ...

    def frequencies(self, stems: Iterable[str]) -> dict[str, int]:
        """In how many passages each of `stems` (see `qa.library.stemming`) stands."""
        ...

    def vocabulary(self, initial: str, shortest: int, longest: int) -> list[tuple[str, int]]:
        """Stems that begin with `initial` and have from `shortest` to `longest` letters, each with
        the number of its passages."""
        ...

    def spellings(self, stems: Iterable[str]) -> dict[str, set[str]]:
        """How words of each of `stems` are spelt, in lower case, in a few of the passages that have
        them."""
        ...


class Vectors(Protocol):
    """The vectors of passages and of their sentences, each of length 1."""

    def nearest(
        self, vector: Matrix, limit: int, filters: Filters = ...
    ) -> list[tuple[int, float]]:
        """The ids of the passages within `filters` nearest to `vector`, float32 [dimension], best
        first, with their cosine as the engine's index has it."""
        ...

    def cosines(self, ids: Sequence[int], vector: Matrix) -> list[tuple[int, float]]:
        """The passages of `ids`, best first, with their cosine to `vector`, as `nearest` has it."""
        ...

    def get(self, ids: Sequence[int] | None = None) -> tuple[list[int], Matrix]:
        """The ids of all passages (or of `ids` only), and their vectors: float32 [n, dimension]."""
        ...

    def of_paper(self, paper_id: int) -> list[tuple[str, PassageVectors]]:
        """The vectors of each of a paper's passages, in order, each with the hash of its text."""
        ...

    def candidates(self, ids: Sequence[int], vector: Matrix) -> Candidates:
        """The passages of `ids`, as far as they are there, for a search for `vector` to rank."""
        ...

    def tokens(self, ids: Sequence[int]) -> dict[int, Tokens]:
        """The tokens of those passages of `ids` that have any, by their ids."""
        ...

    def known(self, hashes: Iterable[str]) -> set[str]:
        """Those of `hashes`, of embedded texts, whose vector is stored."""
        ...

    def describe(self) -> str:
        """What a question is compared with, for people; empty where there is nothing to say."""
        ...


class Integrity(Protocol):
    """Checks of what a store holds, and repairs."""

    def faults(self, dimension: int) -> Mapping[int, list[str]]:
        """What is wrong with papers, by their ids; vectors should have `dimension` numbers."""
        ...

    def disown_misfits(self, paper: int, dimension: int) -> None:
        """Take from the vectors that do not fit the passages of a paper the hash of their text, so
        that others are made when the paper is read again."""
        ...

    def derived(self) -> Iterable[Misfit]:
        """What does not fit the papers, and what mends it."""
        ...


class Store(Protocol):
    """What a library holds. Its parts read, each for one purpose; its own methods limit what is
    read, and write."""

    @property
    def papers(self) -> Papers: ...
    @property
    def passages(self) -> Passages: ...
    @property
    def words(self) -> Words: ...
    @property
    def vectors(self) -> Vectors: ...
    @property
    def meetings(self) -> Meetings: ...
    @property
    def registers(self) -> Registers: ...
    @property
    def unread(self) -> Unread: ...
    @property
    def integrity(self) -> Integrity: ...

    @property
    def generation(self) -> str:
        """A token that every change of the passages replaces; empty before the first."""
        ...

    @property
    def is_empty(self) -> bool:
        """Whether there is no paper."""
        ...

    def __len__(self) -> int:
        """How many passages there are."""
        ...

    def read(self, find: Callable[[Store], Found]) -> Found:
        """What `find` makes of one consistent state of this store.

        It may be called again where that state was lost meanwhile, so it must change nothing.
        """
        ...

    def each(self, works: Iterable[Callable[[], Found]]) -> list[Found]:
        """What each of `works` gives, which only read this store.

        An engine on a server asks for what they read together, as far as none waits for another.
        """
        ...

    def both(
        self, first: Callable[[], Found], second: Callable[[], Other]
    ) -> tuple[Callable[[], Found], Callable[[], Other]]:
        """Two works of which perhaps only one is wanted, each to be called once at most.

        Where it costs less to read for both together, the second is done with the first.
        """
        ...

    def nearest(
        self, vector: Matrix, terms: Sequence[str], limit: int, filters: Filters
    ) -> tuple[Candidates, dict[int, float]]:
        """The passages that `vectors.nearest` and `words.search` find, `limit` each, for a search
        to rank, in the order of their ids; and the BM25 of those that the words find."""
        ...

    def searched(self, filters: Filters) -> Searched:
        """How many papers lie within `filters`, and the first and last of their meetings."""
        ...

    def facets(self) -> Facets:
        """The committees, kinds of document, dates and councils that there are to filter by."""
        ...

    def put(
        self,
        paper: Paper,
        file: PaperFile,
        digest: str,
        hashes: Sequence[str],
        vectors: Mapping[str, PassageVectors],
    ) -> None:
        """Store `paper`, read from `file`, in place of the paper that was read from there before.

        `hashes` names the embedded text of each passage; `vectors` has the vectors of those texts
        that the store does not know yet.
        """
        ...

    def remove(self, paper_id: int) -> None:
        """Take a paper out, with all that belongs to it."""
        ...

    def set_file(self, paper_id: int, file: PaperFile) -> None:
        """Note that a paper, itself unchanged, now lies at `file`."""
        ...

    def set_source(self, paper_id: int, source: Source | None) -> None:
        """Note what is now stated of a paper, itself unchanged, where it was published."""
        ...

    def infer_meetings(self) -> None:
        """Take what papers do not say of their meetings from those beside them (see
        `qa.library.neighbours`). Nothing is written where that is as it was."""
        ...

    def prepare(self) -> None:
        """Load what the first question would have to wait for."""
        ...

    def save(self, *, finished: bool = True) -> None:
        """Bring what is derived from the papers up to date, if much of that changed; where more
        papers will follow (not `finished`), only if very much did. Questions are answered
        meanwhile."""
        ...

    def close(self) -> None:
        """Let go of what is open."""
        ...
