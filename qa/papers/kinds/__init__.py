"""The registry of the kinds of documents that councils publish: one module here is one kind.

Each module has a `KIND`, which says all that the program needs to know of it. Modules are found by
lying here: none is named anywhere, but for the few below that other parts ask for by name.
"""

from __future__ import annotations

import re
from dataclasses import fields
from functools import cache
from hashlib import sha256
from importlib import import_module
from pathlib import Path

from qa.papers.document import NAMES, Document
from qa.papers.kind import Kind
from qa.papers.kinds.agenda import KIND as AGENDA
from qa.papers.kinds.appendix import KIND as APPENDIX
from qa.papers.kinds.decision import KIND as DECISION
from qa.papers.kinds.minutes import KIND as MINUTES
from qa.papers.kinds.other import KIND as OTHER
from qa.papers.kinds.tracker import KIND as TRACKER
from qa.papers.opening import Head, Opening
from qa.phrases import Phrase

__all__ = [
    "AGENDA",
    "APPENDIX",
    "DECISION",
    "KINDS",
    "MINUTES",
    "OTHER",
    "TRACKER",
    "fingerprint",
    "kind_by_file_name",
    "kind_of",
    "opening",
]


COMMENT = re.compile(r"^\s*#.*$|(?<=['\",\]]) +#.*$", re.MULTILINE)  # in a TOML file


def _all() -> tuple[Kind, ...]:
    found: list[Kind] = [import_module(f"{__name__}.{name}").KIND for name in NAMES]
    return tuple(sorted(found, key=lambda kind: kind.place))


KINDS = _all()  # in the order in which people see them
_BY_NAME = {kind.name: kind for kind in KINDS}
_BY_PRECEDENCE = tuple(sorted(KINDS, key=lambda kind: kind.precedence))
_RULES = tuple(sorted((rule for kind in KINDS for rule in kind.openings), key=lambda r: r.order))


def kind_of(document: Document) -> Kind:
    """The kind of that name. Raises `KeyError` where there is none."""
    return _BY_NAME[document]


def opening(lines: list[str], first_of_file: bool) -> Opening | None:
    """The part that opens with these first lines of a page, or None where none does.

    `first_of_file` lets weaker signs count: see `Head`.
    """
    head = Head.of(lines, first_of_file)
    return next((found for rule in _RULES if (found := rule.opens(head))), None)


def kind_by_file_name(file_name: str) -> Kind:
    """The kind that a file's name suggests, without its ending."""
    name = file_name.replace("_", " ")
    named = (kind for kind in _BY_PRECEDENCE if kind.file_name and kind.file_name.search(name))
    return next(named, next(kind for kind in KINDS if kind.is_default_of_file))


@cache
def fingerprint() -> str:
    """A short name for all that the kinds, and the phrases of papers, say now.

    A library that was made with other kinds holds papers under kinds that are not as they are now.
    """
    said = [
        f"{kind.name} {field.name} {_said(getattr(kind, field.name))}"
        for kind in KINDS
        for field in fields(kind)
    ]
    papers = Path(__file__).parents[1]
    texts = (path.read_text("utf-8") for path in sorted(papers.rglob("*.toml")))
    said += [COMMENT.sub("", text) for text in texts]
    return sha256("\n".join(said).encode()).hexdigest()[:12]


def _said(value: object) -> str:
    """A field of a kind as text: a pattern by its words, a function by its name."""
    if isinstance(value, Phrase):
        return ""  # its words are among those of the files
    if isinstance(value, tuple):
        return " ".join(f"{rule.order} {_said(rule.opens)}" for rule in value)
    return str(getattr(value, "__qualname__", value))
