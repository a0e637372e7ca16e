"""Which papers were let in or shut out by whoever keeps a library, and which were there before new
papers had to wait.

They lie in a file beside the library, so that building it again does not lose them. A paper is
known by its contents: another paper of the same name is not let in with it. What is shut out is
known by its name too, so that a new copy of it is shut out as well.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from qa.errors import InputRefused, cannot_write
from qa.papers.verdict import Verdict

FILE = "verdicts.json"
UNUSABLE = (
    "The file {file}, which says which papers were let in or shut out, cannot be used. Put a copy "
    "of it back, or delete it to go by the markings of the papers alone."
)


@dataclass(frozen=True, slots=True)
class Given:
    """A verdict on the paper called `name`, and the day on which it was given."""

    name: str
    verdict: Verdict
    day: date


@dataclass(frozen=True, slots=True)
class _Held:
    """The file: verdicts by the SHA-256 of papers, and those of papers that need not wait."""

    verdicts: Mapping[str, Given] = field(default_factory=dict)
    looked_at: frozenset[str] = frozenset()


_JSON: TypeAdapter[_Held] = TypeAdapter(_Held)


class Verdicts:
    """The verdicts on the papers of the library in a folder, as its file has them when asked.

    Methods raise `InputRefused` where the file cannot be used, so that nothing is let in or out by
    mistake; and `DiskFull` and `LibraryUnwritable`.
    """

    def __init__(self, library_folder: Path) -> None:
        self._file = library_folder / FILE
        self._read: tuple[int, _Held] = 0, _Held()

    def of(self, digest: str, name: str) -> Verdict | None:
        """The verdict on the paper with this SHA-256 and file name; None where there is none."""
        held = self._held().verdicts
        if digest in held:
            return held[digest].verdict
        same = (one.verdict for one in held.values() if one.name.casefold() == name.casefold())
        return next((one for one in same if one == Verdict("shut out")), None)

    def given(self) -> Mapping[str, Given]:
        """All verdicts, by the SHA-256 of their papers."""
        return self._held().verdicts

    def give(self, digest: str, name: str, verdict: Verdict | None) -> None:
        """Give a verdict on a paper in place of any other, or take it back."""
        held = self._held()
        others = {key: one for key, one in held.verdicts.items() if key != digest}
        if verdict is None:  # one that was given on another copy of that name is taken back too
            others = {k: one for k, one in others.items() if one.name.casefold() != name.casefold()}
        fresh = {} if verdict is None else {digest: Given(name, verdict, date.today())}
        self._write(replace(held, verdicts={**others, **fresh}))

    def may_be_read(self, digest: str) -> bool:
        """Whether somebody has looked at a paper, where new papers wait for that."""
        held = self._held()
        let_in = digest in held.verdicts and held.verdicts[digest].verdict.decision == "let in"
        return let_in or digest in held.looked_at

    def need_not_wait(self, digests: Iterable[str]) -> None:
        """Note papers that were read before new ones had to wait, so that they need not."""
        held = self._held()
        looked_at = held.looked_at.union(digests)
        if looked_at != held.looked_at:
            self._write(replace(held, looked_at=looked_at))

    def _held(self) -> _Held:
        try:
            changed = self._file.stat().st_mtime_ns
            if changed != self._read[0]:
                self._read = changed, _JSON.validate_json(self._file.read_bytes())
            return self._read[1]
        except FileNotFoundError:
            return _Held()
        except (OSError, ValidationError) as error:
            raise InputRefused(UNUSABLE.format(file=self._file)) from error

    def _write(self, held: _Held) -> None:
        part = self._file.with_suffix(".part")
        try:
            text = json.dumps(_JSON.dump_python(held, mode="json"), ensure_ascii=False, indent=1)
            with part.open("w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            part.replace(self._file)
        except OSError as error:
            raise cannot_write(self._file.parent, error) from error
        self._read = 0, _Held()
