"""A council that nothing was learned from: how its passages are found, and what is refused.

The folder is one that relevance is learned from (`training/examples.py`). The passages of the
council are a library of their own. Its questions are asked of it, those that its passages do not
answer, and those to the other councils of the folder. What was learned without the council is
given as a file that `python -m qa train relevance FOLDER --without COUNCIL` made.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from qa.answers.search.context import Context, Hit, understand
from qa.answers.search.refusal import evidence_of, refuse
from qa.answers.search.search import search
from qa.errors import cannot_write
from qa.evaluation.interval import mean_with_interval
from qa.evaluation.json_lines import read_objects
from qa.evaluation.training.examples import OPEN, PASSAGES
from qa.library.embedder import SentenceEmbedder
from qa.library.ingest import ingest
from qa.library.library import Library
from qa.papers.paper import Meeting, Page, Paper, Passage
from qa.settings import settings

Kind = Literal["answered", "same subject", "other council"]
KINDS: dict[str, Kind] = {"questions": "answered", "not_answered": "same subject"}
RANKS = (1, 5)
SAME = 0.5  # of the runs of three words of a passage, which another has that says the same
UNCERTAIN = 0.5  # what an uncertain answer counts for as a refusal

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: its kind, the place of the passage that answers it among those found (from 1;
    None where it is not among them), how far it is refused (0, .5 or 1), and the signs of whether
    it is answered."""

    kind: Kind
    rank: int | None
    refused: float
    signs: Mapping[str, float]


def measure_left_out(
    folder: Path,
    council: str,
    learned: Path | None,
    index: Path,
    count: int,
    seed: int = 0,
    on_step: Callable[[str], None] = lambda step: None,
    write: Path | None = None,
) -> dict[str, str]:
    """Each measure in words, of up to `count` questions of each kind to `council`.

    `learned` is the file of relevance, by default that of the program; a library is kept in the
    folder `index` for the next run. The signs of whether each is answered are written to the file
    `write`, from which `qa/evaluation/answerable.py` learns. Raises `InputRefused` where a file is
    not as it should be.
    """
    rows = [row for _, row in read_objects(folder / f"{council}.jsonl")]
    pool = folder / f"{council}{PASSAGES}"
    passages = [row for _, row in read_objects(pool)] if pool.exists() else rows
    drawn = random.Random(seed)
    plan: list[tuple[Kind, str, str]] = []
    for key, kind in KINDS.items():
        every = [(kind, str(q), str(row["text"])) for row in rows for q in row.get(key, ())]
        plan += drawn.sample(every, min(count, len(every)))
    others = [(q, "") for q in _other_questions(folder, council)]
    plan += [("other council", *one) for one in drawn.sample(others, min(count, len(others)))]
    files = _write_files(passages, index / "passages")
    chosen = settings()
    embedder = SentenceEmbedder("", chosen.batch, chosen.threads, chosen.form, learned=learned)
    on_step(f"Embedding {len(passages):,} passages of {len(files):,} papers")
    with Library(index / "index", embedder=embedder, create=True) as library:
        ingest([index / "passages"], library, read=_read_passages, may_remove=lambda lost: True)
        found = []
        for n, (kind, question, text) in enumerate(plan, 1):
            on_step(f"Asking {n} of {len(plan)}")
            told = refuse(search(understand(question, library)))
            rank = _rank(told.hits, text) if text else None
            signs = evidence_of(told)
            found.append(Asked(kind, rank, _refused(told), asdict(signs) if signs else {}))
    if write:
        _write_signs(write, council, found)
    return _measures(found)


def _write_signs(file: Path, council: str, found: Iterable[Asked]) -> None:
    lines = [
        json.dumps(
            {
                "council": council,
                "kind": one.kind,
                "is_found": one.rank is not None and one.rank <= RANKS[-1],
                "signs": one.signs,
            }
        )
        for one in found
        if one.signs
    ]
    try:
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    except OSError as error:
        raise cannot_write(file, error) from error


def _measures(found: Sequence[Asked]) -> dict[str, str]:
    answered = [one for one in found if one.kind == "answered"]
    measures = {"questions": f"{len(found):,}"}
    for k in RANKS:
        among = [float(one.rank is not None and one.rank <= k) for one in answered]
        measures[f"text@{k}"] = mean_with_interval(among)
    measures["wrongly refused"] = mean_with_interval([one.refused for one in answered])
    for kind in ("same subject", "other council"):
        refused = [one.refused for one in found if one.kind == kind]
        measures[f"rightly refused, {kind}"] = mean_with_interval(refused)
    return measures


def _other_questions(folder: Path, council: str) -> list[str]:
    """The questions of the other councils' files."""
    paths = [path for path in sorted(folder.glob("*.jsonl")) if not path.name.endswith(PASSAGES)]
    names = {f"{council}.jsonl", f"{OPEN}.jsonl"}
    rows = (row for path in paths if path.name not in names for _, row in read_objects(path))
    return [str(question) for row in rows for question in row.get("questions", ())]


def _refused(context: Context) -> float:
    """How far a question is refused, of which an uncertain answer is half."""
    return 1.0 if context.refusal is not None else UNCERTAIN * (context.doubt is not None)


def _rank(hits: Iterable[Hit], text: str) -> int | None:
    """The place of the first hit that says `text`, or most of it."""
    wanted = _runs(text)
    each = enumerate((hit.stored.passage.text for hit in hits), 1)
    return next((n for n, own in each if len(wanted & _runs(own)) >= SAME * len(wanted)), None)


def _runs(text: str) -> set[tuple[str, ...]]:
    """All runs of three words of `text`."""
    words = text.lower().split()
    return {tuple(words[n : n + 3]) for n in range(max(1, len(words) - 2))}


def _write_files(rows: Sequence[Row], folder: Path) -> list[Path]:
    """Write a file for each paper, which `_read_passages` reads in place of a PDF."""
    papers: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        papers[_paper(row)].append(row)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, own in papers.items():
        path, text = folder / f"{name}.pdf", json.dumps(own)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
        written.append(path)
    for left in set(folder.glob("*.pdf")) - {*written}:
        left.unlink()  # written for another council that was measured before
    return written


def _paper(row: Row) -> str:
    """The paper that a passage is of, by its id: the council, the file and an ordinal."""
    name, _, ordinal = str(row["id"]).rpartition(":")
    return (name or ordinal).removesuffix(".pdf").replace(":", " ").replace("/", "-")


def _read_passages(path: Path) -> Paper:
    """A file of passages as a paper, a page for each passage."""
    rows: list[Row] = json.loads(path.read_text(encoding="utf-8"))
    passages = tuple(_passage(row, n) for n, row in enumerate(rows, 1))
    pages = tuple(Page(n, None, one.text) for n, one in enumerate(passages, 1))
    return Paper(path.name, None, Meeting(), "minutes", pages, passages)


def _passage(row: Row, page: int) -> Passage:
    day = date.fromisoformat(row["date"]) if row.get("date") else None
    council = str(row["id"]).partition(":")[0]
    meeting = Meeting(council=council, committee=row.get("committee"), date=day)
    heading = str(row.get("heading") or "").rpartition(" | ")[2]  # after the name of its file
    return Passage(
        str(row["text"]),
        page,
        page,
        None,
        meeting,
        None,
        "minutes",
        "recorded",
        item=heading or None,
    )
