"""Who asks, as far as the sign-in tells, and whether a list of people has them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from qa.papers.text import comparable

EVERYONE, SIGNED_IN = "everyone", "signed-in"


@dataclass(frozen=True, slots=True)
class Person:
    """Whoever asks: an email address that the sign-in has verified, with what else it claims of
    them; or a program, by the digest of its key. Empty: nobody has signed in."""

    email: str = ""
    claims: Mapping[str, Sequence[str]] = field(default_factory=dict)
    program: str = ""

    @property
    def is_known(self) -> bool:
        """Whether somebody has signed in."""
        return bool(self.email or self.claims)

    def is_among(self, people: Iterable[str]) -> bool:
        """Whether a list has them. Each of `people` is "everyone", "signed-in", an email address,
        all addresses of a domain ("@example.gov.uk"), or a claim ("groups=clerks")."""
        return any(map(self._is, people))

    def _is(self, one: str) -> bool:
        name, stated, value = one.partition("=")
        email = self.email.casefold()
        if one == EVERYONE:
            return True
        if one == SIGNED_IN:
            return self.is_known
        if stated:
            return value in self.claims.get(name, ())
        if one.startswith("@"):
            return bool(email) and email.rpartition("@")[2] == one[1:].casefold()
        return bool(email) and email == one.casefold()


NOBODY = Person()
# Whoever has a shell on the machine can read all its files.
OPERATOR = Person(program="operator")


def digest_of(key: str) -> str:
    """The digest by which the catalogue knows a program's key. Keys are long and random, so that
    they need no slow digest."""
    return hashlib.sha256(key.encode()).hexdigest()


def signed_in(claims: Mapping[str, object]) -> Person:
    """The person of whom a sign-in states `claims` (OpenID Connect).

    An address that was not verified counts for nothing: anyone may have typed it.
    """
    verified = comparable(str(claims.get("email_verified", True))) == "true"
    email = str(claims.get("email") or "").strip() if verified else ""
    stated = {name: _values(value) for name, value in claims.items() if name not in _CHECKED}
    return Person(email, stated)


_CHECKED = ("email", "email_verified")


def _values(value: object) -> tuple[str, ...]:
    if isinstance(value, list | tuple):
        return tuple(map(str, value))
    return (str(value),) if isinstance(value, str | int) else ()
