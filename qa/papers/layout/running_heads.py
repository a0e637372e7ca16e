"""What stands on a sheet beside its words: running heads, contact footers, the printed number.

They are told from the body by place (the margins) and by repetition across sheets, never by their
wording alone; a printed number is believed only where it runs in step with the sheets about it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from qa.papers.pages.sheet import Line, Sheet

TOP, BOTTOM = 0.085, 0.905  # shares of the sheet's height that bound its body
IN_STEP = 0.7  # a running line numbers the sheets if so many of its numbers keep step with them
# How sheets print their number: "7", "Page 7", "Page 7 of 54", "7 | P a g e", "- 7 -".
NUMBER = re.compile(
    r"^(?:p\s?a\s?g\s?e\s*)?-?\s*(?P<n>\d{1,4})\s*-?(?:\s*(?:of|/)\s*\d{1,4})?(?:\s*\|\s*p\s?a\s?g\s?e)?$",
    re.IGNORECASE,
)
# A number at either end of a running line: "BCC Minute 2 11/02/2026", "Cabinet report 12".
EMBEDDED = re.compile(r"(?<![\d/.,£-])(\d{1,4})(?![\d/.,%-])")
BLANK = re.compile(r"^this page is intentionally (?:left )?blank\.?$", re.IGNORECASE)
ITEM_MARK = re.compile(r"^agenda item (?:no\.? ?)?(\d{1,3}[a-z]?)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Body:
    """A sheet without its furniture. `item` is the agenda item that its corner names."""

    sheet: Sheet
    lines: tuple[Line, ...]
    printed: str | None
    item: str | None

    @property
    def blank(self) -> bool:
        """Whether the sheet says nothing of its own."""
        return not self.lines


def bodies(sheets: tuple[Sheet, ...]) -> tuple[Body, ...]:
    """Each sheet's body and printed number."""
    printed, numbers = _printed(sheets)
    repeated = _repeated(sheets)
    result = []
    for sheet in sheets:
        item = next((m[1] for line in sheet.lines if (m := ITEM_MARK.match(line.text))), None)
        lines = tuple(
            line
            for line in sheet.lines
            if id(line) not in numbers
            and not BLANK.match(line.text)
            and not ITEM_MARK.match(line.text)
            and not (in_margin(line, sheet) and line.text.lower() in repeated)
        )
        result.append(Body(sheet, lines, printed.get(sheet.number), item))
    return tuple(result)


def in_margin(line: Line, sheet: Sheet) -> bool:
    """Whether a line stands in the head or foot of its sheet."""
    if not line.height:  # no boxes: the page was read by pypdf
        return line in (*sheet.lines[:2], *sheet.lines[-2:])
    middle = (line.top + line.bottom) / 2 / sheet.height
    return middle < TOP or middle > BOTTOM


def _shape(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text.lower())


def _enough(sheets: tuple[Sheet, ...]) -> int:
    """On how many sheets a line stands that is no part of their bodies."""
    return min(3, max(2, len(sheets)))


def _repeated(sheets: tuple[Sheet, ...]) -> set[str]:
    """Margin lines that stand, word for word, on several sheets: running heads, contact lines.

    "Question 3" over "Question 4" are two headings: only numbers that keep step with the sheets
    may differ, and those are found as running numbers.
    """
    counts = Counter(
        text
        for sheet in sheets
        for text in {line.text.lower() for line in sheet.lines if in_margin(line, sheet)}
    )
    return {text for text, n in counts.items() if n >= _enough(sheets)}


def _printed(sheets: tuple[Sheet, ...]) -> tuple[dict[int, str], set[int]]:
    """The printed number of each sheet, and the lines (by id) that print one.

    Each candidate (a lone number in a margin, or one inside a running line) votes for its distance
    from the PDF page. Sheets take the candidate whose distance the most sheets share; a distance
    that one sheet alone has counts only on a paper of a single sheet that says "1".
    """
    candidates: dict[int, list[tuple[int, int]]] = defaultdict(list)  # page -> (distance, line id)
    for sheet in sheets:
        edge = _margin_lines(sheet)
        for line in edge:
            match = NUMBER.match(line.text)
            if match:
                candidates[sheet.number].append((int(match["n"]) - sheet.number, id(line)))
    running, lines = _running_numbers(sheets)
    votes = Counter(d for found in candidates.values() for d in {d for d, _ in found})
    chosen: dict[int, str] = {}
    for page, found in candidates.items():
        distance, _ = max(found, key=lambda c: votes[c[0]])
        if votes[distance] > 1 or (len(sheets) == 1 and distance == 0):
            chosen[page] = str(page + distance)
        lines.update(i for d, i in found if votes[d] > 1 or d == 0)
    for page, number in running.items():
        chosen.setdefault(page, number)
    return chosen, lines


def _margin_lines(sheet: Sheet) -> list[Line]:
    """Lines of a margin at the top, bottom or (numbers set sideways) at either side."""
    side = 0.06 * sheet.width
    return [
        line
        for line in sheet.lines
        if in_margin(line, sheet)
        or (line.height and (line.x1 < side or line.x0 > sheet.width - side))
    ]


def _running_numbers(sheets: tuple[Sheet, ...]) -> tuple[dict[int, str], set[int]]:
    """Numbers inside a running head or foot that grow by one from sheet to sheet.

    By PDF page, with the lines (by id) that print them.
    """
    seen: dict[tuple[str, int], dict[int, list[tuple[int, int]]]]
    seen = defaultdict(lambda: defaultdict(list))
    for sheet in sheets:
        for line in sheet.lines:
            if in_margin(line, sheet):
                for place, match in enumerate(EMBEDDED.finditer(line.text)):
                    distance = int(match[1]) - sheet.number
                    seen[_shape(line), place][distance].append((sheet.number, id(line)))
    found: dict[int, str] = {}
    lines: set[int] = set()
    for by_distance in seen.values():
        everywhere = sum(map(len, by_distance.values()))
        distance, best = max(by_distance.items(), key=lambda kv: len(kv[1]))
        if len(best) >= max(2, IN_STEP * everywhere):
            found.update({page: str(page + distance) for page, _ in best})
            lines.update(line for _, line in best)
    return found, lines
