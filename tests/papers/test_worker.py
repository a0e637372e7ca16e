"""A process that opens papers: whatever becomes of it, the next call is answered."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from qa.errors import UnreadablePaper
from qa.papers.picture import picture
from qa.papers.worker import Busy, Worker

ROOT = Path(__file__).parents[2]
SAMPLE = next(ROOT.glob("corpus/*/*.pdf"))
REMEDY = "Open the file in a PDF viewer"
MAIN = """
import pathlib, sys
from qa.papers.worker import Worker
from tests.papers.test_worker import spin
print("begun", flush=True)
worker = Worker(seconds=float(sys.argv[1]), megabytes=1024)
print(worker.call(int, "42"), flush=True)
print(worker.call(__import__("os").getpid), flush=True)
if len(sys.argv) > 2:
    worker.call(spin)
"""


def spin() -> None:
    """Never return, nor let another thread of Python's have a turn for long."""
    while True:
        pass


def eat() -> int:
    """Take more memory than there is."""
    held = []
    while True:
        held.append(bytearray(64 << 20))


def refuse() -> None:
    raise UnreadablePaper("It is locked.", "Ask for the open copy.")


def loud() -> str:
    """Say on the standard output what nobody asked for."""
    print("Warning: bad xref")
    os.write(1, b"Warning: bad xref\n")
    return "quiet"


@pytest.fixture
def worker() -> Iterator[Worker]:
    worker = Worker(seconds=30, megabytes=1024)
    yield worker
    worker.close()


@pytest.fixture
def hasty() -> Iterator[Worker]:
    worker = Worker(seconds=0.3, megabytes=1024)
    yield worker
    worker.close()


def test_it_is_another_process_and_stays_the_same_one(worker: Worker) -> None:
    assert worker.call(os.getpid) == worker.call(os.getpid) != os.getpid()


def test_arguments_and_answers_go_there_and_back(worker: Worker) -> None:
    assert worker.call(sorted, [3, 1, 2], reverse=True) == [3, 2, 1]
    assert worker.call(picture, SAMPLE, 1, 800) == picture(SAMPLE, 1, 800)


def test_what_takes_too_long_is_ended_and_the_next_call_answered(hasty: Worker) -> None:
    with pytest.raises(UnreadablePaper, match=rf"takes more than 0\.3 seconds.*{REMEDY}"):
        hasty.call(spin)
    with pytest.raises(UnreadablePaper, match="seconds"):
        hasty.call(time.sleep, 60)
    assert hasty.call(int, "42") == 42


def test_a_process_that_breaks_off_costs_one_answer(worker: Worker) -> None:
    with pytest.raises(UnreadablePaper, match=rf"damaged.*{REMEDY}"):
        worker.call(os._exit, 3)
    with pytest.raises(UnreadablePaper, match="damaged"):
        worker.call(os.abort)
    assert worker.call(int, "42") == 42


def test_one_that_was_ended_between_two_calls_costs_none(worker: Worker) -> None:
    number = worker.call(os.getpid)
    os.kill(number, 9)
    while not gone(number):
        time.sleep(0.01)
    assert worker.call(int, "42") == 42


@pytest.mark.skipif(sys.platform != "linux", reason="this system does not limit memory")
def test_what_takes_too_much_memory_is_refused_and_the_next_call_answered(worker: Worker) -> None:
    with pytest.raises(UnreadablePaper, match=rf"more than 1024 MB of memory.*{REMEDY}"):
        worker.call(eat)
    assert worker.call(int, "42") == 42


def test_what_cannot_be_read_is_told_with_its_reason_and_remedy(worker: Worker) -> None:
    with pytest.raises(UnreadablePaper) as refused:
        worker.call(refuse)
    assert (refused.value.reason, refused.value.remedy) == (
        "It is locked.",
        "Ask for the open copy.",
    )


def test_a_mistake_of_the_program_is_told_in_the_log(
    worker: Worker, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(UnreadablePaper, match="damaged"):
        worker.call(divmod, 1, 0)
    assert "ZeroDivisionError" in capfd.readouterr().err
    assert worker.call(int, "42") == 42


def test_what_a_library_prints_is_no_answer(
    worker: Worker, capfd: pytest.CaptureFixture[str]
) -> None:
    assert worker.call(loud) == "quiet"
    worker.close()
    said = capfd.readouterr()
    assert (said.out, said.err.count("bad xref")) == ("", 2)


def test_many_threads_each_get_their_own_answer(worker: Worker) -> None:
    with ThreadPoolExecutor(16) as threads:
        assert list(threads.map(lambda n: worker.call(abs, -n), range(200))) == list(range(200))


def test_who_would_wait_too_long_is_told_to_come_again() -> None:
    worker = Worker(seconds=30, megabytes=1024, patience=0.1)
    with ThreadPoolExecutor() as threads:
        worker.call(int, "42")
        first = threads.submit(worker.call, time.sleep, 1)
        while not worker._turn.locked():
            time.sleep(0.01)
        with pytest.raises(Busy, match="Try again in a moment"):
            worker.call(int, "42")
        first.result()
    worker.close()


def test_once_closed_it_is_gone_until_it_is_called(worker: Worker) -> None:
    number = worker.call(os.getpid)
    worker.close()
    assert gone(number)
    assert worker.call(os.getpid) != number


def test_it_starts_without_what_it_does_not_need(worker: Worker) -> None:
    loaded = "set(__import__('sys').modules)"
    heavy = {"streamlit", "torch", "numpy", "faiss", "PIL", "pypdfium2", "pypdf"}
    assert not worker.call(eval, loaded) & heavy
    worker.call(picture, SAMPLE, 1, 800)
    assert worker.call(eval, loaded) & heavy == {"PIL", "pypdfium2"}


@pytest.mark.parametrize("busy", [False, True])
def test_it_runs_no_main_module_again_and_ends_with_who_called_it(
    tmp_path: Path, busy: bool
) -> None:
    main = tmp_path / "main.py"
    main.write_text(MAIN)
    asking = subprocess.Popen(
        [sys.executable, str(main), "2", *(["busy"] if busy else [])],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert asking.stdout
    begun, answer, number = (asking.stdout.readline().strip() for _ in range(3))
    assert (begun, answer) == ("begun", "42")
    asking.kill()
    asking.communicate()
    ends = time.monotonic() + 30
    while not gone(int(number)):
        assert time.monotonic() < ends
        time.sleep(0.05)


def gone(process: int) -> bool:
    """Whether there is no such process now, or only its remains."""
    try:
        os.kill(process, 0)
    except OSError:
        return True
    stat = Path(f"/proc/{process}/stat")
    return stat.exists() and stat.read_text().rsplit(")", 1)[1].split()[0] == "Z"
