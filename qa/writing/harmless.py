"""Words of papers and questions as a model is given them: nothing hides in them or ends the fence.

Letters that look like others, and signs that templates of chats are made of, could tell a model
that the passage has ended and that an instruction follows. So it gets none of them; what is checked
and what is quoted are the words as they stand.
"""

from __future__ import annotations

import re
import unicodedata

from qa import characters

UNSEEN = re.compile(
    f"[{characters.CONTROLS}{characters.DIRECTION}{characters.ZERO_WIDTH}{characters.JOINERS}"
    f"{characters.SOFT_HYPHEN}{characters.FORMATS}{characters.NO_CHARACTERS}{characters.SURROGATES}"
    "\ufe00-\ufe0f\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u3164\uffa0\U000e0100-\U000e01ef]"
)
LESS, MORE = re.compile(r"<\s*(?=[£€$]?\d)"), re.compile(r">\s*(?=[£€$]?\d)")
SIGNS = re.compile(r"[<>|{}\[\]`\\~^]+|#{2,}|[-=_*]{3,}")
# Signs that look like those, and letters that look like others: mathematical, in circles, full
# width. What superscripts and fractions stand for is another number, so they stay.
LOOK_ALIKE_SIGNS = re.compile(
    "[\u2039\u203a\u00ab\u00bb\u2329\u232a\u27e6-\u27ef\u276c-\u2775\u3008-\u301b\u01c0\u2223\u2758"
    "\ufe64\ufe65\uff1c\uff1e\uff5c\u2502\u2503\u2985-\u2998]"
)
LOOK_ALIKE_LETTERS = re.compile(
    "[\uff01-\uff5e\U0001d400-\U0001d7ff\u24b6-\u24e9\U0001f110-\U0001f189\u2100-\u214f]"
)
WORD = re.compile(r"\w+")


def harmless(text: str) -> str:
    """The words of `text` without what could be taken for more than words."""
    text = UNSEEN.sub("", text)
    text = LOOK_ALIKE_LETTERS.sub("", text)
    text = LOOK_ALIKE_SIGNS.sub(" ", text)
    text = MORE.sub("more than ", LESS.sub("less than ", text))
    text = SIGNS.sub(" ", text)
    if not text.isascii():
        text = WORD.sub(lambda word: one_script(word.group()), text)
    return " ".join(text.split())


def one_script(word: str) -> str:
    """A word without letters of another script, where some of its letters are Latin."""
    if word.isascii() or not any(map(is_latin, word)):
        return word
    return "".join(one for one in word if not one.isalpha() or is_latin(one))


def is_latin(char: str) -> bool:
    """Whether it is a letter of the Latin script, or the sign for a millionth."""
    return char.isalpha() and unicodedata.name(char, "").startswith(("LATIN", "MICRO", "MODIFIER"))
