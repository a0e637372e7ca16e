"""A council of a service that serves many: its name, its looks, its people, and its places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qa.errors import InputRefused
from qa.library.councils.person import OPERATOR, Person
from qa.library.place import Place
from qa.papers.text import comparable

NO_SUCH = "No council here that you may read is called “{}”. There are: {}."
NONE = "There is no council here that you may read. Sign in first."
TOO_MANY = "{} councils are too many to ask at once: at most {} can be. Choose some by name."
MAX_NAME = 60  # characters of a name that is repeated


@dataclass(frozen=True, slots=True)
class Council:
    """A council, by its short `key`, which stands in addresses.

    Its papers are read from the folders `corpus`, `uploads` and `fetched` into the library at
    `place`. `host` is the name under which it alone is asked, if any, and `colour` that of its
    pages, as #rrggbb. `replicas` is the same place with the replicas that it may be read on.
    `readers`, `editors` and `programs` say who may do what: see `Person`.
    """

    key: str
    name: str
    place: Place
    corpus: Path
    uploads: Path
    fetched: Path
    readers: Sequence[str]
    editors: Sequence[str] = ()
    programs: Sequence[str] = ()
    host: str = ""
    colour: str = ""
    replicas: Place | None = None

    @property
    def read_at(self) -> Place:
        """Where its library is read: on replicas of its server too, if there are any."""
        return self.replicas or self.place

    def is_read_by(self, person: Person) -> bool:
        """Whether a person may read its papers. Whoever may add papers may read them."""
        return (
            person == OPERATOR
            or person.is_among(self.readers)
            or person.program in self.programs
            or self.is_edited_by(person)
        )

    def is_edited_by(self, person: Person) -> bool:
        """Whether a person may add, fetch and take out papers. "Everyone" is no editor."""
        named = [one for one in self.editors if one != "everyone"]
        return person == OPERATOR or (person.is_known and person.is_among(named))


def chosen(names: str, visible: Sequence[Council], most: int) -> tuple[Council, ...]:
    """Those of `visible` that `names` names, by keys or parts of their names, separated by commas;
    all of them where it is empty. Raises `InputRefused` where one is not among them, or where
    there are more than `most`.

    Of a council that somebody may not read it is not said that it is there.
    """
    if not visible:
        raise InputRefused(NONE)
    wanted = [name.strip() for name in names.split(",") if name.strip()]
    found = [one for name in wanted for one in _named(name, visible)] if wanted else visible
    each = tuple(dict.fromkeys(found))
    if len(each) > most:
        raise InputRefused(TOO_MANY.format(len(each), most))
    return each


def _named(name: str, visible: Sequence[Council]) -> Sequence[Council]:
    by_key = [one for one in visible if one.key == name]
    whole = by_key or [one for one in visible if comparable(one.name) == comparable(name)]
    found = whole or [one for one in visible if comparable(name) in comparable(one.name)]
    if not found:
        there = "; ".join(one.name for one in visible[:20])
        raise InputRefused(NO_SUCH.format(name[:MAX_NAME], there))
    return found
