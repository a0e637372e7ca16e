"""Papers of invented councils, some of which are not for the public, and how they are typeset.

A line is set by its first characters: `^ ` in the head of the sheet, `_ ` in its foot, `% ` aslant
across it, `# ` as a title, `* ` bold, `> ` in the middle, `@ ` at the right, `| ` in columns. A
sheet ends with `===`.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 595, 842
LEFT, RIGHT, COLUMN = 56, 548, 150  # points
PLAIN, BOLD = "Helvetica", "Helvetica-Bold"


@dataclass(frozen=True, slots=True)
class Written:
    """A paper of ours: its file name, its markup, and its PDF pages that are not for the public."""

    name: str
    text: str
    held: tuple[int, ...]

    @property
    def sheets(self) -> int:
        """How many pages it has."""
        return self.text.count("\n===\n") + 1


def written(half: str) -> list[Written]:
    """The papers of one half: "tuned", with which the rules were made, or "aside"."""
    with Path(__file__).with_name(f"{half}.toml").open("rb") as file:
        papers = tomllib.load(file)["paper"]
    return [Written(p["name"], p["text"].strip("\n"), tuple(p["held"])) for p in papers]


def typeset(paper: Written, folder: Path) -> Path:
    """Set a paper as a PDF in `folder`."""
    path = folder / paper.name
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT), invariant=1)
    for sheet in paper.text.split("\n===\n"):
        _set(canvas, sheet.splitlines())
        canvas.showPage()
    canvas.save()
    return path


def _set(canvas: Canvas, lines: list[str]) -> None:
    y = HEIGHT - 90.0
    for line in lines:
        kind, text = (
            (line[0], line[2:]) if line[1:2] == " " and line[0] in "^_%#*>@|" else ("", line)
        )
        font, size = (BOLD if kind in ("#", "*") else PLAIN), (16 if kind == "#" else 10)
        canvas.setFont(font, size)
        if kind == "^":
            canvas.drawCentredString(WIDTH / 2, HEIGHT - 36, text)
        elif kind == "_":
            canvas.drawString(LEFT, 36, text)
        elif kind == "%":
            _aslant(canvas, text)
        elif kind == "|":
            for i, cell in enumerate(text.split("|")):
                canvas.drawString(LEFT + i * COLUMN, y, cell.strip())
        elif kind == ">":
            canvas.drawCentredString(WIDTH / 2, y, text)
        elif kind == "@":
            canvas.drawRightString(RIGHT, y, text)
        else:
            canvas.drawString(LEFT, y, text)
        if kind not in ("^", "_", "%"):
            y -= size * (2 if kind in ("#", "*") else 1.4)


def _aslant(canvas: Canvas, text: str) -> None:
    canvas.saveState()
    canvas.setFont(BOLD, 60)
    canvas.setFillGray(0.85)
    canvas.translate(WIDTH / 2, HEIGHT / 2)
    canvas.rotate(55)
    canvas.drawCentredString(0, 0, text)
    canvas.restoreState()
