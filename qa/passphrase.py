"""The passphrase of those who may add papers: only a hash is kept, which does not tell it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
import threading
import time
import unicodedata
from collections import deque

from qa.errors import InputRefused

SHORTEST, LONGEST = 12, 1000  # characters
# The work that one guess costs: of the choices that OWASP's advice on password storage holds to be
# equal, one that takes little memory (32 MB).
COST, BLOCK, PARALLEL = 2**15, 8, 3
MEMORY = 2**27  # bytes that a hash may take: a line that asks for more is refused
# No character of it means anything to a shell, in a file of settings or to Docker Compose.
KEPT = re.compile(r"scrypt:(\d{1,7}):(\d{1,2}):(\d{1,2}):([\w-]{22}):([\w-]{43})", re.ASCII)
WRONG, SECONDS = 5, 60  # wrong tries within so long, and all have to wait


def hashed(passphrase: str) -> str:
    """The line that is kept. Raises `InputRefused` where the passphrase is too short or long."""
    if not SHORTEST <= len(_typed(passphrase)) <= LONGEST:
        raise InputRefused(
            f"A passphrase has {SHORTEST} to {LONGEST:,} characters. Choose a few words that "
            "nobody would guess together."
        )
    salt = secrets.token_bytes(16)
    work = COST, BLOCK, PARALLEL
    return ":".join(["scrypt", *map(str, work), _text(salt), _text(_hash(passphrase, salt, *work))])


def matches(passphrase: str, kept: str) -> bool:
    """Whether `kept` was made of `passphrase`. Raises `InputRefused` where it is no such line."""
    wrong = "QA_PASSPHRASE_HASH cannot be used. Set it to what python -m qa passphrase prints."
    parts = KEPT.fullmatch(kept.strip())
    if not parts:
        raise InputRefused(wrong)
    *work, salt, known = parts.groups()
    try:
        found = _hash(passphrase[:LONGEST], _bytes(salt), *map(int, work))
    except ValueError as error:  # work that cannot be done, or takes too much memory
        raise InputRefused(wrong) from error
    return hmac.compare_digest(found, _bytes(known))


class Tries:
    """The tries of a passphrase by all visitors: one at a time, and few wrong ones a minute."""

    def __init__(self) -> None:
        self._wrong: deque[float] = deque(maxlen=WRONG)
        self._turn = threading.Lock()

    def right(self, passphrase: str, kept: str) -> bool:
        """See `matches`. Raises `InputRefused` too where there were too many wrong ones."""
        with self._turn:
            if len(self._wrong) == WRONG and time.monotonic() - self._wrong[0] < SECONDS:
                raise InputRefused(
                    "Too many wrong passphrases were typed. Wait a minute, and try again."
                )
            if not matches(passphrase, kept):
                self._wrong.append(time.monotonic())
                return False
            return True


def _typed(passphrase: str) -> str:
    """The same characters, whatever keyboard they were typed on or wherever copied from."""
    return unicodedata.normalize("NFC", passphrase).strip()


def _hash(passphrase: str, salt: bytes, cost: int, block: int, parallel: int) -> bytes:
    typed = _typed(passphrase).encode("utf-8", "replace")
    return hashlib.scrypt(typed, salt=salt, n=cost, r=block, p=parallel, maxmem=MEMORY, dklen=32)


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(f"{text}==")
