"""Work that is done ahead of whoever wants it, so that reading, embedding and writing overlap."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")


def ahead(
    make: Callable[[Given], Made], items: Iterable[Given], threads: int, most: int
) -> Generator[Made, None, None]:
    """What `make` makes of `items`, in their order: by so many threads, and of `most` at a time.

    An error, of `make` or `items`, is raised once what came before it was had.
    """
    pool = ThreadPoolExecutor(threads)
    waiting: deque[Future[Made]] = deque()
    failed: Exception | KeyboardInterrupt | None = None
    try:
        source = iter(items)
        while True:
            try:
                waiting.append(pool.submit(make, next(source)))
            except StopIteration:
                break
            except (Exception, KeyboardInterrupt) as error:
                failed = error
                break
            # One is left, so that the next is made while whoever wants them is busy with this.
            while len(waiting) == most or (len(waiting) > 1 and waiting[0].done()):
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
        if failed:
            raise failed
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
