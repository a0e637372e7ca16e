"""The files that put the service on a network name what is there, and give nobody too much."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from configparser import RawConfigParser
from contextlib import suppress

import httpx
import pytest

from qa.settings import PROJECT, Settings

FOLDER = PROJECT / "qa/deployment"
HARDENED = (
    "NoNewPrivileges",
    "ProtectHome",
    "ProtectKernelTunables",
    "PrivateTmp",
    "PrivateDevices",
    "RestrictNamespaces",
    "LockPersonality",
    "DynamicUser",
)


def copies(steps: list[list[str]]) -> list[str]:
    """The paths in the project of what is copied into the container."""
    return [name for word, rest in steps if word == "COPY" for name in rest.split()[:-1]]


def test_what_the_container_is_made_of_is_sent_to_who_builds_it_and_little_else() -> None:
    lines = re.sub(r"\\\n", " ", (FOLDER / "Containerfile").read_text("utf-8")).splitlines()
    steps = [line.split(maxsplit=1) for line in lines if line and line[0].isupper()]
    sent = (FOLDER / "Containerfile.dockerignore").read_text("utf-8").splitlines()
    assert "*" in sent and {f"!{name}" for name in copies(steps)} == {
        line for line in sent if line.startswith("!")
    }


def test_what_is_installed_there_refers_to_no_other_file() -> None:
    lock = (PROJECT / ".ci/lock.txt").read_text("utf-8").splitlines()
    assert not [line for line in lock if line.startswith(("-r", "-c"))]
    torch = [line for line in lock if line.startswith("torch==")]
    assert len(torch) == 1 and re.match(r"torch==[0-9.]+ \\", torch[0])


def test_the_container_is_made_of_what_is_there_and_runs_as_nobody_special() -> None:
    lines = re.sub(r"\\\n", " ", (FOLDER / "Containerfile").read_text("utf-8")).splitlines()
    steps = [line.split(maxsplit=1) for line in lines if line and line[0].isupper()]
    assert steps[0][0] == "FROM" and ":latest" not in steps[0][1]
    for word, rest in steps:
        if word == "RUN":
            installed = re.findall(r" -r (\S+)", rest)
            assert all(any(one in copied for copied in copies(steps)) for one in installed), rest
        if word == "COPY":
            assert all((PROJECT / name).exists() for name in rest.split()[:-1]), rest
        if word == "ADD":
            raise AssertionError("what is added is not checked: COPY it")
    assert ["USER", "papers"] in steps and steps[-1][0] == "CMD"
    assert [word for word, _ in steps].index("USER") > max(
        at for at, (word, _) in enumerate(steps) if word == "RUN"
    )


def builder() -> str:
    """What builds containers here. Skips the test where there is nothing, or it does not work."""
    for found in filter(None, map(shutil.which, ("podman", "docker"))):
        if subprocess.run([found, "info"], capture_output=True, timeout=60).returncode == 0:
            return found
    pytest.skip("no podman, and no docker whose service runs: the container is not built")


def test_the_container_is_built_and_answers() -> None:
    program, file = builder(), str(FOLDER / "Containerfile")
    name = f"council-papers-{os.getpid()}"
    ignored = ["--ignorefile", f"{file}.dockerignore"] if "podman" in program else []
    subprocess.run([program, "build", *ignored, "-f", file, "-t", name, str(PROJECT)], check=True)
    started = [program, "run", "--detach", "--rm", "--publish", "127.0.0.1::8501", "--name", name]
    papers = f"{PROJECT / 'corpus'}:/papers:ro"
    try:
        subprocess.run([*started, "--volume", papers, name], check=True)
        subprocess.run(
            [program, "exec", name, "python", "-m", "qa", "index", "/papers"], check=True
        )
        told = subprocess.run([program, "port", name, "8501"], check=True, capture_output=True)
        address = f"http://{told.stdout.decode().split()[-1]}"
        for _ in range(240):
            with suppress(httpx.HTTPError):
                if httpx.get(f"{address}/healthz").status_code == 200:
                    break
            time.sleep(0.5)
        asked = httpx.get(f"{address}/api/ask", params={"q": "how many bus passes were renewed?"})
        assert asked.json()["status"] == "answered"
    finally:
        subprocess.run([program, "rm", "--force", name], check=False)


def test_the_unit_starts_a_command_there_is_and_is_hardened() -> None:
    unit = RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(FOLDER / "council-papers.service", "utf-8")
    service = unit["Service"]
    assert "-m qa serve --processes" in service["ExecStart"]
    assert all(service[name] == "yes" for name in HARDENED)
    assert service["CapabilityBoundingSet"] == "" and service["ProtectSystem"] == "strict"
    if analyse := shutil.which("systemd-analyze"):
        subprocess.run([analyse, "verify", FOLDER / "council-papers.service"], check=False)


@pytest.mark.parametrize(
    "name", ["README.md", "council-papers.service", "Containerfile", "nginx.conf", "Caddyfile"]
)
def test_the_settings_that_are_named_exist(name: str) -> None:
    named = set(re.findall(r"\bQA_([A-Z_]+)\b", (FOLDER / name).read_text("utf-8")))
    assert named <= {field.upper() for field in Settings.model_fields}
