"""The command that serves the page by several processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import Annotated

import typer

from qa.errors import InputRefused
from qa.settings import PROJECT, settings
from qa.terminal.output.screen import say

LOOK = 0.5  # seconds between two looks at whether all processes are there
PAUSE = 5.0  # seconds before one that has ended is started again
PATIENCE = 30.0  # seconds in which a process may finish what it is doing


def serve(
    processes: Annotated[
        int, typer.Option(min=1, max=64, help="Processes, each at a port of its own.")
    ] = 1,
    port: Annotated[
        int, typer.Option(min=1, max=65535, help="Port of the first; the others follow.")
    ] = 8501,
    address: Annotated[str, typer.Option(help="Address that they listen to.")] = "localhost",
) -> None:
    """Serve the page by one or more processes, over one library.

    A web server in front sends each visitor to the same process: qa/deployment/nginx.conf. The
    number of open pages that QA_VISITORS allows is divided among them.
    """
    if port + processes > 65536:
        raise InputRefused("There are not as many ports after this one. Choose a smaller --port.")
    shared = {"QA_VISITORS": str(-(-settings().visitors // processes))}
    ports = range(port, port + processes)
    started = {one: _start(one, address, shared) for one in ports}
    say(f"Serving at {', '.join(f'http://{address}:{one}' for one in ports)}. Stop with Ctrl+C.")
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _leave)
    ended: dict[int, float] = {}
    try:
        while True:
            time.sleep(LOOK)
            for one, process in started.items():
                if process.poll() is None:
                    continue
                since = ended.setdefault(one, time.monotonic())
                if time.monotonic() - since >= PAUSE:
                    say(f"The process at port {one} had ended. It is started again.")
                    del ended[one]
                    started[one] = _start(one, address, shared)
    finally:
        _stop(list(started.values()))


def _start(port: int, address: str, shared: dict[str, str]) -> subprocess.Popen[bytes]:
    options = {"server.port": port, "server.address": address, "server.headless": "true"}
    command = [sys.executable, "-m", "streamlit", "run", str(PROJECT / "app.py")]
    command += [f"--{name}={value}" for name, value in options.items()]
    # Signals are for this process, which passes them on.
    return subprocess.Popen(
        command, cwd=PROJECT, env={**os.environ, **shared}, start_new_session=True
    )


def _stop(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        process.terminate()
    until = time.monotonic() + PATIENCE
    for process in processes:
        try:
            process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()


def _leave(number: int, _: object) -> None:
    raise typer.Exit(0 if number == signal.SIGTERM else 130)
