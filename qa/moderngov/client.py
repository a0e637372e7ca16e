"""Asking a council's site, politely and safely."""

from __future__ import annotations

import hashlib
import os
import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt
from tenacity.wait import wait_exponential_jitter

from qa.errors import Ceiling, Missing, SiteFailed, SiteRefused
from qa.moderngov import robots
from qa.moderngov.body import MEGABYTE, announced, parts
from qa.moderngov.guard import Guard, Guarded
from qa.moderngov.reach import Reach
from qa.moderngov.robots import Robots
from qa.moderngov.status import Denied, Passing, judge
from qa.papers.pages.signature import PDF, WITHIN
from qa.settings import settings

VERSION = "0.1.0"
REDIRECTS = 5
WHOLE = 10  # an answer may take so many times as long as a site may be silent
LONG_WAIT = 2.0  # seconds; longer ones are told of
LONGEST_BACK_OFF = 60.0  # seconds
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Known:
    """What tells whether a document changed; `digest` is the SHA-256 of its bytes, in hex."""

    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None


UNKNOWN = Known()


def agent() -> str:
    """Who we tell a site that we are."""
    contact = re.sub(r"[()\\]", "", settings().contact).strip()
    return f"{robots.PRODUCT}/{VERSION} ({f'+{contact}' if contact else 'no contact set'})"


class Client:
    """Asks a council's site, one request at a time, with a pause, as robots.txt and the settings
    allow.

    `site` is the base address; `hosts` further hosts that the person agreed to; `private` allows
    addresses that are not of the public internet; `on_wait` is told of long waits.

    All that asks raises `SiteRefused` for what may not be asked, `Missing` for what is not there,
    `SiteFailed` where no answer can be used, and `Ceiling` where the settings allow no more.
    """

    def __init__(
        self,
        site: str,
        hosts: tuple[str, ...] = (),
        private: bool = False,
        on_wait: Callable[[str], None] = lambda words: None,
        guard: Guard | None = None,
    ) -> None:
        self.requests = 0
        self.received = 0
        self._reach = Reach(site, hosts, private)
        self._on_wait = on_wait
        self._guard = guard or Guard(private)
        self._robots: dict[str, Robots | SiteFailed] = {}
        self._ready = 0.0  # when the next request may be made, by time.monotonic
        self._web = httpx.Client(
            transport=Guarded(self._guard),
            timeout=settings().fetch_timeout,
            headers={"User-Agent": agent(), "Accept": "*/*"},
            trust_env=False,
        )

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self._web.close()

    def allows(self, address: str) -> bool:
        """Whether the host of `address` is among those that may be asked."""
        try:
            self._reach.checked(address)
        except SiteRefused:
            return False
        return True

    def page(self, address: str, most: int = 32 * MEGABYTE) -> bytes:
        """The body that `address` answers with, of `most` bytes unpacked."""
        packed = {"Accept-Encoding": "gzip"}
        return self._ask("GET", address, lambda got: b"".join(self._body(got, most)), packed)

    def size(self, address: str) -> int | None:
        """The bytes of what is at `address`; None where the site does not tell."""
        try:
            return self._ask("HEAD", address, announced)
        except Denied:  # some servers do not know HEAD
            return None

    def download(self, address: str, to: Path, known: Known = UNKNOWN) -> Known | None:
        """Stream a PDF into the file `to`; None, and no file, where it is as `known` tells.

        Also raises OSError where `to` cannot be written. There is no file then either.
        """
        asked = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
        conditions = {name: value for name, value in asked.items() if value}
        try:
            new = self._ask("GET", address, lambda got: self._kept(got, to), conditions)
            if new is None or new.digest == known.digest:
                to.unlink(missing_ok=True)
                return None
            return new
        except BaseException:  # also of who stops it: half a paper is none
            to.unlink(missing_ok=True)
            raise

    def _kept(self, response: httpx.Response, to: Path) -> Known | None:
        if response.status_code == httpx.codes.NOT_MODIFIED:
            return None
        digest, start = hashlib.sha256(), b""
        with to.open("wb") as file:
            for part in self._body(response, settings().fetch_paper_mb * MEGABYTE):
                if len(start) < WITHIN:
                    start += part[:WITHIN]
                    if len(start) >= WITHIN:
                        _check_pdf(start, response)
                digest.update(part)
                file.write(part)
            _check_pdf(start, response)
            file.flush()
            os.fsync(file.fileno())
        told = response.headers
        return Known(_header(told, "etag"), _header(told, "last-modified"), digest.hexdigest())

    def _ask(
        self,
        method: str,
        address: str,
        take: Callable[[httpx.Response], T],
        headers: Mapping[str, str] | None = None,
        ruled: bool = True,
    ) -> T:
        """What `take` makes of the answer, tried as often as the settings say."""
        backing_off = wait_exponential_jitter(
            multiplier=2 * settings().fetch_pause,
            max=LONGEST_BACK_OFF,
            jitter=settings().fetch_pause,
        )

        def wait(state: RetryCallState) -> float:
            failed = state.outcome.exception() if state.outcome else None
            told = failed.after if isinstance(failed, Passing) else 0.0
            seconds = max(told, backing_off(state))
            if seconds > LONG_WAIT:
                self._on_wait(f"{failed} Waiting {seconds:.0f} seconds.")
            return seconds

        tries = Retrying(
            stop=stop_after_attempt(settings().fetch_tries),
            wait=wait,
            retry=retry_if_exception_type(Passing),
            sleep=time.sleep,
            reraise=True,
        )
        asked = {"Accept-Encoding": "identity", **(headers or {})}
        taken: T = tries(self._follow, method, self._reach.checked(address), take, asked, ruled)
        return taken

    def _follow(
        self,
        method: str,
        url: httpx.URL,
        take: Callable[[httpx.Response], T],
        headers: Mapping[str, str],
        ruled: bool,
    ) -> T:
        for _ in range(REDIRECTS + 1):
            if ruled:
                self._obey(url)
            self._turn(url)
            try:
                with self._web.stream(method, url, headers=headers) as response:
                    if not response.has_redirect_location:
                        judge(
                            response,
                            conditional="If-None-Match" in headers
                            or "If-Modified-Since" in headers,
                        )
                        return take(response)
                    url = self._reach.onward(url, response.headers["location"])
            except httpx.TransportError as error:
                raise Passing(f"{url.host} gave no whole answer ({_why(error)}).") from error
            finally:
                self._ready = time.monotonic() + max(settings().fetch_pause, self._delay(url))
        raise SiteFailed(f"{url.host} sends on from page to page without end; try again later.")

    def _turn(self, url: httpx.URL) -> None:
        """Wait for the turn of a request, and count it."""
        if self.requests >= settings().fetch_requests:
            raise Ceiling(
                f"{self.requests:,} requests were made, as many as QA_FETCH_REQUESTS allows in "
                "one run. Run this again to go on from there."
            )
        time.sleep(max(0.0, self._ready - time.monotonic()))
        self.requests += 1
        self._guard.deadline = time.monotonic() + WHOLE * settings().fetch_timeout

    def _body(self, response: httpx.Response, most: int) -> Iterator[bytes]:
        too_large = SiteFailed(
            f"What {response.url.host} sends is larger than {most // MEGABYTE} MB, so it is not "
            "taken. For papers, QA_FETCH_PAPER_MB sets this."
        )
        if (announced(response) or 0) > most:
            raise too_large
        for part in parts(response):
            most -= len(part)
            self.received += len(part)
            if most < 0:
                raise too_large
            if self.received > settings().fetch_mb * MEGABYTE:
                raise Ceiling(
                    f"{settings().fetch_mb:,} MB were fetched, as much as QA_FETCH_MB allows in "
                    "one run. Run this again to go on from there."
                )
            yield part

    def _obey(self, url: httpx.URL) -> None:
        """Raise what the robots.txt of the host says against asking for `url`."""
        origin = _origin(url)
        if origin not in self._robots:
            self._robots[origin] = self._rules(origin, url.host)
            if (delay := self._delay(url)) > max(LONG_WAIT, settings().fetch_pause):
                self._on_wait(f"{url.host} asks for {delay:.0f} seconds between two requests.")
            self._ready = max(self._ready, time.monotonic() + self._delay(url))
        rules = self._robots[origin]
        if isinstance(rules, SiteFailed):
            raise SiteFailed(str(rules))
        if not rules.allows(str(url)):
            raise SiteRefused(
                f"The robots.txt of {url.host} asks programs to leave {url.path[:80]} alone, so "
                "it is not asked. Ask the council whether it may be."
            )

    def _rules(self, origin: str, host: str) -> Robots | SiteFailed:
        try:
            text = self._ask("GET", f"{origin}/robots.txt", self._start, ruled=False)
        except (Missing, Denied):
            return Robots()
        except SiteFailed as error:
            return SiteFailed(
                f"{error} Without its robots.txt nothing of {host} may be asked; try again later."
            )
        return Robots(text.decode("utf-8", "replace"))

    def _start(self, response: httpx.Response) -> bytes:
        start = b""
        for part in parts(response):
            self.received += len(part)
            start += part
            if len(start) > robots.MOST:
                break
        return start[: robots.MOST]

    def _delay(self, url: httpx.URL) -> float:
        rules = self._robots.get(_origin(url))
        return rules.delay if isinstance(rules, Robots) else 0.0


def _origin(url: httpx.URL) -> str:
    return f"{url.scheme}://{url.netloc.decode('ascii')}"


def _why(error: httpx.TransportError) -> str:
    return str(error)[:200] or (
        "it took too long" if isinstance(error, httpx.TimeoutException) else type(error).__name__
    )


def _check_pdf(start: bytes, response: httpx.Response) -> None:
    if PDF not in start[:WITHIN]:
        raise SiteFailed(
            f"{response.url.host} answered with a web page where a paper should be."
            if b"<" in start[:WITHIN]
            else f"What {response.url.host} sent is no PDF."
        )


def _header(headers: httpx.Headers, name: str) -> str | None:
    """A header that can be sent back, or None."""
    told = headers.get(name, "")
    return told if re.fullmatch(r"[ -~]{1,500}", told) else None
