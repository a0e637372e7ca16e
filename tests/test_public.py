"""The public face: what `qa` offers to a program, and no more."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from types import ModuleType

import pytest

import qa
from qa.errors import InputRefused, NothingIndexed
from qa.library.library import Library as Papers
from qa.settings import PROJECT


@pytest.fixture(scope="module")
def library(samples: Papers) -> Iterator[qa.Library]:
    with qa.Library.open(samples.folder) as library:
        yield library


def test_every_public_name_is_there_and_no_other() -> None:
    for name in qa.__all__:
        assert getattr(qa, name)
    assert dir(qa) == qa.__all__ == sorted(qa.__all__, key=lambda name: (name[0] == "_", name))
    found = {name for name, value in vars(qa).items() if not isinstance(value, ModuleType)}
    assert {name for name in found if name[0] != "_"} - {"TYPE_CHECKING"} <= set(qa.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'store'"):
        qa.store  # noqa: B018


def test_a_star_import_brings_what_is_public() -> None:
    names: dict[str, object] = {}
    exec("from qa import *", names)
    assert set(names) - {"__builtins__"} == set(qa.__all__)


def test_importing_it_loads_none_of_the_rest() -> None:
    script = "import sys, qa; print([name for name in sys.modules if name.startswith('qa.')])"
    found = subprocess.check_output([sys.executable, "-c", script], cwd=PROJECT, text=True)
    assert found.strip() == "[]"


def test_an_answer_has_quotes_each_with_its_citation(library: qa.Library) -> None:
    answer = library.ask("how much had been repaid to tenancies at 30 June 2022?")
    assert isinstance(answer, qa.Answer) and answer.status == "answered"
    quote = answer.quotes[0]
    cited = answer.cited(quote.citation)
    assert isinstance(quote, qa.Quote) and isinstance(cited, qa.Citation)
    assert "£548,200" in quote.text and quote.text in cited.text
    assert cited.meeting_date == date(2022, 7, 12)


def test_a_question_may_follow_another_and_have_limits(library: qa.Library) -> None:
    first = library.ask("what happened to the reconciliation process?", committee="cabinet", top=3)
    assert {cited.committee for cited in first.citations} == {"Cabinet"}
    then = library.ask("and who chaired it?", previous=first.asked)
    assert then.asked.startswith("what happened to the reconciliation process?")
    with pytest.raises(InputRefused):
        library.ask(" ")


def test_decisions_previous_answers_and_papers_are_listed(library: qa.Library) -> None:
    decisions = library.decisions("heating charges", date_from=date(2020, 1, 1), limit=5)
    assert "heating" in decisions.found[0].text.lower() and len(decisions.found) <= 5
    assert library.answers("how many tenancies have registered?", limit=2).found
    assert library.papers()


def test_a_folder_without_a_library_is_said(tmp_path: object) -> None:
    with pytest.raises(NothingIndexed), qa.Library.open(f"{tmp_path}/none"):
        pass
