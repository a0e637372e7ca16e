"""What the program is made of is what was written down."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from qa.settings import PROJECT
from tests import supply

# What the program is compared with runs in environments of its own.
APART = PROJECT / "tests/benchmarks/compare/ways"


def imported(folder: Path) -> Iterator[tuple[str, str]]:
    """Each package that a module in `folder` imports and is not part of Python, with the module."""
    for file in (one for one in folder.rglob("*.py") if not one.is_relative_to(APART)):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            for name in {name.partition(".")[0] for name in names} - {"qa", "tests"}:
                if name not in sys.stdlib_module_names:
                    yield name, str(file.relative_to(PROJECT))


def undeclared(folder: str, declared: list[Requirement]) -> set[tuple[str, str]]:
    """What modules in `folder` import that no declared package holds."""
    names, holds = {canonicalize_name(one.name) for one in declared}, packages_distributions()
    return {
        (name, where)
        for name, where in imported(PROJECT / folder)
        if not names & {canonicalize_name(package) for package in holds.get(name, ())}
    }


@pytest.mark.parametrize(
    "pin", [*supply.runtime(), *supply.dev(), *supply.constrained()], ids=lambda one: one.name
)
def test_each_pin_is_of_one_version(pin: Requirement) -> None:
    [only] = pin.specifier
    assert only.operator == "==" and "*" not in only.version


def test_all_that_is_pinned_is_locked_in_the_same_version_with_its_hashes() -> None:
    locked = supply.locked()
    for one in (*supply.runtime(), *supply.constrained()):
        found, hashes = locked[canonicalize_name(one.name)]
        assert found.specifier == one.specifier and hashes >= 1, one.name


def test_all_that_runs_here_is_locked() -> None:
    locked = supply.locked()
    for name, version in supply.installed(supply.runtime()).items():
        assert locked[canonicalize_name(name)][0].specifier.contains(version), name


def test_what_is_installed_is_what_is_pinned() -> None:
    assert supply.differing() == []


def test_the_program_imports_nothing_that_is_not_required() -> None:
    assert undeclared("qa", [*supply.runtime(), *supply.optional()]) == set()


def test_the_tests_import_nothing_that_is_not_required() -> None:
    assert undeclared("tests", [*supply.runtime(), *supply.dev()]) == set()


def test_each_licence_is_fit() -> None:
    assert supply.unlicensed() == []


def test_where_faults_cannot_be_asked_for_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "false")
    faults, unasked = supply.known_faults({"rich": "1.0"})
    assert not faults and "could not be asked" in unasked[0]
