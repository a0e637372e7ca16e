"""Limits on what clients may ask of this process: how often, and how much at once.

The libraries for this do not bound their memory by the number of addresses.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address, ip_network
from typing import TypeVar

from anyio import CapacityLimiter, to_thread

MINUTE = 60.0  # seconds
MAX_ADDRESSES = 10_000  # that are remembered
MAX_NAME_LENGTH = 64  # characters of a client that has no IP address
Found = TypeVar("Found")


class Busy(Exception):
    """The queue is full."""


class RateLimit:
    """A limit on requests a minute from one address.

    For each address it stores when its requests so far will be used up at the allowed rate. Beyond
    MAX_ADDRESSES, the address that was quiet for longest is forgotten. It is not thread-safe.
    """

    def __init__(self) -> None:
        self._until: OrderedDict[str, float] = OrderedDict()

    def wait(self, address: str, a_minute: int, now: float) -> float:
        """Count a request, and return 0; or return the seconds until `address` may ask again.

        `now` is in seconds. An address may ask `a_minute` times at once, and regains as many
        requests with each minute; 0 is no limit.
        """
        if not a_minute:
            return 0.0
        name = _known_as(address)
        until = max(now, self._until.get(name, now)) + MINUTE / a_minute
        if until > now + MINUTE:
            return until - now - MINUTE
        self._until[name] = until
        self._until.move_to_end(name)
        if len(self._until) > MAX_ADDRESSES:
            self._until.popitem(last=False)
        return 0.0

    def __len__(self) -> int:
        """How many addresses are remembered."""
        return len(self._until)


class WorkQueue:
    """Work done in threads beside the event loop, first come, first served."""

    def __init__(self) -> None:
        self._threads = CapacityLimiter(1)

    async def run(self, work: Callable[[], Found], at_once: int, waiting: int) -> Found:
        """Do `work` in a thread, and return what it returns.

        At most `at_once` works run at a time. Raises `Busy` where `waiting` others wait already.
        """
        self._threads.total_tokens = at_once
        held = self._threads.statistics()
        if held.borrowed_tokens >= at_once and held.tasks_waiting >= waiting:
            raise Busy
        return await to_thread.run_sync(work, limiter=self._threads)


def _known_as(address: str) -> str:
    """The name to count `address` under: for IPv6 its /64 network, as one client has all of it."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:  # the name of a socket, or whatever a proxy sent
        return address[:MAX_NAME_LENGTH]
    if isinstance(ip, IPv6Address) and not ip.ipv4_mapped:
        return str(ip_network((ip, 64), strict=False))
    return str(ip)
