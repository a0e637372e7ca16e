"""Whether a passage has a sentence word for word, so that nothing is left to be weighed."""

from __future__ import annotations

import re

from qa.checking.comparing import Comparison
from qa.papers.text import mended, sentences

WORD = re.compile(r"[^\W_]+(?:[.,:/]\d+)*|[£€$%]")


def is_verbatim(compared: Comparison) -> bool:
    """Whether the sentence stands in the passage, and is whole sentences of it."""
    text = compared.passage.reading.text
    own = _words(compared.sentence.text)
    if not own or own not in _words(text):
        return False
    spans = [_words(text[start:end]) for start, end in sentences(text)]
    return any(
        _follows(own, spans[i:]) for i, one in enumerate(spans) if one and own.startswith(one)
    )


def _follows(own: str, spans: list[str]) -> bool:
    """Whether words are those of the first sentences, one after the other."""
    for one in spans:
        if not own.startswith(one):
            return False
        own = own[len(one) :].lstrip()
        if not own:
            return True
    return False


def _words(text: str) -> str:
    return " ".join(WORD.findall(mended(text).lower()))
