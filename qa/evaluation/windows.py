"""The search measured on passages as a file gives them: windows of transcripts, for example.

This measures ranking alone, on passages that the program did not read from a PDF or cut itself.
The file holds `passages`, in order, each with an id, the meeting it is from and its text; and
`queries`, each with the ids of the passages that are `relevant` to it.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean
from typing import Any

from qa.answers.search.context import understand
from qa.answers.search.search import search
from qa.answers.search.weights import WEIGHTS
from qa.errors import InputRefused
from qa.library.ingest import ingest
from qa.library.library import Library
from qa.papers.layout.speaker import speakers
from qa.papers.paper import Meeting, Page, Paper, Passage

DEPTH = 10  # passages of each query's results that are measured
AS_TYPED = replace(WEIGHTS, spelling=False)  # the queries were written with care
K = 5


@dataclass(frozen=True, slots=True)
class WindowSet:
    """The passages of each meeting in order, each as (id, text), and the queries."""

    meetings: dict[str, list[tuple[str, str]]]
    queries: list[tuple[str, frozenset[str]]]


def read_windows(path: Path) -> WindowSet:
    """The passages and queries in the file at `path`. Raises `InputRefused` if it is malformed."""
    meetings: dict[str, list[tuple[str, str]]] = defaultdict(list)
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        for passage in data["passages"]:
            meetings[str(passage["meeting"])].append((str(passage["id"]), str(passage["text"])))
        queries = [(str(q["query"]), frozenset(map(str, q["relevant"]))) for q in data["queries"]]
    except (OSError, UnicodeDecodeError) as error:
        raise InputRefused(f"{path} cannot be read ({error}).") from error
    except (ValueError, KeyError, TypeError) as error:
        raise InputRefused(
            f"{path} does not hold passages (id, meeting, text) and queries (query, relevant) "
            f"as JSON ({error})."
        ) from error
    if not meetings or not queries:
        raise InputRefused(f"{path} holds no passages, or no queries.")
    return WindowSet(dict(meetings), queries)


def measure_search(
    given: WindowSet, folder: Path, on_step: Callable[[str], None] = lambda step: None
) -> dict[str, float]:
    """hit@5, nDCG@10 and the mean reciprocal rank of the search, and the number of passages and
    queries.

    A library of the passages is kept in `folder` for the next run.
    """
    ids_by_file = _write_files(given, folder / "windows")
    on_step("Embedding the passages")
    with Library(folder / "index", create=True) as library:
        ingest([folder / "windows"], library, read=_read_passages)
        found = []
        for n, (query, relevant) in enumerate(given.queries, 1):
            on_step(f"Asking {n} of {len(given.queries)}")
            hits = search(understand(query, library, top=DEPTH, weights=AS_TYPED)).hits
            found_ids = [ids_by_file[hit.stored.paper][hit.stored.passage.page - 1] for hit in hits]
            found.append(_measures([id in relevant for id in found_ids], len(relevant)))
    return {
        "passages": sum(map(len, given.meetings.values())),
        "queries": len(given.queries),
        **{name: fmean(one[name] for one in found) for name in found[0]},
    }


def _write_files(given: WindowSet, folder: Path) -> Mapping[str, Sequence[str]]:
    """Write a file for each meeting, which `_read_passages` reads in place of a PDF; the ids of its
    passages by its name."""
    folder.mkdir(parents=True, exist_ok=True)
    ids_by_file = {}
    for number, passages in enumerate(given.meetings.values(), 1):
        name = f"meeting {number}.pdf"
        text = json.dumps([text for _, text in passages])
        if not (folder / name).exists() or (folder / name).read_text(encoding="utf-8") != text:
            (folder / name).write_text(text, encoding="utf-8")
        ids_by_file[name] = [id for id, _ in passages]
    for left in folder.glob("meeting *.pdf"):
        if left.name not in ids_by_file:
            left.unlink()  # written for another file that was measured before
    return ids_by_file


def _read_passages(path: Path) -> Paper:
    """A file of passages as a paper, a page for each passage."""
    texts: list[Any] = json.loads(path.read_text(encoding="utf-8"))
    passages = tuple(
        Passage(text, n, n, None, Meeting(), None, "minutes", "recorded", context=speaker)
        for n, (text, speaker) in enumerate(zip(texts, speakers(texts), strict=True), 1)
    )
    pages = tuple(Page(n, None, text) for n, text in enumerate(texts, 1))
    return Paper(path.name, None, Meeting(), "minutes", pages, passages)


def _measures(hits: Sequence[bool], relevant: int) -> dict[str, float]:
    """The measures of one query, by whether each passage found is one of the `relevant` ones."""
    gains = [hit / math.log2(rank + 1) for rank, hit in enumerate(hits, 1)]
    best = sum(1 / math.log2(rank + 1) for rank in range(1, min(DEPTH, relevant) + 1))
    first = next((rank for rank, hit in enumerate(hits, 1) if hit), None)
    return {
        f"hit@{K}": float(any(hits[:K])),
        f"nDCG@{DEPTH}": sum(gains) / best if best else 0.0,
        "MRR": 1 / first if first else 0.0,
    }
