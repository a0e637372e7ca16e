"""The passphrase of those who may add papers. Only a hash of it is stored."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
import threading
import time
import unicodedata
from collections import OrderedDict, deque
from collections.abc import Sequence

from qa.errors import InputRefused

MIN_LENGTH, MAX_LENGTH = 12, 1000  # characters
# What one guess costs, in scrypt's terms. OWASP's advice on password storage lists several choices
# as equal; this one takes little memory (32 MB).
COST, BLOCK_SIZE, PARALLELISM = 2**15, 8, 3
MAX_MEMORY = 2**27  # bytes that one hash may take; a stored line that asks for more is refused
# A stored line has no character that means anything to a shell, a settings file or Docker Compose.
STORED = re.compile(r"scrypt:(\d{1,7}):(\d{1,2}):(\d{1,2}):([\w-]{22}):([\w-]{43})", re.ASCII)
MAX_WRONG, WINDOW = 5, 60  # wrong tries of one address within so many seconds; then it waits
MAX_ADDRESSES = 10_000  # that are remembered


def hash_passphrase(passphrase: str) -> str:
    """The line to store. Raises `InputRefused` where the passphrase is too short or too long."""
    if not MIN_LENGTH <= len(_normalised(passphrase)) <= MAX_LENGTH:
        raise InputRefused(
            f"A passphrase has {MIN_LENGTH} to {MAX_LENGTH:,} characters. Choose a few words that "
            "nobody would guess together."
        )
    salt = secrets.token_bytes(16)
    work = COST, BLOCK_SIZE, PARALLELISM
    hashed = _hash(passphrase, salt, *work)
    return ":".join(["scrypt", *map(str, work), _base64(salt), _base64(hashed)])


def matches(passphrase: str, stored: str) -> bool:
    """Whether `stored` was made of `passphrase`. Raises `InputRefused` if it is no such line."""
    wrong = "QA_PASSPHRASE_HASH cannot be used. Set it to what python -m qa passphrase prints."
    parts = STORED.fullmatch(stored.strip())
    if not parts:
        raise InputRefused(wrong)
    *work, salt, known = parts.groups()
    try:
        hashed = _hash(passphrase[:MAX_LENGTH], _from_base64(salt), *map(int, work))
    except ValueError as error:  # the work cannot be done, or takes too much memory
        raise InputRefused(wrong) from error
    return hmac.compare_digest(hashed, _from_base64(known))


class Tries:
    """The tries of a passphrase: one at a time, and few wrong ones a minute from one address.

    Whoever guesses waits; those who know the passphrase, at other addresses, do not. Beyond
    MAX_ADDRESSES, the address that guessed first is forgotten.
    """

    def __init__(self) -> None:
        self._wrong: OrderedDict[str, deque[float]] = OrderedDict()  # when, by time.monotonic
        self._turn = threading.Lock()

    def is_right(self, passphrase: str, stored: str, address: str = "") -> bool:
        """As `matches`. Also raises `InputRefused` after too many wrong tries from an address.

        `address` is whatever those who share it are counted under.
        """
        self._refuse_guesser(address)  # who may not try does not wait behind others either
        with self._turn:
            self._refuse_guesser(address)
            if matches(passphrase, stored):
                return True
            self._wrong.setdefault(address, deque(maxlen=MAX_WRONG)).append(time.monotonic())
            if len(self._wrong) > MAX_ADDRESSES:
                self._wrong.popitem(last=False)
            return False

    def _refuse_guesser(self, address: str) -> None:
        wrong: Sequence[float] = self._wrong.get(address, ())
        if len(wrong) == MAX_WRONG and time.monotonic() - wrong[0] < WINDOW:
            raise InputRefused(
                "Too many wrong passphrases were typed. Wait a minute, and try again."
            )


def _normalised(passphrase: str) -> str:
    """The same characters, whatever keyboard they were typed on or wherever copied from."""
    return unicodedata.normalize("NFC", passphrase).strip()


def _hash(passphrase: str, salt: bytes, cost: int, block_size: int, parallelism: int) -> bytes:
    return hashlib.scrypt(
        _normalised(passphrase).encode("utf-8", "replace"),
        salt=salt,
        n=cost,
        r=block_size,
        p=parallelism,
        maxmem=MAX_MEMORY,
        dklen=32,
    )


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _from_base64(text: str) -> bytes:
    return base64.urlsafe_b64decode(f"{text}==")
