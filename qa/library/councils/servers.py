"""The servers of a catalogue: which of their replicas are read, and what is wrong with any."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qa.library.councils.catalogue import Catalogue, CatalogueServer
from qa.library.doctor import Finding
from qa.library.postgresql.replicas import Replica, ReplicaState, replicas_of
from qa.library.postgresql.server import without_secrets

REMEDY: dict[ReplicaState, str] = {
    "behind": "Look at its log and at the network between. Until then the primary is read.",
    "no slot": "Make a slot on the primary (pg_create_physical_replication_slot), name it in "
    "primary_slot_name of the replica, and load its configuration again.",
    "not reached": "See whether it runs, and whether its address is right.",
    "beside a primary": "Two servers could be written. Name one as the primary; make the other a "
    "replica of it anew (pg_basebackup), as what was written there is not on the first.",
}


@dataclass(frozen=True, slots=True)
class ServerReplica:
    """A replica by the name of its server, its number there, counted from 1, and its state: what
    anyone may know of it, which is not its address."""

    server: str
    number: int
    state: ReplicaState
    lag: float | None


def replicas(known: Catalogue) -> list[ServerReplica]:
    """What is known of each replica of a catalogue's servers."""
    return [
        ServerReplica(server.name, n, one.state, None if one.lag is None else round(one.lag, 1))
        for server in known.servers
        for n, one in enumerate(_replicas_of(server), 1)
    ]


def examine_servers(known: Catalogue) -> Iterator[Finding]:
    """What is wrong with the replicas of a catalogue's servers."""
    for server in known.servers:
        for one in _replicas_of(server):
            if not one.is_fresh:
                about = f"{server.name}: {without_secrets(one.address)}"
                found = f"The replica is not read: {one.why.rstrip('.')}."
                yield Finding("replica", about, found, REMEDY[one.state])


def _replicas_of(server: CatalogueServer) -> list[Replica]:
    if not server.replicas:
        return []
    return replicas_of(server.primary, server.replicas, server.lag_seconds).all()
