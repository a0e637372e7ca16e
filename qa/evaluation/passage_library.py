"""Passages of a council as a library: each paper is a file of passages in place of a PDF.

The passages are those that relevance is learned from (`training/examples.py`), which lost the heads
of their papers. What a head says, the day, the committee and the council, is taken of the paper's
name where the passage does not have it, as the program would have read it. Without it no question
that names a time or a parish could be answered by the papers of that time or parish: text@5 of a
city was .794 rather than .880.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from qa.evaluation.json_lines import read_objects
from qa.evaluation.training.examples import PASSAGES
from qa.library.embedder import SentenceEmbedder
from qa.library.ingest import ingest
from qa.library.library import Library
from qa.papers.dates import dates_in
from qa.papers.file_name import without_ending
from qa.papers.paper import Meeting, Page, Paper, Passage
from qa.settings import settings

# The passages do not say their pages. Those of three councils hold 153, 316 and 404 words at the
# median.
PAGE_WORDS = 300
PAPER = r"minutes|meeting|agenda|package|special|draft|final|\w*\d\w*"  # of no committee's name
NO_COMMITTEE = re.compile(rf"\b({PAPER})\b", re.IGNORECASE)
NO_COUNCIL = re.compile(
    rf"\b({PAPER}|extraordinary|annual|general|report|letter|from|for|of|the|to|at|on|held|with)\b",
    re.IGNORECASE,
)
COUNCIL = re.compile(
    r"^(.*?)\b(parish|town|community|city|county|district|borough)?(?: annual)? (council|pc)\b",
    re.IGNORECASE,
)
PARTED = re.compile(r"[-_. ]+")

Row = dict[str, Any]
Place = tuple[str, int]  # the name of a paper, and the page on which a passage begins


def council_rows(folder: Path, council: str) -> list[Row]:
    """The passages of a council that have questions. Raises `InputRefused`, as below."""
    return [row for _, row in read_objects(folder / f"{council}.jsonl")]


@contextmanager
def library_of(
    folder: Path,
    council: str,
    learned: Path | None,
    index: Path,
    on_step: Callable[[str], None] = lambda step: None,
) -> Iterator[tuple[Library, Mapping[str, Place]]]:
    """The library of all passages of a council, kept in the folder `index` for the next run, and
    the place of each by its id.

    `learned` is the file of relevance, by default that of the program. Raises `InputRefused` where
    a file is not as it should be.
    """
    pool = folder / f"{council}{PASSAGES}"
    given = [row for _, row in read_objects(pool)] if pool.exists() else None
    papers = _papers(given or council_rows(folder, council))
    _write_files(papers, index / "passages")
    chosen = settings()
    embedder = SentenceEmbedder("", chosen.batch, chosen.threads, chosen.form, learned=learned)
    on_step(f"Embedding the passages of {len(papers):,} papers")
    with Library(index / "index", embedder=embedder, create=True) as library:
        ingest([index / "passages"], library, read=_read_passages, may_remove=lambda lost: True)
        rows = ((name, row) for name, own in papers.items() for row in own)
        yield library, {str(row["id"]): (f"{name}.pdf", int(row["page"])) for name, row in rows}


def _papers(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """The passages of each paper, by its name, with what its head says of them."""
    papers: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        papers[_paper(row)].append(row)
    return {name: _completed(name, own) for name, own in papers.items()}


def _write_files(papers: Mapping[str, Sequence[Row]], folder: Path) -> None:
    """Write a file for each paper, which `_read_passages` reads in place of a PDF."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = {folder / f"{name}.pdf": json.dumps(own) for name, own in papers.items()}
    for path, text in paths.items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
    for left in set(folder.glob("*.pdf")) - set(paths):
        left.unlink()  # written for another council that was measured before


def _paper(row: Row) -> str:
    """The paper that a passage is of, by its id: the council, the file and an ordinal."""
    council, _, place = str(row["id"]).partition(":")
    file = place.rpartition(":")[0] or place
    return f"{council} {without_ending(file)}".replace(":", " ").replace("/", "-")


def _completed(name: str, rows: Sequence[Row]) -> list[Row]:
    """The passages of a paper with its day, committee and council, and the page on which each
    begins."""
    council, _, file = name.partition(" ")
    day, committee = _day_and_committee(file)
    head = {"date": day, "committee": committee, "council": _council(file) or council}
    found, words = [], 0
    for row in rows:
        own = {key: row.get(key) or value for key, value in head.items() if key != "council"}
        found.append({**row, **head, **own, "page": words // PAGE_WORDS + 1})
        words += len(str(row["text"]).split())
    return found


def _day_and_committee(name: str) -> tuple[str | None, str | None]:
    """The day in ISO form that the name of a paper's file says, and the committee behind it."""
    for day, start, end in dates_in(name)[:1]:
        words = PARTED.sub(" ", name[end:]) if start == 0 else ""
        return day.isoformat(), " ".join(NO_COMMITTEE.sub(" ", words).split()) or None
    return None, None


def _council(name: str) -> str | None:
    """The council that the name of a paper's file says: "Hexley Parish Council" of
    "2008-10-minutes-of-hexley-pc"."""
    found = COUNCIL.search(PARTED.sub(" ", name))
    own = NO_COUNCIL.sub("|", found[1]).split("|")[-1].split() if found else []
    if not found or not own:
        return None
    kind = found[2] or ("parish" if found[3].lower() == "pc" else "")
    return " ".join([*own, kind, "council"]).title()


def _read_passages(path: Path) -> Paper:
    """A file of passages as a paper."""
    rows: list[Row] = json.loads(path.read_text(encoding="utf-8"))
    texts: dict[int, list[str]] = defaultdict(list)
    for row in rows:
        texts[row["page"]].append(str(row["text"]))
    pages = tuple(Page(n, None, "\n".join(texts[n])) for n in range(1, max(texts) + 1))
    meeting = _meeting(rows[0])
    return Paper(path.name, None, meeting, "minutes", pages, tuple(map(_passage, rows)))


def _meeting(row: Row) -> Meeting:
    day = date.fromisoformat(row["date"]) if row["date"] else None
    return Meeting(council=row["council"], committee=row["committee"], date=day)


def _passage(row: Row) -> Passage:
    heading = str(row.get("heading") or "").rpartition(" | ")[2]  # after the name of its file
    return Passage(
        str(row["text"]),
        row["page"],
        row["page"],
        None,
        _meeting(row),
        None,
        "minutes",
        "recorded",
        item=heading or None,
    )
