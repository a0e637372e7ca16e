"""A visit to the page without a browser: what Streamlit's page says, and hears, by websocket."""

from __future__ import annotations

import asyncio
import re
import time
from types import TracebackType
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from qa.web.state import TOO_MANY

# What stands in a message that shows what became of a question, and what that is.
BECAME = {b"Searched": "answered", TOO_MANY.encode(): "turned away", b"stException": "failed"}
LARGEST = 64 * 1024 * 1024  # bytes of one message
WAIT = 120.0  # seconds for one answer


class Visit:
    """One tab of one visitor to the app at `address`, whose own address is `seen_as`.

    Entering it raises `websockets.InvalidStatus` where the visitor is turned away.
    """

    def __init__(self, address: str, seen_as: str) -> None:
        self._opening = connect(
            re.sub("^http", "ws", address) + "/_stcore/stream",
            subprotocols=[Subprotocol("streamlit")],
            additional_headers={"X-Forwarded-For": seen_as},
            max_size=LARGEST,
            proxy=None,
        )
        self._socket: ClientConnection

    async def __aenter__(self) -> Visit:
        self._socket = await self._opening
        await self.ask("")
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        await self._socket.close()

    async def ask(self, question: str) -> tuple[str, float]:
        """What became of `question` in the page's address: "answered", "turned away", "failed" or
        "nothing"; and in how many seconds that stood there. Returns once the page is at rest."""
        told = BackMsg()
        told.rerun_script.query_string = urlencode({"q": question} if question else {})
        began = time.perf_counter()
        await self._socket.send(told.SerializeToString())
        became, after = "nothing", 0.0
        async with asyncio.timeout(WAIT):
            while True:
                data = await self._socket.recv(decode=False)
                for words, meaning in BECAME.items():
                    if words in data:  # the last: what was answered before stands there too
                        became, after = meaning, time.perf_counter() - began
                said = ForwardMsg.FromString(data)
                if said.WhichOneof("type") == "script_finished" and (
                    said.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
                ):
                    return became, after
