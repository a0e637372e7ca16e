"""Words of papers, names and questions do nothing, wherever they are put: see `attacks`."""

from __future__ import annotations

import csv
import io
import json
import logging
import re
import sys
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from docx.oxml.ns import qn
from markdown_it import MarkdownIt

from qa import logs
from qa.answers.answering import answer
from qa.answers.citation import Citation
from qa.answers.registers.decisions import decisions
from qa.answers.registers.previous import previous
from qa.answers.understanding.question import MAX_QUESTION_LENGTH
from qa.briefing.blocks import blocks
from qa.briefing.briefing import Briefing, briefing
from qa.briefing.markdown import markdown
from qa.briefing.plain_text import text
from qa.briefing.selection import Selection
from qa.briefing.word import word
from qa.library.filters import Filters
from qa.library.ingest import ingest
from qa.library.library import Library
from qa.library.uploads import safe_name
from qa.papers.paper import Meeting, Paper
from qa.papers.register import Asked, Reply, Resolution, Words
from qa.papers.source import Source
from qa.papers.text import comparable
from qa.spreadsheet import csv_text, source_row
from qa.terminal.cli import main
from tests.attacks import ATTACKS
from tests.made import a_paper, a_passage, library_of, passages_of

# All that a terminal obeys, or that turns text round; lines end with a newline only.
OBEYED = re.compile("[\0-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
FIELDS = ("fldSimple", "fldChar", "instrText", "hyperlink", "drawing", "object", "altChunk")
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
SECONDS = 120.0  # a question takes less than one; a pattern that runs away takes years
# What a pattern may try to read in many ways.
PIECES = (
    *("a", "(", "1.", "1,", "-", "?", "A.", '"', "\u201c", "\u0301", "\ufdfa", "\u0f71\u0f74"),
    *("20/20/", "1 May ", "item 1 ", " and", "or ", "not ", "who said ", "what happened to "),
)
Run = Callable[..., str]


def named(attack: str) -> str:
    """The attack as the name of a file."""
    return re.sub(r"[/\0]", " ", attack)[:100] + ".pdf"


def hostile_papers() -> list[Paper]:
    """A paper for each attack, which stands in its words, its names and its items."""
    papers = {}
    for attack in ATTACKS.values():
        passage = replace(
            a_passage(f"{attack} bus passes were renewed for {attack}"),
            meeting=Meeting(attack, attack, None),
            item=attack,
            terms=((attack, attack),),
        )
        words = (Words(0, 0, len(passage.text)),)
        papers[named(attack)] = replace(
            a_paper(named(attack), passage),
            meeting=passage.meeting,
            source=Source(time=attack, status=attack, item=attack, title=attack),
            resolutions=(Resolution("resolution", "carried", words, (), attack, attack),),
            asked=(Asked(True, words, (Reply(words, attack),), attack, attack, (attack,)),),
        )
    return list(papers.values())


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with library_of(hostile_papers(), tmp_path_factory.mktemp("hostile")) as library:
        yield library


@pytest.fixture(scope="module")
def made(hostile: Library) -> Briefing:
    """A briefing that quotes every attack, with each as a note, and all as its question."""
    selection = (
        Selection()
        .with_title(" ".join(ATTACKS.values()))
        .with_question("\n".join(ATTACKS.values()))
    )
    for paper, attack in zip(hostile.store.papers.all(), ATTACKS.values(), strict=False):
        [stored] = passages_of(hostile.store, paper.key)
        reference = Citation.of(stored, 1, 1.0).reference
        selection = selection.toggled(reference).with_note(reference, attack)
    return briefing(selection, hostile.store)


def test_no_cell_of_a_sheet_is_run(made: Briefing) -> None:
    sheet = csv_text(
        [source_row(source, lambda _: "https://papers.example") for source in made.sources]
    )
    rows = list(csv.reader(io.StringIO(sheet, newline="")))
    assert len(rows) == len(made.sources) + 1
    for cell in (cell for row in rows for cell in row):
        assert not re.match(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]", cell)
        assert not re.search("[\0-\x09\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\ufeff]", cell)


def test_word_finds_no_field_and_nothing_to_fetch(made: Briefing) -> None:
    with zipfile.ZipFile(io.BytesIO(word(made))) as archive:
        parts = {name: ElementTree.fromstring(archive.read(name)) for name in archive.namelist()}
    for name in ("word/document.xml", "word/footnotes.xml"):
        for tag in FIELDS:
            assert not list(parts[name].iter(qn(f"w:{tag}"))), (name, tag)
    relations = [one for name, part in parts.items() if name.endswith(".rels") for one in part]
    assert not [one for one in relations if one.get("TargetMode") == "External"]
    said = "".join(one.text or "" for one in parts["word/document.xml"].iter(qn("w:t")))
    assert "<w:instrText>DDEAUTO x</w:instrText>" in said


def test_markdown_has_only_the_signs_of_a_briefing(made: Briefing) -> None:
    tokens = [
        one for token in READER.parse(markdown(made)) for one in (token, *(token.children or ()))
    ]
    kinds = {token.type for token in tokens}
    assert not kinds & {"link_open", "image", "html_block", "html_inline", "fence", "code_inline"}
    assert not kinds & {"table_open", "code_block", "s_open", "em_open", "hr", "bullet_list_open"}


def test_what_is_pasted_has_nothing_unseen(made: Briefing) -> None:
    assert not OBEYED.search(text(blocks(made)))
    for source in made.sources:
        assert source.line.isprintable()


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same papers in a library with the true model, as commands open it."""
    folder = tmp_path_factory.mktemp("commands")
    papers = {paper.name: paper for paper in hostile_papers()}
    (folder / "papers").mkdir()
    for name in papers:
        (folder / "papers" / name).write_text(name)
    with Library(folder / "index", create=True) as library:
        ingest([folder / "papers"], library, read=lambda path: papers[path.name])
    return folder / "index"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], index: Path) -> Run:
    """All that a command prints, errors too."""

    def command(*words: str) -> str:
        monkeypatch.setattr(sys, "argv", ["qa", *words, "--index", str(index)])
        with suppress(SystemExit):
            main()
        printed = capsys.readouterr()
        return printed.out + printed.err

    return command


@pytest.mark.parametrize(
    "command",
    [
        ("papers",),
        ("papers", "--json"),
        ("ask", "which bus passes were renewed?", "--top", "100"),
        ("ask", "which bus passes were renewed?", "--top", "100", "--json"),
        ("decisions",),
        ("decisions", "--csv"),
        ("answers", "bus passes"),
        ("answers", "bus passes", "--csv"),
        ("doctor",),
    ],
    ids=" ".join,
)
def test_a_terminal_is_told_nothing_but_words(run: Run, command: tuple[str, ...]) -> None:
    printed = run(*command).replace("\r\n", "\n")  # lines of CSV
    assert "bus passes were renewed" in printed or command[0] in ("papers", "doctor")
    assert not OBEYED.search(printed)


def test_json_has_every_word_of_a_paper(run: Run) -> None:
    papers = json.loads(run("papers", "--json"))
    assert ATTACKS["links"] in {paper["committee"] for paper in papers}
    assert ATTACKS["backwards"] in {paper["committee"] for paper in papers}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_a_question_is_only_words(run: Run, attack: str) -> None:
    given = attack.replace("\0", " ").lstrip("-")
    for command in (
        ("ask", given, "--committee", given),
        ("ask", "what of the bus passes?", "--from", given),
        ("ask", "--batch", given[:100]),
        ("evaluate", given[:100]),
        (given,),
    ):
        printed = run(*command)
        assert "Traceback" not in printed
        assert not OBEYED.search(printed), command


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_a_question_changes_nothing_and_a_committee_is_no_pattern(
    hostile: Library, attack: str
) -> None:
    before = hostile.store.generation, len(hostile.store.papers.all())
    found = answer(attack, hostile, filters=Filters(committee=attack))
    assert all(comparable(attack) in comparable(cited.committee) for cited in found.citations)
    decisions(hostile, attack)
    previous(hostile, attack)
    assert (hostile.store.generation, len(hostile.store.papers.all())) == before


@pytest.mark.parametrize("piece", PIECES, ids=ascii)
def test_no_question_takes_for_ever(hostile: Library, piece: str) -> None:
    for asked in (
        piece * MAX_QUESTION_LENGTH,
        f"what of {piece * MAX_QUESTION_LENGTH}!",
        f"{piece * (MAX_QUESTION_LENGTH // 2)} bus",
    ):
        with ThreadPoolExecutor(1) as beside:
            found = beside.submit(answer, asked, hostile, previous=asked).result(SECONDS)
        assert found.status


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_an_upload_stays_in_its_folder_under_a_name_that_is_seen(
    tmp_path: Path, attack: str
) -> None:
    for sent in (attack, f"{attack}.pdf", f"../{attack}", f"/{attack}", f"C:\\{attack}"):
        name = safe_name(sent)
        assert (tmp_path / name).resolve().parent == tmp_path
        assert name.isprintable()
        assert name.endswith(".pdf")
        assert len(name.encode()) < 200
        assert not re.match(r"(con|nul)\b", name, re.IGNORECASE)


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """What is logged, as the app logs it."""
    before, written = logging.getLogRecordFactory(), io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
    logging.getLogger("attacked").addHandler(handler)
    logging.setLogRecordFactory(logs.DiscreetRecord)
    yield written
    logging.setLogRecordFactory(before)
    logging.getLogger("attacked").removeHandler(handler)


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_a_log_has_one_line_for_each_entry(logged: io.StringIO, attack: str) -> None:
    log = logging.getLogger("attacked")
    log.error("Read %s in %d s", attack, 2)
    log.error("Read " + attack.replace("%", ""))
    log.error("Read %(name)s", {"name": attack})
    log.error("Read %s", OSError(2, attack))
    lines = logged.getvalue().split("\n")
    assert [line[:10] for line in lines] == ["ERROR Read"] * 4 + [""]
    assert not OBEYED.search("".join(lines))


def test_an_error_is_logged_by_where_it_came_from_without_what_was_asked(
    logged: io.StringIO,
) -> None:
    try:
        try:
            int("who is quizzacious?")
        except ValueError as error:
            raise KeyError("quizzacious") from error
    except KeyError:
        logging.getLogger("attacked").exception("Failed")
    written = logged.getvalue()
    assert "quizzacious" not in written.replace('int("who is quizzacious?")', "").replace(
        'raise KeyError("quizzacious")', ""
    )
    assert "test_injection.py" in written
    assert "ValueError" in written
    assert "KeyError" in written


def test_the_disk_that_is_full_is_named(logged: io.StringIO) -> None:
    try:
        raise OSError(28, "No space left on device", "/x/library.sqlite")
    except OSError:
        logging.getLogger("attacked").exception("Failed")
    assert "No space left on device" in logged.getvalue()
