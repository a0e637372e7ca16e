"""A fault of this program: it costs as little as can be, is named as one, and meets no paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from qa.errors import ProgramFault, UnreadablePaper
from qa.papers import reader
from qa.papers.layout.section import Section
from qa.papers.pages import pdf
from qa.papers.pages.sheet import Pdf
from qa.papers.pages.worker import Worker
from qa.papers.paper import Passage
from qa.papers.passages import passages
from qa.papers.problems import Faults
from qa.papers.reader import paper
from qa.papers.reading import Reading, reading
from tests.papers import hostile
from tests.papers.hostile import CORPUS

SHARED = Path(__file__).parents[3] / "shared" / "papers"
PACK = next(CORPUS.rglob("Agenda reports pack 18012022*.pdf"))


@pytest.fixture(scope="module")
def pack() -> Pdf:
    """A pack of several parts, with decisions and questions."""
    found = pdf.cover(PACK)
    sheets = (pdf.sheet(PACK, number) for number in range(1, found.pages + 1))
    return Pdf(tuple(filter(None, sheets)), found.title)


def breaks(*_: Any, **__: Any) -> Any:
    """Break as code does that did not expect what it met."""
    raise ValueError("Exempt words of the paper")


def test_a_fault_in_one_part_costs_that_part(pack: Pdf, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = paper(PACK.name, pack)
    kinds = {passage.document for passage in whole.passages}

    def some(part: Section, *rest: Any) -> Iterator[Passage]:
        return breaks() if part.document == "minutes" else passages(part, *rest)

    monkeypatch.setattr(reader, "passages", some)
    faults = Faults()
    found = paper(PACK.name, pack, faults=faults)
    lost = {passage.page for passage in whole.passages if passage.document == "minutes"}
    [problem] = found.problems
    assert {passage.document for passage in found.passages} == kinds - {"minutes"}
    assert problem.kind == "fault" and lost <= set(problem.pages)
    assert "fault in this program, not of the paper" in problem.reason
    assert len(faults.places) == 1 and "Exempt" not in faults.places[0]


@pytest.mark.parametrize("step", ["with_terms", "resolutions", "asked"])
def test_a_fault_in_what_is_made_of_passages_costs_no_passage(
    pack: Pdf, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    whole = paper(PACK.name, pack)
    monkeypatch.setattr(reader, step, breaks)
    found = paper(PACK.name, pack)
    assert [one.text for one in found.passages] == [one.text for one in whole.passages]
    assert [problem.kind for problem in found.problems] == ["fault"]
    assert set(found.problems[0].pages) <= {page.number for page in found.pages}
    assert bool(found.resolutions) == (bool(whole.resolutions) and step != "resolutions")
    assert bool(found.asked) == (bool(whole.asked) and step != "asked")


def test_a_fault_in_looking_for_markings_lets_nothing_in(
    pack: Pdf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "exempt_pages", breaks)
    with pytest.raises(ValueError):
        paper(PACK.name, pack)


def test_a_fault_on_one_page_costs_that_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(hostile.wide_tree(3))
    calls = Worker.call

    def call(self: Worker, function: Callable[..., Any], *given: Any) -> Any:
        if given[1:] == (2,):
            raise ProgramFault("ValueError at qa/papers/pages/line.py:1")
        return calls(self, function, *given)

    monkeypatch.setattr(Worker, "call", call)
    one = Reading()
    found = one.read(path)
    one.close()
    assert [bool(page.text) for page in found.pages] == [True, False, True]
    assert [(problem.kind, problem.pages) for problem in found.problems] == [("fault", (2,))]


def faults_in(path: Path) -> list[str]:
    """What this program's faults kept from being read of a paper."""
    try:
        found = reading().read(path)
    except UnreadablePaper:
        return []
    except ProgramFault as fault:
        return [f"{path.name}: {fault.place}"]
    return [f"{path.name}: {one.reason}" for one in found.problems if one.kind == "fault"]


@pytest.mark.parametrize("folder", [CORPUS, SHARED], ids=["corpus", "shared"])
def test_no_paper_there_is_meets_a_fault_of_this_program(folder: Path) -> None:
    if not folder.is_dir():
        pytest.skip("the real papers are not beside this checkout")
    paths = sorted(path for path in folder.rglob("*.pdf") if path.is_file())
    assert paths
    with ThreadPoolExecutor(reading().processes) as threads:
        assert not [fault for faults in threads.map(faults_in, paths) for fault in faults]
