"""The error of a writer that cannot be asked, or whose answer cannot be used."""

from __future__ import annotations


class WriterFailed(Exception):
    """Nothing can be made of what the server did. The message says why, for whoever keeps the
    service, and has no word of the question, the passages or the answer."""
