"""How the time of a question grows with the library.

    python -m tests.benchmarks.growth LIBRARY GOLD.jsonl --passages 10000 --passages 100000

The papers of a library are put in again and again under other names, each time with every fifth
word exchanged for another of theirs and the vectors turned a little, until there are so many
passages. The questions are asked of each size in one process on one core.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median, quantiles
from typing import Annotated

import numpy as np
import torch
import typer

from qa.answers.answering import answer
from qa.answers.decisions import decisions
from qa.answers.previous import previous
from qa.evaluation.gold import GoldQuestion, read_gold
from qa.library.files import PaperFile
from qa.library.library import Library
from qa.library.records import Embedded, Matrix, StoredPassage
from qa.papers.asked import asked
from qa.papers.paper import Meeting, Page, Paper
from qa.papers.resolution import resolutions
from qa.papers.text import sentences

TURN = 0.6  # of a vector's length: copies have a cosine of some .86 to what they were made from
EVERY = 5


def main(
    library: Annotated[Path, typer.Argument(help="A library that was indexed before.")],
    gold: Annotated[list[Path], typer.Argument(help="Questions to ask.")],
    passages: Annotated[list[int], typer.Option(help="Sizes, smallest first.")],
) -> None:
    """Ask the questions of libraries of growing size, and print how long they took."""
    torch.set_num_threads(1)
    questions = [question for path in gold for question in read_gold(path)]
    chance = random.Random(20)
    with Library(library) as source, tempfile.TemporaryDirectory() as folder:
        copies = grown(source, chance)
        with Library(Path(folder), create=True) as grows:
            for size in sorted(passages):
                while len(grows.store) < size:
                    paper, vectors = next(copies)
                    name = Path(folder) / paper.name
                    grows.put(paper, PaperFile(name, 1, 1), paper.name, list(vectors), vectors)
                answer(questions[0].question, grows)  # the first opens what the rest find open
                typer.echo(f"{len(grows.store):,} passages")
                for called, ask in ASKED.items():
                    times = [elapsed(ask, question, grows) for question in questions]
                    typer.echo(
                        f"  {called:<17} median {median(times):4.0f} ms, "
                        f"95th percentile {quantiles(times, n=20)[-1]:4.0f} ms of one core"
                    )


def elapsed(
    ask: Callable[[GoldQuestion, Library], object], question: GoldQuestion, library: Library
) -> float:
    """How many milliseconds of one core it takes to ask `question`."""
    began = time.process_time()
    ask(question, library)
    return 1000 * (time.process_time() - began)


ASKED: dict[str, Callable[[GoldQuestion, Library], object]] = {
    "question": lambda q, library: answer(q.question, library, previous=q.previous),
    "decisions": lambda q, library: decisions(library, q.question),
    "previous answers": lambda q, library: previous(library, q.question),
}


def grown(source: Library, chance: random.Random) -> Iterator[tuple[Paper, dict[str, Embedded]]]:
    """Papers without end, as the library has them and then changed, each with its vectors."""
    turned = np.random.default_rng(20)
    ids, matrix = source.store.vectors()
    vectors = dict(zip(ids, matrix, strict=True))
    held: dict[int, list[StoredPassage]] = {}
    for stored in source.store.passages(sorted(ids)):
        held.setdefault(stored.paper_id, []).append(stored)
    words = [word for group in held.values() for p in group for word in p.passage.text.split()]
    number = 0
    while True:
        for group in held.values():
            number += 1
            spoken = source.store.sentence_vectors([stored.id for stored in group])
            made = {}
            told = []
            for stored in group:
                text = " ".join(
                    chance.choice(words) if number > len(held) and not n % EVERY else word
                    for n, word in enumerate(stored.passage.text.split())
                )
                told.append(replace(stored.passage, text=text, breaks=()))
                said = spoken[stored.id][np.arange(len(sentences(text))) % len(spoken[stored.id])]
                made[f"{number} {stored.id}"] = Embedded(
                    turn(vectors[stored.id], turned), turn(said, turned)
                )
            pages = (Page(1, None, ""),)
            yield (
                Paper(
                    f"{number}.pdf",
                    None,
                    Meeting(),
                    "other",
                    pages,
                    tuple(told),
                    resolutions=tuple(resolutions(told)),
                    asked=tuple(asked(told)),
                ),
                made,
            )


def turn(vectors: Matrix, chance: np.random.Generator) -> Matrix:
    """The vectors turned a little, each still of length 1 (or 0)."""
    noise = chance.normal(size=vectors.shape) * TURN / np.sqrt(vectors.shape[-1])
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    moved = (vectors + noise) * (length > 0)
    return np.asarray(moved / np.maximum(np.linalg.norm(moved, axis=-1, keepdims=True), 1e-9), "f4")


if __name__ == "__main__":
    typer.run(main)
