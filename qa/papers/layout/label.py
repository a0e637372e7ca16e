"""The labels by which items are numbered: "8.", "12/24", "09.25.08", "CL/23/45", "II", "(a)".

A label is read as its parts, so that labels of one series can be told: they have the same letters
and signs, and the same numbers but for the one that counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MAX_NUMBER = 99_999
# A label at the beginning of a line: letters and figures joined by signs, and what may close it.
# Before it may stand a word that says what it numbers, or letters that belong to it.
LABEL = re.compile(
    r"^(?P<word>(?:(?:agenda )?item|minute|min\.?)(?: (?:no|number)\.?)? |(?-i:[A-Z]{1,3}) (?=\d))?"
    r"(?P<open>\()?(?P<label>"
    r"[a-z]{0,6}\.? ?-?\d+[a-z]?(?:[/\-–_][a-z0-9]{1,8}|[.:]\d{1,6}[a-z]?|\.[a-z](?=[.)\s])){0,4}"
    r"|[a-z]{1,6}(?:[./\-–:_][a-z0-9]{1,8}){1,4}"
    r"|(?-i:[IVXL]{1,7})|(?-i:[ivx]{2,5})(?=[.)])|[a-z])"
    r"(?P<close>[.):]{0,3})(?=\s|$|(?-i:[A-Z‘“'\"(]))",
    re.IGNORECASE,
)
# "P.12" by itself is one too, but "P.12 APOLOGIES" is an item of a planning committee.
PAGE = re.compile(r"(?:(?i:page|tudalen)|p\.?p?\.?)\s?\d|PP?\.?\s?\d+\W*$")
COUNTS = frozenset({"FOR", "NO", "AYE", "NAY", "YES"})  # what votes are counted under: "FOR 13"
PART = re.compile(r"\d+|[a-z]+|[^a-z0-9]", re.IGNORECASE)
LONGER = re.compile(r"[A-Z](?![A-Za-z’'])")  # of a word that goes on: "FER31-008A, dated …"
RUNNING = re.compile(r"[a-z]{1,6}\.? \d")  # a word of a sentence: "for 2017", "at 7:00"
ROMAN = re.compile(r"X{0,4}(?:IX|IV|V?I{0,3})")
ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}


@dataclass(frozen=True, slots=True)
class Label:
    """A label: as it is printed (`text`, without what closes it), its `numbers` with the letter
    that may follow one as a fraction, and its `shape`: all of it with "#" for the numbers.

    `end` is where the words behind it begin in their line.
    """

    text: str
    shape: str
    numbers: tuple[float, ...]
    end: int

    @property
    def is_letter(self) -> bool:
        """Whether it is a letter alone: "(a)", "b"."""
        return self.shape.startswith("@")

    @property
    def is_capital(self) -> bool:
        """Whether it is a capital letter alone: "A."."""
        return self.shape.startswith("@^")

    @property
    def is_structured(self) -> bool:
        """Whether it is more than a number or a letter, so that hardly anything else looks so."""
        return len(self.numbers) > 1 or bool(re.search(r"[A-Za-z]", self.shape.strip("@~^()")))

    @property
    def ways(self) -> Iterator[tuple[tuple[object, ...], float]]:
        """Each series that it may be of, with its number there: any of its numbers may count."""
        for k, number in enumerate(self.numbers):
            yield (self.shape, k, *self.numbers[:k], *self.numbers[k + 1 :]), number


def label_of(line: str) -> Label | None:
    """The label with which a line begins, if it begins with one."""
    match = LABEL.match(line)
    if not match or PAGE.match(line.lstrip("(")):
        return None
    words, printed = match["word"] or "", match["label"]
    if not match["close"] and LONGER.match(line, match.end()):
        return None
    if RUNNING.match(printed):
        return None
    if words.strip() in COUNTS:
        return None
    end = match.end()
    if printed.isalpha() and not match["close"] and line[end : end + 1].isalpha():
        return None  # "VOTE:" begins with no Roman number
    if len(printed) == 1 and printed.isalpha():
        return _lettered(match, end)
    if not re.search(r"\d", printed):
        return _roman(printed, match, end) if printed.isalpha() else None
    shape, numbers = words.upper(), list[float]()
    for part in PART.findall(printed):
        if part.isdigit():
            if int(part) > MAX_NUMBER:
                return None
            numbers.append(int(part))
            shape += "#"
        elif numbers and shape.endswith("#") and len(part) == 1 and part.islower():
            numbers[-1] += (ord(part) - ord("a") + 1) / 100
        elif shape.endswith("#.") and len(part) == 1 and part.isalpha():
            numbers.append(float(ord(part.lower()) - ord("a") + 1))  # "5.a"
            shape += "@"
        else:
            shape += "/" if part in "/-–:_" else part.upper()
    if match["open"]:
        shape = "(" + shape
    elif ")" in match["close"]:
        shape += ")"
    text = re.sub(r"^(?:minute|min\.?)(?: (?:no|number)\.?)? ", "", words + printed, flags=re.I)
    return Label(f"({text})" if match["open"] else text, shape, tuple(numbers), end)


def _lettered(match: re.Match[str], end: int) -> Label | None:
    letter, close = match["label"], match["close"]
    if letter in "IVXivx" and (close or letter.isupper()):
        return _roman(letter, match, end)
    if letter.isupper() and (letter == "O" or not close):
        return None
    text = f"({letter})" if match["open"] else letter + (")" if ")" in close else "")
    kind = "@^" if letter.isupper() else "@"
    return Label(text, kind + _brackets(match), (float(ord(letter.lower()) - ord("a") + 1),), end)


def _roman(printed: str, match: re.Match[str], end: int) -> Label | None:
    """A Roman number; one in small letters, "(ii)", counts as the letters of a list do."""
    capitals, close = printed.upper(), match["close"]
    if not printed or not ROMAN.fullmatch(capitals) or (printed.isupper() and match["open"]):
        return None
    values = [ROMAN_VALUES[letter] for letter in capitals]
    number = sum(-value if value < max(values[i:]) else value for i, value in enumerate(values))
    if printed.isupper():
        return Label(printed, "~", (float(number),), end)
    text = f"({printed})" if match["open"] else printed + (")" if ")" in close else "")
    return Label(text, "@~" + _brackets(match), (float(number),), end)


def _brackets(match: re.Match[str]) -> str:
    return ("(" if match["open"] else "") + (")" if ")" in match["close"] else "")
