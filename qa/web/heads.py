"""The heads of requests as the web server takes them apart, and what it takes no further.

What is refused here would cost the whole process time before any code of ours could refuse it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import h11

MAX_HEAD = 48 * 1024  # bytes; the longest question makes an address of 32 KB
MAX_HEADERS = 100
VERSIONS = (b"1.0", b"1.1")
REFUSED = "This request is none that a browser sends."


class Requests(h11.Connection):
    """The requests of one connection.

    `clock` tells the time in seconds, and `began` when the head that has not come whole yet began
    to come; it is None where none is waited for.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        super().__init__(h11.SERVER, MAX_HEAD)
        self._clock = clock
        self.began: float | None = clock()

    def next_event(self) -> Any:
        """See `h11.Connection`. Raises `h11.RemoteProtocolError` also for what is refused.

        A body in pieces, which may be of one byte each, is slow to put together; browsers and
        programs send the length of theirs.
        """
        event = super().next_event()
        if isinstance(event, h11.Request):
            self.began = None
            if not _is_plain(event):
                raise h11.RemoteProtocolError(REFUSED)
        elif event is h11.NEED_DATA and self.their_state is h11.IDLE and self.began is None:
            self.began = self._clock() if self.trailing_data[0] else None
        return event


def _is_plain(request: h11.Request) -> bool:
    headers = request.headers
    in_pieces = any(name == b"transfer-encoding" for name, _ in headers)
    return request.http_version in VERSIONS and len(headers) <= MAX_HEADERS and not in_pieces
