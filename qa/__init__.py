"""Questions answered from council papers: the public face of the package.

from qa import Library

with Library.open(".index") as library:
    print(library.ask("what was decided about heating charges?").quotes)
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa.answers.answer import Answer
    from qa.answers.citation import Citation, Quote
    from qa.errors import CouncilPapersError
    from qa.public import Library

__version__ = "0.2.0"
__all__ = ["Answer", "Citation", "CouncilPapersError", "Library", "Quote", "__version__"]

_MODULES = {
    "Answer": "qa.answers.answer",
    "Citation": "qa.answers.answer",
    "CouncilPapersError": "qa.errors",
    "Library": "qa.public",
    "Quote": "qa.answers.answer",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for, so that `import qa` is quick."""
    from importlib import import_module

    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_MODULES[name]), name)


def __dir__() -> list[str]:
    return __all__
