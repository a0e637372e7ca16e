"""The passages that a search may find: a flag for each id, so that limits cost little."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

Ids = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Allowed:
    """The passages whose `flags`, bool [n], are set, by their ids; none of an id beyond."""

    flags: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, ids: Iterable[int]) -> Allowed:
        """The passages of `ids`."""
        every = np.fromiter(ids, np.int64)
        flags = np.zeros(every.max(initial=-1) + 1, bool)
        flags[every] = True
        return cls(flags)

    @classmethod
    def between(cls, runs: Sequence[tuple[int, int]]) -> Allowed:
        """The passages of `runs`, each from its first id to its last."""
        ends = np.fromiter(chain.from_iterable(runs), np.int64).reshape(-1, 2)
        steps = np.zeros(ends.max(initial=-1) + 2, np.int32)
        np.add.at(steps, ends[:, 0], 1)
        np.subtract.at(steps, ends[:, 1] + 1, 1)
        return cls(np.cumsum(steps)[:-1] > 0)

    def __and__(self, other: Allowed) -> Allowed:
        """The passages that are in both."""
        shorter = min(len(self.flags), len(other.flags))
        return Allowed(self.flags[:shorter] & other.flags[:shorter])

    def without(self, ids: Ids) -> Allowed:
        """These passages but those of `ids`."""
        flags = self.flags.copy()
        flags[ids[ids < len(flags)]] = False
        return Allowed(flags)

    def __contains__(self, one: int) -> bool:
        return one < len(self.flags) and bool(self.flags[one])

    def __len__(self) -> int:
        return int(np.count_nonzero(self.flags))

    @property
    def ids(self) -> list[int]:
        """Their ids, in order."""
        found: list[int] = np.flatnonzero(self.flags).tolist()
        return found

    @property
    def bits(self) -> npt.NDArray[np.uint8]:
        """The flags, eight to a byte, as FAISS takes them."""
        return np.packbits(self.flags, bitorder="little")
