"""Where questions and passages may be sent: within by any way, outside by TLS and with consent."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest

from qa.answers.answer import Answer
from qa.errors import InputRefused
from qa.network import is_private, is_public
from qa.settings import Settings, settings
from qa.writing import server as servers
from qa.writing.failure import WriterFailed
from qa.writing.server import WriterNetwork, WriterServer, resolve_in_time
from qa.writing.writer import Writer, writer
from tests.writing.conftest import LOST, Start, written
from tests.writing.model_server import writes_sentences

WITHIN = ["127.0.0.1", "127.9.9.9", "::1", "10.1.2.3", "172.31.0.1", "192.168.1.1", "fd12::1"]
WITHIN += ["::ffff:10.0.0.1", "::ffff:127.0.0.1"]
# Neither within nor on the public internet: at some of these, clouds tell their machines secrets.
NOWHERE = ["169.254.169.254", "::ffff:169.254.169.254", "fd00:ec2::254", "fe80::1%eth0", "fe80::1"]
NOWHERE += ["100.100.100.200", "100.64.0.1", "0.0.0.0", "::", "224.0.0.1", "255.255.255.255"]
NOWHERE += ["168.63.129.16", "64:ff9b::a00:1", "2002:a00:1::1", "::10.0.0.1", "fec0::1", "ff02::1"]
OUTSIDE = ["8.8.8.8", "2606:4700::1111", "172.32.0.1", "11.0.0.1", "::ffff:8.8.8.8"]


def at(*addresses: str, url: str = "http://llm.example.org/v1") -> WriterServer:
    """A server whose name leads to these addresses."""
    return WriterServer(url, resolve=lambda host, port: [*addresses])


@pytest.mark.parametrize("address", WITHIN)
def test_what_is_within_is_known(address: str) -> None:
    assert is_private(address)
    assert at(address).looks_inside()
    WriterNetwork(at(address), agreed=False).refuse("llm", [address])


@pytest.mark.parametrize("address", [*NOWHERE, *OUTSIDE])
def test_by_plain_http_nothing_goes_outside(address: str) -> None:
    assert not is_private(address)
    assert not at(address).looks_inside()
    with pytest.raises(WriterFailed, match="plain http"):
        WriterNetwork(at(address), agreed=True).refuse("llm", [address])


@pytest.mark.parametrize("address", [*NOWHERE, *OUTSIDE])
def test_by_tls_it_goes_outside_only_with_consent_and_never_to_secrets(address: str) -> None:
    server = at(address, url="https://llm.example.org/v1")
    with pytest.raises(WriterFailed, match="agreed"):
        WriterNetwork(server, agreed=False).refuse("llm", [address])
    if address in OUTSIDE:
        assert is_public(address)
        WriterNetwork(server, agreed=True).refuse("llm", [address])
    else:
        with pytest.raises(WriterFailed):
            WriterNetwork(server, agreed=True).refuse("llm", [address])


def test_one_address_outside_among_others_is_enough() -> None:
    server = at("10.0.0.1", "8.8.8.8")
    assert not server.looks_inside()
    with pytest.raises(WriterFailed):
        WriterNetwork(server, agreed=False).refuse("llm", ["10.0.0.1", "8.8.8.8"])


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_name_that_leads_elsewhere_the_second_time_is_sent_nothing(
    start: Start, answer: Answer, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    """DNS rebinding: within as it is looked at, outside as it is connected to."""
    led = iter([["10.0.0.1"], ["8.8.8.8"]])
    to: list[str] = []
    monkeypatch.setattr(socket, "create_connection", lambda where, *_, **__: to.append(where[0]))
    if scheme == "http":  # looked at only as it is connected to
        next(led)
    server = WriterServer(f"{scheme}://llm.example.org/v1", resolve=lambda host, port: next(led))
    mine = Writer(server)
    assert not mine.needs_consent
    assert written(mine, answer).status == "unavailable"
    assert to == []


def test_a_name_is_looked_up_once_and_its_address_is_the_one_that_is_asked(
    start: Start, answer: Answer
) -> None:
    server = start(writes_sentences(LOST))
    led = iter([["127.0.0.1"], ["8.8.8.8"]])
    url = f"http://llm.example.org:{server.server_port}/v1"
    mine = Writer(WriterServer(url, resolve=lambda host, port: next(led)))
    assert written(mine, answer).status == "shown"
    assert server.asked[0].headers["Host"] == f"llm.example.org:{server.server_port}"


def test_a_name_that_is_not_known_is_not_taken_for_one_within(answer: Answer) -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise socket.gaierror("unknown")

    mine = Writer(WriterServer("https://llm.example.org/v1", resolve=unknown))
    assert mine.needs_consent
    assert written(mine, answer, agreed=True).status == "unavailable"
    assert not at().looks_inside()


def test_looking_up_a_name_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    done = threading.Event()

    def never(host: str, port: int) -> list[str]:
        done.wait(20)
        return ["127.0.0.1"]

    monkeypatch.setattr(servers, "resolve_host", never)
    monkeypatch.setattr(servers, "CONNECTING", 0.1)
    for _ in range(5):  # more than may wait at a time
        with pytest.raises(OSError):
            resolve_in_time("llm.example.org", 443)
    done.set()


def test_where_a_host_is_does_not_change_with_each_look() -> None:
    looks: list[str] = []

    def found(host: str, port: int) -> list[str]:
        looks.append(host)
        return ["8.8.8.8"]

    mine = Writer(WriterServer("https://llm.example.org/v1", resolve=found))
    assert [mine.needs_consent for _ in range(5)] == 5 * [True]
    assert looks == ["llm.example.org"]


def test_by_plain_http_outside_no_button_is_offered(answer: Answer) -> None:
    mine = Writer(at("8.8.8.8"))
    assert not mine.needs_consent
    assert written(mine, answer, agreed=True).status == "unavailable"


def test_where_there_is_no_tls_nothing_is_sent(start: Start, answer: Answer) -> None:
    server = start(writes_sentences(LOST))
    mine = Writer(WriterServer(server.address.replace("http:", "https:")))
    assert written(mine, answer).status == "unavailable"
    assert server.asked == []


# The setting.


@pytest.fixture
def chosen(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Settings]]:
    """The settings with these of the writer."""

    def choose(**given: str) -> Settings:
        for name, value in given.items():
            monkeypatch.setenv(f"QA_WRITER_{name.upper()}", value)
        settings.cache_clear()
        return settings()

    yield choose
    settings.cache_clear()


GOOD = {
    "http://localhost:8080/v1": "http://localhost:8080/v1/chat/completions",
    "http://localhost:11434": "http://localhost:11434/v1/chat/completions",
    "http://localhost:11434/": "http://localhost:11434/v1/chat/completions",
    "https://llm.example.org/team/v1/": "https://llm.example.org/team/v1/chat/completions",
    "http://[::1]:8080/v1": "http://[::1]:8080/v1/chat/completions",
}


@pytest.mark.parametrize("given", GOOD)
def test_an_address_is_that_of_the_server(given: str, chosen: Callable[..., Settings]) -> None:
    server = WriterServer.of(chosen(url=given))
    assert server and server.chat == GOOD[given]


@pytest.mark.parametrize(
    "given",
    [
        "http://10.0.0.1@evil.example/v1",
        "https://me:secret@llm.example.org/v1",
        "http://10.0.0.1\\@evil.example/v1",
        "http://10.0.0.1#@evil.example/",
        "http://10.0.0.1?x=@evil.example/",
        "http://evil.example/v1 http://10.0.0.1",
        "http://10.0.0.1/v1\r\nHost: evil.example",
        "http://10.0.0.1/v1\n",
        "http://ехаmple.org/v1",
        "http://example。org/v1",
        "http://[fe80::1%25eth0]/v1",
        "file:///etc/passwd",
        "unix:///run/llm.sock",
        "ftp://10.0.0.1/",
        "//10.0.0.1/v1",
        "localhost:8080",
        "http://",
        "http://10.0.0.1:8080:9090/v1",
        "http://10.0.0.1:99999/v1",
        "http://[::zz]/v1",
        "http://[1:2]/v1",
    ],
)
def test_an_address_that_could_mislead_is_refused(
    given: str, chosen: Callable[..., Settings]
) -> None:
    with pytest.raises(InputRefused, match="QA_WRITER_URL"):
        chosen(url=given)


@pytest.mark.parametrize(
    "host", ["127.0.0.1:0", "256.1.1.1", "a..b", "-", "xn--", 300 * "a", "1.2.3.4.5"]
)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_where_nothing_can_be_nothing_is_asked(
    host: str, scheme: str, answer: Answer, chosen: Callable[..., Settings]
) -> None:
    server = WriterServer.of(chosen(url=f"{scheme}://{host}/v1"))
    assert server
    assert written(Writer(server), answer, agreed=True).status == "unavailable"


def test_a_key_with_a_line_end_is_refused(chosen: Callable[..., Settings]) -> None:
    with pytest.raises(InputRefused, match="QA_WRITER_KEY"):
        chosen(url="http://127.0.0.1/v1", key="secret\r\nX-Other: 1")


def test_it_is_off_unless_an_address_is_set(
    chosen: Callable[..., Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("QA_WRITER_URL", raising=False)
    chosen(model="small", key="secret")
    assert writer() is None
    assert "secret" not in repr(settings())
    with suppress(InputRefused):
        chosen(url="http://127.0.0.1:1/v1")
        assert writer() is writer() is not None
