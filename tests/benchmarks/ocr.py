"""How well scans are read: the word error of OCR against the text of the very pages.

    python -m tests.benchmarks.ocr [FOLDER …]

Papers with text (by default those in corpus/, and the first of each council in ../shared/papers,
where that lies beside this checkout) are drawn as pictures into files without text, clean and with
what scanners do to them, and read as `python -m qa index` reads them. Counted are words that are
left out, put in or misread for each word of the text, in its order; kinds of dashes and quotation
marks apart. And of the text's passages, those that are found, and of these those with the same
meeting, item and page. All is seeded.
"""

from __future__ import annotations

import io
import json
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from PIL import Image, ImageFilter
from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein
from rich.console import Console
from rich.progress import track
from rich.table import Table

from qa.papers.pages import pdf, tesseract
from qa.papers.pages.ocr import Ocr
from qa.papers.paper import Paper, Passage
from qa.papers.reading import Reading

CORPUS = Path(__file__).parents[2] / "corpus"
SHARED = Path(__file__).parents[3] / "shared" / "papers"
SHARPNESS = 200  # dots an inch, of a clean scan
LIKE = 70  # of 100: passages that are the same but for misread words
FEW = 8  # words: shorter passages stand on many pages
ALIKE = str.maketrans("–—‐‑‘’“”", "----''\"\"")
out = Console(highlight=False, markup=False)


def skewed(page: Image.Image, chance: random.Random) -> Image.Image:
    """Laid down askew, by 1.5 degrees at most."""
    return page.rotate(chance.uniform(-1.5, 1.5), Image.Resampling.BICUBIC, fillcolor=255)


def blurred(page: Image.Image, chance: random.Random) -> Image.Image:
    """Out of focus."""
    return page.filter(ImageFilter.GaussianBlur(1.5))


def speckled(page: Image.Image, chance: random.Random) -> Image.Image:
    """Grey paper with specks of dust."""
    shades = 28 + 0.83 * np.asarray(page)
    dust = np.random.default_rng(chance.randrange(1 << 32))
    shades[dust.random(shades.shape) < 1 / 1000] = 60
    return Image.fromarray(shades.astype(np.uint8))


def coarse(page: Image.Image, chance: random.Random) -> Image.Image:
    """At 110 dots an inch."""
    share = 110 / SHARPNESS
    return page.resize(
        (round(page.width * share), round(page.height * share)), Image.Resampling.BOX
    )


def squeezed(page: Image.Image, chance: random.Random) -> Image.Image:
    """As a JPEG of low quality."""
    file = io.BytesIO()
    page.save(file, "JPEG", quality=20)
    return Image.open(file)


def worst(page: Image.Image, chance: random.Random) -> Image.Image:
    """All of these but the blur."""
    for make in (skewed, coarse, speckled, squeezed):
        page = make(page, chance)
    return page


SCANS: dict[str, Callable[[Image.Image, random.Random], Image.Image]] = {
    "clean": lambda page, _: page,
    "skewed": skewed,
    "blurred": blurred,
    "speckled": speckled,
    "coarse": coarse,
    "squeezed": squeezed,
    "all but blur": worst,
}


@dataclass(slots=True)
class Read:
    """What OCR made of scans of one kind."""

    scan: str
    pages: int = 0
    words: int = 0
    wrong: int = 0
    seconds: float = 0.0
    passages: int = 0
    found: int = 0
    meeting: int = 0
    item: int = 0
    page: int = 0

    def take(self, twin: Paper, read: Paper, seconds: float) -> None:
        """Count what was read of a scan of `twin`."""
        self.seconds += seconds
        for ours, theirs in zip(twin.pages, read.pages, strict=True):
            words = words_of(ours.text)
            self.pages += 1
            self.words += len(words)
            self.wrong += Levenshtein.distance(words, words_of(theirs.text))
        texts = [said(passage) for passage in read.passages]
        for passage in twin.passages:
            if len(passage.text.split()) < FEW:
                continue
            self.passages += 1
            like = process.extractOne(
                said(passage), texts, scorer=fuzz.partial_ratio, score_cutoff=LIKE
            )
            if like:
                other = read.passages[like[2]]
                self.found += 1
                self.meeting += other.meeting.date == passage.meeting.date
                self.item += item_of(other) == item_of(passage)
                self.page += other.page <= passage.page <= other.page_end

    def row(self) -> list[str]:
        """As printed."""
        of_all = self.found / max(1, self.passages)
        shares = [at / max(1, self.found) for at in (self.meeting, self.item, self.page)]
        return [
            self.scan,
            f"{self.pages}",
            f"{self.wrong / max(1, self.words):.3f}",
            f"{self.seconds / max(1, self.pages):.1f}",
            *(f"{share:.0%}" for share in (of_all, *shares)),
        ]


def words_of(text: str) -> list[str]:
    """The words of a page."""
    return text.translate(ALIKE).split()


def said(passage: Passage) -> str:
    """The words of a passage."""
    return " ".join(words_of(passage.text))


def item_of(passage: Passage) -> str:
    """The item of a passage, as far as it names it."""
    return "".join(filter(str.isalnum, (passage.item or "").casefold()))


def scan(path: Path, numbers: Sequence[int], kind: str, into: Path, seed: int) -> None:
    """Write pages of a paper as pictures."""
    chance = random.Random(f"{seed} {path.name} {kind}")
    pictures = [Image.open(io.BytesIO(pdf.drawing(path, n).picture)) for n in numbers]
    first, *rest = [SCANS[kind](picture, chance) for picture in pictures]
    resolution = SHARPNESS * first.width / pictures[0].width
    first.save(into, "PDF", save_all=True, append_images=rest, resolution=resolution)


def papers(folders: Sequence[Path], most: int, seed: int) -> Iterator[tuple[Path, Paper]]:
    """Papers that have text on every page, in an order by chance, of `most` pages at most."""
    paths = [path for folder in folders for path in sorted(folder.rglob("*.pdf"))]
    random.Random(seed).shuffle(paths)
    with closing(Reading()) as reading:
        for path in paths:
            paper = reading.read(path)
            if len(paper.pages) <= most and all(page.text for page in paper.pages):
                yield path, paper


def main(
    folders: Annotated[list[Path] | None, typer.Argument(help="Folders of papers.")] = None,
    pages: Annotated[int, typer.Option(help="Pages to read of each kind of scan.")] = 60,
    kind: Annotated[list[str] | None, typer.Option(help="Only this kind of scan.")] = None,
    seed: int = 20,
    into: Annotated[Path | None, typer.Option("--json", help="Write the figures here.")] = None,
) -> None:
    """Read scans of papers, and print how well."""
    if not tesseract.is_installed():
        raise typer.BadParameter("tesseract is not installed here.")
    if not folders:
        folders = [CORPUS]
        if SHARED.is_dir():
            folders += [path for path in sorted(SHARED.iterdir()) if path.name != "hostile"]
        else:
            out.print(f"{SHARED} is absent: only the sample papers are read.")
    figures: list[Read] = []
    with tempfile.TemporaryDirectory() as folder:
        chosen: list[tuple[Path, Paper]] = []
        for path, paper in papers(folders, pages, seed):
            chosen.append((path, paper))
            pages -= len(paper.pages)
            if pages <= 0:
                break
        with closing(Reading(ocr=Ocr())) as reading:
            for scans in kind or SCANS:
                figures.append(Read(scans))
                for path, twin in track(chosen, scans, console=out, transient=True):
                    made = Path(folder) / path.name
                    scan(path, [page.number for page in twin.pages], scans, made, seed)
                    began = time.monotonic()
                    read = reading.read(made)
                    figures[-1].take(twin, read, time.monotonic() - began)
    table = Table("Scan", "Pages", "Error", "Seconds", title="Words of scans")
    for column in ("Found", "Meeting", "Item", "Page"):  # of passages
        table.add_column(column)
    for figure in figures:
        table.add_row(*figure.row())
    out.print(table)
    if into:
        into.write_text(json.dumps([asdict(figure) for figure in figures], indent=2))


if __name__ == "__main__":
    typer.run(main)
