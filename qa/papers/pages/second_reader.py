"""A file as pypdf opens it, for what pdfium cannot open, read or tell of it."""

from __future__ import annotations

import logging
import struct
import zlib
from functools import lru_cache
from pathlib import Path

from pypdf import PasswordType, PdfReader
from pypdf.errors import DependencyError, DeprecationError, PyPdfError

# pypdf warns about each repair that it makes to a file, which is of no use to a clerk.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

# The errors that pypdf is known to raise for damaged files. Only calls of pypdf stand in a `try`
# with them: what this program itself raises is a fault of this program.
PYPDF_ERRORS = (
    PyPdfError,
    DependencyError,
    DeprecationError,  # a filter under a name that pypdf no longer takes
    NotImplementedError,
    AssertionError,
    zlib.error,
    struct.error,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    RecursionError,
    ArithmeticError,
    EOFError,
)


class Locked(Exception):
    """The file is locked with a password."""


def in_pypdf(path: Path) -> PdfReader | None:
    """The file opened by pypdf, unlocked if an empty password does that; None if it is damaged.

    Raises `Locked`. The file is kept until another is opened or `forget` is called.
    """
    about = path.stat()
    return _opened(path, about.st_mtime_ns, about.st_size)


@lru_cache(maxsize=1)
def _opened(path: Path, changed: int, size: int) -> PdfReader | None:
    """See `in_pypdf`. When the file was changed and how large it is tell it from another there."""
    try:
        reader = PdfReader(path)
        locked = reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED
    except PYPDF_ERRORS:
        return None
    if locked:
        raise Locked
    return reader


def forget() -> None:
    """Let go of the file that was opened last."""
    _opened.cache_clear()
