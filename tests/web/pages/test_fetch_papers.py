"""Fetching papers on the page from a council's site, as the people do who may and those who may
not."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from qa.library.councils.home import home
from qa.library.library import Library
from qa.settings import settings
from qa.web import fetch_job, state
from qa.web.fetch_job import BUSY, STOPPED, FetchJobs
from qa.web.job import FAULT
from qa.web.pages import fetch_papers
from tests.moderngov.conftest import council, site
from tests.moderngov.council import GROUP, SCRUTINY, Body, Council
from tests.moderngov.site import Slow, StandIn, Status

__all__ = ["council", "site"]  # fixtures


@pytest.fixture(autouse=True)
def fetched(index: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of fetched papers, not made yet; anyone may fetch some, from loopback too."""
    folder = index.with_name("fetched")
    monkeypatch.setenv("QA_FETCHED", str(folder))
    monkeypatch.setenv("QA_ADDING", "anyone")
    monkeypatch.setenv("QA_FETCH_PRIVATE", "true")
    monkeypatch.setenv("QA_FETCH_PAUSE", "0")
    monkeypatch.setenv("QA_FETCH_TRIES", "1")
    monkeypatch.setattr(fetch_job.fetch_jobs, "_latest", None)
    settings.cache_clear()
    return folder


def opened() -> AppTest:
    """The page as a visitor first sees it."""
    return fine(AppTest.from_file(fetch_papers.__file__, default_timeout=300).run())


def fine(page: AppTest) -> AppTest:
    assert not page.exception
    return page


def press(page: AppTest, label: str) -> AppTest:
    [button] = [one for one in page.button if one.label == label]
    button.click()
    return fine(page.run())


def labels(page: AppTest) -> list[str]:
    return [one.label for one in page.button]


def errors(page: AppTest) -> list[str]:
    """What the page says is in the way."""
    return [one.value.replace("\\", "").replace("\u2060", "") for one in page.error]


def bodies(page: AppTest) -> str:
    """All that stands on the page as HTML."""
    return "\n".join(" ".join(node.proto.body.split()) for node in page.get("html"))


def ended(page: AppTest) -> str:
    """What became of a run, once it has ended."""
    until = time.monotonic() + 300
    while page.get("progress"):
        assert time.monotonic() < until
        time.sleep(0.02)
        fine(page.run())
    return bodies(page)


def asked(site: StandIn) -> AppTest:
    """The page once the committees of the site are shown."""
    page = opened()
    page.text_input[0].set_value(site.base)
    return press(page, "Show its committees")


def planned(site: StandIn, *names: str) -> AppTest:
    """The page once it shows what of these committees would be fetched."""
    page = asked(site)
    page.multiselect[0].set_value([number_of(page, name) for name in names])
    page.date_input[0].set_value(date(2020, 1, 1))
    press(page, "Show what would be fetched")
    ended(page)
    return page


def number_of(page: AppTest, name: str) -> int:
    numbers = {SCRUTINY: 140, GROUP: 155}
    assert name in page.multiselect[0].options
    return numbers[name]


def test_papers_are_fetched_once_it_was_shown_which_and_can_be_asked_about(
    site: StandIn, fetched: Path
) -> None:
    page = planned(site, GROUP)
    shown = bodies(page)
    assert "<h2>What would be fetched</h2>" in shown
    assert f"2 meetings of {GROUP.replace('&', '&amp;')}." in shown
    assert "To fetch: " in shown and "KB in all" in shown
    assert not list(fetched.rglob("*.pdf"))
    assert "None yet: a committee is followed once" in page.markdown[-1].value
    said = ended(press(page, "Fetch these papers"))
    assert "<h2>What became of the papers</h2>" in said
    assert "1 paper fetched" in said and "Added to the library: 1 paper, " in said
    [paper] = fetched.rglob("*.pdf")
    assert [one.name for one in state.library().store.papers.all()] == [paper.name]
    assert f"{GROUP.replace('&', '&amp;')}</bdi></strong> at <bdi>{site.base}" in said
    assert "Last looked at on " in said
    said = ended(press(page, "Bring up to date"))
    assert "1 unchanged" in said
    assert "The library is as it was." in said


def test_former_committees_are_marked_and_hostile_names_are_inert(
    council: Council, site: StandIn
) -> None:
    evil = "<img src=x onerror=alert(1)> **x** [y](javascript:alert(1))"
    council.bodies += [Body(901, evil), Body(902, evil), Body(903, "Harbour", expired=True)]
    page = asked(site)
    assert f"{evil} (number 901)" in page.multiselect[0].options
    assert "Harbour (no longer meets)" in page.multiselect[0].options
    page.multiselect[0].set_value([901, 903])
    said = ended(press(page, "Show what would be fetched"))
    assert "&lt;img src=x onerror=alert(1)&gt;" in said
    assert "<img" not in said
    assert "Fetch these papers" in labels(page)


def test_a_private_network_is_not_asked_for_those_who_use_the_page(
    site: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_FETCH_PRIVATE", "false")
    settings.cache_clear()
    page = asked(site)
    assert not page.multiselect
    assert len(errors(page)) == 1
    assert not site.asked


def test_what_is_in_the_way_is_told(site: StandIn) -> None:
    page = press(opened(), "Show its committees")
    assert errors(page) == ["Type the address of the council's site first."]
    page.text_input[0].set_value("ftp://example.org")
    [error] = errors(press(page, "Show its committees"))
    assert "is no web address. Give that of the council's site" in error
    page = press(asked(site), "Show what would be fetched")
    assert errors(page) == ["No committee was chosen. Choose one or more above."]
    page.multiselect[0].set_value([155])
    page.date_input[0].set_value(date(2022, 2, 2))
    page.date_input[1].set_value(date(2022, 2, 1))
    page = press(page, "Show what would be fetched")
    assert errors(page) == ["The last day is before the first. Change one of them."]
    site.fail("GetMeetings", Status(500), times=None)
    page.date_input[1].set_value(None)
    said = ended(press(page, "Show what would be fetched"))
    assert "What would be fetched" in said and "500" in said
    assert "Fetch these papers" not in labels(page)


def test_documents_on_another_host_need_a_person_to_trust_it(
    council: Council, site: StandIn
) -> None:
    for meeting in council.meetings:
        for document in meeting.all_documents():
            document.form = "elsewhere"
    page = planned(site, GROUP)
    assert "1 paper on another host, localhost. If you trust it, add it above" in bodies(page)
    assert "To fetch: nothing new." in bodies(page)
    [field] = [one for one in page.text_input if one.label.startswith("Other hosts")]
    field.set_value("localhost")
    said = ended(press(page, "Show what would be fetched"))
    assert "To fetch: 1 paper" in said and "another host" not in said
    assert [one.value for one in page.text_input if one.label.startswith("Other hosts")] == [
        "localhost"
    ]


def test_one_fetch_goes_on_at_a_time_is_seen_by_who_comes_back_and_can_be_stopped(
    site: StandIn, fetched: Path
) -> None:
    page = planned(site, SCRUTINY)
    site.fail("/documents/", Slow(0.1), times=None)
    other = planned(site, GROUP)
    press(page, "Fetch these papers")
    press(other, "Show what would be fetched")
    assert errors(other) == [BUSY]
    assert "whoever wants another must wait" in bodies(other)
    back = opened()
    assert "Papers are being fetched. You may leave this page" in bodies(back)
    assert "Fetching paper " in wait_for(back, "Fetching paper 2")
    press(back, "Stop")
    said = ended(back)
    assert STOPPED in said and "Added to the library: " in said
    there = len(list(fetched.rglob("*.pdf")))
    assert 0 < there < 10
    assert len(state.library().store.papers.all()) == there
    assert "Fetch these papers" in labels(fine(other.run())), "what others had planned is lost"


def wait_for(page: AppTest, words: str) -> str:
    """How far a run has come, once it has come to `words`."""
    until = time.monotonic() + 300
    while True:
        [bar] = page.get("progress")
        text = str(bar.proto.text).replace("\\", "")
        if words in text:
            return text
        assert time.monotonic() < until
        time.sleep(0.02)
        fine(page.run())


def test_no_job_dies_silently(monkeypatch: pytest.MonkeyPatch, library: Library) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("out of the blue")

    monkeypatch.setattr(fetch_job, "open_ledger", broken)
    monkeypatch.setattr("threading.excepthook", lambda args: None)
    job = FetchJobs().begin(None, home())
    while not job.done:
        time.sleep(0.01)
    assert job.lines == [f"Not finished: {FAULT}"]


def test_who_may_not_add_papers_may_not_fetch_any(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QA_ADDING", "off")
    settings.cache_clear()
    page = opened()
    assert errors(page)[0].startswith("No papers can be added here")
    assert not page.text_input
