"""What the name of a file, or of a page of it, says of whether it is for the public. See
file_name.toml."""

from __future__ import annotations

import re

from qa.papers.exempt.markings import is_marking
from qa.papers.file_name import without_ending
from qa.papers.text import mended
from qa.phrases import Phrases

_PHRASES = Phrases.beside(__file__)
EXEMPT, PART_TWO = _PHRASES["exempt"], _PHRASES["part_two"]
SET_APART = _PHRASES["set_apart"]
FOR_PUBLIC, ABOUT_EXEMPT = _PHRASES["for_public"], _PHRASES["about_exempt"]
WITH_OTHERS = _PHRASES["with_others"]
# The number of a page at the end of a label, as in "EXEMPT 3", "Exempt - p. iv" and "Exempt-A".
NUMBER = re.compile(r"\W*(?:\bp(?:ages?|p|g)?\b\W*)?(?:\d+|\b[ivxlc]+|\b[a-z])?\W*$", re.IGNORECASE)


def is_exempt_by_name(name: str, has_marked_pages: bool) -> bool:
    """Whether all of the file that is called or titled `name` is not for the public.

    A name that tells of other papers too says nothing of those if the file marks its own pages.
    """
    stem = _stem(name).replace("_", " ")
    if FOR_PUBLIC.search(stem):
        return False
    if not is_set_apart(name) and (
        not (EXEMPT.search(stem) or PART_TWO.search(stem)) or ABOUT_EXEMPT.search(stem)
    ):
        return False
    return not (has_marked_pages and WITH_OTHERS.search(stem))


def is_exempt_by_label(label: str) -> bool:
    """Whether a page that viewers call so, by a marking and a number, is not for the public."""
    words = NUMBER.sub("", label.replace("_", " "))
    return bool(words) and (is_marking(words) or is_exempt_by_name(words, has_marked_pages=False))


def is_exempt_file(name: str, title: str | None) -> bool:
    """Whether the name or the title of a file closes all of it, whatever stands on its pages."""
    return any(is_exempt_by_name(called, has_marked_pages=False) for called in (name, title or ""))


def is_set_apart(name: str) -> bool:
    """Whether a marking stands apart in a name or a title: "(exempt)", "Harbour wall – NFP"."""
    stem = _stem(name)
    return not FOR_PUBLIC.search(stem) and any(
        SET_APART.search(stem.replace("_", sign)) for sign in (" ", " - ")
    )


def _stem(name: str) -> str:
    return without_ending(mended(name)).strip()
