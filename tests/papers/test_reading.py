"""Whatever a file holds, reading it ends within bounds: with its pages, or with a reason."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.errors import UnreadablePaper
from qa.papers import reading as module
from qa.papers.pages.packed import PackedPdf
from qa.papers.pages.pdf import MAX_TITLE_LENGTH, cover
from qa.papers.pages.worker import Worker
from qa.papers.reading import Reading
from qa.terminal.output.screen import plain
from tests.papers import hostile
from tests.papers.hostile import CORPUS, MADE
from tests.papers.mutant import mutant, outcome, sources

SAID = "The committee agreed the budget for the coming year."
# What nobody needs to wait for here: `python -m tests.benchmarks.hostile` tries them too.
SLOW = {
    "forms, doubled 30 times",
    "form draws itself",
    "100 000 pages",
    "a million annotations",
    "a million words",
    "a million lines",
    "a million strokes",
    "content, 500 times",
}
QUICK = [(kind, name) for kind, files in MADE.items() for name in files if name not in SLOW]
# Where pages are found damaged, or nothing but damage.
HARMED = {"loops and depth", "counts", "bombs", "cut short"}


@pytest.fixture(scope="module")
def reading() -> Iterator[Reading]:
    reading = Reading()
    yield reading
    reading.close()


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """Where a paper is to lie."""
    return tmp_path / "paper.pdf"


@pytest.mark.parametrize(("kind", "name"), QUICK)
def test_each_hostile_file_ends_in_words_that_a_clerk_understands(
    reading: Reading,
    paper: Path,
    kind: str,
    name: str,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(hostile, "BOMB", 32 << 20)
    hostile.bomb.cache_clear()
    paper.write_bytes(MADE[kind][name]())
    became, wrong = outcome(reading, paper)
    assert not wrong
    assert capfd.readouterr() == ("", "")
    if kind in ("locked", "not a PDF"):
        assert became == "refused"
    elif kind not in HARMED:
        assert became in ("read", "no text")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("empty", "It is empty. Ask for the paper again"),
        ("white space", "There is only white space in it."),
        ("web page", "It seems to be a web page. Download the paper itself"),
        ("Word", "The Word file is damaged. Open it in Word and save it again"),
        ("Excel", "It seems to be an Excel file."),
        ("archive", "It seems to be an archive. Unpack it"),
        ("picture", "It seems to be a picture."),
        ("text", "It seems to be plain text."),
        ("noise", "The file is not a PDF. Save or export the paper as PDF"),
    ],
)
def test_what_is_no_pdf_is_told_for_what_it_is(
    reading: Reading, paper: Path, name: str, words: str
) -> None:
    paper.write_bytes(MADE["not a PDF"][name]())
    with pytest.raises(UnreadablePaper) as refused:
        reading.read(paper)
    assert words in str(refused.value)


def test_who_has_only_a_locked_paper_is_told_to_ask_for_the_open_one(
    reading: Reading, paper: Path
) -> None:
    paper.write_bytes(hostile.encrypted("sesame", "sesame"))
    with pytest.raises(UnreadablePaper, match=r"locked with a password\. Ask for the open copy"):
        reading.read(paper)
    paper.write_bytes(hostile.encrypted("", "sesame"))
    assert reading.read(paper).passages


def test_a_page_that_never_ends_is_named_and_the_next_paper_read(paper: Path) -> None:
    hasty = Reading(step=5)
    paper.write_bytes(hostile.paper())
    hasty.read(paper)  # which starts the process
    paper.write_bytes(hostile.itself())
    # By its time or by its memory, whichever ends first.
    assert [(problem.kind, problem.pages) for problem in hasty.read(paper).problems] == [
        ("unread", (1,))
    ]
    paper.write_bytes(hostile.paper())
    assert [passage.text for passage in hasty.read(paper).passages] == [SAID]
    hasty.close()


@pytest.mark.parametrize(
    "shown",
    [
        b"(that the report be noted and) '",  # each on a line of its own
        b"(that the report be not-) '",
        b"(thatthereportbenotedandagreed) Tj",  # all on one
    ],
    ids=["words", "words cut in two", "one word"],
)
def test_a_page_of_half_a_million_letters_is_read_well_within_its_time(
    reading: Reading, paper: Path, shown: bytes
) -> None:
    lines = b"BT /F1 4 Tf 10 72010 Td 4 TL " + (shown + b"\n") * 18_000 + b"(it) ' ET"
    tall = b"/MediaBox [0 0 100 72020]"  # so that the lines are on the page
    paper.write_bytes(hostile.paper(hostile.packed(lines), page=tall))
    read = reading.read(paper)
    # What runs off the page, or is too small on so tall a page once it is drawn, is hidden.
    assert {problem.kind for problem in read.problems} <= {"hidden"}
    assert read.pages[0].text.count("report") > (0 if shown.endswith(b"Tj") else 5_000)


def test_pages_beyond_the_bounds_are_named(
    reading: Reading, paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper.write_bytes(hostile.wide_tree(30))
    whole = reading.read(paper)
    assert (len(whole.pages), whole.problems) == (30, ())
    monkeypatch.setattr(module, "MAX_PAGES", 20)
    cut = reading.read(paper)
    assert len(cut.pages) == 20
    assert [problem.pages for problem in cut.problems] == [tuple(range(21, 31))]
    monkeypatch.setattr(module, "MAX_BYTES", 1000)
    least = reading.read(paper)
    assert 0 < sum(bool(page.text) for page in least.pages) < 20


def test_a_file_that_vanishes_while_it_is_read_is_told_page_by_page(
    reading: Reading, paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper.write_bytes(hostile.wide_tree(3))
    of_pages = Reading._read_pages

    def gone(self: Reading, worker: Worker, path: Path, count: int, pages: PackedPdf) -> None:
        path.unlink()
        self.close()
        of_pages(self, worker, path, count, pages)

    monkeypatch.setattr(Reading, "_read_pages", gone)
    assert [problem.pages for problem in reading.read(paper).problems] == [(1, 2, 3)]


def test_a_file_that_becomes_another_while_it_is_read_harms_nobody(
    reading: Reading, paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper.write_bytes(hostile.wide_tree(3))
    of_pages = Reading._read_pages

    def other(self: Reading, worker: Worker, path: Path, count: int, pages: PackedPdf) -> None:
        path.write_bytes(b"<html>" * 999)
        self.close()
        of_pages(self, worker, path, count, pages)

    monkeypatch.setattr(Reading, "_read_pages", other)
    assert [problem.pages for problem in reading.read(paper).problems] == [(1, 2, 3)]


def test_a_file_is_closed_once_it_was_read(reading: Reading, paper: Path) -> None:
    paper.write_bytes(hostile.paper())
    reading.read(paper)
    if Path("/proc/self/fd").is_dir():
        process = reading._workers[0].call(os.getpid)
        held = {os.path.realpath(link) for link in Path(f"/proc/{process}/fd").iterdir()}
        assert str(paper) not in held


def test_a_title_is_no_longer_than_a_title(reading: Reading, paper: Path) -> None:
    paper.write_bytes(MADE["words"]["a title of 10 MB"]())
    assert len(cover(paper).title or "") == MAX_TITLE_LENGTH
    assert reading.read(paper).title == paper.stem  # no page bears it out


def test_what_a_terminal_would_obey_is_not_among_the_words(reading: Reading, paper: Path) -> None:
    for name in ("escape codes", "halves of characters"):
        paper.write_bytes(MADE["words"][name]())
        text = reading.read(paper).passages[0].text
        assert "budg" in text
        assert plain(text) == text


def test_papers_changed_at_random_end_as_any_other(
    reading: Reading, paper: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    of = sources([CORPUS])
    became = set()
    for number in range(100):
        paper.write_bytes(mutant(of, 1, number))
        ended, wrong = outcome(reading, paper)
        assert not wrong, f"python -m tests.benchmarks.mutants corpus --seed 1 --only {number}"
        became.add(ended)
    assert became >= {"read", "refused"}
    assert capfd.readouterr() == ("", "")
