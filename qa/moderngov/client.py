"""The client that requests pages and papers from a council's site, politely and safely."""

from __future__ import annotations

import hashlib
import os
import re
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt
from tenacity.wait import wait_exponential_jitter

from qa import __version__
from qa.errors import Ceiling, Missing, SiteFailed, SiteRefused
from qa.moderngov import content, robots
from qa.moderngov.allowed_hosts import AllowedHosts
from qa.moderngov.body import MEGABYTE, announced_size, decompressed
from qa.moderngov.network import GuardedNetwork
from qa.moderngov.opening import opened
from qa.moderngov.records import Version
from qa.moderngov.robots import Robots
from qa.moderngov.status import Denied, TemporaryFailure, check_status
from qa.network import CheckedTransport
from qa.papers.file_name import ending_of
from qa.papers.pages import signature
from qa.papers.pages.signature import PDF, WITHIN
from qa.settings import settings

MAX_REDIRECTS = 5
# A whole response may take so many times as long as the site may be silent within it.
WHOLE_RESPONSE = 10
LONG_WAIT = 2.0  # seconds; longer waits are announced
MAX_BACK_OFF = 60.0  # seconds
MAX_PAGE = 32 * MEGABYTE  # bytes of a page of the web service, decompressed
NO_VERSION = Version()
Taken = TypeVar("Taken")


def user_agent() -> str:
    """How the program names itself to a site, with the address of whoever runs it."""
    contact = re.sub(r"[()\\]", "", settings().contact).strip()
    by = f"+{contact}" if contact else "no contact set"
    return f"{robots.PRODUCT}/{__version__} ({by})"


class Client:
    """Requests pages and papers of one council, one at a time, with a pause between requests, as
    robots.txt and the settings allow.

    `site` is the base address; `hosts` are further hosts that the person agreed to; `private`
    allows addresses that are not on the public internet; `on_wait` is told of long waits.
    `requests` counts the requests made so far, and `received` the bytes.

    Each request raises `SiteRefused` for what may not be asked, `Missing` for what is not there,
    `SiteFailed` where no response can be used, and `Ceiling` where the settings allow no more.
    """

    def __init__(
        self,
        site: str,
        hosts: tuple[str, ...] = (),
        private: bool = False,
        on_wait: Callable[[str], None] = lambda words: None,
    ) -> None:
        self.requests = 0
        self.received = 0
        self._allowed = AllowedHosts(site, hosts, private)
        self._on_wait = on_wait
        self._network = GuardedNetwork(private)
        self._robots: dict[str, Robots | SiteFailed] = {}  # by origin
        self._next_request = 0.0  # when it may be made, in seconds of time.monotonic
        self._web = httpx.Client(
            transport=CheckedTransport(self._network),
            timeout=settings().fetch_timeout,
            headers={"User-Agent": user_agent(), "Accept": "*/*"},
            trust_env=False,
        )

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self._web.close()

    def allows(self, address: str) -> bool:
        """Whether the host of `address` is among those that may be asked."""
        try:
            self._allowed.check(address)
        except SiteRefused:
            return False
        return True

    def page(self, address: str) -> bytes:
        """The body of the response from `address`, decompressed."""
        return self._request(
            "GET",
            address,
            lambda response: b"".join(self._body(response, MAX_PAGE)),
            {"Accept-Encoding": "gzip"},
        )

    def size(self, address: str) -> int | None:
        """The bytes of the document at `address`; None where the site does not say."""
        try:
            return self._request("HEAD", address, announced_size)
        except Denied:  # some servers do not know HEAD
            return None

    def download(self, address: str, to: Path, known: Version = NO_VERSION) -> Version | None:
        """Stream a paper into the file `to`; None, and no file, where it is the `known` version.

        It must be a PDF, unless the name of the file, but for its last ending, is that of a Word
        file or a web page.

        Also raises OSError where `to` cannot be written. There is no file then either.
        """
        conditions = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
        headers = {name: value for name, value in conditions.items() if value}
        try:
            version = self._request("GET", address, lambda got: self._save(got, to), headers)
            if version is None or version.digest == known.digest:
                to.unlink(missing_ok=True)
                return None
            return version
        except BaseException:  # also KeyboardInterrupt: no half of a paper may be left
            to.unlink(missing_ok=True)
            raise

    def _save(self, response: httpx.Response, to: Path) -> Version | None:
        """Write the body to the file `to`, once it is known to be a paper of the form that its name
        says; None where the site says that the document has not changed."""
        if response.status_code == httpx.codes.NOT_MODIFIED:
            return None
        digest, start = hashlib.sha256(), b""
        is_page = ending_of(to.stem) in ("htm", "html")
        check = _check_page if is_page else _check_word if _is_word(to) else _check_pdf
        with to.open("wb") as file:
            for piece in self._body(response, settings().fetch_paper_mb * MEGABYTE):
                if len(start) < WITHIN:
                    start += piece[:WITHIN]
                    if len(start) >= WITHIN:
                        check(start, response)
                digest.update(piece)
                file.write(piece)
            check(start, response)
            file.flush()
            os.fsync(file.fileno())
        told = response.headers
        return Version(
            _returnable(told, "etag"),
            _returnable(told, "last-modified"),
            _digest_of_page(to, response) if is_page else digest.hexdigest(),
        )

    def _request(
        self,
        method: str,
        address: str,
        take: Callable[[httpx.Response], Taken],
        headers: Mapping[str, str] | None = None,
        obey_robots: bool = True,
    ) -> Taken:
        """What `take` makes of the response, tried as often as the settings say."""
        pause = settings().fetch_pause
        back_off = wait_exponential_jitter(multiplier=2 * pause, max=MAX_BACK_OFF, jitter=pause)

        def wait(state: RetryCallState) -> float:
            failure = state.outcome.exception() if state.outcome else None
            asked_for = failure.after if isinstance(failure, TemporaryFailure) else 0.0
            seconds = max(asked_for, back_off(state))
            if seconds > LONG_WAIT:
                self._on_wait(f"{failure} Waiting {seconds:.0f} seconds.")
            return seconds

        retrying = Retrying(
            stop=stop_after_attempt(settings().fetch_tries),
            wait=wait,
            retry=retry_if_exception_type(TemporaryFailure),
            sleep=time.sleep,
            reraise=True,
        )
        url = self._allowed.check(address)
        sent = {"Accept-Encoding": "identity", **(headers or {})}
        taken: Taken = retrying(self._follow_redirects, method, url, take, sent, obey_robots)
        return taken

    def _follow_redirects(
        self,
        method: str,
        url: httpx.URL,
        take: Callable[[httpx.Response], Taken],
        headers: Mapping[str, str],
        obey_robots: bool,
    ) -> Taken:
        conditional = "If-None-Match" in headers or "If-Modified-Since" in headers
        for _ in range(MAX_REDIRECTS + 1):
            if obey_robots:
                self._check_robots(url)
            self._wait_for_turn()
            try:
                with self._web.stream(method, url, headers=headers) as response:
                    if not response.has_redirect_location:
                        check_status(response, conditional)
                        return take(response)
                    url = self._allowed.check_redirect(url, response.headers["location"])
            except httpx.TransportError as error:
                reason = _reason(error)
                raise TemporaryFailure(f"{url.host} gave no whole answer ({reason}).") from error
            finally:
                pause = max(settings().fetch_pause, self._robots_delay(url))
                self._next_request = time.monotonic() + pause
        raise SiteFailed(f"{url.host} sends on from page to page without end; try again later.")

    def _wait_for_turn(self) -> None:
        """Wait until the next request may be made, count it, and set its deadline."""
        if self.requests >= settings().fetch_requests:
            raise Ceiling(
                f"{self.requests:,} requests were made, as many as QA_FETCH_REQUESTS allows in "
                "one run. Run this again to go on from there."
            )
        time.sleep(max(0.0, self._next_request - time.monotonic()))
        self.requests += 1
        self._network.deadline = time.monotonic() + WHOLE_RESPONSE * settings().fetch_timeout

    def _body(self, response: httpx.Response, max_bytes: int) -> Iterator[bytes]:
        too_large = SiteFailed(
            f"What {response.url.host} sends is larger than {max_bytes // MEGABYTE} MB, so it is "
            "not taken. For papers, QA_FETCH_PAPER_MB sets this."
        )
        if (announced_size(response) or 0) > max_bytes:
            raise too_large
        left = max_bytes
        for piece in decompressed(response):
            left -= len(piece)
            self.received += len(piece)
            if left < 0:
                raise too_large
            if self.received > settings().fetch_mb * MEGABYTE:
                raise Ceiling(
                    f"{settings().fetch_mb:,} MB were fetched, as much as QA_FETCH_MB allows in "
                    "one run. Run this again to go on from there."
                )
            yield piece

    def _check_robots(self, url: httpx.URL) -> None:
        """Raise an error where the robots.txt of the host asks programs not to request `url`, or
        where it could not be had."""
        origin = _origin(url)
        if origin not in self._robots:
            self._robots[origin] = self._read_robots(origin, url.host)
            delay = self._robots_delay(url)
            if delay > max(LONG_WAIT, settings().fetch_pause):
                self._on_wait(f"{url.host} asks for {delay:.0f} seconds between two requests.")
            self._next_request = max(self._next_request, time.monotonic() + delay)
        rules = self._robots[origin]
        if isinstance(rules, SiteFailed):
            raise SiteFailed(str(rules))
        if not rules.allows(str(url)):
            raise SiteRefused(
                f"The robots.txt of {url.host} asks programs to leave {url.path[:80]} alone, so "
                "it is not asked. Ask the council whether it may be."
            )

    def _read_robots(self, origin: str, host: str) -> Robots | SiteFailed:
        """The rules of a host. A host without a robots.txt allows all (RFC 9309)."""
        address = f"{origin}/robots.txt"
        try:
            text = self._request("GET", address, self._start_of_robots, obey_robots=False)
        except (Missing, Denied):
            return Robots()
        except SiteFailed as error:
            return SiteFailed(
                f"{error} Without its robots.txt nothing of {host} may be asked; try again later."
            )
        return Robots(text.decode("utf-8", "replace"))

    def _start_of_robots(self, response: httpx.Response) -> bytes:
        start = b""
        for piece in decompressed(response):
            self.received += len(piece)
            start += piece
            if len(start) > robots.MAX_BYTES:
                break
        return start[: robots.MAX_BYTES]

    def _robots_delay(self, url: httpx.URL) -> float:
        rules = self._robots.get(_origin(url))
        return rules.delay if isinstance(rules, Robots) else 0.0


def _origin(url: httpx.URL) -> str:
    return f"{url.scheme}://{url.netloc.decode('ascii')}"


def _reason(error: httpx.TransportError) -> str:
    if words := str(error)[:200]:
        return words
    return "it took too long" if isinstance(error, httpx.TimeoutException) else type(error).__name__


def _check_pdf(start: bytes, response: httpx.Response) -> None:
    if PDF not in start[:WITHIN]:
        raise SiteFailed(
            f"{response.url.host} answered with a web page where a paper should be."
            if b"<" in start[:WITHIN]
            else f"What {response.url.host} sent is no PDF."
        )


def _is_word(to: Path) -> bool:
    return ending_of(to.stem) in ("docx", "docm")


def _check_word(start: bytes, response: httpx.Response) -> None:
    if not signature.is_packed(start):
        raise SiteFailed(f"What {response.url.host} sent is no Word file.")


def _check_page(start: bytes, response: httpx.Response) -> None:
    if not signature.is_web_page(start):
        raise SiteFailed(f"What {response.url.host} sent is no web page.")


def _digest_of_page(page: Path, response: httpx.Response) -> str:
    """The digest of the words of a page."""
    found = opened(f"page at {response.url.host}", content.digest, page)
    if not found:
        raise SiteFailed(f"{response.url.host} asks who wants to read this page to sign in.")
    return found


def _returnable(headers: httpx.Headers, name: str) -> str | None:
    """A header that can be sent back to the site later, or None."""
    value = headers.get(name, "")
    return value if re.fullmatch(r"[ -~]{1,500}", value) else None
