"""Whether a sentence that a model wrote may be shown: plain words that its passage bears out.

What is looked at here does not rest on the check alone, as a server may be hostile: nothing that
could be an address, markup or a hidden word is shown unless the passage has it, and no figure that
the passage, or what it is of, has not.
"""

from __future__ import annotations

import re

from qa.answers.citation import Citation
from qa.checking.check import check
from qa.checking.passage import CheckedPassage
from qa.papers.text import sentences
from qa.writing.harmless import UNSEEN

MAX_LENGTH = 400  # characters of a sentence
FEWEST = 3  # words of one
PLAIN = re.compile(r"[A-Za-z0-9 .,;:!?'\"()&/%£€$§°½¼¾\u00a0‘’“”–—…-]*")  # beside what papers have
ADDRESS = re.compile(
    r"\S*(?:://|www\.|@|\b(?:mailto|javascript|data|tel):)\S*"
    r"|\b[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}\b(?:/\S*)?",
    re.IGNORECASE,
)
NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*")
YEAR = re.compile(r"(?:19|20)\d\d")
MARKUP = re.compile(r"\S*[<>\[\]{}*_#|\\~^=+`]\S*|\*{1,3}\S")


def is_fit(text: str, cited: Citation) -> bool:
    """Whether a sentence may be shown with this citation."""
    return is_plain(text, cited) and check(text, [checked_passage(cited)]).borne_out


def is_plain(text: str, cited: Citation) -> bool:
    """Whether it is one sentence in plain words, with no address, markup, figure or odd letter that
    the passage has not."""
    if not text.strip() or len(text) > MAX_LENGTH or len(text.split()) < FEWEST:
        return False
    if UNSEEN.search(text) or "\n" in text or len(sentences(text)) != 1:
        return False
    words = " ".join(cited.text.split())
    if any(one not in words for one in PLAIN.sub("", text)):
        return False
    if any(found.group() not in words for found in MARKUP.finditer(text)):
        return False
    addresses = (found.group().rstrip(".,;:").lower() for found in ADDRESS.finditer(text))
    if any(one not in words.lower() for one in addresses):
        return False
    return _has_numbers_of(text, words, _about(cited))


def checked_passage(cited: Citation) -> CheckedPassage:
    """The passage of a citation, as the check has it."""
    header = cited.header.text if cited.header and cited.header.passage is not None else ""
    return CheckedPassage(
        cited.text,
        cited.council or "",
        cited.committee or "",
        cited.meeting_date,
        cited.document,
        cited.standing,
        " ".join(filter(None, (cited.item, cited.section))),
        header,
    )


def _about(cited: Citation) -> str:
    """What a passage is of, as far as it has figures."""
    day = cited.meeting_date
    header = cited.header.text if cited.header else ""
    dates = (f"{day.day} {day.year}", f"{day:%d/%m/%Y}") if day else ()
    return " ".join(filter(None, [cited.item, cited.section, cited.committee, header, *dates]))


def _has_numbers_of(text: str, words: str, about: str) -> bool:
    """Whether each figure stands in the passage or in what it is of; and those of the passage in
    their order, but for years: "12 of 90" is not "90 of 12"."""
    given, there = _numbers(text), _numbers(words)
    if not {*given} <= {*there, *_numbers(about)}:
        return False
    left = iter(there)
    return all(one in left for one in given if one in there and not YEAR.fullmatch(one))


def _numbers(text: str) -> list[str]:
    return [found.group().replace(",", "") for found in NUMBER.finditer(text)]
