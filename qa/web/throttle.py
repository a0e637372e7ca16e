"""What clients may ask of one process: how often, and how much at once.

Of the libraries for this, none bounds its memory by the number of addresses and is as short.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address, ip_network
from typing import TypeVar

from anyio import CapacityLimiter, to_thread

MINUTE = 60.0  # seconds
ADDRESSES = 10_000  # that are remembered
NAME = 64  # characters of what is no address
Found = TypeVar("Found")


class Busy(Exception):
    """As many wait for a turn as may."""


class RateLimit:
    """How often each address asks, by the moment at which all that it asked is used up.

    Of more than ADDRESSES, that which was quiet longest is forgotten. For one thread.
    """

    def __init__(self) -> None:
        self._until: OrderedDict[str, float] = OrderedDict()

    def wait(self, address: str, a_minute: int, now: float) -> float:
        """Seconds until `address` may ask again; 0 if it may `now`, which is then counted.

        It may ask `a_minute` times at once, and as often with each minute; 0 is no limit.
        """
        if not a_minute:
            return 0.0
        name = _known_as(address)
        until = max(now, self._until.get(name, now)) + MINUTE / a_minute
        if until > now + MINUTE:
            return until - now - MINUTE
        self._until[name] = until
        self._until.move_to_end(name)
        if len(self._until) > ADDRESSES:
            self._until.popitem(last=False)
        return 0.0

    def __len__(self) -> int:
        """How many addresses are remembered."""
        return len(self._until)


class WorkQueue:
    """Work done in threads beside the event loop, in the order in which it came."""

    def __init__(self) -> None:
        self._threads = CapacityLimiter(1)

    async def run(self, work: Callable[[], Found], at_once: int, waiting: int) -> Found:
        """What `work` returns, done with `at_once` at most; of others, so many may be `waiting`.

        Raises `Busy` where they are.
        """
        self._threads.total_tokens = at_once
        held = self._threads.statistics()
        if held.borrowed_tokens >= at_once and held.tasks_waiting >= waiting:
            raise Busy
        return await to_thread.run_sync(work, limiter=self._threads)


def _known_as(address: str) -> str:
    """The client at `address`: of IPv6 its network, in which one client has addresses enough."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:  # no address: the name of a socket, or what a proxy made up
        return address[:NAME]
    if isinstance(ip, IPv6Address) and not ip.ipv4_mapped:
        return str(ip_network((ip, 64), strict=False))
    return str(ip)
