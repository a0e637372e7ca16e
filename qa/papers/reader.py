"""From the pages of a file to a Paper."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import replace

from qa.papers.body import council_named
from qa.papers.exempt import held, without
from qa.papers.glossary import with_terms
from qa.papers.kinds import kind_of
from qa.papers.layout.block import body_size
from qa.papers.layout.piece import pieces
from qa.papers.layout.running_heads import bodies
from qa.papers.layout.speaker import speakers
from qa.papers.pages.packed import Packed
from qa.papers.pages.pdf import forget
from qa.papers.pages.sheet import Pdf
from qa.papers.paper import Page, Paper, Passage, Problem
from qa.papers.passages import passages
from qa.papers.registers.asked import asked
from qa.papers.registers.resolution import resolutions
from qa.papers.sections import sections
from qa.papers.source import Source

DAMAGED_PAGES = (
    "These pages are damaged and could not be read.",
    "Ask for the paper again, or save it anew from a PDF viewer.",
)
COSTLY_PAGES = (
    "These pages take too much time, memory or text to be read.",
    "Save the paper anew from a PDF viewer, in parts if it is long, or ask for a copy.",
)
SILENT_PAGES = (
    "These pages have no text: they are a scan, or drawn.",
    "Ask for the paper as it was written, or run it through OCR and add it again.",
)
OCR_PAGES = (
    "These pages have no text: their words were read from a picture (OCR), and some may be wrong.",
    "Compare them with the page before you rely on them, or ask for the paper as it was written.",
)
WORDLESS_PAGES = (
    "These pages have no text, and no words were found on their pictures (OCR).",
    "Look at the pages themselves: what they show cannot be searched.",
)
HELD_PAGES = (
    "These pages are marked as not for the public: they were held back.",
    "If they are public, ask for a copy without the marking.",
)
LET_IN_PAGES = (
    "These pages are marked as not for the public: they were let in by the setting QA_EXEMPT.",
    "Take the paper out of the library, or the setting back, if others may ask.",
)


def unpacked(
    name: str,
    title: str | None,
    packed: Sequence[Packed],
    unread: Sequence[int],
    costly: Sequence[int],
    exempt_too: bool,
    source: Source | None,
) -> Paper:
    """The paper in the file called `name`, which is closed, from its packed sheets. See `Pdf` and
    `paper`."""
    forget()
    sheets = tuple(pickle.loads(one.pickled) for one in packed)
    return paper(name, Pdf(sheets, title, tuple(unread), tuple(costly)), exempt_too, source)


def paper(name: str, pdf: Pdf, exempt_too: bool = False, source: Source | None = None) -> Paper:
    """The paper in the file called `name`: its passages, and what could not be read of it.

    Pages that are marked as not for the public are empty, or as any others if `exempt_too`. What
    its `source` says outranks what is guessed from the pages.
    """
    closed = held(pdf, name)
    marked = _marked(pdf, closed, exempt_too)
    if not exempt_too:
        pdf = without(pdf, closed)
    sheets = bodies(pdf.sheets)
    own, parts = sections(sheets, name, pdf.title, source)
    council = (source and source.council) or council_named(
        [line.text for sheet in sheets for line in sheet.lines]
    )
    size = body_size(sheets)
    printed = {sheet.sheet.number: sheet.printed for sheet in sheets}
    found: list[list[Passage]] = []
    for part in parts:
        part = replace(part, meeting=replace(part.meeting, council=council))
        cut = list(passages(part, pieces(part.sheets, size), printed, own.date))
        found.append(_spoken(cut) if kind_of(part.document).is_record else cut)
    first = parts[0]
    ocr = {s.number for s in pdf.sheets if s.ocr}
    told = tuple(
        replace(passage, ocr=not ocr.isdisjoint(range(passage.page, passage.page_end + 1)))
        for passage in with_terms(found)
    )
    return Paper(
        name=name,
        title=None
        if len(closed) == len(pdf.sheets) and not exempt_too
        else (source and source.title) or pdf.title or first.item,
        meeting=replace(own, council=council),
        document=first.document,
        pages=tuple(
            Page(s.number, printed[s.number], "\n".join(line.text for line in s.lines))
            for s in pdf.sheets
        ),
        passages=told,
        problems=(*marked, *_problems(pdf, frozenset() if exempt_too else closed)),
        resolutions=tuple(resolutions(told)),
        asked=tuple(asked(told)),
        source=source,
    )


def _spoken(found: list[Passage]) -> list[Passage]:
    """Passages of a record of turns, each found by whose turn it goes on with."""
    turns = speakers([passage.text for passage in found])
    return [
        replace(passage, context=f"{speaker} {passage.context}".strip()) if speaker else passage
        for passage, speaker in zip(found, turns, strict=True)
    ]


def _marked(pdf: Pdf, closed: frozenset[int], exempt_too: bool) -> tuple[Problem, ...]:
    """What is told of the pages that are not for the public; no pages where that is all of them."""
    pages = tuple(sorted(closed)) if len(closed) < len(pdf.sheets) else ()
    if not closed:
        return ()
    if exempt_too:
        return (Problem("let in", *LET_IN_PAGES, pages),)
    return (Problem("exempt", *HELD_PAGES, pages),)


def _problems(pdf: Pdf, closed: frozenset[int]) -> tuple[Problem, ...]:
    unread = {*pdf.unread, *pdf.costly}
    sheets = [sheet for sheet in pdf.sheets if sheet.number not in closed]
    blank = not any(sheet.lines for sheet in sheets)
    empty = [
        sheet
        for sheet in sheets
        if not sheet.lines and (sheet.drawn or blank) and sheet.number not in unread
    ]
    found = (
        Problem("unread", *DAMAGED_PAGES, pdf.unread),
        Problem("unread", *COSTLY_PAGES, pdf.costly),
        Problem("no text", *SILENT_PAGES, tuple(s.number for s in empty if not s.ocr)),
        Problem("ocr", *OCR_PAGES, tuple(s.number for s in sheets if s.ocr and s.lines)),
        Problem("ocr", *WORDLESS_PAGES, tuple(s.number for s in empty if s.ocr)),
    )
    return tuple(problem for problem in found if problem.pages)
