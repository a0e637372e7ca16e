"""The sample papers are what the rest of the tests take them to be.

Everything is read from the PDFs by pypdfium2 itself, so that neither the typesetting nor the
project's own reader is judged by its own word.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

CORPUS = Path(__file__).parents[1] / "corpus"
PAPERS = CORPUS / "thurlbridge"
TRUTH: list[dict[str, Any]] = json.loads((CORPUS / "truth.json").read_text("utf8"))
GOLD: list[dict[str, Any]] = [
    json.loads(line) for line in (CORPUS / "gold.jsonl").read_text("utf8").splitlines()
]
KINDS = {
    "fact", "number", "table", "decision", "who", "when", "why", "timeline", "list",
    "previous_answer", "follow_up", "unanswerable",
}  # fmt: skip
THREAD = "what happened to the reconciliation process?"


def squeezed(text: str) -> str:
    """Without white space; pdfium reads a hyphen at the end of a line as U+FFFE."""
    return re.sub(r"\s+", "", text.replace("\ufffe", "-"))


@cache
def pages(paper: str) -> list[str]:
    document = pypdfium2.PdfDocument(PAPERS / paper)
    return [page.get_textpage().get_text_range() for page in document]


def on_page(text: str, paper: str, page: int) -> bool:
    return squeezed(text) in squeezed(pages(paper)[page - 1])


def crossed_out(words: str, paper: str, page: int) -> bool:
    """A thin line runs through the middle of every glyph of the words, somewhere on the page."""
    sheet = pypdfium2.PdfDocument(PAPERS / paper)[page - 1]
    text = sheet.get_textpage()
    bounds = [item.get_bounds() for item in sheet.get_objects([pdfium.FPDF_PAGEOBJ_PATH])]
    lines = [box for box in bounds if box[3] - box[1] <= 3]

    def crossed(index: int) -> bool:
        left, bottom, right, top = text.get_charbox(index, loose=True)
        return any(
            x0 <= (left + right) / 2 <= x1 and bottom < (y0 + y1) / 2 < top
            for x0, y0, x1, y1 in lines
        )

    letters = [n for n in range(text.count_chars()) if text.get_text_range(n, 1).strip()]
    run = "".join(text.get_text_range(n, 1) for n in letters)
    wanted = squeezed(words)
    starts = [found.start() for found in re.finditer(re.escape(wanted), run)]
    return any(all(crossed(n) for n in letters[at : at + len(wanted)]) for at in starts)


def test_every_paper_is_in_the_truth_and_only_those() -> None:
    assert {paper["file"] for paper in TRUTH} == {path.name for path in PAPERS.glob("*.pdf")}
    for paper in TRUTH:
        assert len(paper["pages"]) == len(pages(paper["file"])), paper["file"]


def test_there_are_enough_papers_over_two_committees_and_three_years() -> None:
    assert len(TRUTH) >= 12
    assert sum(len(paper["pages"]) for paper in TRUTH) >= 60
    assert len({paper["committee"] for paper in TRUTH if paper["committee"]}) >= 2
    assert {paper["meeting"][:4] for paper in TRUTH if paper["meeting"]} == {"2021", "2022", "2023"}


def test_the_printed_number_stands_on_its_page() -> None:
    for paper in TRUTH:
        for page in paper["pages"]:
            if page["printed"] and page["text"]:
                text = pages(paper["file"])[page["page"] - 1]
                lines = [line.strip() for line in text.splitlines()]
                assert page["printed"] in lines, (paper["file"], page)


def test_the_printed_number_is_out_of_step_somewhere() -> None:
    steps = {
        int(page["printed"].split()[-1]) - page["page"]
        for paper in TRUTH
        for page in paper["pages"]
        if page["printed"]
    }
    assert {0, 1, -2} <= steps


def test_sections_cover_their_paper_and_minutes_travel_in_later_packs() -> None:
    for paper in TRUTH:
        covered = [
            page
            for section in paper["sections"]
            for page in range(section["pages"][0], section["pages"][1] + 1)
        ]
        assert covered == [page["page"] for page in paper["pages"]], paper["file"]
    carried = {
        (section["meeting"], paper["meeting"])
        for paper in TRUTH
        for section in paper["sections"]
        if paper["kind"] == "pack" and section["kind"] == "minutes"
    }
    assert len(carried) >= 3
    assert all(meeting < pack for meeting, pack in carried)


def test_the_same_minutes_are_served_twice_word_for_word() -> None:
    def minutes_of_july(kind: str) -> str:
        paper = next(each for each in TRUTH if each["kind"] == kind and july(each))
        first, last = july(paper)[0]["pages"]
        text = "\n".join(pages(paper["file"])[first - 1 : last])
        return squeezed(re.sub(r"(?m)^(?:Page )?\d+\s*$", "", text))

    def july(paper: dict[str, Any]) -> list[dict[str, Any]]:
        return [
            section
            for section in paper["sections"]
            if section["kind"] == "minutes" and section["meeting"] == "2021-07-13"
        ]

    assert minutes_of_july("minutes") == minutes_of_july("pack")


def test_resolutions_votes_and_questions_stand_where_the_truth_says() -> None:
    seen = {"resolutions": 0, "votes": 0, "questions": 0}
    for paper in TRUTH:
        for resolution in paper["resolutions"]:
            page = paper["pages"][resolution["pages"][0] - 1]
            if page["text"]:
                assert on_page(resolution["text"], paper["file"], page["page"]), resolution
                seen["resolutions"] += 1
        for vote in paper["votes"]:
            text = "\n".join(pages(paper["file"])[page - 1] for page in vote["pages"])
            bare = re.sub(r"(?m)^Page \d+\s*$", "", text)
            for side in ("for", "against", "abstain"):
                printed = f"{side.title()} ({len(vote[side])})" + ", ".join(vote[side])
                assert squeezed(printed) in squeezed(bare), (vote["result"], side)
            assert vote["result"] in text
            seen["votes"] += 1
        for question in paper["questions"]:
            assert on_page(question["number"], paper["file"], question["pages"][0]), question
            assert on_page(question["by"], paper["file"], question["pages"][0]), question
            seen["questions"] += 1
    assert seen["resolutions"] >= 20
    assert seen["votes"] == 3
    assert seen["questions"] >= 15


def test_the_scan_has_no_text_and_nothing_else_lacks_it() -> None:
    empty = {
        (paper["file"], number)
        for paper in TRUTH
        for number, text in enumerate(pages(paper["file"]), 1)
        if not text.strip()
    }
    told = {
        (paper["file"], page["page"])
        for paper in TRUTH
        for page in paper["pages"]
        if not page["text"]
    }
    assert empty == told
    assert {file for file, _ in told} == {
        "Printed minutes 15032022 1000 Adults and communities scrutiny committee.pdf"
    }


def test_struck_out_words_are_live_text_with_a_line_through_them() -> None:
    struck = [
        (words["text"], paper["file"], page)
        for paper in TRUTH
        for words in paper["struck_out"]
        for page in words["pages"]
    ]
    assert ("not", "Budget Amendments 23rd-Feb-2023 10.30 Council.pdf", 3) in struck
    assert len(struck) >= 10
    for words, paper, page in struck:
        assert on_page(words, paper, page), words
        assert crossed_out(words, paper, page), words


def test_words_that_stand_are_not_crossed_out() -> None:
    amendments = "Budget Amendments 23rd-Feb-2023 10.30 Council.pdf"
    assert not crossed_out("£1,751.74", amendments, 1)
    assert not crossed_out("whether or not a place is taken", amendments, 3)


def test_there_are_questions_of_every_kind() -> None:
    assert len(GOLD) >= 60
    assert {question["kind"] for question in GOLD} == KINDS
    assert sum(question["kind"] == "unanswerable" for question in GOLD) >= 10
    assert len({question["id"] for question in GOLD}) == len(GOLD)
    for question in GOLD:
        assert bool(question["evidence"]) == (question["kind"] != "unanswerable"), question["id"]
        assert ("previous" in question) == (question["kind"] == "follow_up"), question["id"]


@pytest.mark.parametrize("question", GOLD, ids=lambda question: str(question["id"]))
def test_quotes_stand_on_their_pages_and_facts_in_the_quotes(question: dict[str, Any]) -> None:
    for evidence in question["evidence"]:
        assert on_page(evidence["quote"], evidence["file"], evidence["page"]), evidence
    quoted = squeezed(" ".join(evidence["quote"] for evidence in question["evidence"]))
    for fact in question["keyfacts"]:
        assert squeezed(fact) in quoted, fact


def test_the_thread_runs_through_at_least_five_meetings() -> None:
    thread = next(question for question in GOLD if question["question"] == THREAD)
    assert thread["kind"] == "timeline"
    assert thread["all_needed"]
    assert len({evidence["group"] for evidence in thread["evidence"]}) >= 5


@pytest.mark.skipif(find_spec("reportlab") is None, reason="reportlab is not installed")
def test_the_papers_can_be_built_again_byte_for_byte() -> None:
    command = [sys.executable, str(CORPUS / "source" / "typeset.py"), "--check"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
