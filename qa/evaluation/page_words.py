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
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\ufffd"))  # soft hyphens, and glyphs without a character
# The shares from which a page is held to contain a text. White space and hyphens differ between
# extractors, so that not every run of words is found again.
MOSTLY, PARTLY = 0.9, 0.3
# A table may be read in another order than its words stand on the page: then nearly all words must
# be there, and some runs of them.
TABLE_WORDS, TABLE_RUNS = 0.98, 0.4
Words = list[str]


def split_words(text: str) -> Words:
    """The words of `text`, in lower case, without punctuation."""
    return WORD.findall(unicodedata.normalize("NFKC", text).translate(INVISIBLE).lower())


def run_share(quote: Words, text: Words) -> float:
    """The share of the runs of three words in `quote` that are in `text` too, from 0 to 1."""
    wanted = _runs(quote)
    return len(wanted & _runs(text)) / len(wanted)


def word_share(quote: Words, text: Words) -> float:
    """The share of the words of `quote` that are in `text` too, in any order, from 0 to 1.

    A word that occurs twice in `quote` must occur twice in `text`.
    """
    wanted = Counter(quote)
    return (wanted & Counter(text)).total() / max(1, wanted.total())


def _runs(text: Words) -> set[tuple[str, ...]]:
    return {tuple(text[i : i + 3]) for i in range(max(1, len(text) - 2))}


class PageWords:
    """The words of each page of each paper, by the paper's file name in any case.

    `texts` gives the texts of the pages of each paper of a name: two papers may share one.
    """

    def __init__(self, texts: Callable[[str], Sequence[Sequence[str]]]) -> None:
        self._papers = cache(lambda name: [[split_words(page) for page in p] for p in texts(name)])
        self.pages_of = cache(self._pages_of)

    def _pages_of(self, evidence: Evidence) -> set[int]:
        """The pages, from 1, that hold a piece of evidence, in full or the larger part of it.

        Where no page does, the evidence runs over a page end: then the pages that hold a part.
        """
        quote = split_words(evidence.quote)
        shares = [
            (run_share(quote, page), number)
            for paper in self._papers(evidence.file.lower())
            for number, page in enumerate(paper, 1)
        ]
        best = max((share for share, _ in shares), default=0.0)
        nearest = {number for share, number in shares if share == best > 0}
        if best >= MOSTLY:
            return nearest
        return {number for share, number in shares if share >= PARTLY} or nearest

    def hold(self, text: str, name: str, first: int, last: int) -> bool:
        """Whether `text` stands on the pages `first` to `last` of a paper called `name`.

        Its words must be there in their order, unless they were read from a table.
        """
        quote = split_words(text)
        for paper in self._papers(name.lower()):
            page = list(chain.from_iterable(paper[first - 1 : last]))
            runs = run_share(quote, page)
            if runs >= MOSTLY or (runs >= TABLE_RUNS and word_share(quote, page) >= TABLE_WORDS):
                return True
        return False


def library_pages(library: Library) -> PageWords:
    """The pages of the papers in the library, as their files are now."""
    papers: dict[str, list[StoredPaper]] = {}
    for paper in library.store.papers.all():
        papers.setdefault(paper.name.lower(), []).append(paper)
    return PageWords(lambda name: [_page_texts(library, paper) for paper in papers.get(name, [])])


def _page_texts(library: Library, paper: StoredPaper) -> list[str]:
    """The texts of a paper's pages, read by pdfium rather than taken from the library, which is
    what is measured. Only where the file is gone are they the library's."""
    try:
        with pypdfium2.PdfDocument(paper.path) as document:
            return [page.get_textpage().get_text_range() for page in document]
    except (FileNotFoundError, pypdfium2.PdfiumError):
        return [page.text for page in library.store.papers.pages(paper.id)]
