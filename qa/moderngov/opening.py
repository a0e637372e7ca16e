"""Opens what sites send in a process with limits, which is ended where it takes too much.

Within this process long work would also hold up everybody who reads, as only one thread of it runs
at a time.
"""

from __future__ import annotations

import atexit
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from qa.errors import SiteFailed, UnreadablePaper
from qa.papers.pages.worker import Worker

P = ParamSpec("P")
R = TypeVar("R")
SECONDS, MEGABYTES = 20.0, 1024  # limits on opening one response
worker = Worker(SECONDS, MEGABYTES)
atexit.register(worker.close)


def opened(what: str, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """What a `function` of `content` returns.

    Raises `SiteFailed` where that cannot be read or takes too much; `what` names it in the message.
    """
    try:
        return worker.call(function, *args, **kwargs)
    except UnreadablePaper as error:
        why = error.reason[0].lower() + error.reason[1:]
        raise SiteFailed(f"The site's {what} cannot be read: {why} Try again later.") from error
