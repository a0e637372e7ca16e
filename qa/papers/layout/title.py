"""The title of an item, where it begins, and where the text begins that may follow it on the line.

A title is a heading: words without a verb that is done by somebody. Councils that do not set
headings apart run it into the text, behind a full stop, a colon or a dash, or as its first words:
"Apologies for absence were received from …".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.papers.dates import MONTH
from qa.papers.text import ABBREVIATION
from qa.phrases import Phrases

_PHRASES = Phrases.beside(__file__)
MAX_WORDS = 30  # of a title
MAX_BEFORE = 10  # words of a title before a sign, in a paragraph
MAX_REMARK = 4  # words
MAX_NAME = 3  # words behind a colon that may belong to the title: "Call to order: the Mayor"
# Signs that may end a title within its line, and what stands behind them.
SIGN = re.compile(
    r"\s*\|\s*|\s*:\s*[-–]+\s*|:(?=\s|$)\s*|\.(?=\s|$)\s*|\s+[-–—]+(?=\s|$)\s*|\s+(?=[‘'\"“])"
)
ORDINAL = re.compile(r"\d(?:st|nd|rd|th)\.$|\b[A-Za-z]\.$", re.IGNORECASE)
CAPITALS = re.compile(r"[('‘\"“]*[A-Z0-9ÀÂÄÉÊËÎÏÔÖÛÜŴŶ][A-Z0-9ÀÂÄÉÊËÎÏÔÖÛÜŴŶ'’&,/().–:-]*")
DAY = re.compile(rf"\d{{1,2}}(?:st|nd|rd|th)?\s?(?:of )?{MONTH}\b", re.IGNORECASE)
_TIMED = re.compile(
    rf"\d{{1,2}}(?:st|nd|rd|th)?\s?(?:of )?{MONTH}\b|{MONTH}\s\d|\d ?[ap]\.?m\b|\d:\d\d", re.I
)
MIN_CAPITALS = 6  # letters of a title in capitals that runs into the text


@dataclass(frozen=True, slots=True)
class Title:
    """The words of a title, and whether text follows it on its line.

    It is `sure` where nothing of the line reads like a sentence.
    """

    words: str
    runs_on: bool
    sure: bool


def title_of(text: str, *, of_paragraph: bool = False) -> Title | None:
    """The title with which `text` begins, the words behind the label of an item; None if it begins
    with a sentence that has no subject to name it by. It may be the first line `of_paragraph`,
    which is no title as a whole."""
    text = " ".join(_PHRASES["aside"].sub("", text).split())
    if not re.search(r"[^\W\d_]{2}", text) or _PHRASES["movers"].match(text):
        return None
    end = _end_of_capitals(text) or _end_at_sign(text, of_paragraph) or len(text)
    words, rest = text[:end], text[end:]
    sure = not _PHRASES["sentence"].match(words) and not (of_paragraph and end == len(text))
    if verb := _verb(words):
        sure = False
        words = words[:verb]
    if result := _PHRASES["result"].search(words.rstrip(" .")):
        words, rest = words[: result.start()], "."
    words = words.strip(" .:–—-|")
    if not words or len(words.split()) > MAX_WORDS:
        return None
    if not sure and (
        _PHRASES["sentence"].match(words + " x") or len(words.split()) > MAX_WORDS / 2
    ):
        return None
    if not re.match(r"[^\W_]|[('\"“‘£€$]", words):
        return None
    return Title(words, bool(verb or rest.strip(" .:–—-|")), sure)


def is_title(text: str) -> bool:
    """Whether the whole of a line can be a title."""
    found = title_of(text)
    return bool(found and found.sure and text[:1].isupper() and not found.runs_on)


def without_aside(text: str) -> str:
    """A text without what says where an item stands: "(Item 4)", "(Pages 3 - 4)"."""
    return _PHRASES["aside"].sub("", text)


def is_movers(text: str) -> bool:
    """Whether a text is nothing but the names of who moved a motion."""
    return bool(_PHRASES["movers"].match(text))


def is_aside(text: str) -> bool:
    """Whether a line says only where an item stands on the agenda: "(Item 4)"."""
    return bool(_PHRASES["aside"].fullmatch(text))


def ends_in_aside(text: str) -> bool:
    """Whether a heading ends so: "Work programme (Item 4)"."""
    found = _PHRASES["place"].search(text)
    return bool(found and found.start() and found.end() == len(text.rstrip()))


def is_remark(text: str) -> bool:
    """Whether a text says in a word what became of an item, and names none: "None.", "Agreed"."""
    return bool(_PHRASES["remark"].match(text)) and len(text.split()) < MAX_REMARK


def has_verb(text: str) -> bool:
    """Whether a text reads like a sentence, by the verb in it."""
    return _verb(text) is not None


def _verb(text: str) -> int | None:
    """Where the verb of a sentence begins, which a title has not; None if there is none."""
    if text.isupper():
        return None
    infinitive = re.match(r"to\s", text, re.IGNORECASE)
    found = _PHRASES["did"].search(text)
    at = found and re.search(r"[\w'’-]+$", found[0])
    starts = [found.start() + at.start()] if found and at else []
    if not infinitive:
        starts += [
            m.start(1) for m in re.finditer(rf"\s({_PHRASES['finite'].pattern})", text, re.I)
        ]
    if _PHRASES["finite"].match(text):
        starts.append(0)
    return min(starts, default=None)


def _end_of_capitals(text: str) -> int | None:
    """Where a title in capitals ends that text follows; None if there is none."""
    decision = _PHRASES["words_of_decision"].search(text)
    if decision and text[: decision.start()].isupper():
        return decision.start()
    end, letters = 0, 0
    for word in re.finditer(r"\S+", text):
        if not CAPITALS.fullmatch(word[0]) and not re.fullmatch(r"[-–—&/|]+", word[0]):
            break
        end, letters = word.end(), letters + sum(map(str.isalpha, word[0]))
    else:
        return None if end == len(text) else end
    if re.match(r"\s*(?:[a-z]|\([^)]*\)$)", text[end:]):
        return None  # "CCTV in the park", "PLANNING (for the committee only)"
    last = text[:end].split()[-1:]
    if last in (["A"], ["I"]):  # the first word of the text
        end = text[:end].rstrip().rfind(" ")
    return end if letters >= MIN_CAPITALS and end > 0 else None


def _end_at_sign(text: str, of_paragraph: bool) -> int | None:
    """Where a sign ends the title within the line; None if none does."""
    for sign in SIGN.finditer(text):
        before, after = text[: sign.start()], text[sign.end() :]
        mark = sign[0].strip()
        if not re.search(r"[^\W\d_]{2}", before):
            continue
        if mark == "." and (ORDINAL.search(before + ".") or ABBREVIATION.search(before + ".")):
            continue
        named = of_paragraph and mark and len(before.split()) <= MAX_BEFORE
        if named or _ends(mark, before, after):
            return sign.start()
    return None


def _is_of_one_matter(text: str) -> bool:
    """Whether words behind a colon name one matter of many of a kind, by its number or address:
    "Review of a licence: Quay Bar, 4 Ferry Lane"; but no sum, and no day."""
    words = [word for word in text.split() if word[0].isalnum()]
    named = [word for word in words if word[0].isupper() or word[0].isdigit()]
    is_short = len(words) <= MAX_WORDS / 2 and not text.endswith((".", ";"))
    if not (is_short and 2 * len(named) >= len(words) > 1 and re.search(r"\d", text)):
        return False
    return not (re.search(r"[£$€]", text) or _TIMED.search(text) or _verb(text) is not None)


def _ends(mark: str, before: str, after: str) -> bool:
    remark = not after or bool(_PHRASES["remark"].match(after))
    plain = not after[:1].isupper() and not DAY.match(after)
    if (
        before.isupper()
        and after.isupper()
        and len(after) > MIN_CAPITALS
        and not _PHRASES["remark"].match(after)
    ):
        return False
    if mark == ".":
        return True
    if mark == "":  # a quotation follows
        return bool(re.match(r"[‘'\"“](?:To|That)\b", after))
    if ":" in mark:
        if _is_of_one_matter(after) and not remark:
            return False
        named = len(after.split()) <= MAX_NAME or after.istitle()
        return remark or "," in after or after.endswith(".") or not named
    said = remark or plain or _verb(after) is not None
    return said or bool(_PHRASES["result"].search(after.rstrip(" .")))
