"""What `python -m qa doctor --deployment` says is open."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from qa.settings import Settings, settings
from qa.terminal.cli import app
from qa.terminal.deployment import ADDRESS, exposures


def advised(chosen: Settings) -> dict[str, str]:
    """What is to be changed, by what it is about."""
    return {one.what: one.advice for one in exposures(chosen) if one.advice}


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({"hosts": "papers.example", "proxies": "127.0.0.1"}, {}),
        ({}, {"Who may connect": "QA_HOSTS"}),
        ({"adding": "anyone"}, {"Who may add papers": "QA_ADDING"}),
        ({"adding": "passphrase"}, {"Who may add papers": "QA_PASSPHRASE_HASH"}),
        ({"adding": "sign-in"}, {"Who may add papers": "QA_EDITORS"}),
        ({"exempt": "let in"}, {"Pages that are not for the public": "QA_EXEMPT"}),
        ({"rate": 0}, {"Requests of programs a minute, of one address": "QA_RATE"}),
        ({"share_mb": 0}, {"Megabytes a minute, to one address": "QA_SHARE_MB"}),
        (
            {"share_seconds": 0},
            {"Seconds of a core a minute, for the pages of one address": "QA_SHARE_SECONDS"},
        ),
        (
            {"fetch_private": True, "adding": "sign-in", "editors": "a@example.org"},
            {"Fetching from private networks on the page": "QA_FETCH_PRIVATE"},
        ),
    ],
)
def test_what_is_open_is_said_with_what_to_change(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, object], wanted: dict[str, str]
) -> None:
    monkeypatch.delenv(ADDRESS, raising=False)
    names = {"hosts": "papers.example", "proxies": "127.0.0.1"} if given else {}
    found = advised(Settings.model_validate({**names, **given}))
    assert found.keys() == wanted.keys()
    assert all(setting in found[what] for what, setting in wanted.items())


@pytest.mark.parametrize(("address", "is_open"), [("0.0.0.0", True), ("::", True), ("::1", False)])
def test_whether_others_may_connect_is_said(
    monkeypatch: pytest.MonkeyPatch, address: str, is_open: bool
) -> None:
    monkeypatch.setenv(ADDRESS, address)
    chosen = Settings.model_validate({"hosts": "papers.example", "proxies": "127.0.0.1"})
    assert ("Who may connect" in advised(chosen)) is is_open


def test_the_command_exits_with_one_where_something_is_to_be_changed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("QA_ADDING", "anyone")
    settings.cache_clear()
    done = CliRunner().invoke(app, ["doctor", "--deployment"])
    assert done.exit_code == 1 and "QA_ADDING" in done.output
    monkeypatch.setenv("QA_ADDING", "off")
    monkeypatch.setenv("QA_HOSTS", "papers.example")
    monkeypatch.setenv("QA_PROXIES", "127.0.0.1")
    settings.cache_clear()
    assert CliRunner().invoke(app, ["doctor", "--deployment", "--json"]).exit_code == 0
    settings.cache_clear()


@pytest.mark.parametrize(
    ("url", "now", "advised_to"),
    [
        ("", "nobody", ""),
        ("http://127.0.0.1:8080/v1", "127.0.0.1, within", ""),
        ("https://8.8.8.8/v1", "8.8.8.8, outside, where a reader presses the button", ""),
        ("http://8.8.8.8/v1", "nobody, as 8.8.8.8 is refused", "https://"),
    ],
)
def test_who_is_sent_questions_is_said(url: str, now: str, advised_to: str) -> None:
    chosen = Settings.model_construct(writer_url=url)
    [found] = [one for one in exposures(chosen) if one.what.startswith("Who is sent")]
    assert found.now.startswith(now)
    assert advised_to in found.advice and bool(found.advice) is bool(advised_to)
