"""How well markings of what is not for the public are told from mentions of it.

    python -m tests.benchmarks.exempt

Papers of ours in two halves: with "tuned" the rules were made, "aside" was written when they were
done. Each is read as pdfium gives it, and without boxes as by pypdf, which reads where pdfium
cannot. No paper of corpus/ is marked, and none of ../shared/papers where they are beside the
checkout.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import typer
from pypdf import PdfReader
from rich.console import Console
from rich.table import Table

from qa.papers.exempt.pages import exempt_pages
from qa.papers.flowing.opened import flowing
from qa.papers.pages.pdf import cover, sheet
from qa.papers.pages.sheet import Line, Pdf, Sheet
from tests.papers.exempt import HEIGHT, WIDTH, Written, typeset, written

CORPUS = Path(__file__).parents[2] / "corpus"
SHARED = CORPUS.parents[1] / "shared" / "papers"


@dataclass(slots=True)
class Counted:
    """Of papers or pages: those rightly held back, wrongly held back, and let through."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, right: int, wrong: int, missed: int) -> None:
        """Count some more."""
        self.right, self.wrong, self.missed = (
            self.right + right,
            self.wrong + wrong,
            self.missed + missed,
        )

    @property
    def precision(self) -> float:
        """Of what was held back, how much is marked."""
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        """Of what is marked, how much was held back."""
        return self.right / max(self.right + self.missed, 1)


@dataclass(slots=True)
class Tally:
    """What became of some papers, and the names of those wrongly held back or let through."""

    papers: Counted = field(default_factory=Counted)
    pages: Counted = field(default_factory=Counted)
    alarms: list[str] = field(default_factory=list)
    leaks: list[str] = field(default_factory=list)


def main(
    out: Annotated[Path | None, typer.Option("--json", help="Write the figures there.")] = None,
) -> None:
    """Read our papers and the others, and print precision, recall and alarms."""
    table = Table("papers", "read by", "of", "precision", "recall", "wrong", "missed")
    figures: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as folder:
        for half in ("tuned", "aside"):
            for boxes, reader in ((True, "pdfium"), (False, "pypdf")):
                counted = tally(papers := written(half), Path(folder), boxes=boxes)
                for of, n in (("papers", counted.papers), ("pages", counted.pages)):
                    total = len(papers) if of == "papers" else sum(one.sheets for one in papers)
                    shares = f"{n.precision:.3f}", f"{n.recall:.3f}"
                    table.add_row(
                        half, reader, f"{total} {of}", *shares, str(n.wrong), str(n.missed)
                    )
                    figures[f"{half}, {reader}, {of}"] = [n.precision, n.recall]
                for name in counted.alarms:
                    typer.echo(f"{half}, {reader}, wrongly held back: {name}")
                for name in counted.leaks:
                    typer.echo(f"{half}, {reader}, let through: {name}")
    Console().print(table)
    for where in (CORPUS, SHARED):
        if not where.is_dir():
            typer.echo(f"{where} is not there.")
            continue
        paths = [p for p in sorted(where.rglob("*.pdf")) if "hostile" not in p.parts]
        marked = {path.name: sorted(pages) for path in paths if (pages := of_file(path))}
        typer.echo(
            f"{where.name}: {len(paths)} papers, held back of {len(marked)}: {marked or '-'}"
        )
        figures[where.name] = {"papers": len(paths), "held back": marked}
    if out:
        out.write_text(json.dumps(figures, indent=2), encoding="utf-8")


def tally(papers: Iterable[Written], folder: Path, *, boxes: bool = True) -> Tally:
    """What becomes of `papers`, set in `folder` and read with or without boxes."""
    counted = Tally()
    for one in papers:
        got, wanted = found(one, folder, boxes=boxes), set(one.held)
        counted.pages.add(len(got & wanted), len(got - wanted), len(wanted - got))
        counted.papers.add(
            bool(wanted) and wanted <= got, bool(got and not wanted), bool(wanted - got)
        )
        if got - wanted:
            counted.alarms.append(one.name)
        if wanted - got:
            counted.leaks.append(one.name)
    return counted


def found(one: Written, folder: Path, *, boxes: bool = True) -> frozenset[int]:
    """The pages of one of our papers that are held back."""
    return exempt_pages(opened(typeset(one, folder), boxes=boxes), one.name)


def of_file(path: Path) -> frozenset[int]:
    """The pages of a paper that are held back."""
    flow = flowing(path, path.name)  # some papers named .pdf are Word files
    return exempt_pages(flow.as_pdf().unpacked() if flow else opened(path), path.name)


def opened(path: Path, *, boxes: bool = True) -> Pdf:
    """A sound file, read here and not in a worker."""
    covered = cover(path)
    if not boxes:
        return Pdf(tuple(_without_boxes(PdfReader(path))), covered.title)
    sheets = (sheet(path, n) or Sheet(n, WIDTH, HEIGHT, ()) for n in range(1, covered.pages + 1))
    return Pdf(tuple(sheets), covered.title, bookmarks=covered.bookmarks)


def _without_boxes(reader: PdfReader) -> Sequence[Sheet]:
    texts = [page.extract_text().splitlines() for page in reader.pages]
    return [
        Sheet(n, WIDTH, HEIGHT, tuple(Line(text, n) for text in lines if text))
        for n, lines in enumerate(texts, 1)
    ]


if __name__ == "__main__":
    typer.run(main)
