"""Where the papers of one council lie, and its library: what whoever adds to them needs to know."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qa.errors import InputRefused
from qa.library.councils.catalogue import catalogue
from qa.library.councils.council import Council
from qa.library.place import Place
from qa.library.places import place_of
from qa.settings import settings

NAME_ONE = "This service has many councils. Set QA_COUNCIL to the key of the one that is meant: {}."


@dataclass(frozen=True, slots=True)
class Home:
    """The library's `place`, and the folders of papers that are indexed into it; `council` is None
    where one library is all there is."""

    place: Place
    corpus: Path
    uploads: Path
    fetched: Path
    council: Council | None = None

    @classmethod
    def of(cls, council: Council) -> Home:
        """The home of a council."""
        return cls(council.place, council.corpus, council.uploads, council.fetched, council)


def home(folder: Path | None = None) -> Home:
    """The home of the library in `folder`, else of the council, or the one library, that the
    settings name. Raises `InputRefused` where they name none of several councils."""
    chosen, known = settings(), catalogue()
    if folder or known is None:
        return Home(place_of(folder), chosen.corpus, chosen.uploads, chosen.fetched)
    if found := known.named(chosen.council):
        return Home.of(found)
    raise InputRefused(NAME_ONE.format(", ".join(one.key for one in known.councils[:20])))
