"""A file that is attached to a paper, or lies in one that is a portfolio."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attachment:
    """An attached file: its name, whether it can be read as a paper, and where it lies: the index
    among the files of the paper, or, with a `page`, among what is laid over that page."""

    name: str
    is_paper: bool
    index: int
    page: int = 0
