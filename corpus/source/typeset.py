"""Typeset the sample papers: `python corpus/source/typeset.py` builds all the PDFs, byte for byte.

With --check they are built into a temporary folder and compared; it exits 1 where a byte differs.
Their markup is explained in markup.py. What is true of each paper (which meeting, which printed
number on which page, what was resolved, asked, voted, struck out) is noted while its pages are
drawn and goes into truth.json, so that it can not drift from them.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import re
import sys
import tempfile
from pathlib import Path
from typing import Any, Literal
from xml.sax.saxutils import escape

import reportlab.platypus as flow
from markup import LABEL, Record, attributes, blocks, plain, read
from reportlab import rl_config
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.doctemplate import ActionFlowable

SOURCE, CORPUS = Path(__file__).parent, Path(__file__).parents[1]
PAPERS = CORPUS / "thurlbridge"
COUNCIL = "Thurlbridge and Vale Council"
BOLD = {"Helvetica": "Helvetica-Bold", "Times-Roman": "Times-Bold"}
SIDES = ("for", "against", "abstain")
MARGIN = 24 * mm

# Streams are left plain and uncompressed: zlib's bytes differ between builds of Python.
rl_config.useA85 = 0


class Sheets(flow.BaseDocTemplate):
    """The pages of one paper. Their number, head and foot are drawn as each page ends, so that a
    directive anywhere on a page holds for that page."""

    def __init__(self, out: io.BytesIO, head: dict[str, str], marks: list[Record]) -> None:
        super().__init__(
            out, invariant=1, pageCompression=0, title=head["title"], author="Democratic Services"
        )
        self.marks, self.pages = marks, list[Record]()
        self.font = head.get("font", "Helvetica")
        self.number: int | None = None
        self.inner: int | None = None
        self.prefix = self.head_text = self.foot_text = ""
        self.sideways = False
        for name, (width, height) in (("portrait", A4), ("landscape", landscape(A4))):
            frame = flow.Frame(MARGIN, MARGIN, width - 2 * MARGIN, height - 44 * mm, 0, 0, 0, 0)
            self.addPageTemplates(
                flow.PageTemplate(name, [frame], onPageEnd=self.end_page, pagesize=(width, height))
            )

    def beforeDocument(self) -> None:
        self.canv.setNamedCB("mark", self.reached)

    def handle_sheet(self, values: dict[str, Any]) -> None:
        """What `@number`, `@head` and the like ask, once the pages have come to it."""
        self.__dict__.update(values)

    def reached(self, _: Canvas, kind: str | None, label: str) -> None:
        """A mark in the text was drawn (reportlab's onDraw), so it stands on this page."""
        pages = self.marks[int(label)].setdefault("pages", [])
        if self.page not in pages:
            pages.append(self.page)

    def end_page(self, canvas: Canvas, _: flow.BaseDocTemplate) -> None:
        width, height = self.pageTemplate.pagesize
        printed = None if self.number is None else f"{self.prefix}{self.number}"
        canvas.setFont(self.font, 9)
        if printed and self.sideways and width > height:
            canvas.saveState()
            canvas.translate(11 * mm, height / 2)
            canvas.rotate(90)
            canvas.drawCentredString(0, 0, printed)
            canvas.restoreState()
        elif printed:
            canvas.drawCentredString(width / 2, 9 * mm, printed)
        page: Record = {"page": canvas.getPageNumber(), "printed": printed, "text": True}
        if self.inner is not None:
            canvas.drawRightString(width - MARGIN, 15 * mm, f"{self.inner} | P a g e")
            page["inner"], self.inner = str(self.inner), self.inner + 1
        canvas.drawString(MARGIN, height - 13 * mm, self.head_text)
        canvas.setFont(self.font, 8)
        canvas.drawCentredString(width / 2, 19.5 * mm, self.foot_text)
        self.pages.append(page)
        if self.number is not None:
            self.number += 1


class Setter:
    """Turns the markup of one paper into reportlab's flowables, and notes what is true of it."""

    def __init__(self, out: io.BytesIO, head: dict[str, str]) -> None:
        self.head = head
        self.marks: list[Record] = []
        self.sheets = Sheets(out, head, self.marks)
        self.truth: dict[str, list[Record]] = {
            kind: [] for kind in ("sections", "resolutions", "votes", "questions", "struck_out")
        }
        self.story: list[flow.Flowable] = []
        self.once: list[Record] = []  # marked by the next block alone
        self.open: list[Record] = []  # marked by every block until @end
        size, font = float(head.get("size", "11")), self.sheets.font
        # embeddedHyphenation lets a line end at a word's own hyphen, as Word does: "covid-/19".
        text = ParagraphStyle(
            "text",
            fontName=font,
            fontSize=size,
            leading=size * 1.24,
            spaceAfter=size * 0.55,
            embeddedHyphenation=1,
        )
        bold: dict[str, Any] = {"parent": text, "fontName": BOLD[font], "keepWithNext": 1}
        self.style = {
            "text": text,
            "#": ParagraphStyle("#", **bold | {"fontSize": 22, "leading": 27, "spaceAfter": 14}),
            "##": ParagraphStyle("##", **bold, spaceBefore=size * 0.7),
            "###": ParagraphStyle("###", **bold, spaceBefore=size * 0.3),
            ">": ParagraphStyle(">", parent=text, leftIndent=30, rightIndent=18),
            "centre": ParagraphStyle("centre", parent=text, alignment=TA_CENTER),
        }

    def build(self, text: str) -> Record:
        self.set(text)
        self.sheets.build(self.story)
        pages, sections = self.sheets.pages, self.truth["sections"]
        starts = [section["pages"][0] for section in sections]
        for section, end in zip(sections, [*starts[1:], len(pages) + 1], strict=True):
            section["pages"] = [section["pages"][0], end - 1]
        keys = ("file", "kind", "title", "committee", "meeting", "published")
        about: Record = {key: self.head.get(key) or None for key in keys}
        return about | {"council": COUNCIL, "pages": pages} | self.truth

    def set(self, text: str) -> None:
        for block in blocks(text):
            if block.startswith("@"):
                word, _, rest = block[1:].partition(" ")
                getattr(self, f"at_{word}")(rest)
            elif labelled := LABEL.fullmatch(block):
                self.labelled(*labelled.groups())
            else:
                sign, _, rest = block.partition(" ")
                style, words = (sign, rest) if sign in self.style else ("text", block)
                self.story.append(flow.Paragraph(self.inline(words), self.style[style]))

    def labelled(self, indent: str, label: str, words: str) -> None:
        text = self.style["text"]
        left = 24 + 22 * (len(indent) // 2)
        style = ParagraphStyle(
            "labelled",
            parent=text,
            leftIndent=left,
            bulletIndent=left - 22,
            bulletFontName=text.fontName,
            bulletFontSize=text.fontSize,
        )
        sign = "\u2022" if label == "-" else label
        self.story.append(flow.Paragraph(self.inline(words), style, bulletText=sign))

    def inline(self, text: str) -> str:
        """Markup within a paragraph as reportlab's, with marks for what truth.json must place."""
        for record in self.open:
            record.setdefault("text", plain(text)[:160])
        text = escape(" ".join(text.split()))
        for sign, tag in ((r"\*\*", "b"), (r"\*", "i"), (r"\^", "super")):
            text = re.sub(rf"{sign}(\S(?:.*?\S)?){sign}", rf"<{tag}>\1</{tag}>", text)
        text = re.sub(r"~~(.+?)~~", self.strike, text).replace("\\\\", "<br/>")
        start = "".join(self.mark(record) for record in [*self.once, *self.open])
        end = "".join(self.mark(record) for record in self.open)
        self.once = []
        return start + text + end

    def strike(self, found: re.Match[str]) -> str:
        words = re.sub(r"<[^>]+>", "", found[1]).replace("&amp;", "&")
        self.truth["struck_out"].append(record := {"text": words})
        return f"{self.mark(record)}<strike>{found[1]}</strike>{self.mark(record)}"

    def mark(self, record: Record) -> str:
        if not any(other is record for other in self.marks):
            self.marks.append(record)
        number = next(n for n, other in enumerate(self.marks) if other is record)
        return f'<onDraw name="mark" label="{number}"/>'

    def on_sheet(self, **values: object) -> None:
        self.story.append(ActionFlowable(("sheet", values)))

    def at_page(self, template: str) -> None:
        """A new page, unless one has just begun."""
        last = next((it for it in reversed(self.story) if not isinstance(it, ActionFlowable)), None)
        if template:
            self.story.append(flow.NextPageTemplate(template))
        if last is None and template:  # the paper's first page takes the first template
            self.sheets.pageTemplates.sort(key=lambda each: bool(each.id != template))
        elif last is not None and not isinstance(last, flow.PageBreak):
            self.story.append(flow.PageBreak())

    def at_section(self, rest: str) -> None:
        about = {key: self.head.get(key) or None for key in ("committee", "meeting")}
        record: Record = about | attributes(rest)
        self.at_page(record.get("orientation", "portrait"))
        self.on_sheet(foot_text="", head_text="", inner=None)
        self.truth["sections"].append(record)
        self.once, self.open = [record], []

    def at_number(self, rest: str) -> None:
        found = re.fullmatch(r"(\D*)(\d+)( sideways)?", rest)
        self.on_sheet(
            prefix=found[1] if found else "",
            number=int(found[2]) if found else None,
            sideways=bool(found and found[3]),
        )

    def at_inner(self, rest: str) -> None:
        self.on_sheet(inner=int(rest) if rest.isdigit() else None)

    def at_head(self, rest: str) -> None:
        self.on_sheet(head_text=rest)

    def at_foot(self, rest: str) -> None:
        self.on_sheet(foot_text=rest)

    def at_centre(self, rest: str) -> None:
        self.story.append(flow.Paragraph(self.inline(rest), self.style["centre"]))

    def at_space(self, rest: str) -> None:
        self.story.append(flow.Spacer(0, float(rest)))

    def at_include(self, rest: str) -> None:
        self.set((SOURCE / "parts" / f"{rest}.md").read_text("utf8"))

    def note(self, kind: str, record: Record) -> None:
        self.truth[kind].append(record)
        self.open = [record]

    def at_resolution(self, rest: str) -> None:
        self.note("resolutions", attributes(rest))

    def at_question(self, rest: str) -> None:
        self.note("questions", attributes(rest))

    def at_end(self, _: str) -> None:
        self.open = []

    def at_vote(self, rest: str) -> None:
        given = attributes(rest)
        names = {side: re.split(r", *", given[side]) if given[side] else [] for side in SIDES}
        self.note("votes", given | names)
        for side in SIDES:
            self.set(f"**{side.title()} ({len(names[side])})**\n\n{given[side]}")
        self.set(f"*{given['result']}*")
        self.at_end("")

    def at_table(self, rest: str) -> None:
        first, *lines = rest.split("\n")
        widths, *words = first.split()
        option = dict(word.partition("=")[::2] for word in words)
        shares = [float(n) for n in widths.split(",")]
        heads, size = int(option.get("head", 0)), float(option.get("size", 9))
        right = [int(n) for n in option.get("right", "").split(",") if n]
        cell = ParagraphStyle(
            "cell", parent=self.style["text"], fontSize=size, leading=size * 1.2, spaceAfter=0
        )
        rows: list[list[object]] = []
        look: list[tuple[Any, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
        if "plain" not in option:
            look.append(("GRID", (0, 0), (-1, -1), 0.5, colors.black))
        if heads:
            look.append(("BACKGROUND", (0, 0), (-1, heads - 1), colors.Color(0.87, 0.87, 0.87)))
        for line in lines:
            if line.startswith("@"):  # a mark between rows
                self.set(line)
                continue
            if line.startswith("||"):
                look.append(("SPAN", (0, len(rows)), (-1, len(rows))))
                line = line[1:].rstrip(" |") + "|"
            row: list[object] = []
            for text in line.strip()[1:-1].split("|"):
                side: Literal[0, 2] = TA_RIGHT if len(row) in right else TA_LEFT
                font = BOLD[cell.fontName] if len(rows) < heads else cell.fontName
                style = ParagraphStyle("cell", parent=cell, alignment=side, fontName=font)
                row.append(flow.Paragraph(self.inline(text), style))
            rows.append(row + [""] * (len(shares) - len(row)))
        wide = self.truth["sections"][-1].get("orientation") == "landscape"
        room = (landscape(A4) if wide else A4)[0] - 2 * MARGIN
        self.story.append(
            flow.Table(
                rows,
                [room * share / sum(shares) for share in shares],
                style=look,
                hAlign="LEFT",
                repeatRows=heads if "repeat" in option else 0,
                spaceBefore=4,
                spaceAfter=10,
            )
        )


def typeset(path: Path) -> tuple[bytes, Record]:
    """The PDF of one source, before any scanning, and what is true of it."""
    head, text = read(path)
    truth = Setter(out := io.BytesIO(), head).build(text)
    return out.getvalue(), truth


def scan_image(path: Path, page: int) -> Path:
    return SOURCE / "scan" / f"{path.stem}-{page}.jpg"


def as_scan(path: Path, truth: Record) -> bytes:
    """The same paper as pictures alone. They are kept as source (see scan.py)."""
    out = io.BytesIO()
    canvas = Canvas(out, A4, invariant=1, pageCompression=0)
    for page in truth["pages"]:
        with contextlib.chdir(SOURCE):  # the PDF names a picture after the path that it is given
            name = scan_image(path, page["page"]).relative_to(SOURCE).as_posix()
            canvas.drawImage(name, 0, 0, *A4)
        canvas.showPage()
        page["text"] = False
    canvas.save()
    return out.getvalue()


def build(papers: Path, truth: Path) -> None:
    papers.mkdir(exist_ok=True)
    records: list[Record] = []
    for path in sorted(SOURCE.glob("*.md")):
        pdf, record = typeset(path)
        if "scan" in read(path)[0]:
            pdf = as_scan(path, record)
        (papers / record["file"]).write_bytes(pdf)
        records.append(record)
    truth.write_text(json.dumps(records, indent=1, ensure_ascii=False) + "\n", "utf8")
    print(f"{sum(len(each['pages']) for each in records)} pages in {len(records)} papers")


def check() -> list[str]:
    """The names of the files that a fresh build would change, add or leave over."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / PAPERS.name
        build(fresh, Path(folder) / "truth.json")
        names = {path.name for place in (fresh, PAPERS) for path in place.glob("*.pdf")}
        pairs = [(fresh / name, PAPERS / name) for name in sorted(names)]
        pairs.append((Path(folder) / "truth.json", CORPUS / "truth.json"))
        return [
            old.name
            for new, old in pairs
            if not (new.exists() and old.exists() and new.read_bytes() == old.read_bytes())
        ]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare with a fresh build")
    if not parser.parse_args().check:
        build(PAPERS, CORPUS / "truth.json")
        return 0
    changed = check()
    print("\n".join(f"differs: {name}" for name in changed) or "the same, byte for byte")
    return int(bool(changed))


if __name__ == "__main__":
    sys.exit(main())
