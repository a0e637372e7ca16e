"""From a file to a Paper."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from qa.papers.block import body_size
from qa.papers.furniture import bodies
from qa.papers.opening import council_named
from qa.papers.paper import Page, Paper, Passage, Problem
from qa.papers.passages import passages
from qa.papers.pdf import Pdf, read_pdf
from qa.papers.piece import pieces
from qa.papers.section import sections


def read_paper(path: Path) -> Paper:
    """The paper in the file at `path`: pages, passages, and what could not be read.

    Raises `UnreadablePaper` where nothing can be read at all.
    """
    pdf = read_pdf(path)
    sheets = bodies(pdf.sheets)
    parts = sections(sheets, path.name, pdf.title)
    council = council_named([line.text for sheet in sheets for line in sheet.lines])
    size = body_size(sheets)
    printed = {sheet.sheet.number: sheet.printed for sheet in sheets}
    own = parts[0].meeting.date
    found: list[Passage] = []
    for part in parts:
        part = replace(part, meeting=replace(part.meeting, council=council))
        found.extend(passages(part, pieces(part.sheets, size), printed, own))
    first = parts[0]
    return Paper(
        name=path.name,
        title=pdf.title or first.item,
        meeting=replace(first.meeting, council=council, date=own),
        document=first.document,
        pages=tuple(
            Page(s.number, printed[s.number], "\n".join(line.text for line in s.lines))
            for s in pdf.sheets
        ),
        passages=tuple(found),
        problems=_problems(pdf),
    )


def _problems(pdf: Pdf) -> tuple[Problem, ...]:
    silent = tuple(s.number for s in pdf.sheets if s.has_image)
    found = []
    if pdf.unread:
        found.append(
            Problem(
                "These pages are damaged and could not be read.",
                "Ask for the paper again, or save it anew from a PDF viewer.",
                pdf.unread,
            )
        )
    if silent:
        found.append(
            Problem(
                "These pages are pictures without text (a scan).",
                "Ask for the paper as it was written, or run it through OCR and add it again.",
                silent,
            )
        )
    return tuple(found)
