"""How fast texts become vectors: `python -m tests.benchmarks.embedding`.

The passages of the sample papers, or of other folders: by sentence-transformers with its defaults,
and by the library's own three forms of the same weights, by turns in one process, so that the
machine's noise falls on all alike. Each against the limit: the products a second that all cores do
when they do nothing but one product of matrices of the model's size. Medians of the rounds.
"""

from __future__ import annotations

import json
import os
import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import numpy.typing as npt
import torch
import typer
from rich.console import Console
from rich.table import Table
from sentence_transformers import SentenceTransformer

from qa.errors import UnreadablePaper
from qa.library.bulk import Bulk
from qa.library.embedder import installed_model
from qa.library.embedding import embedding_text
from qa.library.files import paper_files
from qa.library.minilm import MiniLm
from qa.library.records import Matrix
from qa.papers.reading import reading
from qa.settings import PROJECT, Form

CORES = os.cpu_count() or 1
PLAIN = "defaults"  # of sentence-transformers
ROWS, WIDE, NARROW = 512, 1536, 384  # of the greatest product in the model
PRODUCTS = 100
SEED = 1


@dataclass(frozen=True, slots=True)
class Speed:
    """Of one way: a second's passages, tokens and 10^9 operations, and what share of the limit
    those are; `cosine` to sentence-transformers, on average and the least."""

    passages: float
    slowest: float
    quickest: float
    tokens: float
    gflops: float
    limit: float
    cosine: float
    least: float


def main(
    folders: Annotated[list[Path] | None, typer.Argument(help="Folders of papers.")] = None,
    most: Annotated[int, typer.Option(min=1, help="Passages, drawn by lot.")] = 256,
    rounds: Annotated[int, typer.Option(min=1, help="Times that each embeds them.")] = 3,
    figures: Annotated[Path | None, typer.Option("--json", help="Write figures here.")] = None,
) -> None:
    """Measure and print."""
    texts = passages(folders or [PROJECT / "corpus"], most)
    model = MiniLm(installed_model(), 1)
    plain = SentenceTransformer(str(installed_model()), device="cpu", local_files_only=True)
    named: dict[str, Form] = {"32-bit": "float32", "16-bit": "bfloat16", "8-bit": "int8"}
    forms = {name: Bulk(model, CORES, form) for name, form in named.items()}
    ways: dict[str, tuple[int, Callable[[Sequence[str]], Matrix]]] = {
        PLAIN: (CORES, lambda texts: plain.encode(list(texts), normalize_embeddings=True)),
        **{name: (1, bulk.embed) for name, bulk in forms.items()},
    }
    took: dict[str, list[float]] = {name: [] for name in ways}
    made: dict[str, Matrix] = {}
    limits: dict[str, list[float]] = {"32-bit": [], "16-bit": [], "8-bit": []}
    for _ in range(rounds):
        for name, (threads, embed) in ways.items():
            torch.set_num_threads(threads)
            embed(texts[:CORES])
            began = time.perf_counter()
            made[name] = embed(texts)
            took[name].append(time.perf_counter() - began)
        for kind, found in limits.items():
            found.append(limit(kind))
    lengths = np.array([len(e.ids) for e in model.tokenizer.encode_batch(texts)])
    work = operations(model, lengths) / 1e9
    told = {}
    for name, seconds in took.items():
        median = statistics.median(seconds)
        alike = (made[name] * made[PLAIN]).sum(axis=1)
        told[name] = Speed(
            len(texts) / median,
            len(texts) / max(seconds),
            len(texts) / min(seconds),
            int(lengths.sum()) / median,
            work / median,
            work / median / statistics.median(limits.get(name, limits["32-bit"])),
            float(alike.mean()),
            float(alike.min()),
        )
    table = Table("", "passages/s", "times", "tokens/s", "GFLOPS", "limit", "cosine", "least")
    for name, speed in told.items():
        table.add_row(
            name,
            f"{speed.passages:.0f} ({speed.slowest:.0f}-{speed.quickest:.0f})",
            f"{speed.passages / told[PLAIN].passages:.1f}",
            f"{speed.tokens:.0f}",
            f"{speed.gflops:.0f}",
            f"{speed.limit:.0%}",
            f"{speed.cosine:.4f}",
            f"{speed.least:.4f}",
        )
    console = Console()
    console.print(table)
    console.print(
        f"{len(texts)} passages of {lengths.mean():.0f} tokens on average, {CORES} cores. By "
        f"itself this machine would take: {Bulk(model, CORES).form}. Limits: "
        + ", ".join(f"{kind} {statistics.median(v):.0f} GFLOPS" for kind, v in limits.items())
    )
    if figures:
        figures.write_text(
            json.dumps({"limits": limits, **{name: asdict(speed) for name, speed in told.items()}})
        )


def passages(folders: Sequence[Path], most: int) -> list[str]:
    """The texts that are embedded of the papers in `folders`, at most so many, drawn by lot."""
    texts: list[str] = []
    for file in paper_files(folders):
        try:
            paper = reading().read(file.path)
        except UnreadablePaper:
            continue
        texts += map(embedding_text, paper.passages)
    drawn = np.random.default_rng(SEED).permutation(len(texts))[:most]
    return [texts[n] for n in drawn]


def operations(model: MiniLm, lengths: npt.NDArray[np.int64]) -> float:
    """Multiplications and additions for texts of so many tokens: of layers, and of attention."""
    weights = sum(
        linear.weights.size
        for layer in model.layers
        for linear in (
            layer.query_key_value,
            layer.attention_output,
            layer.feed_forward_in,
            layer.feed_forward_out,
        )
    )
    seen = 2 * NARROW * len(model.layers)
    return float(2 * (weights * lengths.sum() + seen * (lengths**2).sum()))


def limit(kind: str) -> float:
    """10^9 operations a second of all cores at once, each with one product after another."""

    def multiplied(_: int) -> None:
        torch.set_num_threads(1)
        numbers = {"16-bit": torch.bfloat16, "8-bit": torch.int8}.get(kind, torch.float32)
        x = torch.ones(ROWS, NARROW, dtype=numbers)
        y = torch.ones(NARROW, WIDE, dtype=numbers)
        for _ in range(PRODUCTS):
            if kind == "8-bit":
                torch._int_mm(x, y)
            else:
                torch.mm(x, y)

    with ThreadPoolExecutor(CORES) as pool:
        list(pool.map(multiplied, range(CORES)))
        began = time.perf_counter()
        list(pool.map(multiplied, range(CORES)))
        seconds = time.perf_counter() - began
    return 2 * ROWS * NARROW * WIDE * PRODUCTS * CORES / seconds / 1e9


if __name__ == "__main__":
    typer.run(main)
