"""The documents say what is so: their tables, their example, all paths and commands they name."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from qa.library.library import Library
from qa.settings import PROJECT
from tests import readme

DOCUMENTS = sorted(
    file
    for file in PROJECT.rglob("*.md")
    if not {".venv", ".pytest_cache", "shared", "corpus"} & set(file.relative_to(PROJECT).parts)
)


def test_the_tables_of_the_readme_are_those_of_the_program() -> None:
    text = readme.README.read_text("utf-8")
    assert readme.written(text) == text, "run: python -m tests.readme"


def test_the_example_of_the_readme_prints_a_quote_and_its_page(
    samples: Library,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    [example] = re.findall(r"```python\n(.*?)```", readme.README.read_text("utf-8"), re.DOTALL)
    assert len(example.strip().splitlines()) <= 6
    (tmp_path / ".index").symlink_to(samples.folder)
    monkeypatch.chdir(tmp_path)
    exec(example, {})
    assert re.search(r"£548,200[^–]* – .+\.pdf page \d+", capsys.readouterr().out)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: str(file.relative_to(PROJECT)))
def test_what_a_document_links_to_is_there(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#\s]+)", document.read_text("utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: str(file.relative_to(PROJECT)))
def test_the_paths_and_modules_a_document_names_are_there(document: Path) -> None:
    text = document.read_text("utf-8")
    paths = re.findall(r"(?<![\w/.])((?:qa|tests|corpus|\.ci)/[\w./]+\w)", text)
    assert [path for path in paths if not (PROJECT / path).exists()] == []
    modules = re.findall(r"python -m ((?:qa|tests)[\w.]*\w)", text)
    assert [module for module in modules if not find_spec(module)] == []
