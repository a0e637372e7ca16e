"""How often clients may ask, and how much at once."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.web.throttle import MAX_ADDRESSES, RateLimit, is_own_machine, is_within


def test_an_address_may_ask_so_often_a_minute_and_then_waits() -> None:
    rate = RateLimit()
    assert [rate.wait("192.0.2.1", 3, now=0.0) for _ in range(3)] == [0, 0, 0]
    assert rate.wait("192.0.2.1", 3, now=0.0) == 20
    assert rate.wait("192.0.2.1", 3, now=15.0) == 5
    assert rate.wait("192.0.2.1", 3, now=20.0) == 0
    assert rate.wait("192.0.2.1", 3, now=20.0) == 20


def test_one_address_does_not_use_up_what_is_anothers() -> None:
    rate = RateLimit()
    assert rate.wait("192.0.2.1", 1, now=0.0) == 0
    assert rate.wait("192.0.2.1", 1, now=0.0) > 0
    assert rate.wait("192.0.2.2", 1, now=0.0) == 0


def test_none_is_no_limit() -> None:
    rate = RateLimit()
    assert not any(rate.wait("192.0.2.1", 0, now=0.0) for _ in range(1000))


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("2001:db8::1", "2001:db8::ffff:1", True),  # one client's own network
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),  # IPv4 as IPv6 writes it
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("::ffff:c000:201", "192.0.2.1", True),
        ("2002:c000:201:1::1", "2002:c000:201:2::1", True),  # all of it stands for 192.0.2.1
        ("fe80::1%eth0", "fe80::2%eth0", True),
        ("a socket", "a socket", True),
        ("", "192.0.2.1", False),
    ],
)
def test_who_counts_as_one(first: str, second: str, same: bool) -> None:
    rate = RateLimit()
    rate.wait(first, 1, now=0.0)
    assert (rate.wait(second, 1, now=0.0) > 0) is same


def test_no_more_addresses_are_remembered_than_there_is_room_for() -> None:
    rate = RateLimit()
    for n in range(MAX_ADDRESSES + 100):
        rate.wait(f"client {n}", 1, now=0.0)
    assert len(rate) == MAX_ADDRESSES
    assert rate.wait(f"client {MAX_ADDRESSES + 99}", 1, now=0.0) > 0  # the last are


@given(st.integers(1, 1000), st.lists(st.floats(0, 30), max_size=50))
def test_who_waits_as_long_as_is_said_may_ask(a_minute: int, pauses: list[float]) -> None:
    rate, now = RateLimit(), 1e6
    for pause in pauses:
        now += pause
        if wait := math.ceil(rate.wait("192.0.2.1", a_minute, now)):
            now += wait
            assert rate.wait("192.0.2.1", a_minute, now) == 0


def test_what_was_had_counts_though_nobody_knew_how_much_it_would_be() -> None:
    had = RateLimit()
    assert had.wait("192.0.2.1", 100, now=0.0, cost=0) == 0
    had.spend("192.0.2.1", 100, now=0.0, cost=150)
    assert had.wait("192.0.2.1", 100, now=0.0, cost=0) == 30
    assert had.wait("192.0.2.2", 100, now=0.0, cost=0) == 0
    assert had.wait("192.0.2.1", 100, now=30.0, cost=0) == 0


def test_less_than_a_minute_of_it_may_be_used_at_once() -> None:
    rate = RateLimit(ahead=10.0)
    assert [rate.wait("192.0.2.1", 12, now=0.0) for _ in range(3)] == [0, 0, 5]


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("", True),  # through a socket file
        ("192.0.2.1", False),
        ("::ffff:192.0.2.1", False),
        ("localhost.evil.example", False),
    ],
)
def test_what_is_this_machines_own(address: str, own: bool) -> None:
    assert is_own_machine(address) is own


@pytest.mark.parametrize(
    ("address", "there"),
    [
        ("10.1.2.3", True),
        ("::ffff:10.1.2.3", True),
        ("192.0.2.1", True),
        ("192.0.2.10", False),
        ("11.1.2.3", False),
        ("", False),
        ("10.1.2.3.evil.example", False),
    ],
)
def test_which_addresses_lie_in_a_network(address: str, there: bool) -> None:
    assert is_within(address, ["10.0.0.0/8", "192.0.2.1", "no network"]) is there
