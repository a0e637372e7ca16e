"""The place of libraries that are asked together: it is asked and nothing more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from qa.errors import InputRefused
from qa.library.protocol import Store
from qa.library.union.members import Member
from qa.library.union.store import ONE_COUNCIL, UnionStore


@dataclass(frozen=True, slots=True)
class UnionPlace:
    """See `qa.library.place.Place`. What changes a library is refused, with what to do instead.

    `left_out` are the councils whose libraries could not be opened, each with the reason.
    """

    members: tuple[Member, ...]
    left_out: tuple[tuple[str, str], ...]

    @property
    def folder(self) -> Path:
        """Refused: what is kept beside papers belongs to one council."""
        raise InputRefused(ONE_COUNCIL)

    @property
    def files(self) -> None:
        """None: each library has its own. See `Library.file`."""

    def is_there(self) -> bool:
        """True: its libraries are open."""
        return True

    def identity(self) -> object:
        """The stores themselves."""
        return tuple(id(one.store) for one in self.members)

    def open(self, model: str) -> Store:
        """The store of all of them."""
        return UnionStore(self.members, dict(self.left_out))

    def locked(
        self, *, wait: bool = True, on_wait: Callable[[str], None] = lambda words: None
    ) -> NoReturn:
        """Refused."""
        raise InputRefused(ONE_COUNCIL)

    def digests(self) -> Sequence[str]:
        """Refused."""
        raise InputRefused(ONE_COUNCIL)

    def beside(self, model: str) -> NoReturn:
        """Refused."""
        raise InputRefused(ONE_COUNCIL)

    def replace_by(self, store: Store) -> NoReturn:
        """Refused."""
        raise InputRefused(ONE_COUNCIL)

    def begun(self) -> None:
        """None."""

    def is_intact(self) -> bool:
        """True: each library is examined by itself."""
        return True

    def discard(self) -> NoReturn:
        """Refused."""
        raise InputRefused(ONE_COUNCIL)
