"""One library kept by both engines: the same answers, and what each takes.

    python -m tests.benchmarks.engines LIBRARY GOLD.jsonl [GOLD.jsonl…]

The library in the folder LIBRARY, of any size (`tests.benchmarks.growth` makes large ones), is
moved to a PostgreSQL server that is started for this. Then are told: whether answers are the same,
but for the last figure of scores; at which depths the ranks of words are FTS5's; the share of the
nearest 200 passages that are found, of those that comparing all finds, for each limit; the
milliseconds of a question, of this process and beside it; its round trips; and by which indexes the
server's plans go.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any
from unittest import mock

import numpy as np
import psycopg

from qa.answers.answering import answer
from qa.answers.search.context import understand
from qa.evaluation.gold import GoldQuestion, read_gold
from qa.library.filters import NO_LIMITS, Filters
from qa.library.library import Library
from qa.library.move import move
from qa.library.postgresql.place import ServerPlace
from tests.engines import running_server

SEARCHES = re.compile(r"lexemes @@|<#>")  # in statements whose plans are told
INDEX = re.compile(r"Index (?:Only )?Scan (?:using|on) (\w+)")
DEPTHS = (10, 50, 200)
NOT_COMPARED = {"seconds", "score", "passage_id", "paper_id", "id"}  # a score is rounded


def main() -> None:
    """Compare the engines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", type=Path)
    parser.add_argument("gold", type=Path, nargs="+")
    given = parser.parse_args()
    questions = [question for path in given.gold for question in read_gold(path)]
    with running_server() as address, Library(given.library) as folder:
        place = ServerPlace(address, "measured", given.library)
        began = time.perf_counter()
        move(folder.place, place, embedder=folder.embedder)
        seconds = time.perf_counter() - began
        print(f"{len(folder.store):,} passages moved in {seconds:.0f} s")
        print(f"on disk: {disk(address):.1f} KB a passage on the server")
        with Library(place, embedder=folder.embedder) as server:
            for line in compared(folder, server, questions):
                print(line, flush=True)


def compared(folder: Library, server: Library, questions: Sequence[GoldQuestion]) -> Iterator[str]:
    """What is told of the engines, line by line."""
    mine = sorted(folder.store.vectors.get()[0])
    ours = dict(zip(sorted(server.store.vectors.get()[0]), mine, strict=True))
    same = [lasting(told(q, folder)) == lasting(told(q, server)) for q in questions]
    yield f"the same answers: {sum(same)} of {len(same)}"
    equal = dict.fromkeys(DEPTHS, 0)
    for question in questions:
        asked = understand(question.question, folder, previous=question.previous).question
        terms = [*asked.terms, *asked.names]
        one = [i for i, _ in folder.store.words.search(terms, DEPTHS[-1])]
        other = [ours[i] for i, _ in server.store.words.search(terms, DEPTHS[-1])]
        for depth in DEPTHS:
            equal[depth] += one[:depth] == other[:depth]
    yield f"ranks of words that are FTS5's, by depth: {equal} of {len(questions)}"
    for name, filters in limits(folder).items():
        shares = recall(folder, server, filters, questions, ours)
        yield f"recall of the nearest, {name}: mean {np.mean(shares):.3f}, least {min(shares):.3f}"
    for name, library in (("folder", folder), ("server", server)):
        times = [taken(partial(told, question, library)) for question in questions]
        own, beside = zip(*times, strict=True)
        yield f"{name}: {median(own):.0f} ms of this process a question, {median(beside):.0f} more"
    trips = [round_trips(partial(told, question, server)) for question in questions]
    yield f"round trips of a question: median {median(trips):.0f}, most {max(trips)}"
    yield f"plans: {', '.join(plans(server, questions[0]))}"


def told(question: GoldQuestion, library: Library) -> dict[str, Any]:
    return answer(question.question, library, previous=question.previous).to_json()


def lasting(held: object) -> object:
    """What is told, without what differs from one asking or one library to the next."""
    if isinstance(held, dict):
        return {k: lasting(one) for k, one in held.items() if k not in NOT_COMPARED}
    return [lasting(one) for one in held] if isinstance(held, list) else held


def limits(library: Library) -> dict[str, Filters]:
    """Limits that leave all, the papers of one committee, and one year."""
    committee = next(iter(library.totals.committees), None)
    last = library.totals.searched.latest or date.today()
    return {
        "without limits": NO_LIMITS,
        "of one committee": Filters(committee=committee),
        "of one year": Filters(date_from=date(last.year - 1, 1, 1), date_to=last),
    }


def recall(
    folder: Library,
    server: Library,
    filters: Filters,
    questions: Sequence[GoldQuestion],
    ours: dict[int, int],
) -> list[float]:
    """The share of the nearest of each question that the server finds."""
    ids, matrix = folder.store.vectors.get()
    there = {one.id for one in folder.store.passages.latest(filters, len(ids))}
    kept = np.asarray([i in there for i in ids])
    held, vectors = np.asarray(ids)[kept], matrix[kept]
    shares = []
    for question in questions:
        vector = folder.embedder.embed_one(question.question)
        right = set(held[np.argsort(-(vectors @ vector), kind="stable")[: DEPTHS[-1]]].tolist())
        found = {ours[i] for i, _ in server.store.vectors.nearest(vector, DEPTHS[-1], filters)}
        shares.append(len(found & right) / max(1, len(right)))
    return shares


def taken(work: Callable[[], object]) -> tuple[float, float]:
    """The milliseconds of processor time of this process, and the time beyond that."""
    began, used = time.perf_counter(), time.process_time()
    work()
    own = time.process_time() - used
    return 1000 * own, 1000 * max(0.0, time.perf_counter() - began - own)


def round_trips(work: Callable[[], object]) -> int:
    """How often the server is asked."""
    with counted() as trips:
        work()
    return len(trips)


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that are sent."""
    sent: list[str] = []
    execute = psycopg.Cursor.execute

    def noted(cursor: Any, query: Any, *args: Any, **named: Any) -> Any:
        sent.append(str(query))
        return execute(cursor, query, *args, **named)

    with mock.patch.object(psycopg.Cursor, "execute", noted):
        yield sent


def plans(server: Library, question: GoldQuestion) -> list[str]:
    """The indexes by which the server finds the words of a question, and the nearest passages."""
    found: dict[str, None] = {}
    execute = psycopg.Cursor.execute

    def explained(cursor: Any, query: Any, *args: Any, **named: Any) -> Any:
        if SEARCHES.search(str(query)) and not named.get("binary"):
            for row in execute(cursor, f"EXPLAIN {query}", *args, **named).fetchall():
                found.update(dict.fromkeys(INDEX.findall(row[0])))
        return execute(cursor, query, *args, **named)

    with mock.patch.object(psycopg.Cursor, "execute", explained):
        told(question, server)
    return list(found)


def disk(address: str) -> float:
    """Kilobytes that the database takes for each passage."""
    with psycopg.connect(address) as db:
        [size] = db.execute("SELECT pg_database_size(current_database())").fetchone() or (0,)
        [many] = db.execute("SELECT count(*) FROM council_papers.passages").fetchone() or (1,)
    return float(size / 1024 / max(1, many))


if __name__ == "__main__":
    main()
