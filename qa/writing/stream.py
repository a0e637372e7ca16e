"""Asks a server, and reads what it writes as it comes: bounded in time, size and form.

The server may be slow, wrong or hostile. It is asked once: no redirect is followed, nothing of the
environment (proxies, passwords) is used, and nothing is sent but the question and the passages.
"""

from __future__ import annotations

import time
from codecs import getincrementaldecoder
from collections.abc import Generator, Iterable, Iterator, Mapping
from typing import Any

import httpx
from pydantic_core import from_json

from qa import __version__
from qa.network import CheckedTransport
from qa.writing.failure import WriterFailed
from qa.writing.server import CONNECTING, WriterNetwork, WriterServer

FIRST = 10.0  # seconds until the first word
WHOLE = 30.0  # seconds until the last
MAX_BYTES = 1_000_000  # of a response
MAX_LINE = 64_000  # characters of one event
DONE = "[DONE]"
STREAM = "text/event-stream"


class NotDone(WriterFailed):
    """The time was up, or the length, before all was written."""


def written_by(
    server: WriterServer, body: Mapping[str, Any], agreed: bool
) -> Generator[str, None, None]:
    """The text that a server writes, piece by piece; pieces may be empty.

    Raises `WriterFailed`; `NotDone` where it began to write and was not done in time or length.
    """
    began = time.monotonic()
    network = WriterNetwork(server, agreed)
    network.deadline = began + CONNECTING

    def connected(event: str, _: Mapping[str, Any]) -> None:
        if event.endswith("send_request_headers.started"):
            network.deadline = began + FIRST

    has_begun = False
    try:
        with (
            _client(server, network) as client,
            client.stream("POST", server.chat, json=body, extensions={"trace": connected}) as found,
        ):
            _check_head(found)
            for piece in _pieces(_lines(found.iter_raw())):
                if not has_begun:
                    network.deadline, has_begun = began + WHOLE, True
                yield piece
    except httpx.TimeoutException as error:
        late = NotDone if has_begun else WriterFailed
        raise late(f"It did not answer in time ({type(error).__name__}).") from error
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:  # or no host at all
        raise WriterFailed(f"It could not be asked ({type(error).__name__}).") from error


def _client(server: WriterServer, network: WriterNetwork) -> httpx.Client:
    headers = {
        "User-Agent": f"council-papers/{__version__}",
        "Accept": STREAM,
        "Accept-Encoding": "identity",
        **({"Authorization": f"Bearer {server.key}"} if server.key else {}),
    }
    return httpx.Client(
        transport=CheckedTransport(network),
        timeout=httpx.Timeout(FIRST, connect=CONNECTING),
        headers=headers,
        follow_redirects=False,
        trust_env=False,
    )


def _check_head(found: httpx.Response) -> None:
    if found.status_code != httpx.codes.OK:
        raise WriterFailed(f"It answered with status {found.status_code}.")
    kind = found.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != STREAM:
        raise WriterFailed("It answered with something else than a stream of events.")
    if found.headers.get("content-encoding", "identity").lower() != "identity":
        raise WriterFailed("It packed its answer, though it was asked not to.")


def _lines(chunks: Iterable[bytes]) -> Iterator[str]:
    """The lines of a response as they come."""
    decoder, kept, size = getincrementaldecoder("utf-8")(), "", 0
    for chunk in chunks:
        size += len(chunk)
        if size > MAX_BYTES:
            raise WriterFailed("It answered at too great a length.")
        try:
            kept += decoder.decode(chunk)
        except UnicodeDecodeError as error:
            raise WriterFailed("Its answer is no text (UTF-8).") from error
        *lines, kept = kept.split("\n")
        yield from (line.removesuffix("\r") for line in lines)
        if len(kept) > MAX_LINE:
            raise WriterFailed("It answered with too long a line.")
    yield kept


def _pieces(lines: Iterable[str]) -> Iterator[str]:
    """The pieces of text in the events of a stream, up to its end.

    https://html.spec.whatwg.org/multipage/server-sent-events.html; each event is one line of data,
    as OpenAI's API has it. Comments, as some servers send to keep a connection, are passed over.
    """
    is_whole = False
    for line in lines:
        if not line.startswith("data:"):
            continue
        data = line.removeprefix("data:").strip()
        if data == DONE:
            break
        text, ending = _event(data)
        is_whole = is_whole or ending == "stop"
        if text is not None:
            yield text
        if ending == "length":
            raise NotDone("It wrote as much as it may, and was not done.")
        if ending not in (None, "stop"):
            raise WriterFailed("It ended for another reason than that all is written.")
    if not is_whole:
        raise WriterFailed("It was cut off.")


def _event(data: str) -> tuple[str | None, str | None]:
    """The text of an event, and the reason why the text ends there; each None where there is none.
    What a model thinks is no text, but a piece of its answer all the same: empty."""
    try:
        told = from_json(data)
        choices = told["choices"]
        if not choices:  # as the last event that counts tokens
            return None, None
        delta, ending = choices[0]["delta"], choices[0].get("finish_reason")
        text, thought = delta.get("content"), delta.get("reasoning_content")
        if delta.get("tool_calls") or not isinstance(text or "", str):
            raise TypeError
    except (ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        raise WriterFailed("Its answer has another form than it was asked for.") from error
    if text or thought:
        return text or "", ending
    return None, ending
