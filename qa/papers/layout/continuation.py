"""Whether a text goes on with another: by how the one ends and the other begins."""

from __future__ import annotations

import re

TERMINAL = re.compile(r"[.!?:;][\"'”’)]*$")
# The end of a sentence that is unfinished.
SMALL_AT_END = re.compile(r"(?<![-–])\b(?:of|the|and|for|to|in|on|a|an|with|or|at|by|from)$")
# The mark of an item of a list, which looks like the end of a sentence: "following: i."
MARK_AT_END = re.compile(r"(?:^|[\s;:])\(?(?:[a-z]|[ivx]{2,4}|\d{1,2})[.)]$")
# A word in small letters, which begins no heading; a list's "a)" and "e-petitions" are none.
SMALL_WORD = re.compile(r"[a-z]{2,}\b(?![-.)])")


def is_continued(before: str, after: str) -> bool:
    """Whether a text is unfinished, as far as its end and the beginning of the next one tell."""
    if SMALL_AT_END.search(before) or MARK_AT_END.search(before):
        return True
    return bool(SMALL_WORD.match(after)) and not TERMINAL.search(before)
