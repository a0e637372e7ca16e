"""What the program is made of besides its own code: `python -m tests.supply`, or `bash .ci/audit`.

It checks that what is installed is what was pinned, that every licence allows what councils do
with the program, that the model is the one expected, and asks pip-audit for known faults. It exits
with 1 where something is wrong, and with 3 where pip-audit could not learn of all, as without a way
to PyPI. `--pin` writes .ci/constraints.txt anew from what is installed, and .ci/lock.txt: the same
with the hashes of all files, for any machine and version of Python, as PyPI has them.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Mapping
from importlib import metadata
from typing import Annotated

import typer
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from rich import print as tell
from rich.markup import escape

from qa.errors import CouncilPapersError
from qa.library.embedder import SentenceEmbedder
from qa.settings import PROJECT

REQUIREMENTS, CONSTRAINTS = PROJECT / "requirements.txt", PROJECT / ".ci/constraints.txt"
LOCK = PROJECT / ".ci/lock.txt"
HEAD = "# What requirements.txt needs in turn. Written by: python -m tests.supply --pin\n"
LOCK_HEAD = """\
# All that requirements.txt needs, with the hashes of its files: pip takes nothing else.
# torch is to be installed before it. What its builds for graphics cards need is not here.
# Written by: python -m tests.supply --pin
"""
# Not needed on any machine that this is made for: what belongs to builds of torch for graphics
# cards, and to browsers that run Python.
NOT_LOCKED = re.compile(r"^(nvidia-|cuda-|triton==)|sys_platform == 'emscripten'")
ALLOWED = re.compile(
    r"\b(MIT|BSD|0BSD|\d-Clause BSD|Apache|ISC|MPL|Mozilla|PSF|Python Software Foundation|HPND)\b"
)
REFUSED = re.compile(r"\b(AGPL|GPL|Affero|GNU General|SSPL|Commons Clause|[Nn]on-?[Cc]ommercial)")
WRONG, UNKNOWN = 1, 3  # what it exits with


def main(
    pin: Annotated[bool, typer.Option("--pin", help="Write .ci/constraints.txt anew.")] = False,
) -> None:
    """Audit what the program is made of."""
    if pin:
        CONSTRAINTS.write_text(HEAD + "".join(f"{name}=={v}\n" for name, v in indirect().items()))
        LOCK.write_text(LOCK_HEAD + hashed())
        return
    wrong = [*differing(), *unlicensed(), *model()]
    faults, unasked = known_faults({**installed(runtime()), **installed(dev())})
    for words in (*wrong, *faults, *unasked):
        tell(escape(words))
    number = len(installed(runtime()))
    tell(f"{number} packages at run time: {len(wrong)} wrong, {len(faults)} known faults.")
    if wrong or faults:
        raise typer.Exit(WRONG)
    if unasked:
        tell("What is known of faults could not be asked for all. Run this with a way to PyPI.")
        raise typer.Exit(UNKNOWN)


def runtime() -> list[Requirement]:
    """What the program itself requires."""
    lines = REQUIREMENTS.read_text().splitlines()
    return [Requirement(line) for line in lines if line[:1].isalpha()]


def optional() -> list[Requirement]:
    """What the program requires beside for what its extras name."""
    extras = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
    return [Requirement(one) for lines in extras["optional-dependencies"].values() for one in lines]


def dev() -> list[Requirement]:
    """What its tests and checks require beside."""
    groups = tomllib.loads((PROJECT / "pyproject.toml").read_text())["dependency-groups"]
    return [Requirement(line) for line in groups["dev"]]


def constrained() -> list[Requirement]:
    """What those require in turn, as it is pinned."""
    lines = CONSTRAINTS.read_text().splitlines()
    return [Requirement(line) for line in lines if line[:1].isalpha()]


def installed(wanted: Iterable[Requirement]) -> dict[str, str]:
    """The versions of what is installed of `wanted`, and of what that requires in turn."""
    found: dict[str, str] = {}
    seen, left = set[tuple[str, frozenset[str]]](), list(wanted)
    while left:
        one = left.pop()
        name, extras = canonicalize_name(one.name), frozenset(one.extras)
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        try:
            package = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue
        found[name] = package.version.partition("+")[0]  # one version has several builds
        for needed in map(Requirement, package.requires or ()):
            marker = needed.marker
            if not marker or any(marker.evaluate({"extra": extra}) for extra in {"", *extras}):
                left.append(needed)
    return dict(sorted(found.items()))


def indirect() -> dict[str, str]:
    """The versions of what the program requires only in turn, of what is installed."""
    direct = {canonicalize_name(one.name) for one in runtime()}
    return {name: version for name, version in installed(runtime()).items() if name not in direct}


def hashed() -> str:
    """What requirements.txt needs, each with the hashes of all its files that PyPI has."""
    given = ["--universal", "--python-version=3.11", "--generate-hashes", "--no-annotate"]
    made = subprocess.run(
        [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--no-header", *given, "-"],
        input=REQUIREMENTS.read_text("utf-8"),
        capture_output=True,
        text=True,
        check=True,
        cwd=PROJECT,
    )
    return "".join(
        f"{entry}\n"
        for entry in re.split(r"\n(?=\w)", made.stdout.strip())
        if not NOT_LOCKED.search(entry.partition("--hash")[0])
    )


def locked() -> dict[str, tuple[Requirement, int]]:
    """Each package that is locked, with how many hashes it has."""
    text = re.sub(r"^#.*\n", "", LOCK.read_text("utf-8"), flags=re.MULTILINE)
    found: dict[str, tuple[Requirement, int]] = {}
    for entry in re.split(r"\n(?=\w)", text.strip()):
        words, *hashes = re.split(r"\s*\\\n\s*--hash=sha256:", entry)
        assert all(re.fullmatch("[0-9a-f]{64}", one) for one in hashes), entry
        requirement = Requirement(words)
        found[canonicalize_name(requirement.name)] = requirement, len(hashes)
    return found


def differing() -> list[str]:
    """What is installed in another version than is pinned, or is not there."""
    now, wrong = installed([*runtime(), *dev()]), []
    for one in (*runtime(), *dev(), *constrained()):
        version = now.get(canonicalize_name(one.name))
        if version is None and one not in constrained():
            wrong.append(f"{one} is not installed: pip install -r requirements.txt --group dev")
        elif version is not None and not one.specifier.contains(version):
            wrong.append(f"{one.name} {version} is installed, where {one.specifier} is pinned.")
    return wrong


def unlicensed() -> list[str]:
    """What the program requires, by a licence that is not known to be fit."""
    wrong = []
    for name in installed(runtime()):
        told = metadata.metadata(name)
        kinds = [one for one in told.get_all("Classifier", []) if one.startswith("License ::")]
        # The field License may hold the text of every licence that comes with a package.
        [words, *_] = [*told.get_all("License-Expression", []), " ".join(kinds)]
        words = words or " ".join(told.get_all("License", []))
        if REFUSED.search(words) or not ALLOWED.search(words):
            wrong.append(
                f"{name}: its licence ({words[:80].strip() or 'none is told'}) is not fit."
            )
    return wrong


def model() -> list[str]:
    """What is wrong with the model that is installed with the program: its weights are hashed."""
    try:
        SentenceEmbedder("", batch=1, threads=1).knows("paper")
    except CouncilPapersError as error:
        return [str(error)]
    return []


def known_faults(versions: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """The known faults of packages, and those of which none could be learnt, in words."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.writelines(f"{name}=={version}\n" for name, version in versions.items())
        file.flush()
        command = [sys.executable, "-m", "pip_audit", "--format=json", "--progress-spinner=off"]
        asked = subprocess.run(
            [*command, "--disable-pip", "--no-deps", f"--requirement={file.name}"],
            capture_output=True,
            text=True,
        )
    try:
        told = json.loads(asked.stdout)["dependencies"]
    except ValueError:
        last = (asked.stderr.strip().splitlines() or ["it said nothing"])[-1]
        return [], [f"pip-audit could not be asked: {last[:200]}"]
    faults = [
        f"{one['name']} {one['version']}: {fault['id']}, mended in "
        f"{', '.join(fault['fix_versions']) or 'no version yet'}"
        for one in told
        for fault in one.get("vulns", ())
    ]
    skipped = [one["name"] for one in told if "skip_reason" in one]
    return faults, [f"Not known to who was asked: {', '.join(skipped)}."] if skipped else []


if __name__ == "__main__":
    typer.run(main)
