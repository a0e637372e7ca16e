"""From the pages of a file to a Paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from qa.papers.exempt.file_name import is_exempt_file
from qa.papers.exempt.pages import exempt_pages, without_pages
from qa.papers.glossary import with_terms
from qa.papers.heads.council import council_named
from qa.papers.kinds import kind_of
from qa.papers.layout.block import body_size
from qa.papers.layout.pieces import pieces
from qa.papers.layout.running_heads import bodies
from qa.papers.layout.speaker import speakers
from qa.papers.meeting_status import own_status
from qa.papers.pages import pdf as pdf_file
from qa.papers.pages.packed import PackedPdf
from qa.papers.pages.sheet import Pdf, Sheet
from qa.papers.paper import Page, Paper, Passage
from qa.papers.passages import passages
from qa.papers.printed_title import printed_title
from qa.papers.problems import (
    FAULTY_DECISIONS,
    FAULTY_PAGES,
    FAULTY_QUESTIONS,
    FAULTY_TERMS,
    Faults,
    attached_problems,
    marking_problems,
    reading_problems,
)
from qa.papers.register import Asked, Resolution
from qa.papers.registers.asked import asked
from qa.papers.registers.resolution import resolutions
from qa.papers.sections import sections
from qa.papers.source import Source
from qa.papers.standing import with_decided
from qa.papers.verdict import Verdict

TITLE_SHEETS = 2  # the first ones, on which the title of a paper stands


def unpacked_paper(
    name: str,
    packed: PackedPdf,
    exempt_too: bool,
    source: Source | None,
    verdict: Verdict | None = None,
    folder: str = "",
) -> tuple[Paper, list[str]]:
    """See `paper`; with the places of the faults that were met. The file itself is closed."""
    pdf_file.close()
    faults = Faults()
    read = paper(name, packed.unpacked(), exempt_too, source, faults, verdict, folder)
    return read, faults.places


def paper(
    name: str,
    pdf: Pdf,
    exempt_too: bool = False,
    source: Source | None = None,
    faults: Faults | None = None,
    verdict: Verdict | None = None,
    folder: str = "",
) -> Paper:
    """The paper in the file called `name` in `folder`: its passages, and what could not be read.

    Pages that are marked as not for the public are left empty, unless `exempt_too`; a `verdict` on
    the paper outranks both. What its
    `source` says outranks what is guessed from the pages. An error in one part, or in what is made
    of the passages, is noted in `faults` and costs only that. An error before that is raised:
    without the markings and the parts nothing may be shown.
    """
    faults = Faults() if faults is None else faults
    marked = exempt_pages(pdf, name)
    closed = frozenset[int]() if exempt_too else marked
    if verdict:
        closed = verdict.closed(closed, {sheet.number for sheet in pdf.sheets})
    by_name = is_exempt_file(name, pdf.title)
    problems = marking_problems(pdf, marked, closed, by_name, exempt_too)
    files = [*pdf.attached, *(one for sheet in pdf.sheets for one in sheet.attached)]
    told, attached = attached_problems(files, bool(closed))
    pdf = without_pages(pdf, closed)
    problems += (*reading_problems(pdf, closed), *told)
    sheets = bodies(pdf.sheets)
    own, parts = sections(sheets, name, pdf.title, source, folder)
    council = (source and source.council) or council_named(
        [line.text for sheet in sheets for line in sheet.lines]
    )
    size = body_size(sheets)
    printed = {sheet.sheet.number: sheet.printed for sheet in sheets}
    found: list[list[Passage]] = []
    for part in parts:
        part = replace(part, meeting=replace(part.meeting, council=council))
        with faults.contained(FAULTY_PAGES, [sheet.sheet.number for sheet in part.sheets]):
            of_record = kind_of(part.document).is_record
            divided = pieces(part.sheets, size, of_record=of_record)
            cut = list(passages(part, divided, printed, own.date))
            found.append(_with_speakers(cut) if of_record else cut)
    whole = _explained(found, {sheet.number for sheet in pdf.sheets if sheet.ocr}, faults)
    whole = tuple(_with_headers(whole))
    decided, answered = _registers(whole, faults)
    whole = tuple(with_decided(whole, decided))
    all_closed = len(closed) == len(pdf.sheets)
    first = parts[0]
    named = printed_title(pdf.title, map(_text, pdf.sheets[:TITLE_SHEETS]))
    return Paper(
        name=name,
        title=None if all_closed else (source and source.title) or named or first.item,
        meeting=replace(own, council=council),
        document=first.document,
        pages=tuple(
            Page(sheet.number, printed[sheet.number], _text(sheet)) for sheet in pdf.sheets
        ),
        passages=whole,
        problems=(*problems, *faults.problems),
        resolutions=decided,
        asked=answered,
        source=source,
        form=pdf.form,
        attached=attached,
        status=own_status("\n".join(map(_text, pdf.sheets[:1])), own.date),
    )


def _text(sheet: Sheet) -> str:
    """What stands on a sheet, a line for each."""
    return "\n".join(line.text for line in sheet.lines)


def _with_speakers(found: list[Passage]) -> list[Passage]:
    """The passages of a record of what was said, which can also be found by who goes on speaking
    in them."""
    turns = speakers([passage.text for passage in found])
    return [
        replace(passage, context=f"{speaker} {passage.context}".strip()) if speaker else passage
        for passage, speaker in zip(found, turns, strict=True)
    ]


def _explained(
    parts: Sequence[Sequence[Passage]], ocr: Set[int], faults: Faults
) -> tuple[Passage, ...]:
    """The passages of all parts, with their abbreviations explained, and marked if they stand on
    pages that were read by `ocr`."""
    found = [passage for part in parts for passage in part]
    with faults.contained(FAULTY_TERMS, _pages(found)):
        found = with_terms(parts)
    return tuple(
        replace(passage, ocr=not ocr.isdisjoint(range(passage.page, passage.page_end + 1)))
        for passage in found
    )


def _with_headers(found: Sequence[Passage]) -> Iterator[Passage]:
    """The passages, each with the place of the header of its table."""
    places: dict[str, int] = {}  # of the last passage with each header
    headers = {passage.header.text for passage in found if passage.header}
    for i, passage in enumerate(found):
        own = [text for text in headers if text in passage.text] if headers else []
        places.update(dict.fromkeys(own, i))
        header = passage.header
        if header and header.text not in own:
            at = places.get(header.text)
            header = None if at is None else replace(header, passage=at)
        yield replace(passage, header=header) if header != passage.header else passage


def _registers(
    found: Sequence[Passage], faults: Faults
) -> tuple[tuple[Resolution, ...], tuple[Asked, ...]]:
    """What was resolved, and the questions that were asked and answered."""
    decided: tuple[Resolution, ...] = ()
    answered: tuple[Asked, ...] = ()
    with faults.contained(FAULTY_DECISIONS, _pages(found)):
        decided = tuple(resolutions(found))
    with faults.contained(FAULTY_QUESTIONS, _pages(found)):
        answered = tuple(asked(found))
    return decided, answered


def _pages(found: Sequence[Passage]) -> list[int]:
    """The numbers of the pages on which passages stand."""
    return sorted({n for passage in found for n in range(passage.page, passage.page_end + 1)})
