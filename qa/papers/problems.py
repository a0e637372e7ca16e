"""What may be wrong with the pages of a paper, in words for a clerk: what it is, and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass, field

from qa.errors import ProgramFault
from qa.faults import place_of
from qa.papers.pages.sheet import Pdf
from qa.papers.paper import Problem

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
STAMPED_PAGES = (
    "These pages are a scan: only what is stamped or numbered on it has text, and was read.",
    SILENT_PAGES[1],
)
OCR_PAGES = (
    "These pages have no text: their words were read from a picture (OCR), and some may be wrong.",
    "Compare them with the page before you rely on them, or ask for the paper as it was written.",
)
WORDLESS_PAGES = (
    "These pages have no text, and no words were found on their pictures (OCR).",
    "Look at the pages themselves: what they show cannot be searched.",
)
LAYER_PAGES = (
    "These pages are a scan: their words are what an OCR read from it, and some may be wrong.",
    "Compare them with the page before you rely on them, or ask for the paper as it was written.",
)
UNCHECKED_PAGES = (
    "These pages are damaged: they were read, but words on them that cannot be seen were read too.",
    "Ask for the paper again if words on these pages may be blacked out.",
)
HIDDEN_WORDS = (
    "These pages have words in the file that cannot be seen on the page: they were not read.",
    "If the words are blacked out, ask whoever published the paper to take them out of the file.",
)
HELD_PAGES = (
    "These pages are marked as not for the public: they were held back.",
    "If they are public, ask for a copy without the marking.",
)
LET_IN_PAGES = (
    "These pages are marked as not for the public: they were let in by the setting QA_EXEMPT.",
    "Take the paper out of the library, or the setting back, if others may ask.",
)
# The reasons for faults of this program, by what they cost.
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


@dataclass(slots=True)
class Faults:
    """The faults of this program while it read one paper: the `problems` that name them, and their
    `places` in the code, for the log."""

    problems: list[Problem] = field(default_factory=list)
    places: list[str] = field(default_factory=list)

    @contextmanager
    def contained(self, reason: str, pages: Iterable[int]) -> Iterator[None]:
        """Note an error of the statements within as a problem of `pages`, and go on after them."""
        try:
            yield
        except MemoryError:
            raise  # the paper takes too much, which is no fault of the program
        except Exception as error:  # a fault of this program costs one part, not the paper
            self.places.append(place_of(error))
            self.problems.append(Problem("fault", reason, ProgramFault.remedy, tuple(pages)))


def marking_problems(pdf: Pdf, closed: Set[int], exempt_too: bool) -> tuple[Problem, ...]:
    """The problem of the pages `closed` to the public, which names none if that is all of them."""
    if not closed:
        return ()
    pages = tuple(sorted(closed)) if len(closed) < len(pdf.sheets) else ()
    if exempt_too:
        return (Problem("let in", *LET_IN_PAGES, pages),)
    return (Problem("exempt", *HELD_PAGES, pages),)


def reading_problems(pdf: Pdf, left_out: Set[int]) -> tuple[Problem, ...]:
    """The problems of pages that could not be read, or only by OCR. Those `left_out` are not
    counted among the pages without text."""
    unread = {*pdf.damaged, *pdf.costly, *pdf.faulty}
    sheets = [sheet for sheet in pdf.sheets if sheet.number not in left_out]
    blank = not any(sheet.lines for sheet in sheets)
    empty = [
        sheet
        for sheet in sheets
        if not sheet.lines and (sheet.drawn or blank) and sheet.number not in unread
    ]
    read = [sheet for sheet in sheets if sheet.ocr and sheet.lines]
    stamped = [sheet for sheet in sheets if sheet.drawn and sheet.lines and not sheet.ocr]
    found = (
        Problem("unread", *DAMAGED_PAGES, pdf.damaged),
        Problem("unread", *COSTLY_PAGES, pdf.costly),
        Problem("fault", FAULTY_PAGES, ProgramFault.remedy, pdf.faulty),
        Problem("no text", *SILENT_PAGES, tuple(s.number for s in empty if not s.ocr)),
        Problem("no text", *STAMPED_PAGES, tuple(s.number for s in stamped)),
        Problem("ocr", *OCR_PAGES, tuple(s.number for s in read if not s.layer)),
        Problem("ocr", *LAYER_PAGES, tuple(s.number for s in read if s.layer)),
        Problem("ocr", *WORDLESS_PAGES, tuple(s.number for s in empty if s.ocr)),
        Problem("hidden", *HIDDEN_WORDS, tuple(s.number for s in sheets if s.hidden)),
        Problem("hidden", *UNCHECKED_PAGES, tuple(s.number for s in sheets if s.unchecked)),
    )
    return tuple(problem for problem in found if problem.pages)
