"""Limits on how often, and how much, one address may ask.

Libraries for this do not bound their own memory by the number of addresses.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from starlette.types import Scope

MINUTE = 60.0  # seconds
MAX_ADDRESSES = 10_000  # that are remembered
MAX_NAME_LENGTH = 64  # characters of a client that has no IP address


class RateLimit:
    """A limit on what one address may ask in a minute: requests, or bytes.

    For each address it stores when its requests so far will be used up at the allowed rate. Beyond
    MAX_ADDRESSES, the address that was quiet for longest is forgotten. Any thread may use it.

    `ahead` is how many seconds of what is allowed may be used at once.
    """

    def __init__(self, ahead: float = MINUTE) -> None:
        self._ahead = ahead
        self._lock = threading.Lock()
        self._until: OrderedDict[str, float] = OrderedDict()

    def wait(self, address: str, a_minute: int, now: float, cost: int = 1) -> float:
        """Count a request of this `cost`, and return 0; or return the seconds to wait before it.

        `now` is in seconds. An address regains `a_minute` of what it used with each minute; 0 is no
        limit.
        """
        if not a_minute:
            return 0.0
        with self._lock:
            until = self._used(network(address), now) + cost * MINUTE / a_minute
            if until > now + self._ahead:
                return until - now - self._ahead
            self._store(network(address), until)
        return 0.0

    def spend(self, address: str, a_minute: int, now: float, cost: int) -> None:
        """Count what an address has had, whether or not it was more than allowed."""
        if a_minute and cost:
            with self._lock:
                until = self._used(network(address), now) + cost * MINUTE / a_minute
                self._store(network(address), until)

    def _used(self, name: str, now: float) -> float:
        return max(now, self._until.get(name, now))

    def _store(self, name: str, until: float) -> None:
        self._until[name] = until
        self._until.move_to_end(name)
        if len(self._until) > MAX_ADDRESSES:
            self._until.popitem(last=False)

    def __len__(self) -> int:
        """How many addresses are remembered."""
        return len(self._until)


def client(scope: Scope) -> str:
    """The address that a request came from; empty where it has none, as through a socket file."""
    host, _ = scope.get("client") or ("", 0)
    return str(host)


def is_own_machine(address: str) -> bool:
    """Whether an address is this machine's own."""
    ip = _ip(address)
    return ip.is_loopback if ip else not address


def is_within(address: str, networks: Iterable[str]) -> bool:
    """Whether an address is one of these addresses or lies in one of these networks."""
    ip = _ip(address)
    return any(address == one or (ip and _holds(one, ip)) for one in networks)


def network(address: str) -> str:
    """The name to count `address` under: for IPv6 its /64 network, as one client has all of it."""
    ip = _ip(address)
    if ip is None:  # the name of a socket, or whatever a proxy sent
        return address[:MAX_NAME_LENGTH]
    return str(ip_network((ip, 64), strict=False) if isinstance(ip, IPv6Address) else ip)


def _ip(address: str) -> IPv4Address | IPv6Address | None:
    """An address as a number. One of IPv4 is the same however IPv6 writes it (RFC 4291, 3056)."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return None
    return ip if isinstance(ip, IPv4Address) else ip.ipv4_mapped or ip.sixtofour or ip


def _holds(written: str, ip: IPv4Address | IPv6Address) -> bool:
    try:
        return ip in ip_network(written, strict=False)
    except ValueError:
        return False
