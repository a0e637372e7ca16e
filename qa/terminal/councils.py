"""The libraries that commands ask and change, of one council or of several that share a service."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from qa.library.filters import NO_LIMITS, Filters
from qa.settings import settings

if TYPE_CHECKING:
    from qa.library.library import Library

    Asked = Callable[[Filters], tuple[Library, Filters]]


@contextmanager
def asking(folder: Path | None) -> Iterator[Asked]:
    """What gives the library that limits are of, and the limits within it.

    It is the one in `folder`, or that the settings name. Where these name a catalogue of councils,
    it is those of the councils that the limits or QA_COUNCIL name, or of all. Whoever has a shell
    on the machine may read them all.
    """
    from qa.library.councils.catalogue import catalogue
    from qa.library.councils.council import chosen
    from qa.library.councils.opened import Libraries
    from qa.library.library import Library
    from qa.library.models import embedder_for

    known = None if folder else catalogue()
    if known is None:
        with Library(folder) as library:
            yield lambda limits: (library, limits)
        return
    councils, embedder = known.councils, embedder_for(settings())
    libraries = Libraries(lambda: embedder)

    def asked(limits: Filters) -> tuple[Library, Filters]:
        names = limits.council or settings().council
        found = chosen(names, councils, settings().councils_at_once)
        return libraries.together(found), replace(limits, council=None)

    try:
        yield asked
    finally:
        libraries.close()


@contextmanager
def asked_library(
    folder: Path | None, limits: Filters = NO_LIMITS
) -> Iterator[tuple[Library, Filters]]:
    """The library that `limits` are of, and the limits within it, for one command."""
    with asking(folder) as asked:
        yield asked(limits)
