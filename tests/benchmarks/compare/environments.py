"""An environment for each way: made once, so that what a way needs is known and nothing else."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from qa.settings import PROJECT

OWN = PROJECT / "requirements.txt"
OTHERS = Path(__file__).parent / "requirements"
WEIGHTS = ".safetensors"  # the same for all, wherever they are kept


@dataclass(frozen=True, slots=True)
class Environment:
    """The Python of an environment, its packages, and their size in megabytes without weights."""

    python: Path
    packages: int
    megabytes: float


def environment(way: str, folder: Path) -> Environment:
    """The environment of `way` in `folder`, made there where it is not as its requirements say."""
    own = OTHERS / f"{way}.txt"
    requirements = own if own.is_file() else OWN
    wanted = requirements.read_text()
    made, python = folder / way / "requirements.txt", folder / way / "bin/python"
    if not made.is_file() or made.read_text() != wanted:
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder / way], check=True)
        # torch first and alone: asked for together with the rest, pip may take a build for
        # graphics cards.
        [torch] = [line for line in wanted.splitlines() if line.startswith("torch==")]
        for named in ([torch], ["-r", str(requirements)]):
            subprocess.run([python, "-m", "pip", "install", "--quiet", *named], check=True)
        subprocess.run([python, "-m", "pip", "uninstall", "--quiet", "--yes", "pip"], check=True)
        made.write_text(wanted)
    [site] = (folder / way).glob("lib/python*/site-packages")
    sizes = (file.stat().st_size for file in site.rglob("*") if file.suffix != WEIGHTS)
    return Environment(python, len(list(site.glob("*.dist-info"))), sum(sizes) / 1e6)
