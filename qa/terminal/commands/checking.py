"""`check`: whether the papers bear out what a text says."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qa.terminal.options import Index, Json
from qa.terminal.output.screen import show_json


def check(
    text: Annotated[
        str,
        typer.Argument(
            metavar="TEXT|FILE.jsonl",
            help="Sentences, checked against the library; or a file of sentences with passages.",
        ),
    ],
    as_json: Json = False,
    index: Index = None,
) -> None:
    """Say of each sentence whether the papers bear it out, by which words, or why not.

    FILE.jsonl holds lines of "id", "sentence" and "passages", which it is checked against instead.
    """
    if text.endswith(".jsonl"):
        _check_file(Path(text), as_json)
        return
    from qa.checking.contract import Checked
    from qa.checking.paragraph import check_text
    from qa.terminal.councils import asked_library
    from qa.terminal.output.checking import show_checked

    with asked_library(index) as (library, _):
        for one in check_text(text, library):
            if as_json:
                show_json(Checked.of(one))
            else:
                show_checked(one)


def _check_file(path: Path, as_json: bool) -> None:
    from qa.checking.check import check as check_one
    from qa.checking.contract import Verdict
    from qa.evaluation.sentences.example import read_examples
    from qa.terminal.output.checking import show_verdict

    for example in read_examples(path):
        verdict = check_one(example.sentence, example.passages)
        if as_json:
            show_json({"id": example.id, **Verdict.of(verdict)})
        else:
            show_verdict(example.sentence, verdict)
