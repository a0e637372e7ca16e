"""Papers of invented councils, read as web pages, and what a reader reads first of an answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from qa.answers.answer import Answer
from qa.library.ingest import ingest
from qa.library.library import Library


def library_of(papers: Mapping[str, str], folder: Path) -> Iterator[Library]:
    """The library of papers, by their names, whose paragraphs are parted by "|"."""
    (folder / "papers").mkdir()
    for name, text in papers.items():
        paragraphs = "".join(f"<p>{line}</p>" for line in text.split("|"))
        page = f"<html><body>{paragraphs}</body></html>"
        (folder / "papers" / f"{name}.html").write_text(page, "utf-8")
    with Library(folder / "index", create=True) as library:
        ingest([folder / "papers"], library)
        yield library


def read_first(found: Answer) -> str:
    """What a reader reads first: the line, or else the first quote."""
    return found.line.text if found.line else found.quotes[0].text
