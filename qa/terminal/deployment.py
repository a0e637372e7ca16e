"""What the settings open to others: for whoever puts the service on a network."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from ipaddress import ip_address

from qa.settings import PROJECT, Settings
from qa.writing.writer import writer_for

CONFIGURATION = PROJECT / ".streamlit/config.toml"
ADDRESS = "STREAMLIT_SERVER_ADDRESS"


@dataclass(frozen=True, slots=True)
class Exposure:
    """Something that others can reach or do. `advice` says what to change; empty: nothing."""

    what: str
    now: str
    advice: str = ""


def exposures(chosen: Settings) -> list[Exposure]:
    """What these settings, and Streamlit's own, open to others."""
    return [_listening(chosen), *_adding(chosen), *_papers(chosen), *_limits(chosen)]


def listens_to() -> str:
    """The address that `streamlit run app.py` listens to."""
    if given := os.environ.get(ADDRESS):
        return given
    try:
        server = tomllib.loads(CONFIGURATION.read_text("utf-8")).get("server", {})
    except (OSError, tomllib.TOMLDecodeError):
        return ""
    return str(server.get("address", ""))


def _listening(chosen: Settings) -> Exposure:
    address = listens_to()
    if _is_own_machine(address):
        if not (chosen.hosts and chosen.proxies):
            return Exposure(
                "Who may connect",
                "this machine only",
                "Where a web server in front passes others on, set QA_HOSTS to the service's names "
                "and QA_PROXIES=127.0.0.1: qa/deployment/README.md",
            )
        return Exposure("Who may connect", "this machine, and whom its web server passes on")
    advice = "Nothing here encrypts: put a web server with TLS in front."
    if not chosen.hosts:
        advice = f"Set QA_HOSTS to the names that the service is asked under. {advice}"
    return Exposure("Who may connect", f"others too, at {address or 'all addresses'}", advice)


def _adding(chosen: Settings) -> list[Exposure]:
    advice = {
        "off": "",
        "anyone": "Set QA_ADDING to off, passphrase or sign-in.",
        "passphrase": ""
        if chosen.passphrase_hash
        else "Set QA_PASSPHRASE_HASH to what python -m qa passphrase prints.",
        "sign-in": "" if chosen.editors else "Set QA_EDITORS to the addresses of those who may.",
    }[chosen.adding]
    return [Exposure("Who may add papers", chosen.adding, advice)]


def _papers(chosen: Settings) -> list[Exposure]:
    let_in = "Set QA_EXEMPT to hold back, unless nobody else asks."
    private = "Set QA_FETCH_PRIVATE to false."
    return [
        Exposure(
            "Pages that are not for the public",
            chosen.exempt,
            let_in if chosen.exempt == "let in" else "",
        ),
        Exposure("New papers", "held back" if chosen.new_papers == "hold" else "read at once"),
        Exposure(
            "Fetching from private networks on the page",
            "allowed" if chosen.fetch_private else "refused",
            private if chosen.fetch_private and chosen.adding != "off" else "",
        ),
        Exposure(
            "Questions that are stored",
            f"all, in {chosen.log_questions}" if chosen.log_questions else "none",
        ),
        Exposure("Sites that may show the page within theirs", chosen.framed_by or "none"),
        _writer(chosen),
    ]


def _writer(chosen: Settings) -> Exposure:
    what = "Who is sent questions and passages, to write of them"
    mine = writer_for(chosen)
    if mine is None:
        return Exposure(what, "nobody")
    host = mine.server.host
    if mine.needs_consent:
        return Exposure(what, f"{host}, outside, where a reader presses the button that says so")
    if mine.server.looks_inside():
        return Exposure(what, f"{host}, within")
    advice = "It is at no private address. Set QA_WRITER_URL to one that begins with https://."
    return Exposure(what, f"nobody, as {host} is refused", advice)


def _limits(chosen: Settings) -> list[Exposure]:
    def limit(number: int) -> str:
        return f"{number:,}" if number else "no limit"

    unlimited = "Set it to more than 0."
    return [
        Exposure("Open pages at once", limit(chosen.visitors)),
        Exposure(
            "Requests of programs a minute, of one address",
            limit(chosen.rate),
            "" if chosen.rate else f"QA_RATE: {unlimited}",
        ),
        Exposure(
            "Seconds of a core a minute, for the pages of one address",
            limit(chosen.share_seconds),
            "" if chosen.share_seconds else f"QA_SHARE_SECONDS: {unlimited}",
        ),
        Exposure(
            "Megabytes a minute, to one address",
            limit(chosen.share_mb),
            "" if chosen.share_mb else f"QA_SHARE_MB: {unlimited}",
        ),
        Exposure("Megabytes of a paper that is added", limit(chosen.upload_mb)),
        Exposure("Numbers for Prometheus", "at /metrics" if chosen.metrics else "none"),
    ]


def _is_own_machine(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"
