"""What was found lately, kept by what it was found for. Threads may share it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Remembered(Generic[Value]):
    """The values of the last `size` keys that were asked for.

    The generation of a store is part of each key, so that what earlier ones held is soon forgotten.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._values: OrderedDict[Hashable, Value] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value of `key`, which `make` makes where it is not there."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        return self.keep(key, make())

    def held(self, key: Hashable) -> Value | None:
        """The value of `key`; None where it is not there."""
        with self._lock:
            return self._values.get(key)

    def keep(self, key: Hashable, value: Value) -> Value:
        """Keep `value`, and return it."""
        with self._lock:
            self._values[key] = value
            while len(self._values) > self._size:
                self._values.popitem(last=False)
        return value
