"""The numbers and bullets that Word sets before paragraphs, which are not among their words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from qa.numeral import numeral
from qa.papers.flowing.word_styles import Styles, child, name_of, number, value

LEVELS = 9
BULLET = "•"
PLACE = re.compile(r"%([1-9])")
MAX_NUMBER = 3999


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list: where it starts, the form of its numbers, the text around them, whether it
    shows all numbers in figures, and its indent in twentieths of a point."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    in_figures: bool = False
    indent: float = 0.0


class Numbering:
    """The lists of a file, from its part "numbering", and how far each has come."""

    def __init__(self, part: Any, styles: Styles) -> None:
        self._styles = styles
        self._levels: dict[str, dict[int, Level]] = {}  # by list
        self._links: dict[str, str] = {}  # the style that describes a list, by list
        self._lists: dict[str, str] = {}  # by the number under which paragraphs name it
        self._changes: dict[str, dict[int, Level]] = {}  # to levels, by that number
        self._starts: dict[str, dict[int, int]] = {}  # of levels anew, by that number
        self._reached: dict[str, dict[int, int]] = {}  # by list
        for element in part if part is not None else ():
            match name_of(element):
                case "abstractNum":
                    self._add_list(element)
                case "num":
                    self._add_number(element)

    def next(self, num: str, level: int) -> tuple[str, float]:
        """What stands before the next paragraph of list `num` at a level, from 0, and its indent in
        points; "" where that is nothing."""
        level = max(0, min(level, LEVELS - 1))
        found = self._list_of(num)
        levels = {**self._levels.get(found, {}), **self._changes.get(num, {})}
        if level not in levels:
            return "", 0.0
        reached = self._reached.setdefault(found, {})
        for at, start in self._starts.pop(num, {}).items():
            reached[at] = start - 1
        one = levels[level]
        reached[level] = min(reached.get(level, one.start - 1) + 1, MAX_NUMBER)
        for deeper in range(level + 1, LEVELS):
            reached.pop(deeper, None)
        return _text(one, levels, reached), one.indent / 20

    def _list_of(self, num: str) -> str:
        found = self._lists.get(num, "")
        link = self._links.get(found)
        for properties in self._styles.paragraph_properties(link) if link else ():
            if (named := numbered(properties)) and named[0] in self._lists:
                return self._lists[named[0]]
        return found

    def _add_list(self, element: Any) -> None:
        key = value(element, "abstractNumId") or ""
        link = child(element, "numStyleLink")
        if link is not None:
            self._links[key] = value(link) or ""
        levels = [_level(one) for one in element if name_of(one) == "lvl"]
        self._levels[key] = dict(levels)

    def _add_number(self, element: Any) -> None:
        key, named = value(element, "numId") or "", child(element, "abstractNumId")
        self._lists[key] = (value(named) or "") if named is not None else ""
        for change in element:
            if name_of(change) != "lvlOverride":
                continue
            at = int(number(value(change, "ilvl") or "", 0))
            start, level = child(change, "startOverride"), child(change, "lvl")
            if start is not None:
                self._starts.setdefault(key, {})[at] = int(number(value(start) or "", 1))
            if level is not None:
                self._changes.setdefault(key, {})[at] = _level(level)[1]


def numbered(properties: Any) -> tuple[str, int] | None:
    """The list and the level that the properties of a paragraph name; None if they name none."""
    found = child(properties, "numPr")
    if found is None:
        return None
    num, level = child(found, "numId"), child(found, "ilvl")
    at = int(number(value(level) or "", 0)) if level is not None else 0
    return (value(num) or "0", at) if num is not None else None


def _level(element: Any) -> tuple[int, Level]:
    said: dict[str, str] = {name_of(one): value(one) or "" for one in element}
    properties = child(element, "pPr")
    place = child(properties, "ind") if properties is not None else None
    left = (value(place, "left") or value(place, "start") or "") if place is not None else ""
    return int(number(value(element, "ilvl") or "", 0)), Level(
        int(number(said.get("start", ""), 1)),
        said.get("numFmt", "decimal"),
        said.get("lvlText", ""),
        "isLgl" in said and said["isLgl"] not in ("0", "false"),
        number(left, 0.0),
    )


def _text(one: Level, levels: dict[int, Level], reached: dict[int, int]) -> str:
    if one.form == "none" and not PLACE.search(one.text):
        return one.text.strip()
    if one.form == "bullet":
        return BULLET

    def shown(place: re.Match[str]) -> str:
        at = int(place[1]) - 1
        level = levels.get(at, Level())
        n = reached.get(at, level.start)
        return _formed(n, "decimal" if one.in_figures else level.form)

    return PLACE.sub(shown, one.text).strip()


def _formed(n: int, form: str) -> str:
    """A number as a list shows it: "3", "c", "C", "iii", "III", "03", "3rd"."""
    match form:
        case "lowerLetter" | "upperLetter":
            letters = chr(ord("a") + (n - 1) % 26) * ((n - 1) // 26 + 1) if n > 0 else ""
            return letters if form == "lowerLetter" else letters.upper()
        case "lowerRoman" | "upperRoman":
            return numeral(n) if form == "lowerRoman" else numeral(n).upper()
        case "decimalZero":
            return f"{n:02}"
        case "ordinal":
            tens = 10 < n % 100 < 14
            return f"{n}{'th' if tens else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"
        case "none" | "bullet":
            return ""
    return str(n)
