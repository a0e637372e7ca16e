"""The open pages: how many of each address, how long in silence, and how much they send."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from time import monotonic, thread_time

from anyio import CancelScope, move_on_after, sleep
from starlette.types import Message, Receive, Send

from qa.settings import settings_or_defaults
from qa.web import page_messages
from qa.web.throttle import RateLimit, is_own_machine, network

SHARE, LEAST = 4, 24  # one address may have a fourth of all pages open, or so many
FIRST_SECONDS = 20.0  # within which a page must have asked for something
IDLE_SECONDS = (
    3600.0  # after which a page that asks for nothing is closed; a browser opens it again
)
MESSAGES_A_MINUTE = 600  # from all pages of one address; what comes sooner waits
AHEAD_SECONDS = 6.0  # of these that may come at once
OPENED_A_MINUTE = 300  # pages that one address may open
# Milliseconds that one is expected to take, which are counted before it: else all that wait would
# begin at once.
EXPECTED = 150
GONE_AWAY = 1001  # RFC 6455, section 7.4.1


# What drawing pages took, by address. A long conversation takes longer to draw than a short one, so
# counting messages would not do.
processor = RateLimit(2.0)


@contextmanager
def drawing(address: str) -> Iterator[None]:
    """Count the time that this thread takes to draw a page of `address`."""
    began = thread_time()
    try:
        yield
    finally:
        taken = round(1000 * (thread_time() - began))
        more = max(0, taken - EXPECTED)
        processor.spend(address, _milliseconds_a_minute(), monotonic(), more)


@dataclass(eq=False)
class OpenPage:
    """One page. `asked` is when it last asked for something, by time.monotonic, or was opened."""

    asked: float = field(default_factory=monotonic)
    waits: float = FIRST_SECONDS  # seconds it may be silent
    gives_way: bool = False  # to a page of another address
    silence: CancelScope = field(default_factory=CancelScope)  # ends the wait for its next message


class OpenPages:
    """The open pages by address. It is used by one event loop."""

    def __init__(self) -> None:
        self._pages: defaultdict[str, list[OpenPage]] = defaultdict(list)
        self._rate, self._openings = RateLimit(AHEAD_SECONDS), RateLimit()

    def has_room(self, address: str, most: int) -> bool:
        """Whether `address` may open one more page, where `most` may be open in all."""
        return self._has_share(network(address), most) and (
            len(self) < most or self._with_more(network(address)) is not None
        )

    def make_room(self, address: str, most: int) -> bool:
        """As `has_room`. Where all are taken, the address that has most of them loses one.

        It is the page that was silent for longest.
        """
        if not self.has_room(address, most):
            return False
        if self._openings.wait(address, OPENED_A_MINUTE, monotonic()):
            return False
        if len(self) >= most and (name := self._with_more(network(address))) is not None:
            page = min(self._pages[name], key=lambda one: one.asked)
            self._forget(name, page)
            page.gives_way, page.waits = True, 0.0
            page.silence.cancel()
        return True

    @contextmanager
    def opened(self, address: str, receive: Receive, send: Send) -> Iterator[Receive]:
        """Count a page while it is open. What it sends comes through what this gives."""
        name, page = network(address), OpenPage()
        self._pages[name].append(page)

        async def received() -> Message:
            verdict: str | int = "ignored"
            while verdict == "ignored":
                with move_on_after(page.waits) as page.silence:
                    message = await receive()
                if page.silence.cancelled_caught:
                    return await _closed(send, GONE_AWAY)
                verdict = page_messages.judge(message)
                if isinstance(verdict, int):
                    return await _closed(send, verdict)
                if message["type"] == "websocket.receive":
                    await self._turn(address, verdict == "draws")
                    page.asked = monotonic()
                    page.waits = 0.0 if page.gives_way else IDLE_SECONDS
            return message

        try:
            yield received
        finally:
            self._forget(name, page)

    async def _turn(self, address: str, draws: bool) -> None:
        """Wait until what a page of `address` asks for may be done, and whether it `draws` it."""
        while wait := self._rate.wait(address, MESSAGES_A_MINUTE, monotonic()):
            await sleep(wait)
        while draws and (wait := _wait_for_processor(address)):
            await sleep(min(wait, 1.0))

    def __len__(self) -> int:
        """How many pages are open."""
        return sum(map(len, self._pages.values()))

    def _has_share(self, name: str, most: int) -> bool:
        return len(self._pages.get(name, ())) < max(most // SHARE, min(most, LEAST))

    def _with_more(self, name: str) -> str | None:
        """The address with most open pages, if those are more than `name` will have."""
        most = max(self._pages, key=lambda one: len(self._pages[one]), default=name)
        mine = len(self._pages.get(name, ()))
        return most if len(self._pages.get(most, ())) > mine + 1 else None

    def _forget(self, name: str, page: OpenPage) -> None:
        pages = self._pages[name]
        if page in pages:
            pages.remove(page)
        if not pages:
            del self._pages[name]


def until_closed(send: Send) -> Send:
    """What sends to a page, as to one that has left once the page was closed.

    The web server closes pages by itself, such as those that do not answer in time or send too
    much. What is sent to them then it takes for a fault of the program, and logs.
    """

    async def sent(message: Message) -> None:
        try:
            await send(message)
        except RuntimeError as error:
            raise ConnectionResetError("The page was closed.") from error

    return sent


def _wait_for_processor(address: str) -> float:
    """Seconds until a page of `address` may be drawn.

    Visitors of this machine itself do not wait: behind a web server that QA_PROXIES does not name,
    all visitors seem to be such, and would share what one may have.
    """
    if is_own_machine(address):
        return 0.0
    return processor.wait(address, _milliseconds_a_minute(), monotonic(), EXPECTED)


def _milliseconds_a_minute() -> int:
    return 1000 * settings_or_defaults().share_seconds


async def _closed(send: Send, code: int) -> Message:
    """Close the web socket, and tell the app that it was."""
    with suppress(OSError):  # it has left already
        await send({"type": "websocket.close", "code": code})
    return {"type": "websocket.disconnect", "code": code}
