"""The replicas of a server: which of them are fresh enough to be read.

How far a replica is behind is told by the places in the log of changes (WAL) at which the primary
was seen and when: it lacks what the primary had at the first of them that it has not reached. So a
replica that nothing more comes to is found out, as is one of an idle primary found fresh; the
replica's own clock tells neither (PostgreSQL, 9.28.4, `pg_last_xact_replay_timestamp`).
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from typing import Any, Literal

from qa.errors import CouncilPapersError
from qa.library.postgresql.server import Server, server_at, without_secrets

CHECK_SECONDS = 2.0  # between two looks at the replicas
CONNECT_SECONDS = 2  # to reach a server that is looked at
IDLE_SECONDS = 300.0  # without a question, after which nobody looks any more
KEPT = 10_000  # places at which the primary was seen
WHERE_PRIMARY = "SELECT pg_current_wal_lsn() - '0/0' AS place"
IN_RECOVERY = "SELECT pg_is_in_recovery() AS is_replica"
WHERE_REPLICA = (
    "SELECT pg_last_wal_replay_lsn() - '0/0' AS place, "
    "current_setting('primary_slot_name', true) AS slot"
)
NO_SLOT = "it has no replication slot: set primary_slot_name, that the primary keeps what it lacks"
UNKNOWN = "the primary was not reached, so that nothing tells how far it is behind"
NEVER = "it has not been looked at yet"
PROMOTED = "it is a primary itself, beside another: name it as the primary, or make it a replica"
ReplicaState = Literal["fresh", "behind", "no slot", "not reached", "beside a primary"]
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Replica:
    """What is known of a replica: its state, the seconds that it is behind, None where nothing
    tells, and why it is not read, empty where it is."""

    address: str
    state: ReplicaState = "not reached"
    lag: float | None = None
    why: str = NEVER

    @property
    def is_fresh(self) -> bool:
        """Whether it is read."""
        return self.state == "fresh"


class Replicas:
    """The replicas of the server at `primary`. A thread looks at them while questions come."""

    def __init__(self, primary: str, addresses: Sequence[str], most_behind: float) -> None:
        """Those at `addresses`; they are read where they are at most so many seconds behind."""
        self._primary = primary
        self._most_behind = most_behind
        self._known = {one: Replica(one) for one in addresses}
        self._seen: deque[tuple[float, Any]] = deque(maxlen=KEPT)
        self._turn = count()
        self._lock = threading.Lock()
        self._looking: threading.Thread | None = None
        self._asked = 0.0
        self._heard: float | None = None
        self._looked = threading.Event()

    def all(self) -> list[Replica]:
        """What is known of each."""
        self._go_on()
        return [*self._known.values()]

    def fresh(self) -> list[Server]:
        """Those that may be read, in turn the first to be."""
        self._go_on()
        found = [one.address for one in self._known.values() if one.is_fresh]
        first = next(self._turn) % len(found) if found else 0
        return [server_at(one) for one in (*found[first:], *found[:first])]

    def failed(self, server: Server, error: CouncilPapersError) -> None:
        """Read one no more until it was looked at again."""
        if server.address in self._known:
            self._note(Replica(server.address, "not reached", None, str(error)))

    def look(self) -> None:
        """Look at the primary and at each replica."""
        now, place = time.monotonic(), self._place_of_primary()
        if place is not None and (not self._seen or place != self._seen[-1][1]):
            self._seen.append((now, place))
        self._heard = now if place is not None else self._heard
        for address in self._known:
            self._note(self._look_at(address, now, is_heard=place is not None))
        self._looked.set()

    def _place_of_primary(self) -> Any:
        """Where the primary is in its log; None where it does not answer, or is none."""
        try:
            with server_at(self._primary).probe(CONNECT_SECONDS) as db:
                [row] = db.execute(IN_RECOVERY).fetchall()
                if row["is_replica"]:
                    return None
                [row] = db.execute(WHERE_PRIMARY).fetchall()
                return row["place"]
        except CouncilPapersError:
            return None

    def _look_at(self, address: str, now: float, *, is_heard: bool) -> Replica:
        try:
            with server_at(address).probe(CONNECT_SECONDS) as db:
                [row] = db.execute(IN_RECOVERY).fetchall()
                if not row["is_replica"]:  # it was promoted
                    if is_heard:
                        return Replica(address, "beside a primary", None, PROMOTED)
                    return Replica(address, "fresh", 0.0, "")
                [row] = db.execute(WHERE_REPLICA).fetchall()
        except CouncilPapersError as error:
            return Replica(address, "not reached", None, str(error))
        lag = self._behind(row["place"], now)
        if not row["slot"]:
            return Replica(address, "no slot", lag, NO_SLOT)
        if lag is None:
            return Replica(address, "behind", None, UNKNOWN)
        if lag > self._most_behind:
            return Replica(address, "behind", lag, f"it is {lag:.0f} seconds behind")
        return Replica(address, "fresh", lag, "")

    def _behind(self, place: Any, now: float) -> float | None:
        """The seconds since the primary was first seen beyond `place`, or was heard of last."""
        if self._heard is None:
            return None
        first = next((when for when, seen in self._seen if seen > place), now)
        return max(now - first, now - self._heard)

    def _note(self, found: Replica) -> None:
        before = self._known[found.address]
        if before.is_fresh != found.is_fresh or (before.why == NEVER and found.why):
            name = without_secrets(found.address)
            log.warning("replica %s: %s", name, found.why or "it is read again")
        self._known[found.address] = found

    def _go_on(self) -> None:
        """Have the replicas looked at, and wait for the first look."""
        self._asked = time.monotonic()
        with self._lock:
            if self._looking is None or not self._looking.is_alive():
                self._looked.clear()
                self._looking = threading.Thread(target=self._run, name="replicas", daemon=True)
                self._looking.start()
        self._looked.wait(3 * CONNECT_SECONDS)

    def _run(self) -> None:
        while time.monotonic() - self._asked < IDLE_SECONDS:
            self.look()
            time.sleep(CHECK_SECONDS)


@lru_cache(maxsize=64)
def replicas_of(primary: str, addresses: tuple[str, ...], most_behind: float) -> Replicas:
    """The replicas of a server, which all libraries on it share."""
    return Replicas(primary, addresses, most_behind)
