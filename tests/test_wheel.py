"""The program as a wheel: `pip wheel .`, installed into an environment of its own."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

import qa
from qa.settings import PROJECT
from tests.supply import runtime


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, f"--wheel-dir={folder}", str(PROJECT)], check=True)
    [wheel] = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment with the wheel; what the wheel needs is that of these tests."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin" / "python"
    [packages] = folder.glob("lib/*/site-packages")
    (packages / "these_tests.pth").write_text(sysconfig.get_path("purelib") + "\n")
    pip = [sys.executable, "-m", "pip", f"--python={python}", "install", "--quiet", "--no-deps"]
    subprocess.run([*pip, str(wheel)], check=True)
    return python


def run(python: Path, *arguments: str) -> str:
    """What Python prints, away from the folder of the project."""
    return subprocess.check_output([python, *arguments], cwd=python.parent, text=True)


def test_the_wheel_has_every_module_and_all_that_they_read(wheel: Path) -> None:
    wanted = {
        file.relative_to(PROJECT).as_posix()
        for file in (PROJECT / "qa").rglob("*")
        if file.is_file()
        and "__pycache__" not in file.parts
        and file.suffix not in (".md", ".png", ".pyc")
    }
    with ZipFile(wheel) as file:
        assert {name for name in file.namelist() if ".dist-info/" not in name} == wanted


def test_the_wheel_requires_what_the_program_requires(wheel: Path) -> None:
    with ZipFile(wheel) as file:
        [name] = (name for name in file.namelist() if name.endswith("METADATA"))
        lines = file.read(name).decode().splitlines()
    assert f"Version: {qa.__version__}" in lines
    needed = [line.partition(": ")[2] for line in lines if line.startswith("Requires-Dist: ")]
    always = {one.lower() for one in needed if "extra ==" not in one}
    assert always == {str(one).lower() for one in runtime()}


def test_the_command_runs_where_the_wheel_is_installed(python: Path) -> None:
    assert "Usage: python -m qa" in run(python, "-m", "qa", "--help")
    where = run(python, "-c", "import qa; print(qa.__file__)")
    assert Path(where.strip()).is_relative_to(python.parents[1])


def test_what_modules_read_is_found_where_the_wheel_is_installed(python: Path) -> None:
    run(python, "-c", "import qa.answers.answering, qa.web.answer_view, qa.briefing.word")
