"""What a Python program uses: a library that is opened and asked.

The library itself lies below the answers, so that neither can offer both. This class does, and is
all that a program needs; the command line and the web pages use the parts below it.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

from qa.answers.answer import Answer
from qa.answers.answering import answer
from qa.answers.registers.decisions import Decisions, decisions
from qa.answers.registers.previous import Previous, previous
from qa.errors import InputRefused
from qa.library.filters import Filters
from qa.library.library import Library as Papers
from qa.library.records import StoredPaper
from qa.papers.document import Document
from qa.papers.text import sound


class Library:
    """A library of papers that were indexed with `python -m qa index`, to be asked.

    Use it in a `with` statement, or `close` it. Threads may share it. Every method raises a
    `CouncilPapersError` where a person can put right what is wrong; its message says how.
    """

    def __init__(self, papers: Papers) -> None:
        self._papers = papers

    @classmethod
    def open(cls, folder: str | Path | None = None) -> Self:
        """Open the library in `folder`, by default the one that `QA_INDEX` names."""
        return cls(Papers(Path(folder) if folder else None))

    def ask(
        self,
        question: str,
        *,
        previous: str | None = None,
        committee: str | None = None,
        council: str | None = None,
        date_from: date | None = None,
        date_to: date | None = None,
        document: Document | None = None,
        top: int = 10,
    ) -> Answer:
        """What the papers say to `question`, word for word, or that they do not answer it.

        `previous` is the question before it in a conversation: the `asked` of its answer.
        `committee` is part of a committee's name, and `council` of a council's; the dates, both
        included, are of its meetings; `document` is a kind of paper, such as "minutes". `top` is
        the number of citations.
        """
        if not (words := sound(question)).strip():
            raise InputRefused("Nothing was asked. Give a question in words.")
        filters = Filters(committee, date_from, date_to, document, council=council)
        return answer(words, self._papers, filters=filters, top=top, previous=previous)

    def decisions(
        self,
        text: str = "",
        *,
        committee: str | None = None,
        council: str | None = None,
        date_from: date | None = None,
        date_to: date | None = None,
        limit: int = 1000,
    ) -> Decisions:
        """The resolutions that speak of `text`, best first, or all of them, newest first."""
        filters = Filters(committee, date_from, date_to, council=council)
        return decisions(self._papers, sound(text), filters, limit)

    def answers(
        self,
        question: str = "",
        *,
        committee: str | None = None,
        council: str | None = None,
        date_from: date | None = None,
        date_to: date | None = None,
        limit: int = 10,
    ) -> Previous:
        """The questions already put to the council that are nearest to `question`, or the newest,
        each with the answer given then and what later papers say."""
        filters = Filters(committee, date_from, date_to, council=council)
        return previous(self._papers, sound(question), filters, limit)

    def papers(self) -> list[StoredPaper]:
        """The papers in the library, each with what could not be read of it."""
        return self._papers.store.papers.all()

    def close(self) -> None:
        """Let go of the files."""
        self._papers.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
