"""Results made before they are asked for, so that reading, embedding and writing overlap."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")


def prefetch(
    make: Callable[[Given], Made], items: Iterable[Given], threads: int, most: int
) -> Generator[Made, None, None]:
    """The results of `make` for `items`, in their order, made by so many threads.

    At most `most` items are taken before their results are. An error of `make` or of `items` is
    raised after the results that come before it.
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
            # One is left waiting, so that it is made while the caller is busy with this one.
            while len(waiting) == most or (len(waiting) > 1 and waiting[0].done()):
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
        if failed:
            raise failed
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
