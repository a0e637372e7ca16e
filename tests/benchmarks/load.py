"""How the service stands many people at once: `python -m tests.benchmarks.load`; `--help` has more.

The app is started as `streamlit run app.py` starts it, over the sample papers, and asked over
loopback: by programs (the API, papers, pictures) and by visitors (the page, over its websocket, as
Streamlit's own page speaks; `--pages` adds so many tabs of Chromium). First one of each alone,
then all together for `--minutes`, then more at a moment than may wait, then one alone again. A
soak is the same with `--minutes 10`. Every client has an address of its own, so that QA_RATE
counts it apart.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import shutil
import statistics
import tempfile
import time
from collections import defaultdict
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Annotated, Any

import httpx
import typer
import websockets
from playwright.async_api import Error, Page, async_playwright
from rich import print as tell
from rich.table import Table

from qa.evaluation.gold import read_gold
from qa.library.ingest import ingest
from qa.library.library import Library
from qa.settings import PROJECT, settings
from tests.benchmarks.visit import Visit
from tests.benchmarks.watched import Taken, server, slope, taken
from tests.browser.app import ALONE as PLAIN
from tests.browser.app import BROWSERS, QUIET, running

SEED = 20
ALONE = 8  # questions of each kind, of one client
STAY = 5  # questions of one visit
LOOK = 1.0  # seconds between two looks at what the process takes
BEYOND = 4  # times as many at one moment as may be there
WARM = 1 / 3  # of the time: until then memory may grow
LONG = 120.0  # seconds for one answer
# What programs ask, and how often.
MIX = {"ask": 8, "decisions": 2, "answers": 2, "papers": 1, "passage": 2, "picture": 3, "pdf": 2}


@dataclass(slots=True)
class Kind:
    """What became of requests of one kind: seconds of those that were answered, and the rest."""

    seconds: list[float] = field(default_factory=list)
    turned_away: int = 0
    impolite: list[str] = field(default_factory=list)

    def count(self, became: str, seconds: float) -> None:
        """Count one more: "answered", "turned away", or in other words what went wrong."""
        if became == "answered":
            self.seconds.append(seconds)
        elif became == "turned away":
            self.turned_away += 1
        else:
            self.impolite.append(became)

    def figures(self) -> dict[str, Any]:
        """The figures, in seconds."""
        ordered = sorted(self.seconds)
        return {
            "answered": len(ordered),
            "median": statistics.median(ordered) if ordered else None,
            "p95": ordered[int(0.95 * (len(ordered) - 1))] if ordered else None,
            "worst": ordered[-1] if ordered else None,
            "turned_away": self.turned_away,
            "errors": len(self.impolite),
            "first_error": self.impolite[0] if self.impolite else None,
        }


Counted = defaultdict[str, Kind]


class Programs:
    """What programs ask of the app, each from an address of its own."""

    def __init__(self, address: str, questions: list[str]) -> None:
        self._http = httpx.AsyncClient(
            base_url=address, timeout=LONG, limits=httpx.Limits(max_connections=None)
        )
        self._questions = questions
        self._links: list[tuple[str, str, int, str]] = []  # reference, key, page, address of PDF

    async def close(self) -> None:
        """End the connections."""
        await self._http.aclose()

    async def prepare(self) -> None:
        """Learn what there is to fetch from the citations of some answers."""
        for question in self._questions[:5]:
            told = await self._http.get("/api/ask", params={"q": question})
            for citation in told.raise_for_status().json()["citations"]:
                cite = citation["links"]["page"].partition("cite=")[2]
                pdf = citation["links"]["pdf"].partition("#")[0]
                key = pdf.removeprefix("papers/").removesuffix(".pdf")
                self._links.append((cite, key, citation["pdf_page"], pdf))

    async def ask(self, kind: str, who: str, chance: random.Random, counted: Counted) -> float:
        """Ask something of this kind; how many seconds one is asked to wait before the next."""
        question = chance.choice(self._questions)
        cite, key, page, pdf = chance.choice(self._links)
        width = chance.choice((800, 1200, 1800))
        path, query = {
            "ask": ("/api/ask", {"q": question}),
            "decisions": ("/api/decisions", {"about": question}),
            "answers": ("/api/answers", {"q": question}),
            "papers": ("/api/papers", {}),
            "passage": (f"/api/passage?cite={cite}", {}),
            "picture": (f"/papers/{key}/{page}.png?cite={cite}&width={width}", {}),
            "pdf": (f"/{pdf}", {}),
        }[kind]
        headers = {"X-Forwarded-For": who}
        if kind == "pdf":
            headers["Range"] = "bytes=0-65535"
        began = time.perf_counter()
        try:
            got = await self._http.get(path, params=query or None, headers=headers)
        except httpx.HTTPError as error:
            counted[kind].count(repr(error), 0.0)
            return 0.0
        wait = float(got.headers.get("Retry-After", 0)) if got.status_code in (429, 503) else 0.0
        became = f"{got.status_code}: {got.text[:200]}" if got.is_error else "answered"
        counted[kind].count("turned away" if wait else became, time.perf_counter() - began)
        return wait


async def program(
    programs: Programs, who: str, until: float, chance: random.Random, counted: Counted
) -> None:
    """One program, which asks again as soon as it is answered, and waits as long as it is told."""
    while time.monotonic() < until:
        [kind] = chance.choices(list(MIX), list(MIX.values()))
        wait = await programs.ask(kind, who, chance, counted)
        await asyncio.sleep(min(wait, max(0.0, until - time.monotonic())))


async def visitor(
    address: str, questions: list[str], who: str, until: float, chance: random.Random, told: Counted
) -> None:
    """One visitor after another, each with some questions."""
    while time.monotonic() < until:
        began = time.perf_counter()
        try:
            async with Visit(address, who) as visit:
                told["page opened"].count("answered", time.perf_counter() - began)
                for question in chance.sample(questions, STAY):
                    told["page"].count(*await visit.ask(question))
                    if time.monotonic() > until:
                        break
        except websockets.InvalidStatus as error:
            polite = error.response.status_code == 503
            told["page opened"].count("turned away" if polite else str(error), 0.0)
            await asyncio.sleep(1)
        except (websockets.WebSocketException, OSError) as error:
            told["page"].count(repr(error), 0.0)


async def tab(page: Page, questions: list[str], until: float, told: Counted) -> None:
    """One tab of a browser, in which one question after the other is typed."""
    box, answers = page.get_by_placeholder("Ask about the papers"), page.get_by_text("Searched")
    while time.monotonic() < until:
        question = random.Random(until + len(told["browser"].seconds)).choice(questions)
        before, began = await answers.count(), time.perf_counter()
        try:
            await box.fill(question)
            await box.press("Enter")
            await answers.nth(before).wait_for(timeout=1000 * LONG)
            told["browser"].count("answered", time.perf_counter() - began)
        except Error as error:
            told["browser"].count(error.message, 0.0)


async def watch(process: int, seen: list[Taken]) -> None:
    """Look at what the process takes, again and again."""
    while True:
        seen.append(await asyncio.to_thread(taken, process))
        await asyncio.sleep(LOOK)


async def alone(address: str, programs: Programs, questions: list[str]) -> Counted:
    """One program and then one visitor, with nobody else there."""
    told, chance = Counted(Kind), random.Random(SEED)
    for kind in MIX:
        for _ in range(ALONE):
            await programs.ask(kind, "198.51.100.1", chance, told)
    async with Visit(address, "198.51.100.2") as visit:
        for question in chance.sample(questions, ALONE):
            told["page"].count(*await visit.ask(question))
    return told


async def together(
    address: str, programs: Programs, questions: list[str], people: int, seconds: float
) -> Counted:
    """Half of the people as programs and half as visitors, for so long."""
    told, until = Counted(Kind), time.monotonic() + seconds
    async with asyncio.TaskGroup() as group:
        for n in range(people):
            who, chance = f"203.0.113.{n % 250}", random.Random(SEED + n)
            if n % 2:
                group.create_task(visitor(address, questions, who, until, chance, told))
            else:
                group.create_task(program(programs, who, until, chance, told))
    return told


async def beyond(address: str, programs: Programs, questions: list[str]) -> Counted:
    """More questions at one moment than may wait: of programs and of visitors, so many each."""
    told, chosen = Counted(Kind), settings()
    many = BEYOND * (chosen.waiting + chosen.at_once)

    async def ask_once(n: int) -> None:
        async with Visit(address, f"192.0.2.{n % 250}") as visit:
            ready.release()
            await go.wait()
            told["page"].count(*await visit.ask(questions[n % len(questions)]))

    ready, go = asyncio.Semaphore(0), asyncio.Event()
    async with asyncio.TaskGroup() as group:
        for n in range(many):
            group.create_task(ask_once(n))
        for _ in range(many):
            await ready.acquire()
        for n in range(many):
            chance = random.Random(n)
            group.create_task(programs.ask("ask", f"198.51.100.{n % 250}", chance, told))
        await asyncio.sleep(LOOK)  # else the pages, which are more work, have the processor first
        go.set()
    return told


async def all_of_it(
    address: str, process: int, people: int, seconds: float, pages: int
) -> dict[str, Any]:
    """Every part after the other, and what was seen."""
    questions = [gold.question for gold in read_gold(PROJECT / "corpus/gold.jsonl")]
    programs, seen = Programs(address, questions), list[Taken]()
    watching = asyncio.create_task(watch(process, seen))
    parts: dict[str, Counted] = {}
    await programs.prepare()
    parts["alone"] = await alone(address, programs, questions)
    began = time.monotonic()
    async with asyncio.TaskGroup() as group:
        if pages:
            tabs = group.create_task(browsing(address, questions, pages, began + seconds))
        main = group.create_task(together(address, programs, questions, people, seconds))
    parts["together"] = main.result()
    if pages:
        parts["together"] |= tabs.result()
    ended = time.monotonic()
    parts["beyond the bound"] = await beyond(address, programs, questions)
    parts["alone again"] = await alone(address, programs, questions)
    watching.cancel()
    await programs.close()
    warm = [one for one in seen if began + WARM * seconds <= one.at <= ended]
    return {
        "people": people,
        "seconds": ended - began,
        "parts": {
            name: {kind: counted.figures() for kind, counted in part.items()}
            for name, part in parts.items()
        },
        "taken": {
            "at start": asdict(seen[0]),
            "warm": asdict(warm[0]),
            "at the end": asdict(warm[-1]),
            "after all": asdict(seen[-1]),
            "most megabytes": max(one.megabytes for one in seen),
            "most files": max(one.files for one in seen),
            "most threads": max(one.threads for one in seen),
            "megabytes a minute": slope(warm),
        },
    }


async def browsing(address: str, questions: list[str], pages: int, until: float) -> Counted:
    """So many tabs of Chromium."""
    told = Counted(Kind)
    async with async_playwright() as playwright:
        found = next(filter(None, map(shutil.which, BROWSERS)), None)
        browser = await playwright.chromium.launch(
            executable_path=found, args=f"{QUIET} {PLAIN}".split()
        )
        tabs = [await browser.new_page() for _ in range(pages)]
        await asyncio.gather(*(page.goto(address) for page in tabs))
        async with asyncio.TaskGroup() as group:
            for page in tabs:
                group.create_task(tab(page, questions, until, told))
        await browser.close()
    return told


def main(
    people: Annotated[int, typer.Option(help="Programs and visitors, half of each.")] = 20,
    minutes: Annotated[float, typer.Option(help="How long they ask together.")] = 1.0,
    pages: Annotated[int, typer.Option(help="Tabs of Chromium beside.")] = 0,
    index: Annotated[Path | None, typer.Option(help="A library; else the sample papers.")] = None,
    json_file: Annotated[Path | None, typer.Option("--json", help="File for the figures.")] = None,
) -> None:
    """Ask, and print what became of it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if index is None:
            index = folder / "index"
            with Library(index, create=True) as library:
                ingest([PROJECT / "corpus"], library)
        chosen = {"QA_RATE": str(settings().rate), "QA_PROXIES": "127.0.0.1,::1"}
        with running(index, folder, **chosen) as address:
            process = server(os.getpid())
            found = asyncio.run(all_of_it(address, process, people, 60 * minutes, pages))
    if json_file:
        json_file.write_text(json.dumps(found, indent=1))
    show(found)


def show(found: dict[str, Any]) -> None:
    """Print the figures, each time as so many times of the same kind alone too."""
    parts = found["parts"]
    for name, part in parts.items():
        table = Table("", "answered", "median", "95 %", "worst", "× alone", "turned away", "errors")
        for kind, told in part.items():
            before = parts["alone"].get(kind, {}).get("median")
            times = told["median"] / before if told["median"] and before else None
            table.add_row(
                kind,
                f"{told['answered']:,}",
                *(_words(told[one], " s") for one in ("median", "p95", "worst")),
                _words(times, ""),
                f"{told['turned_away']:,}",
                f"{told['errors']:,}",
            )
        tell(f"\n[bold]{name.capitalize()}[/bold]", table)
        for told in part.values():
            if told["first_error"]:
                tell("Error:", told["first_error"])
    answered = sum(told["answered"] for told in parts["together"].values())
    tell(f"{found['people']} people: {answered / found['seconds']:.1f} requests a second")
    table = Table("of the server", "MB", "threads", "open files", "processes")
    for when in ("at start", "warm", "at the end", "after all"):
        one = found["taken"][when]
        table.add_row(
            when,
            f"{one['megabytes']:.0f}",
            *map(str, (one["threads"], one["files"], one["processes"])),
        )
    tell(table, f"Memory grew by {found['taken']['megabytes a minute']:.1f} MB a minute.")


def _words(number: float | None, unit: str) -> str:
    return "" if number is None else f"{number:.2f}{unit}"


if __name__ == "__main__":
    typer.run(main)
