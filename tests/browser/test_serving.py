"""The service behind each web server that it is documented with, by two processes."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import pytest

from qa.library.library import Library
from qa.settings import PROJECT
from tests.benchmarks.visit import Visit

DEPLOYMENT = PROJECT / "qa/deployment"
NAME = "papers.example.gov.uk"
RATE = 12  # requests a minute of one address
QUESTION = "how many bus passes were renewed?"
HTML = {"Accept": "text/html", "Host": NAME}


def free_ports(number: int) -> int:
    """The first of so many ports in a row that nothing listens to."""
    for first in range(21000, 60000, 10):
        try:
            for port in range(first, first + number):
                with socket.socket() as tried:
                    tried.bind(("127.0.0.1", port))
        except OSError:
            continue
        return first
    raise LookupError("no ports are free")


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until a process answers that it is ready."""
    for _ in range(480):
        assert process.poll() is None, "the service ended"
        try:
            if httpx.get(f"http://127.0.0.1:{port}/healthz").status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.25)
    raise AssertionError("the service was not ready within two minutes")


@contextmanager
def serving(library: Path, folder: Path) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """The first of the two ports at which it is served, and the process that sees to both."""
    first = free_ports(2)
    command = [sys.executable, "-m", "qa", "serve", "--processes", "2", "--port", str(first)]
    chosen = {"QA_INDEX": str(library), "QA_PROXIES": "127.0.0.1", "QA_HOSTS": NAME}
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            command,
            cwd=PROJECT,
            env={**os.environ, **chosen, "QA_RATE": str(RATE), "QA_METRICS": "true"},
            stdout=log,
            stderr=log,
        )
    try:
        for port in (first, first + 1):
            wait_for(port, process)
        yield first, process
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0


def program(name: str, of: str) -> str:
    """The path of a program. Skips the test where there is none."""
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    if found is None:
        pytest.skip(f"no {name}: install Debian's {of}")
    return found


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for the name, which nobody trusts, and its key."""
    key, made = folder / "key.pem", folder / "certificate.pem"
    command = [program("openssl", "openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes"]
    command += ["-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}", "-days", "2"]
    subprocess.run([*command, "-keyout", key, "-out", made], check=True, capture_output=True)
    return made, key


def shipped(name: str, folder: Path, first: int, **also: str) -> str:
    """The configuration as it is shipped, but for its paths and ports."""
    text, (made, key) = (DEPLOYMENT / name).read_text("utf-8"), certificate(folder)
    here = {
        "/etc/ssl/council-papers/fullchain.pem": str(made),
        "/etc/ssl/council-papers/key.pem": str(key),
        "127.0.0.1:8501": f"127.0.0.1:{first}",
        "127.0.0.1:8502": f"127.0.0.1:{first + 1}",
        **also,
    }
    for there, instead in here.items():
        assert there in text
        text = text.replace(there, instead)
    return text


def nginx(folder: Path, first: int, port: int) -> list[str]:
    """The command that starts nginx."""
    found = program("nginx", "nginx-light")
    site = shipped(
        "nginx.conf",
        folder,
        first,
        **{
            "/var/log/nginx/council-papers.log": str(folder / "web.log"),
            "listen 443 ssl": f"listen 127.0.0.1:{port} ssl",
            "listen 80": f"listen 127.0.0.1:{port + 1}",
        },
    )
    (folder / "site.conf").write_text(site)
    temporary = "".join(
        f"{one}_temp_path {folder}/{one};\n"
        for one in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/errors;\n"
        f"events {{}}\nhttp {{ {temporary} include {folder}/site.conf; }}\n"
    )
    return [found, "-p", str(folder), "-c", str(folder / "nginx.conf")]


def caddy(folder: Path, first: int, port: int) -> list[str]:
    """The command that starts Caddy."""
    found = program("caddy", "caddy")
    site = shipped(
        "Caddyfile",
        folder,
        first,
        **{
            "/var/log/caddy/council-papers.log": str(folder / "web.log"),
            "{\n\tservers {": f"{{\n\tadmin off\n\thttps_port {port}\n\thttp_port {port + 1}\n"
            "\tservers {",
            f"\n{NAME} {{": f"\n{NAME}, 127.0.0.1 {{",  # by which the tests ask for another name
        },
    )
    (folder / "Caddyfile").write_text(site)
    return [found, "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


def any_certificate() -> ssl.SSLContext:
    """TLS with a server whose certificate nobody has signed."""
    trusted = ssl.create_default_context()
    trusted.check_hostname, trusted.verify_mode = False, ssl.CERT_NONE
    return trusted


@contextmanager
def in_front(which: str, folder: Path, first: int) -> Iterator[int]:
    """The port of a web server in front, for TLS; that without is the next."""
    port = free_ports(2)
    command = {"nginx": nginx, "caddy": caddy}[which](folder, first, port)
    with (folder / "errors of it").open("w") as log:
        process = subprocess.Popen(command, stderr=log, env={**os.environ, "HOME": str(folder)})
    try:
        for _ in range(300):
            with (
                suppress(OSError),  # Caddy listens before it has made its certificate
                socket.create_connection(("127.0.0.1", port), 5) as plain,
                any_certificate().wrap_socket(plain, server_hostname="127.0.0.1"),
            ):
                break
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def service(
    request: pytest.FixtureRequest, samples: Library, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[int, int, subprocess.Popen[bytes], Path]]:
    """The port of the web server in front, the first of the service, its process, and the folder
    of the logs."""
    folder = tmp_path_factory.mktemp("served")
    folder.chmod(0o755)  # nginx's own processes are another user's
    program(request.param, {"nginx": "nginx-light"}.get(request.param, request.param))
    with (
        serving(samples.folder, folder) as (first, process),
        in_front(request.param, folder, first) as port,
    ):
        yield port, first, process, folder


@pytest.fixture
def client(service: tuple[int, int, object, Path]) -> Iterator[httpx.Client]:
    """A browser's requests, by TLS."""
    with httpx.Client(
        base_url=f"https://127.0.0.1:{service[0]}", verify=False, headers=HTML
    ) as one:
        yield one


def test_the_page_comes_by_tls_with_cookies_that_stay_on_it(client: httpx.Client) -> None:
    page = client.get("/")
    assert page.status_code == 200 and "max-age" in page.headers["strict-transport-security"]
    cookie = page.headers["set-cookie"]
    assert "; Secure" in cookie and "; HttpOnly" in cookie


def test_without_tls_one_is_sent_to_it(service: tuple[int, int, object, Path]) -> None:
    found = httpx.get(f"http://127.0.0.1:{service[0] + 1}/decisions?from=2023-01-01", headers=HTML)
    assert found.status_code == 308
    assert found.headers["location"] == f"https://{NAME}/decisions?from=2023-01-01"


def test_another_name_is_not_answered(client: httpx.Client) -> None:
    found = client.get("/", headers={"Host": "evil.example"})
    assert found.status_code == 421 or not found.content  # Caddy says nothing at all


def test_a_question_is_answered_through_it_by_the_page_and_by_the_api(
    service: tuple[int, int, object, Path], client: httpx.Client
) -> None:
    trusted = any_certificate()

    async def asked() -> tuple[str, float]:
        address = f"https://127.0.0.1:{service[0]}"
        async with Visit(address, "198.51.100.1", host=NAME, tls=trusted) as visit:
            return await visit.ask(QUESTION)

    assert asyncio.run(asked())[0] == "answered"
    [first, *_] = client.get("/api/ask", params={"q": QUESTION}).json()["citations"]
    file = first["links"]["pdf"].partition("#")[0]
    picture = f"/{file.removesuffix('.pdf')}/{first['pdf_page']}.png"
    assert client.get(picture).headers["content-type"].startswith("image/")
    pdf = client.get(f"/{file}")
    assert pdf.content.startswith(b"%PDF") and pdf.headers["cache-control"] == "private, no-cache"


def test_an_address_that_a_client_claims_is_not_believed(client: httpx.Client) -> None:
    found = [
        client.get("/api/papers", headers={"X-Forwarded-For": f"198.51.100.{n}"}).status_code
        for n in range(RATE + 2)
    ]
    assert 429 in found


def said(port: int, sent: bytes) -> bytes:
    """All that the web server in front says on one connection by TLS until it ends that."""
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    came = b""
    plain = socket.create_connection(("127.0.0.1", port), timeout=20)
    with trusting.wrap_socket(plain, server_hostname=NAME) as mine, suppress(OSError):
        mine.sendall(sent)
        while part := mine.recv(65536):
            came += part
    return came


HEAD = f" HTTP/1.1\r\nHost: {NAME}\r\n".encode()
LENGTH, CHUNKED = b"Content-Length: ", b"Transfer-Encoding:"
HIDDEN = b"GET /metrics HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 192.0.2.1\r\n\r\n"


@pytest.mark.parametrize(
    "sent",
    [
        b"POST /"
        + HEAD
        + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
        + HIDDEN,
        b"POST /" + HEAD + b"Transfer-Encoding: xchunked\r\nContent-Length: 0\r\n\r\n" + HIDDEN,
        b"POST /" + HEAD + b"Transfer-Encoding:\x0bchunked\r\nContent-Length: 0\r\n\r\n" + HIDDEN,
        b"POST /" + HEAD + b"Content-Length: 0\r\nContent-Length: 99\r\n\r\n" + HIDDEN,
        b"POST /" + HEAD + b"Content-Length: 0, 99\r\n\r\n" + HIDDEN,
        b"GET /" + HEAD + b"Content-Length: 99\r\nConnection: Content-Length\r\n\r\n" + HIDDEN,
        b"GET /_stcore/stream" + HEAD + b"Upgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Version: 777\r\nSec-WebSocket-Key: x\r\n\r\n" + HIDDEN,
        b"GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n"
        + HIDDEN,
    ],
    ids=range(8),
)
def test_no_second_request_is_hidden_in_a_first(
    service: tuple[int, int, object, Path], sent: bytes
) -> None:
    came = said(service[0], sent)
    assert b"council_papers_" not in came and b"process_" not in came
    assert came.startswith((b"HTTP/1.1 4", b"HTTP/1.1 5", b"HTTP/1.1 2", b"HTTP/1.1 3")) or not came


@pytest.mark.parametrize(
    "path",
    [
        "/metrics",
        "//metrics",
        "/%6detrics",
        "/./metrics",
        "/x/../metrics",
        "/x/..%2fmetrics",
        "/healthz",
        "/%68ealthz",
        "//healthz",
        "/_stcore/metrics",
        "/_stcore//metrics",
        "/_stcore/%6detrics",
        "/_stcore/x/../metrics",
    ],
)
def test_no_way_of_writing_an_address_leads_to_what_is_for_the_keeper(
    service: tuple[int, int, object, Path], path: str
) -> None:
    came = said(service[0], f"GET {path}".encode() + HEAD + b"Connection: close\r\n\r\n")
    assert b"council_papers_" not in came and b'"status"' not in came and b"process_" not in came


def test_what_is_for_the_keeper_is_not_passed_on(
    service: tuple[int, int, object, Path], client: httpx.Client
) -> None:
    assert client.get("/healthz").status_code == 404
    assert client.get("/_stcore/metrics").status_code == 404
    for port in (service[1], service[1] + 1):
        assert httpx.get(f"http://127.0.0.1:{port}/healthz").json()["status"] == "ready"


def test_no_question_stands_in_the_log_of_the_web_server(
    service: tuple[int, int, object, Path], client: httpx.Client
) -> None:
    client.get("/", params={"q": "what became of the quicksilver lantern?"})
    client.get("/api/ask", params={"q": "what became of the quicksilver lantern?"})
    logged = (service[3] / "web.log").read_text()
    assert "/api/ask" in logged and "quicksilver" not in logged


def test_a_process_that_ends_is_started_again(
    service: tuple[int, int, subprocess.Popen[bytes], Path],
) -> None:
    _, first, process, folder = service
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    [killed] = [
        one for one in children if f"={first}".encode() in Path(f"/proc/{one}/cmdline").read_bytes()
    ]
    os.kill(int(killed), signal.SIGKILL)
    time.sleep(2)
    wait_for(first, process)
    assert re.search(f"port {first} had ended", (folder / "log").read_text())
