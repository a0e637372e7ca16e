"""Latin letters with accents and strokes, for patterns that look for names.

"[A-Z][a-z]+" knows no Łukasz, no Ŵyn and no Nguyễn: councils are full of names with letters beyond
the alphabet of English, and each place that looks for names would have to list them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

# Latin-1 and Latin Extended-A (most of Europe, Māori, Irish), the Romanian Ș and Ț, and Latin
# Extended Additional as far as Welsh, German and Vietnamese use it.
_BLOCKS = (range(0xC0, 0x180), range(0x218, 0x21C), range(0x1E80, 0x1E86), range(0x1E9E, 0x1EFA))


def with_all_letters(pattern: str) -> str:
    """A regular expression in which the ranges "A-Z" and "a-z" hold every Latin letter."""
    return pattern.replace("A-Z", f"A-Z{UPPER}").replace("a-z", f"a-z{LOWER}")


def _as_ranges(is_wanted: Callable[[str], bool]) -> str:
    """The letters wanted, as they stand between the brackets of a regular expression."""
    found = [code for block in _BLOCKS for code in block if is_wanted(chr(code))]
    return "".join(_spans(found))


def _spans(codes: list[int]) -> Iterator[str]:
    start = codes[0]
    for code, following in pairwise([*codes, -1]):
        if following != code + 1:
            yield chr(start) if start == code else f"{chr(start)}-{chr(code)}"
            start = following


UPPER, LOWER = _as_ranges(str.isupper), _as_ranges(str.islower)
