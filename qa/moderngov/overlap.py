"""Whether a paper only repeats other papers, as a supplement does that binds them together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from qa.errors import ProgramFault, UnreadablePaper
from qa.papers.paper import Page
from qa.papers.reading import Reading

RUN_LENGTH = 8  # consecutive words; shorter runs occur in any two papers
MIN_SHARE = 0.9  # of the runs of a page: running heads and page numbers differ
FRONT_SHEETS = 2  # pages at the beginning that may have words of their own


def only_repeats(paper: Path, others: Iterable[Path]) -> bool:
    """Whether the words of each page of `paper`, apart from front sheets, stand in the `others`.

    A paper that cannot be read, or has no text, repeats nothing.
    """
    # OCR, which would take long, is not used here.
    with closing(Reading(exempt_too=True)) as reading:
        pages = _pages(paper, reading)
        known = {run for other in others for page in _pages(other, reading) for run in _runs(page)}
    new = [n for n, page in enumerate(pages) if not _stands_in(page, known)]
    return len(pages) > len(new) and all(n < FRONT_SHEETS for n in new)


def _stands_in(page: Page, known: set[str]) -> bool:
    runs = list(_runs(page))
    return bool(runs) and sum(run in known for run in runs) >= MIN_SHARE * len(runs)


def _pages(path: Path, reading: Reading) -> Sequence[Page]:
    try:
        return reading.read(path).pages
    except (UnreadablePaper, ProgramFault):
        return ()


def _runs(page: Page) -> Iterator[str]:
    words = re.findall(r"\w+", page.text.casefold())
    for start in range(len(words) - RUN_LENGTH + 1):
        yield " ".join(words[start : start + RUN_LENGTH])
