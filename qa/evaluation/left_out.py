"""A council that nothing was learned from: how its passages are found, and what is refused.

The folder is one that relevance is learned from (`training/examples.py`). The passages of the
council are a library of their own. Its questions are asked of it, those that its passages do not
answer, and those to the other councils of the folder. What was learned without the council is
given as a file that `python -m qa train relevance FOLDER --without COUNCIL` made.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from qa.answers.search.context import Context, Hit, understand
from qa.answers.search.refusal import evidence_of, refuse
from qa.answers.search.search import search
from qa.errors import cannot_write
from qa.evaluation.interval import mean_with_interval
from qa.evaluation.json_lines import read_objects
from qa.evaluation.passage_library import Place, council_rows, library_of
from qa.evaluation.training.examples import OPEN, PASSAGES
from qa.library.records import StoredPassage

Kind = Literal["answered", "same subject", "other council"]
KINDS: dict[str, Kind] = {"questions": "answered", "not_answered": "same subject"}
RANKS = (1, 5)
SAME = 0.5  # of the runs of three words of a passage, which another has that says the same
UNCERTAIN = 0.5  # what an uncertain answer counts for as a refusal


@dataclass(frozen=True, slots=True)
class Drawn:
    """A question to ask: its kind, and the id and the words of the passage that it is of ("" where
    it is of another council)."""

    kind: Kind
    question: str
    passage: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: its kind, the place of the passage that answers it among those found, and of the
    first that begins on its page (from 1; None where there is none), how far it is refused (0, .5
    or 1), and the signs of whether it is answered."""

    kind: Kind
    rank: int | None
    page: int | None
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
    plan = [
        *drawn_questions(folder, council, count, seed),
        *_drawn_of_others(folder, council, count, seed),
    ]
    with library_of(folder, council, learned, index, on_step) as (library, places):
        found = []
        for n, one in enumerate(plan, 1):
            on_step(f"Asking {n} of {len(plan)}")
            told = refuse(search(understand(one.question, library)))
            ranks = ranks_of(told.hits, one, places)
            signs = evidence_of(told)
            found.append(
                Asked(one.kind, *ranks, share_refused(told), asdict(signs) if signs else {})
            )
    if write:
        _write_signs(write, council, found)
    return _measures(found)


def drawn_questions(
    folder: Path, council: str, count: int, seed: int = 0, kinds: Iterable[str] = tuple(KINDS)
) -> list[Drawn]:
    """Up to `count` questions of each of `kinds` to a council."""
    rows = council_rows(folder, council)
    drawn = random.Random(seed)
    found = []
    for key in kinds:
        every = [
            Drawn(KINDS[key], str(question), str(row["id"]), str(row["text"]))
            for row in rows
            for question in row.get(key, ())
        ]
        found += drawn.sample(every, min(count, len(every)))
    return found


def _drawn_of_others(folder: Path, council: str, count: int, seed: int) -> list[Drawn]:
    """Up to `count` questions to the other councils."""
    others = _other_questions(folder, council)
    drawn = random.Random(seed).sample(others, min(count, len(others)))
    return [Drawn("other council", question) for question in drawn]


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
        measures[f"text@{k}"] = mean_with_interval([_is_among(one.rank, k) for one in answered])
    paged = [_is_among(one.page, RANKS[-1]) for one in answered]
    measures[f"page@{RANKS[-1]}"] = mean_with_interval(paged)
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


def share_refused(context: Context) -> float:
    """How far a question is refused, of which an uncertain answer is half."""
    return 1.0 if context.refusal is not None else UNCERTAIN * (context.doubt is not None)


def _is_among(rank: int | None, k: int) -> float:
    """1 where something was found among the first `k`, else 0."""
    return float(rank is not None and rank <= k)


def ranks_of(
    hits: Sequence[Hit], drawn: Drawn, places: Mapping[str, Place]
) -> tuple[int | None, int | None]:
    """The place of the first hit that says the passage of a question, or most of it, and of the
    first that begins on its page; a near-copy that was folded into a hit is found there too."""
    if drawn.kind != "answered":
        return None, None
    wanted, place = _runs(drawn.text), places.get(drawn.passage)

    def says_it(one: StoredPassage) -> bool:
        return len(wanted & _runs(one.passage.text)) >= SAME * len(wanted)

    def is_on_its_page(one: StoredPassage) -> bool:
        return says_it(one) or (one.paper, one.passage.page) == place

    def rank(test: Callable[[StoredPassage], bool]) -> int | None:
        each = enumerate(((hit.stored, *hit.copies) for hit in hits), 1)
        return next((n for n, same in each if any(map(test, same))), None)

    return rank(says_it), rank(is_on_its_page)


def _runs(text: str) -> set[tuple[str, ...]]:
    """All runs of three words of `text`."""
    words = text.lower().split()
    return {tuple(words[n : n + 3]) for n in range(max(1, len(words) - 2))}
