"""The names of the kinds of documents that councils publish.

A kind is a module in `qa/papers/kinds`, and has its name. They are listed here without being
imported, so that records can be checked by them.
"""

from __future__ import annotations

from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Literal, TypeAlias

Document: TypeAlias = str  # the name of a kind: see `qa.papers.kinds`

_FOLDER = Path(__file__).with_name("kinds")
NAMES = tuple(sorted(module.name for module in iter_modules([str(_FOLDER)])))

if TYPE_CHECKING:
    DocumentName: TypeAlias = Document
else:  # where input is checked, no other name is let in
    DocumentName = Literal[*NAMES]
