"""What one greedy visitor takes from others: `python -m tests.benchmarks.crowd`; `--help` has more.

The app is started as `streamlit run app.py` starts it, over the sample papers. Usual readers, each
from an address of its own, ask a question and look at a page now and then. First they are alone,
then beside one address that is greedy in one way after another, then alone again.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import socket
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

import httpx
import typer
import websockets
from rich import print as tell
from rich.table import Table
from streamlit.proto.BackMsg_pb2 import BackMsg

from qa.evaluation.gold import read_gold
from qa.library.ingest import ingest
from qa.library.library import Library
from qa.settings import PROJECT
from tests.benchmarks.load import Counted, Kind, Programs
from tests.benchmarks.visit import Visit
from tests.benchmarks.watched import server, taken
from tests.browser.app import running

READERS = 10
GREEDY = "203.0.113.9"  # the address of the greedy one
PAUSE = 3.0  # seconds for which a usual reader reads
TABS, SOCKETS, SLOW, CLIENTS = 24, 220, 320, 20
START = 5.0  # seconds until another process has begun
LARGE = 19_000_000  # bytes of one message
PROXY = "127.0.0.1,::1"  # which the addresses of the readers are taken from
REFUSED = (websockets.WebSocketException, httpx.HTTPError, OSError, TimeoutError)


@dataclass(frozen=True, slots=True)
class Place:
    """The app that is asked, and what there is to ask it for."""

    address: str
    questions: list[str]
    programs: Programs
    largest: str  # the address of the longest paper


async def tabs(place: Place) -> None:
    """Many tabs that ask again as soon as they are answered."""

    async def tab(number: int) -> None:
        chance = random.Random(number)
        async with Visit(place.address, GREEDY) as visit:
            while True:
                await visit.ask(f"{chance.choice(place.questions)} {chance.random()}")

    await _many(TABS, tab)


async def sockets(place: Place) -> None:
    """Many web sockets that say nothing."""

    async def silent(_: int) -> None:
        async with Visit(place.address, GREEDY, silent=True):
            await asyncio.sleep(3600)

    await _many(SOCKETS, silent)


async def large_messages(place: Place) -> None:
    """Tabs that send one message as large as a paper after another."""

    async def sender(_: int) -> None:
        told = BackMsg()
        told.rerun_script.query_string = "q=" + "a" * LARGE
        async with Visit(place.address, GREEDY) as visit:
            await visit.send(told)
            await asyncio.sleep(1)

    await _many(4, sender)


async def slow_readers(place: Place) -> None:
    """Connections that ask for the longest paper, and take nothing of it."""

    async def slow(_: int) -> None:
        await _connected(
            place, f"GET {place.largest} HTTP/1.1\r\nX-Forwarded-For: {GREEDY}\r\n\r\n"
        )

    await _many(SLOW, slow)


async def endless_headers(place: Place) -> None:
    """Connections whose first request never ends."""
    await _many(SLOW, lambda _: _connected(place, "GET / HTTP/1.1\r\nX-More: and more\r\n"))


async def pictures(place: Place) -> None:
    """Programs that ask for one picture after another."""
    await _many(CLIENTS, lambda number: _program(place, "picture", number))


async def questions(place: Place) -> None:
    """Programs that ask one question after another, however often they are told to wait."""
    await _many(CLIENTS, lambda number: _program(place, "ask", number))


async def downloads(place: Place) -> None:
    """Programs that fetch one paper after another."""
    await _many(CLIENTS, lambda number: _program(place, "pdf", number))


WAYS: dict[str, Callable[[Place], Awaitable[None]]] = {
    one.__name__.replace("_", " "): one
    for one in (
        tabs,
        sockets,
        large_messages,
        slow_readers,
        endless_headers,
        pictures,
        questions,
        downloads,
    )
}


async def usual(place: Place, seconds: float, readers: int = READERS) -> Counted:
    """What became of what usual readers ask, in so many seconds."""
    told, until = Counted(Kind), time.monotonic() + seconds
    async with asyncio.TaskGroup() as group:
        for number in range(readers):
            group.create_task(_reader(place, f"198.51.100.{number}", number, until, told))
    return told


async def prepared(address: str) -> Place:
    """The app at `address`, and what it has."""
    asked = [gold.question for gold in read_gold(PROJECT / "corpus/gold.jsonl")]
    programs = Programs(address, asked)
    await programs.prepare()
    async with httpx.AsyncClient(base_url=address) as client:
        papers = (await client.get("/api/papers", params={"limit": 100})).json()["papers"]
    longest = max(papers, key=lambda paper: paper["pages"])
    return Place(address, asked, programs, f"/papers/{longest['key']}.pdf")


async def beside(place: Place, way: str, seconds: float, readers: int = READERS) -> Counted:
    """As `usual`, while one address is greedy in this way."""
    greedy = get_context("spawn").Process(target=be_greedy, args=(place.address, way), daemon=True)
    greedy.start()  # in a process of its own, so that it does not slow the readers down itself
    try:
        await asyncio.sleep(START)
        return await usual(place, seconds, readers)
    finally:
        greedy.terminate()
        greedy.join()


def be_greedy(address: str, way: str) -> None:
    """Be greedy in this way until the process is ended."""

    async def for_ever() -> None:
        await WAYS[way](await prepared(address))

    asyncio.run(for_ever())


async def all_ways(address: str, process: int, seconds: float, ways: list[str]) -> dict[str, Any]:
    """The usual readers alone, beside each way, and alone again."""
    place = await prepared(address)
    await usual(place, 5)  # the first questions load what others then use
    found: dict[str, Any] = {}
    for way in ("alone", *ways, "alone again"):
        before = taken(process).megabytes
        counting = usual(place, seconds) if way in ("alone", "alone again") else None
        told = await (counting or beside(place, way, seconds))
        during = taken(process).megabytes
        await asyncio.sleep(2)
        found[way] = {
            "readers": {kind: counted.figures() for kind, counted in told.items()},
            "megabytes": [before, during, taken(process).megabytes],
        }
    await place.programs.close()
    return found


def show(found: dict[str, Any]) -> None:
    """Print the figures of the usual readers."""
    table = Table("greedy", "", "answered", "median", "95 %", "× alone", "refused", "MB")
    for way, told in found.items():
        memory = " → ".join(f"{one:.0f}" for one in told["megabytes"])
        for kind, one in told["readers"].items():
            alone = found["alone"]["readers"].get(kind, {}).get("p95")
            times = one["p95"] / alone if one["p95"] and alone else float("nan")
            refused = one["turned_away"] + one["errors"]
            seconds = (f"{one[name] or 0:.2f} s" for name in ("median", "p95"))
            table.add_row(
                way, kind, f"{one['answered']}", *seconds, f"{times:.1f}", str(refused), memory
            )
    tell(table)


def main(
    seconds: Annotated[float, typer.Option(help="For how long, each way.")] = 20.0,
    way: Annotated[list[str] | None, typer.Option(help=f"One of: {', '.join(WAYS)}.")] = None,
    json_file: Annotated[Path | None, typer.Option("--json", help="File for the figures.")] = None,
) -> None:
    """Ask beside a greedy visitor, and print what became of it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Library(folder / "index", create=True) as library:
            ingest([PROJECT / "corpus"], library)
        with running(folder / "index", folder, QA_PROXIES=PROXY, QA_RATE="120") as address:
            process = server(os.getpid())
            found = asyncio.run(all_ways(address, process, seconds, way or list(WAYS)))
    if json_file:
        json_file.write_text(json.dumps(found, indent=1))
    show(found)


async def _reader(place: Place, who: str, number: int, until: float, told: Counted) -> None:
    chance = random.Random(number)
    await asyncio.sleep(chance.uniform(0, PAUSE))
    try:
        async with Visit(place.address, who) as visit:
            while time.monotonic() < until:
                told["page"].count(*await visit.ask(chance.choice(place.questions)))
                await place.programs.ask("picture", who, chance, told)
                await asyncio.sleep(chance.uniform(PAUSE / 2, PAUSE))
    except REFUSED as error:
        told["page"].count(repr(error), 0.0)


async def _program(place: Place, kind: str, number: int) -> None:
    chance = random.Random(number)
    while True:
        await place.programs.ask(kind, GREEDY, chance, Counted(Kind))


async def _connected(place: Place, sent: str) -> None:
    """Connect, send this, take nothing, and stay until the other side leaves."""
    host = urlsplit(place.address)
    loop = asyncio.get_running_loop()
    with socket.socket() as mine:
        mine.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        mine.setblocking(False)
        await loop.sock_connect(mine, ("127.0.0.1", host.port))
        first, _, rest = sent.partition("\r\n")
        await loop.sock_sendall(mine, f"{first}\r\nHost: {host.netloc}\r\n{rest}".encode())
        await asyncio.sleep(3600)


async def _many(number: int, one: Callable[[int], Awaitable[None]]) -> None:
    """So many at once, each again when it has ended, until this is cancelled."""

    async def again(which: int) -> None:
        while True:
            with suppress(*REFUSED):
                await one(which)
            await asyncio.sleep(0.2)

    async with asyncio.TaskGroup() as group:
        for which in range(number):
            group.create_task(again(which))


if __name__ == "__main__":
    typer.run(main)
