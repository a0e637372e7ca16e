"""The citations that a visitor keeps for a briefing, in their order, with notes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from pydantic import BaseModel, Field, ValidationError

from qa.briefing.printable import printable
from qa.errors import InputRefused
from qa.library.reference import Reference

MAX_CITATIONS = 100  # that one visitor can keep
MAX_TITLE_LENGTH, MAX_DRAFT_LENGTH, MAX_NOTE_LENGTH = 200, 2000, 2000  # characters of each
MAX_JSON_LENGTH = 450_000  # characters of a full selection in which each character is escaped


@dataclass(frozen=True, slots=True)
class KeptCitation:
    """Words of the papers that are kept, and the visitor's `note` on them."""

    reference: Reference
    note: str = ""


@dataclass(frozen=True, slots=True)
class Selection:
    """What a visitor keeps, with the `title` of the briefing and a `question` drafted from it.

    Each change returns a new selection. Text that is too long is cut.
    """

    title: str = ""
    question: str = ""
    kept: tuple[KeptCitation, ...] = ()

    def with_title(self, title: str) -> Selection:
        """The selection with this title."""
        return replace(self, title=printable(title)[:MAX_TITLE_LENGTH])

    def with_question(self, question: str) -> Selection:
        """The selection with this question drafted."""
        return replace(self, question=printable(question)[:MAX_DRAFT_LENGTH])

    def toggled(self, reference: Reference) -> Selection:
        """The selection with `reference` added at its end, or removed where it is kept.

        Raises `InputRefused` where it is full.
        """
        if reference in self:
            return replace(self, kept=tuple(k for k in self.kept if k.reference != reference))
        if len(self.kept) >= MAX_CITATIONS:
            raise InputRefused(
                f"A briefing has room for {MAX_CITATIONS} citations. "
                "Remove one of them to keep another."
            )
        return replace(self, kept=(*self.kept, KeptCitation(reference)))

    def with_all(self, references: Iterable[Reference], note: str) -> Selection:
        """The selection with each of `references` that it has not yet, under this note.

        Raises `InputRefused` where there is no room for all.
        """
        fresh = [one for one in dict.fromkeys(references) if one not in self]
        if len(self.kept) + len(fresh) > MAX_CITATIONS:
            raise InputRefused(
                f"A briefing has room for {MAX_CITATIONS} citations, and this would be "
                f"{len(self.kept) + len(fresh)}. Remove some, or keep single ones."
            )
        words = printable(note)[:MAX_NOTE_LENGTH]
        return replace(self, kept=(*self.kept, *(KeptCitation(one, words) for one in fresh)))

    def with_note(self, reference: Reference, note: str) -> Selection:
        """The selection with this note on `reference`."""
        return self._with({reference: KeptCitation(reference, printable(note)[:MAX_NOTE_LENGTH])})

    def exchanged(self, one: Reference, other: Reference) -> Selection:
        """The selection with the two citations exchanged."""
        held = {kept.reference: kept for kept in self.kept}
        if one not in held or other not in held:
            return self
        return self._with({one: held[other], other: held[one]})

    def __contains__(self, reference: Reference) -> bool:
        """Whether `reference` is kept."""
        return any(kept.reference == reference for kept in self.kept)

    def to_json(self) -> str:
        """The selection as JSON, for the browser to remember; `from_json` reads it."""
        notes = [_Note(reference=str(kept.reference), note=kept.note) for kept in self.kept]
        return _Dump(title=self.title, question=self.question, kept=notes).model_dump_json()

    @classmethod
    def from_json(cls, text: str) -> Selection:
        """The selection that was dumped as `text`. Raises `InputRefused` where it is none."""
        if len(text) > MAX_JSON_LENGTH:
            raise InputRefused("This is longer than a briefing can be.")
        try:
            dump = _Dump.model_validate_json(text)
        except ValidationError as error:
            raise InputRefused("This is no briefing that was kept here.") from error
        references = {Reference.parse(one.reference): printable(one.note) for one in dump.kept}
        kept = tuple(KeptCitation(reference, note) for reference, note in references.items())
        return cls(printable(dump.title), printable(dump.question), kept)

    def _with(self, changed: Mapping[Reference, KeptCitation]) -> Selection:
        return replace(self, kept=tuple(changed.get(k.reference, k) for k in self.kept))


class _Note(BaseModel):
    reference: str
    note: str = Field("", max_length=MAX_NOTE_LENGTH)


class _Dump(BaseModel):
    title: str = Field("", max_length=MAX_TITLE_LENGTH)
    question: str = Field("", max_length=MAX_DRAFT_LENGTH)
    kept: list[_Note] = Field(default_factory=list, max_length=MAX_CITATIONS)
