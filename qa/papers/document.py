"""The kinds of document that councils publish."""

from __future__ import annotations

from typing import Literal, get_args

Document = Literal[
    "agenda",
    "minutes",
    "report",
    "appendix",
    "questions",
    "tracker",
    "decision",
    "letter",
    "other",
]

DOCUMENTS: tuple[Document, ...] = get_args(Document)
