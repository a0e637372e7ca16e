"""This program beside what else one would pick: `python -m tests.benchmarks.compare`.

The plain pipeline, txtai, chromadb and LangChain, each in an environment of its own that is made
the first time, over the same papers with the same MiniLM weights on the same cores, offline. Each
indexes and is asked in processes of its own, by turns, so that the machine's noise falls on all
alike, and as it is without settings: the program asks with one thread, the others with all cores.
OCR is off, which the others have not. Theirs are windows of 1,000 characters with 200 of the one
before, cut page by page; of a follow-up they are asked with the question before it put first.

Of the index: pages a minute from the start of the command to its end, its size on disk, and the
memory at the highest. Of questions: milliseconds with the model's own, after the first.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import pypdfium2
import typer
from rich.console import Console
from rich.table import Table

from qa.evaluation.evaluation import score_answers
from qa.evaluation.gold import GoldQuestion, read_gold
from qa.evaluation.page_words import PageWords
from qa.evaluation.scoring import Json, Measures, compute_measures
from qa.library.files import paper_files
from qa.settings import PROJECT
from tests.benchmarks.compare.environments import environment
from tests.benchmarks.compare.turn import Turn, turn

PLAIN = "plain"  # to which the others are compared
WAYS = ("program", PLAIN, "txtai", "chromadb", "langchain")
MEASURES = ("text@1", "text@5", "page@5", "follow-up text@5")  # the others have no quotes
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


def main(
    papers: Annotated[list[Path] | None, typer.Argument(help="Folders of papers.")] = None,
    gold: Annotated[list[Path] | None, typer.Option(help="Questions with answers.")] = None,
    rounds: Annotated[int, typer.Option(min=1, help="Turns of each.")] = 3,
    way: Annotated[list[str] | None, typer.Option(help="Only these, of " + ", ".join(WAYS))] = None,
    environments: Annotated[
        Path, typer.Option(help="Folder of the environments; some 8 GB.")
    ] = CACHE / "council-papers" / "compare",
    figures: Annotated[Path | None, typer.Option("--json", help="Write figures here.")] = None,
) -> None:
    """Measure and print."""
    folders = [folder.resolve() for folder in papers or [PROJECT / "corpus"]]
    files = [file.path for file in paper_files(folders)]
    texts = {path: pages_of(path) for path in files}
    asked = answered_by(files, gold or [PROJECT / "corpus/gold.jsonl"])
    homes = {one: environment(one, environments) for one in way or WAYS}
    turns: dict[str, list[Turn]] = {one: [] for one in homes}
    answers: dict[str, list[Json]] = {}
    with tempfile.TemporaryDirectory() as name:
        for n in range(rounds):
            for one, home in homes.items():
                index = Path(name) / f"{one} {n}"
                took, answers[one] = turn(one, home, folders, asked, index)
                turns[one].append(took)
    pages = PageWords(lambda name: [t for path, t in texts.items() if path.name.lower() == name])
    found = {
        "machine": {
            "processor": processor(),
            "cores": os.cpu_count(),
            "python": platform.python_version(),
        },
        "papers": len(files),
        "pages": sum(map(len, texts.values())),
        "questions": len(asked),
        "ways": {
            one: {
                "packages": home.packages,
                "megabytes": home.megabytes,
                "rounds": [asdict(took) for took in turns[one]],
                "measures": judged(asked, answers[one], pages),
            }
            for one, home in homes.items()
        },
    }
    show(found)
    if figures:
        figures.write_text(json.dumps(found, indent=1))


def pages_of(paper: Path) -> list[str]:
    """The texts of the pages of a paper, as the scorer has them."""
    with pypdfium2.PdfDocument(paper) as document:
        return [page.get_textpage().get_text_range() for page in document]


def answered_by(files: Sequence[Path], gold: Sequence[Path]) -> list[GoldQuestion]:
    """The questions that these papers answer."""
    held = {path.name.lower() for path in files}
    return [
        question
        for path in gold
        for question in read_gold(path)
        if question.answerable
        and all(any(piece.file.lower() in held for piece in one) for one in question.groups)
    ]


def judged(asked: Sequence[GoldQuestion], answers: Sequence[Json], pages: PageWords) -> Measures:
    """The MEASURES of the answers of a way."""
    told = compute_measures(score_answers(asked, answers, pages))
    return {name: told[name] for name in MEASURES}


def processor() -> str:
    """The processor's name."""
    told = Path("/proc/cpuinfo").read_text().splitlines()
    return next((one.partition(": ")[2] for one in told if one.startswith("model name")), "")


def show(found: Json) -> None:
    """Print the medians, each way a column; of what is timed also the spread of its turns."""
    ways = found["ways"]
    table = Table("", *ways)
    rates = {
        one: [60 * found["pages"] / turn["seconds"] for turn in told["rounds"]]
        for one, told in ways.items()
    }
    table.add_row("pages a minute", *(spread(rates[one], "{:,.0f}") for one in ways))
    if PLAIN in ways:
        plain = statistics.median(rates[PLAIN])
        times = (statistics.median(rate) / plain for rate in rates.values())
        table.add_row("× plain", *(f"{one:.2f}" for one in times))
    for name, row, shown in (
        ("work", "indexing, core s", "{:,.0f}"),
        ("median", "a question, ms", "{:.1f}"),
        ("p95", "95th percentile", "{:.1f}"),
        ("asking", "the same, core ms", "{:.1f}"),
        ("memory", "indexing, MB", "{:,.0f}"),
        ("disk", "on disk, MB", "{:.1f}"),
    ):
        all_turns = ([turn[name] for turn in told["rounds"]] for told in ways.values())
        table.add_row(row, *(spread(turns, shown) for turns in all_turns))
    for name in MEASURES:
        shares = (told["measures"][name] for told in ways.values())
        table.add_row(name, *("" if share is None else f"{share:.3f}" for share in shares))
    table.add_row("packages", *(str(told["packages"]) for told in ways.values()))
    table.add_row("packages, MB", *(f"{told['megabytes']:,.0f}" for told in ways.values()))
    Console().print(
        table,
        f"{found['papers']} papers of {found['pages']} pages, {found['questions']} questions; "
        f"{found['machine']['processor']}, {found['machine']['cores']} cores. Medians of "
        f"{len(next(iter(ways.values()))['rounds'])} turns, ± half of their spread.",
    )


def spread(figures: Sequence[float], shown: str) -> str:
    """Their median and, where they differ as shown, half of the way from least to most."""
    ordered = sorted(figures)
    told, half = (
        shown.format(statistics.median(ordered)),
        shown.format((ordered[-1] - ordered[0]) / 2),
    )
    return told if half == shown.format(0) else f"{told} ±{half}"


if __name__ == "__main__":
    typer.run(main)
