"""Connections to addresses that were looked at first, and that end in time.

What asks others for something says which addresses it may connect to: fetching papers, and the
writer.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Iterable, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

import httpcore
import httpx

NAT64 = IPv6Network("64:ff9b::/96")
GLOBAL_UNICAST = IPv6Network("2000::/3")
# Beside what every version of Python knows as private. The registries of special addresses:
# https://www.iana.org/assignments/iana-ipv4-special-registry and iana-ipv6-special-registry
NOT_PUBLIC = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/8",
            "100.64.0.0/10",  # shared by providers; Alibaba's metadata are at 100.100.100.200
            "168.63.129.16/32",  # Azure's host, at an address that looks public
            "192.0.0.0/24",  # assignments of protocols; Oracle's metadata are at 192.0.0.192
            "192.88.99.0/24",  # relays of 6to4
            "198.18.0.0/15",  # measurements
            "2001::/23",  # assignments of protocols, Teredo among them
            "2001:db8::/32",
            "3fff::/20",  # documentation
        ),
    )
)
DEFAULT_DEADLINE = 3600.0  # seconds from the start, until the client sets a deadline
# Where those who run a network have machines of their own: RFC 1918, RFC 4193, and this machine.
PRIVATE = tuple(
    map(
        ip_network,
        ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7"),
    )
)
METADATA = ip_network("fd00:ec2::/32")  # at which Amazon's machines are told their secrets
Resolve = Callable[[str, int], list[str]]


def resolve_host(host: str, port: int) -> list[str]:
    """The IP addresses of `host` by the system's resolver. Raises OSError where there is none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def is_public(address: str) -> bool:
    """Whether an IP address is on the public internet, also where it is wrapped in another form.

    Python's own list differs from version to version, and leaves out some addresses at which the
    machines of a cloud are told their secrets.
    """
    ip: IPv4Address | IPv6Address = ip_address(address)
    if isinstance(ip, IPv6Address):
        if ip.scope_id or ip.is_site_local:
            return False
        wrapped = ip.ipv4_mapped or ip.sixtofour
        if ip in NAT64:
            wrapped = IPv4Address(int(ip) & 0xFFFFFFFF)
        if wrapped is None and ip not in GLOBAL_UNICAST:
            return False
        ip = wrapped or ip
    if any(ip in network for network in NOT_PUBLIC if network.version == ip.version):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def is_private(address: str) -> bool:
    """Whether an IP address is this machine's own or of a private network.

    Addresses of links, at which clouds tell their machines secrets, are none, and neither is one of
    IPv4 that another protocol wraps, but for the form that IPv6 has for it.
    """
    ip: IPv4Address | IPv6Address = ip_address(address)
    if isinstance(ip, IPv6Address):
        if ip.scope_id:
            return False
        ip = ip.ipv4_mapped or ip
    if ip.version == METADATA.version and ip in METADATA:
        return False
    return any(ip in network for network in PRIVATE if network.version == ip.version)


class CheckedNetwork(httpcore.NetworkBackend):
    """Connects to the very IP addresses that `refuse` let pass.

    So a host name cannot lead elsewhere the second time that it is looked up. Connecting, reading
    and writing end at `deadline`, in seconds of `time.monotonic`.
    """

    def __init__(self, resolve: Resolve = resolve_host) -> None:
        self.deadline = time.monotonic() + DEFAULT_DEADLINE
        self._resolve = resolve
        self._backend: httpcore.NetworkBackend = httpcore.SyncBackend()

    def refuse(self, host: str, addresses: Sequence[str]) -> None:
        """Raise an error where one of the `addresses` of `host` may not be connected to."""
        raise NotImplementedError

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        try:
            addresses = self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"the name {host} is not known") from error
        self.refuse(host, addresses)
        failed: Exception = httpcore.ConnectError(f"the name {host} has no address")
        for address in addresses:
            try:
                stream = self._backend.connect_tcp(
                    address, port, self.left(timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
            else:
                return DeadlineStream(stream, self)
        raise failed

    def left(self, timeout: float | None) -> float:
        """The seconds left, at most `timeout`. Raises `httpcore.ReadTimeout` where none is."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("it took too long in all")
        return left if timeout is None else min(left, timeout)


class DeadlineStream(httpcore.NetworkStream):
    """A connection whose reads and writes end at the deadline of its network."""

    def __init__(self, stream: httpcore.NetworkStream, network: CheckedNetwork) -> None:
        self._stream = stream
        self._network = network

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._network.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._network.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left = self._network.left(timeout)
        return DeadlineStream(
            self._stream.start_tls(ssl_context, server_hostname, left), self._network
        )

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class CheckedTransport(httpx.HTTPTransport):
    """The transport of httpx with one connection, made by a `network`."""

    def __init__(self, network: CheckedNetwork) -> None:
        super().__init__(trust_env=False)
        # httpx has no option for a network backend; httpcore, on which it is built, has.
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(), max_connections=1, network_backend=network
        )
