"""A rest for a server that fails: it is not asked again at once, as that would make readers wait.

The pattern is known as a circuit breaker (M. Nygard, Release It!, 2007).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

FAILURES = 3  # one after another, after which it rests
REST = 60.0  # seconds


class Rest:
    """Counts failures that follow one another. Any thread may use it; `clock` is in seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._until = 0.0

    @property
    def is_on(self) -> bool:
        """Whether the server rests."""
        with self._lock:
            return self._clock() < self._until

    def failed(self) -> None:
        """Count a failure; the third, and each that follows on it, begins a rest."""
        with self._lock:
            self._failures += 1
            if self._failures >= FAILURES:
                self._until = self._clock() + REST

    def succeeded(self) -> None:
        """Forget the failures before."""
        with self._lock:
            self._failures = 0
