"""The meetings that a library has papers of, and what each paper holds of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from qa.library import rows
from qa.library.sql import Row, Sql
from qa.library.unread import HELD_BACK
from qa.papers.document import Document
from qa.papers.paper import Problem
from qa.papers.source import Source
from qa.papers.text import comparable

_LISTED_COLUMNS = (
    "papers.id, digest, name, council, committee, meeting_date, document, papers.source"
)
_IN_ORDER = "ORDER BY meeting_date IS NULL, meeting_date, name, papers.id"


@dataclass(frozen=True, slots=True)
class StoredMeeting:
    """A meeting, with the ids of the papers that were written for it or record it.

    `councils` are those that its papers name; `whose` is the one whose library it is in, where
    several are asked.
    """

    committee: str | None
    day: date
    councils: tuple[str, ...]
    papers: tuple[int, ...]
    whose: str = ""


@dataclass(frozen=True, slots=True)
class ListedPaper:
    """What lists show of a paper; `day` is the date of its own meeting. See `StoredPaper`."""

    id: int
    key: str
    name: str
    council: str | None
    committee: str | None
    day: date | None
    document: Document
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class ListedItem:
    """An item, and the PDF page, with its printed number, on which it begins in a paper; in one
    without pages the number of its first `paragraph`."""

    title: str
    page: int
    printed: str | None
    paragraph: int | None = None

    @property
    def spot(self) -> str | None:
        """Where it begins in a paper without pages, in words."""
        return f"paragraph {self.paragraph}" if self.paragraph else None


@dataclass(frozen=True, slots=True)
class PaperPart:
    """What a paper holds of one kind on one meeting: the first page of that, and its items."""

    paper: int
    committee: str | None
    day: date | None
    document: Document
    page: int
    items: tuple[ListedItem, ...]
    paragraph: int | None = None

    @property
    def spot(self) -> str | None:
        """Where it begins in a paper without pages, in words."""
        return f"paragraph {self.paragraph}" if self.paragraph else None


@dataclass(frozen=True, slots=True)
class PassageCount:
    """The number of `passages` of a meeting; those with the same words count once."""

    committee: str | None
    day: date
    passages: int


class Meetings:
    """The meetings of a store, without the papers that are held back from the public as a whole.

    Methods raise what `qa.library.protocol` names.
    """

    def __init__(self, db: Sql) -> None:
        self._db = db

    def all(self) -> list[StoredMeeting]:
        """Every meeting, newest first, then by committee.

        This reads what each paper holds, so callers keep it until the generation changes.
        """
        found = self._db.rows(
            "SELECT DISTINCT paper, council, committee, meeting_date FROM portions "
            "WHERE meeting_date IS NOT NULL UNION "
            "SELECT id, council, committee, meeting_date FROM papers "
            f"WHERE meeting_date IS NOT NULL AND id NOT IN ({HELD_BACK})"
        )
        spellings = Counter(row["committee"] for row in found)
        names: dict[str, str] = {}  # of each committee, the spelling of most papers
        for name, _ in sorted(spellings.items(), key=lambda one: (one[1], one[0] or "")):
            names[comparable(name)] = name
        by_meeting: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in found:
            by_meeting[row["meeting_date"], comparable(row["committee"])].append(row)
        met = [
            StoredMeeting(
                names[committee],
                date.fromisoformat(day),
                tuple(sorted({row["council"] for row in same} - {None})),
                tuple(sorted({row["paper"] for row in same})),
            )
            for (day, committee), same in sorted(by_meeting.items())
        ]
        return sorted(met, key=lambda one: one.day, reverse=True)

    def committees(self) -> tuple[str, ...]:
        """The committees that papers are of, as these name them, in alphabetical order."""
        found = self._db.rows(
            "SELECT DISTINCT committee FROM papers "
            f"WHERE committee > '' AND id NOT IN ({HELD_BACK}) ORDER BY committee"
        )
        return tuple(row["committee"] for row in found)

    def councils(self) -> tuple[str, ...]:
        """The councils that papers are of, as these name them, in alphabetical order."""
        found = self._db.rows(
            "SELECT DISTINCT council FROM papers "
            f"WHERE council > '' AND id NOT IN ({HELD_BACK}) ORDER BY council"
        )
        return tuple(row["council"] for row in found)

    def papers(self, ids: Iterable[int]) -> list[ListedPaper]:
        """The papers of `ids`, oldest meeting first, those without a date last."""
        return self._papers(f"id {rows.IN_LIST}", rows.as_list(ids))

    def undated(self) -> list[ListedPaper]:
        """The papers that do not state the date of their meeting."""
        return self._papers("meeting_date IS NULL")

    def problems(self, ids: Iterable[int] | None = None) -> list[tuple[ListedPaper, Problem]]:
        """The problems of all papers, or of those of `ids`, in the order of `papers`."""
        where = "TRUE" if ids is None else f"papers.id {rows.IN_LIST}"
        values = [] if ids is None else [rows.as_list(ids)]
        found = self._db.rows(
            f"SELECT {_LISTED_COLUMNS}, kind, reason, remedy, problems.pages FROM problems "
            "JOIN papers ON papers.id = problems.paper "
            f"WHERE papers.id NOT IN ({HELD_BACK}) AND {where} {_IN_ORDER}, problems.rowid",
            *values,
        )
        return [(_listed(row), rows.problem(row)) for row in found]

    def parts(self, papers: Iterable[int], met: StoredMeeting | None = None) -> list[PaperPart]:
        """What each of `papers`, by their ids, holds: of the meeting `met`, or of every meeting.

        The parts are in the order of the papers' ids, and within a paper in its own order.
        """
        where = f"paper {rows.IN_LIST}"
        values: list[object] = [rows.as_list(papers)]
        if met:
            where += " AND meeting_date = ? AND folded(coalesce(committee, '')) = ?"
            values += [met.day.isoformat(), comparable(met.committee)]
        found = self._db.rows(
            "SELECT * FROM (SELECT paper, committee, meeting_date, document, item, page, "
            "printed_page, paragraphs, ordinal, row_number() OVER (PARTITION BY paper, "
            "folded(committee), meeting_date, document, item ORDER BY ordinal) AS n "
            f"FROM passages WHERE {where}) found WHERE n = 1 ORDER BY paper, ordinal",
            *values,
        )
        parts: dict[tuple[object, ...], list[Row]] = defaultdict(list)
        for row in found:
            own = comparable(row["committee"]), row["meeting_date"], row["document"]
            parts[row["paper"], *own].append(row)
        return [_part(same) for same in parts.values()]

    def count_passages(self, passages: Iterable[int]) -> tuple[list[PassageCount], int]:
        """The number of `passages`, by their ids, of each meeting, oldest first, and the number of
        those whose meeting is not known."""
        found = self._db.rows(
            "SELECT min(committee), meeting_date, count(DISTINCT vector) FROM passages "
            f"WHERE id {rows.IN_LIST} GROUP BY folded(committee), meeting_date "
            "ORDER BY meeting_date NULLS FIRST, min(committee) NULLS FIRST",
            rows.as_list(passages),
        )
        counts = [
            PassageCount(row[0], date.fromisoformat(row[1]), row[2]) for row in found if row[1]
        ]
        return counts, sum(row[2] for row in found if not row[1])

    def _papers(self, where: str, *values: object) -> list[ListedPaper]:
        found = self._db.rows(
            f"SELECT {_LISTED_COLUMNS} FROM papers WHERE {where} AND id NOT IN ({HELD_BACK}) "
            f"{_IN_ORDER}",
            *values,
        )
        return [_listed(row) for row in found]


def one_spelling(counts: Mapping[str, int]) -> tuple[str, ...]:
    """The names of committees in alphabetical order, each in its most frequent spelling.

    `counts` says how often each spelling was met.
    """
    chosen: dict[str, str] = {}
    for name in sorted(counts, key=lambda name: (counts[name], name)):
        chosen[comparable(name)] = name
    return tuple(chosen[key] for key in sorted(chosen))


def _listed(row: Row) -> ListedPaper:
    """The paper of a row with `_LISTED_COLUMNS`."""
    key, day = rows.key_of(row["digest"]), rows.day(row["meeting_date"])
    return ListedPaper(
        row["id"],
        key,
        row["name"],
        row["council"],
        row["committee"],
        day,
        row["document"],
        rows.source(row["source"]),
    )


def _part(found: Sequence[Row]) -> PaperPart:
    """The part that `found` is of: a row for each of its items, in order."""
    first = found[0]
    return PaperPart(
        first["paper"],
        first["committee"],
        rows.day(first["meeting_date"]),
        first["document"],
        first["page"],
        tuple(
            ListedItem(r["item"], r["page"], r["printed_page"], _paragraph(r))
            for r in found
            if r["item"]
        ),
        _paragraph(first),
    )


def _paragraph(row: Row) -> int | None:
    """The number of the paragraph with which the passage of a row begins; None where its paper has
    pages."""
    return next((number for _, number in rows.paragraphs(row)), None)
