"""A passage as the check has it: its words, and what is known of where they come from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Self

from qa.checking.figures import Figure, of_meeting
from qa.checking.reading import Reading, read
from qa.library.records import StoredPassage

RELATIVE = re.compile(r"\b(?P<which>last|previous|next|this) (?P<what>month|year)\b(?!'s)")
STEPS = {"last": -1, "previous": -1, "this": 0, "next": 1}
MONTHS_IN_YEAR = 12


@dataclass(frozen=True)
class CheckedPassage:
    """Words of a paper; `committee`, `council`, `item` and `document` are empty where unknown.

    `context` stands elsewhere in the paper and bears on the words: the head of their table.
    """

    text: str
    council: str = ""
    committee: str = ""
    meeting_date: date | None = None
    document: str = ""
    standing: str = "recorded"
    item: str = ""
    context: str = ""

    @classmethod
    def of_stored(cls, stored: StoredPassage) -> Self:
        """A passage of the library."""
        one = stored.passage
        header = one.header.text if one.header and one.header.passage is not None else ""
        return cls(
            one.text,
            one.meeting.council or "",
            one.meeting.committee or "",
            one.meeting.date,
            one.document,
            one.standing,
            " ".join(filter(None, (one.item, one.section))),
            header,
        )

    @classmethod
    def of_json(cls, given: Mapping[str, Any]) -> Self:
        """A passage as a file gives it. Raises ValueError where a part is of another kind."""
        names = ("text", "council", "committee", "document", "standing", "item", "context")
        parts = {name: given.get(name) or "" for name in names}
        day = given.get("meeting_date")
        if not all(isinstance(part, str) for part in [*parts.values(), day or ""]):
            raise ValueError("the parts of a passage are texts")
        if not parts["text"].strip():
            raise ValueError("a passage has a text")
        parts["standing"] = parts["standing"] or "recorded"
        return cls(**parts, meeting_date=date.fromisoformat(day) if day else None)

    @cached_property
    def reading(self) -> Reading:
        """Its words, with those of the head of its table."""
        return read(f"{self.context}\n{self.text}" if self.context else self.text)

    @cached_property
    def about(self) -> Reading:
        """The words that say what it is of: council, committee and item."""
        return read("\n".join(filter(None, (self.council, self.committee, self.item))))

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of all its words and of what it is of."""
        return self.reading.stems | self.about.stems

    @cached_property
    def told_from_its_day(self) -> tuple[Figure, ...]:
        """The months and years that it tells from its own day: "last month", "next year"."""
        day = self.meeting_date
        if not day:
            return ()
        found: list[Figure] = []
        for said in RELATIVE.finditer(self.reading.lower):
            step = STEPS[said["which"]]
            if said["what"] == "year":
                found.append(Figure("year", (day.year + step,), *said.span(), said[0]))
            else:
                months = day.year * MONTHS_IN_YEAR + day.month - 1 + step
                value = (months // MONTHS_IN_YEAR, months % MONTHS_IN_YEAR + 1)
                found.append(Figure("month", value, *said.span(), said[0]))
        return tuple(found)

    @property
    def met(self) -> Figure | None:
        """The day of its meeting."""
        return of_meeting(self.meeting_date) if self.meeting_date else None
