"""A server like those of language models, which answers as a test wants it to, well or badly."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

Told = tuple[str, int]  # a sentence, and the number of its passage


@dataclass
class Asked:
    """A request as it arrived."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def text(self) -> str:
        """All that a model would read."""
        return "\n".join(message["content"] for message in self.body["messages"])


class Answering(BaseHTTPRequestHandler):
    """One request. What is done with it is the server's `answer`."""

    server: ModelServer
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.asked.append(Asked(self.path, dict(self.headers), json.loads(body)))
        self.close_connection = True
        with suppress(OSError):  # who asked may have gone
            self.server.answer(self)

    def do_GET(self) -> None:
        self.server.asked.append(Asked(self.path, dict(self.headers), {}))

    def begin(self, kind: str = "text/event-stream", status: int = 200, **headers: str) -> None:
        """Send the head of a response that ends with its connection."""
        self.send_response(status)
        for name, value in {"content-type": kind, "connection": "close", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def send(self, *events: str | bytes) -> None:
        """Send parts of the response."""
        for one in events:
            self.wfile.write(one.encode() if isinstance(one, str) else one)
            self.wfile.flush()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class ModelServer(ThreadingHTTPServer):
    """The server. `asked` are the requests so far."""

    daemon_threads = True

    def __init__(self, answer: Callable[[Answering], None]) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.answer = answer
        self.asked: list[Asked] = []

    @property
    def address(self) -> str:
        """Its base address."""
        return f"http://127.0.0.1:{self.server_port}/v1"


@contextmanager
def serving(answer: Callable[[Answering], None]) -> Iterator[ModelServer]:
    """A server that does this with each request."""
    server = ModelServer(answer)
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def sentences_json(*told: Told) -> str:
    """What a good model writes."""
    return json.dumps({"sentences": [{"text": text, "passage": n} for text, n in told]})


def event(piece: str | None = None, ending: str | None = None, **delta: Any) -> str:
    """An event of a stream."""
    content = {} if piece is None else {"content": piece}
    choice = {"index": 0, "delta": {**content, **delta}, "finish_reason": ending}
    return f"data: {json.dumps({'choices': [choice]})}\n\n"


def events_of(text: str, size: int = 7) -> list[str]:
    """A whole stream that has this text in small pieces."""
    pieces = [event(text[at : at + size]) for at in range(0, len(text), size)]
    begin, end = event(role="assistant", content=""), [event(ending="stop"), "data: [DONE]\n\n"]
    return [begin, *pieces, *end]


def writes(text: str) -> Callable[[Answering], None]:
    """How a model answers that writes this text."""

    def answer(to: Answering) -> None:
        to.begin()
        to.send(*events_of(text))

    return answer


def writes_sentences(*told: Told) -> Callable[[Answering], None]:
    """How a good model answers."""
    return writes(sentences_json(*told))


def sends(*parts: str | bytes, **head: Any) -> Callable[[Answering], None]:
    """How a server answers that sends these parts after its head, whatever they are."""

    def answer(to: Answering) -> None:
        to.begin(**head)
        to.send(*parts)

    return answer
