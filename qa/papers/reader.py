"""From the pages of a file to a Paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from qa.errors import ProgramFault
from qa.faults import place_of
from qa.papers.body import council_named
from qa.papers.exempt import held, without
from qa.papers.glossary import with_terms
from qa.papers.kinds import kind_of
from qa.papers.layout.block import body_size
from qa.papers.layout.piece import pieces
from qa.papers.layout.running_heads import bodies
from qa.papers.layout.speaker import speakers
from qa.papers.pages import pdf as pdf_file
from qa.papers.pages.packed import PackedPdf
from qa.papers.pages.sheet import Pdf
from qa.papers.paper import Page, Paper, Passage, Problem
from qa.papers.passages import passages
from qa.papers.register import Asked, Resolution
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
# What a fault of this program cost. Each is said to be no fault of the paper.
FAULTY_PAGES = "These pages could not be read because of a fault in this program, not of the paper."
FAULTY_TERMS = (
    "What the abbreviations on these pages stand for is not known because of a fault in this "
    "program, not of the paper."
)
FAULTY_DECISIONS = (
    "The decisions on these pages are not listed because of a fault in this program, not of the "
    "paper."
)
FAULTY_QUESTIONS = (
    "The questions and answers on these pages are not listed because of a fault in this program, "
    "not of the paper."
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


@dataclass(slots=True)
class Faults:
    """What broke in this program while one paper was read: the `problems` that tell of it, and for
    the log the `places` in the code."""

    problems: list[Problem] = field(default_factory=list)
    places: list[str] = field(default_factory=list)

    @contextmanager
    def contained(self, reason: str, pages: Iterable[int]) -> Iterator[None]:
        """Note an error of the step within, for the `reason` that a clerk is given, and go on."""
        try:
            yield
        except MemoryError:
            raise  # the paper takes too much
        except Exception as error:
            self.places.append(place_of(error))
            self.problems.append(Problem("fault", reason, ProgramFault.remedy, tuple(pages)))


def unpacked(
    name: str, packed: PackedPdf, exempt_too: bool, source: Source | None
) -> tuple[Paper, list[str]]:
    """The paper in the file called `name`, and the places of faults. The file is closed; see
    `paper`."""
    pdf_file.close()
    faults = Faults()
    return paper(name, packed.unpacked(), exempt_too, source, faults), faults.places


def paper(
    name: str,
    pdf: Pdf,
    exempt_too: bool = False,
    source: Source | None = None,
    faults: Faults | None = None,
) -> Paper:
    """The paper in the file called `name`: its passages, and what could not be read of it.

    Pages that are marked as not for the public are empty, or as any others if `exempt_too`. What
    its `source` says outranks what is guessed from the pages. A fault in one part, or in what is
    made of the passages, is noted in `faults` and costs that alone; one before that is raised, for
    without the markings and the parts nothing may be shown.
    """
    faults = Faults() if faults is None else faults
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
        with faults.contained(FAULTY_PAGES, (sheet.sheet.number for sheet in part.sheets)):
            cut = list(passages(part, pieces(part.sheets, size), printed, own.date))
            found.append(_spoken(cut) if kind_of(part.document).is_record else cut)
    whole = _explained(found, {sheet.number for sheet in pdf.sheets if sheet.ocr}, faults)
    pages = sorted({n for passage in whole for n in range(passage.page, passage.page_end + 1)})
    decided: tuple[Resolution, ...] = ()
    with faults.contained(FAULTY_DECISIONS, pages):
        decided = tuple(resolutions(whole))
    answered: tuple[Asked, ...] = ()
    with faults.contained(FAULTY_QUESTIONS, pages):
        answered = tuple(asked(whole))
    first = parts[0]
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
        passages=whole,
        problems=(
            *marked,
            *_problems(pdf, frozenset() if exempt_too else closed),
            *faults.problems,
        ),
        resolutions=decided,
        asked=answered,
        source=source,
    )


def _explained(
    parts: Sequence[Sequence[Passage]], ocr: Set[int], faults: Faults
) -> tuple[Passage, ...]:
    """The passages of all parts, with their abbreviations, and whether they stand on pages that
    were read by `ocr`."""
    found = [passage for part in parts for passage in part]
    with faults.contained(FAULTY_TERMS, sorted({passage.page for passage in found})):
        found = with_terms(parts)
    return tuple(
        replace(passage, ocr=not ocr.isdisjoint(range(passage.page, passage.page_end + 1)))
        for passage in found
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
    unread = {*pdf.damaged, *pdf.costly, *pdf.faulty}
    sheets = [sheet for sheet in pdf.sheets if sheet.number not in closed]
    blank = not any(sheet.lines for sheet in sheets)
    empty = [
        sheet
        for sheet in sheets
        if not sheet.lines and (sheet.drawn or blank) and sheet.number not in unread
    ]
    found = (
        Problem("unread", *DAMAGED_PAGES, pdf.damaged),
        Problem("unread", *COSTLY_PAGES, pdf.costly),
        Problem("fault", FAULTY_PAGES, ProgramFault.remedy, pdf.faulty),
        Problem("no text", *SILENT_PAGES, tuple(s.number for s in empty if not s.ocr)),
        Problem("ocr", *OCR_PAGES, tuple(s.number for s in sheets if s.ocr and s.lines)),
        Problem("ocr", *WORDLESS_PAGES, tuple(s.number for s in empty if s.ocr)),
    )
    return tuple(problem for problem in found if problem.pages)
