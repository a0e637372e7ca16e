"""What is measured of a writer: what is shown, what is right by somebody's marks, and how soon."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.library.library import Library
from qa.settings import settings
from qa.terminal.cli import main
from tests.writing.model_server import ModelServer, serving, writes_sentences

DAMAGED = (
    "The survey had found corrosion at 31 of the 64 connections between the roof deck and the "
    "laminated timber beams."
)
PACK = "Agenda reports pack 14092021 1000 Adults and communities scrutiny committee.pdf"
QUESTIONS = (
    {
        "id": "1",
        "question": "what did the survey of the pool roof find at the connections?",
        "kind": "fact",
        "evidence": [{"file": PACK, "quote": DAMAGED}],
        "keyfacts": ["31 of the 64", "no such fact"],
    },
    {"id": "2", "question": "are there mermaids?", "kind": "unanswerable", "evidence": []},
    {
        "id": "3",
        "question": "what got broken above the pool?",
        "kind": "unanswerable",
        "evidence": [],
    },
)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    told = [(DAMAGED, n) for n in (1, 2, 3, 4)]
    with serving(writes_sentences(*told)) as server:
        monkeypatch.setenv("QA_WRITER_URL", server.address)
        settings.cache_clear()
        yield server
    settings.cache_clear()


def measured(gold: Path, marks: Path, index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ["qa", "measure", "written", str(gold), "--json", "--marks", str(marks)]
    monkeypatch.setattr(sys, "argv", [*words, "--index", str(index)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0


def test_a_writer_is_measured_and_a_person_says_what_is_right(
    server: ModelServer,
    samples: Library,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    gold, marks = tmp_path / "gold.jsonl", tmp_path / "marks.jsonl"
    gold.write_text("\n".join(map(json.dumps, QUESTIONS)))
    measured(gold, marks, samples.folder, monkeypatch)
    told = capsys.readouterr()
    found = json.loads(told.out)
    assert "go to 127.0.0.1" in told.err
    assert found["questions"] == 3 and found["questions without an answer"] == 2
    assert found["answers that were to be written"] == len(server.asked)
    assert found["sentences right, of those marked"] is None
    assert found["seconds, median"] > 0
    rows = [json.loads(line) for line in marks.read_text().splitlines()]
    assert len(rows) == found["sentences shown"] >= 1
    assert all(row["right"] is None and DAMAGED[:30] in row["passage"] for row in rows)
    assert found["facts in what is written"] == 0.5

    marks.write_text("\n".join(json.dumps({**row, "right": row["id"] == "1"}) for row in rows))
    measured(gold, marks, samples.folder, monkeypatch)
    again = json.loads(capsys.readouterr().out)
    right = sum(row["id"] == "1" for row in rows)
    assert again["sentences marked by a person"] == len(rows)
    assert again["sentences right, of those marked"] == pytest.approx(right / len(rows))
    assert [json.loads(line)["right"] for line in marks.read_text().splitlines()] == [
        row["id"] == "1" for row in rows
    ]


def test_without_a_writer_there_is_nothing_to_measure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("QA_WRITER_URL", raising=False)
    settings.cache_clear()
    monkeypatch.setattr(sys, "argv", ["qa", "measure", "written", str(tmp_path / "gold.jsonl")])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert "QA_WRITER_URL" in capsys.readouterr().err
