"""How the text of a Word file is set: bold, its size, its indent, whether it is seen at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

MAX_STYLES = 20  # that are based on one another
OFF = {"0", "false", "off", "none"}
TWIPS = 20  # in a point
TINY = 2.0  # points: the size of text that is not meant to be read
# Of 255 shades of grey: text that differs less from what is behind it is not seen.
MIN_DIFFERENCE = 24
HIGHLIGHTS = {
    "black": "000000",
    "white": "FFFFFF",
    "yellow": "FFFF00",
    "darkBlue": "000080",
    "blue": "0000FF",
    "red": "FF0000",
    "darkRed": "800000",
    "green": "00FF00",
    "darkGreen": "008000",
    "cyan": "00FFFF",
    "darkCyan": "008080",
    "magenta": "FF00FF",
    "darkMagenta": "800080",
    "darkYellow": "808000",
    "darkGray": "808080",
    "lightGray": "C0C0C0",
}


def name_of(element: Any) -> str:
    """The name of an element without its namespace, of which there are two; "" for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def value(element: Any, name: str = "val") -> str | None:
    """The attribute of an element that has this name in whatever namespace."""
    for key, held in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(held)
    return None


def child(element: Any, name: str) -> Any:
    """The first child of that name, or None."""
    return next((one for one in element if name_of(one) == name), None)


@dataclass(frozen=True, slots=True)
class Look:
    """How letters are set. `color` is "" where it is left to the program that shows them; `behind`
    is the colour that is set behind them, "" for none."""

    bold: bool = False
    size: float = 10.0
    capitals: bool = False
    vanished: bool = False
    struck: bool = False
    color: str = ""
    behind: str = ""
    marker: str = ""  # a highlight, which lies behind the letters and over all else

    @property
    def seen(self) -> bool:
        """Whether a reader can see the letters."""
        if self.vanished or self.size < TINY:
            return False
        behind = self.marker or self.behind
        # What has no colour of its own is made white on a dark shade, but not on a highlight.
        color = self.color or ("000000" if self.marker or _grey(behind or "FFFFFF") > 64 else "")
        return not color or abs(_grey(color) - _grey(behind or "FFFFFF")) >= MIN_DIFFERENCE

    def with_run(self, properties: Any) -> Look:
        """This look with what the properties of a run say."""
        look = self
        for one in properties if properties is not None else ():
            said = value(one) or ""
            on = said.lower() not in OFF
            match name_of(one):
                case "b":
                    look = replace(look, bold=on)
                case "caps":
                    look = replace(look, capitals=on)
                case "vanish":
                    look = replace(look, vanished=on)
                case "strike" | "dstrike":
                    look = replace(look, struck=on)
                case "sz":
                    look = replace(look, size=number(said, 2 * look.size) / 2)
                case "color":
                    look = replace(look, color=_color(said))
                case "highlight":
                    look = replace(look, marker=HIGHLIGHTS.get(said, ""))
                case "shd":
                    look = look.behind_it(one)
        return look

    def behind_it(self, shade: Any) -> Look:
        """This look on the shade that an element `shd` describes; None leaves it as it is."""
        fill = _color(value(shade, "fill") or "") if shade is not None else ""
        return replace(self, behind=fill) if fill else self


@dataclass(frozen=True, slots=True)
class Style:
    """A style as the file describes it. `outline` is the level of its heading from 0, or None."""

    based_on: str | None
    run: Any
    paragraph: Any
    is_shaded: bool
    outline: int | None


class Styles:
    """The styles of a file, from its part "styles", which may be missing."""

    def __init__(self, part: Any) -> None:
        self._styles: dict[str, Style] = {}
        self._default: str | None = None
        self.plain = Look()
        for element in part if part is not None else ():
            match name_of(element):
                case "docDefaults":
                    for properties in element.iter():
                        if name_of(properties) == "rPr":
                            self.plain = self.plain.with_run(properties)
                case "style":
                    self._add(element)

    def look(self, style: str | None, base: Look) -> Look:
        """The look of text in a style, on top of `base`."""
        for one in reversed(list(self._chain(style))):
            base = base.with_run(one.run)
        return base

    def paragraph_properties(self, style: str | None) -> list[Any]:
        """What the style of a paragraph says of it, that which counts first."""
        chain = self._chain(style or self._default)
        return [one.paragraph for one in chain if one.paragraph is not None]

    def of_paragraph(self, style: str | None) -> Look:
        """The look of text in a paragraph of that style, or of the style of most paragraphs."""
        return self.look(style or self._default, self.plain)

    def outline(self, style: str | None) -> int | None:
        """The level of the heading that a style makes, from 0; None where it makes none."""
        levels = (one.outline for one in self._chain(style))
        return next((level for level in levels if level is not None), None)

    def is_shaded(self, style: str | None) -> bool:
        """Whether the style of a table sets any shade behind its cells."""
        return any(one.is_shaded for one in self._chain(style))

    def _add(self, element: Any) -> None:
        key = value(element, "styleId") or ""
        based_on, paragraph = child(element, "basedOn"), child(element, "pPr")
        level = child(paragraph, "outlineLvl") if paragraph is not None else None
        self._styles[key] = Style(
            value(based_on) if based_on is not None else None,
            child(element, "rPr"),
            paragraph,
            any(
                name_of(one) == "shd" and _color(value(one, "fill") or "") for one in element.iter()
            ),
            int(number(value(level) or "", 9)) if level is not None else None,
        )
        if value(element, "type") == "paragraph" and value(element, "default") in ("1", "true"):
            self._default = key

    def _chain(self, style: str | None) -> Iterator[Style]:
        for _ in range(MAX_STYLES):
            if style is None or style not in self._styles:
                return
            yield self._styles[style]
            style = self._styles[style].based_on


def number(text: str, default: float) -> float:
    """The number that an attribute holds."""
    try:
        found = float(text)
    except ValueError:
        return default
    return found if abs(found) < 1e6 else default


def _color(said: str) -> str:
    return said.upper() if len(said) == 6 and said.lower() != "nil" else ""


def _grey(color: str) -> float:
    """How light a colour is, from 0 to 255."""
    try:
        red, green, blue = bytes.fromhex(color)
    except ValueError:
        return 255.0
    return 0.299 * red + 0.587 * green + 0.114 * blue
