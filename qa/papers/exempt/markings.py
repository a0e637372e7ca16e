"""What a marking looks like: a line of nothing but such words, or a label and its value.

The same words in a sentence, in the list of an agenda or as a heading over text only mention exempt
information. The words stand in markings.toml.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.phrases import Phrases

_PHRASES = Phrases.beside(__file__)
MARKING = _PHRASES["marking"]
LAW = _PHRASES["law"]
SET_PHRASE = _PHRASES["set_phrase"]
ONE_WORD = _PHRASES["one_word"]
DO_NOT, CONTAINS = _PHRASES["do_not"], _PHRASES["contains"]
TIME = _PHRASES["time"]
CUT_OFF = _PHRASES["cut_off"]
NAMED = _PHRASES["named"]
BEFORE_NAME = _PHRASES["before_name"]
OPENS_AS_EXEMPT = _PHRASES["opens_as_exempt"]
OF_ANOTHER = _PHRASES["of_another"]
PART_TWO = _PHRASES["part_two"]
BEHIND = _PHRASES["behind"]
LABEL = _PHRASES["label"]
CLOSED, OPEN = _PHRASES["closed"], _PHRASES["open"]
YES, NO = _PHRASES["yes"], _PHRASES["no"]
OF_ITSELF = _PHRASES["of_itself"]

WORD = re.compile(r"[a-z]+", re.IGNORECASE)
# A marking is set apart from other words of its line by a dash, a bar or a bracket.
SET_APART = re.compile(r"\s[|–—-]\s|\||[(\[]|(?<=[A-Z]):\s")
MAX_LENGTH = 300  # characters of a line that is a marking


def is_marking(text: str, also: str = "") -> bool:
    """Whether a line is nothing but a marking; the word `also` may stand in it, too."""
    if len(text) > MAX_LENGTH or not MARKING.match(text) or OF_ANOTHER.search(text):
        return False
    law = bool(LAW.search(text))
    words = {word.lower() for word in WORD.findall(TIME.sub("", text))}
    others = words - _PHRASES.words("words") - {also}
    if law or DO_NOT.search(text) or CONTAINS.match(text):
        others -= {"information"}
    if law:
        others -= _PHRASES.words("law_words")
    return not others and (law or not text.endswith(":"))


def begins_marking(texts: Sequence[str], i: int) -> bool:
    """Whether line `i` is a marking, or begins one that goes on in the next line."""
    # It may go on with a sentence: "exempt information as defined in paragraph 3".
    if texts[i][:1].islower() and LAW.search(texts[i]):
        return False
    if i and CUT_OFF.search(texts[i - 1]) and not MARKING.match(texts[i - 1]):
        return False
    if OF_ANOTHER.search(texts[i]):
        return False
    goes_on = MARKING.match(texts[i]) and is_marking(" ".join(texts[i : i + 2]))
    return is_marking(texts[i]) or bool(goes_on)


def is_one_word(text: str) -> bool:
    """Whether a marking is a single word, as a heading may be: "CONFIDENTIAL"."""
    return bool(ONE_WORD.fullmatch(TIME.sub("", text)))


def is_partly_marking(text: str) -> bool:
    """Whether a line begins or ends with a marking: "SUPPLEMENT – PRIVATE AND CONFIDENTIAL"."""
    first, *others = SET_APART.split(text[:MAX_LENGTH])
    if not others or OF_ANOTHER.search(text) or OPEN.match(others[-1]):
        return False
    return (is_marking(first) and first.isupper()) or (
        is_marking(others[-1])
        and (text.isupper() or text.endswith((")", "]")) or ("|" in text and others[-1].isupper()))
    )


def is_stamp(text: str) -> bool:
    """Whether a line that stands in a margin marks its sheet."""
    if closes([text], 0):
        return True
    return any(
        is_marking(words, "information")
        and (
            words.isupper() or LAW.search(words) or DO_NOT.search(words) or SET_PHRASE.search(words)
        )
        for words in (text, *SET_APART.split(text[:MAX_LENGTH]))
    )


def divides(text: str) -> bool:
    """Whether a line may stand on a sheet that only divides what is public from what is not."""
    return is_marking(text) or bool(PART_TWO.fullmatch(text)) or is_marking(BEHIND.sub("", text))


def divides_many(text: str) -> bool:
    """Whether a line of such a sheet says that more than one paper stands behind it."""
    return bool(PART_TWO.match(text) or BEHIND.search(text))


def is_said_in_sentence(texts: Sequence[str], i: int) -> bool:
    """Whether a sentence that begins in line `i` says that the paper is not for the public."""
    sentence = " ".join(texts[i : i + 2])
    return any(map(OF_ITSELF.match, (sentence, *SET_APART.split(sentence[:MAX_LENGTH]))))


def closes(texts: Sequence[str], i: int) -> bool | None:
    """Whether line `i` is a label whose value, beside or below it, closes the paper: False if the
    value leaves it open, None if there is no such label."""
    text = texts[i]
    label = LABEL.match(text)
    if not label:
        return None
    asked = label["asked"] or label["question"]
    one_line = ":" in text or asked or label["reverse"]
    below = texts[i + 1 : i + 2] if text.endswith((":", "?")) or not one_line else []
    for value in (text[label.end() :], *below):
        if label["reverse"]:
            if NO.match(value) or CLOSED.match(value):
                return True
        elif CLOSED.match(value) or (asked and YES.match(value)):
            return True
        if OPEN.match(value) or (label["reverse"] and YES.match(value)):
            return False
    return None


def without_marking(text: str) -> str:
    """A line without the marking before the name of what it marks."""
    return BEFORE_NAME.sub("", text)


def split_words(letters: str) -> str:
    """The words of a marking that lost the spaces between them; empty if it is none.

    "NOTFORPUBLICATION" is NOT FOR PUBLICATION.
    """
    known = _PHRASES.words("words")
    found: list[str | None] = [""]  # the words of the first letters, for each number of these
    for end in range(1, min(len(letters), MAX_LENGTH) + 1):
        found.append(
            next(
                (
                    f"{found[start]} {letters[start:end]}"
                    for start in range(end - 1)
                    if found[start] is not None and letters[start:end].lower() in known
                ),
                None,
            )
        )
    return (found[-1] or "").strip()
