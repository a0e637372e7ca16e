"""What a visitor keeps for a briefing, in an order of their own, with what they write to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pydantic import BaseModel, Field, ValidationError

from qa.briefing.printable import plain
from qa.errors import InputRefused
from qa.library.reference import Reference

MOST = 100  # that one visitor keeps
TITLE, QUESTION, NOTE = 200, 2000, 2000  # characters of each
DUMPED = 450_000  # characters: a full basket, each of its characters escaped


@dataclass(frozen=True, slots=True)
class Kept:
    """Words of the papers that are kept, and the visitor's `note` on them."""

    reference: Reference
    note: str = ""


@dataclass(frozen=True, slots=True)
class Basket:
    """All that a visitor keeps, with the `title` of the briefing and a `question` drafted from it.

    A change makes another basket. What is typed is cut where it is longer than it may be.
    """

    title: str = ""
    question: str = ""
    kept: tuple[Kept, ...] = ()

    def titled(self, title: str) -> Basket:
        """The basket with this title."""
        return replace(self, title=plain(title)[:TITLE])

    def asking(self, question: str) -> Basket:
        """The basket with this question drafted."""
        return replace(self, question=plain(question)[:QUESTION])

    def toggled(self, reference: Reference) -> Basket:
        """The basket with `reference` at its end, or without it where it has it.

        Raises `InputRefused` where it is full.
        """
        if reference in self:
            return replace(self, kept=tuple(k for k in self.kept if k.reference != reference))
        if len(self.kept) >= MOST:
            raise InputRefused(
                f"A briefing has room for {MOST} citations. Remove one of them to keep another."
            )
        return replace(self, kept=(*self.kept, Kept(reference)))

    def noted(self, reference: Reference, note: str) -> Basket:
        """The basket with this note on `reference`."""
        return self._with({reference: Kept(reference, plain(note)[:NOTE])})

    def exchanged(self, one: Reference, other: Reference) -> Basket:
        """The basket in which the two have changed places."""
        held = {kept.reference: kept for kept in self.kept}
        if one not in held or other not in held:
            return self
        return self._with({one: held[other], other: held[one]})

    def __contains__(self, reference: Reference) -> bool:
        """Whether `reference` is kept."""
        return any(kept.reference == reference for kept in self.kept)

    def dumped(self) -> str:
        """The basket as JSON, to be remembered; `restored` makes it again."""
        notes = [_Note(reference=str(kept.reference), note=kept.note) for kept in self.kept]
        return _Dump(title=self.title, question=self.question, kept=notes).model_dump_json()

    @classmethod
    def restored(cls, text: str) -> Basket:
        """The basket that was dumped as `text`. Raises `InputRefused` where it is none."""
        if len(text) > DUMPED:
            raise InputRefused("This is longer than a briefing can be.")
        try:
            dump = _Dump.model_validate_json(text)
        except ValidationError as error:
            raise InputRefused("This is no briefing that was kept here.") from error
        references = {Reference.parse(one.reference): plain(one.note) for one in dump.kept}
        kept = tuple(Kept(reference, note) for reference, note in references.items())
        return cls(plain(dump.title), plain(dump.question), kept)

    def _with(self, changed: Mapping[Reference, Kept]) -> Basket:
        return replace(self, kept=tuple(changed.get(k.reference, k) for k in self.kept))


class _Note(BaseModel):
    reference: str
    note: str = Field("", max_length=NOTE)


class _Dump(BaseModel):
    title: str = Field("", max_length=TITLE)
    question: str = Field("", max_length=QUESTION)
    kept: list[_Note] = Field(default_factory=list, max_length=MOST)
