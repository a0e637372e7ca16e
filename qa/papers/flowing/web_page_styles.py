"""What the styles within a web page hide, strike through or set bold.

Only the styles that the page brings with it are known: an address is never followed. Rules for
printing or for narrow screens, and those that depend on what a reader does, are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

MAX_CSS = 200_000  # characters of styles that are looked at
MAX_RULES = 5000
COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
AT_RULE = re.compile(r"@[^{};]{0,500}(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})")
RULE = re.compile(r"([^{}]{1,2000})\{([^{}]*)\}")
SIMPLE = re.compile(r"(?P<tag>[a-z][a-z0-9]*|\*)?(?P<marks>(?:[.#][\w-]+)*)", re.IGNORECASE)
MARK = re.compile(r"([.#])([\w-]+)")
ZERO = re.compile(r"\s*0*[01]?(?:\.\d+)?\s*(?:px|pt)?\s*(?:!important)?\s*$|\s*0[a-z%]*\s*$")
FAR_OFF = re.compile(r"\s*-\d{4,}")
CLIPPED = re.compile(r"rect\(\s*[01](?:px)?[ ,]|inset\(\s*(?:50|100)%")
HEX = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})\b", re.IGNORECASE)
RGB = re.compile(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})")
NAMED = {"white": 255.0, "black": 0.0, "snow": 250.0, "ivory": 254.0, "transparent": -1.0}
MIN_DIFFERENCE = 24  # of 255 shades of grey


@dataclass(frozen=True, slots=True)
class Shown:
    """How an element is shown. Shades of grey are from 0 to 255, or None where none is set."""

    hidden: bool = False
    struck: bool = False
    bold: bool = False
    color: float | None = None
    behind: float | None = None

    @property
    def seen(self) -> bool:
        """Whether its words can be seen. What is light stands on white, unless told otherwise."""
        behind = 255.0 if self.behind is None else self.behind
        same = self.color is not None and abs(self.color - behind) < MIN_DIFFERENCE
        return not (self.hidden or same)


_Selector = tuple[tuple[str, frozenset[str], frozenset[str]], ...]  # tag, classes, id; outer first


class PageStyles:
    """The rules in the style elements of a page."""

    def __init__(self, css: str) -> None:
        css = AT_RULE.sub(" ", COMMENT.sub(" ", css[:MAX_CSS]))
        self._rules: list[tuple[_Selector, str]] = []
        for selectors, declared in RULE.findall(css)[:MAX_RULES]:
            for one in selectors.split(","):
                if (selector := _selector(one)) and _tells(declared):
                    self._rules.append((selector, declared))

    def shown(self, element: Any, base: Shown) -> Shown:
        """How an element is shown within one that is shown as `base`."""
        declared = [said for selector, said in self._rules if _matches(selector, element)]
        declared.append(element.get("style") or "")
        shown = base
        if (back := element.get("bgcolor")) and (grey := _grey(back)) is not None:
            shown = replace(shown, behind=grey)
        if element.tag == "font" and (grey := _grey(element.get("color") or "")) is not None:
            shown = replace(shown, color=grey)
        for name, value in _declarations(";".join(declared)):
            shown = _with(shown, name, value)
        if element.get("hidden") is not None:
            shown = replace(shown, hidden=True)
        return shown


def _tells(declared: str) -> bool:
    return any(name in declared.lower() for name in ("display", "visib", "decor", "color", "font",
               "opacity", "left", "indent", "clip", "background", "height"))  # fmt: skip


def _with(shown: Shown, name: str, value: str) -> Shown:
    match name:
        case "display" if value.startswith("none"):
            return replace(shown, hidden=True)
        case "visibility":
            return replace(shown, hidden=value.startswith(("hidden", "collapse")))
        case "opacity" | "font-size" if ZERO.match(value):
            return replace(shown, hidden=True)
        case "left" | "text-indent" | "top" | "margin-left" if FAR_OFF.match(value):
            return replace(shown, hidden=True)
        case "clip" | "clip-path" if CLIPPED.search(value):
            return replace(shown, hidden=True)
        case "text-decoration" | "text-decoration-line":
            return replace(shown, struck=shown.struck or "line-through" in value)
        case "font-weight":
            return replace(shown, bold=value.startswith(("bold", "6", "7", "8", "9")))
        case "color":
            return replace(shown, color=_grey(value))
        case "background" | "background-color":
            grey = _grey(value)
            if grey is not None:
                return replace(shown, behind=grey)
            return replace(shown, behind=128.0) if "url(" in value else shown
    return shown


def _declarations(text: str) -> Iterator[tuple[str, str]]:
    for one in text.split(";"):
        name, colon, value = one.partition(":")
        if colon:
            yield name.strip().lower(), value.strip().lower()


def _grey(value: str) -> float | None:
    """How light a colour is, from 0 to 255; None where that is not known."""
    if found := HEX.search(value):
        digits = found[1] if len(found[1]) == 6 else "".join(2 * digit for digit in found[1])
        red, green, blue = bytes.fromhex(digits)
    elif found := RGB.search(value):
        red, green, blue = (min(255, int(part)) for part in found.groups())
    else:
        grey = NAMED.get(value.split()[0] if value.split() else "", -1.0)
        return grey if grey >= 0 else None
    return 0.299 * red + 0.587 * green + 0.114 * blue


def _selector(text: str) -> _Selector | None:
    """A selector of tags, classes and ids, also within one another; None for any other."""
    parts = []
    for word in text.replace(">", " ").split():
        found = SIMPLE.fullmatch(word)
        if not found or not word:
            return None
        marks = MARK.findall(found["marks"])
        classes = frozenset(name for sign, name in marks if sign == ".")
        ids = frozenset(name for sign, name in marks if sign == "#")
        tag = (found["tag"] or "*").lower()
        parts.append((tag, classes, ids))
    return tuple(parts) or None


def _matches(selector: _Selector, element: Any) -> bool:
    *outer, last = selector
    if not _is(last, element):
        return False
    for up in element.iterancestors() if outer else ():
        if outer and _is(outer[-1], up):
            outer.pop()
    return not outer


def _is(one: tuple[str, frozenset[str], frozenset[str]], element: Any) -> bool:
    tag, classes, ids = one
    if tag not in ("*", element.tag):
        return False
    return classes <= {*(element.get("class") or "").split()} and ids <= {element.get("id") or ""}
