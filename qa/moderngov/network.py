"""Connections to the public internet only, unless a person asked for more."""

from __future__ import annotations

from collections.abc import Sequence

from qa.errors import SiteRefused
from qa.network import CheckedNetwork, Resolve, is_public, resolve_host


class GuardedNetwork(CheckedNetwork):
    """A network that leads to public addresses, and to others where they are `private` ones that a
    person asked for."""

    def __init__(self, private: bool, resolve: Resolve = resolve_host) -> None:
        super().__init__(resolve)
        self._private = private

    def refuse(self, host: str, addresses: Sequence[str]) -> None:
        inside = [] if self._private else [one for one in addresses if not is_public(one)]
        if inside:
            raise SiteRefused(
                f"{host} is at {inside[0]}, which is not on the public internet, so it is not "
                "asked. Only if you run that site yourself: add --private (for the page, set "
                "QA_FETCH_PRIVATE)."
            )
