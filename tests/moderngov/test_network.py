"""Connections go to the public internet, and to the very address that was checked."""

from typing import Any

import httpcore
import pytest

from qa.errors import SiteRefused
from qa.moderngov.network import GuardedNetwork
from qa.network import is_public, resolve_host

INSIDE = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fec0::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "2002:7f00:1::",
    "64:ff9b::a00:1",
    "::127.0.0.1",
    "100.100.100.200",  # where clouds tell their machines secrets
    "168.63.129.16",
    "192.0.0.192",
    "192.0.0.9",
    "::ffff:169.254.169.254",
    "fd00:ec2::254",
    "198.18.0.1",
    "192.88.99.1",
    "2001::1",  # Teredo
    "2001:db8::1",
    "3fff::1",
    "5f00::1",
    "4000::1",  # not given out
    "64:ff9b:1::808:808",  # translation of one's own network
    "2002:a9fe:a9fe::1",
]


@pytest.mark.parametrize("address", INSIDE)
def test_what_is_not_public_is_known(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "64:ff9b::808:808"])
def test_what_is_public_is_known(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("host", ["0x7f.1", "2130706433", "127.1", "::ffff:127.0.0.1"])
def test_loopback_in_other_words_is_refused(host: str) -> None:
    with pytest.raises(SiteRefused, match="not on the public internet"):
        GuardedNetwork(private=False).connect_tcp(host, 80, 1.0)
    assert not any(map(is_public, resolve_host(host, 80)))


class Network(httpcore.NetworkBackend):
    """A network that notes where it was to connect."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def connect_tcp(self, host: str, *_: Any, **__: Any) -> httpcore.NetworkStream:
        self.asked.append(host)
        raise httpcore.ConnectError("nobody there")


def test_the_address_that_was_checked_is_the_one_connected_to() -> None:
    # A name that leads inside from the second time on that it is looked up.
    answers = iter([["8.8.8.8"], ["127.0.0.1"]])
    network = GuardedNetwork(private=False, resolve=lambda host, port: next(answers))
    network._backend = backend = Network()
    with pytest.raises(httpcore.ConnectError):
        network.connect_tcp("papers.example.org", 443, 1.0)
    assert backend.asked == ["8.8.8.8"]
    with pytest.raises(SiteRefused):
        network.connect_tcp("papers.example.org", 443, 1.0)
    assert backend.asked == ["8.8.8.8"]


def test_one_address_inside_among_others_is_enough_to_refuse() -> None:
    network = GuardedNetwork(private=False, resolve=lambda host, port: ["8.8.8.8", "10.0.0.1"])
    with pytest.raises(SiteRefused, match=r"10\.0\.0\.1"):
        network.connect_tcp("papers.example.org", 443, 1.0)
