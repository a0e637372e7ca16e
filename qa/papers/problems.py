"""What may be wrong with the pages of a paper, in words for a clerk: what it is, and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import PureWindowsPath

from qa.errors import ProgramFault
from qa.faults import place_of
from qa.papers.attachment import Attachment
from qa.papers.pages.sheet import Pdf
from qa.papers.paper import Problem, ProblemKind

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
ATTACHED = "Files are attached to it or lie within it, as in a portfolio."
ATTACHED_READ = "Read as papers of their own: {names}."
ATTACHED_UNREAD = "Not read, as they are no papers or too large: {names}."
ATTACHED_HELD = "Not read, as it is held back from the public, or some of it: {names}."
OPEN_ATTACHED = "Open the paper in a viewer to see them, or ask for each of them by itself."
MAX_NAMED_FILES = 20
HELD_PAGES = (
    "These pages are marked as not for the public, or may belong to what is: they were held back.",
    "If they are public, ask for a copy without the marking, or let them in: python -m qa held.",
)
HELD_BY_NAME = (
    "Its name or title says that it is not for the public: all of it was held back.",
    "If some of its pages are public, or all are, let them in: python -m qa held.",
)
SHUT_OUT_PAGES = (
    "They were shut out by whoever keeps the library.",
    "To go by its markings again: python -m qa held --undo NAME.",
)
RELEASED_PAGES = (
    "These pages are marked as not for the public: they were let in by whoever keeps the library.",
    "To hold them back again: python -m qa held --undo NAME.",
)
WAITING = (
    "It is new, and is held back until somebody has looked at it.",
    "Look at it, and let it in or shut it out: python -m qa held.",
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


def marking_problems(
    pdf: Pdf, marked: Set[int], closed: Set[int], by_name: bool, exempt_too: bool
) -> tuple[Problem, ...]:
    """The problems of the pages that are `marked` as not for the public, or are `closed` to it.

    A problem of all pages names none. `by_name`: the name of the paper closes all of it;
    `exempt_too`: a setting lets in what is marked.
    """
    held = HELD_BY_NAME if by_name and len(marked & closed) == len(pdf.sheets) else HELD_PAGES
    found: tuple[tuple[ProblemKind, tuple[str, str], Set[int]], ...] = (
        ("exempt", held, marked & closed),
        ("shut out", SHUT_OUT_PAGES, closed - marked),
        (
            ("let in", LET_IN_PAGES, marked - closed)
            if exempt_too
            else ("released", RELEASED_PAGES, marked - closed)
        ),
    )
    return tuple(
        Problem(kind, *words, tuple(sorted(pages)) if len(pages) < len(pdf.sheets) else ())
        for kind, words, pages in found
        if pages
    )


def attached_problems(
    attached: Sequence[Attachment], closed: bool
) -> tuple[tuple[Problem, ...], tuple[Attachment, ...]]:
    """The problem that there are files attached to a paper, and those of them that may be read.

    None may be if something of the paper is `closed` to the public: what is attached to that may be
    closed too, and need not say so.
    """
    if not attached:
        return (), ()
    read = () if closed else tuple(one for one in attached if one.is_paper)
    others = [one for one in attached if one not in read]
    words = [
        ATTACHED,
        ATTACHED_READ.format(names=_named(read)) if read else "",
        (ATTACHED_HELD if closed else ATTACHED_UNREAD).format(names=_named(others))
        if others
        else "",
    ]
    return (Problem("attached", " ".join(filter(None, words)), OPEN_ATTACHED),), read


def _named(files: Sequence[Attachment]) -> str:
    named = (PureWindowsPath(one.name).name for one in files[:MAX_NAMED_FILES])  # without folders
    names = [f"“{name or 'without a name'}”" for name in named]
    more = len(files) - len(names)
    return ", ".join([*names, *([f"and {more} more"] if more else [])])


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
    # Of text that flows there are no pages to be named, unless the writer broke some.
    nameless = pdf.form != "pdf" and len(pdf.sheets) == 1
    return tuple(replace(one, pages=()) if nameless else one for one in found if one.pages)
