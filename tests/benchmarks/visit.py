"""A visit to the page without a browser: what Streamlit's page says, and hears, by websocket."""

from __future__ import annotations

import asyncio
import re
import ssl
import time
from types import TracebackType
from urllib.parse import urlencode, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from qa.web.state import TOO_MANY
from qa.web.visits import COOKIE

# What stands in a message that shows what became of a question, and what that is.
BECAME = {b"Searched": "answered", TOO_MANY.encode(): "turned away", b"stException": "failed"}
LARGEST = 64 * 1024 * 1024  # bytes of one message
WAIT = 120.0  # seconds for one answer


class Visit:
    """One tab of one visitor to the app at `address`, whose own address is `seen_as`.

    It may go on with the session of another visit, by its id, bear a `cookie`, ask for the service
    by the name `host`, and by `tls`. Entering it asks for the front page, unless it is `silent`.
    It raises `websockets.InvalidStatus` where the visitor is turned away.
    """

    def __init__(
        self,
        address: str,
        seen_as: str,
        *,
        session: str = "",
        cookie: str = "",
        silent: bool = False,
        host: str = "",
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._silent = silent
        self.session = ""  # as the app has told
        self.heard = b""  # of the latest question
        self.shown: list[Element] = []
        also = {"Cookie": f"{COOKIE}={cookie}"} if cookie else {}
        protocols = ["streamlit", "none", session] if session else ["streamlit"]
        there = urlsplit(re.sub("^http", "ws", address))
        self._opening = connect(
            f"{there.scheme}://{host or there.hostname}:{there.port}/_stcore/stream",
            host=there.hostname,
            port=there.port,
            ssl=tls,
            subprotocols=[Subprotocol(one) for one in protocols],
            additional_headers={"X-Forwarded-For": seen_as, **also},
            max_size=LARGEST,
            proxy=None,
        )
        self._socket: ClientConnection

    async def __aenter__(self) -> Visit:
        self._socket = await self._opening
        if not self._silent:
            await self.ask("")
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        await self._socket.close()

    async def send(self, message: BackMsg) -> None:
        """Send a message, whatever becomes of it."""
        await self._socket.send(message.SerializeToString())

    async def ask(self, question: str) -> tuple[str, float]:
        """What became of `question` in the page's address: "answered", "turned away", "failed" or
        "nothing"; and in how many seconds that stood there. Returns once the page is at rest."""
        told = BackMsg()
        told.rerun_script.query_string = urlencode({"q": question} if question else {})
        return await self.say(told)

    async def say(self, told: BackMsg) -> tuple[str, float]:
        """As `ask`, of any message that has the page drawn. `shown` has its parts then."""
        began = time.perf_counter()
        await self.send(told)
        became, after, self.heard, self.shown = "nothing", 0.0, b"", []
        async with asyncio.timeout(WAIT):
            while True:
                data = await self._socket.recv(decode=False)
                self.heard += data
                for words, meaning in BECAME.items():
                    if words in data:  # the last: what was answered before stands there too
                        became, after = meaning, time.perf_counter() - began
                said = ForwardMsg.FromString(data)
                if said.WhichOneof("type") == "delta":
                    self.shown.append(said.delta.new_element)
                if said.WhichOneof("type") == "new_session":
                    self.session = said.new_session.initialize.session_id or self.session
                if said.WhichOneof("type") == "script_finished" and (
                    said.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
                ):
                    return became, after
