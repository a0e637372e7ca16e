"""Papers that are not for the public, and those that only mention such."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.constants import PageLabelStyle
from reportlab.pdfgen.canvas import Canvas

from qa.errors import UnreadablePaper
from qa.papers.exempt.pages import exempt_pages
from qa.papers.pages.sheet import Line, Pdf, Sheet
from qa.papers.paper import Paper
from qa.papers.reader import paper
from qa.papers.reading import reading
from tests.benchmarks.exempt import CORPUS, SHARED, found, opened, tally
from tests.papers.exempt import Written, typeset, written

HALVES = {half: written(half) for half in ("tuned", "aside")}


def the(name: str) -> Written:
    """Our paper of that name."""
    return next(one for half in HALVES.values() for one in half if one.name == name)


def the_paper(name: str, folder: Path, *, exempt_too: bool = False) -> Paper:
    """Our paper of that name, read."""
    return paper(name, opened(typeset(the(name), folder)), exempt_too)


def of_lines(*texts: str) -> Pdf:
    """A file of one sheet with these lines."""
    lines = (Line(text, 1, 60, 500, y, y + 10, 10) for y, text in enumerate(texts, 100))
    return Pdf((Sheet(1, 595, 842, tuple(lines)),), None)


@pytest.mark.parametrize("half", HALVES)
def test_no_page_that_is_marked_comes_through(half: str, tmp_path: Path) -> None:
    for one in HALVES[half]:
        missed = set(one.held) - found(one, tmp_path)
        assert not missed, one.name


@pytest.mark.parametrize("half", HALVES)
def test_hardly_a_paper_that_mentions_is_held_back(half: str, tmp_path: Path) -> None:
    counted = tally(HALVES[half], tmp_path)
    assert counted.pages.precision > 0.98
    assert len(counted.alarms) <= 1


def test_without_boxes_most_is_found(tmp_path: Path) -> None:
    counted = tally([one for half in HALVES.values() for one in half], tmp_path, boxes=False)
    assert counted.pages.recall > 0.95
    assert counted.pages.precision > 0.94


def test_words_read_from_a_picture_are_marked_as_well(tmp_path: Path) -> None:
    pdf = opened(typeset(the("Agenda item 7b.pdf"), tmp_path))
    scan = replace(pdf, sheets=tuple(replace(s, drawn=True, ocr=True) for s in pdf.sheets))
    assert exempt_pages(scan, "scan.pdf") == {1, 2}
    read = paper("scan.pdf", scan)
    assert [problem.kind for problem in read.problems] == ["exempt"]


@pytest.mark.parametrize(
    "marking",
    [
        "Private and confidenƟal",  # as Calibri's ligatures come out of a PDF
        "Not for publicaƟon",
        "N O T F O R P U B L I C A T I O N",
        "N O T  F O R  P U B L I C A T I O N",
        "E x e m p t  r e p o r t",
        "DDIM I’W GYHOEDDI – GWYBODAETH EITHRIEDIG",
        "Nid yw’r adroddiad hwn i’w gyhoeddi",
    ],
)
def test_a_marking_is_read_however_its_letters_are_set(marking: str) -> None:
    assert exempt_pages(of_lines(marking, "Harbour wall", "It leaks."), "wall.pdf") == {1}


@pytest.mark.parametrize(
    "heading", ["P u b l i c  r e p o r t", "A N N U A L R E P O R T", "InformaƟon for all"]
)
def test_other_words_in_such_letters_are_no_marking(heading: str) -> None:
    assert not exempt_pages(of_lines(heading, "Harbour wall", "It leaks."), "wall.pdf")


QUAY_REPORT = [
    "Report of the Harbour Master to the Quay Board",
    "4 May 2023",
    "The sale of the ramp",
]
SAYS = [
    "1. Purpose",
    "This report asks the board to sell the ramp.",
    "2. Recommendation",
    "Sell it.",
]


def at_the_top(*texts: str) -> Pdf:
    """A file of one sheet whose first line stands in its upper margin."""
    lines = [Line(text, 1, 60, 500, 56 + 20 * n, 66 + 20 * n, 10) for n, text in enumerate(texts)]
    return Pdf((Sheet(1, 595, 842, tuple(lines)),), None)


@pytest.mark.parametrize(
    "marking",
    [
        "PART B",  # districts
        "Part II",
        "Report for consideration in private session",
        "Legally privileged and confidential",
        "Adroddiad eithriedig – ddim i’w gyhoeddi",  # Welsh councils
        "Restricted circulation",
    ],
)
def test_a_marking_over_a_report_holds_it_also_in_the_margin(marking: str) -> None:
    assert exempt_pages(at_the_top(marking, *QUAY_REPORT, *SAYS), "ramp.pdf") == {1}
    assert exempt_pages(of_lines(marking, *QUAY_REPORT, *SAYS), "ramp.pdf") == {1}


@pytest.mark.parametrize(
    "lines",
    [
        ["Part 2", "Rules of procedure", "The chair opens the meeting at seven."],
        ["PART B", "Design guide", "Walls are built of stone."],
        ["Questionnaire", "Part B", "Title: Mr / Mrs / Ms", "Subject: your views"],
        ["Private session", "Minutes of the Quay Board held on 4 May 2023", "1. Apologies"],
        ["Exempt accommodation", *QUAY_REPORT],
    ],
)
def test_the_same_words_over_other_things_hold_nothing(lines: list[str]) -> None:
    assert not exempt_pages(at_the_top(*lines, *SAYS), "ramp.pdf")


@pytest.mark.parametrize(
    ("label", "held"),
    [
        ("Access to information: Not for publication", True),
        ("Publication status: Withheld", True),
        ("Category: Exempt from publication", True),
        ("Disclosure: Restricted", True),
        ("Press and public: Excluded", True),
        ("Access to information: Public", False),
        ("Category: Private hire", False),
        ("Press and public: Welcome", False),
        ("Publication status: Published", False),
    ],
)
def test_labels_say_whether_a_report_is_for_the_public(label: str, held: bool) -> None:
    head = ["Report to: Quay Board", "Date: 4 May 2023", "Title: The ramp", label]
    assert bool(exempt_pages(of_lines(*head, *SAYS), "ramp.pdf")) == held


def test_a_title_that_is_exempt_closes_the_file() -> None:
    pdf = of_lines("Harbour wall", "It leaks.")
    assert not exempt_pages(pdf, "wall.pdf")
    pack = replace(pdf, title="(Private Pack)Agenda Document for Harbour Board")
    assert exempt_pages(pack, "wall.pdf") == {1}


def outlined(folder: Path, kind: str, *bookmarks: tuple[str, int, int]) -> Pdf:
    """A pack of four pages, each of a report, with bookmarks: titles, pages, levels."""
    path = folder / "pack.pdf"
    canvas = Canvas(str(path))
    for number in range(1, 5):
        canvas.drawString(60, 700, kind)
        canvas.drawString(60, 680, f"The wall is {number} feet high.")
        for title, page, level in bookmarks:
            if page == number:
                canvas.bookmarkPage(title)
                canvas.addOutlineEntry(title, title, level)
        canvas.showPage()
    canvas.save()
    return opened(path)


@pytest.mark.parametrize(
    ("prefix", "held"),
    [
        ("EXEMPT ", {2, 3}),
        ("Exempt-", {2, 3}),
        ("Confidential p. ", {2, 3}),
        ("NFP_", {2, 3}),
        ("Pink ", {2, 3}),
        ("Not for publication, page ", {2, 3}),
        ("Eithriedig ", {2, 3}),  # Welsh councils
        ("Page ", set()),
        ("Appendix 2 - ", set()),
        ("Non-exempt ", set()),
        ("Exemptions policy ", set()),
        ("Public ", set()),
    ],
)
@pytest.mark.parametrize("style", [PageLabelStyle.DECIMAL, PageLabelStyle.LOWERCASE_ROMAN, None])
def test_pages_that_are_called_by_a_marking_are_closed(
    tmp_path: Path, prefix: str, held: set[int], style: PageLabelStyle | None
) -> None:
    outlined(tmp_path, "Harbour wall")
    writer = PdfWriter(clone_from=tmp_path / "pack.pdf")
    writer.set_page_label(0, 0, style=PageLabelStyle.DECIMAL)
    writer.set_page_label(1, 2, style=style, prefix=prefix)
    writer.set_page_label(3, 3, style=PageLabelStyle.DECIMAL)
    writer.write(tmp_path / "labelled.pdf")
    assert exempt_pages(opened(tmp_path / "labelled.pdf"), "pack.pdf") == held


def test_a_bookmark_that_is_a_marking_closes_its_pages(tmp_path: Path) -> None:
    pdf = outlined(
        tmp_path,
        "Harbour wall",
        ("Agenda", 1, 0),
        ("Appendix 2 - NOT FOR PUBLICATION", 2, 0),
        ("Costs", 3, 1),
        ("Appendix 3", 4, 0),
    )
    assert exempt_pages(pdf, "pack.pdf") == {2, 3}


def test_a_bookmark_that_only_mentions_it_closes_nothing(tmp_path: Path) -> None:
    titles = ("Exclusion of the press and public", "Exempt information: none", "Public appendix")
    pdf = outlined(tmp_path, "Harbour wall", *((t, n, 0) for n, t in enumerate(titles, 1)))
    assert not exempt_pages(pdf, "pack.pdf")
    heading = "Minutes of the meeting of the Harbour Board held on 4 May 2024"
    pdf = outlined(tmp_path, heading, ("9. The wall (private)", 2, 0), ("Closed Session", 3, 0))
    assert not exempt_pages(pdf, "pack.pdf")


def test_nothing_of_a_marked_page_is_kept(tmp_path: Path) -> None:
    read = the_paper("Northmere property pack.pdf", tmp_path)
    assert [bool(page.text) for page in read.pages] == [True, True, False, False, True]
    assert "hotel" not in repr(read)
    assert {passage.page for passage in read.passages} == {1, 2, 5}
    [problem] = read.problems
    assert (problem.kind, problem.pages) == ("exempt", (3, 4))


def test_a_paper_that_is_marked_throughout_has_no_title_either(tmp_path: Path) -> None:
    read = the_paper("Senior management restructure.pdf", tmp_path)
    assert (read.title, read.passages, read.resolutions, read.asked) == (None, (), (), ())
    [problem] = read.problems
    assert (problem.kind, problem.pages) == ("exempt", ())  # all of them


def test_a_setting_lets_them_in_and_they_are_told(tmp_path: Path) -> None:
    read = the_paper("Northmere property pack.pdf", tmp_path, exempt_too=True)
    assert "hotel" in " ".join(passage.text for passage in read.passages)
    [problem] = read.problems
    assert (problem.kind, problem.pages) == ("let in", (3, 4))


def test_the_sample_papers_raise_no_alarm() -> None:
    for path in sorted(CORPUS.rglob("*.pdf")):
        kinds = {problem.kind for problem in reading().read(path).problems}
        assert "exempt" not in kinds, path.name


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real papers are not beside this checkout")
def test_nor_do_real_ones() -> None:
    for path in sorted(SHARED.rglob("*.pdf")):
        if "hostile" in path.parts:
            continue
        with suppress(UnreadablePaper):  # some are Word files
            assert not exempt_pages(opened(path), path.name), path.name


REPORT = (
    "Report by: Director of Property",
    "To: Harbour Committee",
    "Title: Sale of the boatyard",
    "Meeting date: 4 March 2025",
    "1. Purpose",
    "1.1 This report asks the committee to agree the price.",
)


@pytest.mark.parametrize(
    "marking",
    [
        "Confidential",  # in small letters, over the labels of a report
        "PART II",
        "DO NOT CIRCULATE OR PUBLISH",
        "For councillors only – not for release",
        "Blue paper – confidential",
        "Non-public report",
        "N.F.P.",
        "N F P",
        "BELOW THE LINE",
        "Status: Below the line",
        "Publish: No",
        "Published: Private",
        "Public access: No",
        "Exclusion of public: this item is to be taken in private",
    ],
)
def test_a_report_is_held_under_each_of_these_markings(marking: str) -> None:
    assert exempt_pages(of_lines(marking, *REPORT), "boatyard.pdf") == {1}


@pytest.mark.parametrize(
    "line",
    [
        "Publish: Yes",
        "Public access: Yes",
        "Exclusion of public: no",
        "Report of Closed Session",
        "For members only",
        "Exempt under: N/A",
        "Blue badge parking",
        "N.H.S. premises",
        "Status: Above the line",
        "Spending below the line",
        "Appendix 2 is exempt from call-in",
    ],
)
def test_a_report_is_not_held_under_any_of_these_lines(line: str) -> None:
    assert exempt_pages(of_lines(line, *REPORT), "boatyard.pdf") == frozenset()


def of_sheets(*sheets: tuple[str, ...]) -> Pdf:
    """A file of some sheets with these lines."""
    made = tuple(
        Sheet(
            number,
            595,
            842,
            tuple(Line(text, number, 60, 500, y, y + 10, 10) for y, text in enumerate(texts, 100)),
        )
        for number, texts in enumerate(sheets, 1)
    )
    return Pdf(made, None)


@pytest.mark.parametrize(
    ("label", "held"),
    [
        ("Exempt information: Appendix 2 is exempt under paragraph 3", {3}),
        ("Appendices: Appendix 1 – map; Appendix 2 (exempt)", {3}),
        ("Appendix 1 – Map of the yard, Appendix 2 – Valuation (exempt)", {3}),
        ("Confidential: Appendices 1 and 2", {2, 3}),
        ("Appendix 2 is not exempt", set()),
        ("Appendix 2 is public", set()),
        ("Exempt information: none", set()),
    ],
)
def test_an_appendix_that_its_report_says_is_exempt_is_held(label: str, held: set[int]) -> None:
    front = (*REPORT[:4], label, *REPORT[4:])
    first = ("Appendix 1", "Map of the boatyard", "The yard lies by the harbour.")
    second = ("Appendix 2", "Valuation of the boatyard", "It is worth 40,000 pounds.")
    assert exempt_pages(of_sheets(front, first, second), "boatyard.pdf") == held
