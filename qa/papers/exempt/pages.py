"""Which pages are not for the public, by the markings on them and how far these reach.

A marking speaks of what it stands on: at the head of a paper or of a part of a pack, in its
classification, alone in the margin of a sheet, aslant across it. So a marking is recognised by its
form (see markings.py) and by its place. If it is in doubt whether one more page belongs to what is
marked, it does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise
from typing import Literal

from qa.papers.exempt.file_name import is_exempt_by_label, is_exempt_by_name, is_set_apart
from qa.papers.exempt.markings import (
    LAW,
    MARKING,
    OPENS_AS_EXEMPT,
    PART_TWO,
    begins_marking,
    closes,
    divides,
    divides_many,
    is_marking,
    is_one_word,
    is_partly_marking,
    is_said_in_sentence,
    is_stamp,
)
from qa.papers.exempt.sheets import closed_up, has_boxes, lines_of, margin_of, stacked, unmarked
from qa.papers.kinds import kind_of, opening
from qa.papers.layout.running_heads import bodies
from qa.papers.layout.section import Section
from qa.papers.opening import PHRASES as OPENINGS
from qa.papers.opening import is_appendix_label, is_work_programme
from qa.papers.pages.sheet import Pdf, Sheet
from qa.papers.sections import sections
from qa.phrases import Phrases

_PHRASES = Phrases.beside(__file__)
HINT = _PHRASES["hint"]
FRONT = _PHRASES["front"]
APPENDED = _PHRASES["appended"]
CLOSED_APPENDIX, THESE = _PHRASES["closed_appendix"], _PHRASES["these"]
WHICH = re.compile(r"\b(?:[A-Z]|\d{1,2}[a-z]?)\b")
APPENDIX = OPENINGS["appendix"]
MINUTES = _PHRASES["minutes"]
COLLECTION = _PHRASES["collection"]
OPEN_PART = _PHRASES["open_part"]
TAKEN_OUT = _PHRASES["taken_out"]
ITEM, OF_A_REPORT = _PHRASES["item"], _PHRASES["of_a_report"]
HEADING_OF_LIST, OPENS_LIST = _PHRASES["heading_of_list"], _PHRASES["opens_list"]

# Lines of a sheet from its top, among which markings stand, the first labels, and all labels.
TOP, HEAD, LABELS = 3, 14, 20
ONE_WORD_HEAD, ONE_WORD_TOP = 6, 2  # the same for a marking of one word, and in small letters
CONTENTS_LINES, CONTENTS_LABELS = 6, 3  # a sheet with so many labels of appendices lists them
MIN_PROSE_WORDS = 8  # a line with so many is no title
MIN_SAME_LABELS = 3  # so many labels make the form of a report
# How far a marking reaches: over its appendix; over its report with the appendices; over whatever
# comes next, from a sheet that divides; to the end of the file, or to an open part.
Reach = Literal["appendix", "report", "next", "file"]


def exempt_pages(pdf: Pdf, name: str) -> frozenset[int]:
    """The pages of the file called `name` that are not for the public."""
    lines = (closed_up(line.text) for sheet in pdf.sheets for line in sheet.lines)
    titles = (mark.title for mark in pdf.bookmarks)
    columns = chain.from_iterable(stacked(sheet.lines) for sheet in pdf.sheets)
    labels = (sheet.label.replace("_", " ") for sheet in pdf.sheets)
    hinted = any(map(HINT.search, chain(titles, lines, columns, labels)))
    pages = frozenset(_marked_pages(pdf, name)) if hinted else frozenset[int]()
    names = (name, pdf.title or "")
    named = any(is_exempt_by_name(called, has_marked_pages=bool(pages)) for called in names)
    if named or (hinted and all(_is_taken_out(sheet) for sheet in pdf.sheets if sheet.lines)):
        return frozenset(sheet.number for sheet in pdf.sheets)
    return pages


def without_pages(pdf: Pdf, pages: frozenset[int]) -> Pdf:
    """The file with nothing on `pages`, and without its title if the first page is among them."""
    sheets = tuple(
        replace(sheet, lines=(), drawn=False, ocr=False) if sheet.number in pages else sheet
        for sheet in pdf.sheets
    )
    return replace(pdf, sheets=sheets, title=None if 1 in pages else pdf.title)


def _marked_pages(pdf: Pdf, name: str) -> Iterator[int]:
    """The pages on which a marking stands, and those over which it reaches."""
    stamped = _stamped_pages(pdf.sheets)
    bookmarked = _bookmarked_pages(pdf)
    sheets = {sheet.number: sheet for sheet in pdf.sheets}
    _, parts = sections(bodies(tuple(map(unmarked, pdf.sheets))), name, pdf.title)
    reach: Reach | None = None  # of the last marking
    front: tuple[str, ...] = ()  # the labels of the sheet on which it stands
    named: set[str] = set()  # the appendices that the last report says are exempt
    for part in parts:
        numbers = [body.sheet.number for body in part.sheets]
        first = lines_of(sheets[numbers[0]])
        if not _is_appended(part):
            named = _closed_appendices(first)
        if reach == "appendix" or (reach == "report" and not _is_appended(part)):
            reach = None
        for i, number in enumerate(numbers):
            sheet, is_first = sheets[number], i == 0
            lines = lines_of(sheet)
            opens = is_first or _is_front(lines)
            if opens and reach in ("appendix", "report") and _is_next_report(lines, front):
                reach = None
            reach = _still_reaching(reach, sheet, lines, part, opens)
            if is_first and _is_appended(part) and named & _appendix_called(lines):
                reach = reach or "appendix"
            if is_first and number in stamped and not stamped.issuperset(numbers[:2]):
                reach = reach or _reach_over(part)
            if not _is_taken_out(sheet):
                marked = _reach_of_marking(lines, sheet.number, part, opens)
                reach, front = (marked, _labels(lines)) if marked else (reach, front)
            called = is_exempt_by_label(sheet.label) and not _is_taken_out(sheet)
            bookmark = _is_bookmarked(bookmarked.get(number), sheet, part)
            if reach or number in stamped or bookmark or called:
                yield number


def _still_reaching(
    reach: Reach | None, sheet: Sheet, lines: Sequence[str], part: Section, opens: bool
) -> Reach | None:
    """How far an earlier marking reaches, at a further sheet. `opens` says that a part begins."""
    if opens and reach in ("appendix", "report") and _is_open(lines):
        return None
    if reach == "next" and sheet.lines:
        return _reach_over(part)
    if reach == "file" and any(map(OPEN_PART.fullmatch, lines[:TOP])):
        return None
    return reach


def _closed_appendices(lines: Sequence[str]) -> set[str]:
    """The appendices, by number or letter, that a report says are not for the public."""
    found = chain.from_iterable(map(CLOSED_APPENDIX.finditer, lines[:LABELS]))
    named = (these[0] for match in found for these in THESE.finditer(match[0]))
    return {label.upper() for text in named for label in WHICH.findall(text)}


def _appendix_called(lines: Sequence[str]) -> set[str]:
    """The number or letter of the appendix that begins with some lines."""
    label = next((match[1] for text in lines[:TOP] if (match := APPENDIX.match(text))), None)
    return {label.upper()} if label else set()


def _reach_over(part: Section) -> Reach:
    return "appendix" if kind_of(part.document).is_appended else "report"


def _is_appended(part: Section) -> bool:
    """Whether a part belongs to the report before it."""
    return kind_of(part.document).is_appended and not is_work_programme(part.item or "")


def _is_front(lines: Sequence[str]) -> bool:
    """Whether a sheet begins with the labels of a report, in a style that no kind is known by."""
    return len(_labels(lines)) > 1


def _labels(lines: Sequence[str]) -> tuple[str, ...]:
    """The labels of reports among the first lines of a sheet."""
    found = (FRONT.match(text) for text in lines[:HEAD])
    return tuple(label[0].rstrip(": ").casefold() for label in found if label)


def _is_next_report(lines: Sequence[str], front: tuple[str, ...]) -> bool:
    """Whether a sheet begins a report in the very form of the one that is marked, whose first
    sheet has the labels `front`. It would be marked as that is."""
    return len(front) >= MIN_SAME_LABELS and _labels(lines) == front


def _is_open(lines: Sequence[str]) -> bool:
    """Whether the labels of a sheet say that it is for the public."""
    return any(closes(lines, i) is False for i in range(len(lines[:LABELS])))


def _is_taken_out(sheet: Sheet) -> bool:
    """Whether a sheet only stands for one that the council took out."""
    return any(TAKEN_OUT.search(line.text) for line in sheet.lines)


def _stamped_pages(sheets: tuple[Sheet, ...]) -> set[int]:
    """The sheets that are marked in a margin, or aslant."""
    margins = {sheet.number: margin_of(sheet) for sheet in sheets if not _is_taken_out(sheet)}
    count = Counter(text for texts in margins.values() for text in set(texts))
    return {
        sheet.number
        for sheet in sheets
        if any(
            (is_stamp(text) or is_stamp(f"{text} {below}"))
            and (has_boxes(sheet) or count[text] > 1)
            and not OPENS_LIST.match(f"{text}\n{below}")
            for text, below in pairwise((*margins.get(sheet.number, ()), ""))
        )
        or any(is_marking(closed_up(line.text)) for line in sheet.lines if line.is_aslant)
    }


def _bookmarked_pages(pdf: Pdf) -> dict[int, str]:
    """The pages over which a bookmark reaches that is a marking, and its title."""
    found: dict[int, str] = {}
    for i, mark in enumerate(pdf.bookmarks):
        if is_set_apart(mark.title) or is_marking(mark.title) or is_partly_marking(mark.title):
            after = (other.page for other in pdf.bookmarks[i + 1 :] if other.level <= mark.level)
            end = next(after, len(pdf.sheets) + 1)
            found |= dict.fromkeys(range(mark.page, max(end, mark.page + 1)), mark.title)
    return found


def _is_bookmarked(title: str | None, sheet: Sheet, part: Section) -> bool:
    """Whether the bookmark over a sheet marks it. In minutes it may be the heading of an item."""
    lists = kind_of(part.document).lists_other_papers
    heads = title is None or (lists and (is_one_word(title) or _is_item(title, part)))
    return not heads and not _is_taken_out(sheet)


def _reach_of_marking(
    lines: Sequence[str], number: int, part: Section, opens: bool
) -> Reach | None:
    """How far a marking among the first lines of a sheet reaches; None if there is none."""
    if lines and all(map(divides, lines)) and any(map(MARKING.match, lines)):
        return "file" if any(map(divides_many, lines)) else "next"
    has_labels = opens and kind_of(part.document).item != "none"
    is_open = False
    for i, text in enumerate(lines[: LABELS if opens else TOP]):
        closed = closes(lines, i) if has_labels else None
        is_open = is_open or closed is False
        if (
            closed
            or _is_heading(lines, i, part, opens)
            or (opens and not is_open and _is_said(lines, i, part))
        ):
            if number == 1 and COLLECTION.search(text):
                return "file"
            if APPENDED.search(text):
                return "appendix"
            return _reach_over(part) if opens else "report"
    return None


def _is_heading(lines: Sequence[str], i: int, part: Section, opens: bool) -> bool:
    """Whether line `i` is a marking of what it stands over. A heading stands over text, a marking
    over a title, labels, or other markings."""
    text = lines[i]
    if _is_item(text, part) or OPENS_LIST.match("\n".join(lines[i : i + 2])):
        return False
    if opens and i < TOP and (is_partly_marking(text) or OPENS_AS_EXEMPT.match(text)):
        return True
    if i >= HEAD or not begins_marking(lines, i):
        return False
    if is_one_word(text) and not text.isupper():
        # In small letters it is a heading, but for one over the labels of a report.
        lists = kind_of(part.document).lists_other_papers
        return opens and i < ONE_WORD_TOP and not lists and bool(_labels(lines))
    if any(other.endswith(".") for other in lines[:i]) and not (opens and LAW.search(text)):
        return False
    if APPENDED.search(text):
        lists = sum(map(is_appendix_label, lines[:CONTENTS_LINES])) >= CONTENTS_LABELS
        return i < TOP and not lists
    below = next((other for other in lines[i + 1 :] if not is_marking(other)), "")
    if kind_of(part.document).lists_other_papers:
        if opens or MINUTES.search(text):
            return i < TOP
        if not LAW.search(text):
            over_list = _is_prose(below) or HEADING_OF_LIST.match(f"{text}\n{below}")
            return text.isupper() and not over_list
    if not opens:
        return bool(text.isupper() or LAW.search(text)) and not _is_prose(below)
    if is_one_word(text):
        return i == 0 or (i < ONE_WORD_HEAD and not _is_prose(below))
    return True


def _is_item(text: str, part: Section) -> bool:
    """Whether a line heads an item of an agenda or of minutes, which may tell it was private."""
    return kind_of(part.document).lists_other_papers and bool(ITEM.match(text))


def _is_said(lines: Sequence[str], i: int, part: Section) -> bool:
    """Whether line `i` says in a sentence, or as "Part 2", that its part is not for the public."""
    kind = kind_of(part.document)
    said = any(line.endswith(".") for line in lines[:i])
    if kind.may_be_in_part_two and i < HEAD and PART_TWO.fullmatch(lines[i]) and not said:
        return opening(list(lines)) is not None or (i < TOP and any(map(OF_A_REPORT.match, lines)))
    return kind.item != "none" and is_said_in_sentence(lines, i)


def _is_prose(text: str) -> bool:
    sentence = text.endswith(".") or len(text.split()) >= MIN_PROSE_WORDS
    return sentence and not text.isupper() and ":" not in text[:30]
