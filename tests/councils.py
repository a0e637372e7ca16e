"""Two councils with the same committees, for tests of services that many share."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

from qa.library.councils.council import Council
from qa.library.ingest import ingest
from qa.library.library import Library
from qa.library.place import Place
from qa.papers.paper import Meeting, Paper, Passage, Problem
from qa.papers.register import Asked, Reply, Resolution, Words
from tests.made import WordEmbedder, a_paper, a_passage

HERE, THERE = "Thurlbridge Council", "Marrow Vale District Council"
COMMITTEE = "Planning committee"  # of both
JULY, MAY = date(2021, 7, 13), date(2022, 5, 3)
# A word that the papers of only one council have; each stands in all that its papers tell.
OF_HERE, OF_THERE = "thistledown", "quartermain"
SCAN = Problem("no text", "These pages have no text.", "Run it through OCR.", (1, 2))
HELD = Problem("exempt", "It is marked as not for the public.", "Look at it.", ())


def of(council: str | None, text: str, day: date = JULY, item: str = "4. THE WEIR") -> Passage:
    """A passage of minutes of the committee of a council."""
    passage = replace(a_passage(text, day), meeting=Meeting(council, COMMITTEE, day))
    return replace(passage, item=item)


def papers_of(council: str, word: str) -> Sequence[Paper]:
    """Papers of a council, all of which have `word`: minutes with a decision and a question, a
    report that names no council, a scan that could not be read, and one that is held back."""
    decided = f"RESOLVED: that the {word} weir be mended in stone."
    asked = f"Mrs {word.title()} asked when the weir would be mended."
    answered = f"The chair said that the {word} weir would be mended in May."
    minutes = replace(
        a_paper(f"{word} minutes.pdf", of(council, decided), of(council, f"{asked} {answered}")),
        meeting=Meeting(council, COMMITTEE, JULY),
        resolutions=(Resolution("resolution", "agreed", (Words(0, 0, len(decided)),)),),
        asked=(
            Asked(
                False,
                (Words(1, 0, len(asked)),),
                (Reply((Words(1, len(asked) + 1, len(asked) + 1 + len(answered)),)),),
            ),
        ),
    )
    told = replace(of(None, f"The {word} weir was surveyed by divers.", MAY), document="report")
    report = replace(
        a_paper(f"{word} report.pdf", told),
        meeting=Meeting(None, COMMITTEE, MAY),
        document="report",
    )
    scan = replace(
        a_paper(f"{word} scan.pdf"), problems=(SCAN,), meeting=Meeting(council, COMMITTEE, MAY)
    )
    held = replace(
        a_paper(f"{word} exempt.pdf"), problems=(HELD,), meeting=Meeting(council, COMMITTEE, JULY)
    )
    return minutes, report, scan, held


def a_council(key: str, name: str, place: Place, folder: Path, **given: object) -> Council:
    """A council whose folders lie in `folder`, which everyone may read unless told otherwise."""
    folders = (folder / "corpus", folder / "uploads", folder / "fetched")
    return replace(Council(key, name, place, *folders, ("everyone",)), **given)  # type: ignore[arg-type]


def fill(council: Council, papers: Sequence[Paper]) -> None:
    """Index papers into the library of a council, from files of their names in its corpus."""
    council.corpus.mkdir(parents=True)
    by_name = {paper.name: paper for paper in papers}
    for name in by_name:
        (council.corpus / name).write_bytes(b"%PDF-1.4 " + name.encode())
    with closing(Library(council.place, embedder=WordEmbedder(), create=True)) as library:
        ingest([council.corpus], library, read=lambda path: by_name[path.name])
