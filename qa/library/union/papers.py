"""The papers and passages of several libraries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import chain

from qa.library.files import PaperFile
from qa.library.filters import Filters
from qa.library.papers import Papers
from qa.library.passages import Passages
from qa.library.records import StoredPaper, StoredPassage
from qa.library.reference import Reference
from qa.library.union.members import Member, Members
from qa.papers.paper import Page, Paper, ProblemKind
from qa.papers.source import Source

_Reading = Callable[[Member, list[int]], list[StoredPassage]]


class UnionPapers(Papers):
    """See `qa.library.papers.Papers`. A key is looked for in each of the libraries."""

    def __init__(self, members: Members) -> None:
        self._members = members

    def all(self) -> list[StoredPaper]:
        """Every paper, newest meeting first, those without a date last."""
        found = self._members.ask(lambda one: one.store.papers.all())
        papers = [member.paper(paper) for member, some in found for paper in some]
        return sorted(papers, key=lambda one: one.meeting_date or date.min, reverse=True)

    def get(self, key: str) -> StoredPaper | None:
        """The paper with this key, in the first library that has it."""
        for member, paper in self._members.ask(lambda one: one.store.papers.get(key)):
            if paper:
                return member.paper(paper)
        return None

    def file(self, key: str) -> PaperFile | None:
        """The file of the paper with this key, in the first library that has it."""
        found = self._members.ask(lambda one: one.store.papers.file(key))
        return next((file for _, file in found if file), None)

    def is_held_back(self, key: str, page: int | None = None) -> bool:
        """Whether a page is held back in any of the libraries."""
        found = self._members.ask(lambda one: one.store.papers.is_held_back(key, page))
        return any(is_held for _, is_held in found)

    def pages(self, paper_id: int) -> list[Page]:
        """The pages of a paper, in order."""
        named = self._members.one(paper_id)
        return named[0].store.papers.pages(named[1]) if named else []

    def printed_pages(self, ids: Iterable[int]) -> dict[int, dict[int, str | None]]:
        """The printed number of each page of the papers `ids`, by paper and by PDF page."""
        found = self._members.of_ids(ids, lambda one, own: one.store.papers.printed_pages(own))
        return {member.outer(i): pages for member, some in found for i, pages in some.items()}

    def fingerprints(self) -> list[tuple[int, PaperFile, str]]:
        """Each paper's id, its file as it was when read, and its SHA-256."""
        found = self._members.ask(lambda one: one.store.papers.fingerprints())
        return [(m.outer(i), file, digest) for m, each in found for i, file, digest in each]

    def with_problems(self, kinds: Iterable[ProblemKind]) -> set[int]:
        """The ids of the papers that have a problem of one of `kinds`."""
        wanted = list(kinds)
        found = self._members.ask(lambda one: one.store.papers.with_problems(wanted))
        return {member.outer(i) for member, ids in found for i in ids}

    def sources(self) -> dict[int, Source]:
        """What was stated of papers where they were published, by the papers' ids."""
        found = self._members.ask(lambda one: one.store.papers.sources())
        return {member.outer(i): source for member, each in found for i, source in each.items()}

    def stated(self, paper_id: int) -> Paper:
        """A paper with what is stated of it as a whole."""
        if named := self._members.one(paper_id):
            return named[0].store.papers.stated(named[1])
        raise LookupError(paper_id)


class UnionPassages(Passages):
    """See `qa.library.passages.Passages`."""

    def __init__(self, members: Members) -> None:
        self._members = members

    def get(self, ids: Sequence[int]) -> list[StoredPassage]:
        """The passages of `ids`, in that order; those no longer there are left out."""
        found = self._members.of_ids(ids, lambda one, own: one.store.passages.get(own))
        by_id = {one.id: one for one in _known(found)}
        return [by_id[i] for i in ids if i in by_id]

    def neighbours(self, passage_id: int, n: int) -> list[StoredPassage]:
        """Up to `n` passages before and `n` after in the same paper, in order."""
        return self._of(passage_id, lambda one, own: one.store.passages.neighbours(own[0], n))

    def before(self, ids: Sequence[int], n: int) -> list[StoredPassage]:
        """Up to `n` passages before each of `ids` in the same paper."""
        found = self._members.of_ids(ids, lambda one, own: one.store.passages.before(own, n))
        return [*_known(found)]

    def latest(self, filters: Filters, limit: int) -> list[StoredPassage]:
        """The last passages that were put into each library; `limit` in all."""
        found = self._members.ask(lambda one: one.store.passages.latest(filters, limit))
        return [*_known(found)][-limit:]

    def find(self, reference: Reference) -> StoredPassage | None:
        """The passage that has the words of `reference`; None where no passage has them now."""
        for member, stored in self._members.ask(lambda one: one.store.passages.find(reference)):
            if stored:
                return member.passage(stored)
        return None

    def on_page(self, paper_id: int, page: int, limit: int) -> list[StoredPassage]:
        """The passages of a paper that stand on a PDF page, in order."""
        return self._of(paper_id, lambda one, own: one.store.passages.on_page(own[0], page, limit))

    def in_order(self, paper_id: int, start: int, limit: int) -> list[StoredPassage]:
        """The passages of a paper from the one numbered `start`, counted from 0."""
        return self._of(paper_id, lambda m, own: m.store.passages.in_order(own[0], start, limit))

    def _of(self, outer: int, do: _Reading) -> list[StoredPassage]:
        return [*_known(self._members.of_ids([outer], do))]


def _known(found: Iterable[tuple[Member, list[StoredPassage]]]) -> Iterable[StoredPassage]:
    return chain.from_iterable(map(member.passage, some) for member, some in found)
