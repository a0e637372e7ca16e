"""A process that opens papers: whatever becomes of it, the next call is answered."""

from __future__ import annotations

import json
import os
import pickle
import re
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from qa.errors import ProgramFault, UnreadablePaper
from qa.papers.pages.picture import picture
from qa.papers.pages.run import Run
from qa.papers.pages.worker import Busy, TooMuch, Worker

ROOT = Path(__file__).parents[3]
SAMPLE = next(ROOT.glob("corpus/*/*.pdf"))
REMEDY = "Open the file in a PDF viewer"
# The files that a process has open, by name, where /proc tells.
OPEN = '[__import__("os").path.realpath(f"/proc/self/fd/{n}") for n in range(64)]'
MAIN = """
import pathlib, sys
from qa.papers.pages.worker import Worker
from tests.papers.pages.test_worker import spin
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
    with pytest.raises(UnreadablePaper, match="takes more than 3 seconds"):
        hasty.call(time.sleep, 60)
    assert hasty.call(int, "42") == 42


@pytest.mark.skipif(sys.platform == "win32", reason="this system does not count time")
def test_waiting_for_others_is_no_time_that_a_paper_takes(hasty: Worker) -> None:
    """On a busy machine a process mostly waits for its turn."""
    assert hasty.call(time.sleep, 1) is None
    assert hasty.used < 0.3
    for _ in range(8):  # each call has its own time, however many there were
        assert hasty.call(sum, range(2_000_000)) == 1_999_999_000_000
    assert hasty.used > 0


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


def test_a_fault_of_the_program_is_named_as_one_and_logged_without_the_papers_words(
    worker: Worker, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(ProgramFault, match=r"fault in this program, not of the paper.*report it"):
        worker.call(int, "Exempt \x1b[31mreport")
    [logged] = caplog.messages
    assert re.fullmatch(r"A fault.*: 'ValueError at qa/papers/pages/worker\.py:\d+'", logged)
    assert worker.call(int, "42") == 42


def test_a_fault_names_the_line_of_this_program_that_it_came_through(
    worker: Worker, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(ProgramFault) as raised:
        worker.call(picture, SAMPLE, 1, "800")  # type: ignore[arg-type]
    assert re.fullmatch(r"TypeError at qa/papers/pages/picture\.py:\d+", raised.value.place)
    with pytest.raises(ProgramFault) as raised:
        worker.call(json.loads, "Exempt report")
    found = r"JSONDecodeError at qa/papers/pages/worker\.py:\d+ at decoder\.py:\d+"
    assert re.fullmatch(found, raised.value.place)


def test_what_a_library_prints_is_no_answer_and_nobody_sees_it(
    worker: Worker, capfd: pytest.CaptureFixture[str]
) -> None:
    assert worker.call(loud) == "quiet"
    worker.close()
    assert capfd.readouterr() == ("", "")


def test_it_knows_no_secret_of_the_service(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QA_PASSPHRASE_HASH", "secret")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    worker = Worker(seconds=30, megabytes=1024)
    assert "secret" not in worker.call(eval, "[*__import__('os').environ.values()]")
    worker.close()


def test_it_has_no_file_open_of_the_process_that_asks(worker: Worker, tmp_path: Path) -> None:
    with (tmp_path / "secret").open("w") as file:
        os.set_inheritable(file.fileno(), True)
        found = worker.call(eval, OPEN)
    assert not [name for name in found if "secret" in name]


@pytest.mark.skipif(sys.platform == "win32", reason="this system does not limit files")
def test_it_writes_no_file(worker: Worker, tmp_path: Path) -> None:
    file = tmp_path / "left.txt"
    with pytest.raises(ProgramFault):
        worker.call(Path.write_text, file, "words")
    assert not file.exists() or not file.read_text()
    assert worker.call(int, "42") == 42


class Attack:
    """Pickled, it runs a command where it is read."""

    def __init__(self, *what: Any) -> None:
        self.what = what

    def __reduce__(self) -> Any:
        return self.what


@dataclass(frozen=True, slots=True)
class Fake:
    """A record, but none of papers."""


def framed(answer: bytes) -> bytes:
    return struct.pack(">Q", len(answer)) + answer


def named(module: str, name: str, rest: bytes = b"") -> bytes:
    """An answer that names something to be found, and does something with it."""
    return b"\x80\x04\x8c\x05value\x8c%c%b\x8c%c%b\x93%b\x86." % (
        len(module),
        module.encode(),
        len(name),
        name.encode(),
        rest,
    )


ANSWERS = {
    "runs a command": framed(pickle.dumps(("value", Attack(os.system, ("touch harmed",))))),
    "evaluates words": framed(pickle.dumps(("value", Attack(eval, ("1 + 1",))))),
    "imports a module": framed(named("antigravity", "fly")),
    "is a record of tests": framed(pickle.dumps(("value", Fake()))),
    "is a setting": framed(named("qa.settings", "Settings", b")\x81")),
    "reaches through a record": framed(named("qa.papers.pages.line", "Line.__init__.__globals__")),
    "is a function beside records": framed(named("qa.papers.reader", "paper", b")R")),
    "is a module beside records": framed(named("qa.papers.pages.worker", "os")),
    "changes a class": framed(
        named("qa.papers.pages.run", "Run", b"N}\x8c\x05chars\x8c\x00s\x86b")
    ),
    "names nothing there is": framed(named("qa.papers.nothing", "Nothing")),
    "is longer than all memory": struct.pack(">Q", 2**63) + b"x",
    "holds more than all memory": framed(b"\x80\x04\x8e" + struct.pack("<Q", 2**62) + b"."),
    "is cut short": framed(pickle.dumps(("value", "42")))[:-3],
    "has no end": framed(pickle.dumps(("value", "42"))[:-1]),
    "is no pickle": framed(b"\xff" * 99),
    "is one value": framed(pickle.dumps("value")),
    "is of no kind": framed(pickle.dumps(("other", "42"))),
    "has no reason": framed(pickle.dumps(("unreadable", (1, ["x"])))),
    "has too much of nothing": framed(pickle.dumps(("too much", None))),
}


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_an_answer_that_would_do_harm_is_none(
    answer: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "answer").write_bytes(answer)
    before = vars(Run).copy()
    worker = taken_over(monkeypatch, "sys.stdout.buffer.write(open('answer', 'rb').read())")
    with pytest.raises(UnreadablePaper, match="damaged"):
        worker.call(int, "42")
    worker.close()
    assert "antigravity" not in sys.modules
    assert vars(Run).copy() == before
    assert [path.name for path in tmp_path.iterdir()] == ["answer"]


def test_an_answer_as_deep_as_can_be_harms_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    deep = b"b'\\x80\\x04\\x8c\\x05value' + b']' * 10**6 + b'a' * (10**6 - 1) + b'\\x86.'"
    say = f"a = {deep.decode()}; sys.stdout.buffer.write(len(a).to_bytes(8, 'big') + a)"
    worker = taken_over(monkeypatch, say)
    assert worker.call(list)
    worker.close()


def test_one_that_does_not_end_itself_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.papers.pages.worker.GRACE", 0.1)
    worker = taken_over(monkeypatch, "time.sleep(600)")
    worker._seconds = 0.2
    with pytest.raises(TooMuch, match="more than 2 seconds"):
        worker.call(int, "42")
    worker.close()


def taken_over(monkeypatch: pytest.MonkeyPatch, does: str) -> Worker:
    """A worker in which a paper has come to rule, and does as it likes."""
    code = f"import sys, time; sys.stdin.buffer.read(1); {does}; sys.stdout.flush()"

    def started(_: Worker) -> subprocess.Popen[bytes]:
        pipe = subprocess.PIPE
        return subprocess.Popen([sys.executable, "-c", code], stdin=pipe, stdout=pipe)

    monkeypatch.setattr(Worker, "_start", started)
    return Worker(seconds=30, megabytes=1024)


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
    assert worker.call(eval, loaded) & heavy == {"PIL", "numpy", "pypdfium2"}


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
