"""Whether a paper says nothing but what other papers say: a supplement that only binds them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from qa.errors import UnreadablePaper
from qa.papers.paper import Page
from qa.papers.reading import Reading

RUN = 8  # words that stand one after another: fewer are the same in any two papers
SHARE = 0.9  # of the runs on a page; what is printed around a paper differs
FRONT = 2  # pages at the beginning that may have words of their own: a front sheet


def same_words(paper: Path, others: Iterable[Path]) -> bool:
    """Whether each page of the file `paper`, apart from its front sheet, stands in the `others`.

    A paper that cannot be read, or has no text, says words of its own.
    """
    with closing(Reading(exempt_too=True)) as reading:  # without OCR, which would take long
        pages = _pages(paper, reading)
        said = {run for one in others for page in _pages(one, reading) for run in _runs(page)}
    own = [n for n, page in enumerate(pages) if not _stands_in(page, said)]
    return len(pages) > len(own) and all(n < FRONT for n in own)


def _stands_in(page: Page, said: set[str]) -> bool:
    runs = list(_runs(page))
    return bool(runs) and sum(run in said for run in runs) >= SHARE * len(runs)


def _pages(path: Path, reading: Reading) -> Sequence[Page]:
    try:
        return reading.read(path).pages
    except UnreadablePaper:
        return ()


def _runs(page: Page) -> Iterator[str]:
    words = re.findall(r"\w+", page.text.casefold())
    for start in range(len(words) - RUN + 1):
        yield " ".join(words[start : start + RUN])
