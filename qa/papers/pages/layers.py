"""The layers of a file that are switched on, by which annotations are shown or not.

Layers are the optional content of ISO 32000 (8.11). pdfium leaves them out where a page draws them,
but draws annotations on any layer. What counts is what a viewer shows on the screen when it opens
the file: the default configuration, and the state that a layer has for viewing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, PdfObject, StreamObject

from qa.papers.pages.second_reader import PYPDF_ERRORS, Locked, in_pypdf

MAX_DEPTH = 20  # of expressions within expressions: viewers take few
MAX_GROUPS = 10_000  # of a file, and of what belongs to several
# What a membership of several layers wants to be shown, of whether each of them is on.
POLICIES: dict[str, Callable[[list[bool]], bool]] = {
    "/AllOn": all,
    "/AnyOn": any,
    "/AnyOff": lambda on: not all(on),
    "/AllOff": lambda on: not any(on),
}


@dataclass(frozen=True, slots=True)
class Layers:
    """Which layers of a file are on. A layer is known by the number of its object.

    Those that are not in `on` or `off` are as the file's `base` says. `viewed` holds the layers
    whose own state for viewing counts before that.
    """

    base: bool
    on: frozenset[int]
    off: frozenset[int]
    viewed: frozenset[int]

    @classmethod
    def of(cls, reader: PdfReader) -> Layers | None:
        """The layers of a file as they are when it is opened; None if it has none."""
        entry = value(reader.trailer["/Root"], "/OCProperties")
        if not isinstance(entry, DictionaryObject):
            return None
        default = value(entry, "/D")
        viewed: set[int] = set()
        for rule in _array(value(default, "/AS")):
            if value(rule, "/Event") == "/View" and "/View" in _array(value(rule, "/Category")):
                viewed |= _numbers(value(rule, "/OCGs"))
        return cls(
            value(default, "/BaseState") != "/OFF",
            _numbers(value(default, "/ON")),
            _numbers(value(default, "/OFF")),
            frozenset(viewed),
        )

    def shows(self, entry: object) -> bool:
        """Whether what has an `entry` OC, of a layer or of a membership of layers, is shown."""
        found = _resolved(entry)
        if value(found, "/Type") != "/OCMD":
            return self._is_on(entry)
        expression = value(found, "/VE")
        if isinstance(expression, ArrayObject) and expression:
            return self._holds(expression, MAX_DEPTH)
        groups = found.get("/OCGs")
        several = [*_array(groups)] or [groups]
        states = [self._is_on(one) for one in several if _is_group(one)]
        policy = POLICIES.get(str(value(found, "/P")), any)
        return policy(states) if states else True

    def _is_on(self, entry: object) -> bool:
        group = _resolved(entry)
        if not isinstance(group, DictionaryObject) or not _is_to_view(group):
            return True
        number = entry.idnum if isinstance(entry, IndirectObject) else 0
        is_on = (self.base or number in self.on) and number not in self.off
        state = value(value(value(group, "/Usage"), "/View"), "/ViewState")
        if state == "/ON" and number in self.viewed:
            return True
        return is_on and state != "/OFF"  # some viewers hide it although no rule asks for that

    def _holds(self, expression: object, depth: int) -> bool:
        """Whether an expression of layers is true. One that cannot be understood shows nothing."""
        found = _resolved(expression)
        if not isinstance(found, ArrayObject):
            return self._is_on(expression)
        if not found or not depth:
            return False
        operator, *operands = [*_array(found)]
        states = (self._holds(one, depth - 1) for one in operands)
        match operator:
            case "/And":
                return all(states)
            case "/Or":
                return any(states)
            case "/Not":
                return not next(states, True)
        return False


def switched_off(path: Path, number: int, on_layers: set[int], most: int) -> list[int]:
    """The indices of those of the first annotations of PDF page `number` that lie on layers which
    are switched off. Where pypdf cannot tell, those are meant that lie `on_layers` at all."""
    try:
        reader = in_pypdf(path)
        layers = Layers.of(reader) if reader else None
        if reader is None:
            return sorted(on_layers)
        if layers is None:
            return []
        entries = value(reader.pages[number - 1], "/Annots")
        some = entries[:most] if isinstance(entries, ArrayObject) else []
        return [
            i
            for i, note in enumerate(some)
            if not all(layers.shows(entry) for entry in _memberships(note))
        ]
    except (*PYPDF_ERRORS, Locked):
        return sorted(on_layers)


def _memberships(note: object) -> Iterator[object]:
    """The layers of an annotation, and of the drawing that shows how it looks."""
    look = value(value(note, "/AP"), "/N")
    if isinstance(look, DictionaryObject) and not isinstance(look, StreamObject):
        look = value(look, value(note, "/AS"))
    for holder in (note, look):
        found = holder.get_object() if isinstance(holder, PdfObject) else None
        if isinstance(found, DictionaryObject) and "/OC" in found:
            yield found.raw_get("/OC")


def _is_to_view(group: DictionaryObject) -> bool:
    """Whether a layer is one that viewers switch: others, as for designers, are always shown."""
    intents = [*_array(group.get("/Intent"))] or [value(group, "/Intent") or "/View"]
    return "/View" in intents or "/All" in intents


def value(holder: object, key: str) -> Any:
    """What a dictionary, or one that is referred to, has under a key; None if there is neither."""
    found = _resolved(holder)
    return _resolved(found.get(key)) if isinstance(found, DictionaryObject) else None


def _is_group(entry: object) -> bool:
    return isinstance(_resolved(entry), DictionaryObject)


def _resolved(entry: Any) -> Any:
    """An entry of a file, or what it refers to."""
    return entry.get_object() if isinstance(entry, IndirectObject) else entry


def _array(entry: object) -> Iterator[object]:
    """The first entries of an array as they are, none if it is no array."""
    found = _resolved(entry)
    return islice(found, MAX_GROUPS) if isinstance(found, ArrayObject) else iter(())


def _numbers(entry: object) -> frozenset[int]:
    """The numbers of the objects that an array refers to."""
    return frozenset(one.idnum for one in _array(entry) if isinstance(one, IndirectObject))
