"""The words of the pages that answers are measured against, and how alike two texts are."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from itertools import chain

import pypdfium2

from qa.evaluation.gold import Evidence
from qa.library.library import Library
from qa.library.records import StoredPaper

WORD = re.compile(r"[a-z0-9£%]+")
UNSEEN = dict.fromkeys(map(ord, "\u00ad\ufffd"))  # soft hyphens, and what a font had no name for
Words = list[str]


def words(text: str) -> Words:
    """The words of `text`, in lower case, without punctuation."""
    return WORD.findall(unicodedata.normalize("NFKC", text).translate(UNSEEN).lower())


def run_share(quote: Words, text: Words) -> float:
    """The share of the runs of three words in `quote` that `text` has too."""
    wanted = _runs(quote)
    return len(wanted & _runs(text)) / len(wanted)


def word_share(quote: Words, text: Words) -> float:
    """The share of the words of `quote`, each as often as it is there, that `text` has too."""
    wanted = Counter(quote)
    return (wanted & Counter(text)).total() / max(1, wanted.total())


def _runs(text: Words) -> set[tuple[str, ...]]:
    return {tuple(text[i : i + 3]) for i in range(max(1, len(text) - 2))}


class PageWords:
    """The words of each page of each paper, by the paper's file name in any case.

    `texts` gives the texts of the pages of each paper of a name: two papers may share one.
    """

    def __init__(self, texts: Callable[[str], Sequence[Sequence[str]]]) -> None:
        self._papers = cache(lambda name: [[words(page) for page in p] for p in texts(name)])
        self.where = cache(self._where)

    def _where(self, evidence: Evidence) -> set[int]:
        """The pages, from 1, that hold a piece of evidence, in full or the larger part of it.

        Where none does, it runs over a page: those that hold a fair part.
        """
        quote = words(evidence.quote)
        shares = [
            (run_share(quote, page), number)
            for paper in self._papers(evidence.file.lower())
            for number, page in enumerate(paper, 1)
        ]
        best = max((share for share, _ in shares), default=0.0)
        whole = {number for share, number in shares if share == best > 0}
        return whole if best >= 0.9 else {n for share, n in shares if share >= 0.3} or whole

    def hold(self, text: str, name: str, first: int, last: int) -> bool:
        """Whether `text` stands on the pages `first` to `last` of a paper called `name`.

        All of its words must be there, and in order unless it was read from a table.
        """
        quote = words(text)
        for paper in self._papers(name.lower()):
            page = list(chain.from_iterable(paper[first - 1 : last]))
            runs = run_share(quote, page)
            if runs >= 0.9 or (runs >= 0.4 and word_share(quote, page) >= 0.98):
                return True
        return False


def library_pages(library: Library) -> PageWords:
    """The pages of the papers in the library, as their files have them now."""
    papers: dict[str, list[StoredPaper]] = {}
    for paper in library.store.papers():
        papers.setdefault(paper.name.lower(), []).append(paper)
    return PageWords(lambda name: [_texts(library, paper) for paper in papers.get(name, [])])


def _texts(library: Library, paper: StoredPaper) -> list[str]:
    """The pages read anew, so that what was stored is not its own judge; or as stored."""
    try:
        with pypdfium2.PdfDocument(paper.path) as document:
            return [page.get_textpage().get_text_range() for page in document]
    except (FileNotFoundError, pypdfium2.PdfiumError):
        return [page.text for page in library.store.pages(paper.id)]
