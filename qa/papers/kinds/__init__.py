"""The registry of the kinds of documents that councils publish: one module here is one kind.

Each module has a `KIND`, which says all that the program needs to know of it. Modules are found by
lying here: none is named anywhere, but for the few below that other parts ask for by name.
"""

from __future__ import annotations

import re
from dataclasses import fields, replace
from functools import cache, lru_cache
from hashlib import sha256
from importlib import import_module
from pathlib import Path

from qa.papers.document import NAMES, Document
from qa.papers.heads.reader import HeadReader, head_reader, lists_those_present
from qa.papers.kind import Kind, OpeningRule
from qa.papers.kinds.agenda import KIND as AGENDA
from qa.papers.kinds.appendix import KIND as APPENDIX
from qa.papers.kinds.decision import KIND as DECISION
from qa.papers.kinds.minutes import KIND as MINUTES
from qa.papers.kinds.other import KIND as OTHER
from qa.papers.kinds.tracker import KIND as TRACKER
from qa.papers.opening import Head, Opening
from qa.papers.paper import Meeting
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


# How sure a reading of a head must be of the kind, from 0 to 1: held against a weak rule; where no
# rule applies; the same where it names no day; and held against the name of the file.
SURE, LIKELY, UNDATED, AGAINST_NAME = 0.8, 0.5, 0.9, 0.95
OPENINGS = 1024  # pages whose openings are remembered
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


def opening(lines: list[str], named: Document | None = None) -> Opening | None:
    """The part that opens with these first lines of a page, or None where none does.

    The first page of a file has the kind that its file's name suggests as `named`. There weaker
    signs count (see `Head`), and the head as a whole may say what no rule does. Who met and when
    is read from the head, whichever of them knows the kind.
    """
    return _opening(tuple(lines), named)


@lru_cache(OPENINGS)  # a page is looked at for markings, and again for what it says
def _opening(lines: tuple[str, ...], named: Document | None) -> Opening | None:
    head = Head.of(list(lines), named is not None)
    rule, found = _by_rules(head)
    likely = found or named or lists_those_present(head.lines)
    reader = head_reader(head.lines) if any(head.lines) and likely else None
    if not reader:
        return found
    if named:
        by_head = _by_head(reader, found, rule, named)
        rule, found = (rule if by_head == found else None), by_head
    elif not found:
        found = _bound_in(reader)
    return _with_meeting(found, reader, rule, first=named is not None) if found else None


def _by_rules(head: Head) -> tuple[OpeningRule | None, Opening | None]:
    """The first rule that applies to a page, and how it then opens."""
    for rule in _RULES:
        if found := rule.opens(head):
            return rule, found
    return None, None


def _by_head(
    reader: HeadReader, found: Opening | None, rule: OpeningRule | None, named: Document
) -> Opening | None:
    """How the first page of a file opens, by its head as a whole, the rule that applies, and the
    kind that the file's name suggests."""
    document, certainty = reader.document
    kind = kind_of(document)
    weak = rule is None or rule.weak
    if found and (found.document == document or not weak or certainty < SURE):
        return found
    if document != named and not kind_of(named).is_default_of_file and certainty < AGAINST_NAME:
        return found or Opening(named, Meeting())
    dated = kind.own_meeting != "body and day" or reader.day(document) is not None
    likely = certainty >= (LIKELY if dated else UNDATED) and not kind.is_default_of_file
    return Opening(document, Meeting()) if likely or reader.electors else found


def _bound_in(reader: HeadReader) -> Opening | None:
    """Minutes that are bound in behind another part, by their head as a whole."""
    document, certainty = reader.document
    whole = certainty >= UNDATED and reader.day(document) and reader.committee(document)
    return Opening(document, Meeting()) if whole and kind_of(document).is_record else None


def _with_meeting(
    found: Opening, reader: HeadReader, rule: OpeningRule | None, *, first: bool
) -> Opening:
    """An opening with who met and when, as its head is read: where labels state it, what they do.

    What is bound in behind the first part names other bodies, but for minutes and front sheets.
    """
    kind = kind_of(found.document)
    if kind.own_meeting == "none" and not (first and reader.electors):
        return found
    alone = kind.is_decision_notice and reader.was_taken_alone
    names_its_own = first or kind.is_record or kind.is_front_sheet
    committee = reader.committee(kind.name) if names_its_own and not alone else None
    day, last = (None, None) if kind.own_meeting == "body" else reader.days(kind.name)
    stated = found.meeting if rule and rule.states_meeting else Meeting()
    if not names_its_own:
        committee = found.meeting.committee
    last = last if stated.date in (None, day) else None
    meeting = Meeting(None, stated.committee or committee, stated.date or day, last)
    draft = found.draft or (kind.is_record and reader.draft)
    return replace(found, meeting=meeting, draft=draft)


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
    said += [path.read_text("utf-8") for path in sorted(papers.rglob("*.json"))]
    return sha256("\n".join(said).encode()).hexdigest()[:12]


def _said(value: object) -> str:
    """A field of a kind as text: a pattern by its words, a function by its name."""
    if isinstance(value, Phrase):
        return ""  # its words are among those of the files
    if isinstance(value, tuple):
        return " ".join(f"{rule.order} {_said(rule.opens)}" for rule in value)
    return str(getattr(value, "__qualname__", value))
