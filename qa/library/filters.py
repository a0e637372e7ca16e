"""The limits of a question, as people set them, and as SQL."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from qa.errors import InputRefused
from qa.papers.document import Document
from qa.papers.heads.body_name import WHOLE_COUNCIL, is_any_council, is_council
from qa.papers.text import comparable, sound

if TYPE_CHECKING:
    from qa.library.records import StoredPaper

Register = Literal["resolutions", "asked"]


@dataclass(frozen=True, slots=True)
class Filters:
    """Limits on the passages searched; None is no limit.

    `committee` is part of the name of the committee that met, in any case; the name of a council
    is that of the meetings of all its members ("Full Council" of any). The dates, both included,
    are of the meeting that a passage belongs to: a passage that has none is in no range.
    `register` leaves only passages in which an entry of that register stands. `council` is part of
    the name of the council that met: a passage that names none is of none.
    Raises `InputRefused` where the first date is after the last.
    """

    committee: str | None = None
    date_from: date | None = None
    date_to: date | None = None
    document: Document | None = None
    register: Register | None = None
    council: str | None = None

    def __post_init__(self) -> None:
        if self.date_from and self.date_to and self.date_from > self.date_to:
            raise InputRefused(
                f"The first date ({self.date_from}) is after the last ({self.date_to}). "
                "Swap them, or leave one out."
            )

    def within(self, other: Filters) -> Filters:
        """These limits, and where these have none of a kind, that of `other`.

        The two dates are one kind: both are taken from one of the two.
        """
        dated = bool(self.date_from or self.date_to)
        return Filters(
            self.committee or other.committee,
            self.date_from if dated else other.date_from,
            self.date_to if dated else other.date_to,
            self.document or other.document,
            self.register or other.register,
            self.council or other.council,
        )

    def take(self, paper: StoredPaper) -> bool:
        """Whether a paper as a whole is within these limits, but for the register."""
        day, first, last = paper.meeting_date, self.date_from, self.date_to
        return (
            (not self.committee or _is_of(paper, self.committee))
            and comparable(self.council) in comparable(paper.council)
            and self.document in (None, paper.document)
            and (not first or (day is not None and day >= first))
            and (not last or (day is not None and day <= last))
        )

    def where(self, table: Literal["portions", "papers"]) -> tuple[str, list[str]]:
        """The limits, but for the register, as an SQL condition on `table`, and its values."""
        limits = {
            "coalesce(last_day, meeting_date) >= ?": self.date_from and self.date_from.isoformat(),
            "meeting_date <= ?": self.date_to and self.date_to.isoformat(),
            "document = ?": self.document,
        }
        wanted = {condition: value for condition, value in limits.items() if value}
        if self.committee:
            wanted |= [_of_body(self.committee, table)]
        if self.council:
            wanted |= [(_contains("council", table), comparable(self.council))]
        return " AND ".join(wanted) or "TRUE", list(map(sound, wanted.values()))


NO_LIMITS = Filters()


def _of_body(name: str, table: str) -> tuple[str, str]:
    """The condition that a committee is the one of that name, and its value."""
    if is_any_council(name):
        return "committee = ?", WHOLE_COUNCIL
    if is_council(name):
        # Papers that do not name their council may be of this one.
        own = f"(council IS NULL OR {_contains('council', table)})"
        return f"committee = '{WHOLE_COUNCIL}' AND {own}", comparable(name)
    return _contains("committee", table), comparable(name)


def _is_of(paper: StoredPaper, name: str) -> bool:
    """Whether a paper is of the committee of that name: see `_of_body`."""
    if is_any_council(name):
        return paper.committee == WHOLE_COUNCIL
    if is_council(name):
        own = comparable(name) in comparable(paper.council or name)
        return own and paper.committee == WHOLE_COUNCIL
    return comparable(name) in comparable(paper.committee)


def _contains(column: str, table: str) -> str:
    # LIMIT makes SQLite compare each different name once, instead of that of each row.
    names = f"(SELECT DISTINCT {column} FROM {table} LIMIT -1)"
    return f"{column} IN (SELECT * FROM {names} WHERE instr(folded({column}), ?) > 0)"
