"""How much of one kind may be in use at once: of one address, and of all together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from qa.web.throttle import network


class Shares:
    """Places of one kind, which addresses take and give back. It is used by one event loop."""

    def __init__(self) -> None:
        self._taken = Counter[str]()

    def has_room(self, address: str, each: int, most: int) -> bool:
        """Whether `address`, which may take `each` of `most` places, may take one more."""
        return self._taken[network(address)] < each and self._taken.total() < most

    @contextmanager
    def place(self, address: str) -> Iterator[None]:
        """Take a place while something is done."""
        name = network(address)
        self._taken[name] += 1
        try:
            yield
        finally:
            self._taken[name] -= 1
            if not self._taken[name]:
                del self._taken[name]

    def of(self, address: str) -> int:
        """How many places an address has."""
        return self._taken[network(address)]

    def __len__(self) -> int:
        """How many places are taken."""
        return self._taken.total()
