"""The title that a file gives itself, where its pages bear it out.

A file often carries the title of the one from which it was made: the minutes of another year or of
another committee, or "Minutes Template". No reader of the page sees that title.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from qa.papers.text import comparable

# "3rd" and "April2023" are two words each.
WORD = re.compile(r"[^\W\d_]+|\d+")
SMALL_WORDS = {"a", "an", "and", "at", "for", "in", "of", "on", "s", "the", "to"}
ENDINGS = {"st", "nd", "rd", "th", "docx", "pdf"}  # of days and of files
PASSED_OVER = SMALL_WORDS | ENDINGS
MAX_WORDS, MAX_PAGE_WORDS = 60, 2_000  # of a title, and of the pages on which it is looked for
# The share of the words of a title that stand close together on a page, and how close: within so
# many words for each of the title's, and a few more.
MIN_SHARE, WINDOW, MORE = 0.8, 2, 4


def printed_title(title: str | None, pages: Iterable[str]) -> str | None:
    """The `title` if nearly all its words, and each of its numbers, stand together on one of the
    first `pages`, given by their texts; None otherwise."""
    wanted = [word for word in _words(title or "") if word not in PASSED_OVER][:MAX_WORDS]
    if wanted and any(_stands(wanted, _words(page)[:MAX_PAGE_WORDS]) for page in pages):
        return title
    return None


def _words(text: str) -> list[str]:
    return [word.lstrip("0") or "0" for word in WORD.findall(comparable(text))]


def _stands(wanted: Sequence[str], words: Sequence[str]) -> bool:
    """Whether the `wanted` words stand close together among the `words`, in any order."""
    needed = Counter(wanted)
    numbers = {word for word in needed if word.isdigit()}
    words = [word for word in words if word not in PASSED_OVER]
    size = WINDOW * len(wanted) + MORE
    window: Counter[str] = Counter()
    for n, word in enumerate(words):
        window[word] += 1
        if n >= size:
            window[words[n - size]] -= 1
        if word in needed and all(window[number] for number in numbers):
            found = sum(min(count, window[one]) for one, count in needed.items())
            if found >= MIN_SHARE * len(wanted):
                return True
    return False
