"""The commands as a person runs them: what is printed, and the exit code."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from qa.terminal.cli import main

MINUTES = (
    "Minutes of the meeting of Adults scrutiny committee held at",
    "Town Hall, Thurlbridge on Tuesday 13 July 2021 at 10.00 am",
    "1. BUS PASSES",
    "The committee heard that 412 bus passes were renewed in the spring.",
    "RESOLVED: that the mobile library keeps its Tuesday round to Ashcombe.",
)
Run = Callable[..., tuple[int, str, str]]


def typeset(path: Path, *lines: str) -> None:
    """A PDF of one page with `lines`."""
    page = Canvas(str(path), pagesize=A4)
    for n, line in enumerate(lines):
        page.drawString(72, 760 - 24 * n, line)
    page.save()


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], index: Path) -> Run:
    """Run a command on the library `index`: exit code, output, errors."""

    def command(name: str, *arguments: str | Path) -> tuple[int, str, str]:
        words = ["qa", name, *map(str, arguments), "--index", str(index)]
        monkeypatch.setattr(sys, "argv", words)
        code: int | str | None = 0
        try:
            main()
        except SystemExit as end:
            code = end.code
        printed = capsys.readouterr()
        return int(code or 0), printed.out, printed.err

    return command


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with minutes, and a file that is no paper at all."""
    folder = tmp_path / "papers"
    folder.mkdir()
    typeset(folder / "Minutes 13072021 [red].pdf", *MINUTES)
    (folder / "web page.pdf").write_text("<html>")
    return folder


def test_index_names_the_paper_that_cannot_be_read_and_what_to_do(run: Run, folder: Path) -> None:
    code, out, _ = run("index", folder)
    assert code == 0
    assert "1 paper read (1 page, " in out
    assert "Minutes 13072021 [red].pdf" in out, "the name was read as markup"
    assert "It seems to be a web page." in " ".join(out.split())
    assert "Download the paper itself" in out
    assert "Embedded in 32-bit numbers, as set." in out
    assert "A question is compared with all " in out
    code, out, _ = run("index", folder, "--strict")
    assert code == 1
    assert "Embedded" not in out, "nothing was embedded"
    assert "2 unchanged" in out
    assert "The file is not a PDF." in out, "a problem is only told once"


def test_a_folder_that_is_suddenly_empty_is_told_and_emptied_only_with_remove(
    run: Run, folder: Path
) -> None:
    run("index", folder)
    for paper in folder.iterdir():
        paper.unlink()
    _, out, errors = run("index", folder)
    assert "All 2 papers that the library has from" in errors and "--remove" in errors
    assert "The library holds 2 papers." in out
    code, _, errors = run("index", folder, "--rebuild")
    assert code == 2 and "There are no papers in" in errors
    _, out, errors = run("index", folder, "--remove")
    assert "2 taken out" in out and not errors
    assert "The library holds 0 papers." in out


def test_files_that_are_left_out_are_named(run: Run, folder: Path) -> None:
    (folder / "Budget [red].xlsx").write_text("no paper")
    _, out, _ = run("index", folder)
    assert "1 file left out" in out and "Budget [red].xlsx" in out


def test_strict_is_content_with_papers_without_problems(run: Run, folder: Path) -> None:
    (folder / "web page.pdf").unlink()
    assert run("index", folder, "--strict")[0] == 0


def test_ask_quotes_and_cites_in_full(run: Run, folder: Path) -> None:
    run("index", folder)
    code, out, _ = run("ask", "How many bus passes were renewed?")
    assert code == 0
    assert "412 bus passes were renewed" in out
    assert "Tuesday 13 July 2021, minutes" in out
    assert "PDF page 1, Minutes 13072021 [red].pdf" in out
    assert "Searched: 1 paper" in out


def test_ask_prints_one_object_of_json(run: Run, folder: Path) -> None:
    run("index", folder)
    code, out, _ = run("ask", "How many bus passes were renewed?", "--json", "--top", "1")
    answer = json.loads(out)
    assert (code, len(answer["citations"])) == (0, 1)
    assert answer["citations"][0]["paper"] == "Minutes 13072021 [red].pdf"


def test_a_batch_is_answered_in_order_each_with_its_id(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    run("index", folder)
    batch = tmp_path / "questions.jsonl"
    batch.write_text(
        '{"id": "b", "question": "How many bus passes?"}\n\n'
        '{"id": 7, "question": "And \\ud800 the library?", "previous": "How many bus passes?"}\n'
    )
    code, out, _ = run("ask", "--batch", batch, "--json")
    assert code == 0
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["b", 7]


@pytest.mark.parametrize("line", ["{", "[]", '{"id": "1"}', '{"id": "1", "question": " "}'])
def test_a_bad_line_of_a_batch_is_named(run: Run, folder: Path, tmp_path: Path, line: str) -> None:
    run("index", folder)
    batch = tmp_path / "questions.jsonl"
    batch.write_text('{"id": "1", "question": "Buses?"}\n' + line)
    code, out, err = run("ask", "--batch", batch, "--json")
    assert (code, out) == (2, "")
    assert "Line 2 of" in err


def test_limits_of_date_committee_and_kind(run: Run, folder: Path) -> None:
    run("index", folder)

    def papers(*limits: str) -> int:
        code, out, _ = run("ask", "bus passes", "--json", *limits)
        assert code == 0
        searched = json.loads(out)["searched"]
        return int(searched["papers"])

    assert papers("--from", "13 July 2021", "--to", "2021-07-13") == 1
    assert papers("--from", "14th July 2021") == 0
    assert papers("--committee", "adults") == 1
    assert papers("--committee", "planning") == 0
    assert papers("--document", "letter") == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["x", "--from", "soon"], "2020-09-15"),
        (["x", "--from", "2021-02-30"], "2020-09-15"),
        (["x", "--from", "2021-02-02", "--to", "2021-02-01"], "is after the last"),
        (["x", "--document", "poem"], "'minutes'"),
        (["x", "--top", "0"], "--top"),
        ([], "Give a question"),
        ([" "], "Give a question"),
        (["--batch", "no such file"], "No such file"),
    ],
)
def test_what_makes_no_sense_is_told_with_exit_code_2(
    run: Run, folder: Path, arguments: list[str], told: str
) -> None:
    code, out, err = run("ask", *arguments)
    assert (code, out) == (2, "")
    assert told in err
    assert "Traceback" not in err


def test_asking_before_indexing_says_how_to_index(run: Run) -> None:
    code, _, err = run("ask", "Anything?")
    assert (code, err) == (1, "No papers are indexed yet. Run: python -m qa index FOLDER\n")


def test_a_folder_that_is_not_there_is_told(run: Run, tmp_path: Path) -> None:
    code, _, err = run("index", tmp_path / "none")
    assert code == 2
    assert "There is no folder" in err


def test_a_place_that_can_hold_no_library_is_told(run: Run, folder: Path, index: Path) -> None:
    index.write_text("a file is here already")
    code, _, err = run("index", folder)
    assert code == 2
    assert "Name another folder" in err


def test_papers_lists_each_with_its_meeting_and_problems(run: Run, folder: Path) -> None:
    run("index", folder)
    listed = {paper["name"]: paper for paper in json.loads(run("papers", "--json")[1])}
    assert listed["Minutes 13072021 [red].pdf"]["meeting_date"] == "2021-07-13"
    assert listed["web page.pdf"]["problems"][0]["reason"].endswith("It seems to be a web page.")
    assert "2021-07-13" in run("papers")[1]


def test_a_rebuild_forgets_what_was_there(run: Run, folder: Path, tmp_path: Path) -> None:
    run("index", folder)
    other = tmp_path / "other"
    other.mkdir()
    typeset(other / "other.pdf", *MINUTES)
    assert run("index", "--rebuild", other)[0] == 0
    assert [paper["name"] for paper in json.loads(run("papers", "--json")[1])] == ["other.pdf"]


def test_a_rebuild_of_a_folder_that_is_not_there_forgets_nothing(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    run("index", folder)
    before = json.loads(run("papers", "--json")[1])
    code, _, err = run("index", "--rebuild", tmp_path / "mistyped")
    assert code == 2
    assert "There is no folder" in err
    assert before and json.loads(run("papers", "--json")[1]) == before


def test_a_broken_library_is_told_and_built_again(run: Run, folder: Path, index: Path) -> None:
    run("index", folder)
    (index / "library.sqlite").write_bytes(b"no library" * 999)
    code, _, err = run("ask", "Anything?")
    assert code == 1
    assert "index --rebuild" in err
    assert run("index", folder, "--rebuild")[0] == 0
    assert "412" in run("ask", "How many bus passes were renewed?")[1]


QUOTE = "The committee heard that 412 bus passes were renewed in the spring."
GOLD = {
    "id": "1",
    "question": "How many bus passes were renewed?",
    "kind": "number",
    "evidence": [{"file": "Minutes 13072021 [red].pdf", "quote": QUOTE}],
    "keyfacts": ["412"],
}


def test_evaluate_measures_answers_against_gold(run: Run, folder: Path, tmp_path: Path) -> None:
    run("index", folder)
    file = tmp_path / "gold.jsonl"
    file.write_text(json.dumps(GOLD))
    code, out, _ = run("evaluate", file, "--json")
    found = json.loads(out)
    assert code == 0
    assert found["measures"]["text@1"] == found["measures"]["facts in quotes"] == 1
    assert found["unfaithful"] == []
    assert "text@1" in run("evaluate", file)[1]
    file.write_text(json.dumps(GOLD | {"evidence": [{"file": "none.pdf", "quote": QUOTE}]}))
    code, _, err = run("evaluate", file)
    assert code == 2
    assert "none.pdf, which is not in the library" in err


def test_ablate_asks_again_without_each_part(run: Run, folder: Path, tmp_path: Path) -> None:
    gold, page = tmp_path / "gold.jsonl", tmp_path / "ablation.md"
    nothing = {"id": "2", "question": "Are there mermaids?", "kind": "unanswerable", "evidence": []}
    gold.write_text("\n".join(map(json.dumps, (GOLD, nothing))))
    code, _, err = run("ablate", f"{gold}={folder}", "--write", page)
    assert code == 0
    assert "Asking papers: no late interaction" in err
    written = page.read_text()
    assert "2 questions: papers 2." in written
    assert "| everything | 1.000 | 1.000 | 1.000 |" in written
    assert "| words alone |" in written
    assert "meaning 0.6" in written, "the settings that made it"
    code, _, err = run("ablate", str(gold))
    assert code == 2
    assert "GOLD.jsonl=FOLDER" in err


def test_windows_measures_passages_as_they_are_given(run: Run, tmp_path: Path) -> None:
    texts = ["Ms Yip: The bus is late.", "It was late in May too.", "Mr Rao: The pool roof leaks."]
    texts += ["Ms Yip: Quite so.", "Mr Rao: The library is open on Tuesdays."]
    passages = [{"id": n, "meeting": "../m", "text": text} for n, text in enumerate(texts)]
    held = {
        "passages": passages,
        "queries": [{"query": "does the roof of the pool leak?", "relevant": [2]}],
    }
    file = tmp_path / "windows.json"
    file.write_text(json.dumps(held))
    code, out, _ = run("windows", file)
    assert code == 0
    assert "hit@5" in out
    assert "1.000" in out
    for passage in passages[3:]:
        passage["meeting"] = "another"
    file.write_text(json.dumps(held))
    assert run("windows", file)[0] == 0
    file.write_text(json.dumps(held | {"passages": passages[:3]}))
    code, out, _ = run("windows", file)
    assert code == 0, "a meeting that is gone was still searched"
    assert "1.000" in out
    file.write_text("{}")
    code, _, err = run("windows", file)
    assert code == 2
    assert "does not hold passages" in err


MOVED = (
    *MINUTES[:2],
    "",
    MINUTES[2],
    "",
    "It was queried whether the passes could be sent by post. The transport manager explained that",
    "they could, from 1 May 2022.",
    "",
    "Proposed by Councillor Ash and seconded by Councillor Elm and carried by 6 votes to 2:",
    "RESOLVED: that the committee asks the Director of Transport to write by 1 April 2022.",
)


@pytest.fixture
def minuted(run: Run, tmp_path: Path) -> Run:
    """Run a command on a library of minutes in which something was moved and asked."""
    folder = tmp_path / "minuted"
    folder.mkdir()
    typeset(folder / "minutes.pdf", *MOVED)
    assert run("index", folder)[0] == 0
    return run


def test_decisions_say_who_moved_how_it_was_carried_and_who_is_to_act(minuted: Run) -> None:
    code, out, _ = minuted("decisions", "transport")
    assert code == 0
    assert "Resolution. Carried by 6 to 2" in out
    assert "Proposed by Councillor Ash, seconded by Councillor Elm" in out
    assert "Action: Director of Transport, by 1 April 2022" in out
    assert "PDF page 1, minutes.pdf" in out


def test_decisions_are_printed_for_programs_and_for_spreadsheets(minuted: Run) -> None:
    [decision] = json.loads(minuted("decisions", "--json")[1])
    assert (decision["outcome"], decision["votes"]["against"]) == ("carried", 2)
    assert decision["actions"][0]["by"] == "2022-04-01"
    header, row = minuted("decisions", "--csv")[1].splitlines()[:2]
    assert header.startswith("Meeting,Committee,Item,Kind,Outcome")
    assert row.startswith("2021-07-13,Adults scrutiny committee")


def test_decisions_of_no_meeting_say_what_was_searched(minuted: Run) -> None:
    code, out, _ = minuted("decisions", "--from", "2030-01-01")
    assert code == 0
    assert "No decision found. Searched: 0 papers." in out


def test_answers_show_what_was_asked_and_answered(minuted: Run) -> None:
    code, out, _ = minuted("answers", "can bus passes be sent by post?")
    assert code == 0
    assert "Point of debate" in out
    assert "It was queried whether the passes could be sent by post." in out
    assert "Nothing later in papers up to Tuesday 13 July 2021." in out
    [earlier] = json.loads(minuted("answers", "can passes be posted?", "--json")[1])
    assert earlier["formal"] is False
    assert earlier["answers"][0]["by"] == "transport manager"


def test_answers_to_what_was_never_asked_are_none(minuted: Run) -> None:
    assert "Nothing like it was asked" in minuted("answers", "mermaids in the canal")[1]
