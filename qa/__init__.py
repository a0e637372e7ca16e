"""Questions answered from council papers: the public face of the package."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa.answers.answer import Answer, Citation
    from qa.library.library import Library

__all__ = ["Answer", "Citation", "Library"]

_HOMES = {
    "Answer": "qa.answers.answer",
    "Citation": "qa.answers.answer",
    "Library": "qa.library.library",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is asked for, so that `import qa` is quick."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
