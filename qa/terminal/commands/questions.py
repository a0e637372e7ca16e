"""`ask`: a question, or a file of them, answered from the papers in the library."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from qa.papers.document import DocumentName
from qa.papers.text import sound
from qa.settings import settings
from qa.terminal.options import Index, Json, SearchLimits
from qa.terminal.output.screen import show_json


def ask(
    question: Annotated[str | None, typer.Argument(help="The question.")] = None,
    *,
    as_json: Json = False,
    batch: Annotated[
        Path | None,
        typer.Option("--batch", help="Questions, one JSON object a line; answers in JSON."),
    ] = None,
    top: Annotated[
        int | None, typer.Option("--top", min=1, max=100, help="Passages in an answer.")
    ] = None,
    write: Annotated[
        bool, typer.Option("--write", help="Have the writer (QA_WRITER_URL) put it in sentences.")
    ] = False,
    limits: SearchLimits,
    document: Annotated[DocumentName | None, typer.Option(help="Kind of document.")] = None,
    index: Index = None,
) -> None:
    """Answer QUESTION from the papers in the library."""
    from qa.answers.answering import answer
    from qa.terminal.batch import Question, read_questions
    from qa.terminal.councils import asked_library
    from qa.terminal.output.answer import show_answer
    from qa.terminal.output.written import named_writer
    from qa.writing.writer import last

    if bool(question and question.strip()) == bool(batch):
        raise typer.BadParameter("Give a question, or --batch and a file of questions.")
    filters = limits.filters(document)
    questions = read_questions(batch) if batch else [Question("", sound(question or ""))]
    top = top or settings().top
    write_to = named_writer() if write else None
    with asked_library(index, filters) as (library, filters):
        for asked in questions:
            found = answer(
                asked.question, library, filters=filters, top=top, previous=asked.previous
            )
            if write_to:
                found = replace(found, written=last(write_to.write(found, agreed=True)))
            if batch:
                show_json({"id": asked.id, **found.to_json()})
            elif as_json:
                show_json(found.to_json())
            else:
                show_answer(found)
