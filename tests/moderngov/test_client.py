"""The client asks as it should, and takes nothing that it should not."""

import gzip
import hashlib
import threading
import time
from collections.abc import Callable, Iterator
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

from qa import __version__
from qa.errors import Ceiling, Missing, SiteFailed, SiteRefused
from qa.moderngov.allowed_hosts import AllowedHosts
from qa.moderngov.client import Client
from qa.moderngov.records import Version
from qa.settings import settings

PDF = b"%PDF-1.7\n" + b"words " * 500
Reply = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers with what was laid down for a path: one reply after another, the last for ever."""

    protocol_version = "HTTP/1.1"
    server: "Site"

    def do_GET(self) -> None:
        self.server.asked.append((self.command, self.path, dict(self.headers)))
        replies = self.server.replies.get(self.path, [answer(404)])
        (replies.pop(0) if len(replies) > 1 else replies[0])(self)

    do_HEAD = do_GET

    def log_message(self, *_: object) -> None:
        """Nothing: it would be printed among the tests."""


class Site(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.replies: dict[str, list[Reply]] = {}
        self.asked: list[tuple[str, str, dict[str, str]]] = []

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def paths(self) -> list[str]:
        return [path for _, path, _ in self.asked if path != "/robots.txt"]


def answer(status: int = 200, body: bytes = b"", length: int | None = None, **more: str) -> Reply:
    def reply(to: Handler) -> None:
        to.send_response(status)
        for name, value in more.items():
            to.send_header(name.replace("_", "-"), value)
        to.send_header("Content-Length", str(len(body) if length is None else length))
        to.end_headers()
        if to.command != "HEAD":
            to.wfile.write(body)
        to.close_connection = length is not None

    return reply


def drip(to: Handler) -> None:
    """An answer that comes a byte at a time, for seconds."""
    to.close_connection = True
    to.send_response(200)
    to.end_headers()
    try:
        for _ in range(200):
            to.wfile.write(b"x")
            time.sleep(0.02)
    except OSError:
        return


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Settings without pauses; call it to set more of them."""

    def chosen(**more: object) -> None:
        for name, value in more.items():
            monkeypatch.setenv(f"QA_{name.upper()}", str(value))
        settings.cache_clear()

    chosen(fetch_pause=0, fetch_tries=3, fetch_timeout=5)
    yield chosen
    monkeypatch.undo()
    settings.cache_clear()


@pytest.fixture
def client(site: Site) -> Iterator[Client]:
    with Client(site.base, private=True) as asking:
        yield asking


def test_a_page_comes_as_it_is_and_we_say_who_we_are(
    site: Site, quick: Callable[..., None]
) -> None:
    quick(contact="papers@example.org")
    site.replies["/a"] = [answer(body=gzip.compress(b"<a/>"), Content_Encoding="gzip")]
    with Client(site.base, private=True) as client:
        assert client.page(f"{site.base}/a") == b"<a/>"
        assert client.requests == 2  # robots.txt is one
    assert site.asked[-1][2]["User-Agent"] == f"CouncilPapers/{__version__} (+papers@example.org)"


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("ftp://127.0.0.1/x", "http or https"),
        ("http://me:secret@127.0.0.1/x", "password"),
        ("http://other.example.org/x", "--also other.example.org"),
        ("http://[::1/x", "no web address"),
    ],
)
def test_what_was_not_agreed_to_is_not_asked(
    site: Site, client: Client, address: str, told: str
) -> None:
    assert not client.allows(address)
    with pytest.raises(SiteRefused, match=told):
        client.page(address)
    assert not site.asked


def test_hosts_are_compared_as_the_web_has_them() -> None:
    with Client("https://Papers.Example.org", ("Bücher.example.org.",)) as client:
        assert client.allows("https://papers.example.org./x")
        assert client.allows("https://xn--bcher-kva.example.org/x")
        assert not client.allows("https://papers.example.org.evil.example/x")
        assert not client.allows("https://papers.example.org:8443/x")
        assert not client.allows("https://papers.example.org:22/x")


def test_loopback_is_asked_only_where_it_is_private(site: Site) -> None:
    with Client("http://localhost") as client, pytest.raises(SiteRefused, match="--private"):
        client.page("http://localhost/x")
    assert not site.asked


def test_a_redirect_is_checked_like_any_address(site: Site, client: Client) -> None:
    site.replies["/a"] = [answer(302, Location="http://169.254.169.254/latest")]
    with pytest.raises(SiteRefused, match=r"sends on to 169\.254\.169\.254"):
        client.page(f"{site.base}/a")
    assert site.paths() == ["/a"]


def test_redirects_are_followed_but_not_for_ever(site: Site, client: Client) -> None:
    site.replies["/a"] = [answer(301, Location="b")]
    site.replies["/b"] = [answer(body=b"there")]
    site.replies["/round"] = [answer(302, Location="/round")]
    assert client.page(f"{site.base}/a") == b"there"
    with pytest.raises(SiteFailed, match="without end"):
        client.page(f"{site.base}/round")
    assert site.paths().count("/round") == 6


@pytest.mark.parametrize("after", ["0", formatdate(time.time() - 5, usegmt=True), "soon"])
def test_a_busy_site_is_asked_again(site: Site, client: Client, after: str) -> None:
    site.replies["/a"] = [answer(429, Retry_After=after), answer(503), answer(body=b"now")]
    assert client.page(f"{site.base}/a") == b"now"


def test_a_wait_that_the_site_asks_for_is_kept_and_told(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []
    told: list[str] = []
    site.replies["/a"] = [answer(503, Retry_After="30"), answer(body=b"now")]
    with Client(site.base, private=True, on_wait=told.append) as client:
        monkeypatch.setattr("qa.moderngov.client.time.sleep", slept.append)
        assert client.page(f"{site.base}/a") == b"now"
    assert max(slept) == 30
    assert "30 seconds" in told[0]


@pytest.mark.parametrize("after", ["7200", formatdate(time.time() + 7200, usegmt=True)])
def test_a_wait_too_long_is_told(site: Site, client: Client, after: str) -> None:
    site.replies["/a"] = [answer(503, Retry_After=after)]
    with pytest.raises(SiteFailed, match="not to be asked before"):
        client.page(f"{site.base}/a")
    assert site.paths() == ["/a"]


def test_a_site_that_stays_down_is_told_after_some_tries(site: Site, client: Client) -> None:
    site.replies["/a"] = [answer(500)]
    with pytest.raises(SiteFailed, match="status 500"):
        client.page(f"{site.base}/a")
    assert site.paths() == ["/a"] * 3


@pytest.mark.parametrize(
    ("status", "kind", "told"),
    [(404, Missing, "not there"), (403, SiteFailed, "QA_CONTACT"), (400, SiteFailed, "400")],
)
def test_what_is_denied_is_told_at_once(
    site: Site, client: Client, status: int, kind: type[SiteFailed], told: str
) -> None:
    site.replies["/a"] = [answer(status)]
    with pytest.raises(kind, match=told):
        client.page(f"{site.base}/a")
    assert site.paths() == ["/a"]


def test_a_dropped_paper_is_asked_for_again(site: Site, client: Client, tmp_path: Path) -> None:
    cut = answer(body=PDF[:1500], length=len(PDF))
    site.replies["/a.pdf"] = [cut, answer(body=PDF, ETag='"1"')]
    known = client.download(f"{site.base}/a.pdf", tmp_path / "a.part")
    assert known == Version('"1"', None, hashlib.sha256(PDF).hexdigest())
    assert (tmp_path / "a.part").read_bytes() == PDF


def test_a_paper_that_is_always_dropped_leaves_no_file(
    site: Site, client: Client, tmp_path: Path
) -> None:
    site.replies["/a.pdf"] = [answer(body=PDF[:1500], length=len(PDF))]
    with pytest.raises(SiteFailed, match="no whole answer"):
        client.download(f"{site.base}/a.pdf", tmp_path / "a.part")
    assert not list(tmp_path.iterdir())


def test_a_paper_that_did_not_change_is_not_kept(
    site: Site, client: Client, tmp_path: Path
) -> None:
    site.replies["/a.pdf"] = [answer(304)]
    site.replies["/b.pdf"] = [answer(body=PDF)]
    known = Version('"1"', None, hashlib.sha256(PDF).hexdigest())
    for name in ("a.pdf", "b.pdf"):
        assert client.download(f"{site.base}/{name}", tmp_path / "part", known) is None
        assert site.asked[-1][2]["If-None-Match"] == '"1"'
    assert not list(tmp_path.iterdir())


def test_a_sign_in_page_is_no_paper(site: Site, client: Client, tmp_path: Path) -> None:
    site.replies["/a.pdf"] = [answer(302, Location="/login")]
    site.replies["/login"] = [answer(body=b"<html>Sign in</html>")]
    with pytest.raises(SiteFailed, match="a web page where a paper should be"):
        client.download(f"{site.base}/a.pdf", tmp_path / "part")
    assert not list(tmp_path.iterdir())


def test_what_is_too_large_is_left(
    site: Site, client: Client, tmp_path: Path, quick: Callable[..., None]
) -> None:
    quick(fetch_paper_mb=1)
    site.replies["/told"] = [answer(body=PDF, length=2 << 20)]
    bomb = gzip.compress(PDF + bytes(64 << 20), 1)
    site.replies["/bomb"] = [answer(body=bomb, Content_Encoding="gzip")]
    for name in ("told", "bomb"):
        with pytest.raises(SiteFailed, match="larger than 1 MB"):
            client.download(f"{site.base}/{name}", tmp_path / "part")
    assert client.received < 4 << 20
    assert not list(tmp_path.iterdir())


def test_an_answer_that_drips_is_given_up(
    site: Site, client: Client, monkeypatch: pytest.MonkeyPatch, quick: Callable[..., None]
) -> None:
    quick(fetch_tries=1)
    monkeypatch.setattr("qa.moderngov.client.WHOLE_RESPONSE", 0.1)  # half a second for the whole
    site.replies["/a"] = [drip]
    with pytest.raises(SiteFailed, match=r"timed out|too long"):
        client.page(f"{site.base}/a")
    assert site.paths() == ["/a"]


def test_a_proxy_of_the_environment_is_not_used(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    site.replies["/a"] = [answer(body=b"straight")]
    with Client(site.base, private=True) as client:
        assert client.page(f"{site.base}/a") == b"straight"


def test_a_redirect_from_https_to_http_is_refused() -> None:
    hosts = AllowedHosts("https://papers.example.org", (), private=False)
    with pytest.raises(SiteRefused, match="from https to http"):
        hosts.check_redirect(
            httpx.URL("https://papers.example.org/a"), "http://papers.example.org/a"
        )


def test_a_run_stops_at_its_ceilings(
    site: Site, client: Client, quick: Callable[..., None]
) -> None:
    site.replies["/a"] = [answer(body=bytes(2 << 20))]
    quick(fetch_mb=1)
    with pytest.raises(Ceiling, match="QA_FETCH_MB"):
        client.page(f"{site.base}/a")
    quick(fetch_requests=2)
    with pytest.raises(Ceiling, match="QA_FETCH_REQUESTS"):
        client.page(f"{site.base}/a")
    assert site.paths() == ["/a"]


def test_robots_txt_is_obeyed(site: Site) -> None:
    rules = b"User-agent: *\nDisallow: /*/private*.pdf$\nCrawl-delay: 0.2\n"
    site.replies["/robots.txt"] = [answer(body=rules)]
    site.replies["/a"] = [answer(body=b"yes")]
    began = time.monotonic()
    with Client(site.base, private=True) as client:
        assert client.page(f"{site.base}/a") == client.page(f"{site.base}/a") == b"yes"
        with pytest.raises(SiteRefused, match=r"robots\.txt"):
            client.page(f"{site.base}/x/private-1.pdf")
    assert time.monotonic() - began >= 0.4
    assert site.paths() == ["/a", "/a"]
    assert len(site.asked) == 3  # robots.txt was asked for once


def test_a_site_whose_robots_txt_fails_is_not_asked(site: Site, client: Client) -> None:
    site.replies["/robots.txt"] = [answer(503)]
    for _ in range(2):
        with pytest.raises(SiteFailed, match=r"Without its robots\.txt"):
            client.page(f"{site.base}/a")
    assert [path for _, path, _ in site.asked] == ["/robots.txt"] * 3


def test_a_size_is_told_where_the_site_tells(site: Site, client: Client) -> None:
    site.replies["/a"] = [answer(body=PDF)]
    site.replies["/b"] = [answer(405)]
    assert client.size(f"{site.base}/a") == len(PDF)
    assert client.size(f"{site.base}/b") is None
