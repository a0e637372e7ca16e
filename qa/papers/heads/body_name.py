"""Names of bodies that meet: what a name says of its body, and how it is written in a sentence.

The words stand in body_name.toml.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.phrases import Phrases

_PHRASES = Phrases.beside(__file__)
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# The meeting of a whole council, whatever it is called: "Full Council", "the Parish Council".
WHOLE_COUNCIL = "Council"


def one_name(name: str) -> str:
    """The one name of a body: that of all meetings of a whole council is "Council"."""
    return WHOLE_COUNCIL if is_council(name) else name


def is_council(name: str) -> bool:
    """Whether a name is that of a council, all of which meets."""
    return bool(_PHRASES["council"].search(name)) and not _PHRASES["no_council"].search(name)


def is_any_council(name: str) -> bool:
    """Whether a name says only that it is all of a council that meets: "Full Council"."""
    return bool(_PHRASES["any_council"].fullmatch(name.strip()))


def is_name(text: str) -> bool:
    """Whether a text names a body, rather than any: "Committee" alone does not."""
    return not _PHRASES["no_name"].fullmatch(text.strip())


def is_area(name: str) -> bool:
    """Whether a name is that of a council or of an authority, of which bodies may be part."""
    return is_council(name) or bool(_PHRASES["authority"].search(name))


def in_ordinary_letters(text: str) -> str:
    """A name as it is written in a sentence, without an article: capitals are lowered."""
    text = re.sub(r"\s+", " ", text).strip(" .,:;-–—")
    text = re.sub(r"^the ", "", text, flags=re.IGNORECASE)
    if text.isupper():
        text = WORD.sub(_capital, text)
    small = _PHRASES.words("small")
    words = text.split()
    return " ".join(w.lower() if n and w.lower() in small else w for n, w in enumerate(words))


def _capital(word: re.Match[str]) -> str:
    return word[0].capitalize()


def electors_meeting(lines: Sequence[str]) -> str | None:
    """The meeting of the electors that one of these lines names: it is of no council."""
    found = (_PHRASES["electors"].search(line) for line in lines)
    return next((one[0].title() for one in found if one), None)
