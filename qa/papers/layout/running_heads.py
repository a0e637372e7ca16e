"""What is printed on a sheet beside its text: running heads, contact lines, the page number.

They are recognised by their place (the margins) and by repetition across sheets, never by their
wording alone. A printed number is believed only if it grows by one from sheet to sheet.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from qa.numeral import NUMERAL, numeral, value_of
from qa.papers.dates import MONTH_NAME
from qa.papers.layout.page_number import YEARS, in_margin, numbers_among_words
from qa.papers.pages.sheet import Line, Sheet
from qa.papers.pages.sheet_number import NAMED_NUMBER, NUMBER
from qa.phrases import Phrases

_PHRASES = Phrases.beside(__file__)
BLANK_PAGE = _PHRASES["blank_page"]
AGENDA_ITEM = _PHRASES["agenda_item"]
SIGNATURE = _PHRASES["signature"]
NUMBERS_OTHERS = _PHRASES["numbers_others"]
PAGE_WORD = _PHRASES["page_word"]

# A head or foot that goes on beyond the margin is of so many lines, each on so many sheets at the
# same height, in points.
OUTER_LINES, MIN_SHEETS, SAME_HEIGHT = 6, 2, 4.0
# Lines of a head that stands on one sheet, over "Page 2" on the second, and words of each.
MAX_UNKNOWN, MAX_HEAD = 1, 8
MIN_AT_EDGE = 3  # sheets on which a line beside the margin is a head or foot
# A running line numbers the sheets if this share of its numbers grows by one from sheet to sheet.
MIN_SHARE_IN_STEP = 0.7
# A number within a chapter or an annex, which starts again in each: "2-12", "Page A-7".
IN_CHAPTER = re.compile(
    r"^(?:page\s*)?(?P<chapter>(?:[A-Z]{1,2}|\d{1,2})\s?[-–]\s?)(?P<n>\d{1,3})$", re.IGNORECASE
)
# The same with no dash, "C3"; but "Q1" is a question, and so on.
LETTERED = re.compile(r"^(?:page\s*)?(?P<chapter>(?![MPQRV])[A-Z])(?P<n>\d{1,3})$")
ROMAN = "roman"  # stands for what is before a number that is printed in Roman numerals
MIN_LETTERED = 3  # sheets: fewer of these are the labels of sites, motions and the like
MAX_RULED = 0.5  # of a line: where more is ruled, it is left for a signature
MIN_LIKE_YEARS = 5  # sheets: numbers like years number them if there are so many
# A number at either end of a running line: "BCC Minute 2 11/02/2026", "Cabinet report 12".
EMBEDDED = re.compile(r"(?<![\d/.,£€$-])(\d{1,4})(?![\d/.,%-])")


BEFORE_MONTH = re.compile(rf"(?:st|nd|rd|th)?,? (?:of )?{MONTH_NAME}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Body:
    """A sheet without its running heads and its number.

    `printed` is the number on the sheet, `item` the agenda item that is printed in its corner.
    """

    sheet: Sheet
    lines: tuple[Line, ...]
    printed: str | None
    item: str | None

    @property
    def blank(self) -> bool:
        """Whether the sheet has no text of its own."""
        return not self.lines


def bodies(sheets: tuple[Sheet, ...]) -> tuple[Body, ...]:
    """Each sheet's body and printed number."""
    margins = Margins(sheets)
    printed, numbers = _printed(sheets, margins)
    for page, (number, line) in numbers_among_words(sheets).items():
        printed.setdefault(page, number)
        numbers.add(line)
    repeated = _repeated(sheets, margins)
    again = _again_at_the_edge(sheets)

    def is_running(line: Line, sheet: Sheet) -> bool:
        again_there = margins.hold(line, sheet) and line.text.lower() in repeated
        return id(line) in again or margins.numbered(line, sheet) or again_there

    result = []
    for sheet in sheets:
        item = next((m[1] for line in sheet.lines if (m := AGENDA_ITEM.match(line.text))), None)
        lines = tuple(
            line
            for line in sheet.lines
            if id(line) not in numbers
            and not BLANK_PAGE.match(line.text)
            and line.text.count("_") <= MAX_RULED * len(line.text)
            and not SIGNATURE.match(line.text)
            and not AGENDA_ITEM.match(line.text)
            and (_is_in_row(line) or not is_running(line, sheet))
        )
        result.append(Body(sheet, lines, printed.get(sheet.number), item))
    return tuple(result)


def _is_in_row(line: Line) -> bool:
    """Whether tags say that a line is of a table: heads and feet have none, but its header has,
    which is printed again on each page."""
    return bool(line.tag and line.tag.row)


class Margins:
    """The heads and feet of sheets, which reach further into some papers than into most.

    A head that goes on below the margin is known by its lines, which stand at the same height on
    sheet after sheet, down to "Page 3", with nothing else above them (a foot: below them).
    """

    def __init__(self, sheets: tuple[Sheet, ...]) -> None:
        self._within: set[int] = set()  # the ids of the lines
        self._feet: set[int] = set()  # those of feet that stand on one sheet only
        places: dict[tuple[str, int], set[int]] = defaultdict(set)
        texts: dict[str, set[int]] = defaultdict(set)
        outer = [(sheet, lines) for sheet in sheets for lines in _outer(sheet)]
        for sheet, lines in outer:
            for line in lines:
                places[_place(line)].add(sheet.number)
                texts[_without_numbers(line)].add(sheet.number)
        for sheet, lines in outer:
            head: list[Line] = []
            unknown = 0  # lines of a head that no other sheet has, such as the date of a meeting
            for line in lines:
                number = NAMED_NUMBER.match(line.text)
                numbers = bool(number)
                # A cell that is the same again, in a row that is not, is no foot.
                row = [one for one in lines if abs(one.top - line.top) < SAME_HEIGHT]
                known = all(_is_again(places[_place(one)], sheet) for one in row)
                if not (in_margin(line, sheet) or known or numbers):
                    unknown += 1
                    if not head or unknown > MAX_UNKNOWN or len(line.text.split()) > MAX_HEAD:
                        break
                head.append(line)
                if number and not (unknown and int(number["n"]) != sheet.number):
                    self._within.update(map(id, head))
        for sheet in sheets:
            foot = (line for line in _outer(sheet)[1] if line.top > sheet.height / 2)
            alone = (line for line in foot if len(texts[_without_numbers(line)]) < MIN_SHEETS)
            self._feet.update(map(id, alone))

    def numbered(self, line: Line, sheet: Sheet) -> bool:
        """Whether a line belongs to a head or foot that is known by its "Page 3". The first sheet
        has its title at its head, and what only one sheet has beside its number is no foot."""
        within = id(line) in self._within and id(line) not in self._feet
        return within and sheet.number > 1

    def hold(self, line: Line, sheet: Sheet) -> bool:
        """Whether a line stands in the head or foot of its sheet."""
        return id(line) in self._within or in_margin(line, sheet)


def _is_again(sheets: set[int], sheet: Sheet) -> bool:
    """Whether what stands on these sheets is repeated on those near this one."""
    near = {sheet.number + step for step in (-2, -1, 1, 2)}
    return len(sheets) >= MIN_SHEETS and bool(sheets & near)


def _outer(sheet: Sheet) -> tuple[list[Line], list[Line]]:
    """The first lines of a sheet from its top down, and the last from its foot up."""
    lines = sorted((line for line in sheet.lines if line.height), key=lambda line: line.top)
    return lines[:OUTER_LINES], lines[: -OUTER_LINES - 1 : -1]


def _again_at_the_edge(sheets: tuple[Sheet, ...]) -> set[int]:
    """The lines (by id) of plain type that are the first or the last of the text of a sheet, and
    are so at the same place on those before it: a head or foot that stands beyond the margin."""
    places: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    stands: dict[str, int] = {}  # the first sheet on which a text stands anywhere
    for sheet in sheets:
        for line in sheet.lines:
            stands.setdefault(line.text.lower(), sheet.number)
        for lines in _outer(sheet):
            first = next((line for line in lines if not in_margin(line, sheet)), None)
            if first and not first.bold and len(first.cells) < 2 and first.text[:1].isalpha():
                level = [one for one in lines if abs(one.top - first.top) < SAME_HEIGHT]
                if len(level) == 1:
                    places[_place(first)].append((sheet.number, id(first)))
    return {
        line
        for (text, _), found in places.items()
        if len(found) >= MIN_AT_EDGE and found[-1][0] - found[0][0] < 2 * len(found)
        for number, line in found
        if number > stands[text]
    }


def _without_numbers(line: Line) -> str:
    return re.sub(r"\d+", "0", line.text.lower())


def _place(line: Line) -> tuple[str, int]:
    return line.text.lower(), round(line.top / SAME_HEIGHT)


def _shape(line: Line) -> str:
    """A line with "#" for its numbers: what is the same on each sheet."""
    return _shape_of(line.text)


def _shape_of(text: str) -> str:
    return re.sub(r"\d+", "#", text.lower())


def _min_repeats(sheets: tuple[Sheet, ...]) -> int:
    """On how many sheets a line of the margin must stand to be a running head."""
    return min(3, max(2, len(sheets)))


def _repeated(sheets: tuple[Sheet, ...], margins: Margins) -> set[str]:
    """The lines of margins that stand, word for word, on several sheets.

    Lines that differ in a number are not among them ("Question 3" and "Question 4" are headings),
    unless the number grows from sheet to sheet: `_running_numbers` finds those.
    """
    counts = Counter(
        text
        for sheet in sheets
        for text in {line.text.lower() for line in sheet.lines if margins.hold(line, sheet)}
    )
    few = MIN_SHEETS  # of a line that says "Page 2" wherever it stands, if by a slip
    most = max(few, len(sheets) - 1)  # the first sheet has its title in place of a head
    return {
        text
        for text, n in counts.items()
        if n >= min(most, _min_repeats(sheets)) or (n >= few and _shape_of(text).endswith("page #"))
    }


def _printed(sheets: tuple[Sheet, ...], margins: Margins) -> tuple[dict[int, str], set[int]]:
    """The printed number of each sheet, and the lines (by id) that print one.

    Each candidate is a line of a margin that is nothing but a number. It votes for the difference
    between that number and the number of the PDF page. A sheet takes the candidate whose difference
    most sheets share. A difference that no other sheet shares counts only in a paper of one sheet
    that is numbered "1". Numbers inside running lines are taken where no line is a number alone.
    """
    # By page: what stands before the number, its difference, and the id of the line.
    candidates: dict[int, list[tuple[str, int, int]]] = defaultdict(list)
    for sheet in sheets:
        for line in _margin_lines(sheet, margins):
            if label := _number_of(line.text):
                chapter, printed = label
                candidates[sheet.number].append((chapter, printed - sheet.number, id(line)))
    running, lines = _running_numbers(sheets, margins)
    votes = Counter(way for found in candidates.values() for way in {(c, d) for c, d, _ in found})
    votes = Counter({way: n for way, n in votes.items() if n >= _min_votes(way[0])})
    chosen: dict[int, str] = {}
    for page, found in candidates.items():
        found = [one for one in found if not _is_year(one, page, votes)]
        if not found:
            continue
        chapter, difference, _ = max(found, key=lambda one: votes[one[:2]])
        number = _as_printed(chapter, page + difference)
        if votes[chapter, difference] > 1 or (len(sheets) == 1 and number == "1"):
            chosen[page] = number
        lines.update(i for c, d, i in found if votes[c, d] > 1 or (d == 0 and not c))
    for page, number in running.items():
        chosen.setdefault(page, number)
    return chosen, lines


def _number_of(text: str) -> tuple[str, int] | None:
    """The number that a line of a margin is, and what stands before it: `ROMAN` in either case
    where it is in such numerals. None if the line is something else."""
    if match := NUMBER.match(text):
        return "", int(match["n"])
    if match := IN_CHAPTER.match(text) or LETTERED.match(text):
        return match["chapter"], int(match["n"])
    if (match := NUMERAL.match(text)) and (number := value_of(match["n"])):
        return ROMAN if match["n"].islower() else ROMAN.upper(), number
    return None


def _min_votes(chapter: str) -> int:
    return MIN_LETTERED if chapter.isalpha() and len(chapter) == 1 else 1


def _as_printed(chapter: str, number: int) -> str:
    if chapter.lower() != ROMAN:
        return f"{chapter}{number}"
    return numeral(number) if chapter.islower() else numeral(number).upper()


def _is_year(candidate: tuple[str, int, int], page: int, votes: Counter[tuple[str, int]]) -> bool:
    """Whether the number of a candidate is a year, as far as is known: years may follow one another
    from sheet to sheet too, but not over many."""
    chapter, difference, _ = candidate
    return page + difference in YEARS and votes[chapter, difference] < MIN_LIKE_YEARS


def _margin_lines(sheet: Sheet, margins: Margins) -> list[Line]:
    """The lines of the margins: top, bottom, and either side, where some numbers stand sideways.
    A number in a ruled table is that of its row."""
    side = 0.06 * sheet.width
    return [
        line
        for line in sheet.lines
        if not (line.row and line.text.isdigit())
        and (
            margins.hold(line, sheet)
            or (line.height and (line.x1 < side or line.x0 > sheet.width - side))
        )
    ]


def _running_numbers(
    sheets: tuple[Sheet, ...], margins: Margins
) -> tuple[dict[int, str], set[int]]:
    """The numbers inside running heads or feet that grow by one from sheet to sheet, by PDF page,
    and the lines (by id) that print them."""
    seen: dict[tuple[str, int], dict[int, list[tuple[int, int]]]]
    seen = defaultdict(lambda: defaultdict(list))
    for sheet in sheets:
        for line in sheet.lines:
            if margins.hold(line, sheet):
                for place, match in enumerate(EMBEDDED.finditer(line.text)):
                    if _numbers_something_else(line.text, match):
                        continue
                    difference = int(match[1]) - sheet.number
                    seen[_shape(line), place][difference].append((sheet.number, id(line)))
    found: dict[int, str] = {}
    lines: set[int] = set()
    for (shape, _), by_difference in seen.items():
        everywhere = sum(map(len, by_difference.values()))
        difference, best = max(by_difference.items(), key=lambda kv: len(kv[1]))
        # "Minutes of 4 March – Page 2", "Page 2 – Minutes – March 4"
        named = difference == 0 and (shape.endswith("page #") or shape.startswith("page # "))
        if len(best) >= max(1 if named else 2, MIN_SHARE_IN_STEP * everywhere):
            found.update({page: str(page + difference) for page, _ in best})
            lines.update(line for _, line in best)
    return found, lines


def _numbers_something_else(text: str, number: re.Match[str]) -> bool:
    """Whether a number in a running line is that of an item, a chapter or the like, or a year.

    Items and chapters may have one sheet each, so that their numbers grow as those of pages do.
    """
    before = text[: number.start()]
    if PAGE_WORD.search(before):
        return False
    if before[-1:].isalpha() or BEFORE_MONTH.match(text, number.end()):
        return True  # "Q1", "4 March"
    return int(number[1]) in YEARS or bool(NUMBERS_OTHERS.search(before))
